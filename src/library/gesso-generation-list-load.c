/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-generation-list-private.h"

#include <string.h>

/* Reading the ids of a list. */

/* More than this at once is cheaper for a view as another list. */
#define SPLICE_MOST 64
/* Two frames: the first ones and their pictures have the processors until then, and the next key makes it needless. */
#define REST_MS 40

/* Where little is different, only that is told: everything else stays where it is on screen. */
static gboolean
splice (GessoGenerationList *self,
        GArray              *ids)
{
  const gint64 *old = (const gint64 *) (gpointer) self->ids->data;
  const gint64 *new = (const gint64 *) (gpointer) ids->data;
  const guint shorter = MIN (self->ids->len, ids->len);
  guint start = 0, end = 0, removed, added;

  while (start < shorter && old[start] == new[start])
    start++;
  while (end < shorter - start && old[self->ids->len - 1 - end] == new[ids->len - 1 - end])
    end++;
  removed = self->ids->len - start - end;
  added = ids->len - start - end;
  if (start + end == 0 || removed + added > SPLICE_MOST)
    return FALSE;
  g_array_unref (self->ids);
  self->ids = g_array_ref (ids);
  gesso_generation_list_items_changed (self, start, removed, added);
  return TRUE;
}

/* Removal and addition apart: a view that gets both at once asks for every item. */
static void
take_ids (GessoGenerationList *self,
          GArray              *ids)
{
  const guint before = self->ids->len;

  if (before == ids->len && (before == 0 || memcmp (self->ids->data, ids->data, before * sizeof (gint64)) == 0))
    return;
  if (splice (self, ids))
    return;
  g_array_set_size (self->ids, 0);
  if (before > 0)
    gesso_generation_list_items_changed (self, 0, before, 0);
  g_array_unref (self->ids);
  self->ids = g_array_ref (ids);
  if (ids->len > 0)
    gesso_generation_list_items_changed (self, 0, 0, ids->len);
}

/* What is known already stays as it is: the rest only comes after it. */
static void
take_rest (GessoGenerationList *self,
           GArray              *ids)
{
  const guint before = self->ids->len;

  if (before == 0 || before >= ids->len || memcmp (self->ids->data, ids->data, before * sizeof (gint64)) != 0)
    {
      take_ids (self, ids);
      return;
    }
  g_array_unref (self->ids);
  self->ids = g_array_ref (ids);
  gesso_generation_list_items_changed (self, before, 0, ids->len - before);
}

/* What changed meanwhile is looked at again. */
static void
end_loading (GessoGenerationList *self)
{
  g_autoptr (GPtrArray) late = g_steal_pointer (&self->late);

  self->late = g_ptr_array_new_with_free_func (g_object_unref);
  gesso_generation_list_set_loading (self, FALSE);
  for (guint i = 0; i < late->len; i++)
    gesso_generation_list_update (self, late->pdata[i]);
}

static void
rest_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoGenerationList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GArray) ids = gesso_library_list_stacks_finish (GESSO_LIBRARY (source), result, &counts, &error);

  if (ids != NULL)
    {
      take_rest (self, ids);
      gesso_generation_list_take_counts (self, counts);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("The list could not be read: %s", error->message);
  end_loading (self);
}

/* All ids; the rows of the first ones were read before. */
static void
list_all (GessoGenerationList *self,
          GCancellable        *cancellable)
{
  GessoQuery query = self->query;

  query.read = 0;
  gesso_library_list_ids_async (self->library, &query, cancellable, rest_cb, g_object_ref (self));
}

static gboolean
rest_due_cb (gpointer data)
{
  GessoGenerationList *self = data;
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->rest_cancellable);

  self->rest_id = 0;
  list_all (self, cancellable);
  return G_SOURCE_REMOVE;
}

/* Before the ids are told, so that nobody asks for these rows once more. */
static void
take_rows (GessoGenerationList *self,
           GAsyncResult        *result)
{
  g_autoptr (GPtrArray) generations = gesso_library_list_ids_take_rows (self->library, result);

  for (guint i = 0; i < generations->len; i++)
    gesso_generation_list_remember (self, generations->pdata[i]);
}

/* Where only the first were asked for, the others follow after somebody could look at them. */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoGenerationList *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GArray) ids = gesso_library_list_stacks_finish (GESSO_LIBRARY (source), result, &counts, &error);
  const gboolean more = ids != NULL && self->query.first > 0 && ids->len == self->query.first;

  if (ids != NULL)
    {
      take_rows (self, result);
      take_ids (self, ids);
      gesso_generation_list_take_counts (self, counts);
    }
  if (more)
    {
      g_set_object (&self->rest_cancellable, g_task_get_cancellable (task));
      g_clear_handle_id (&self->rest_id, g_source_remove);
      self->rest_id = g_timeout_add (REST_MS, rest_due_cb, self);
    }
  else
    end_loading (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* After a step over so many that nobody was told of each. */
void
gesso_generation_list_read_again (GessoGenerationList *self)
{
  g_assert (GESSO_IS_GENERATION_LIST (self));

  g_clear_handle_id (&self->rest_id, g_source_remove);
  gesso_generation_list_set_loading (self, TRUE);
  list_all (self, self->cancellable);
}

void
gesso_generation_list_load_async (GessoGenerationList *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  GTask *task;
  GessoQuery query;

  g_return_if_fail (GESSO_IS_GENERATION_LIST (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_generation_list_load_async);
  gesso_generation_list_set_loading (self, TRUE);
  query = self->query;
  if (query.limit == 0 || query.first < query.limit)
    query.limit = query.first > 0 ? query.first : query.limit;
  gesso_library_list_ids_async (self->library, &query, cancellable, loaded_cb, task);
}

gboolean
gesso_generation_list_load_finish (GessoGenerationList  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_generation_list_load_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"
#include "gesso-time.h"

/*
 * GET /jobs, page after page, newest first, back to a moment in server time. A cursor means "created before", so each
 * page is asked for 1 ms past it: jobs of the same millisecond would fall between two pages otherwise.
 */

#define PAGE 50
/* Where one millisecond has more jobs than a page. The API gives no more at once. */
#define LARGE_PAGE 1000
/* A listing that is longer than this ends as an error: better unsettled than settled on half of it. */
#define MAX_PAGES 200

typedef struct {
  gint64 since;
  guint pages;
  guint page;
  char *cursor;
  GPtrArray *jobs;
  GHashTable *ids;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_free (self->cursor);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_free (self);
}

static void page_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
next_page (GTask      *task,
           KreaClient *client)
{
  Listing *self = g_task_get_task_data (task);

  krea_client_list_jobs_async (client, self->page, self->cursor, NULL, g_task_get_cancellable (task), page_cb,
                               g_object_ref (task));
}

/* Takes the page's jobs in; returns whether any of them is new, and whether one is older than asked for. */
static gboolean
take_page (Listing   *self,
           GPtrArray *jobs,
           gboolean  *reached)
{
  gboolean any = FALSE;

  for (guint i = 0; i < jobs->len; i++)
    {
      KreaJob *job = jobs->pdata[i];
      gint64 created_at = krea_job_get_created_at (job);

      if (created_at != 0 && created_at < self->since)
        *reached = TRUE;
      if (krea_job_get_id (job) == NULL || !g_hash_table_add (self->ids, g_strdup (krea_job_get_id (job))))
        continue;
      any = TRUE;
      if (created_at == 0 || created_at >= self->since)
        g_ptr_array_add (self->jobs, g_object_ref (job));
    }
  return any;
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) jobs = krea_client_list_jobs_finish (KREA_CLIENT (source), result, &next, &error);
  Listing *self = g_task_get_task_data (task);
  gboolean reached = FALSE, any;
  gint64 at;

  if (jobs == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  any = take_page (self, jobs, &reached);
  at = next != NULL ? gesso_time_from_iso (next) : 0;
  if (reached || next == NULL || (at != 0 && at < self->since))
    {
      g_task_return_pointer (task, g_steal_pointer (&self->jobs), (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  if (!any && jobs->len >= PAGE && self->page == PAGE)
    {
      /* All of this page lies in the millisecond that the last one ended in, and so may what comes after it. */
      self->page = LARGE_PAGE;
      next_page (task, KREA_CLIENT (source));
      return;
    }
  if (++self->pages >= MAX_PAGES || (!any && jobs->len >= PAGE) || (!any && g_strcmp0 (next, self->cursor) == 0))
    {
      g_task_return_new_error (task, KREA_ERROR, KREA_ERROR_BAD_REPLY, "The list of jobs has no end");
      return;
    }
  g_free (self->cursor);
  /* Without anything new the overlap would only bring the same page again. */
  self->cursor = at != 0 && any ? gesso_time_to_iso (at + 1) : g_steal_pointer (&next);
  next_page (task, KREA_CLIENT (source));
}

void
gesso_engine_list_since_async (KreaClient          *client,
                               gint64               since,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, data);
  Listing *self = g_new0 (Listing, 1);

  g_task_set_source_tag (task, gesso_engine_list_since_async);
  g_task_set_task_data (task, self, listing_free);
  self->since = since;
  self->page = PAGE;
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  next_page (task, client);
}

GPtrArray *
gesso_engine_list_since_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_list_since_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- which of them the library does not know --- */

static void
unknown_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unknown = gesso_library_unknown_jobs_finish (GESSO_LIBRARY (source), result, &error);
  GPtrArray *jobs = g_task_get_task_data (task);
  g_autoptr (GPtrArray) strangers = NULL;

  if (unknown == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  strangers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < jobs->len; i++)
    if (g_ptr_array_find_with_equal_func (unknown, krea_job_get_id (jobs->pdata[i]), g_str_equal, NULL))
      g_ptr_array_add (strangers, g_object_ref (jobs->pdata[i]));
  g_task_return_pointer (task, g_steal_pointer (&strangers), (GDestroyNotify) g_ptr_array_unref);
}

void
gesso_engine_strangers_async (GessoLibrary        *library,
                              GPtrArray           *jobs,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (library, cancellable, callback, data);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_task_set_source_tag (task, gesso_engine_strangers_async);
  g_task_set_task_data (task, g_ptr_array_ref (jobs), (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < jobs->len; i++)
    if (krea_job_get_id (jobs->pdata[i]) != NULL)
      g_ptr_array_add (ids, (char *) krea_job_get_id (jobs->pdata[i]));
  g_ptr_array_add (ids, NULL);
  gesso_library_unknown_jobs_async (library, (const char *const *) ids->pdata, unknown_cb, g_steal_pointer (&task));
}

GPtrArray *
gesso_engine_strangers_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_strangers_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-order.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-board-request.h"
#include "gesso-library-boards.h"
#include "gesso-library-query.h"

/**
 * Run:
 *
 * The way of an order: board → references, one after the other → source → what is there already → the round.
 */
typedef struct {
  /* inputs */
  GessoOrder *order;
  char       *folder;

  /* in progress */
  guint       next_reference;
  guint       next_seed;
  gint64      first_seed;
  guint64     skip;  /* bit n: the n-th picture is in @found */

  /* outputs */
  GPtrArray  *found; /* what is there already, in the order of the seeds */
} Run;

static void board_listed_cb    (GObject *source, GAsyncResult *result, gpointer data);
static void add_next_picture   (GTask *task);
static void picture_added_cb   (GObject *source, GAsyncResult *result, gpointer data);
static void look_for_next      (GTask *task);
static void same_found_cb      (GObject *source, GAsyncResult *result, gpointer data);
static void generate           (GTask *task);
static void generated_cb       (GObject *source, GAsyncResult *result, gpointer data);

static void
run_free (Run *self)
{
  g_clear_pointer (&self->order, gesso_order_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self->folder);
  g_free (self);
}

static GessoLibrary *
library_of (GTask *task)
{
  return gesso_engine_get_library (g_task_get_source_object (task));
}

void
gesso_order_run_async (GessoOrder          *order,
                       GessoEngine         *engine,
                       const char          *folder,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (order != NULL);
  g_return_if_fail (GESSO_IS_ENGINE (engine));

  task = g_task_new (engine, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_order_run_async);
  run = g_new0 (Run, 1);
  run->order = order;
  run->folder = g_strdup (folder);
  run->found = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

  if (order->board != NULL)
    gesso_library_list_boards_async (library_of (task), cancellable, board_listed_cb, g_object_ref (task));
  else
    add_next_picture (task);
}

static void
board_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) boards = gesso_library_list_boards_finish (GESSO_LIBRARY (source), result, &error);
  Run *run = g_task_get_task_data (task);
  const GessoBoard *board = NULL;

  if (boards == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; board == NULL && i < boards->len; i++)
    {
      const GessoBoard *each = boards->pdata[i];

      if (g_utf8_collate (each->name, run->order->board) == 0 || strcmp (each->id, run->order->board) == 0)
        board = each;
    }
  if (board == NULL)
    {
      g_task_return_new_error (task, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND,
                               _("There is no board “%s”."), run->order->board);
      return;
    }
  gesso_board_apply (board, run->order->request);
  gesso_library_touch_board_async (GESSO_LIBRARY (source), board->id, NULL, NULL);
  add_next_picture (task);
}

/* The style references in order, then the image source; the library stores each by its content. */
static void
add_next_picture (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  GessoOrder *order = run->order;
  const GessoOrderPicture *picture = NULL;
  g_autoptr (GFile) folder = NULL, file = NULL;

  if (run->next_reference < order->references->len)
    picture = order->references->pdata[run->next_reference];
  else if (run->next_reference == order->references->len)
    picture = order->source;
  if (picture == NULL)
    {
      run->first_seed = krea_request_get_seed (order->request);
      look_for_next (task);
      return;
    }
  folder = g_file_new_for_path (run->folder);
  file = g_file_resolve_relative_path (folder, picture->path);
  gesso_library_add_reference_file_async (library_of (task),
                                          gesso_engine_get_decoder (g_task_get_source_object (task)),
                                          file, g_task_get_cancellable (task), picture_added_cb, g_object_ref (task));
}

static void
picture_added_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoReferenceFile) file = gesso_library_add_reference_file_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (KreaReference) reference = NULL;
  Run *run = g_task_get_task_data (task);
  GessoOrder *order = run->order;

  if (file == NULL)
    {
      gboolean is_source = run->next_reference == order->references->len;
      const GessoOrderPicture *picture = is_source ? order->source : order->references->pdata[run->next_reference];

      /* Translators: a file's name, and what is wrong with it */
      g_prefix_error (&error, _("%s: "), picture->path);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (run->next_reference < order->references->len)
    {
      const GessoOrderPicture *picture = order->references->pdata[run->next_reference];

      reference = krea_reference_new (file->sha256, file->name, picture->strength);
      krea_request_add_reference (order->request, reference);
    }
  else
    {
      reference = krea_reference_new (file->sha256, file->name, order->source->strength);
      krea_request_set_source (order->request, reference);
    }
  run->next_reference++;
  add_next_picture (task);
}

/* With --reuse and a seed, every picture that is there already is taken out of the round. */
static void
look_for_next (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  GessoOrder *order = run->order;
  GessoAccount *account = gesso_engine_get_account (g_task_get_source_object (task));
  g_autofree char *hash = NULL;

  if (!order->reuse || run->first_seed == KREA_SEED_RANDOM || run->next_seed >= order->images)
    {
      generate (task);
      return;
    }
  krea_request_set_seed (order->request, krea_seed_nth (run->first_seed, run->next_seed));
  hash = krea_request_hash (order->request);
  gesso_library_find_same_async (library_of (task), hash, account != NULL && gesso_account_is_sandbox (account),
                                 g_task_get_cancellable (task), same_found_cb, g_object_ref (task));
}

static void
same_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GessoGeneration *same = gesso_library_find_same_finish (GESSO_LIBRARY (source), result, &error);
  Run *run = g_task_get_task_data (task);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (same != NULL)
    {
      g_ptr_array_add (run->found, same);
      run->skip |= G_GUINT64_CONSTANT (1) << run->next_seed;
    }
  run->next_seed++;
  look_for_next (task);
}

static void
generate (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  GessoOrder *order = run->order;

  if (run->found->len == order->images)
    {
      g_task_return_pointer (task, g_ptr_array_ref (run->found), (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  /* From here on it is in the journal, whatever the caller does: it must not be told that it is not. */
  g_task_set_check_cancellable (task, FALSE);
  krea_request_set_seed (order->request, run->first_seed);
  gesso_engine_generate_missing_async (g_task_get_source_object (task), order->request, order->images, run->skip,
                                       generated_cb, g_object_ref (task));
}

static void
generated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) round = gesso_engine_generate_finish (GESSO_ENGINE (source), result, &error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  Run *run = g_task_get_task_data (task);
  guint found = 0, made = 0;

  if (round == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  while (found < run->found->len || made < round->len)
    {
      const gboolean here = made == round->len || ((run->skip >> (found + made)) & 1) != 0;

      g_ptr_array_add (all, g_object_ref (here ? run->found->pdata[found++] : round->pdata[made++]));
    }
  g_task_return_pointer (task, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
gesso_order_run_finish (GessoEngine   *engine,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_order_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

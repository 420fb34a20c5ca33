/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-signatures.h"

#include <string.h>

#include "gesso-library-private.h"

/* Pictures that are decoded side by side, and how many are kept in one transaction. */
#define SIDE_BY_SIDE 4
#define BATCH 64

/* Behind what is on screen. */
#define PRIORITY (-10)

typedef struct {
  /* inputs */
  GessoDecoder *decoder;
  GPtrArray    *missing; /* GessoBoardItem, taken from its end */

  /* in progress */
  GHashTable   *fresh;   /* sha256 → GessoSignature, not kept yet */
  guint         running;
  guint         writing;

  /* outputs */
  GHashTable   *found;
} Load;

/* One picture of a load. */
typedef struct {
  GTask       *task;
  char        *sha256;
  GessoPixels *pixels;
  GessoSignature signature;
} One;

static void load_next       (GTask *task);
static void thumbnail_cb    (GObject *source, GAsyncResult *result, gpointer data);
static void pixels_cb       (GObject *source, GAsyncResult *result, gpointer data);
static void computed_cb     (GObject *source, GAsyncResult *result, gpointer data);
static void kept_cb         (GObject *source, GAsyncResult *result, gpointer data);

static void
load_free (Load *self)
{
  g_clear_object (&self->decoder);
  g_ptr_array_unref (self->missing);
  g_hash_table_unref (self->fresh);
  g_clear_pointer (&self->found, g_hash_table_unref);
  g_free (self);
}

static void
one_free (One *self)
{
  g_object_unref (self->task);
  g_free (self->sha256);
  g_clear_pointer (&self->pixels, gesso_pixels_free);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (One, one_free)

static GHashTable *
signatures_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* --- What is kept --- */

static gboolean
find_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  Load *load = call->data;

  for (guint i = load->missing->len; i-- > 0;)
    {
      const GessoBoardItem *item = load->missing->pdata[i];
      sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT data FROM signature WHERE sha256 = ?", "s",
                                                item->sha256);

      if (statement == NULL)
        return FALSE;
      if (!gesso_sql_step (sql, statement, NULL))
        continue;
      if (sqlite3_column_bytes (statement, 0) == sizeof (GessoSignature))
        {
          g_hash_table_replace (load->found, g_strdup (item->sha256),
                                g_memdup2 (sqlite3_column_blob (statement, 0), sizeof (GessoSignature)));
          g_ptr_array_remove_index (load->missing, i);
        }
      sqlite3_reset (statement);
    }
  return TRUE;
}

static void
find_done (GessoCall *call)
{
  load_next (call->task);
}

static gboolean
keep_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GHashTableIter iter;
  gpointer sha256, signature;

  g_hash_table_iter_init (&iter, call->data);
  while (g_hash_table_iter_next (&iter, &sha256, &signature))
    {
      g_autoptr (GBytes) bytes = g_bytes_new (signature, sizeof (GessoSignature));

      if (!gesso_sql_run (sql, error, "INSERT OR REPLACE INTO signature VALUES (?, ?)", "sb", sha256, bytes))
        return FALSE;
    }
  return TRUE;
}

static void
keep (GTask *task)
{
  GessoLibrary *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  GHashTable *fresh = load->fresh;
  GessoCall *call;

  load->fresh = signatures_new ();
  load->writing++;
  call = gesso_library_call (self, GESSO_CALL_WRITE, kept_cb, fresh, (GDestroyNotify) g_hash_table_unref, NULL, kept_cb,
                             g_object_ref (task));
  call->work = keep_work;
  gesso_library_send (self, call);
}

/* What could not be kept is made again another time. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Load *load = g_task_get_task_data (task);

  load->writing--;
  load_next (task);
}

/* --- What has to be made --- */

static void
load_next (GTask *task)
{
  GessoLibrary *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  while (load->running < SIDE_BY_SIDE && load->missing->len > 0 &&
         !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      const GessoBoardItem *item = load->missing->pdata[load->missing->len - 1];
      One *one = g_new0 (One, 1);

      one->task = g_object_ref (task);
      one->sha256 = g_strdup (item->sha256);
      load->running++;
      gesso_library_load_thumbnail_async (self, load->decoder, item->sha256, item->path, GESSO_THUMBNAIL_SMALL, PRIORITY,
                                          g_task_get_cancellable (task), thumbnail_cb, one);
      g_ptr_array_set_size (load->missing, (int) load->missing->len - 1);
    }
  if (load->running > 0)
    return;
  if (g_hash_table_size (load->fresh) > 0 && !gesso_library_is_read_only (self))
    keep (task);
  else if (load->writing == 0 && !g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&load->found), (GDestroyNotify) g_hash_table_unref);
}

static void
one_ended (GTask *task)
{
  ((Load *) g_task_get_task_data (task))->running--;
  load_next (task);
}

static void
thumbnail_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (One) one = data;
  g_autoptr (GBytes) bytes = gesso_library_load_thumbnail_finish (GESSO_LIBRARY (source), result, NULL);
  Load *load = g_task_get_task_data (one->task);
  GCancellable *cancellable = g_task_get_cancellable (one->task);

  if (bytes == NULL)
    one_ended (one->task);
  else
    gesso_decoder_load_async (load->decoder, bytes, GESSO_SIGNATURE_EDGE, GESSO_SIGNATURE_EDGE, PRIORITY, cancellable,
                              pixels_cb, g_steal_pointer (&one));
}

static void
compute_thread (GTask        *computing,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  One *one = data;

  gesso_signature_compute (one->pixels, &one->signature);
  g_task_return_boolean (computing, TRUE);
}

static void
pixels_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (One) one = data;
  g_autoptr (GTask) computing = NULL;

  one->pixels = gesso_decoder_load_finish (GESSO_DECODER (source), result, NULL);
  if (one->pixels == NULL || one->pixels->width == 0 || one->pixels->height == 0)
    {
      one_ended (one->task);
      return;
    }
  computing = g_task_new (g_task_get_source_object (one->task), NULL, computed_cb, NULL);
  g_task_set_source_tag (computing, computed_cb);
  g_task_set_task_data (computing, g_steal_pointer (&one), (GDestroyNotify) one_free);
  g_task_run_in_thread (computing, compute_thread);
}

static void
computed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  One *one = g_task_get_task_data (G_TASK (result));
  Load *load = g_task_get_task_data (one->task);

  g_hash_table_replace (load->found, g_strdup (one->sha256), g_memdup2 (&one->signature, sizeof one->signature));
  g_hash_table_replace (load->fresh, g_strdup (one->sha256), g_memdup2 (&one->signature, sizeof one->signature));
  if (g_hash_table_size (load->fresh) >= BATCH && !gesso_library_is_read_only (GESSO_LIBRARY (source)))
    keep (one->task);
  one_ended (one->task);
}

void
gesso_library_load_signatures_async (GessoLibrary        *self,
                                     GessoDecoder        *decoder,
                                     GPtrArray           *items,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Load *load;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_DECODER (decoder));
  g_return_if_fail (items != NULL);

  load = g_new0 (Load, 1);
  load->decoder = g_object_ref (decoder);
  load->missing = gesso_board_items_new ();
  load->fresh = signatures_new ();
  load->found = signatures_new ();
  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];

      if (item->kind == GESSO_BOARD_PICTURE && item->sha256 != NULL && g_hash_table_add (seen, item->sha256))
        g_ptr_array_add (load->missing, gesso_board_item_copy (item));
    }
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_load_signatures_async, load, (GDestroyNotify) load_free,
                             cancellable, callback, data);
  call->work = find_work;
  call->done = find_done;
  gesso_library_send (self, call);
}

GHashTable *
gesso_library_load_signatures_finish (GessoLibrary  *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_load_signatures_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

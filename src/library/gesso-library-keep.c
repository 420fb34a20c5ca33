/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-journal-private.h"

#include "gesso-files.h"
#include "gesso-names.h"
#include "gesso-time.h"

/* How a generation ends: kept, failed or cancelled. */

static gint64
charged_for (GessoCharge charge,
             gint64      price)
{
  return charge == GESSO_CHARGE_NONE ? 0 : price;
}

/* A POST may have created a job as soon as the intent was there. */
static gboolean
reached_the_server (const GessoRow *row)
{
  return row->job_id != NULL || row->window_start > 0;
}

static gboolean
failed_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  GessoStepData *step = call->data;

  if (!gesso_journal_reload (call, sql, error))
    return FALSE;
  if (!gesso_sql_run (sql, error,
                      "UPDATE generation SET state = 'failed', hold = 0, error_code = ?, error_message = ?,"
                      " error_json = ?, charge = ?, charged = ?, completed_at = ?, revision = revision + 1"
                      " WHERE row_id = ?",
                      "ssssiii", step->text, step->message, step->json, gesso_charge_to_nick (step->charge),
                      charged_for (step->charge, step->row->price), step->time, step->row_id) ||
      !gesso_journal_reload (call, sql, error) || !gesso_journal_charge (call, sql, step->row, error))
    return FALSE;
  gesso_journal_log (call, "failed", step->row);
  return !reached_the_server (step->row) || gesso_journal_sidecar (call, sql, step->row, NULL, error);
}

void
gesso_library_commit_failed_async (GessoLibrary        *self,
                                   GessoGeneration     *generation,
                                   const char          *error_code,
                                   const char          *error_message,
                                   const char          *error_json,
                                   GessoCharge          charge,
                                   gint64               completed_at,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  GessoCall *call;
  GessoStepData *step;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  call = gesso_journal_call (self, generation, GESSO_CALL_DURABLE, callback, data);
  step = call->data;
  step->text = g_strdup (error_code != NULL ? error_code : "failed");
  step->message = g_strdup (error_message);
  step->json = g_strdup (error_json);
  step->charge = charge;
  step->time = completed_at > 0 ? completed_at : gesso_time_now_ms ();
  call->work = failed_work;
  gesso_library_send (self, call);
}

static gboolean
cancelled_work (GessoCall  *call,
                GessoSql   *sql,
                GError    **error)
{
  GessoStepData *step = call->data;

  if (!gesso_journal_reload (call, sql, error))
    return FALSE;
  if (!gesso_sql_run (sql, error,
                      "UPDATE generation SET state = 'cancelled', hold = 0, charge = ?, charged = ?,"
                      " completed_at = ?, revision = revision + 1 WHERE row_id = ?",
                      "siii", gesso_charge_to_nick (step->charge), charged_for (step->charge, step->row->price),
                      step->time, step->row_id) ||
      !gesso_journal_reload (call, sql, error) || !gesso_journal_charge (call, sql, step->row, error))
    return FALSE;
  gesso_journal_log (call, "cancelled", step->row);
  return !reached_the_server (step->row) || gesso_journal_sidecar (call, sql, step->row, NULL, error);
}

void
gesso_library_commit_cancelled_async (GessoLibrary        *self,
                                      GessoGeneration     *generation,
                                      GessoCharge          charge,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  GessoCall *call;
  GessoStepData *step;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  call = gesso_journal_call (self, generation, GESSO_CALL_DURABLE, callback, data);
  step = call->data;
  step->charge = charge;
  step->time = gesso_time_now_ms ();
  call->work = cancelled_work;
  gesso_library_send (self, call);
}

/* --- Keep --- */

/* Where that can't be found out it is taken, and the files or the commit say what is wrong. */
static gboolean
is_taken (GessoSql   *sql,
          const char *path,
          gint64      row_id)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, &error, "SELECT 1 FROM generation WHERE path = ? AND row_id != ?", "si",
                                            path, row_id);

  if (statement == NULL || !gesso_sql_step (sql, statement, &error))
    return error != NULL;
  sqlite3_reset (statement);
  return TRUE;
}

/* No file there, or the very one that an interrupted keep left behind. */
static gboolean
may_write (GessoFolder *folder,
           const char  *path,
           GBytes      *picture)
{
  g_autoptr (GBytes) there = NULL;
  struct stat info;

  if (!gesso_files_stat (folder->root, path, &info))
    return TRUE;
  there = gesso_files_read (folder->root, path, GESSO_PICTURE_MAX_BYTES, NULL);
  return there != NULL && g_bytes_equal (there, picture);
}

static char *
choose_path (GessoCall      *call,
             GessoSql       *sql,
             const GessoRow *row)
{
  static const guint id_lengths[] = { 4, 8, 13, 36 };
  GessoStepData *step = call->data;
  char *path = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (id_lengths); i++)
    {
      g_free (path);
      path = gesso_names_original (row->prompt, row->id, id_lengths[i], row->completed_at, row->sandbox, step->format);
      if (!is_taken (sql, path, row->row_id) && may_write (call->core->folder, path, step->picture))
        break;
    }
  return path;
}

static gboolean
keep_files (GessoCall  *call,
            GessoSql   *sql,
            GessoRow   *row,
            GError    **error)
{
  GessoStepData *step = call->data;
  GessoFolder *folder = call->core->folder;
  g_autofree char *path = choose_path (call, sql, row);

  if (!gesso_files_write (folder->root, path, step->picture, folder->path, error))
    return FALSE;
  step->new_original = g_strdup (path);
  g_free (row->path);
  row->path = g_steal_pointer (&path);
  return gesso_journal_sidecar (call, sql, row, row->path, error);
}

static gboolean
keep_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GessoStepData *step = call->data;
  GessoRow *row;

  if (!gesso_journal_reload (call, sql, error))
    return FALSE;
  row = step->row;
  if (row->state == GESSO_STATE_KEPT)
    return TRUE;
  row->state = GESSO_STATE_KEPT;
  row->charge = step->charge;
  row->charged = charged_for (step->charge, row->price);
  row->completed_at = step->time;
  g_free (row->sha256);
  row->sha256 = step->text != NULL ? g_strdup (step->text)
                                   : g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, step->picture);
  row->width = step->width;
  row->height = step->height;
  g_free (row->format);
  row->format = g_strdup (gesso_picture_format_extension (step->format));
  row->size = g_bytes_get_size (step->picture);
  if (!keep_files (call, sql, row, error) ||
      !gesso_sql_run (sql, error,
                      "UPDATE generation SET state = 'kept', hold = 0, charge = ?, charged = ?, completed_at = ?,"
                      " path = ?, sha256 = ?, width = ?, height = ?, format = ?, size = ?, error_code = NULL,"
                      " error_message = NULL, error_json = NULL, revision = revision + 1 WHERE row_id = ?",
                      "siissiisii", gesso_charge_to_nick (row->charge), row->charged, row->completed_at, row->path,
                      row->sha256, (gint64) row->width, (gint64) row->height, row->format, (gint64) row->size,
                      row->row_id) ||
      !gesso_journal_reload (call, sql, error) || !gesso_journal_charge (call, sql, step->row, error))
    return FALSE;
  gesso_journal_log (call, "kept", step->row);
  gesso_thumbnails_put (call->core->thumbnails, step->row->sha256, GESSO_THUMBNAIL_SMALL, step->thumbnails[0]);
  gesso_thumbnails_put (call->core->thumbnails, step->row->sha256, GESSO_THUMBNAIL_LARGE, step->thumbnails[1]);
  return TRUE;
}

void
gesso_library_keep_async (GessoLibrary          *self,
                          GessoGeneration       *generation,
                          GBytes                *picture,
                          const GessoInspection *inspection,
                          GessoCharge            charge,
                          gint64                 completed_at,
                          GAsyncReadyCallback    callback,
                          gpointer               data)
{
  GessoCall *call;
  GessoStepData *step;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));
  g_return_if_fail (picture != NULL);
  g_return_if_fail (inspection != NULL);

  call = gesso_journal_call (self, generation, GESSO_CALL_DURABLE, callback, data);
  step = call->data;
  step->picture = g_bytes_ref (picture);
  /* Its hash, where it was computed while it was decoded. */
  step->text = g_strdup (inspection->sha256);
  if (inspection->thumbnail_small != NULL)
    step->thumbnails[0] = g_bytes_ref (inspection->thumbnail_small);
  if (inspection->thumbnail_large != NULL)
    step->thumbnails[1] = g_bytes_ref (inspection->thumbnail_large);
  step->format = inspection->format;
  step->width = inspection->width;
  step->height = inspection->height;
  step->charge = charge;
  step->time = completed_at > 0 ? completed_at : gesso_time_now_ms ();
  call->work = keep_work;
  gesso_library_send (self, call);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-import.h"

#include <string.h>

#include "gesso-curate-private.h"
#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-library-private.h"
#include "gesso-log.h"
#include "gesso-names.h"

#define FOLDER "Imported/"

/* A call for several pictures. */
typedef struct {
  GPtrArray *imports;
  GPtrArray *rows;      /* GessoRow of what came in */
  GPtrArray *new_files; /* relative paths, to be taken back */
} ImportData;

void
gesso_import_free (GessoImport *self)
{
  if (self == NULL)
    return;
  g_free (self->recipe);
  g_free (self->path);
  g_free (self->name);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_free (self->sha256);
  g_clear_pointer (&self->thumbnails[0], g_bytes_unref);
  g_clear_pointer (&self->thumbnails[1], g_bytes_unref);
  g_strfreev (self->tags);
  g_free (self);
}

static void
import_data_free (ImportData *data)
{
  g_ptr_array_unref (data->imports);
  g_ptr_array_unref (data->rows);
  g_ptr_array_unref (data->new_files);
  g_free (data);
}

static gint64
find_content (GessoSql   *sql,
              const char *sha256)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, NULL,
                                            "SELECT row_id FROM generation WHERE sha256 = ? AND state = 'kept'"
                                            " AND deleted_at IS NULL LIMIT 1", "s", sha256);
  gint64 row_id = 0;

  if (statement != NULL && gesso_sql_step (sql, statement, NULL))
    {
      row_id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return row_id;
}

static gboolean
has_id (GessoSql   *sql,
        const char *id)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, NULL, "SELECT 1 FROM generation WHERE id = ?", "s", id);
  gboolean found = statement != NULL && gesso_sql_step (sql, statement, NULL);

  if (found)
    sqlite3_reset (statement);
  return found;
}

/* The same for the same content, so that an import that was cut off finds its own files again. */
static char *
choose_id (GessoSql   *sql,
           const char *sha256)
{
  g_autofree char *text = g_strconcat ("gesso import ", sha256, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  char *id = g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15, hash + 18);

  if (!has_id (sql, id))
    return id;
  g_free (id);
  return g_uuid_string_random ();
}

/* Many files have one time, and a millisecond has room for 1024 rows. */
static gint64
next_row (GessoSql *sql,
          gint64    created_at)
{
  for (gint64 time = created_at;; time++)
    {
      gint64 row = gesso_row_next_id (sql, time);

      if (row < (time + 1) * 1024)
        return row;
    }
}

/* Not there yet, or there because an earlier run got no further. */
static gboolean
may_write (GessoFolder       *folder,
           const char        *path,
           const GessoImport *import)
{
  g_autoptr (GBytes) there = NULL;
  struct stat info;

  if (!gesso_files_stat (folder->root, path, &info))
    return TRUE;
  if ((gsize) info.st_size != g_bytes_get_size (import->picture))
    return FALSE;
  there = gesso_files_read (folder->root, path, GESSO_PICTURE_MAX_BYTES, NULL);
  return there != NULL && g_bytes_equal (there, import->picture);
}

static char *
choose_path (GessoFolder       *folder,
             const GessoRow    *row,
             const GessoImport *import)
{
  static const guint id_lengths[] = { 4, 8, 13, 36 };
  const char *words = row->prompt != NULL && *row->prompt != '\0' ? row->prompt : import->name;
  char *path = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (id_lengths); i++)
    {
      g_autofree char *name = gesso_names_original (words, row->id, id_lengths[i], row->created_at, FALSE,
                                                    import->format);

      g_free (path);
      path = g_strconcat (FOLDER, name, NULL);
      if (may_write (folder, path, import))
        break;
    }
  return path;
}

/* Where it lies in the library already, on disk to stay. (nullable) (transfer full) */
static char *
adopt_file (GessoCall         *call,
            GessoSql          *sql,
            const GessoImport *import)
{
  GessoFolder *folder = call->core->folder;
  g_autofree char *path = import->path != NULL ? gesso_library_place_of (call->core, sql, import->path, 0) : NULL;
  g_autoptr (GBytes) there = NULL;

  if (path == NULL)
    return NULL;
  there = gesso_files_read (folder->root, path, GESSO_PICTURE_MAX_BYTES, NULL);
  if (there == NULL || !g_bytes_equal (there, import->picture) || !gesso_files_sync (folder->root, path))
    return NULL;
  return g_steal_pointer (&path);
}

static gboolean
write_file (GessoCall   *call,
            const char  *path,
            GBytes      *bytes,
            GError     **error)
{
  ImportData *data = call->data;
  GessoFolder *folder = call->core->folder;

  if (!gesso_files_write (folder->root, path, bytes, folder->path, error))
    return FALSE;
  g_ptr_array_add (data->new_files, g_strdup (path));
  return TRUE;
}

static GessoRow *
create_row (GessoSql           *sql,
            const GessoImport  *import,
            GError            **error)
{
  g_autoptr (GessoRow) row = gesso_row_new ();

  if (!gesso_row_set_recipe (row, import->recipe, error))
    return NULL;
  row->id = choose_id (sql, import->sha256);
  row->round_id = g_uuid_string_random ();
  row->state = GESSO_STATE_KEPT;
  row->origin = g_strdup (GESSO_ORIGIN_IMPORT);
  row->account = g_strdup (GESSO_ORIGIN_IMPORT);
  row->created_at = row->completed_at = import->created_at;
  row->sha256 = g_strdup (import->sha256);
  row->width = import->width;
  row->height = import->height;
  row->format = g_strdup (gesso_picture_format_extension (import->format));
  row->size = g_bytes_get_size (import->picture);
  row->rating = CLAMP (import->rating, 0, GESSO_RATING_MAX);
  row->tags = gesso_tags_change (NULL, (const char *const *) import->tags, NULL);
  row->row_id = next_row (sql, row->created_at);
  return g_steal_pointer (&row);
}

/* Original, sidecar, row. */
static gboolean
import_one (GessoCall    *call,
            GessoSql     *sql,
            GessoImport  *import,
            GError      **error)
{
  ImportData *data = call->data;
  g_autoptr (GessoRow) row = create_row (sql, import, error);
  g_autofree char *sidecar = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gboolean adopted;
  GessoRow *stored;

  if (row == NULL)
    return FALSE;
  row->path = adopt_file (call, sql, import);
  adopted = row->path != NULL;
  if (!adopted)
    row->path = choose_path (call->core->folder, row, import);
  sidecar = g_strdup_printf (GESSO_FOLDER_RECIPES "/%s.json", row->id);
  bytes = gesso_row_to_sidecar (row, NULL, row->path, call->core->folder->uuid);
  if ((!adopted && !write_file (call, row->path, import->picture, error)) || !write_file (call, sidecar, bytes, error) ||
      !gesso_row_insert (sql, row, row->row_id, error) ||
      !gesso_sql_run (sql, error,
                      "UPDATE generation SET completed_at = ?, path = ?, sha256 = ?, width = ?, height = ?, format = ?,"
                      " size = ?, rating = ? WHERE row_id = ?",
                      "issiisiii", row->completed_at, row->path, row->sha256, (gint64) row->width, (gint64) row->height,
                      row->format, (gint64) row->size, (gint64) row->rating, row->row_id) ||
      (row->tags != NULL && !gesso_tags_set (sql, row->row_id, row->tags, row->created_at, error)) ||
      (adopted && !gesso_sql_run (sql, error, "DELETE FROM stray WHERE path = ?", "s", row->path)))
    return FALSE;
  stored = gesso_row_load (sql, row->row_id, call->core->path, error);
  if (stored == NULL)
    return FALSE;
  g_ptr_array_add (data->rows, stored);
  import->row_id = row->row_id;
  import->is_new = TRUE;
  gesso_thumbnails_put (call->core->thumbnails, row->sha256, GESSO_THUMBNAIL_SMALL, import->thumbnails[0]);
  gesso_thumbnails_put (call->core->thumbnails, row->sha256, GESSO_THUMBNAIL_LARGE, import->thumbnails[1]);
  return TRUE;
}

static gboolean
import_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  ImportData *data = call->data;

  for (guint i = 0; i < data->imports->len; i++)
    {
      GessoImport *import = data->imports->pdata[i];

      import->row_id = find_content (sql, import->sha256);
      import->is_new = FALSE;
      if (import->row_id == 0 && !import_one (call, sql, import, error))
        return FALSE;
    }
  if (data->rows->len > 0)
    call->log = gesso_log_new ("imported");
  return TRUE;
}

static void
import_undo (GessoCall *call)
{
  ImportData *data = call->data;

  for (guint i = 0; i < data->new_files->len; i++)
    gesso_files_remove (call->core->folder->root, data->new_files->pdata[i]);
}

static void
import_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  ImportData *data = call->data;
  g_autoptr (GPtrArray) generations = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < data->rows->len; i++)
    g_ptr_array_add (generations, gesso_library_adopt_row (self, data->rows->pdata[i]));
  if (generations->len > 0)
    gesso_library_added (self, generations);
  g_task_return_boolean (call->task, TRUE);
}

void
gesso_library_import_async (GessoLibrary        *self,
                            GPtrArray           *imports,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  ImportData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (imports != NULL);

  data = g_new0 (ImportData, 1);
  data->imports = g_ptr_array_ref (imports);
  data->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_row_free);
  data->new_files = g_ptr_array_new_with_free_func (g_free);
  call = gesso_library_call (self, GESSO_CALL_DURABLE, gesso_library_import_async, data,
                             (GDestroyNotify) import_data_free, NULL, callback, user_data);
  call->work = import_work;
  call->undo = import_undo;
  call->done = import_done;
  gesso_library_send (self, call);
}

gboolean
gesso_library_import_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_import_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Content that is there already --- */

typedef struct {
  char   *sha256;
  gint64  row_id;
} FindData;

static void
find_data_free (FindData *data)
{
  g_free (data->sha256);
  g_free (data);
}

static gboolean
find_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  FindData *data = call->data;

  data->row_id = find_content (sql, data->sha256);
  return TRUE;
}

static void
find_done (GessoCall *call)
{
  FindData *data = call->data;

  g_task_return_int (call->task, data->row_id);
}

void
gesso_library_find_content_async (GessoLibrary        *self,
                                  const char          *sha256,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  FindData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (sha256 != NULL);

  data = g_new0 (FindData, 1);
  data->sha256 = g_strdup (sha256);
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_find_content_async, data,
                             (GDestroyNotify) find_data_free, cancellable, callback, user_data);
  call->work = find_work;
  call->done = find_done;
  gesso_library_send (self, call);
}

gint64
gesso_library_find_content_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  gssize row_id;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_find_content_async), 0);

  row_id = g_task_propagate_int (G_TASK (result), error);
  return MAX (row_id, 0);
}

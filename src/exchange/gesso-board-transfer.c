/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-board-transfer.h"

#include "gesso-library-board-items.h"

/* --- Out --- */

typedef struct {
  char            *path;
  GessoBoardSheet *sheet;
} Export;

static void
export_free (Export *self)
{
  g_free (self->path);
  g_clear_pointer (&self->sheet, gesso_board_sheet_free);
  g_free (self);
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Export *self = data;
  GError *error = NULL;

  if (gesso_board_file_write (self->sheet, self->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GessoBoardChange) board = gesso_library_load_board_finish (GESSO_LIBRARY (source), result, &error);

  if (board == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->sheet = gesso_board_sheet_new ();
  self->sheet->name = g_strdup (board->name);
  self->sheet->words = g_strdup (board->words);
  self->sheet->moodboard = g_strdup (board->moodboard);
  self->sheet->moodboard_name = g_strdup (board->moodboard_name);
  self->sheet->moodboard_instead = board->moodboard_instead;
  for (guint i = 0; i < board->items->len; i++)
    g_ptr_array_add (self->sheet->items, gesso_board_item_copy (board->items->pdata[i]));
  g_task_run_in_thread (task, export_thread);
}

void
gesso_board_export_async (GessoLibrary        *library,
                          const char          *board_id,
                          const char          *path,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Export *self;

  g_return_if_fail (GESSO_IS_LIBRARY (library));
  g_return_if_fail (board_id != NULL && path != NULL);

  self = g_new0 (Export, 1);
  self->path = g_strdup (path);
  task = g_task_new (library, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_board_export_async);
  g_task_set_task_data (task, self, (GDestroyNotify) export_free);
  gesso_library_load_board_async (library, board_id, cancellable, loaded_cb, g_object_ref (task));
}

gboolean
gesso_board_export_finish (GessoLibrary  *library,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_board_export_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- In: the sheet → its pictures, one after the other → the board → what lies on it → what it sends --- */

typedef struct {
  /* inputs */
  GessoDecoder     *decoder;
  char             *path;

  /* in progress */
  GessoBoardReader *reader;
  char             *sha256;
  GBytes           *bytes;
  GHashTable       *taken; /* sha256 of pictures that are in the library now */

  /* outputs */
  GessoBoardImport *import;
} Import;

static void read_next     (GTask *task);
static void read_cb       (GObject *source, GAsyncResult *result, gpointer data);
static void picture_cb    (GObject *source, GAsyncResult *result, gpointer data);
static void make_board    (GTask *task);
static void board_made_cb (GObject *source, GAsyncResult *result, gpointer data);
static void items_cb      (GObject *source, GAsyncResult *result, gpointer data);
static void moodboard_cb  (GObject *source, GAsyncResult *result, gpointer data);
static void steered_cb    (GObject *source, GAsyncResult *result, gpointer data);

void
gesso_board_import_free (GessoBoardImport *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static void
import_free (Import *self)
{
  g_clear_object (&self->decoder);
  g_free (self->path);
  g_clear_pointer (&self->reader, gesso_board_reader_free);
  g_free (self->sha256);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_hash_table_unref (self->taken);
  g_clear_pointer (&self->import, gesso_board_import_free);
  g_free (self);
}

static void
read_thread (GTask        *reading,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Import *self = data;
  GError *error = NULL;

  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (self->reader == NULL)
    self->reader = gesso_board_reader_open (self->path, &error);
  if (self->reader != NULL)
    gesso_board_reader_next (self->reader, &self->sha256, &self->bytes, &error);
  if (error != NULL)
    g_task_return_error (reading, error);
  else
    g_task_return_boolean (reading, self->bytes != NULL);
}

static void
read_next (GTask *task)
{
  g_autoptr (GTask) reading = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), read_cb,
                                          g_object_ref (task));

  g_task_set_source_tag (reading, read_next);
  g_task_set_task_data (reading, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (reading, read_thread);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Import *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean more = g_task_propagate_boolean (G_TASK (result), &error);

  /* What a damaged file still gave is taken; without its sheet there is nothing. */
  if (error != NULL && (self->reader == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (more)
    gesso_library_add_reference_async (GESSO_LIBRARY (source), self->decoder, self->bytes, NULL,
                                       g_task_get_cancellable (task), picture_cb, g_object_ref (task));
  else
    make_board (task);
}

static void
picture_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Import *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoReferenceFile) file = gesso_library_add_reference_finish (GESSO_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      (error != NULL && error->domain == GESSO_LIBRARY_ERROR))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* A picture that can't be read is missing; the rest is taken. */
  if (file != NULL)
    g_hash_table_add (self->taken, g_strdup (file->sha256));
  read_next (task);
}

static void
make_board (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  GessoBoardSheet *sheet = gesso_board_reader_get_sheet (self->reader);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const GessoBoard board = { .name = sheet->name, .references = none };

  gesso_library_save_board_async (g_task_get_source_object (task), &board, board_made_cb, g_object_ref (task));
}

static void
board_made_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  Import *self = g_task_get_task_data (task);
  GessoBoardSheet *sheet = gesso_board_reader_get_sheet (self->reader);
  GError *error = NULL;
  GessoBoard *board = gesso_library_save_board_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (GessoBoardChange) change = gesso_board_change_new ();

  if (board == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->import = g_new0 (GessoBoardImport, 1);
  self->import->id = g_strdup (board->id);
  self->import->name = g_strdup (board->name);
  gesso_board_free (board);
  for (guint i = 0; i < sheet->items->len; i++)
    {
      const GessoBoardItem *item = sheet->items->pdata[i];
      gboolean is_picture = item->kind == GESSO_BOARD_PICTURE;

      if (is_picture && !g_hash_table_contains (self->taken, item->sha256))
        {
          self->import->missing++;
          continue;
        }
      self->import->pictures += is_picture;
      g_ptr_array_add (change->items, gesso_board_item_copy (item));
    }
  gesso_library_change_board_async (GESSO_LIBRARY (source), self->import->id, change, "import", GESSO_BOARD_STEP_NEW, items_cb,
                                    g_object_ref (task));
}

static void
steer (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  GessoBoardSheet *sheet = gesso_board_reader_get_sheet (self->reader);

  gesso_library_steer_board_async (g_task_get_source_object (task), self->import->id, sheet->words, sheet->moodboard,
                                   sheet->moodboard_instead, steered_cb, g_object_ref (task));
}

static void
items_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  Import *self = g_task_get_task_data (task);
  GessoBoardSheet *sheet = gesso_board_reader_get_sheet (self->reader);
  GError *error = NULL;
  g_autoptr (GessoBoardChange) changed = gesso_library_change_board_finish (GESSO_LIBRARY (source), result, &error);

  if (changed == NULL)
    g_task_return_error (task, error);
  else if (sheet->moodboard != NULL)
    gesso_library_list_moodboards_async (GESSO_LIBRARY (source), NULL, moodboard_cb, g_object_ref (task));
  else
    steer (task);
}

/* A moodboard that is known here already keeps its name and strength. */
static void
moodboard_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  Import *self = g_task_get_task_data (task);
  GessoBoardSheet *sheet = gesso_board_reader_get_sheet (self->reader);
  g_autoptr (GPtrArray) moodboards = gesso_library_list_moodboards_finish (GESSO_LIBRARY (source), result, NULL);
  const GessoKreaMoodboard added = { sheet->moodboard, sheet->moodboard_name, NULL, 0.35 };
  gboolean known = FALSE;

  for (guint i = 0; moodboards != NULL && i < moodboards->len; i++)
    known = known || g_str_equal (((GessoKreaMoodboard *) moodboards->pdata[i])->id, sheet->moodboard);
  if (!known)
    gesso_library_save_moodboard_async (GESSO_LIBRARY (source), &added, NULL, NULL);
  steer (task);
}

static void
steered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Import *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (gesso_library_boards_finish (GESSO_LIBRARY (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&self->import), (GDestroyNotify) gesso_board_import_free);
  else
    g_task_return_error (task, error);
}

void
gesso_board_import_async (GessoLibrary        *library,
                          GessoDecoder        *decoder,
                          const char          *path,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Import *self;

  g_return_if_fail (GESSO_IS_LIBRARY (library));
  g_return_if_fail (GESSO_IS_DECODER (decoder));
  g_return_if_fail (path != NULL);

  self = g_new0 (Import, 1);
  self->decoder = g_object_ref (decoder);
  self->path = g_strdup (path);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  task = g_task_new (library, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_board_import_async);
  g_task_set_task_data (task, self, (GDestroyNotify) import_free);
  read_next (task);
}

GessoBoardImport *
gesso_board_import_finish (GessoLibrary  *library,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_board_import_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-library.h"
#include "gesso-library-query.h"
#include "gesso-library-journal.h"
#include "gesso-library-boards.h"
#include "gesso-generation-list.h"

struct _GessoGenerationList { GObject parent; };
G_DEFINE_FINAL_TYPE (GessoGenerationList, gesso_generation_list, G_TYPE_OBJECT)
static void gesso_generation_list_class_init (GessoGenerationListClass *klass) {}
static void gesso_generation_list_init (GessoGenerationList *self) {}

void
gesso_reference_file_free (GessoReferenceFile *self)
{
}

void
gesso_library_add_reference_async (GessoLibrary *self, GessoDecoder *decoder, GBytes *bytes, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GessoReferenceFile *
gesso_library_add_reference_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_add_reference_file_async (GessoLibrary *self, GessoDecoder *decoder, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GessoReferenceFile *
gesso_library_add_reference_file_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_find_reference_async (GessoLibrary *self, const char *sha256, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GessoReferenceFile *
gesso_library_find_reference_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_read_reference_async (GessoLibrary *self, const char *sha256, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GBytes *
gesso_library_read_reference_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
gesso_library_get_references_dir (GessoLibrary *self)
{
  return 0;
}

void
gesso_library_load_thumbnail_async (GessoLibrary *self, GessoDecoder *decoder, const char *sha256, const char *path, guint edge, int priority, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GBytes *
gesso_library_load_thumbnail_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_get_setting_async (GessoLibrary *self, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

char *
gesso_library_get_setting_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_set_setting_async (GessoLibrary *self, const char *key, const char *value, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_set_setting_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_library_add_history_async (GessoLibrary *self, const char *recipe, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_add_history_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_library_list_history_async (GessoLibrary *self, const char *text, guint limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GPtrArray *
gesso_library_list_history_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_median_async (GessoLibrary *self, const char *variant, gboolean sandbox, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

double
gesso_library_median_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_library_dismiss_async (GessoLibrary *self, GPtrArray *generations, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_delete_async (GessoLibrary *self, GPtrArray *generations, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_delete_sandbox_async (GessoLibrary *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_restore_async (GessoLibrary *self, GPtrArray *generations, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_curate_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_ledger_entry_free (GessoLedgerEntry *self)
{
}

void
gesso_library_ledger_async (GessoLibrary *self, const char *month, gboolean sandbox, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GPtrArray *
gesso_library_ledger_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_spending_async (GessoLibrary *self, const char *month, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_spending_finish (GessoLibrary *self, GAsyncResult *result, GessoSpending *spending, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

GessoBoard *
gesso_board_copy (const GessoBoard *self)
{
  return 0;
}

void
gesso_board_free (GessoBoard *self)
{
}

void
gesso_library_list_boards_async (GessoLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GPtrArray *
gesso_library_list_boards_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_save_board_async (GessoLibrary *self, const GessoBoard *board, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GessoBoard *
gesso_library_save_board_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_delete_board_async (GessoLibrary *self, const char *board_id, gboolean deleted, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_delete_board_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_library_touch_board_async (GessoLibrary *self, const char *board_id, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_krea_moodboard_free (GessoKreaMoodboard *self)
{
}

void
gesso_library_list_moodboards_async (GessoLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GPtrArray *
gesso_library_list_moodboards_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_save_moodboard_async (GessoLibrary *self, const GessoKreaMoodboard *moodboard, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_forget_moodboard_async (GessoLibrary *self, const char *id, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_boards_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

GessoGenerationList *
gesso_generation_list_new (GessoLibrary *library, const GessoQuery *query)
{
  return g_object_new (GESSO_TYPE_GENERATION_LIST, NULL);
}

void
gesso_generation_list_load_async (GessoGenerationList *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_generation_list_load_finish (GessoGenerationList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

guint
gesso_generation_list_get_position (GessoGenerationList *self, gint64 row_id)
{
  return 0;
}

gint64
gesso_generation_list_get_row_id (GessoGenerationList *self, guint position)
{
  return 0;
}

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

struct _GessoGeneration { GObject parent; };
struct _GessoLibrary { GObject parent; };
struct _GessoGenerationList { GObject parent; };
G_DEFINE_FINAL_TYPE (GessoGeneration, gesso_generation, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (GessoLibrary, gesso_library, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (GessoGenerationList, gesso_generation_list, G_TYPE_OBJECT)
static void gesso_generation_class_init (GessoGenerationClass *klass) {}
static void gesso_generation_init (GessoGeneration *self) {}
static void gesso_library_class_init (GessoLibraryClass *klass) {}
static void gesso_library_init (GessoLibrary *self) {}
static void gesso_generation_list_class_init (GessoGenerationListClass *klass) {}
static void gesso_generation_list_init (GessoGenerationList *self) {}

const char *
gesso_state_to_nick (GessoState state)
{
  return 0;
}

gboolean
gesso_state_from_nick (const char *nick, GessoState *state)
{
  return 0;
}

gboolean
gesso_state_is_final (GessoState state)
{
  return 0;
}

const char *
gesso_charge_to_nick (GessoCharge charge)
{
  return 0;
}

gboolean
gesso_charge_from_nick (const char *nick, GessoCharge *charge)
{
  return 0;
}

GessoGeneration *
gesso_generation_new (const char *recipe, const char *round_id, const char *request_hash, gint64 price, int catalog_revision, GError **error)
{
  return g_object_new (GESSO_TYPE_GENERATION, NULL);
}

const char *
gesso_generation_get_id (GessoGeneration *self)
{
  return 0;
}

gint64
gesso_generation_get_row_id (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_round_id (GessoGeneration *self)
{
  return 0;
}

GessoState
gesso_generation_get_state (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_status (GessoGeneration *self)
{
  return 0;
}

GessoHold
gesso_generation_get_hold (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_recipe (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_prompt (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_variant (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_aspect_ratio (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_resolution (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_creativity (GessoGeneration *self)
{
  return 0;
}

gint64
gesso_generation_get_seed (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_request_hash (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_origin (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_account (GessoGeneration *self)
{
  return 0;
}

gboolean
gesso_generation_is_sandbox (GessoGeneration *self)
{
  return 0;
}

gint64
gesso_generation_get_price (GessoGeneration *self)
{
  return 0;
}

GessoCharge
gesso_generation_get_charge (GessoGeneration *self)
{
  return 0;
}

gint64
gesso_generation_get_charged (GessoGeneration *self)
{
  return 0;
}

int
gesso_generation_get_catalog_revision (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_job_id (GessoGeneration *self)
{
  return 0;
}

gint64
gesso_generation_get_created_at (GessoGeneration *self)
{
  return 0;
}

gint64
gesso_generation_get_submitted_at (GessoGeneration *self)
{
  return 0;
}

gint64
gesso_generation_get_completed_at (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_path (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_sha256 (GessoGeneration *self)
{
  return 0;
}

guint
gesso_generation_get_width (GessoGeneration *self)
{
  return 0;
}

guint
gesso_generation_get_height (GessoGeneration *self)
{
  return 0;
}

guint64
gesso_generation_get_size (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_error_code (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_error_message (GessoGeneration *self)
{
  return 0;
}

const char *
gesso_generation_get_error_json (GessoGeneration *self)
{
  return 0;
}

gboolean
gesso_generation_is_recipe_certain (GessoGeneration *self)
{
  return 0;
}

gboolean
gesso_generation_is_deleted (GessoGeneration *self)
{
  return 0;
}

gboolean
gesso_generation_is_dismissed (GessoGeneration *self)
{
  return 0;
}

double
gesso_generation_get_fraction (GessoGeneration *self)
{
  return 0;
}

gboolean
gesso_generation_is_cancel_requested (GessoGeneration *self)
{
  return 0;
}

GPtrArray *
gesso_generation_get_references (GessoGeneration *self)
{
  return 0;
}

void
gesso_generation_set_progress (GessoGeneration *self, GessoState state, const char *status, double fraction)
{
}

void
gesso_generation_set_cancel_requested (GessoGeneration *self, gboolean requested)
{
}

char *
gesso_generation_to_json (GessoGeneration *self, const char *references_dir)
{
  return 0;
}

GQuark
gesso_library_error_quark (void)
{
  return g_quark_from_static_string ("gesso_library_error_quark");
}

char *
gesso_library_default_path (void)
{
  return 0;
}

void
gesso_library_open_async (const char *path, GessoLibraryFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GessoLibrary *
gesso_library_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_close_async (GessoLibrary *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_close_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
gesso_library_get_path (GessoLibrary *self)
{
  return 0;
}

const char *
gesso_library_get_uuid (GessoLibrary *self)
{
  return 0;
}

const char *
gesso_library_get_salt (GessoLibrary *self)
{
  return 0;
}

gboolean
gesso_library_is_read_only (GessoLibrary *self)
{
  return 0;
}

gboolean
gesso_library_is_moved (GessoLibrary *self)
{
  return 0;
}

void
gesso_library_accept_moved_async (GessoLibrary *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_accept_moved_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

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
gesso_library_list_ids_async (GessoLibrary *self, const GessoQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GArray *
gesso_library_list_ids_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_fetch_async (GessoLibrary *self, const gint64 *row_ids, guint n_row_ids, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GPtrArray *
gesso_library_fetch_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_find_async (GessoLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GessoGeneration *
gesso_library_find_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_find_same_async (GessoLibrary *self, const char *request_hash, gboolean sandbox, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GessoGeneration *
gesso_library_find_same_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
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

void
gesso_library_add_round_async (GessoLibrary *self, GPtrArray *generations, const char *origin, const char *account, gboolean sandbox, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_add_round_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_library_commit_submitting_async (GessoLibrary *self, GessoGeneration *generation, const GessoIntent *intent, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_commit_submitted_async (GessoLibrary *self, GessoGeneration *generation, const char *job_id, gint64 created_at, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_commit_requeued_async (GessoLibrary *self, GessoGeneration *generation, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_commit_in_doubt_async (GessoLibrary *self, GessoGeneration *generation, gint64 window_end, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_commit_held_async (GessoLibrary *self, GessoGeneration *generation, GessoHold hold, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_commit_failed_async (GessoLibrary *self, GessoGeneration *generation, const char *error_code, const char *error_message, const char *error_json, GessoCharge charge, gint64 completed_at, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_commit_cancelled_async (GessoLibrary *self, GessoGeneration *generation, GessoCharge charge, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_library_keep_async (GessoLibrary *self, GessoGeneration *generation, GBytes *picture, const GessoInspection *inspection, GessoCharge charge, gint64 completed_at, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_commit_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_library_add_recovered_async (GessoLibrary *self, const char *origin, const char *account, gboolean sandbox, const char *job_id, gint64 created_at, gint64 price, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GessoGeneration *
gesso_library_add_recovered_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_list_unfinished_async (GessoLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GPtrArray *
gesso_library_list_unfinished_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_generation_get_window (GessoGeneration *self, gint64 *start, gint64 *end)
{
}

void
gesso_library_unknown_jobs_async (GessoLibrary *self, const char *const *job_ids, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GPtrArray *
gesso_library_unknown_jobs_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_set_queue_order_async (GessoLibrary *self, GPtrArray *generations, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_set_queue_order_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
gesso_library_account_is_shared (GessoLibrary *self, const char *account)
{
  return 0;
}

void
gesso_library_mark_account_shared (GessoLibrary *self, const char *account)
{
}

void
gesso_uploaded_asset_free (GessoUploadedAsset *self)
{
}

void
gesso_library_find_asset_async (GessoLibrary *self, const char *account, const char *sha256, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

GessoUploadedAsset *
gesso_library_find_asset_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_remember_asset_async (GessoLibrary *self, const char *account, const char *sha256, const char *asset_id, const char *url, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

gboolean
gesso_library_remember_asset_finish (GessoLibrary *self, GAsyncResult *result, GError **error)
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

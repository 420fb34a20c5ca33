/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-private.h"

#include "gesso-library-journal.h"
#include "gesso-library-query.h"
#include "gesso-log.h"
#include "gesso-settings-private.h"

typedef enum {
  PROP_PATH = 1,
  PROP_UUID,
  PROP_READ_ONLY,
  PROP_MOVED,
  N_PROPERTIES,
} GessoLibraryProperty;

static GParamSpec *properties[N_PROPERTIES];

enum {
  GENERATIONS_ADDED,
  GENERATION_ADDED,
  GENERATION_CHANGED,
  GENERATION_REMOVED,
  GENERATIONS_RESET,
  BOARDS_CHANGED,
  LEDGER_CHANGED,
  STRAYS_FOUND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoLibrary, gesso_library, G_TYPE_OBJECT)

/* Where the object of a row is known. */
typedef struct {
  gint64           row_id;
  GessoLibrary    *library;
  GessoGeneration *generation; /* not held */
} Place;

static void
forget_cb (gpointer  data,
           GObject  *gone)
{
  Place *place = data;

  g_hash_table_remove (place->library->generations, &place->row_id);
}

static void
gesso_library_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GessoLibrary *self = GESSO_LIBRARY (object);

  switch ((GessoLibraryProperty) property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_UUID:
      g_value_set_string (value, self->uuid);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_MOVED:
      g_value_set_boolean (value, self->moved);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gesso_library_finalize (GObject *object)
{
  GessoLibrary *self = GESSO_LIBRARY (object);
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, self->generations);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    g_object_weak_unref (G_OBJECT (((Place *) place)->generation), forget_cb, place);
  g_hash_table_unref (self->generations);
  g_hash_table_unref (self->shared);
  gesso_pending_settings_unref (self->pending);
  if (self->core != NULL)
    {
      gesso_core_quit (self->core);
      gesso_core_unref (self->core);
    }
  g_free (self->path);
  g_free (self->uuid);
  g_free (self->salt);
  G_OBJECT_CLASS (gesso_library_parent_class)->finalize (object);
}

static guint
add_signal (GType       type,
            const char *name,
            guint       n_arguments,
            GType       argument)
{
  return g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_arguments, argument);
}

static void
gesso_library_class_init (GessoLibraryClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = gesso_library_get_property;
  object_class->finalize = gesso_library_finalize;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_UUID] = g_param_spec_string ("uuid", NULL, NULL, NULL, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_MOVED] = g_param_spec_boolean ("moved", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[GENERATIONS_ADDED] = add_signal (type, "generations-added", 1, G_TYPE_PTR_ARRAY);
  signals[GENERATION_ADDED] = add_signal (type, "generation-added", 1, GESSO_TYPE_GENERATION);
  signals[GENERATION_CHANGED] = add_signal (type, "generation-changed", 1, GESSO_TYPE_GENERATION);
  signals[GENERATION_REMOVED] = add_signal (type, "generation-removed", 1, G_TYPE_INT64);
  signals[GENERATIONS_RESET] = add_signal (type, "generations-reset", 0, G_TYPE_NONE);
  signals[BOARDS_CHANGED] = add_signal (type, "boards-changed", 0, G_TYPE_NONE);
  signals[STRAYS_FOUND] = add_signal (type, "strays-found", 1, G_TYPE_UINT);
  signals[LEDGER_CHANGED] = add_signal (type, "ledger-changed", 0, G_TYPE_NONE);
}

static void
gesso_library_init (GessoLibrary *self)
{
  self->generations = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pending = gesso_pending_settings_new ();
}

/* --- Calls --- */

GessoCall *
gesso_library_call (GessoLibrary        *self,
                    GessoCallKind        kind,
                    gpointer             source_tag,
                    gpointer             data,
                    GDestroyNotify       free_data,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GessoCall *call = g_new0 (GessoCall, 1);

  call->kind = kind;
  call->task = g_task_new (self, cancellable, callback, user_data);
  call->data = data;
  g_task_set_source_tag (call->task, source_tag);
  g_task_set_task_data (call->task, data, free_data);
  return call;
}

GessoCall *
gesso_library_call_for_task (GTask         *task,
                             GessoCallKind  kind)
{
  GessoCall *call = g_new0 (GessoCall, 1);

  call->kind = kind;
  call->task = g_object_ref (task);
  call->data = g_task_get_task_data (task);
  return call;
}

void
gesso_library_send (GessoLibrary *self,
                    GessoCall    *call)
{
  if (!self->closed)
    {
      gesso_core_push (self->core, call);
      return;
    }
  g_task_return_new_error (call->task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The library is closed");
  gesso_call_free (call);
}

GessoCore *
gesso_library_get_core (GessoLibrary *self)
{
  return self->core;
}

GessoPendingSettings *
gesso_library_get_pending_settings (GessoLibrary *self)
{
  return self->pending;
}

/* --- One object for a row --- */

void
gesso_library_adopt (GessoLibrary    *self,
                     GessoGeneration *generation)
{
  Place *place = g_new (Place, 1);

  place->row_id = gesso_generation_get_row_id (generation);
  place->library = self;
  place->generation = generation;
  g_object_weak_ref (G_OBJECT (generation), forget_cb, place);
  g_hash_table_replace (self->generations, &place->row_id, place);
}

GessoGeneration *
gesso_library_get_shell (GessoLibrary *self,
                         gint64        row_id)
{
  const Place *place = g_hash_table_lookup (self->generations, &row_id);
  GessoGeneration *generation;

  if (place != NULL)
    return g_object_ref (place->generation);
  generation = gesso_generation_new_shell (row_id);
  gesso_library_adopt (self, generation);
  return generation;
}

gboolean
gesso_library_is_held (GessoLibrary *self,
                       gint64        row_id)
{
  return g_hash_table_contains (self->generations, &row_id);
}

GessoGeneration *
gesso_library_adopt_row (GessoLibrary   *self,
                         const GessoRow *row)
{
  GessoGeneration *generation = gesso_library_get_shell (self, row->row_id);

  gesso_generation_apply (generation, row);
  return generation;
}

static gboolean
is_in_default_view (const GessoRow *row)
{
  return !row->deleted && !row->dismissed && row->state != GESSO_STATE_CANCELLED;
}

void
gesso_library_committed (GessoLibrary   *self,
                         const GessoRow *row)
{
  g_autoptr (GessoGeneration) generation = gesso_library_adopt_row (self, row);

  g_signal_emit (self, signals[GENERATION_CHANGED], 0, generation);
  if (!is_in_default_view (row))
    g_signal_emit (self, signals[GENERATION_REMOVED], 0, row->row_id);
}

void
gesso_library_added (GessoLibrary *self,
                     GPtrArray    *generations)
{
  g_signal_emit (self, signals[GENERATIONS_ADDED], 0, generations);
  for (guint i = 0; i < generations->len; i++)
    g_signal_emit (self, signals[GENERATION_ADDED], 0, generations->pdata[i]);
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) generations = gesso_library_fetch_finish (GESSO_LIBRARY (source), result, &error);

  if (generations == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("Rows could not be read again: %s", error->message);
}

void
gesso_library_reset (GessoLibrary *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, self->generations);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    g_array_append_val (ids, ((Place *) place)->row_id);
  /* Objects take over what they are now by themselves. */
  gesso_library_fetch_async (self, (const gint64 *) (gpointer) ids->data, ids->len, NULL, refreshed_cb, NULL);
  g_signal_emit (self, signals[GENERATIONS_RESET], 0);
}

void
gesso_library_ledger_changed (GessoLibrary *self)
{
  g_signal_emit (self, signals[LEDGER_CHANGED], 0);
}

void
gesso_library_strays_found (GessoLibrary *self,
                            guint         n_strays)
{
  g_signal_emit (self, signals[STRAYS_FOUND], 0, n_strays);
}

void
gesso_library_boards_changed (GessoLibrary *self)
{
  g_signal_emit (self, signals[BOARDS_CHANGED], 0);
}

const char *
gesso_library_get_path (GessoLibrary *self)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);
  return self->path;
}

const char *
gesso_library_get_uuid (GessoLibrary *self)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);
  return self->uuid;
}

const char *
gesso_library_get_salt (GessoLibrary *self)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);
  return self->salt;
}

gboolean
gesso_library_is_read_only (GessoLibrary *self)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), FALSE);
  return self->read_only;
}

gboolean
gesso_library_is_moved (GessoLibrary *self)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), FALSE);
  return self->moved;
}

gboolean
gesso_library_account_is_shared (GessoLibrary *self,
                                 const char   *account)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (account != NULL, FALSE);
  return g_hash_table_contains (self->shared, account);
}

static gboolean
share_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  call->log = gesso_log_new ("account-shared");
  json_object_set_string_member (call->log, "account", call->data);
  return gesso_sql_run (sql, error, "INSERT OR REPLACE INTO account VALUES (?, 1)", "s", call->data);
}

void
gesso_library_mark_account_shared (GessoLibrary *self,
                                   const char   *account)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (account != NULL);

  if (!g_hash_table_add (self->shared, g_strdup (account)) || self->read_only)
    return;
  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_mark_account_shared, g_strdup (account), g_free,
                             NULL, NULL, NULL);
  call->work = share_work;
  gesso_library_send (self, call);
}

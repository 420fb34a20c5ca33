/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-private.h"

#include "gesso-log.h"

/* --- Opening and closing --- */

char *
gesso_library_default_path (void)
{
  const char *chosen = g_getenv ("GESSO_LIBRARY");
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);

  if (chosen != NULL && *chosen != '\0')
    return g_canonicalize_filename (chosen, NULL);
  /* Where the user has none, the folder is the home itself, or is set but was never made. */
  if (pictures != NULL && g_strcmp0 (pictures, g_get_home_dir ()) != 0 && g_file_test (pictures, G_FILE_TEST_IS_DIR))
    return g_build_filename (pictures, "Gesso", NULL);
  return g_build_filename (g_get_user_data_dir (), "gesso", "library", NULL);
}

static void
open_done (GessoCall *call)
{
  GessoLibrary *self = call->data;
  GessoCore *core = call->core;

  self->path = g_strdup (core->folder->path);
  self->uuid = g_strdup (core->folder->uuid);
  self->salt = g_strdup (core->folder->salt);
  self->read_only = core->read_only;
  self->moved = core->moved;
  for (guint i = 0; i < core->shared->len; i++)
    g_hash_table_add (self->shared, g_strdup (core->shared->pdata[i]));
  g_task_return_pointer (call->task, g_object_ref (self), g_object_unref);
}

void
gesso_library_open_async (const char          *path,
                          GessoLibraryFlags    flags,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  GessoLibrary *self;
  GessoCall *call;

  g_return_if_fail (path != NULL);

  self = g_object_new (GESSO_TYPE_LIBRARY, NULL);
  self->core = gesso_core_new (path, flags);
  call = gesso_library_call (NULL, GESSO_CALL_OPEN, gesso_library_open_async, self, g_object_unref, cancellable,
                             callback, data);
  call->work = gesso_core_open;
  call->done = open_done;
  gesso_library_send (self, call);
}

GessoLibrary *
gesso_library_open_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_open_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_close_async (GessoLibrary        *self,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  call = gesso_library_call (self, GESSO_CALL_CLOSE, gesso_library_close_async, NULL, NULL, NULL, callback, data);
  gesso_library_send (self, call);
  self->closed = TRUE;
}

gboolean
gesso_library_close_finish (GessoLibrary  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_close_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
accept_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  GessoCore *core = call->core;

  core->sequence = MAX (core->sequence, gesso_machine_get_seen (core->machine));
  return gesso_sql_run (sql, error, "UPDATE meta SET value = ? WHERE key = 'owner'", "s",
                        gesso_machine_get_id (core->machine));
}

static gboolean
note_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  call->core->moved = FALSE;
  gesso_machine_note (call->core->machine, call->core->folder->identity, call->core->sequence);
  return TRUE;
}

static void
note_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);

  if (self->moved)
    {
      self->moved = FALSE;
      g_object_notify (G_OBJECT (self), "moved");
    }
  g_task_return_boolean (call->task, TRUE);
}

/* In two steps: what this machine remembers must not be ahead of what is on disk. */
static void
accept_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  GessoCall *next = gesso_library_call_for_task (call->task, GESSO_CALL_WRITE);

  next->work = note_work;
  next->done = note_done;
  gesso_library_send (self, next);
}

void
gesso_library_accept_moved_async (GessoLibrary        *self,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  call = gesso_library_call (self, GESSO_CALL_DURABLE, gesso_library_accept_moved_async, NULL, NULL, NULL, callback,
                             data);
  call->work = accept_work;
  call->done = accept_done;
  call->log = gesso_log_new ("moved-accepted");
  gesso_library_send (self, call);
}

gboolean
gesso_library_accept_moved_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_accept_moved_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

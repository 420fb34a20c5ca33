/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-private.h"

#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-log.h"

#define N_READERS 2

/* Checkpoints happen when nothing waits, so that none ever lies between a click and its commit. */
#define IDLE_US (2 * G_USEC_PER_SEC)
#define CHECKPOINT_COMMITS 64

static GessoCall quit_call;

GessoCore *
gesso_core_ref (GessoCore *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gesso_core_unref (GessoCore *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  gesso_core_close (self);
  g_clear_pointer (&self->thumbnails, gesso_thumbnails_free);
  g_clear_pointer (&self->shared, g_ptr_array_unref);
  g_ptr_array_unref (self->readers);
  g_async_queue_unref (self->writes);
  g_async_queue_unref (self->reads);
  g_async_queue_unref (self->caches);
  g_async_queue_unref (self->upkeeps);
  g_object_unref (self->closing);
  g_free (self->path);
  g_free (self);
}

void
gesso_call_free (GessoCall *call)
{
  g_clear_object (&call->task);
  g_clear_error (&call->error);
  g_clear_pointer (&call->log, json_object_unref);
  g_clear_pointer (&call->lines, g_ptr_array_unref);
  g_clear_pointer (&call->core, gesso_core_unref);
  g_free (call);
}

static gboolean
deliver_cb (gpointer data)
{
  GessoCall *call = data;

  if (call->error != NULL)
    g_task_return_error (call->task, g_steal_pointer (&call->error));
  else if (call->done != NULL)
    call->done (call);
  else
    g_task_return_boolean (call->task, TRUE);
  return G_SOURCE_REMOVE;
}

/* By a source, never directly: g_main_context_invoke() would run it here where nobody holds the context. */
static void
deliver (GessoCall *call)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (call->task));
  g_source_set_callback (source, deliver_cb, call, (GDestroyNotify) gesso_call_free);
  g_source_set_static_name (source, "gesso-library call");
  g_source_attach (source, g_task_get_context (call->task));
  g_source_unref (source);
}

gboolean
gesso_core_transact (GessoCore  *self,
                     GessoCall  *call,
                     GError    **error)
{
  const gboolean durable = call->kind == GESSO_CALL_DURABLE;
  gboolean committing = FALSE;
  g_autoptr (GError) local = NULL;

  if (!gesso_folder_is_there (self->folder, error) || !gesso_sql_begin (self->sql, durable, error))
    return FALSE;
  if (call->work (call, self->sql, &local) && gesso_log_prepare (call, self->sql, &local) &&
      (!durable || gesso_sql_run (self->sql, &local, "UPDATE meta SET value = ? WHERE key = 'sequence'", "i",
                                  self->sequence + 1)))
    {
      committing = TRUE;
      if (gesso_step_hook != NULL && gesso_step_hook (GESSO_STEP_COMMIT) != 0)
        gesso_set_library_error (&local, GESSO_LIBRARY_ERROR_FULL, self->path, "hook");
      else if (gesso_sql_commit (self->sql, &local))
        {
          self->n_commits++;
          self->sequence += durable;
          if (durable && !self->moved)
            gesso_machine_note (self->machine, self->folder->identity, self->sequence);
          return TRUE;
        }
    }
  gesso_sql_rollback (self->sql);
  /* A commit that failed for another reason than a full disk may yet turn out to have happened. */
  if (call->undo != NULL && (!committing || g_error_matches (local, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FULL)))
    call->undo (call);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
run_write (GessoCore *self,
           GessoCall *call)
{
  if (call->kind == GESSO_CALL_OPEN)
    {
      /* Whoever is told that it failed may try again at once. */
      if (!call->work (call, NULL, &call->error))
        gesso_core_close (self);
    }
  else if (call->kind == GESSO_CALL_CLOSE)
    gesso_core_close (self);
  else if (self->folder == NULL)
    g_set_error_literal (&call->error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The library is closed");
  else if (self->read_only)
    gesso_set_library_error (&call->error, GESSO_LIBRARY_ERROR_READ_ONLY, self->path, NULL);
  else if (gesso_core_transact (self, call, &call->error))
    gesso_log_write (call);
}

/* A new WAL starts with a header that is fsynced by itself: paid here, where nobody waits. */
void
gesso_core_checkpoint (GessoCore *self)
{
  gesso_sql_run (self->sql, NULL, "PRAGMA wal_checkpoint(PASSIVE)", "");
  if (gesso_sql_begin (self->sql, TRUE, NULL))
    {
      gesso_sql_run (self->sql, NULL, "INSERT OR REPLACE INTO meta VALUES ('checkpoint', unixepoch())", "");
      if (!gesso_sql_commit (self->sql, NULL))
        gesso_sql_rollback (self->sql);
    }
}

/* A picture that is shown where it is comes back to where it was, which may be years ago. */
static void
sweep_missing (GessoCore *self)
{
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *statement =
    gesso_sql_bind (self->sql, NULL, "SELECT path FROM generation WHERE missing_at IS NOT NULL AND path IS NOT NULL", "");
  GHashTableIter iter;
  gpointer folder;

  while (statement != NULL && gesso_sql_step (self->sql, statement, NULL))
    g_hash_table_add (folders, g_path_get_dirname ((const char *) sqlite3_column_text (statement, 0)));
  g_hash_table_iter_init (&iter, folders);
  while (g_hash_table_iter_next (&iter, &folder, NULL))
    gesso_files_sweep (self->folder->root, g_str_equal (folder, ".") ? "" : folder);
}

/* Not while opening: a large library has large folders. */
static void
sweep_once (GessoCore *self)
{
  if (self->swept || self->sql == NULL || self->read_only)
    return;
  gesso_folder_sweep (self->folder, self->sweep_imports);
  sweep_missing (self);
  self->swept = TRUE;
}

static gboolean
has_idle_work (GessoCore *self)
{
  return self->sql != NULL && (!self->swept || self->n_commits >= CHECKPOINT_COMMITS || gesso_log_is_full (self));
}

static void
do_idle_work (GessoCore *self)
{
  sweep_once (self);
  if (gesso_log_is_full (self))
    gesso_log_settle (self);
  if (self->n_commits < CHECKPOINT_COMMITS)
    return;
  if (gesso_folder_is_there (self->folder, NULL))
    gesso_core_checkpoint (self);
  self->n_commits = 0;
}

static gpointer
writer_thread (gpointer data)
{
  g_autoptr (GessoCore) self = data;

  for (;;)
    {
      GessoCall *call = has_idle_work (self) ? g_async_queue_timeout_pop (self->writes, IDLE_US)
                                             : g_async_queue_pop (self->writes);

      if (call == NULL)
        {
          do_idle_work (self);
          continue;
        }
      if (call == &quit_call)
        break;
      run_write (self, call);
      deliver (call);
    }
  gesso_core_close (self);
  return NULL;
}

static void
interrupt_cb (GCancellable *cancellable,
              gpointer      sql)
{
  gesso_sql_interrupt (sql);
}

static void
run_read (GessoCall *call,
          GessoSql  *sql)
{
  GCancellable *cancellable = g_task_get_cancellable (call->task);
  gulong handler = 0;

  if (cancellable != NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, &call->error))
        return;
      handler = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), sql, NULL);
    }
  call->work (call, sql, &call->error);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
}

static gpointer
reader_thread (gpointer data)
{
  g_autoptr (GessoCore) self = data;
  g_autoptr (GessoSql) sql = NULL;
  GessoCall *call;

  while ((call = g_async_queue_pop (self->reads)) != &quit_call)
    {
      if (sql == NULL)
        sql = gesso_core_connect (self, FALSE, &call->error);
      if (sql != NULL && gesso_sql_snapshot (sql, &call->error))
        {
          run_read (call, sql);
          gesso_sql_rollback (sql);
        }
      deliver (call);
    }
  return NULL;
}

/* Looks after thumbnails; what was asked for and cancelled meanwhile costs nothing. */
static gpointer
cache_thread (gpointer data)
{
  g_autoptr (GessoCore) self = data;
  GessoCall *call;

  while ((call = g_async_queue_pop (self->caches)) != &quit_call)
    {
      if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (call->task), &call->error))
        call->work (call, NULL, &call->error);
      deliver (call);
    }
  return NULL;
}

/* Reads folders and whole pictures, where nobody waits for it. It ends when the library is closed. */
static gpointer
upkeep_thread (gpointer data)
{
  g_autoptr (GessoCore) self = data;
  g_autoptr (GessoSql) sql = NULL;
  gulong handler = 0;
  GessoCall *call;

  while ((call = g_async_queue_pop (self->upkeeps)) != &quit_call)
    {
      if (g_cancellable_set_error_if_cancelled (self->closing, &call->error))
        {
          deliver (call);
          continue;
        }
      if (sql == NULL)
        sql = gesso_core_connect (self, FALSE, &call->error);
      if (sql != NULL && handler == 0)
        handler = g_cancellable_connect (self->closing, G_CALLBACK (interrupt_cb), sql, NULL);
      if (sql != NULL)
        run_read (call, sql);
      deliver (call);
    }
  if (handler != 0)
    g_cancellable_disconnect (self->closing, handler);
  return NULL;
}

GessoCore *
gesso_core_new (const char        *path,
                GessoLibraryFlags  flags)
{
  GessoCore *self = g_new0 (GessoCore, 1);

  g_atomic_ref_count_init (&self->references);
  self->path = g_canonicalize_filename (path, NULL);
  self->flags = flags;
  self->swept = TRUE; /* a library that is refused is left as it is */
  self->writes = g_async_queue_new ();
  self->reads = g_async_queue_new ();
  self->caches = g_async_queue_new ();
  self->upkeeps = g_async_queue_new ();
  self->closing = g_cancellable_new ();
  self->readers = g_ptr_array_new ();
  g_thread_unref (g_thread_new ("gesso-writer", writer_thread, gesso_core_ref (self)));
  return self;
}

void
gesso_core_start_readers (GessoCore *self)
{
  for (guint i = 0; i < N_READERS; i++)
    g_ptr_array_add (self->readers, g_thread_new ("gesso-reader", reader_thread, gesso_core_ref (self)));
  self->cacher = g_thread_new ("gesso-cache", cache_thread, gesso_core_ref (self));
  self->keeper = g_thread_new ("gesso-upkeep", upkeep_thread, gesso_core_ref (self));
}

/* Readers first: the last connection to close is then the writer's, which empties the WAL and removes it. */
void
gesso_core_close (GessoCore *self)
{
  g_cancellable_cancel (self->closing);
  if (self->keeper != NULL)
    {
      g_async_queue_push (self->upkeeps, &quit_call);
      g_thread_join (g_steal_pointer (&self->keeper));
    }
  for (guint i = 0; i < self->readers->len; i++)
    g_async_queue_push (self->reads, &quit_call);
  for (guint i = 0; i < self->readers->len; i++)
    g_thread_join (self->readers->pdata[i]);
  g_ptr_array_set_size (self->readers, 0);
  if (self->cacher != NULL)
    {
      g_async_queue_push (self->caches, &quit_call);
      g_thread_join (g_steal_pointer (&self->cacher));
    }
  sweep_once (self);
  if (self->sql != NULL && !self->read_only && gesso_folder_is_there (self->folder, NULL))
    gesso_log_settle (self);
  g_clear_pointer (&self->sql, gesso_sql_close);
  g_clear_pointer (&self->machine, gesso_machine_close);
  g_clear_pointer (&self->folder, gesso_folder_close);
}

void
gesso_core_push (GessoCore *self,
                 GessoCall *call)
{
  call->core = gesso_core_ref (self);
  g_async_queue_push (call->kind == GESSO_CALL_READ     ? self->reads
                      : call->kind == GESSO_CALL_CACHE  ? self->caches
                      : call->kind == GESSO_CALL_UPKEEP ? self->upkeeps
                                                        : self->writes,
                      call);
}

void
gesso_core_quit (GessoCore *self)
{
  g_async_queue_push (self->writes, &quit_call);
}

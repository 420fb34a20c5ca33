/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "gesso-folder.h"
#include "gesso-library.h"
#include "gesso-machine.h"
#include "gesso-row.h"
#include "gesso-settings-private.h"
#include "gesso-sql.h"
#include "gesso-thumbnails.h"

G_BEGIN_DECLS

typedef struct _GessoCall GessoCall;
typedef struct _GessoCore GessoCore;

/**
 * GessoCallKind:
 * @GESSO_CALL_OPEN: opens the core
 * @GESSO_CALL_READ: runs on a reading connection, and can be interrupted
 * @GESSO_CALL_CACHE: runs beside all others, without a connection
 * @GESSO_CALL_UPKEEP: runs for as long as it takes, beside all others, on a reading connection of its own
 * @GESSO_CALL_WRITE: runs in a transaction that is not fsynced
 * @GESSO_CALL_DURABLE: runs in a transaction that is fsynced, and counts in the journal
 * @GESSO_CALL_CLOSE: closes the core
 */
typedef enum {
  GESSO_CALL_OPEN,
  GESSO_CALL_READ,
  GESSO_CALL_CACHE,
  GESSO_CALL_UPKEEP,
  GESSO_CALL_WRITE,
  GESSO_CALL_DURABLE,
  GESSO_CALL_CLOSE,
} GessoCallKind;

/**
 * GessoCall:
 * @data: the task's data
 * @work: on one of the library's threads
 * @undo: (nullable): on the same thread, when @work or the commit failed for certain
 * @done: (nullable): on the main context, after the commit; has to return the task. Otherwise it returns %TRUE
 * @log: (nullable): what the log says of it, beside the rows that it changed
 * @unlogged: what it changes is not worth a line
 *
 * One asynchronous call on its way from the main context to a thread and back.
 */
struct _GessoCall {
  GessoCallKind   kind;
  GTask          *task;
  gpointer        data;
  GessoCore      *core;
  GError         *error;
  JsonObject     *log;
  GPtrArray      *lines; /* (nullable): what goes to the log, as text */
  gboolean        unlogged;
  gboolean      (*work) (GessoCall *call, GessoSql *sql, GError **error);
  void          (*undo) (GessoCall *call);
  void          (*done) (GessoCall *call);
};

/**
 * GessoCore:
 *
 * What the threads share. Set up by the opening call, and then changed by the writer alone.
 */
struct _GessoCore {
  gatomicrefcount    references;
  char              *path;
  GessoLibraryFlags  flags;
  GAsyncQueue       *writes;
  GAsyncQueue       *reads;
  GAsyncQueue       *caches;
  GAsyncQueue       *upkeeps;
  GPtrArray         *readers; /* GThread */
  GThread           *cacher;
  GThread           *keeper;
  GCancellable      *closing; /* ends what runs for long */
  GessoFolder       *folder;
  GessoMachine      *machine;
  GessoSql          *sql;     /* the writer's */
  GessoThumbnails   *thumbnails;
  gboolean           read_only;
  gboolean           immutable;
  gboolean           moved;
  gint64             sequence;
  guint              n_commits; /* since the last checkpoint */
  gboolean           swept;     /* of what an earlier run left half written */
  gboolean           sweep_imports; /* an import was cut off */
  guint              n_lines;    /* of the log that are not surely in its file */
  gboolean           log_broken; /* not all of them were written */
  GPtrArray         *shared;  /* accounts other clients use; handed over when opened */
};

void             gesso_call_free            (GessoCall              *call);
GessoCore       *gesso_core_new             (const char             *path,
                                             GessoLibraryFlags       flags);
GessoCore       *gesso_core_ref             (GessoCore              *self);
void             gesso_core_unref           (GessoCore              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoCore, gesso_core_unref)
/* Takes @call. */
void             gesso_core_push            (GessoCore              *self,
                                             GessoCall              *call);
/* The last thing to do with it: the threads end when what is queued is done. */
void             gesso_core_quit            (GessoCore              *self);
/* Work of the opening and closing calls. */
gboolean         gesso_core_open            (GessoCall              *call,
                                             GessoSql               *sql,
                                             GError                **error);
void             gesso_core_close           (GessoCore              *self);
/* One transaction with everything around it. */
gboolean         gesso_core_transact        (GessoCore              *self,
                                             GessoCall              *call,
                                             GError                **error);
void             gesso_core_checkpoint      (GessoCore              *self);
/* Starts the readers once the database is there. */
void             gesso_core_start_readers   (GessoCore              *self);
GessoSql        *gesso_core_connect         (GessoCore              *self,
                                             gboolean                writing,
                                             GError                **error);

struct _GessoLibrary {
  GObject     parent;

  GessoCore  *core;
  char       *path;
  char       *uuid;
  char       *salt;
  gboolean    read_only;
  gboolean    moved;
  gboolean    closed;
  GHashTable *generations; /* row id → Place */
  GHashTable *shared;      /* accounts that other clients use too */
  GessoPendingSettings *pending;
};

/* Runs @work with @data (task data, freed by @free_data), on the thread that @kind asks for. */
GessoCall       *gesso_library_call         (GessoLibrary           *self,
                                             GessoCallKind           kind,
                                             gpointer                source_tag,
                                             gpointer                data,
                                             GDestroyNotify          free_data,
                                             GCancellable           *cancellable,
                                             GAsyncReadyCallback     callback,
                                             gpointer                user_data);
/* As above, as the next step of a task that is under way already. */
GessoCall       *gesso_library_call_for_task (GTask                 *task,
                                             GessoCallKind           kind);
/* Sends it off; @call must not be touched any more. */
void             gesso_library_send         (GessoLibrary           *self,
                                             GessoCall              *call);
GessoCore       *gesso_library_get_core     (GessoLibrary           *self);

/* The one object for a row; made where there is none. (transfer full) */
GessoGeneration *gesso_library_adopt_row    (GessoLibrary           *self,
                                             const GessoRow         *row);
GessoGeneration *gesso_library_get_shell    (GessoLibrary           *self,
                                             gint64                  row_id);
/* Whether somebody has the object for that row. */
gboolean         gesso_library_is_held      (GessoLibrary           *self,
                                             gint64                  row_id);
/* Makes @generation the object of its row. */
void             gesso_library_adopt        (GessoLibrary           *self,
                                             GessoGeneration        *generation);
/* After a commit: applies @row, then tells everybody. */
void             gesso_library_committed    (GessoLibrary           *self,
                                             const GessoRow         *row);
void             gesso_library_added        (GessoLibrary           *self,
                                             GPtrArray              *generations);
/* After a commit that changed many: lists are read again, and every object that somebody holds. */
void             gesso_library_reset        (GessoLibrary           *self);
/* Where a row's file can go: @wanted (nullable) if nothing is there, otherwise a name of its own. (transfer full) */
char            *gesso_library_free_path    (GessoCore              *core,
                                             GessoSql               *sql,
                                             const GessoRow         *row,
                                             const char             *wanted);
/* The place in the library of a file of somebody's: %NULL where it is outside, or another's than @row_id's. */
char            *gesso_library_place_of     (GessoCore              *core,
                                             GessoSql               *sql,
                                             const char             *absolute,
                                             gint64                  row_id);
void             gesso_library_ledger_changed (GessoLibrary         *self);
void             gesso_library_strays_found (GessoLibrary           *self,
                                             guint                   n_strays);
void             gesso_library_boards_changed (GessoLibrary         *self);

G_END_DECLS

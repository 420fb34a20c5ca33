/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gesso-cli.h"
#include "gesso-handover.h"
#include "gesso-library-query.h"

G_BEGIN_DECLS

/* --- Commands: argv[0] is the command's name --- */

int gesso_cli_generate (int argc, char **argv);
int gesso_cli_queue    (int argc, char **argv);
int gesso_cli_list     (int argc, char **argv);
int gesso_cli_show     (int argc, char **argv);
int gesso_cli_ledger   (int argc, char **argv);
int gesso_cli_export   (int argc, char **argv);
int gesso_cli_cap      (int argc, char **argv);
int gesso_cli_board    (int argc, char **argv);
int gesso_cli_library  (int argc, char **argv);

int gesso_cli_library_import (int argc, char **argv);
int gesso_cli_library_rebuild (int argc, char **argv);
int gesso_cli_library_check   (int argc, char **argv);
int gesso_cli_library_backup  (int argc, char **argv);

/* --- Session: a library, and an engine where one is needed, run from a blocking program --- */

/**
 * GessoCliSession:
 * @interrupted: cancelled by SIGINT or SIGTERM
 */
typedef struct {
  GessoLibrary *library;
  GessoDecoder *decoder;
  GessoSecrets *secrets;
  GessoEngine  *engine;
  GessoHandover *handover;
  char *webhook_url;   /* (nullable): to be called at */
  int webhook_port;
  GCancellable *interrupted;
  guint         interrupt_sources[2];
} GessoCliSession;

GessoCliSession *gesso_cli_session_new          (void);
void             gesso_cli_session_free         (GessoCliSession    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoCliSession, gesso_cli_session_free)

gboolean         gesso_cli_session_open         (GessoCliSession    *self,
                                                 const char         *path,
                                                 GessoLibraryFlags   flags,
                                                 GError            **error);
/**
 * GessoCliWork:
 *
 * What needs the library for itself, done here or by the process that has it.
 */
typedef int (*GessoCliWork) (GessoCliSession *session, gpointer data);

/* Calls @here where the library is free, @there where another process owns it; tries both again while that one ends. */
int              gesso_cli_session_work         (GessoCliSession    *self,
                                                 const char         *path,
                                                 GessoCliWork        here,
                                                 GessoCliWork        there,
                                                 gpointer            data);

/* Returned by @there: the owner could not be reached. */
#define GESSO_EXIT_UNREACHED (-1)

/* Starts the engine; an account that can't be had is an error here. */
gboolean         gesso_cli_session_start        (GessoCliSession    *self,
                                                 GessoEngineFlags    flags,
                                                 GError            **error);
/* The account that this process would use, without an engine: "<origin>#<fingerprint>"; %NULL without a key. (transfer full) */
char            *gesso_cli_session_account      (GessoCliSession    *self);

/* What is said of a hold for which waiting was given up. (transfer full) (nullable) */
char            *gesso_cli_hold_obstacle        (GessoQueueHold      hold);
/* The same beside why one that was sent does not go on. @obstacle: (transfer full) (nullable); @why: (nullable).
 * Returns: (transfer full) (nullable): both, as one line */
char            *gesso_cli_add_resting          (char               *obstacle,
                                                 const char         *why);

/* A GAsyncReadyCallback whose data is a `GAsyncResult **`; and the wait for it. (transfer full) */
void             gesso_cli_result_cb            (GObject            *source,
                                                 GAsyncResult       *result,
                                                 gpointer            slot);
GAsyncResult    *gesso_cli_await                (GAsyncResult      **slot);

/* What only reads takes no lock, so it works beside an open window and on read-only media. */
GessoCliSession *gesso_cli_open_to_read         (const char         *path,
                                                 GError            **error);

/* --- Output --- */

/* One line on standard error: "gesso: …". Returns %GESSO_EXIT_FAILED. */
int              gesso_cli_fail                 (const char         *message);
int              gesso_cli_fail_error           (GError             *error); /* takes @error */
int              gesso_cli_usage                (const char         *command,
                                                 GError             *error); /* takes @error */
/* One array of objects that are JSON texts already. */
void             gesso_cli_print_array          (const char *const  *objects);
void             gesso_cli_print_row            (GessoGeneration    *generation);
/* What is not known of a picture, as little is of one that was recovered, is a dash. @text: (nullable) */
const char      *gesso_cli_or_dash              (const char         *text);

/* A line that is written over itself on a terminal, and nothing elsewhere. @text: (nullable) clears it */
void             gesso_cli_progress             (const char         *text);
/* A GessoProgressFunc whose data is what is being done. */
void             gesso_cli_progress_cb          (guint64             done,
                                                 guint64             total,
                                                 gpointer            data);
/* A JSON string. (transfer full) */
char            *gesso_cli_quote                (const char         *text);

G_END_DECLS

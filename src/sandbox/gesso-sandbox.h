/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GessoSandboxOptions:
 * @port: loopback port, 0 for any
 * @token: (nullable): the key it wants; kept in @state_dir or random if %NULL
 * @state_dir: (nullable): where jobs, assets, pictures and the balance persist; a temporary one if %NULL
 * @speed: how much faster than the real service; 1 is life-like
 * @faults: (nullable): see gesso_sandbox_faults_parse() in gesso-sandbox-faults.h
 * @balance: µ$ at first start; negative for a balance that never ends
 * @slots: jobs that run at once; more are "backlogged"
 * @backlog: jobs that may be backlogged before 429
 * @idle_exit_s: end after so many seconds without a request and without work; 0 never
 */
typedef struct {
  guint16     port;
  const char *token;
  const char *state_dir;
  double      speed;
  const char *faults;
  gint64      balance;
  guint       slots;
  guint       backlog;
  guint       idle_exit_s;
} GessoSandboxOptions;

#define GESSO_SANDBOX_OPTIONS_INIT { 0, NULL, NULL, 1.0, NULL, -1, 2, 100, 0 }

/**
 * GessoSandbox:
 *
 * The offline stand-in for the API, over real HTTP on loopback. Runs on the main context it was made on.
 * While it runs, `sandbox.json` in the state folder has its url, token and pid; a second one there fails with
 * %G_IO_ERROR_BUSY. The balance that is kept wins over the options'. Signal "idle": @idle_exit_s are over.
 */
#define GESSO_TYPE_SANDBOX (gesso_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (GessoSandbox, gesso_sandbox, GESSO, SANDBOX, GObject)

GessoSandbox *gesso_sandbox_new           (const GessoSandboxOptions *options,
                                           GError                   **error);
const char   *gesso_sandbox_get_url       (GessoSandbox              *self);
const char   *gesso_sandbox_get_token     (GessoSandbox              *self);

/* µ$ billed so far for jobs that completed; and how many POSTs of a generation arrived, whatever came of them. */
gint64        gesso_sandbox_get_billed    (GessoSandbox              *self);
guint         gesso_sandbox_get_submits   (GessoSandbox              *self);

/* Bytes that were taken of "huge" replies. */
guint64       gesso_sandbox_get_streamed  (GessoSandbox              *self);

/* Changes the faults while it runs; see gesso-sandbox-faults.h. */
gboolean      gesso_sandbox_set_faults    (GessoSandbox              *self,
                                           const char                *faults,
                                           GError                   **error);

/* What `gesso sandbox` does: parse, print one JSON line with `url` and `token`, serve until SIGTERM. Returns the exit status. */
int           gesso_sandbox_main          (int                        argc,
                                           char                     **argv);

G_END_DECLS

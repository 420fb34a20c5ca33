/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GessoSandboxProcess:
 *
 * The `gesso sandbox` that Gesso runs for itself while there is no key: one for a library, with its state under
 * `$XDG_STATE_HOME/gesso/sandbox/<library uuid>`. One that a crashed Gesso left behind is used again.
 */
#define GESSO_TYPE_SANDBOX_PROCESS (gesso_sandbox_process_get_type ())
G_DECLARE_FINAL_TYPE (GessoSandboxProcess, gesso_sandbox_process, GESSO, SANDBOX_PROCESS, GObject)

void                 gesso_sandbox_process_start_async  (const char           *library_uuid,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              data);
GessoSandboxProcess *gesso_sandbox_process_start_finish (GAsyncResult         *result,
                                                         GError              **error);
const char          *gesso_sandbox_process_get_url      (GessoSandboxProcess  *self);
const char          *gesso_sandbox_process_get_token    (GessoSandboxProcess  *self);

/* Ends it; what it still had to draw goes on at the next start. */
void                 gesso_sandbox_process_stop         (GessoSandboxProcess  *self);

G_END_DECLS

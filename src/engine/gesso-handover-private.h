/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-handover.h"

G_BEGIN_DECLS

#define GESSO_HANDOVER_INTERFACE "io.github.gesso_app.Gesso.Library"
#define GESSO_HANDOVER_PATH      "/io/github/gesso_app/Gesso/Library"

/* Returns: (transfer full): where the owner of a library listens */
char *gesso_handover_socket_path (const char *library_uuid);

/* One call that answers when it is done. (transfer full) (nullable) */
GVariant *gesso_handover_call       (const char            *library_uuid,
                                     const char            *method,
                                     GVariant              *parameters,
                                     const char            *type,
                                     GCancellable          *cancellable,
                                     GError               **error);

/* In gesso-handover-import.c. Takes @invocation. */
void      gesso_handover_serve_import (GessoEngine           *engine,
                                     GVariant              *parameters,
                                     GDBusMethodInvocation *invocation);

G_END_DECLS

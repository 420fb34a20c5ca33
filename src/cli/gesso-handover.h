/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gesso-engine.h"

G_BEGIN_DECLS

/**
 * GessoHandover:
 *
 * Serves the command line of other processes while this one owns the library: a #GDBusServer on
 * `$XDG_RUNTIME_DIR/gesso/<library uuid>`, 0600. Whoever calls says origin, key fingerprint and working
 * folder; another account than ours is refused with a sentence.
 */
#define GESSO_TYPE_HANDOVER (gesso_handover_get_type ())
G_DECLARE_FINAL_TYPE (GessoHandover, gesso_handover, GESSO, HANDOVER, GObject)

GessoHandover *gesso_handover_new (GessoEngine *engine, GError **error);

/**
 * GessoHandoverClient: the caller's side. @request is a generate or queue command as JSON; the replies are
 * the generations as they finish.
 */

G_END_DECLS

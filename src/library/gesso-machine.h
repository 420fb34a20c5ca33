/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Private to the layer: what this machine knows of libraries, outside of them ($XDG_STATE_HOME/gesso). It is how a
 * library that was copied, restored or rolled back is told from one that was simply closed.
 */

typedef struct _GessoMachine GessoMachine;

/* @uuid: of the library */
GessoMachine *gesso_machine_open     (const char    *uuid,
                                      GError       **error);
void          gesso_machine_close    (GessoMachine  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoMachine, gesso_machine_close)

const char   *gesso_machine_get_id   (GessoMachine  *self);

/**
 * gesso_machine_knows:
 * @owner: (nullable): the machine that the library says it belongs to
 * @identity: of its folder
 * @sequence: of its journal
 *
 * Whether this is the library that was open here last, with nothing lost since.
 */
gboolean      gesso_machine_knows    (GessoMachine  *self,
                                      const char    *owner,
                                      const char    *identity,
                                      gint64         sequence);
/* Highest sequence seen here; 0 for an unknown library. */
gint64        gesso_machine_get_seen (GessoMachine  *self);
/* Not fsynced: after a power cut it is behind the library, which is harmless. */
void          gesso_machine_note     (GessoMachine  *self,
                                      const char    *identity,
                                      gint64         sequence);

G_END_DECLS

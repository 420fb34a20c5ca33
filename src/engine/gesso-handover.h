/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-importer.h"
#include "gesso-order.h"

G_BEGIN_DECLS

/**
 * GessoHandover:
 *
 * Serves the command lines of other processes while this one owns the library: a #GDBusServer on the socket
 * `$XDG_RUNTIME_DIR/gesso/<library uuid>`, mode 0600. Whoever calls says the origin and the key's fingerprint it would
 * have used, and its working folder; another account than this process's is refused with a sentence, never switched to.
 */
#define GESSO_TYPE_HANDOVER (gesso_handover_get_type ())
G_DECLARE_FINAL_TYPE (GessoHandover, gesso_handover, GESSO, HANDOVER, GObject)

GessoHandover *gesso_handover_new           (GessoEngine          *engine,
                                             GError              **error);
void           gesso_handover_stop          (GessoHandover        *self);

/* Command lines that are being served; whoever owns the library only for a moment stays for them. */
guint          gesso_handover_count_callers (GessoHandover        *self);

/* Called with each generation of the order as it changes: the object of "Command line", one line of JSON. */
typedef void (*GessoHandoverFunc) (const char *generation, gpointer data);

/**
 * GessoHandoverEnd:
 * @hold: what holds the owner's queue so that there is no use in waiting; see gesso_queue_hold_stops()
 * @resting: (nullable): why one that was sent does not go on; see gesso_engine_why_not_under_way()
 * @closed: the owner closed, and goes on when it is opened again
 * @interrupted: the caller was; the owner goes on
 *
 * Why an order was not waited for until its end.
 */
typedef struct {
  GessoQueueHold hold;
  char          *resting;
  gboolean       closed;
  gboolean       interrupted;
} GessoHandoverEnd;

void           gesso_handover_end_clear     (GessoHandoverEnd     *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GessoHandoverEnd, gesso_handover_end_clear)

/**
 * gesso_handover_order:
 * @account: "<origin>#<fingerprint>" that the caller would use, or "sandbox"
 * @folder: the caller's working folder
 * @progress: (nullable): called while it waits
 * @end: (out): what ended the waiting early
 *
 * The caller's side: has the process that owns the library carry out an order, and waits until each of its pictures is
 * kept, failed, cancelled or held, or rests, or there is no use in waiting for any of them. Blocks; for the command line only.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the generations' JSON
 */
char         **gesso_handover_order         (const char           *library_uuid,
                                             const char           *account,
                                             const char           *folder,
                                             GessoOrder           *order,
                                             GessoHandoverFunc     progress,
                                             gpointer              data,
                                             GessoHandoverEnd     *end,
                                             GCancellable         *cancellable,
                                             GError              **error);

/* Waits until nothing of what the owner of the library has goes on, or there is no use in waiting for it: @end says then
 * why. Blocks; for the command line only. */
gboolean       gesso_handover_wait          (const char           *library_uuid,
                                             const char           *account,
                                             GessoHandoverEnd     *end,
                                             GCancellable         *cancellable,
                                             GError              **error);

/* Has the owner of the library import a board from @path, absolute. Blocks; for the command line only.
 * Returns: (transfer full) (nullable): the new board's id */
char          *gesso_handover_import_board  (const char           *library_uuid,
                                             const char           *path,
                                             guint                *missing,
                                             GCancellable         *cancellable,
                                             GError              **error);

/* Has the owner of the library change the cap; @cap: µ$, 0 for none. Blocks; for the command line only. */
gboolean       gesso_handover_set_cap       (const char           *library_uuid,
                                             gint64                cap,
                                             GCancellable         *cancellable,
                                             GError              **error);

/**
 * gesso_handover_import:
 * @paths: absolute, of files and folders
 * @unnamed: (out): files that failed beyond those of the report, where there are thousands
 *
 * Has the owner of the library import pictures. Blocks; for the command line only.
 *
 * Returns: (transfer full) (nullable): what came of it, without "first_row"
 */
GessoImportReport *gesso_handover_import    (const char           *library_uuid,
                                             const char *const    *paths,
                                             guint                *unnamed,
                                             GCancellable         *cancellable,
                                             GError              **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/* Private to the layer: writes a POSIX (pax) tar archive to a descriptor. All functions: %FALSE with errno. */

typedef struct {
  int     fd;
  guint64 n_bytes;
  guint   n_files;
} GessoTar;

gboolean gesso_tar_add_folder (GessoTar     *self,
                               const char   *name,
                               gint64        changed_at);
/* What @source has from its beginning, up to @size; filled up with zeros where it has less by now. */
gboolean gesso_tar_add_file   (GessoTar     *self,
                               const char   *name,
                               gint64        changed_at,
                               int           source,
                               guint64       size,
                               GCancellable *cancellable);
/* The two empty blocks at the end. */
gboolean gesso_tar_finish     (GessoTar     *self);

G_END_DECLS

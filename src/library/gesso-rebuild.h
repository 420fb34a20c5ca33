/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-folder.h"
#include "gesso-progress.h"
#include "gesso-replay.h"

G_BEGIN_DECLS

/* Private to the layer: making the database again. */

typedef struct {
  GessoFolder   *folder;
  GessoSql      *sql;     /* the new one */
  GessoReplay   *replay;
  GessoProgress *progress;
  GCancellable  *cancellable;
  GessoRebuilt  *report;
  guint64        done;
  guint64        total;
  guint          n_steps;
} GessoRebuild;

/* Blocks. */
gboolean gesso_rebuild_fill      (GessoRebuild  *self,
                                  GError       **error);
gboolean gesso_rebuild_each_line (GessoFolder   *folder,
                                  const char    *path,
                                  gboolean     (*take) (const char *text, gsize length, gpointer data, GError **error),
                                  gpointer       data,
                                  GError       **error);

G_END_DECLS

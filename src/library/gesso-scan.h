/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-folder.h"
#include "gesso-sql.h"

G_BEGIN_DECLS

/*
 * Private to the layer: what is different in the library's folders from what the database says: originals that were
 * moved, renamed or deleted, and pictures that nobody knows. Only folders that changed since the last time are read.
 */

typedef struct {
  gint64    row_id;
  char     *path;
  char     *sha256;
  gint64    size;
  gboolean  is_taken; /* somebody's, after all */
  gboolean  is_young; /* perhaps still being written, or not in the database yet */
} GessoScanFile;

/**
 * GessoScan:
 * @moved: (element-type GessoScanFile): where rows have their file now
 * @missing: (element-type GessoScanFile): rows whose file is nowhere, and were not said to be missing
 * @back: (element-type gint64): rows that were missing, and have their file again where it was
 * @strays: (element-type GessoScanFile): pictures that no row knows
 * @n_folders: how many folders there are, and @n_read how many of them were read
 */
typedef struct {
  GPtrArray *moved;
  GPtrArray *missing;
  GArray    *back;
  GPtrArray *strays;
  guint      n_folders;
  guint      n_read;

  /* in progress */
  GessoSql     *sql;
  GessoFolder  *folder;
  GCancellable *cancellable;
  GPtrArray    *lost;       /* GessoScanFile: rows that are not where they were */
  GPtrArray    *seen;       /* paths of the folders that are there, in pairs with the next */
  GArray       *changed;    /* gint64: ns */
  GPtrArray    *gone;       /* paths of folders that are not */
  GPtrArray    *gone_strays;
  GPtrArray    *unread;     /* paths of folders of which not everything could be read */
  gboolean      has_young;  /* in the folder that is being read; also what could not be looked at */
} GessoScan;

/* Blocks. @all: also folders that did not change. */
GessoScan *gesso_scan_new   (GessoSql      *sql,
                             GessoFolder   *folder,
                             gboolean       all,
                             GCancellable  *cancellable,
                             GError       **error);
void       gesso_scan_free  (GessoScan     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoScan, gesso_scan_free)

/* In a transaction of its own or another's: makes the database say so. */
gboolean   gesso_scan_apply (GessoScan     *self,
                             GessoSql      *sql,
                             gint64         now,
                             GError       **error);

/* Finds among the strays those that lost rows ask for, by size and content; ties by name, then inode. */
gboolean   gesso_scan_match (GessoScan     *self,
                             GError       **error);

GessoScanFile *gesso_scan_file_new  (gint64         row_id,
                                     const char    *path,
                                     const char    *sha256,
                                     gint64         size);
void           gesso_scan_file_free (GessoScanFile *self);

G_END_DECLS

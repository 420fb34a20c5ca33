/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/*
 * Private to the layer: files below an open folder, by relative path. No step of a path follows a symbolic link,
 * so nothing is read or written outside of the folder.
 */

/* Steps that can fail or be the last before a power cut; tests hook in here. */
typedef enum {
  GESSO_STEP_CREATE,
  GESSO_STEP_WRITE,
  GESSO_STEP_SYNC,
  GESSO_STEP_RENAME,
  GESSO_STEP_SYNC_FOLDER,
  GESSO_STEP_COMMIT,
} GessoStep;

/* Called before each step where it is set; what it returns, if not 0, is the errno that the step fails with. */
extern int (*gesso_step_hook) (GessoStep step);

/* How often a file or folder was fsynced by this module since the program started; SQLite's own do not count. */
guint     gesso_files_n_syncs   (void);

/* As g_mkdir_with_parents() with 0700, and what is made survives a power cut. Returns 0, or -1 with errno. */
int       gesso_files_make_folder (const char   *path);
/* Fsyncs a folder. Returns 0, or -1 with errno. */
int       gesso_files_sync_folder (const char   *path);
/* Opens the parent of @path, making folders (0700) where @make. Returns a descriptor, or -1 with errno. */
int       gesso_files_parent    (int             root,
                                 const char     *path,
                                 gboolean        make,
                                 char          **name);
/* Temporary file in the same folder, fsync, rename, fsync of the folder. 0600. Nothing is left on failure. */
gboolean  gesso_files_write     (int             root,
                                 const char     *path,
                                 GBytes         *bytes,
                                 const char     *label,
                                 GError        **error);
/* %NULL with %G_IO_ERROR where there is none, or more than @max_bytes of it. */
GBytes   *gesso_files_read      (int             root,
                                 const char     *path,
                                 gsize           max_bytes,
                                 GError        **error);
/* Never replaces; fsyncs both folders. */
gboolean  gesso_files_move      (int             root,
                                 const char     *from,
                                 const char     *to,
                                 const char     *label,
                                 GError        **error);
gboolean  gesso_files_remove    (int             root,
                                 const char     *path);
/* One write() at the end of the file; not fsynced. */
gboolean  gesso_files_append    (int             root,
                                 const char     *path,
                                 const char     *line,
                                 const char     *label,
                                 GError        **error);
/* Fsyncs a file, and the folder that it is in. */
gboolean  gesso_files_sync      (int             root,
                                 const char     *path);
/* Where it returns %FALSE, errno says why. */
gboolean  gesso_files_stat      (int             root,
                                 const char     *path,
                                 struct stat    *info);
/* Names in a folder, sorted; empty where there is none. (transfer full) (element-type utf8) */
GPtrArray *gesso_files_list     (int             root,
                                 const char     *path);
/* Removes what an interrupted gesso_files_write() left in @path. */
void      gesso_files_sweep     (int             root,
                                 const char     *path);

G_END_DECLS

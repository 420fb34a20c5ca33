/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/**
 * GessoFolder:
 * @root: descriptor of the folder
 * @lock: descriptor that holds the lock, or -1
 * @local: whether its file system is on this machine
 * @identity: what a copy of it does not share with it
 *
 * Private to the layer: the library's folder and what is in it beside the database. Used by one thread at a time.
 */
typedef struct {
  char     *path;
  char     *uuid;
  char     *salt;
  char     *identity;
  int       root;
  int       lock;
  gboolean  local;
  gboolean  read_only;
  guint64   database_inode;
  char     *log; /* (nullable): relative path of what was logged to, not fsynced yet */
} GessoFolder;

#define GESSO_FOLDER_DATABASE   ".gesso/library.db"
#define GESSO_FOLDER_REFERENCES ".gesso/references"
#define GESSO_FOLDER_RECIPES    ".gesso/recipes"
#define GESSO_FOLDER_TRASH      ".gesso/trash"
#define GESSO_FOLDER_LOG        ".gesso/log"

/* Opens, makes and locks; nothing is changed in a library of a newer version. */
GessoFolder *gesso_folder_open       (const char         *path,
                                      GessoLibraryFlags   flags,
                                      GError            **error);
void         gesso_folder_close      (GessoFolder        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoFolder, gesso_folder_close)

/* Refuses what is no database, or one of a newer schema, before SQLite may touch it. */
gboolean     gesso_folder_check_database (GessoFolder    *self,
                                          int             schema_version,
                                          GError        **error);
/* As above, but only a newer one is refused: of what is damaged a new one can be made. */
gboolean     gesso_folder_check_version  (GessoFolder    *self,
                                          int             schema_version,
                                          GError        **error);
/* Remembers which file the database is, for the next call. */
void         gesso_folder_note_database (GessoFolder     *self);
/* %FALSE with %GESSO_LIBRARY_ERROR_GONE where the folder is no longer what was opened. */
gboolean     gesso_folder_is_there   (GessoFolder        *self,
                                      GError            **error);
/* One line in this month's log; not fsynced. */
gboolean     gesso_folder_log        (GessoFolder        *self,
                                      const char         *line);
/* Fsyncs what was logged since the last call. */
gboolean     gesso_folder_sync_log   (GessoFolder        *self);
/* Ends a line that was broken off, so that the next one is by itself. */
void         gesso_folder_mend_log   (GessoFolder        *self);
/* Fsyncs the folders that an earlier process may have made without getting so far: what is kept in them must not
 * depend on it. Costs nothing where all is on disk. */
void         gesso_folder_sync       (GessoFolder        *self);
/* Removes what a crash left half written. @imports: also from all that was ever imported, of whatever month */
void         gesso_folder_sweep      (GessoFolder        *self,
                                      gboolean            imports);
char        *gesso_folder_absolute   (GessoFolder        *self,
                                      const char         *relative);
/* Whether a file system with this f_type of statfs() keeps locks and shared memory as a local disk does. */
gboolean     gesso_folder_is_local_type (gint64           type);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/* Looking after a library: making its database again, checking it, backing it up, and finding what was moved. */

/* How far a long piece of work has come, on the main context, a few times a second; @total is 0 while it is not known. */
typedef void (*GessoProgressFunc) (guint64 done, guint64 total, gpointer data);

/* --- Making the database again --- */

/**
 * GessoRebuilt:
 * @generations: how many there are now, and @kept of them with a picture
 * @missing: kept ones whose file is nowhere in the folder
 * @strays: pictures in the folder that no recipe tells of
 * @damaged: sidecars and lines of the log that could not be read
 * @put_aside: (nullable): where the database that was there is now, absolute
 */
typedef struct {
  guint  generations;
  guint  kept;
  guint  missing;
  guint  strays;
  guint  damaged;
  char  *put_aside;
} GessoRebuilt;

void          gesso_rebuilt_free              (GessoRebuilt        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoRebuilt, gesso_rebuilt_free)

/**
 * gesso_library_rebuild_async:
 * @path: a library that is not open, here or elsewhere
 *
 * Makes the database out of sidecars, log and originals. The one that is there is put aside, never overwritten; until
 * the new one is whole nothing changes. What was not settled with the server is *held* afterwards.
 */
void          gesso_library_rebuild_async     (const char          *path,
                                               GCancellable        *cancellable,
                                               GessoProgressFunc    progress,
                                               gpointer             progress_data,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
GessoRebuilt *gesso_library_rebuild_finish    (GAsyncResult        *result,
                                               GError             **error);

/* --- Checking --- */

/**
 * GessoFinding:
 * @kind: what it is, for programs: "changed-picture"
 * @is_fault: whether something is lost or wrong; otherwise it is worth knowing, and nothing more
 * @path: (nullable): relative to the library
 * @id: (nullable): of the generation
 * @text: one sentence
 */
typedef struct {
  const char *kind;
  gboolean    is_fault;
  char       *path;
  char       *id;
  char       *text;
} GessoFinding;

/**
 * GessoChecked:
 * @findings: (element-type GessoFinding)
 * @pictures: originals that were read, hashed and decoded
 * @recipes: sidecars that were compared with their rows
 * @references: references that were read, hashed and decoded
 * @lines: of the log
 * @faults: how many of the findings are faults
 */
typedef struct {
  GPtrArray *findings;
  guint      pictures;
  guint      recipes;
  guint      references;
  guint      lines;
  guint      faults;
} GessoChecked;

void          gesso_checked_free              (GessoChecked        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoChecked, gesso_checked_free)

/**
 * gesso_library_check_async:
 *
 * Reads, hashes and decodes every original and reference, compares every sidecar with its row, reads the log, the ledger
 * and the folder. Changes nothing but the cache: thumbnails that are damaged are dropped, to be made anew. Works on a
 * library that was opened to be read.
 */
void          gesso_library_check_async       (GessoLibrary        *self,
                                               GessoDecoder        *decoder,
                                               GCancellable        *cancellable,
                                               GessoProgressFunc    progress,
                                               gpointer             progress_data,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
GessoChecked *gesso_library_check_finish      (GessoLibrary        *self,
                                               GAsyncResult        *result,
                                               GError             **error);

/* --- Backing up --- */

/**
 * gesso_library_backup_async:
 * @path: a file that is not there yet, outside of the library
 *
 * Writes all of the library into one POSIX tar archive, while it is in use: first the database as it is at one moment,
 * then everything that this refers to. Unpacked anywhere it is a library again, which holds what was not settled.
 */
void          gesso_library_backup_async      (GessoLibrary        *self,
                                               const char          *path,
                                               GCancellable        *cancellable,
                                               GessoProgressFunc    progress,
                                               gpointer             progress_data,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
/* @n_files: (out) (optional), and @n_bytes: of the archive */
gboolean      gesso_library_backup_finish     (GessoLibrary        *self,
                                               GAsyncResult        *result,
                                               guint               *n_files,
                                               guint64             *n_bytes,
                                               GError             **error);

/* --- What was moved, renamed or deleted in the folder --- */

/**
 * GessoRescan:
 * @moved: pictures that were found under another name or in another place
 * @missing: pictures that are nowhere, and were not known to be; *Locate…* offers to show where they are
 * @back: missing ones that are there again
 * @strays: pictures in the folder that no recipe tells of, and that nobody refused to import yet
 * @folders: how many folders there are, and @folders_read how many had changed
 */
typedef struct {
  guint moved;
  guint missing;
  guint back;
  guint strays;
  guint folders;
  guint folders_read;
} GessoRescan;

/**
 * gesso_library_rescan_async:
 * @everything: also look into folders that did not change since the last time
 *
 * Compares the folder with the database, and makes the database follow. Reads only folders that changed, and only such
 * files as something is looked for. Ends when the library is closed. "strays-found" is emitted where there are any.
 */
void          gesso_library_rescan_async      (GessoLibrary        *self,
                                               gboolean             everything,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
gboolean      gesso_library_rescan_finish     (GessoLibrary        *self,
                                               GAsyncResult        *result,
                                               GessoRescan         *rescan,
                                               GError             **error);

/* Pictures in the folder that no recipe tells of: absolute paths. */
void          gesso_library_list_strays_async (GessoLibrary        *self,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
/* Returns: (transfer full) (element-type filename) */
GPtrArray    *gesso_library_list_strays_finish (GessoLibrary       *self,
                                               GAsyncResult        *result,
                                               GError             **error);
/* Never offers those again; @paths: (nullable): absolute, %NULL for all that there are now. */
void          gesso_library_ignore_strays_async (GessoLibrary      *self,
                                               const char *const   *paths,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
gboolean      gesso_library_ignore_strays_finish (GessoLibrary     *self,
                                               GAsyncResult        *result,
                                               GError             **error);

/**
 * gesso_library_locate_async:
 * @file: where the user says that the picture of @generation is
 *
 * Compares the content. A file in the library's folder is taken where it is; any other is copied to where the picture
 * was. Another picture is refused with %GESSO_LIBRARY_ERROR_OTHER_PICTURE, and nothing changes.
 */
void          gesso_library_locate_async      (GessoLibrary        *self,
                                               GessoGeneration     *generation,
                                               GFile               *file,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
gboolean      gesso_library_locate_finish     (GessoLibrary        *self,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS

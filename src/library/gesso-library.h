/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gesso-decoder.h"
#include "gesso-generation.h"

G_BEGIN_DECLS

#define GESSO_LIBRARY_ERROR (gesso_library_error_quark ())
GQuark gesso_library_error_quark (void);

/**
 * GessoLibraryError:
 * @GESSO_LIBRARY_ERROR_LOCKED: another process owns the library
 * @GESSO_LIBRARY_ERROR_READ_ONLY: the library can be read, not written
 * @GESSO_LIBRARY_ERROR_FULL: no space left
 * @GESSO_LIBRARY_ERROR_NEWER: made by a newer version; nothing was touched
 * @GESSO_LIBRARY_ERROR_DAMAGED: the database can't be read; nothing was touched
 * @GESSO_LIBRARY_ERROR_NOT_FOUND: no such folder, generation, board or file
 * @GESSO_LIBRARY_ERROR_GONE: the folder vanished while it was open
 * @GESSO_LIBRARY_ERROR_FAILED: anything else
 * @GESSO_LIBRARY_ERROR_OTHER_PICTURE: the file is not the one that was kept
 */
typedef enum {
  GESSO_LIBRARY_ERROR_LOCKED,
  GESSO_LIBRARY_ERROR_READ_ONLY,
  GESSO_LIBRARY_ERROR_FULL,
  GESSO_LIBRARY_ERROR_NEWER,
  GESSO_LIBRARY_ERROR_DAMAGED,
  GESSO_LIBRARY_ERROR_NOT_FOUND,
  GESSO_LIBRARY_ERROR_GONE,
  GESSO_LIBRARY_ERROR_FAILED,
  GESSO_LIBRARY_ERROR_OTHER_PICTURE,
} GessoLibraryError;

/**
 * GessoLibraryFlags:
 * @GESSO_LIBRARY_READ: only read; takes no lock, works beside another process and on read-only media
 */
typedef enum {
  GESSO_LIBRARY_DEFAULT = 0,
  GESSO_LIBRARY_READ    = 1 << 0,
} GessoLibraryFlags;

/**
 * GessoLibrary:
 *
 * The folder with everything that is kept. One thread owns the only writing connection and serves the
 * calls in order; two reading connections serve queries. Callbacks come on the main context.
 *
 * Properties: "path", "uuid", "read-only", "moved" (writable only through gesso_library_accept_moved_async()).
 *
 * Signals: "generations-added" (#GPtrArray of #GessoGeneration, oldest first; a whole round at once) and
 * "generation-added" (#GessoGeneration) for each of them; "generation-changed" (#GessoGeneration), after a commit;
 * "generation-removed" (row id as int64), when it left the default view; "generations-reset":
 * so many changed at once that lists have to be read again; "boards-changed"; "ledger-changed"; "strays-found"
 * (guint, how many): see gesso_library_rescan_async().
 */
#define GESSO_TYPE_LIBRARY (gesso_library_get_type ())
G_DECLARE_FINAL_TYPE (GessoLibrary, gesso_library, GESSO, LIBRARY, GObject)

/* Returns: (transfer full): `GESSO_LIBRARY`, otherwise Pictures/Gesso, otherwise under XDG_DATA_HOME */
char          *gesso_library_default_path       (void);

/**
 * gesso_library_open_async:
 *
 * Opens a library, or makes one in a folder that has none (not with %GESSO_LIBRARY_READ). A library that
 * can't be written is opened to be read ("read-only"); one that is locked, newer or damaged is an error
 * and is left as it is.
 */
void           gesso_library_open_async         (const char           *path,
                                                 GessoLibraryFlags     flags,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
GessoLibrary  *gesso_library_open_finish        (GAsyncResult         *result,
                                                 GError              **error);

/* Waits for what is under way, then closes and unlocks. */
void           gesso_library_close_async        (GessoLibrary         *self,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
gboolean       gesso_library_close_finish       (GessoLibrary         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

const char    *gesso_library_get_path           (GessoLibrary         *self);
const char    *gesso_library_get_uuid           (GessoLibrary         *self);
const char    *gesso_library_get_salt           (GessoLibrary         *self); /* for key fingerprints */
gboolean       gesso_library_is_read_only       (GessoLibrary         *self);

/* Whether this library was copied, restored or rolled back and nobody has looked yet. */
gboolean       gesso_library_is_moved           (GessoLibrary         *self);

/* The user has looked: this machine owns the library from now on. Held generations stay held. */
void           gesso_library_accept_moved_async (GessoLibrary         *self,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
gboolean       gesso_library_accept_moved_finish (GessoLibrary        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* --- References: every picture that is sent or put on a board, stored once by content --- */

typedef struct {
  char               *sha256;
  char               *path;   /* absolute */
  char               *name;   /* for people, from where it was dropped */
  char               *origin; /* (nullable): the file, address or generation it came from, where that is known */
  GessoPictureFormat  format;
  guint               width;
  guint               height;
} GessoReferenceFile;

void           gesso_reference_file_free            (GessoReferenceFile   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoReferenceFile, gesso_reference_file_free)

/* Inspects (through @decoder), stores and fsyncs the bytes, and caches their thumbnail. */
void           gesso_library_add_reference_async    (GessoLibrary         *self,
                                                     GessoDecoder         *decoder,
                                                     GBytes               *bytes,
                                                     const char           *name,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
GessoReferenceFile *gesso_library_add_reference_finish (GessoLibrary      *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* As above, from a file (read off the main thread, never following it out of what was given). */
void           gesso_library_add_reference_file_async (GessoLibrary       *self,
                                                     GessoDecoder         *decoder,
                                                     GFile                *file,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
GessoReferenceFile *gesso_library_add_reference_file_finish (GessoLibrary *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void           gesso_library_find_reference_async   (GessoLibrary         *self,
                                                     const char           *sha256,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
GessoReferenceFile *gesso_library_find_reference_finish (GessoLibrary     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* The stored bytes. */
void           gesso_library_read_reference_async   (GessoLibrary         *self,
                                                     const char           *sha256,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
GBytes        *gesso_library_read_reference_finish  (GessoLibrary         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/* Whether it can be sent as it is; see gesso_library_prepare_reference_async(). */
gboolean       gesso_reference_file_is_fit          (const GessoReferenceFile *self);

/* px that a reference may have when it is sent: as large as the API's own integrations send them. */
#define GESSO_REFERENCE_MAX_PIXELS (2048 * 2048)

/**
 * gesso_library_prepare_reference_async:
 * @priority: of the decoder
 *
 * A reference as it is sent: a PNG or JPEG of at most %GESSO_REFERENCE_MAX_PIXELS. What has to be made anew for that is
 * made once, and kept in the cache.
 */
void           gesso_library_prepare_reference_async (GessoLibrary        *self,
                                                     GessoDecoder         *decoder,
                                                     const char           *sha256,
                                                     int                   priority,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
GBytes        *gesso_library_prepare_reference_finish (GessoLibrary       *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/* Returns: (transfer full): the folder `.gesso/references` */
char          *gesso_library_get_references_dir     (GessoLibrary         *self);

/* --- Thumbnails: a cache outside the library, by content --- */

/**
 * gesso_library_load_thumbnail_async:
 * @sha256: of an original or a reference
 * @path: (nullable): the file to make it from where the cache has none
 * @edge: %GESSO_THUMBNAIL_SMALL or %GESSO_THUMBNAIL_LARGE
 *
 * The stored JPEG; made by @decoder, and stored, where it is not there.
 */
void           gesso_library_load_thumbnail_async   (GessoLibrary         *self,
                                                     GessoDecoder         *decoder,
                                                     const char           *sha256,
                                                     const char           *path,
                                                     guint                 edge,
                                                     int                   priority,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
GBytes        *gesso_library_load_thumbnail_finish  (GessoLibrary         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/**
 * gesso_library_read_thumbnail:
 * @width: px of the box to fit into
 * @height: px
 *
 * What the cache has, decoded: a millisecond. Blocks; from any thread but the main one.
 *
 * Returns: (transfer full) (nullable): %NULL where the cache has none that is sound
 */
GessoPixels   *gesso_library_read_thumbnail         (GessoLibrary         *self,
                                                     const char           *sha256,
                                                     guint                 width,
                                                     guint                 height);

/* --- Settings that belong to the library: cap, draft, pause --- */

void           gesso_library_get_setting_async      (GessoLibrary         *self,
                                                     const char           *key,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
/* Returns: (transfer full) (nullable): %NULL without an error if it was never set */
char          *gesso_library_get_setting_finish     (GessoLibrary         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* Later calls for the same key that are still waiting replace earlier ones. @value: (nullable) removes it */
void           gesso_library_set_setting_async      (GessoLibrary         *self,
                                                     const char           *key,
                                                     const char           *value,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
gboolean       gesso_library_set_setting_finish     (GessoLibrary         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

#define GESSO_SETTING_DRAFT  "draft"   /* recipe JSON of the composer */
#define GESSO_SETTING_CAP    "cap"     /* µ$ for a month; absent: none */
#define GESSO_SETTING_PAUSED "paused"  /* "1" */

/* --- Prompt history: survives the deletion of the pictures --- */

void           gesso_library_add_history_async      (GessoLibrary         *self,
                                                     const char           *recipe,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
gboolean       gesso_library_add_history_finish     (GessoLibrary         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* @text: (nullable): words to search for. Newest first, each prompt once. */
void           gesso_library_list_history_async     (GessoLibrary         *self,
                                                     const char           *text,
                                                     guint                 limit,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
/* Returns: (transfer full) (element-type utf8): recipes */
GPtrArray     *gesso_library_list_history_finish    (GessoLibrary         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS

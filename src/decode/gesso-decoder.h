/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-picture.h"

G_BEGIN_DECLS

/* Edges of the stored thumbnails, px: the longer side of the picture. */
#define GESSO_THUMBNAIL_SMALL 256
#define GESSO_THUMBNAIL_LARGE 512

/**
 * GessoPixels:
 * @data: RGBA, 8 bits each, not premultiplied, @stride bytes a row
 *
 * A decoded picture, upright (EXIF orientation applied), in sRGB as far as the file says nothing else.
 */
typedef struct {
  guint   width;
  guint   height;
  gsize   stride;
  GBytes *data;
} GessoPixels;

void          gesso_pixels_free              (GessoPixels          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoPixels, gesso_pixels_free)

/**
 * GessoInspection:
 * @width: px, upright
 * @height: px, upright
 * @thumbnail_small: JPEG, longer side %GESSO_THUMBNAIL_SMALL, never enlarged
 * @thumbnail_large: JPEG, longer side %GESSO_THUMBNAIL_LARGE, never enlarged
 * @sha256: (nullable): of its bytes, where they were to be identified
 *
 * What there is to know of a picture after every pixel of it was decoded once. The thumbnails are written by this
 * process, from pixels (gesso-stored-thumbnail.h).
 */
typedef struct {
  GessoPictureFormat format;
  guint              width;
  guint              height;
  GBytes            *thumbnail_small;
  GBytes            *thumbnail_large;
  char              *sha256;
} GessoInspection;

void          gesso_inspection_free          (GessoInspection      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoInspection, gesso_inspection_free)

/**
 * GessoDecoder:
 *
 * Turns bytes from outside into pixels. The work is done by a pool of helper processes, `gesso-decode`,
 * which get the bytes through a descriptor and have no network, no files, and limits on memory and time.
 * A helper that hangs costs one call, which fails with %GESSO_PICTURE_ERROR_DECODER. A picture whose helper died is tried
 * once more with a new one, for it may have been killed from outside.
 *
 * Requests with a higher @priority run first; among equals the newest runs first. Requests that are
 * cancelled before they ran cost nothing. Calls may be made from any thread that has a main context.
 */
#define GESSO_TYPE_DECODER (gesso_decoder_get_type ())
G_DECLARE_FINAL_TYPE (GessoDecoder, gesso_decoder, GESSO, DECODER, GObject)

/**
 * gesso_decoder_new:
 * @workers: how many helper processes at most; 0 for the number of processors
 *
 * Nothing is started before the first request.
 */
GessoDecoder    *gesso_decoder_new               (guint                 workers);

/**
 * gesso_decoder_prepare:
 *
 * Starts a helper if there is none, for a picture that is on its way. It ends by itself when nothing comes.
 */
void             gesso_decoder_prepare           (GessoDecoder         *self);

/**
 * gesso_decoder_get_confinement:
 *
 * How the helpers are confined ("bubblewrap, seccomp, limits"), for About: technical names, not translated. Known
 * once the first request was served; %NULL before.
 */
const char      *gesso_decoder_get_confinement   (GessoDecoder         *self);

/* Decodes all of it, and makes both thumbnails. */
void             gesso_decoder_inspect_async     (GessoDecoder         *self,
                                                  GBytes               *bytes,
                                                  int                   priority,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
GessoInspection *gesso_decoder_inspect_finish    (GessoDecoder         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/* As above, and hashes the bytes while the helper decodes them. */
void             gesso_decoder_identify_async    (GessoDecoder         *self,
                                                  GBytes               *bytes,
                                                  int                   priority,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
GessoInspection *gesso_decoder_identify_finish   (GessoDecoder         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * gesso_decoder_inspect_file_async:
 * @path: handed to the helper as a read-only descriptor, opened off the main thread
 * @edge: %GESSO_THUMBNAIL_SMALL or %GESSO_THUMBNAIL_LARGE: the one thumbnail that is wanted; 0 for both
 *
 * As above. Only what is wanted is made: a JPEG then costs a fraction of its pixels.
 */
void             gesso_decoder_inspect_file_async  (GessoDecoder         *self,
                                                    const char           *path,
                                                    guint                 edge,
                                                    int                   priority,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
GessoInspection *gesso_decoder_inspect_file_finish (GessoDecoder         *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/**
 * gesso_decoder_load_async:
 * @max_width: px, 0 for as large as it is
 * @max_height: px, 0 for as large as it is
 *
 * Decodes to fit into @max_width × @max_height, keeping the shape; never enlarges.
 */
void             gesso_decoder_load_async        (GessoDecoder         *self,
                                                  GBytes               *bytes,
                                                  guint                 max_width,
                                                  guint                 max_height,
                                                  int                   priority,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
GessoPixels     *gesso_decoder_load_finish       (GessoDecoder         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/* As above, from a file that the helper gets as a read-only descriptor. Opening happens off the main thread. */
void             gesso_decoder_load_file_async   (GessoDecoder         *self,
                                                  const char           *path,
                                                  guint                 max_width,
                                                  guint                 max_height,
                                                  int                   priority,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
GessoPixels     *gesso_decoder_load_file_finish  (GessoDecoder         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * gesso_decoder_convert_async:
 * @max_pixels: the most pixels the result may have, 0 for no limit
 *
 * Makes a reference fit for uploading: unchanged bytes when it is a JPEG or PNG of at most @max_pixels,
 * otherwise scaled and written as PNG (with alpha) or JPEG.
 */
void             gesso_decoder_convert_async     (GessoDecoder         *self,
                                                  GBytes               *bytes,
                                                  guint                 max_pixels,
                                                  int                   priority,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
GBytes          *gesso_decoder_convert_finish    (GessoDecoder         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * gesso_decoder_encode_async:
 * @format: %GESSO_PICTURE_JPEG or %GESSO_PICTURE_WEBP
 * @quality: 1..100
 *
 * Writes a picture anew in another format: as large as it is, upright, with its colour profile and nothing else of what
 * the file carried. A JPEG has white where the picture was transparent.
 */
void             gesso_decoder_encode_async      (GessoDecoder         *self,
                                                  GBytes               *bytes,
                                                  GessoPictureFormat    format,
                                                  guint                 quality,
                                                  int                   priority,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
GBytes          *gesso_decoder_encode_finish     (GessoDecoder         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * gesso_decoder_read_metadata_async:
 *
 * The texts a picture carries: PNG text chunks by keyword ("parameters"), and Exif, IPTC and XMP fields by
 * their gexiv2 tag ("Xmp.xmp.Rating"); lists one entry a line. At most 1 MB together. Valid UTF-8, otherwise untrusted.
 */
void             gesso_decoder_read_metadata_async  (GessoDecoder         *self,
                                                     GBytes               *bytes,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
/* Returns: (transfer full) (element-type utf8 utf8) */
GHashTable      *gesso_decoder_read_metadata_finish (GessoDecoder         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS

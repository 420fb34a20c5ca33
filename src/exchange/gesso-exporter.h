/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-export-name.h"
#include "gesso-library.h"

G_BEGIN_DECLS

/**
 * GessoExportFormat:
 * @GESSO_EXPORT_ORIGINAL: the original's own format, its coded pixels untouched
 * @GESSO_EXPORT_JPEG: JPEG of quality 92
 * @GESSO_EXPORT_WEBP: WebP of the same quality
 */
typedef enum {
  GESSO_EXPORT_ORIGINAL,
  GESSO_EXPORT_JPEG,
  GESSO_EXPORT_WEBP,
} GessoExportFormat;

/* "original", "jpeg", "webp" */
const char    *gesso_export_format_to_nick   (GessoExportFormat     format);
gboolean       gesso_export_format_from_nick (const char           *nick,
                                              GessoExportFormat    *format);

/**
 * GessoExportOptions:
 * @folder: absolute; made where it is not there
 * @pattern: see gesso_export_name_check()
 * @break_credentials: write into files with Content Credentials too, which breaks these; otherwise such a file stays
 *   byte for byte what it is, and what would have gone into it stands in an .xmp file beside it. Says nothing where
 *   the profile or the format makes it a new file anyway.
 */
typedef struct {
  const char         *folder;
  const char         *pattern;
  GessoExportFormat   format;
  GessoExportProfile  profile;
  gboolean            break_credentials;
} GessoExportOptions;

/**
 * GessoExported:
 * @source: (nullable): the original's file name, for people
 * @path: (nullable): what was written; %NULL where it failed
 * @sidecar: (nullable): the .xmp file that was written beside it
 * @lost_credentials: it had Content Credentials, and what was written has none that hold
 */
typedef struct {
  char     *id;
  char     *source;
  char     *path;
  char     *sidecar;
  gboolean  lost_credentials;
  GError   *error;
} GessoExported;

void           gesso_exported_free           (GessoExported        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoExported, gesso_exported_free)

/**
 * GessoExporter:
 *
 * Writes copies of pictures into a folder. Never replaces a file: a name that is taken gets a number. Reading, coding
 * and writing happen in threads and in the decoder's helpers. Used once.
 *
 * Properties: "done" and "total", pictures.
 */
#define GESSO_TYPE_EXPORTER (gesso_exporter_get_type ())
G_DECLARE_FINAL_TYPE (GessoExporter, gesso_exporter, GESSO, EXPORTER, GObject)

GessoExporter *gesso_exporter_new            (GessoLibrary         *library,
                                              GessoDecoder         *decoder,
                                              const GessoExportOptions *options);
guint          gesso_exporter_get_done       (GessoExporter        *self);
guint          gesso_exporter_get_total      (GessoExporter        *self);

/* @rows: the pictures, in the order in which they are numbered. Cancelling leaves what was written so far. */
void           gesso_exporter_run_async      (GessoExporter        *self,
                                              const gint64         *rows,
                                              guint                 n_rows,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* Returns: (transfer full) (element-type GessoExported): one for each that was reached, failed ones too; %NULL with an
 * error where nothing could be done at all, or it was cancelled */
GPtrArray     *gesso_exporter_run_finish     (GessoExporter        *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* How many of @paths carry Content Credentials. */
void           gesso_export_count_credentials_async  (const char *const *paths,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
int            gesso_export_count_credentials_finish (GAsyncResult *result,
                                              GError              **error);

G_END_DECLS

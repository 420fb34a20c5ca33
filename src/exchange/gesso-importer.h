/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/**
 * GessoImportFailure: a file that could not be imported, and why
 */
typedef struct {
  char   *path;
  GError *error;
} GessoImportFailure;

void               gesso_import_failure_free  (GessoImportFailure  *self);

/**
 * GessoImportReport:
 * @n_new: pictures that are in the library now and were not before
 * @n_known: pictures that were there already
 * @n_recipes: new ones of which it is known how they were made
 * @failures: (element-type GessoImportFailure)
 * @first_row: of the first picture, new or known; 0 without one
 */
typedef struct {
  guint      n_new;
  guint      n_known;
  guint      n_recipes;
  GPtrArray *failures;
  gint64     first_row;
} GessoImportReport;

void               gesso_import_report_free   (GessoImportReport   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoImportReport, gesso_import_report_free)

/**
 * GessoImporter:
 *
 * Copies picture files, and those in folders, into the library with what they say of how they were made. What was
 * given is remembered in the library until all of it was gone through, so that imports that were cut off, cancelled or
 * still waited can be resumed; what is there already costs no more than reading it. Used once; a second one into
 * the same library waits for the first.
 *
 * Properties: "done" and "total", files; total grows while folders are still gone through.
 */
#define GESSO_TYPE_IMPORTER (gesso_importer_get_type ())
G_DECLARE_FINAL_TYPE (GessoImporter, gesso_importer, GESSO, IMPORTER, GObject)

GessoImporter     *gesso_importer_new         (GessoLibrary        *library,
                                               GessoDecoder        *decoder);
guint              gesso_importer_get_done    (GessoImporter       *self);
guint              gesso_importer_get_total   (GessoImporter       *self);

/* What there is to say so far; also after it was cancelled. (transfer none) */
const GessoImportReport *gesso_importer_get_report (GessoImporter  *self);

/* @paths: absolute, of files and folders */
void               gesso_importer_run_async   (GessoImporter       *self,
                                               const char *const   *paths,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
gboolean           gesso_importer_run_finish  (GessoImporter       *self,
                                               GAsyncResult        *result,
                                               GError             **error);

/* What is left of @paths is not offered again; what was imported stays, and what is under way goes on. */
void               gesso_importer_forget_async  (GessoImporter       *self,
                                               const char *const   *paths,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
gboolean           gesso_importer_forget_finish (GessoImporter       *self,
                                               GAsyncResult        *result,
                                               GError             **error);

/* What an earlier import did not come to the end of. Returns: (transfer full) (nullable) (array zero-terminated=1) */
void               gesso_importer_find_unfinished_async  (GessoLibrary        *library,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
char             **gesso_importer_find_unfinished_finish (GessoLibrary        *library,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS

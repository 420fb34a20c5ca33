/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-import-file.h"
#include "gesso-importer.h"

G_BEGIN_DECLS

struct _GessoImporter
{
  GObject            parent_instance;

  GessoLibrary      *library;
  GessoDecoder      *decoder;
  GessoImportReport *report;

  GPtrArray         *paths; /* of files; %NULL while they are listed */
  guint              next;
  guint              running;
  guint              done;
  GPtrArray         *batch; /* GessoImportJob */
  gboolean           committing;
  GError            *error; /* of the library: ends all */
};

/* One file on its way. */
typedef struct {
  GTask           *task;
  GessoImporter   *self;
  const char      *path;
  GessoImport     *import;
  GessoInspection *inspection;
  GHashTable      *texts;
  guint            waiting; /* for inspection and texts */
  GError          *error;
  gboolean         has_recipe;
} GessoImportJob;

void   gesso_import_job_free           (gpointer           data);
/* Begins with the next file of @self. */
void   gesso_import_job_start          (GTask             *task,
                                        GessoImporter     *self);

/* Goes on where there is something to go on with: after each step of each job. */
void   gesso_importer_pump             (GTask             *task);
void   gesso_importer_add_done         (GessoImporter     *self,
                                        guint              n);
void   gesso_importer_count            (GessoImporter     *self,
                                        gint64             row,
                                        gboolean           is_new,
                                        gboolean           has_recipe);

/* Remembers what @task is about, and calls @func when no other import into the same library is before it. It may be
 * stopped until then. */
void   gesso_importer_stand_in_line    (GTask             *task,
                                        void             (*func) (GTask *task));
/* All of it was gone through: forgets it, and then @task returns %TRUE. */
void   gesso_importer_leave_line       (GTask             *task);

/* What an import is about, as the library remembers it: a JSON array of paths. */
char  *gesso_importer_write_unfinished (const char *const *paths);
/* (nullable) (transfer full) */
char **gesso_importer_read_unfinished  (const char        *text);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-export-dialog.h"

#include <adwaita.h>

#include "gesso-exporter.h"

G_BEGIN_DECLS

struct _GessoExportDialog
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwWindowTitle *title;
  GtkButton *cancel_button;
  GtkButton *export_button;
  GtkStack *stack;
  AdwComboRow *scope_row;
  AdwActionRow *folder_row;
  AdwComboRow *format_row;
  AdwEntryRow *name_row;
  GtkLabel *example_label;
  GtkCheckButton *clean_check;
  GtkCheckButton *credited_check;
  GtkCheckButton *full_check;
  AdwPreferencesGroup *credentials_group;
  AdwActionRow *credentials_row;
  GtkSwitch *beside_switch;
  GtkLabel *left_out_label;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
  GtkLabel *failed_label;
  GtkListBox *failed_list;

  GessoContext *context;
  GCancellable *cancellable;  /* of what is read for the dialog */
  GCancellable *running;      /* of the export; %NULL before and after */
  GessoExporter *exporter;
  GPtrArray *selected;        /* GessoGeneration, without stand-ins that are left out */
  guint n_left_out;
  char *query;
  GArray *found;              /* rows of all that is found; %NULL until they are read */
  char *folder;
  GessoExportPicture *example;
  guint n_credentials;
};

/* gesso-export-dialog-run.c */
void gesso_export_dialog_run            (GessoExportDialog *self);
void gesso_export_dialog_stop           (GessoExportDialog *self);

/* gesso-export-dialog.c */
GessoExportFormat  gesso_export_dialog_get_format  (GessoExportDialog *self);
GessoExportProfile gesso_export_dialog_get_profile (GessoExportDialog *self);
gboolean           gesso_export_dialog_takes_found (GessoExportDialog *self);
void               gesso_export_dialog_update      (GessoExportDialog *self);
void               gesso_export_dialog_exported    (GessoExportDialog *self,
                                                    guint              n,
                                                    const char        *path,
                                                    guint              n_lost);

G_END_DECLS

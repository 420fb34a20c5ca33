/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-journal.h"
#include "gesso-library-private.h"

G_BEGIN_DECLS

/**
 * GessoStepData:
 *
 * Private to the layer: the data of a call that takes one generation a step further.
 */
typedef struct {
  /* inputs */
  GessoGeneration    *generation;
  gint64              row_id;
  char               *text;
  char               *message;
  char               *json;
  char               *origin;
  char               *account;
  gint64              time;
  gint64              price;
  GessoHold           hold;
  GessoCharge         charge;
  GBytes             *picture;
  GBytes             *thumbnails[2];
  GessoPictureFormat  format;
  guint               width;
  guint               height;

  /* in progress */
  char               *new_original; /* relative paths of what was not there before */
  char               *new_sidecar;

  /* outputs */
  GessoRow           *row;
  gboolean            ledger;
} GessoStepData;

/* A call for one generation whose end is gesso_library_commit_finish(). */
GessoCall *gesso_journal_call    (GessoLibrary         *self,
                                  GessoGeneration      *generation,
                                  GessoCallKind         kind,
                                  GAsyncReadyCallback   callback,
                                  gpointer              data);
void       gesso_step_data_free  (GessoStepData        *data);
/* Reads the row again, as it is after the change. */
gboolean   gesso_journal_reload  (GessoCall            *call,
                                  GessoSql             *sql,
                                  GError              **error);
/* Charges @row->charged, once for a generation. */
gboolean   gesso_journal_charge  (GessoCall            *call,
                                  GessoSql             *sql,
                                  const GessoRow       *row,
                                  GError              **error);
/* Writes the sidecar of @row. */
gboolean   gesso_journal_sidecar (GessoCall            *call,
                                  GessoSql             *sql,
                                  const GessoRow       *row,
                                  const char           *original,
                                  GError              **error);
void       gesso_journal_undo    (GessoCall            *call);
/* Adds what the log says of every step. */
void       gesso_journal_log     (GessoCall            *call,
                                  const char           *event,
                                  const GessoRow       *row);

G_END_DECLS

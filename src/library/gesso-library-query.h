/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/**
 * GessoStack:
 * @GESSO_STACK_NONE: every picture by itself
 * @GESSO_STACK_ROUND: the pictures of a round are one
 * @GESSO_STACK_PROMPT: the pictures of one prompt are one
 */
typedef enum {
  GESSO_STACK_NONE,
  GESSO_STACK_ROUND,
  GESSO_STACK_PROMPT,
} GessoStack;

/**
 * GessoQuery:
 *
 * What to list. @text: (nullable): a search, see gesso_search_parse(); the last word also as a beginning.
 * @everything: also failed and cancelled ones that were dismissed or are older than 24 h, and deleted ones.
 * @first: how many a #GessoGenerationList shows before it has read all; 0: it shows all at once.
 * @read: of how many of these it has the rows by then, too: those that are seen at once.
 * What is in the trash is there only with `is:trash`.
 * @round_id: (nullable): only of this round. @prompt: (nullable): only with exactly this prompt.
 * @stack: what is listed as one, by its newest that was found. @sandbox: -1 both, 0 only real ones, 1 only stand-ins.
 */
typedef struct {
  const char *text;
  const char *round_id;
  gboolean    everything;
  gboolean    kept_only;
  int         sandbox;
  guint       limit; /* 0: no limit */
  guint       first;
  const char *prompt;
  GessoStack  stack;
  guint       read;
} GessoQuery;

#define GESSO_QUERY_INIT { NULL, NULL, FALSE, FALSE, -1, 0, 0, NULL, GESSO_STACK_NONE, 0 }

/* Row ids, newest first. */
void             gesso_library_list_ids_async   (GessoLibrary         *self,
                                                 const GessoQuery     *query,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
/* Returns: (transfer full) (element-type gint64) */
GArray          *gesso_library_list_ids_finish  (GessoLibrary         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* The same end; @counts: (out) (nullable) (transfer full) (element-type guint): how many are in each stack; %NULL
 * without stacks. Returns: (transfer full) (element-type gint64): the newest of each */
GArray          *gesso_library_list_stacks_finish (GessoLibrary       *self,
                                                 GAsyncResult         *result,
                                                 GArray              **counts,
                                                 GError              **error);
/* After it was finished: the rows of the first @read, as generations that nobody else may hold.
 * Returns: (transfer full) (element-type GessoGeneration) */
GPtrArray       *gesso_library_list_ids_take_rows (GessoLibrary       *self,
                                                 GAsyncResult         *result);
/* Rows by id, in the order given; ids that are not there are left out. */
void             gesso_library_fetch_async      (GessoLibrary         *self,
                                                 const gint64         *row_ids,
                                                 guint                 n_row_ids,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
/* Returns: (transfer full) (element-type GessoGeneration) */
GPtrArray       *gesso_library_fetch_finish     (GessoLibrary         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* @id: a UUID, or a beginning of one that is unique */
void             gesso_library_find_async       (GessoLibrary         *self,
                                                 const char           *id,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
GessoGeneration *gesso_library_find_finish      (GessoLibrary         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* The newest kept generation with this request hash, sandbox or not as @sandbox; %NULL without an error if there is none. */
void             gesso_library_find_same_async  (GessoLibrary         *self,
                                                 const char           *request_hash,
                                                 gboolean              sandbox,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
GessoGeneration *gesso_library_find_same_finish (GessoLibrary         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* Seconds from submission to completion, the median of the last @n kept ones of @variant and account kind; 0 below five. */
void             gesso_library_median_async     (GessoLibrary         *self,
                                                 const char           *variant,
                                                 gboolean              sandbox,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
double           gesso_library_median_finish    (GessoLibrary         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* --- Curation --- */

/* Takes failed and cancelled ones out of the default view. */
void             gesso_library_dismiss_async    (GessoLibrary         *self,
                                                 GPtrArray            *generations,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
/* Takes that back. */
void             gesso_library_recall_async     (GessoLibrary         *self,
                                                 GPtrArray            *generations,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
/* Originals go to `.gesso/trash`; sidecars and rows stay. */
void             gesso_library_delete_async     (GessoLibrary         *self,
                                                 GPtrArray            *generations,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
/* All kept stand-in pictures. */
void             gesso_library_delete_sandbox_async (GessoLibrary     *self,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
void             gesso_library_restore_async    (GessoLibrary         *self,
                                                 GPtrArray            *generations,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
gboolean         gesso_library_curate_finish    (GessoLibrary         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* --- Ledger --- */

/**
 * GessoLedgerEntry:
 * @amount: µ$
 * @completed_at: Unix ms, UTC
 */
typedef struct {
  char        *generation_id;
  char        *job_id;
  char        *variant;
  char        *account;
  gint64       amount;
  GessoCharge  charge;
  gint64       completed_at;
  gboolean     sandbox;
  char        *board;        /* (nullable): id of the board it was made from; it may be gone */
  char        *board_name;   /* (nullable): as it is called now, or was then */
} GessoLedgerEntry;

void             gesso_ledger_entry_free        (GessoLedgerEntry     *self);

/* @month: (nullable): "2026-11" in UTC; all of it otherwise. @sandbox: whether stand-ins are listed too */
void             gesso_library_ledger_async     (GessoLibrary         *self,
                                                 const char           *month,
                                                 gboolean              sandbox,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
/* Returns: (transfer full) (element-type GessoLedgerEntry): oldest first */
GPtrArray       *gesso_library_ledger_finish    (GessoLibrary         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/**
 * GessoSpending:
 * @spent: µ$ charged in the month, `unknown` charges at full price included
 * @committed: µ$ of everything from submitting to in doubt
 *
 * Real accounts only; stand-ins cost nothing.
 */
typedef struct {
  gint64 spent;
  gint64 committed;
} GessoSpending;

void             gesso_library_spending_async   (GessoLibrary         *self,
                                                 const char           *month,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              data);
gboolean         gesso_library_spending_finish  (GessoLibrary         *self,
                                                 GAsyncResult         *result,
                                                 GessoSpending        *spending,
                                                 GError              **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/*
 * The journal: every step of a generation that must be on disk before the next may happen. Each call
 * commits, then changes the #GessoGeneration, then calls back. For the engine. A kept picture costs seven
 * fsyncs: submitting (the intent), submitted (the job id), the original and its folder, the sidecar and its
 * folder, and kept.
 */

/* Queues a round, in order, for @account; row ids are given here. Not fsynced by itself: nothing was sent yet. @instead_of:
 * (nullable) (element-type GessoGeneration): failed ones in whose place it comes, dismissed by the same step. */
void      gesso_library_add_round_async          (GessoLibrary         *self,
                                                  GPtrArray            *generations,
                                                  GPtrArray            *instead_of,
                                                  const char           *origin,
                                                  const char           *account,
                                                  gboolean              sandbox,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
gboolean  gesso_library_add_round_finish         (GessoLibrary         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * GessoIntent:
 * @window_start: server time, Unix ms, from which on a job of this POST can have been created
 * @sent_recipe: (nullable): the recipe with what was really sent (asset URLs excluded)
 * @webhook_secret: (nullable): handed out with this POST
 * @origin: (nullable): where it is really sent; what it was queued for if %NULL
 * @account: (nullable): with which key it is really sent; what it was queued for if %NULL
 */
typedef struct {
  gint64      window_start;
  const char *sent_recipe;
  const char *webhook_secret;
  const char *origin;
  const char *account;
} GessoIntent;

/* The webhook secrets of what is unfinished. */
void      gesso_library_list_secrets_async       (GessoLibrary         *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
/* Returns: (transfer full) (element-type utf8 utf8): by the generation's id */
GHashTable *gesso_library_list_secrets_finish    (GessoLibrary         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/* Durable before it calls back: the POST may go out only then. */
void      gesso_library_commit_submitting_async  (GessoLibrary         *self,
                                                  GessoGeneration      *generation,
                                                  const GessoIntent    *intent,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
/* Durable. @created_at: the server's, Unix ms, 0 if unknown */
void      gesso_library_commit_submitted_async   (GessoLibrary         *self,
                                                  GessoGeneration      *generation,
                                                  const char           *job_id,
                                                  gint64                created_at,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
/* The POST certainly did not reach the server (or 429): back to queued. Durable. */
void      gesso_library_commit_requeued_async    (GessoLibrary         *self,
                                                  GessoGeneration      *generation,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
/* Durable. @window_end: server time, Unix ms, until which a job of this POST can have been created */
void      gesso_library_commit_in_doubt_async    (GessoLibrary         *self,
                                                  GessoGeneration      *generation,
                                                  gint64                window_end,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
/* Durable. */
void      gesso_library_commit_held_async        (GessoLibrary         *self,
                                                  GessoGeneration      *generation,
                                                  GessoHold             hold,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
/* Durable. Writes the sidecar where it had reached the server. @error_json: see krea_error_to_json() */
void      gesso_library_commit_failed_async      (GessoLibrary         *self,
                                                  GessoGeneration      *generation,
                                                  const char           *error_code,
                                                  const char           *error_message,
                                                  const char           *error_json,
                                                  GessoCharge           charge,
                                                  gint64                completed_at,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
void      gesso_library_commit_cancelled_async   (GessoLibrary         *self,
                                                  GessoGeneration      *generation,
                                                  GessoCharge           charge,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
/**
 * gesso_library_keep_async:
 * @picture: the untouched download
 * @inspection: what decoding it said; its thumbnails go to the cache
 * @charge: %GESSO_CHARGE_EXACT, or %GESSO_CHARGE_ESTIMATED where the recipe is uncertain
 * @completed_at: server time, Unix ms
 *
 * Original, folder, sidecar, folder, database, in this order, each fsynced. With
 * %GESSO_LIBRARY_ERROR_FULL nothing is left behind and the generation stays submitted.
 */
void      gesso_library_keep_async               (GessoLibrary          *self,
                                                  GessoGeneration       *generation,
                                                  GBytes                *picture,
                                                  const GessoInspection *inspection,
                                                  GessoCharge            charge,
                                                  gint64                 completed_at,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               data);
/* The end of every call above that starts with gesso_library_commit_ or gesso_library_keep_. */
gboolean  gesso_library_commit_finish            (GessoLibrary          *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);

/**
 * gesso_library_add_recovered_async:
 *
 * A job of this account that no intent can claim with certainty: kept as *recovered, recipe uncertain*.
 * Does nothing, and returns the row that is there, if the job id is known. Durable.
 */
void      gesso_library_add_recovered_async      (GessoLibrary          *self,
                                                  const char            *origin,
                                                  const char            *account,
                                                  gboolean               sandbox,
                                                  const char            *job_id,
                                                  gint64                 created_at,
                                                  gint64                 price,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               data);
GessoGeneration *gesso_library_add_recovered_finish (GessoLibrary       *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);

/**
 * gesso_library_list_unfinished_async:
 *
 * Everything that is not final, oldest first, the queue's own order respected. After a crash, what was
 * *submitting* is *in doubt* here already. In a moved library everything unsent or unsettled is *held*.
 */
void       gesso_library_list_unfinished_async   (GessoLibrary          *self,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               data);
/* Returns: (transfer full) (element-type GessoGeneration) */
GPtrArray *gesso_library_list_unfinished_finish  (GessoLibrary          *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);
/* The window of an intent in doubt, server time, Unix ms; @end is 0 while it is open. In memory, no I/O. */
void       gesso_generation_get_window           (GessoGeneration       *self,
                                                  gint64                *start,
                                                  gint64                *end);

/* Of @job_ids, those that no row has. Returns (transfer full) (element-type utf8) */
void       gesso_library_unknown_jobs_async      (GessoLibrary          *self,
                                                  const char *const     *job_ids,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               data);
GPtrArray *gesso_library_unknown_jobs_finish     (GessoLibrary          *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);

/* Remembers that the user wants it cancelled until it is final; what list_unfinished says after a restart wants it,
 * too. Not fsynced: a wish that is lost costs the picture that was ordered. */
void       gesso_library_remember_cancel         (GessoLibrary          *self,
                                                  GessoGeneration       *generation);

/* The order in which queued generations are sent. Not fsynced. */
void       gesso_library_set_queue_order_async   (GessoLibrary          *self,
                                                  GPtrArray             *generations,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               data);
gboolean   gesso_library_set_queue_order_finish  (GessoLibrary          *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);

/* --- Per account: jobs of other clients seen, uploaded assets, jobs listing cursor --- */

gboolean   gesso_library_account_is_shared       (GessoLibrary          *self,
                                                  const char            *account);
void       gesso_library_mark_account_shared     (GessoLibrary          *self,
                                                  const char            *account);

/* A reference that was uploaded. @name: (nullable): known only in lists */
typedef struct {
  char   *sha256;
  char   *name;
  char   *asset_id;
  char   *url;
  gint64  uploaded_at;
} GessoUploadedAsset;

void       gesso_uploaded_asset_free             (GessoUploadedAsset    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoUploadedAsset, gesso_uploaded_asset_free)

void       gesso_library_find_asset_async        (GessoLibrary          *self,
                                                  const char            *account,
                                                  const char            *sha256,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               data);
/* Returns: (transfer full) (nullable): %NULL without an error if there is none */
GessoUploadedAsset *gesso_library_find_asset_finish (GessoLibrary       *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);
/* All that was uploaded with an account. Returns (transfer full) (element-type GessoUploadedAsset) */
void       gesso_library_list_assets_async       (GessoLibrary          *self,
                                                  const char            *account,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               data);
GPtrArray *gesso_library_list_assets_finish      (GessoLibrary          *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);
/* @asset_id: (nullable) forgets it */
void       gesso_library_remember_asset_async    (GessoLibrary          *self,
                                                  const char            *account,
                                                  const char            *sha256,
                                                  const char            *asset_id,
                                                  const char            *url,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               data);
gboolean   gesso_library_remember_asset_finish   (GessoLibrary          *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);

G_END_DECLS

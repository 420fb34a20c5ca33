/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "krea-error.h"
#include "krea-job.h"
#include "krea-request.h"

G_BEGIN_DECLS

/**
 * KreaClient:
 *
 * The API over HTTP. Two sessions: one that carries the key and only ever talks to the API's origin,
 * and one for downloads that carries nothing. Redirects are followed by hand, bodies are counted after
 * decompression, and every reply that is not what it should be is a %KREA_ERROR.
 *
 * Construct properties: "origin", "key" (write-only), "timeout-ms" (a call of the API as a whole, 30 s),
 * "upload-timeout-ms" (an upload as a whole, 5 min), "stall-timeout-ms" (a download that brings next to nothing, 30 s),
 * "allow-loopback" (strict downloads may come from this computer; for tests).
 *
 * All calls are asynchronous and start and finish on the main context they were made on. All but
 * krea_client_submit_async() can be cancelled.
 */
#define KREA_TYPE_CLIENT (krea_client_get_type ())
G_DECLARE_FINAL_TYPE (KreaClient, krea_client, KREA, CLIENT, GObject)

/**
 * krea_client_new:
 * @origin: "https://api.krea.ai"; plain http only to loopback, otherwise the calls fail with %KREA_ERROR_TLS
 * @key: the token, white space trimmed
 */
KreaClient  *krea_client_new                 (const char           *origin,
                                              const char           *key);
const char  *krea_client_get_origin          (KreaClient           *self);

/* Newest `Date` header seen, Unix ms in server time; 0 before the first reply. */
gint64       krea_client_get_server_time     (KreaClient           *self);

/* (nullable): ISO date after which @variant is retired, from a `Sunset` header. Signal "sunset" (variant, date) says it once. */
const char  *krea_client_get_sunset          (KreaClient           *self,
                                              const char           *variant);

/**
 * krea_client_submit_async:
 * @webhook_url: (nullable): sent as X-Webhook-URL
 *
 * One POST over a new connection: no redirect, no retry, not idempotent, no cancellable and no time-out.
 * On error krea_error_get_details() tells by `nothing_written` whether the server can have seen it.
 */
void         krea_client_submit_async        (KreaClient           *self,
                                              KreaRequest          *request,
                                              const char           *webhook_url,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
KreaJob     *krea_client_submit_finish       (KreaClient           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

void         krea_client_get_job_async       (KreaClient           *self,
                                              const char           *job_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
KreaJob     *krea_client_get_job_finish      (KreaClient           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/**
 * krea_client_list_jobs_async:
 * @limit: 1..1000
 * @cursor: (nullable): an ISO 8601 time; jobs created before it are listed
 * @status: (nullable): one of the API's statuses
 */
void         krea_client_list_jobs_async     (KreaClient           *self,
                                              guint                 limit,
                                              const char           *cursor,
                                              const char           *status,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* Returns: (transfer full) (element-type KreaJob): the page; @next_cursor is %NULL at the end */
GPtrArray   *krea_client_list_jobs_finish    (KreaClient           *self,
                                              GAsyncResult         *result,
                                              char                **next_cursor,
                                              GError              **error);

/* DELETE /jobs/{id}; 200, 202 and 204 are success. */
void         krea_client_cancel_job_async    (KreaClient           *self,
                                              const char           *job_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
gboolean     krea_client_cancel_job_finish   (KreaClient           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/**
 * KreaAsset:
 *
 * An uploaded picture. Sizes in px and bytes, 0 where the server did not say.
 */
typedef struct {
  char   *id;
  char   *url;
  char   *mime_type;
  char   *description;
  gint64  uploaded_at;
  guint   width;
  guint   height;
  guint64 size;
} KreaAsset;

KreaAsset   *krea_asset_copy                 (const KreaAsset      *self);
void         krea_asset_free                 (KreaAsset            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KreaAsset, krea_asset_free)

/* @done: bytes that were sent or received; @total: 0 where it is not known */
typedef void (*KreaProgressFunc) (guint64 done, guint64 total, gpointer data);

/**
 * krea_client_upload_asset_async:
 * @bytes: the file, at most 75 MB; its type is read from the content
 * @name: a file name without a folder
 * @progress: (nullable): called on the main context, until the call ends or is cancelled
 */
void         krea_client_upload_asset_async  (KreaClient           *self,
                                              GBytes               *bytes,
                                              const char           *name,
                                              const char           *description,
                                              KreaProgressFunc      progress,
                                              gpointer              progress_data,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
KreaAsset   *krea_client_upload_asset_finish (KreaClient           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void         krea_client_list_assets_async   (KreaClient           *self,
                                              guint                 limit,
                                              const char           *cursor,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
GPtrArray   *krea_client_list_assets_finish  (KreaClient           *self,
                                              GAsyncResult         *result,
                                              char                **next_cursor,
                                              GError              **error);
void         krea_client_get_asset_async     (KreaClient           *self,
                                              const char           *asset_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
KreaAsset   *krea_client_get_asset_finish    (KreaClient           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void         krea_client_delete_asset_async  (KreaClient           *self,
                                              const char           *asset_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
gboolean     krea_client_delete_asset_finish (KreaClient           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/**
 * KreaStyleInfo:
 *
 * A trained style as GET /styles lists it. @models are the bases it was trained for.
 */
typedef struct {
  char  *id;
  char  *title;
  char  *cover_url;
  char **models;
} KreaStyleInfo;

void         krea_style_info_free            (KreaStyleInfo        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KreaStyleInfo, krea_style_info_free)

/* Whether a style can be used with @variant, by the bases it was trained for. */
gboolean     krea_style_info_fits            (const KreaStyleInfo  *self,
                                              const char           *variant);
void         krea_client_list_styles_async   (KreaClient           *self,
                                              guint                 limit,
                                              const char           *cursor,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
GPtrArray   *krea_client_list_styles_finish  (KreaClient           *self,
                                              GAsyncResult         *result,
                                              char                **next_cursor,
                                              GError              **error);

/* Asks for one job of the listing, which is free: no error means that the key works. */
void         krea_client_check_key_async     (KreaClient           *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
gboolean     krea_client_check_key_finish    (KreaClient           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/**
 * KreaDownloadFlags:
 * @KREA_DOWNLOAD_STRICT: for addresses that a person dropped: private and link-local addresses are refused at every hop
 * @KREA_DOWNLOAD_ANYWHERE: for a paid picture after the person said *Download anyway*
 */
typedef enum {
  KREA_DOWNLOAD_RESULT   = 0,
  KREA_DOWNLOAD_STRICT   = 1 << 0,
  KREA_DOWNLOAD_ANYWHERE = 1 << 1,
} KreaDownloadFlags;

/**
 * krea_client_download_async:
 * @url: https, or http on loopback
 * @limit: bytes after which the reply is %KREA_ERROR_REPLY_TOO_BIG
 * @progress: (nullable): called on the main context
 *
 * Without the key, without cookies; at most four at a time.
 */
void         krea_client_download_async      (KreaClient           *self,
                                              const char           *url,
                                              KreaDownloadFlags     flags,
                                              guint64               limit,
                                              KreaProgressFunc      progress,
                                              gpointer              progress_data,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
GBytes      *krea_client_download_finish     (KreaClient           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS

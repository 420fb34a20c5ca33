/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-client.h"

struct _KreaClient
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KreaClient, krea_client, G_TYPE_OBJECT)

static void
krea_client_class_init (KreaClientClass *klass)
{
}

static void
krea_client_init (KreaClient *self)
{
}

KreaClient *
krea_client_new (const char *origin, const char *key)
{
  return 0;
}

const char *
krea_client_get_origin (KreaClient *self)
{
  return 0;
}

gint64
krea_client_get_server_time (KreaClient *self)
{
  return 0;
}

const char *
krea_client_get_sunset (KreaClient *self, const char *variant)
{
  return 0;
}

void
krea_client_submit_async (KreaClient *self, KreaRequest *request, const char *webhook_url, GAsyncReadyCallback callback, gpointer data)
{
}

KreaJob *
krea_client_submit_finish (KreaClient *self, GAsyncResult *result, GError **error)
{
  return 0;
}

void
krea_client_get_job_async (KreaClient *self, const char *job_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

KreaJob *
krea_client_get_job_finish (KreaClient *self, GAsyncResult *result, GError **error)
{
  return 0;
}

void
krea_client_list_jobs_async (KreaClient *self, guint limit, const char *cursor, const char *status, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

GPtrArray *
krea_client_list_jobs_finish (KreaClient *self, GAsyncResult *result, char **next_cursor, GError **error)
{
  return 0;
}

void
krea_client_cancel_job_async (KreaClient *self, const char *job_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

gboolean
krea_client_cancel_job_finish (KreaClient *self, GAsyncResult *result, GError **error)
{
  return 0;
}

KreaAsset *
krea_asset_copy (const KreaAsset *self)
{
  return 0;
}

void
krea_asset_free (KreaAsset *self)
{
}

void
krea_client_upload_asset_async (KreaClient *self, GBytes *bytes, const char *name, const char *description, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

KreaAsset *
krea_client_upload_asset_finish (KreaClient *self, GAsyncResult *result, GError **error)
{
  return 0;
}

void
krea_client_list_assets_async (KreaClient *self, guint limit, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

GPtrArray *
krea_client_list_assets_finish (KreaClient *self, GAsyncResult *result, char **next_cursor, GError **error)
{
  return 0;
}

void
krea_client_get_asset_async (KreaClient *self, const char *asset_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

KreaAsset *
krea_client_get_asset_finish (KreaClient *self, GAsyncResult *result, GError **error)
{
  return 0;
}

void
krea_client_delete_asset_async (KreaClient *self, const char *asset_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

gboolean
krea_client_delete_asset_finish (KreaClient *self, GAsyncResult *result, GError **error)
{
  return 0;
}

void
krea_style_info_free (KreaStyleInfo *self)
{
}

gboolean
krea_style_info_fits (const KreaStyleInfo *self, const char *variant)
{
  return 0;
}

void
krea_client_list_styles_async (KreaClient *self, guint limit, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

GPtrArray *
krea_client_list_styles_finish (KreaClient *self, GAsyncResult *result, char **next_cursor, GError **error)
{
  return 0;
}

void
krea_client_check_key_async (KreaClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

gboolean
krea_client_check_key_finish (KreaClient *self, GAsyncResult *result, GError **error)
{
  return 0;
}

void
krea_client_download_async (KreaClient *self, const char *url, KreaDownloadFlags flags, guint64 limit, KreaProgressFunc progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
}

GBytes *
krea_client_download_finish (KreaClient *self, GAsyncResult *result, GError **error)
{
  return 0;
}

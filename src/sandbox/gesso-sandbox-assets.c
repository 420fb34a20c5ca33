/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include "gesso-time.h"

#include <string.h>

#define MAX_ASSET_BYTES (75 * 1000 * 1000)

void
gesso_sandbox_asset_free (GessoSandboxAsset *asset)
{
  g_free (asset->id);
  g_free (asset->path);
  g_free (asset->description);
  g_clear_pointer (&asset->palette, g_array_unref);
  g_free (asset);
}

static JsonObject *
asset_to_reply (GessoSandbox      *self,
                GessoSandboxAsset *asset)
{
  JsonObject *reply = json_object_new ();
  g_autofree char *url = g_strconcat (self->url, asset->path, NULL);
  g_autofree char *uploaded = gesso_time_to_iso (asset->uploaded_ms);

  json_object_set_string_member (reply, "id", asset->id);
  json_object_set_string_member (reply, "image_url", url);
  json_object_set_string_member (reply, "uploaded_at", uploaded);
  json_object_set_int_member (reply, "width", asset->media.width);
  json_object_set_int_member (reply, "height", asset->media.height);
  json_object_set_int_member (reply, "size_bytes", asset->size);
  json_object_set_string_member (reply, "mime_type", asset->media.mime_type);
  if (asset->description != NULL)
    json_object_set_string_member (reply, "description", asset->description);
  return reply;
}

/* By the path alone: the port may be another one since the client kept the address. */
GessoSandboxAsset *
gesso_sandbox_find_asset (GessoSandbox *self,
                          const char   *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  if (uri == NULL || g_strcmp0 (g_uri_get_host (uri), "127.0.0.1") != 0)
    return NULL;
  for (guint i = 0; i < self->assets->len; i++)
    {
      GessoSandboxAsset *asset = self->assets->pdata[i];

      if (strcmp (asset->path, g_uri_get_path (uri)) == 0)
        return asset;
    }
  return NULL;
}

typedef struct {
  GBytes     *bytes; /* (nullable) */
  char       *name;
  char       *type;
  char       *description;
} Upload;

static void
upload_clear (Upload *upload)
{
  g_clear_pointer (&upload->bytes, g_bytes_unref);
  g_free (upload->name);
  g_free (upload->type);
  g_free (upload->description);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Upload, upload_clear)

static void
read_part (Upload             *upload,
           SoupMessageHeaders *headers,
           GBytes             *body)
{
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *disposition = NULL;
  const char *name;

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &parameters))
    return;
  name = g_hash_table_lookup (parameters, "name");
  if (g_strcmp0 (name, "file") == 0 && upload->bytes == NULL)
    {
      upload->bytes = g_bytes_ref (body);
      upload->name = g_strdup (g_hash_table_lookup (parameters, "filename"));
      upload->type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
    }
  else if (g_strcmp0 (name, "description") == 0 && upload->description == NULL)
    upload->description = g_utf8_make_valid (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static gboolean
read_upload (GessoSandboxExchange *exchange,
             Upload               *upload)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (exchange->message));
  SoupMultipart *multipart = NULL;

  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "multipart/form-data") == 0)
    multipart = soup_multipart_new_from_message (headers, body);
  if (multipart == NULL)
    return FALSE;
  for (int i = 0; i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *part_headers;
      GBytes *part;

      if (soup_multipart_get_part (multipart, i, &part_headers, &part))
        read_part (upload, part_headers, part);
    }
  soup_multipart_free (multipart);
  return TRUE;
}

/* Returns: (nullable): why the upload is refused */
static char *
check_upload (Upload            *upload,
              GessoSandboxMedia *media)
{
  const char *type = upload->type != NULL ? gesso_sandbox_known_type (upload->type) : NULL;

  if (upload->bytes == NULL)
    return g_strdup ("file: Required");
  if (type == NULL)
    return g_strdup_printf ("Unsupported file type: %s", upload->type != NULL ? upload->type : "none");
  if (!gesso_sandbox_sniff (upload->bytes, media))
    return g_strdup ("Unsupported file content");
  if (strcmp (type, media->mime_type) != 0)
    return g_strdup_printf ("Content-Type %s does not match the file, which is %s", type, media->mime_type);
  return NULL;
}

/* As the real service names them: milliseconds and the file's name, in the account's folder. */
static GessoSandboxAsset *
asset_new (GessoSandbox            *self,
           Upload                  *upload,
           const GessoSandboxMedia *media)
{
  GessoSandboxAsset *asset = g_new0 (GessoSandboxAsset, 1);
  GessoSandboxAsset *last = self->assets->len > 0 ? self->assets->pdata[self->assets->len - 1] : NULL;
  g_autofree char *base = g_path_get_basename (upload->name != NULL && *upload->name ? upload->name : "file");
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  g_autofree char *escaped = g_uri_escape_string (valid, NULL, FALSE);

  asset->id = g_uuid_string_random ();
  asset->uploaded_ms = MAX (gesso_time_now_ms (), last != NULL ? last->uploaded_ms + 1 : 0);
  asset->path = g_strdup_printf ("/uploads/%s/%" G_GINT64_FORMAT "-%s", self->account, asset->uploaded_ms, escaped);
  asset->description = g_strdup (upload->description);
  asset->media = *media;
  asset->size = g_bytes_get_size (upload->bytes);
  asset->palette = gesso_sandbox_palette (upload->bytes);
  return asset;
}

void
gesso_sandbox_serve_upload (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  g_auto (Upload) upload = { NULL, NULL, NULL, NULL };
  GessoSandboxMedia media;
  GessoSandboxAsset *asset;
  g_autofree char *refusal = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_upload (exchange, &upload))
    refusal = g_strdup ("Expected multipart/form-data");
  else
    refusal = check_upload (&upload, &media);
  if (refusal != NULL)
    {
      gesso_sandbox_reply_error (exchange, 400, refusal);
      return;
    }
  if (g_bytes_get_size (upload.bytes) > MAX_ASSET_BYTES)
    {
      gesso_sandbox_reply_error (exchange, 400, "File is larger than 75 MB");
      return;
    }
  if (gesso_sandbox_fault_before (exchange))
    return;
  asset = asset_new (self, &upload, &media);
  if (!gesso_sandbox_store_asset (self, asset, upload.bytes, &error))
    {
      gesso_sandbox_asset_free (asset);
      gesso_sandbox_reply_error (exchange, 500, error->message);
      return;
    }
  g_ptr_array_add (self->assets, asset);
  gesso_sandbox_reply_object (exchange->message, 200, asset_to_reply (self, asset));
}

static void
list_assets (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  JsonArray *items;
  g_autofree char *cursor = NULL;
  gint64 before;
  gint64 last = 0;
  guint limit;

  if (!gesso_sandbox_read_page (exchange, &limit, &before))
    return;
  items = json_array_new ();
  for (guint i = self->assets->len; i > 0 && cursor == NULL; i--)
    {
      GessoSandboxAsset *asset = self->assets->pdata[i - 1];

      if (asset->uploaded_ms >= before)
        continue;
      if (json_array_get_length (items) == limit)
        cursor = gesso_time_to_iso (last);
      else
        json_array_add_object_element (items, asset_to_reply (self, asset));
      last = asset->uploaded_ms;
    }
  gesso_sandbox_reply_page (exchange, items, cursor);
}

static void
delete_asset (GessoSandboxExchange *exchange,
              GessoSandboxAsset    *asset)
{
  GessoSandbox *self = exchange->sandbox;
  JsonObject *reply;
  g_autoptr (GError) error = NULL;

  if (!gesso_sandbox_delete_asset (self, asset, &error))
    {
      gesso_sandbox_reply_error (exchange, 500, error->message);
      return;
    }
  g_ptr_array_remove (self->assets, asset);
  reply = json_object_new ();
  json_object_set_boolean_member (reply, "success", TRUE);
  json_object_set_string_member (reply, "message", "Asset deleted");
  gesso_sandbox_reply_object (exchange->message, 200, reply);
}

void
gesso_sandbox_serve_assets (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  GessoSandboxAsset *asset = NULL;

  if (gesso_sandbox_fault_before (exchange))
    return;
  if (*exchange->rest == '\0')
    {
      list_assets (exchange);
      return;
    }
  for (guint i = 0; i < self->assets->len && asset == NULL; i++)
    if (strcmp (((GessoSandboxAsset *) self->assets->pdata[i])->id, exchange->rest) == 0)
      asset = self->assets->pdata[i];
  if (asset == NULL)
    gesso_sandbox_reply_error (exchange, 404, "Asset not found");
  else if (strcmp (soup_server_message_get_method (exchange->message), "DELETE") == 0)
    delete_asset (exchange, asset);
  else
    gesso_sandbox_reply_object (exchange->message, 200, asset_to_reply (self, asset));
}

void
gesso_sandbox_serve_file (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  g_autofree char *uri = g_uri_to_string (soup_server_message_get_uri (exchange->message));
  GessoSandboxAsset *asset = gesso_sandbox_find_asset (self, uri);
  g_autoptr (GBytes) bytes = asset != NULL ? gesso_sandbox_load_asset (self, asset, NULL) : NULL;
  gsize length;
  const char *data;

  if (gesso_sandbox_fault_before (exchange))
    return;
  if (bytes == NULL)
    {
      gesso_sandbox_reply_status (exchange, 404);
      return;
    }
  data = g_bytes_get_data (bytes, &length);
  soup_server_message_set_status (exchange->message, 200, NULL);
  soup_server_message_set_response (exchange->message, asset->media.mime_type, SOUP_MEMORY_COPY, data, length);
}

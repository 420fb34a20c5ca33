/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-time.h"
#include "krea-client-private.h"
#include "krea-error.h"

#define MAX_UPLOAD (75 * 1000 * 1000)
#define MAX_NAME_LENGTH 80

typedef struct
{
  const char *mime_type;
  const char *extension;
  gsize offset;
  const char *magic;
  gsize length;
} FileType;

/* Of the types that the API takes, those that can be a reference. */
static const FileType file_types[] = {
  { "image/png", "png", 0, "\x89PNG\r\n\x1a\n", 8 }, { "image/jpeg", "jpg", 0, "\xff\xd8\xff", 3 },
  { "image/webp", "webp", 8, "WEBP", 4 },            { "image/heic", "heic", 4, "ftypheic", 8 },
  { "image/heic", "heic", 4, "ftypheix", 8 },        { "image/heic", "heic", 4, "ftypmif1", 8 },
};

KreaAsset *
krea_asset_copy (const KreaAsset *self)
{
  KreaAsset *copy = g_new (KreaAsset, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->url = g_strdup (self->url);
  copy->mime_type = g_strdup (self->mime_type);
  copy->description = g_strdup (self->description);
  return copy;
}

void
krea_asset_free (KreaAsset *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->url);
  g_free (self->mime_type);
  g_free (self->description);
  g_free (self);
}

static gpointer
read_asset (JsonObject  *object,
            GError     **error)
{
  const char *id = gesso_json_string (object, "id");
  const char *url = gesso_json_string (object, "image_url");
  KreaAsset *asset;

  if (id == NULL || *id == '\0' || url == NULL ||
      !(g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://")))
    {
      g_set_error_literal (error, KREA_ERROR, KREA_ERROR_BAD_REPLY, _("Krea’s answer is not an asset"));
      return NULL;
    }
  asset = g_new0 (KreaAsset, 1);
  asset->id = g_strdup (id);
  asset->url = g_strdup (url);
  asset->mime_type = g_strdup (gesso_json_string (object, "mime_type"));
  asset->description = g_strdup (gesso_json_string (object, "description"));
  asset->uploaded_at = gesso_json_time (object, "uploaded_at");
  asset->width = CLAMP (gesso_json_int (object, "width", 0), 0, G_MAXINT);
  asset->height = CLAMP (gesso_json_int (object, "height", 0), 0, G_MAXINT);
  asset->size = MAX (gesso_json_int (object, "size_bytes", 0), 0);
  return asset;
}

static gpointer
parse_asset (KreaReply  *reply,
             GError    **error)
{
  g_autoptr (JsonNode) root = krea_reply_parse (reply, error);

  return root != NULL ? read_asset (gesso_json_object (root), error) : NULL;
}

static gpointer
parse_assets (KreaReply  *reply,
              GError    **error)
{
  return krea_page_parse (reply, read_asset, (GDestroyNotify) krea_asset_free, FALSE, error);
}

static const FileType *
find_file_type (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (guint i = 0; i < G_N_ELEMENTS (file_types); i++)
    if (length >= file_types[i].offset + file_types[i].length &&
        memcmp (data + file_types[i].offset, file_types[i].magic, file_types[i].length) == 0)
      return &file_types[i];
  return NULL;
}

/* Plain ASCII without a folder, and with the extension of what is really inside. */
static char *
make_file_name (const char     *name,
                const FileType *type)
{
  g_autofree char *base = g_path_get_basename (name != NULL && *name != '\0' ? name : "picture");
  g_autofree char *ascii = g_str_to_ascii (base, "C");
  char *dot = strrchr (ascii, '.');

  if (dot != NULL && dot > ascii)
    *dot = '\0';
  g_strcanon (ascii, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_", '-');
  return g_strdup_printf ("%.*s.%s", MAX_NAME_LENGTH, *ascii != '\0' ? ascii : "picture", type->extension);
}

static GBytes *
make_form (GBytes          *bytes,
           const FileType  *type,
           const char      *name,
           const char      *description,
           char           **content_type)
{
  SoupMultipart *multipart = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autofree char *file_name = make_file_name (name, type);
  GBytes *body = NULL;

  soup_multipart_append_form_file (multipart, "file", file_name, type->mime_type, bytes);
  if (description != NULL && *description != '\0')
    soup_multipart_append_form_string (multipart, "description", description);
  soup_multipart_to_message (multipart, headers, &body);
  *content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  soup_message_headers_unref (headers);
  soup_multipart_free (multipart);
  return body;
}

static GError *
new_file_error (KreaError   code,
                const char *allowed,
                const char *message)
{
  GError *error = g_error_new_literal (KREA_ERROR, code, message);

  krea_error_edit_details (error)->field = g_strdup ("file");
  krea_error_edit_details (error)->allowed = g_strdup (allowed);
  return error;
}

void
krea_client_upload_asset_async (KreaClient          *self,
                                GBytes              *bytes,
                                const char          *name,
                                const char          *description,
                                KreaProgressFunc     progress,
                                gpointer             progress_data,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  const FileType *type;
  char *content_type = NULL;
  GBytes *body;
  GError *error = NULL;

  g_return_if_fail (KREA_IS_CLIENT (self));
  g_return_if_fail (bytes != NULL);

  type = find_file_type (bytes);
  if (type == NULL)
    error = new_file_error (KREA_ERROR_INVALID_REQUEST, "PNG, JPEG, WebP, HEIC",
                            _ ("This file is not a picture that Krea takes"));
  else if (g_bytes_get_size (bytes) > MAX_UPLOAD)
    error = new_file_error (KREA_ERROR_TOO_LARGE, _("at most 75 MB"), _("The picture is too large to send"));
  if (error != NULL)
    {
      krea_client_refuse (self, error, krea_client_upload_asset_async, callback, data);
      return;
    }
  body = make_form (bytes, type, name, description, &content_type);
  krea_client_call (self,
                    &(KreaCall){ .method = "POST",
                                 .path = g_strdup ("/assets"),
                                 .what = _("Uploading the picture"),
                                 .body = body,
                                 .content_type = content_type,
                                 .timeout_ms = self->upload_timeout_ms,
                                 .upload = TRUE,
                                 .progress = progress,
                                 .progress_data = progress_data,
                                 .parse = parse_asset,
                                 .free_result = (GDestroyNotify) krea_asset_free,
                                 .source_tag = krea_client_upload_asset_async },
                    cancellable, callback, data);
}

KreaAsset *
krea_client_upload_asset_finish (KreaClient    *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return krea_client_call_finish (self, result, krea_client_upload_asset_async, error);
}

void
krea_client_list_assets_async (KreaClient          *self,
                               guint                limit,
                               const char          *cursor,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_return_if_fail (KREA_IS_CLIENT (self));

  krea_client_call (self,
                    &(KreaCall){ .method = "GET",
                                 .path = krea_listing_path ("/assets", limit, cursor, NULL),
                                 .what = _("Listing the uploaded pictures"),
                                 .parse = parse_assets,
                                 .free_result = krea_page_free,
                                 .source_tag = krea_client_list_assets_async },
                    cancellable, callback, data);
}

GPtrArray *
krea_client_list_assets_finish (KreaClient    *self,
                                GAsyncResult  *result,
                                char         **next_cursor,
                                GError       **error)
{
  return krea_page_open (krea_client_call_finish (self, result, krea_client_list_assets_async, error), next_cursor);
}

void
krea_client_get_asset_async (KreaClient          *self,
                             const char          *asset_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_return_if_fail (KREA_IS_CLIENT (self));

  krea_client_call (self,
                    &(KreaCall){ .method = "GET",
                                 .path = krea_item_path ("/assets", asset_id),
                                 .what = _("Looking up the uploaded picture"),
                                 .parse = parse_asset,
                                 .free_result = (GDestroyNotify) krea_asset_free,
                                 .source_tag = krea_client_get_asset_async },
                    cancellable, callback, data);
}

KreaAsset *
krea_client_get_asset_finish (KreaClient    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return krea_client_call_finish (self, result, krea_client_get_asset_async, error);
}

void
krea_client_delete_asset_async (KreaClient          *self,
                                const char          *asset_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  g_return_if_fail (KREA_IS_CLIENT (self));

  krea_client_call (self,
                    &(KreaCall){ .method = "DELETE",
                                 .path = krea_item_path ("/assets", asset_id),
                                 .what = _("Deleting the uploaded picture"),
                                 .parse = krea_reply_nothing,
                                 .source_tag = krea_client_delete_asset_async },
                    cancellable, callback, data);
}

gboolean
krea_client_delete_asset_finish (KreaClient    *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return krea_client_call_finish (self, result, krea_client_delete_asset_async, error) != NULL;
}

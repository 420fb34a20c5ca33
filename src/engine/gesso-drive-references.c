/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "gesso-engine-private.h"

/*
 * References are sent by address: each content is uploaded once for an account, remembered in the library, and
 * looked at once in a session, because the server says nothing of how long it keeps them.
 */

/* As large as the API's own integrations send them. */
#define MAX_PIXELS (2048 * 2048)

typedef struct {
  GessoDrive *drive;
  char *sha256;
  char *name;
  char *asset_id;
} Upload;

static void
upload_free (Upload *self)
{
  gesso_drive_unref (self->drive);
  g_free (self->sha256);
  g_free (self->name);
  g_free (self->asset_id);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Upload, upload_free)

/* Gives every reference the address that is known for it. Returns (transfer full) (nullable): the first without one. */
static KreaReference *
resolve (GessoDrive *self)
{
  GListModel *references = krea_request_get_references (self->request);
  guint n = g_list_model_get_n_items (references);
  KreaReference *source = krea_request_get_source (self->request);

  for (guint i = 0; i <= n; i++)
    {
      g_autoptr (KreaReference) reference = NULL;
      const char *url;

      if (i < n)
        reference = g_list_model_get_item (references, i);
      else if (source != NULL)
        reference = g_object_ref (source);
      else
        break;
      url = g_hash_table_lookup (self->route->assets, krea_reference_get_sha256 (reference));
      if (url == NULL)
        return g_steal_pointer (&reference);
      krea_reference_set_url (reference, url);
    }
  return NULL;
}

static void
know_asset (Upload     *upload,
            const char *url)
{
  g_hash_table_insert (upload->drive->route->assets, g_strdup (upload->sha256), g_strdup (url));
  gesso_drive_upload (upload->drive);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Upload) upload = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaAsset) asset = krea_client_upload_asset_finish (KREA_CLIENT (source), result, &error);
  GessoDrive *self = upload->drive;

  if (self->engine != NULL && asset != NULL)
    gesso_library_remember_asset_async (self->engine->library, gesso_account_get_id (self->route->account),
                                        upload->sha256, asset->id, asset->url, NULL, NULL);
  if (!gesso_drive_may_send (self))
    return;
  gesso_route_note_clock (self->route);
  if (asset == NULL)
    {
      gesso_drive_send_trouble (self, error);
      return;
    }
  gesso_engine_step (self->engine, self->generation, "uploaded");
  know_asset (upload, asset->url);
}

/* The name with the extension of what is really sent. */
static char *
file_name (const char *name,
           GBytes     *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  const char *extension = gesso_picture_format_extension (gesso_picture_sniff (data, length));
  g_autofree char *base = g_path_get_basename (name != NULL && *name != '\0' ? name : "reference");
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';
  return g_strconcat (base, ".", extension != NULL ? extension : "png", NULL);
}

static void
converted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (Upload) upload = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_decoder_convert_finish (GESSO_DECODER (source), result, &error);
  GessoDrive *self = upload->drive;
  g_autofree char *name = NULL;

  if (!gesso_drive_may_send (self))
    return;
  if (bytes == NULL)
    {
      gesso_drive_conclude_failed (self, error, GESSO_CHARGE_NONE, 0);
      return;
    }
  name = file_name (upload->name, bytes);
  krea_client_upload_asset_async (self->route->client, bytes, name, NULL, self->cancellable,
                                  uploaded_cb, g_steal_pointer (&upload));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Upload) upload = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_library_read_reference_finish (GESSO_LIBRARY (source), result, &error);
  GessoDrive *self = upload->drive;

  if (!gesso_drive_may_send (self))
    return;
  if (bytes == NULL)
    {
      g_prefix_error (&error, _("The reference “%s” can’t be read: "), upload->name != NULL ? upload->name : "");
      gesso_drive_conclude_failed (self, error, GESSO_CHARGE_NONE, 0);
      return;
    }
  gesso_decoder_convert_async (self->engine->decoder, bytes, MAX_PIXELS, 0, self->cancellable,
                               converted_cb, g_steal_pointer (&upload));
}

static void
read_reference (Upload *upload)
{
  GessoDrive *self = upload->drive;

  gesso_library_read_reference_async (self->engine->library, upload->sha256, self->cancellable, read_cb, upload);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Upload) upload = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaAsset) asset = krea_client_get_asset_finish (KREA_CLIENT (source), result, &error);
  GessoDrive *self = upload->drive;

  if (!gesso_drive_may_send (self))
    return;
  gesso_route_note_clock (self->route);
  if (asset != NULL)
    know_asset (upload, asset->url);
  else if (g_error_matches (error, KREA_ERROR, KREA_ERROR_NOT_FOUND))
    read_reference (g_steal_pointer (&upload));
  else
    gesso_drive_send_trouble (self, error);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Upload) upload = data;
  g_autoptr (GessoUploadedAsset) asset = gesso_library_find_asset_finish (GESSO_LIBRARY (source), result, NULL);
  GessoDrive *self = upload->drive;

  if (!gesso_drive_may_send (self))
    return;
  if (asset != NULL && asset->asset_id != NULL)
    krea_client_get_asset_async (self->route->client, asset->asset_id, self->cancellable,
                                 checked_cb, g_steal_pointer (&upload));
  else
    read_reference (g_steal_pointer (&upload));
}

/* Sees to the first reference without an address, and comes back until there is none. */
void
gesso_drive_upload (GessoDrive *self)
{
  g_autoptr (KreaReference) reference = NULL;
  Upload *upload;

  if (!gesso_drive_may_send (self))
    return;
  reference = resolve (self);
  if (reference == NULL)
    {
      gesso_drive_post (self);
      return;
    }
  upload = g_new0 (Upload, 1);
  upload->drive = gesso_drive_ref (self);
  upload->sha256 = g_strdup (krea_reference_get_sha256 (reference));
  upload->name = g_strdup (krea_reference_get_name (reference));
  gesso_library_find_asset_async (self->engine->library, gesso_account_get_id (self->route->account), upload->sha256,
                                  self->cancellable, found_cb, upload);
}

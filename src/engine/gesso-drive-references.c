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
 * looked at once in a session, because the server says nothing of how long it keeps them. Several go at once; when all
 * have ended, the request goes out, or the first thing that went wrong is said.
 */

/* As large as the API's own integrations send them. */
#define MAX_PIXELS (2048 * 2048)

#define AT_ONCE 4

typedef struct {
  GessoDrive *drive;
  char *sha256;
  char *name;
} Upload;

static void start_uploads (GessoDrive *self);

static void
upload_free (Upload *self)
{
  gesso_drive_unref (self->drive);
  g_free (self->sha256);
  g_free (self->name);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Upload, upload_free)

/* Style references, then the image source; %NULL at the end. */
static KreaReference *
get_reference (GessoDrive *self,
               guint       i)
{
  GListModel *references = krea_request_get_references (self->request);
  guint n = g_list_model_get_n_items (references);
  KreaReference *source = krea_request_get_source (self->request);

  if (i < n)
    return g_list_model_get_item (references, i);
  return i == n && source != NULL ? g_object_ref (source) : NULL;
}

/* Gives every reference the address that is known for it; %FALSE where one has none. */
static gboolean
resolve (GessoDrive *self)
{
  g_autoptr (KreaReference) reference = NULL;

  for (guint i = 0; (reference = get_reference (self, i)) != NULL; i++)
    {
      const char *url = g_hash_table_lookup (self->route->assets, krea_reference_get_sha256 (reference));

      if (url == NULL)
        return FALSE;
      krea_reference_set_url (reference, url);
      g_clear_object (&reference);
    }
  return TRUE;
}

/* Whether there is a reason to go on; what is done where there is none waits until all have ended. */
static gboolean
goes_on (GessoDrive *self)
{
  GessoEngine *engine = self->engine;

  return engine != NULL && self->upload_error == NULL && !gesso_generation_is_cancel_requested (self->generation)
         && !engine->stopping && !engine->paused && gesso_engine_active_route (engine) == self->route;
}

/* With the picture that it is about, for the sentence and for *Leave Out*. */
static GError *
name_error (const GError *error,
            const char   *name)
{
  GError *named = g_error_copy (error);

  if (named->domain == KREA_ERROR)
    {
      KreaErrorDetails *details = krea_error_edit_details (named);

      g_free (details->field);
      details->field = g_strdup (name);
      g_free (details->reason);
      details->reason = g_strdup (KREA_ERROR_REASON_UPLOAD);
    }
  else if (name != NULL)
    /* Translators: the name of a picture */
    g_prefix_error (&named, _("The reference “%s” can’t be sent: "), name);
  return named;
}

static void
upload_ended (Upload       *ended,
              const GError *error)
{
  g_autoptr (Upload) upload = ended;
  GessoDrive *self = upload->drive;
  g_autoptr (GError) failure = NULL;

  g_hash_table_remove (self->uploading, upload->sha256);
  if (error != NULL && self->upload_error == NULL)
    self->upload_error = name_error (error, upload->name);
  if (goes_on (self))
    start_uploads (self);
  if (g_hash_table_size (self->uploading) > 0)
    return;
  failure = g_steal_pointer (&self->upload_error);
  if (!gesso_drive_may_send (self))
    return;
  if (failure == NULL)
    gesso_drive_upload (self);
  else if (failure->domain == KREA_ERROR)
    gesso_drive_send_trouble (self, failure);
  else
    gesso_drive_conclude_failed (self, failure, GESSO_CHARGE_NONE, 0);
}

static void
know_asset (Upload     *upload,
            const char *url)
{
  g_hash_table_insert (upload->drive->route->assets, g_strdup (upload->sha256), g_strdup (url));
  upload_ended (upload, NULL);
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

  /* What is there is remembered even where nobody waits for it any more. */
  if (self->engine != NULL && asset != NULL)
    {
      gesso_library_remember_asset_async (self->engine->library, gesso_account_get_id (self->route->account),
                                          upload->sha256, asset->id, asset->url, NULL, NULL);
      gesso_engine_step (self->engine, self->generation, "uploaded");
    }
  gesso_route_note_clock (self->route);
  if (asset != NULL)
    know_asset (g_steal_pointer (&upload), asset->url);
  else
    upload_ended (g_steal_pointer (&upload), error);
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

  if (bytes == NULL || !goes_on (self))
    {
      upload_ended (g_steal_pointer (&upload), error);
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

  if (bytes == NULL || !goes_on (self))
    upload_ended (g_steal_pointer (&upload), error);
  else
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

  gesso_route_note_clock (upload->drive->route);
  if (asset != NULL)
    know_asset (g_steal_pointer (&upload), asset->url);
  else if (goes_on (upload->drive) && g_error_matches (error, KREA_ERROR, KREA_ERROR_NOT_FOUND))
    read_reference (g_steal_pointer (&upload));
  else
    upload_ended (g_steal_pointer (&upload), error);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Upload) upload = data;
  g_autoptr (GessoUploadedAsset) asset = gesso_library_find_asset_finish (GESSO_LIBRARY (source), result, NULL);
  GessoDrive *self = upload->drive;

  if (!goes_on (self))
    upload_ended (g_steal_pointer (&upload), NULL);
  else if (asset != NULL && asset->asset_id != NULL)
    krea_client_get_asset_async (self->route->client, asset->asset_id, self->cancellable,
                                 checked_cb, g_steal_pointer (&upload));
  else
    read_reference (g_steal_pointer (&upload));
}

static void
start_uploads (GessoDrive *self)
{
  g_autoptr (KreaReference) reference = NULL;

  for (guint i = 0; g_hash_table_size (self->uploading) < AT_ONCE && (reference = get_reference (self, i)) != NULL; i++)
    {
      const char *sha256 = krea_reference_get_sha256 (reference);

      if (!g_hash_table_contains (self->route->assets, sha256) && !g_hash_table_contains (self->uploading, sha256))
        {
          Upload *upload = g_new0 (Upload, 1);

          upload->drive = gesso_drive_ref (self);
          upload->sha256 = g_strdup (sha256);
          upload->name = g_strdup (krea_reference_get_name (reference));
          g_hash_table_add (self->uploading, g_strdup (sha256));
          gesso_library_find_asset_async (self->engine->library, gesso_account_get_id (self->route->account), sha256,
                                          self->cancellable, found_cb, upload);
        }
      g_clear_object (&reference);
    }
}

/* Sees to all references without an address, and comes back when there is none. */
void
gesso_drive_upload (GessoDrive *self)
{
  if (!gesso_drive_may_send (self))
    return;
  if (resolve (self))
    gesso_drive_post (self);
  else
    start_uploads (self);
}

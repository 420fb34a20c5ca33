/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-engine-private.h"

/*
 * References are sent by address (gesso-upload.c). Several go at once; when all have ended, the request goes out, or
 * the first thing that went wrong is said.
 */

typedef struct {
  GessoDrive *drive;
  char *sha256;
  char *name;
} Upload;

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
gboolean
gesso_drive_wants_uploads (GessoDrive *self)
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
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Upload) upload = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) failure = NULL;
  GessoDrive *self = upload->drive;

  gesso_engine_upload_finish (result, &error);
  g_hash_table_remove (self->uploading, upload->sha256);
  if (error != NULL && self->upload_error == NULL)
    self->upload_error = name_error (error, upload->name);
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
start_uploads (GessoDrive *self)
{
  g_autoptr (KreaReference) reference = NULL;

  for (guint i = 0; (reference = get_reference (self, i)) != NULL; i++)
    {
      const char *sha256 = krea_reference_get_sha256 (reference);

      if (!g_hash_table_contains (self->route->assets, sha256) && g_hash_table_add (self->uploading, g_strdup (sha256)))
        {
          Upload *upload = g_new0 (Upload, 1);

          upload->drive = gesso_drive_ref (self);
          upload->sha256 = g_strdup (sha256);
          upload->name = g_strdup (krea_reference_get_name (reference));
          gesso_engine_upload_async (self->engine, sha256, upload->name, self, uploaded_cb, upload);
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

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-upload-private.h"

#include <string.h>

#include <glib/gi18n.h>

/*
 * References are sent by address: each content is uploaded once for an account, remembered in the library, and
 * looked at once in a session, because the server says nothing of how long it keeps them.
 */

enum {
  PROP_PROGRESS = 1,
  PROP_SENDING,
  N_UPLOAD_PROPERTIES
};

static GParamSpec *properties[N_UPLOAD_PROPERTIES];

G_DEFINE_FINAL_TYPE (GessoUpload, gesso_upload, G_TYPE_OBJECT)

static void found_cb    (GObject *source, GAsyncResult *result, gpointer data);
static void checked_cb  (GObject *source, GAsyncResult *result, gpointer data);
static void prepared_cb (GObject *source, GAsyncResult *result, gpointer data);
static void uploaded_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
set_sending (GessoUpload *self,
             gboolean     sending)
{
  if (self->sending == sending)
    return;
  self->sending = sending;
  self->progress = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
}

/* (nullable): a generation that waits for it */
static GessoDrive *
get_drive (GessoUpload *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    if (g_task_get_task_data (self->waiting->pdata[i]) != NULL)
      return g_task_get_task_data (self->waiting->pdata[i]);
  return NULL;
}

gboolean
gesso_upload_is_wanted (GessoUpload *self)
{
  GessoEngine *engine = self->engine;
  GessoRoute *route;

  if (engine == NULL || engine->stopping || self->stopped || self->waiting->len == 0)
    return FALSE;
  route = gesso_engine_active_route (engine);
  if (route == NULL || (self->route != NULL && self->route != route))
    return FALSE;
  for (guint i = 0; i < self->waiting->len; i++)
    {
      GessoDrive *drive = g_task_get_task_data (self->waiting->pdata[i]);

      if (drive != NULL ? gesso_drive_wants_uploads (drive) : engine->upload_early && !engine->paused && !self->unwanted)
        return TRUE;
    }
  return FALSE;
}

static GError *
new_stopped_error (void)
{
  GError *error = g_error_new_literal (KREA_ERROR, KREA_ERROR_INVALID_REQUEST, _("You stopped the upload."));

  krea_error_edit_details (error)->nothing_written = TRUE;
  return error;
}

static void
end (GessoUpload  *ended,
     const GError *error)
{
  g_autoptr (GessoUpload) self = ended;
  g_autoptr (GPtrArray) waiting = self->waiting;
  g_autoptr (GError) stopped = self->stopped ? new_stopped_error () : NULL;
  gboolean known = error == NULL && self->route != NULL && self->engine != NULL
                   && g_hash_table_contains (self->route->assets, self->sha256);

  if (stopped != NULL)
    error = stopped;
  /* Ended by us, because nobody wanted it. */
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    error = NULL;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->stopped = FALSE;
  self->unwanted = FALSE;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->route, gesso_route_unref);
  set_sending (self, FALSE);
  for (guint i = 0; i < waiting->len; i++)
    if (error != NULL)
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (waiting->pdata[i], known);
  if (self->engine != NULL)
    gesso_engine_upload_ended (self->engine);
}

static void
know (GessoUpload *self,
      const char  *url)
{
  g_hash_table_insert (self->route->assets, g_strdup (self->sha256), g_strdup (url));
  end (self, NULL);
}

void
gesso_upload_begin (GessoUpload *self)
{
  GessoEngine *engine = self->engine;

  if (!gesso_upload_is_wanted (self))
    {
      end (g_object_ref (self), NULL);
      return;
    }
  self->route = gesso_route_ref (gesso_engine_active_route (engine));
  self->cancellable = g_cancellable_new ();
  if (g_hash_table_contains (self->route->assets, self->sha256))
    end (g_object_ref (self), NULL);
  else
    gesso_library_find_asset_async (engine->library, gesso_account_get_id (self->route->account), self->sha256,
                                    self->cancellable, found_cb, g_object_ref (self));
}

static void
prepare (GessoUpload *self)
{
  gesso_library_prepare_reference_async (self->engine->library, self->engine->decoder, self->sha256, 0, self->cancellable,
                                         prepared_cb, self);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoUpload) self = data;
  g_autoptr (GessoUploadedAsset) asset = gesso_library_find_asset_finish (GESSO_LIBRARY (source), result, NULL);
  gboolean is_there = asset != NULL && asset->asset_id != NULL;

  if (!gesso_upload_is_wanted (self))
    end (g_steal_pointer (&self), NULL);
  else if (!is_there)
    prepare (g_steal_pointer (&self));
  /* Whether it is still there is asked before it is used, and not before. */
  else if (get_drive (self) == NULL)
    end (g_steal_pointer (&self), NULL);
  else
    krea_client_get_asset_async (self->route->client, asset->asset_id, self->cancellable, checked_cb,
                                 g_object_ref (self));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoUpload) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaAsset) asset = krea_client_get_asset_finish (KREA_CLIENT (source), result, &error);

  gesso_route_note_clock (self->route);
  if (asset != NULL)
    know (g_steal_pointer (&self), asset->url);
  else if (gesso_upload_is_wanted (self) && g_error_matches (error, KREA_ERROR, KREA_ERROR_NOT_FOUND))
    prepare (g_steal_pointer (&self));
  else
    end (g_steal_pointer (&self), error);
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
progress_cb (guint64  done,
             guint64  total,
             gpointer data)
{
  GessoUpload *self = data;

  self->progress = total > 0 ? MIN (1.0, (double) done / (double) total) : 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoUpload) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_library_prepare_reference_finish (GESSO_LIBRARY (source), result, &error);
  g_autofree char *name = NULL;

  if (bytes == NULL || !gesso_upload_is_wanted (self))
    {
      end (g_steal_pointer (&self), error);
      return;
    }
  self->prepared = TRUE;
  name = file_name (self->name, bytes);
  set_sending (self, TRUE);
  krea_client_upload_asset_async (self->route->client, bytes, name, NULL, progress_cb, self, self->cancellable,
                                  uploaded_cb, g_object_ref (self));
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoUpload) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaAsset) asset = krea_client_upload_asset_finish (KREA_CLIENT (source), result, &error);
  GessoDrive *drive = get_drive (self);

  gesso_route_note_clock (self->route);
  /* What is there is remembered even where nobody waits for it any more. */
  if (self->engine != NULL && asset != NULL)
    {
      gesso_library_remember_asset_async (self->engine->library, gesso_account_get_id (self->route->account), self->sha256,
                                          asset->id, asset->url, NULL, NULL);
      if (drive != NULL)
        gesso_engine_step (self->engine, drive->generation, "uploaded");
    }
  if (asset != NULL)
    know (g_steal_pointer (&self), asset->url);
  else
    end (g_steal_pointer (&self), error);
}

static void
gesso_upload_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  GessoUpload *self = GESSO_UPLOAD (object);

  switch (property_id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_SENDING:
      g_value_set_boolean (value, self->sending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gesso_upload_finalize (GObject *object)
{
  GessoUpload *self = GESSO_UPLOAD (object);

  g_ptr_array_unref (self->waiting);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->route, gesso_route_unref);
  g_free (self->sha256);
  g_free (self->name);
  G_OBJECT_CLASS (gesso_upload_parent_class)->finalize (object);
}

static void
gesso_upload_class_init (GessoUploadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gesso_upload_get_property;
  object_class->finalize = gesso_upload_finalize;
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_SENDING] = g_param_spec_boolean ("sending", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_UPLOAD_PROPERTIES, properties);
}

static void
gesso_upload_init (GessoUpload *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

const char *
gesso_upload_get_sha256 (GessoUpload *self)
{
  g_return_val_if_fail (GESSO_IS_UPLOAD (self), NULL);

  return self->sha256;
}

gboolean
gesso_upload_is_sending (GessoUpload *self)
{
  g_return_val_if_fail (GESSO_IS_UPLOAD (self), FALSE);

  return self->sending;
}

double
gesso_upload_get_progress (GessoUpload *self)
{
  g_return_val_if_fail (GESSO_IS_UPLOAD (self), 0);

  return self->progress;
}

gboolean
gesso_upload_is_prepared (GessoUpload *self)
{
  g_return_val_if_fail (GESSO_IS_UPLOAD (self), FALSE);

  return self->prepared;
}

void
gesso_upload_cancel (GessoUpload *self)
{
  g_return_if_fail (GESSO_IS_UPLOAD (self));

  if (self->waiting->len == 0)
    return;
  self->stopped = TRUE;
  g_cancellable_cancel (self->cancellable);
}

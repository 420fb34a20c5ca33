/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-image-slot.h"

/* A window that is being resized asks for another size in each frame: the last one is enough. */
#define RESIZE_DELAY_MS 80

struct _GessoImageSlot
{
  GObject parent_instance;

  GessoImageLoader *loader;
  GCancellable *cancellable;
  guint delay;

  char *sha256;
  char *path;
  guint width;
  guint height;
  int priority;

  GdkTexture *texture;
  gboolean sharp;
  gboolean failed;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void loaded_cb (GObject *source, GAsyncResult *result, gpointer data);

G_DEFINE_FINAL_TYPE (GessoImageSlot, gesso_image_slot, G_TYPE_OBJECT)

static void
cancel (GessoImageSlot *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
load (GessoImageSlot *self)
{
  self->cancellable = g_cancellable_new ();
  gesso_image_loader_load_async (self->loader, self->sha256, self->path, self->width, self->height, self->priority,
                                 self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
delay_cb (gpointer data)
{
  GessoImageSlot *self = data;

  self->delay = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoImageSlot) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  texture = gesso_image_loader_load_finish (GESSO_IMAGE_LOADER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  self->failed = texture == NULL;
  self->sharp = texture != NULL;
  if (texture != NULL)
    g_set_object (&self->texture, texture);
  else
    g_debug ("No picture from %s: %s", self->path ? self->path : self->sha256, error->message);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
gesso_image_slot_dispose (GObject *object)
{
  GessoImageSlot *self = GESSO_IMAGE_SLOT (object);

  cancel (self);
  g_clear_object (&self->texture);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (gesso_image_slot_parent_class)->dispose (object);
}

static void
gesso_image_slot_class_init (GessoImageSlotClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_image_slot_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", GESSO_TYPE_IMAGE_SLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
gesso_image_slot_init (GessoImageSlot *self)
{
}

GessoImageSlot *
gesso_image_slot_new (GessoImageLoader *loader)
{
  GessoImageSlot *self;

  g_return_val_if_fail (GESSO_IS_IMAGE_LOADER (loader), NULL);

  self = g_object_new (GESSO_TYPE_IMAGE_SLOT, NULL);
  self->loader = g_object_ref (loader);
  return self;
}

/* Takes what was asked for. Returns FALSE where that is what it has or waits for. */
static gboolean
take_wish (GessoImageSlot *self,
           const char     *sha256,
           const char     *path,
           guint           width,
           guint           height,
           int             priority)
{
  gboolean same = g_strcmp0 (self->sha256, sha256) == 0;

  if (same && self->width == width && self->height == height && g_strcmp0 (self->path, path) == 0 &&
      (self->sharp || self->failed || self->delay != 0 || self->cancellable != NULL))
    return FALSE;
  cancel (self);
  if (!same)
    {
      g_clear_object (&self->texture);
      g_free (self->sha256);
      self->sha256 = g_strdup (sha256);
    }
  g_free (self->path);
  self->path = g_strdup (path);
  self->width = width;
  self->height = height;
  self->priority = priority;
  self->failed = FALSE;
  self->sharp = FALSE;
  return TRUE;
}

void
gesso_image_slot_want (GessoImageSlot *self,
                       const char     *sha256,
                       const char     *path,
                       guint           width,
                       guint           height,
                       int             priority)
{
  GdkTexture *cached;

  g_return_if_fail (GESSO_IS_IMAGE_SLOT (self));
  g_return_if_fail (sha256 != NULL && width > 0 && height > 0);

  if (!take_wish (self, sha256, path, width, height, priority))
    return;
  cached = gesso_image_loader_peek (self->loader, sha256, width, height);
  if (cached != NULL)
    {
      g_set_object (&self->texture, cached);
      self->sharp = TRUE;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  else if (self->texture != NULL)
    self->delay = g_timeout_add (RESIZE_DELAY_MS, delay_cb, self);
  else
    load (self);
}

void
gesso_image_slot_drop (GessoImageSlot *self)
{
  g_return_if_fail (GESSO_IS_IMAGE_SLOT (self));

  cancel (self);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->sha256, g_free);
  self->sharp = FALSE;
  self->failed = FALSE;
}

GdkTexture *
gesso_image_slot_get_texture (GessoImageSlot *self)
{
  return self->texture;
}

gboolean
gesso_image_slot_is_sharp (GessoImageSlot *self)
{
  return self->sharp;
}

gboolean
gesso_image_slot_is_failed (GessoImageSlot *self)
{
  return self->failed;
}

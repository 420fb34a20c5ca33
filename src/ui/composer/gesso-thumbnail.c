/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-image-loader.h"
#include "gesso-thumbnail.h"
#include "gesso-upload.h"

/* Visible cells come first, the composer's few thumbnails with them. */
#define PRIORITY 10

/* Of the bar that shows an upload. */
#define BAR_MARGIN 6
#define BAR_HEIGHT 4

struct _GessoThumbnail
{
  GtkWidget parent_instance;

  GessoContext *context;
  guint size;
  guint longer; /* edge of the room that it fills */
  char *sha256;
  GdkTexture *texture;
  GCancellable *cancellable; /* of the load under way */
  GessoUpload *upload;       /* (nullable): that is followed */
  gboolean follows;
};

G_DEFINE_FINAL_TYPE (GessoThumbnail, gesso_thumbnail, GTK_TYPE_WIDGET)

static void found_cb (GObject *source, GAsyncResult *result, gpointer data);
static void loaded_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
stop (GessoThumbnail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
load (GessoThumbnail *self)
{
  if (self->sha256 == NULL || self->texture != NULL || self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gesso_library_find_reference_async (gesso_context_get_library (self->context), self->sha256, self->cancellable,
                                      found_cb, g_object_ref (self));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoThumbnail) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoReferenceFile) file = NULL;
  guint edge;

  file = gesso_library_find_reference_finish (GESSO_LIBRARY (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->cancellable == NULL)
    return;
  if (file == NULL || g_strcmp0 (file->sha256, self->sha256) != 0)
    {
      g_clear_object (&self->cancellable);
      return;
    }

  /* Twice the square, so that what is cut off a wide picture leaves enough pixels. */
  edge = MAX (self->size, self->longer) * 2 * (guint) gtk_widget_get_scale_factor (GTK_WIDGET (self));
  gesso_image_loader_load_async (gesso_image_loader_get (self->context), file->sha256, file->path, edge, edge, PRIORITY,
                                 self->cancellable, loaded_cb, g_object_ref (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoThumbnail) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  texture = gesso_image_loader_load_finish (GESSO_IMAGE_LOADER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
follow (GessoThumbnail *self)
{
  GessoEngine *engine = gesso_context_get_engine (self->context);
  GessoUpload *upload = self->follows && self->sha256 != NULL ? gesso_engine_get_upload (engine, self->sha256) : NULL;

  if (self->upload != NULL)
    g_signal_handlers_disconnect_by_func (self->upload, gtk_widget_queue_draw, self);
  g_set_object (&self->upload, upload);
  if (upload == NULL)
    return;
  g_signal_connect_object (upload, "notify::progress", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (upload, "notify::sending", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
append_bar (GtkSnapshot *snapshot,
            float        x,
            float        y,
            float        width,
            float        opacity)
{
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect, &GRAPHENE_RECT_INIT (x, y, MAX (BAR_HEIGHT, width), BAR_HEIGHT), BAR_HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &rect);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 1, 1, 1, opacity }, &rect.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_upload (GessoThumbnail *self,
                 GtkSnapshot    *snapshot,
                 float           width,
                 float           height)
{
  float room = width - 2 * BAR_MARGIN;
  float done = room * (float) gesso_upload_get_progress (self->upload);
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 0.5f }, &GRAPHENE_RECT_INIT (0, 0, width, height));
  append_bar (snapshot, BAR_MARGIN, (height - BAR_HEIGHT) / 2, room, 0.35f);
  append_bar (snapshot, mirrored ? BAR_MARGIN + room - done : BAR_MARGIN, (height - BAR_HEIGHT) / 2, done, 1);
}

static void
gesso_thumbnail_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_thumbnail_parent_class)->map (widget);

  load (GESSO_THUMBNAIL (widget));
}

static void
gesso_thumbnail_unmap (GtkWidget *widget)
{
  stop (GESSO_THUMBNAIL (widget));

  GTK_WIDGET_CLASS (gesso_thumbnail_parent_class)->unmap (widget);
}

static void
gesso_thumbnail_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = *natural = (int) GESSO_THUMBNAIL (widget)->size;
}

static void
snapshot_picture (GessoThumbnail *self,
                  GtkSnapshot    *snapshot,
                  float           width,
                  float           height)
{
  float picture_width, picture_height, scale;

  picture_width = (float) gdk_texture_get_width (self->texture);
  picture_height = (float) gdk_texture_get_height (self->texture);
  scale = MAX (width / picture_width, height / picture_height);
  picture_width *= scale;
  picture_height *= scale;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT ((width - picture_width) / 2, (height - picture_height) / 2,
                                                    picture_width, picture_height));
  gtk_snapshot_pop (snapshot);
}

static void
gesso_thumbnail_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  GessoThumbnail *self = GESSO_THUMBNAIL (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);

  if (width <= 0 || height <= 0)
    return;
  if (self->texture != NULL)
    snapshot_picture (self, snapshot, width, height);
  if (self->upload != NULL && gesso_upload_is_sending (self->upload))
    snapshot_upload (self, snapshot, width, height);
}

static void
gesso_thumbnail_dispose (GObject *object)
{
  GessoThumbnail *self = GESSO_THUMBNAIL (object);

  stop (self);
  g_clear_object (&self->texture);
  g_clear_object (&self->upload);
  g_clear_object (&self->context);
  g_clear_pointer (&self->sha256, g_free);

  G_OBJECT_CLASS (gesso_thumbnail_parent_class)->dispose (object);
}

static void
gesso_thumbnail_class_init (GessoThumbnailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_thumbnail_dispose;
  widget_class->map = gesso_thumbnail_map;
  widget_class->unmap = gesso_thumbnail_unmap;
  widget_class->measure = gesso_thumbnail_measure;
  widget_class->snapshot = gesso_thumbnail_snapshot;

  gtk_widget_class_set_css_name (widget_class, "thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gesso_thumbnail_init (GessoThumbnail *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
gesso_thumbnail_new (GessoContext *context,
                     guint         size)
{
  GessoThumbnail *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_THUMBNAIL, NULL);
  self->context = g_object_ref (context);
  self->size = size;
  return GTK_WIDGET (self);
}

void
gesso_thumbnail_set_sha256 (GessoThumbnail *self,
                            const char     *sha256)
{
  g_return_if_fail (GESSO_IS_THUMBNAIL (self));

  if (g_strcmp0 (self->sha256, sha256) == 0)
    return;

  stop (self);
  g_clear_object (&self->texture);
  g_free (self->sha256);
  self->sha256 = g_strdup (sha256);
  follow (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
gesso_thumbnail_get_sha256 (GessoThumbnail *self)
{
  g_return_val_if_fail (GESSO_IS_THUMBNAIL (self), NULL);

  return self->sha256;
}

void
gesso_thumbnail_fill (GessoThumbnail *self,
                      guint           edge)
{
  g_return_if_fail (GESSO_IS_THUMBNAIL (self));

  self->longer = edge;
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_FILL);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_FILL);
}

void
gesso_thumbnail_follow_upload (GessoThumbnail *self)
{
  g_return_if_fail (GESSO_IS_THUMBNAIL (self));

  self->follows = TRUE;
  follow (self);
}

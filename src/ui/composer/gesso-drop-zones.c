/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-drop-zones.h"
#include "gesso-picture-input.h"

typedef enum {
  ZONE_REFERENCE,
  ZONE_SOURCE,
  ZONE_RECIPE,
  N_ZONES
} Zone;

static const struct
{
  const char *name;
  const char *title;
  const char *icon;
} zones[] = {
  { "reference", N_("Style reference"), "applications-graphics-symbolic" },
  { "source", N_("Image source"), "image-x-generic-symbolic" },
  { "recipe", N_("Load its recipe"), "document-open-symbolic" },
};

struct _GessoDropZones
{
  GtkWidget parent_instance;

  GtkWidget *zones[N_ZONES];
  guint fade_source;
};

static guint signals[N_ZONES];

G_DEFINE_FINAL_TYPE (GessoDropZones, gesso_drop_zones, GTK_TYPE_WIDGET)

/* Out of the way, but not gone; see drop_cb(). */
static void
set_faded (GessoDropZones *self,
           gboolean        faded)
{
  gtk_widget_set_opacity (GTK_WIDGET (self), faded ? 0 : 1);
  gtk_widget_set_can_target (GTK_WIDGET (self), !faded);
  for (gsize i = 0; faded && i < N_ZONES; i++)
    gtk_widget_remove_css_class (self->zones[i], "hover");
}

static gboolean
fade_cb (gpointer data)
{
  GessoDropZones *self = data;

  self->fade_source = 0;
  set_faded (self, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
drop_cb (GtkDropTargetAsync *target,
         GdkDrop            *drop,
         double              x,
         double              y,
         GessoDropZones     *self)
{
  GtkWidget *zone = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  Zone which = (Zone) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (zone), "gesso-zone"));

  /* The zones stay until the drag has left, which may be as late as the next one: a target that is unmapped before would
   * hold on to this drop, and trip over the next one. Until then they are not seen. */
  g_signal_emit (self, signals[which], 0, drop);
  if (self->fade_source == 0)
    self->fade_source = g_idle_add (fade_cb, self);
  return TRUE;
}

static GdkDragAction
drag_enter_cb (GtkDropTargetAsync *target,
               GdkDrop            *drop,
               double              x,
               double              y,
               GtkWidget          *zone)
{
  gtk_widget_add_css_class (zone, "hover");
  return GDK_ACTION_COPY;
}

static void
drag_leave_cb (GtkDropTargetAsync *target,
               GdkDrop            *drop,
               GtkWidget          *zone)
{
  gtk_widget_remove_css_class (zone, "hover");
}

static GtkWidget *
make_zone (GessoDropZones *self,
           Zone            which)
{
  GtkWidget *zone = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (zones[which].icon);
  GtkWidget *label = gtk_label_new (_(zones[which].title));
  GtkDropTargetAsync *target;

  target = gtk_drop_target_async_new (gesso_picture_input_get_formats (), GDK_ACTION_COPY);
  gtk_image_set_icon_size (GTK_IMAGE (icon), GTK_ICON_SIZE_LARGE);
  gtk_widget_set_vexpand (icon, TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_END);
  gtk_widget_set_vexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_vexpand (zone, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (zone, "zone");
  gtk_box_append (GTK_BOX (zone), icon);
  gtk_box_append (GTK_BOX (zone), label);
  g_object_set_data (G_OBJECT (zone), "gesso-zone", GUINT_TO_POINTER (which));

  g_signal_connect_object (target, "drag-enter", G_CALLBACK (drag_enter_cb), zone, 0);
  g_signal_connect_object (target, "drag-leave", G_CALLBACK (drag_leave_cb), zone, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (zone, GTK_EVENT_CONTROLLER (target));
  return zone;
}

static void
gesso_drop_zones_dispose (GObject *object)
{
  GessoDropZones *self = GESSO_DROP_ZONES (object);

  g_clear_handle_id (&self->fade_source, g_source_remove);
  for (gsize i = 0; i < N_ZONES; i++)
    g_clear_pointer (&self->zones[i], gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_drop_zones_parent_class)->dispose (object);
}

static void
gesso_drop_zones_class_init (GessoDropZonesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_drop_zones_dispose;

  for (gsize i = 0; i < N_ZONES; i++)
    signals[i] = g_signal_new (zones[i].name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, GDK_TYPE_DROP);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dropzones");
}

static void
gesso_drop_zones_init (GessoDropZones *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  for (gsize i = 0; i < N_ZONES; i++)
    {
      self->zones[i] = make_zone (self, (Zone) i);
      gtk_widget_set_parent (self->zones[i], GTK_WIDGET (self));
    }
}

GtkWidget *
gesso_drop_zones_new (void)
{
  return g_object_new (GESSO_TYPE_DROP_ZONES, NULL);
}

/* Text alone is as likely for the prompt: it may be dropped on the references, but brings no zones over the prompt. */
static gboolean
is_picture (GdkContentFormats *formats)
{
  static const char *const types[] = { "image/png", "image/jpeg", "image/webp", "text/html", "text/uri-list" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (gdk_content_formats_contain_mime_type (formats, types[i]))
        return TRUE;
    }

  return gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
         gdk_content_formats_contain_gtype (formats, GESSO_TYPE_GENERATION);
}

void
gesso_drop_zones_enter (GessoDropZones    *self,
                        GdkContentFormats *formats)
{
  g_return_if_fail (GESSO_IS_DROP_ZONES (self));
  g_return_if_fail (formats != NULL);

  if (!is_picture (formats))
    return;

  /* A file may have one; nobody knows before it is read. */
  gtk_widget_set_visible (self->zones[ZONE_RECIPE],
                          gdk_content_formats_contain_gtype (formats, GESSO_TYPE_GENERATION) ||
                            gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
                            gdk_content_formats_contain_mime_type (formats, "text/uri-list"));
  g_clear_handle_id (&self->fade_source, g_source_remove);
  set_faded (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
gesso_drop_zones_leave (GessoDropZones *self)
{
  g_return_if_fail (GESSO_IS_DROP_ZONES (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  for (gsize i = 0; i < N_ZONES; i++)
    gtk_widget_remove_css_class (self->zones[i], "hover");
}

GtkWidget *
gesso_drop_zones_get_zone (GessoDropZones *self,
                           const char     *name)
{
  g_return_val_if_fail (GESSO_IS_DROP_ZONES (self), NULL);

  for (gsize i = 0; i < N_ZONES; i++)
    {
      if (g_strcmp0 (zones[i].name, name) == 0)
        return self->zones[i];
    }

  return NULL;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-compat-files.h"
#include "gesso-picture-input.h"
#include "gesso-source-row.h"
#include "gesso-thumbnail.h"

#define THUMBNAIL_SIZE 48

struct _GessoSourceRow
{
  GessoSection parent_instance;

  GtkWidget *set;      /* shown where there is a source */
  GtkWidget *picture;  /* room for the thumbnail */
  GtkWidget *thumbnail;
  GtkWidget *scale;
  GtkAdjustment *adjustment;
  GtkWidget *choose;
  GBindingGroup *strength; /* of whichever source there is */
  GCancellable *cancellable;
};

enum {
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoSourceRow, gesso_source_row, GESSO_TYPE_SECTION)

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoSourceRow) self = data;
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  g_autofree char *refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = gesso_picture_input_read_finish (result, NULL, &refused, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || request == NULL)
    return;

  if (files != NULL && files->len > 0)
    {
      const GessoReferenceFile *file = g_ptr_array_index (files, 0);
      const KreaRange *range = krea_catalog_get_range (krea_request_get_catalog (request), "strength");
      g_autoptr (KreaReference) source = krea_reference_new (file->sha256, file->name,
                                                             range != NULL ? range->initial : 0.99);

      krea_request_set_source (request, source);
    }
  if (refused != NULL || error != NULL)
    g_signal_emit (self, signals[MESSAGE], 0, refused != NULL ? refused : error->message);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoSourceRow) self = data;
  g_autoptr (GListModel) files = gesso_file_dialog_open_multiple_finish (result, NULL);

  if (files != NULL)
    gesso_picture_input_read_files_async (gesso_section_get_context (GESSO_SECTION (self)), files, self->cancellable,
                                          read_cb, g_object_ref (self));
}

static void
remove_cb (GessoSourceRow *self)
{
  krea_request_set_source (gesso_section_get_request (GESSO_SECTION (self)), NULL);
  gtk_widget_grab_focus (self->choose);
}

static void
source_changed_cb (GessoSourceRow *self)
{
  KreaReference *source = krea_request_get_source (gesso_section_get_request (GESSO_SECTION (self)));

  g_binding_group_set_source (self->strength, source);
  if (source != NULL)
    {
      gesso_thumbnail_set_sha256 (GESSO_THUMBNAIL (self->thumbnail), krea_reference_get_sha256 (source));
      gtk_widget_set_tooltip_text (self->picture, krea_reference_get_name (source));
    }
  gtk_widget_set_visible (self->set, source != NULL);
  gtk_widget_set_visible (self->choose, source == NULL);
}

static gboolean
drop_cb (GtkDropTargetAsync *target,
         GdkDrop            *drop,
         double              x,
         double              y,
         GessoSourceRow     *self)
{
  gesso_source_row_drop (self, drop);
  return TRUE;
}

static void
gesso_source_row_bind (GessoSection *section)
{
  GessoSourceRow *self = GESSO_SOURCE_ROW (section);

  self->thumbnail = gesso_thumbnail_new (gesso_section_get_context (section), THUMBNAIL_SIZE);
  gesso_thumbnail_follow_upload (GESSO_THUMBNAIL (self->thumbnail));
  gtk_box_append (GTK_BOX (self->picture), self->thumbnail);
  g_signal_connect_object (gesso_section_get_request (section), "notify::source", G_CALLBACK (source_changed_cb), self,
                           G_CONNECT_SWAPPED);
  source_changed_cb (self);
}

static gboolean
gesso_source_row_reveal (GessoSection *section,
                         const char   *field)
{
  GessoSourceRow *self = GESSO_SOURCE_ROW (section);

  return g_str_equal (field, "image_url") &&
         gtk_widget_grab_focus (gtk_widget_get_visible (self->set) ? self->scale : self->choose);
}

static void
gesso_source_row_dispose (GObject *object)
{
  GessoSourceRow *self = GESSO_SOURCE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->strength);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_SOURCE_ROW);

  G_OBJECT_CLASS (gesso_source_row_parent_class)->dispose (object);
}

static void
gesso_source_row_class_init (GessoSourceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_source_row_dispose;
  GESSO_SECTION_CLASS (klass)->bind = gesso_source_row_bind;
  GESSO_SECTION_CLASS (klass)->reveal = gesso_source_row_reveal;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-source-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoSourceRow, adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoSourceRow, choose);
  gtk_widget_class_bind_template_child (widget_class, GessoSourceRow, picture);
  gtk_widget_class_bind_template_child (widget_class, GessoSourceRow, scale);
  gtk_widget_class_bind_template_child (widget_class, GessoSourceRow, set);
  gtk_widget_class_bind_template_callback (widget_class, gesso_source_row_choose);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
gesso_source_row_init (GessoSourceRow *self)
{
  GtkDropTargetAsync *target;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->strength = g_binding_group_new ();
  g_binding_group_bind (self->strength, "strength", self->adjustment, "value", G_BINDING_BIDIRECTIONAL);

  target = gtk_drop_target_async_new (gesso_picture_input_get_formats (), GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
gesso_source_row_new (void)
{
  return g_object_new (GESSO_TYPE_SOURCE_ROW, NULL);
}

void
gesso_source_row_choose (GessoSourceRow *self)
{
  static const char *const types[] = { "image/png", "image/jpeg", "image/webp", NULL };
  GtkRoot *root;

  g_return_if_fail (GESSO_IS_SOURCE_ROW (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  gesso_file_dialog_open_multiple_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Choose an Image Source"),
                                         _("Pictures"), types, self->cancellable, chosen_cb, g_object_ref (self));
}

void
gesso_source_row_drop (GessoSourceRow *self,
                       GdkDrop        *drop)
{
  g_return_if_fail (GESSO_IS_SOURCE_ROW (self));
  g_return_if_fail (GDK_IS_DROP (drop));

  gesso_picture_input_read_drop_async (gesso_section_get_context (GESSO_SECTION (self)), drop, self->cancellable,
                                       read_cb, g_object_ref (self));
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-aspect-section.h"
#include "gesso-aspect-shape.h"

struct _GessoAspectSection
{
  GessoSection parent_instance;

  GtkGrid *grid;
  GHashTable *toggles; /* ratio → toggle */
};

G_DEFINE_FINAL_TYPE (GessoAspectSection, gesso_aspect_section, GESSO_TYPE_SECTION)

static void
ratio_changed_cb (GessoAspectSection *self)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  const char *ratio = krea_request_get_aspect_ratio (request);
  const KreaAspect *aspect = ratio != NULL ? krea_catalog_find_aspect (krea_request_get_catalog (request), ratio) : NULL;
  GtkWidget *toggle = ratio != NULL ? g_hash_table_lookup (self->toggles, ratio) : NULL;
  g_autofree char *title = NULL;

  if (toggle != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);

  /* Translators: ratio, width and height of the picture */
  if (aspect != NULL)
    title = g_strdup_printf (_("Aspect · %s · %u × %u px"), aspect->ratio, aspect->width, aspect->height);
  gesso_section_set_title (GESSO_SECTION (self), title != NULL ? title : _("Aspect"));
}

static void
toggled_cb (GessoAspectSection *self,
            GtkToggleButton    *toggle)
{
  const char *ratio = g_object_get_data (G_OBJECT (toggle), "gesso-ratio");
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));

  if (gtk_toggle_button_get_active (toggle) && g_strcmp0 (ratio, krea_request_get_aspect_ratio (request)) != 0)
    krea_request_set_aspect_ratio (request, ratio);
}

static GtkWidget *
make_toggle (GessoAspectSection *self,
             const KreaAspect   *aspect)
{
  GtkWidget *toggle = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *label = gtk_label_new (aspect->ratio);
  g_autofree char *name = g_strdup_printf (_("%s, %u × %u pixels"), aspect->ratio, aspect->width, aspect->height);

  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), gesso_aspect_shape_new ((double) aspect->width / aspect->height));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (toggle), box);
  gtk_widget_add_css_class (toggle, "flat");
  gtk_widget_add_css_class (toggle, "aspect");
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (toggle), "gesso-ratio", g_strdup (aspect->ratio), g_free);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  return toggle;
}

static void
gesso_aspect_section_bind (GessoSection *section)
{
  GessoAspectSection *self = GESSO_ASPECT_SECTION (section);
  KreaCatalog *catalog = krea_request_get_catalog (gesso_section_get_request (section));
  GtkToggleButton *first = NULL;
  int landscapes = 0;
  int portraits = 0;

  for (const KreaAspect *const *aspect = krea_catalog_get_aspects (catalog); *aspect != NULL; aspect++)
    {
      GtkWidget *toggle = make_toggle (self, *aspect);

      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (toggle);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (toggle), first);
      /* Landscapes and the square over portraits, each in the catalog's order. */
      if ((*aspect)->height > (*aspect)->width)
        gtk_grid_attach (self->grid, toggle, portraits++, 1, 1, 1);
      else
        gtk_grid_attach (self->grid, toggle, landscapes++, 0, 1, 1);
      g_hash_table_insert (self->toggles, g_strdup ((*aspect)->ratio), toggle);
    }

  g_signal_connect_object (gesso_section_get_request (section), "notify::aspect-ratio", G_CALLBACK (ratio_changed_cb),
                           self, G_CONNECT_SWAPPED);
  ratio_changed_cb (self);
}

static gboolean
gesso_aspect_section_reveal (GessoSection *section,
                             const char   *field)
{
  const char *ratio = krea_request_get_aspect_ratio (gesso_section_get_request (section));
  GtkWidget *toggle = ratio != NULL ? gesso_aspect_section_get_toggle (GESSO_ASPECT_SECTION (section), ratio) : NULL;

  return g_str_equal (field, "aspect_ratio") && toggle != NULL && gtk_widget_grab_focus (toggle);
}

static void
gesso_aspect_section_dispose (GObject *object)
{
  g_clear_pointer (&GESSO_ASPECT_SECTION (object)->toggles, g_hash_table_unref);

  G_OBJECT_CLASS (gesso_aspect_section_parent_class)->dispose (object);
}

static void
gesso_aspect_section_class_init (GessoAspectSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_aspect_section_dispose;
  GESSO_SECTION_CLASS (klass)->bind = gesso_aspect_section_bind;
  GESSO_SECTION_CLASS (klass)->reveal = gesso_aspect_section_reveal;
}

static void
gesso_aspect_section_init (GessoAspectSection *self)
{
  self->toggles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_grid_set_row_spacing (self->grid, 2);
  gtk_grid_set_column_spacing (self->grid, 2);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  gesso_section_set_title (GESSO_SECTION (self), _("Aspect"));
}

GtkWidget *
gesso_aspect_section_new (void)
{
  return g_object_new (GESSO_TYPE_ASPECT_SECTION, NULL);
}

GtkWidget *
gesso_aspect_section_get_toggle (GessoAspectSection *self,
                                 const char         *ratio)
{
  g_return_val_if_fail (GESSO_IS_ASPECT_SECTION (self), NULL);
  g_return_val_if_fail (ratio != NULL, NULL);

  return self->toggles != NULL ? g_hash_table_lookup (self->toggles, ratio) : NULL;
}

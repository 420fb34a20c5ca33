/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-details-marks.h"

struct _GessoDetailsMarks
{
  GtkWidget parent_instance;

  GtkWidget *favourite;
  GtkWidget *stars[GESSO_RATING_MAX];
  GtkWidget *tags;
  char *shown_tags;
};

G_DEFINE_FINAL_TYPE (GessoDetailsMarks, gesso_details_marks, GTK_TYPE_WIDGET)

static void
gesso_details_marks_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (gesso_details_marks_parent_class)->dispose (object);
}

static void
gesso_details_marks_finalize (GObject *object)
{
  g_free (GESSO_DETAILS_MARKS (object)->shown_tags);
  G_OBJECT_CLASS (gesso_details_marks_parent_class)->finalize (object);
}

static void
gesso_details_marks_class_init (GessoDetailsMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_details_marks_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_details_marks_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "gesso-details-marks");
}

static GtkWidget *
create_star (int rating)
{
  GtkWidget *star = gtk_button_new_from_icon_name ("non-starred-symbolic");
  g_autofree char *name = g_strdup_printf (ngettext ("%d star", "%d stars", rating), rating);
  g_autofree char *tooltip = g_strdup_printf ("%s (%d)", name, rating);

  gtk_widget_set_tooltip_text (star, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (star), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (star, "flat");
  return star;
}

static void
gesso_details_marks_init (GessoDetailsMarks *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  for (int i = 0; i < GESSO_RATING_MAX; i++)
    {
      self->stars[i] = create_star (i + 1);
      gtk_box_append (GTK_BOX (row), self->stars[i]);
    }
  self->favourite = gtk_button_new_from_icon_name ("emblem-favorite-symbolic");
  gtk_widget_set_tooltip_text (self->favourite, _("Favourite (F)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->favourite), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Favourite"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->favourite), "win.favourite");
  gtk_widget_add_css_class (self->favourite, "flat");
  gtk_widget_set_hexpand (self->favourite, TRUE);
  gtk_widget_set_halign (self->favourite, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (row), self->favourite);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  self->tags = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->tags), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->tags), 8);
  gtk_widget_set_parent (self->tags, GTK_WIDGET (self));
  gesso_details_marks_update (self, NULL);
}

GtkWidget *
gesso_details_marks_new (void)
{
  return g_object_new (GESSO_TYPE_DETAILS_MARKS, NULL);
}

static void
append_tag (GessoDetailsMarks *self,
            GtkWidget         *button)
{
  gtk_widget_add_css_class (button, "gesso-tag");
  gtk_flow_box_insert (GTK_FLOW_BOX (self->tags), button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
show_tags (GessoDetailsMarks *self,
           const char        *tags)
{
  g_auto (GStrv) lines = g_strsplit (tags != NULL ? tags : "", "\n", -1);
  GtkWidget *child, *edit;

  if (gtk_widget_get_first_child (self->tags) != NULL && g_strcmp0 (self->shown_tags, tags) == 0)
    return;
  g_free (self->shown_tags);
  self->shown_tags = g_strdup (tags);
  while ((child = gtk_widget_get_first_child (self->tags)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->tags), child);
  for (char **line = lines; *line != NULL; line++)
    {
      GtkWidget *button = gtk_button_new_with_label (*line);
      g_autofree char *query = g_strdup_printf ("tag:\"%s\"", *line);
      g_autofree char *tooltip = g_strdup_printf (_("Pictures tagged “%s”"), *line);

      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.search-for");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", query);
      append_tag (self, button);
    }
  edit = gtk_button_new_with_label (_("Tag…"));
  gtk_widget_set_tooltip_text (edit, _("Add or remove tags (T)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (edit), "win.tags");
  append_tag (self, edit);
}

void
gesso_details_marks_update (GessoDetailsMarks *self,
                            GessoGeneration   *generation)
{
  int rating = generation != NULL ? gesso_generation_get_rating (generation) : 0;
  gboolean favourite = generation != NULL && gesso_generation_is_favourite (generation);

  g_return_if_fail (GESSO_IS_DETAILS_MARKS (self));

  for (int i = 0; i < GESSO_RATING_MAX; i++)
    {
      gtk_button_set_icon_name (GTK_BUTTON (self->stars[i]), i < rating ? "starred-symbolic" : "non-starred-symbolic");
      /* The star that is lit last takes the rating away. */
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->stars[i]), "i", i + 1 == rating ? 0 : i + 1);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->stars[i]), "win.rate");
    }
  if (favourite)
    gtk_widget_add_css_class (self->favourite, "lit");
  else
    gtk_widget_remove_css_class (self->favourite, "lit");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->favourite), GTK_ACCESSIBLE_STATE_PRESSED,
                               favourite ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  show_tags (self, generation != NULL ? gesso_generation_get_tags (generation) : NULL);
}

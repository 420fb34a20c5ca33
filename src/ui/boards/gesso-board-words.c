/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-words.h"

#include <glib/gi18n.h>

#include "gesso-board-link.h"

/* Typing pauses for about this long, ms. */
#define PAUSE_MS 400

/* Leaves room for a prompt. */
#define MAX_LENGTH 500

struct _GessoBoardWords
{
  GtkWidget parent_instance;

  GessoBoardModel *model;
  GtkWidget *entry;
  GtkWidget *link;
  GtkLabel *link_label;
  GtkWidget *link_icon;
  guint pause;
  gboolean following;
};

G_DEFINE_FINAL_TYPE (GessoBoardWords, gesso_board_words, GTK_TYPE_WIDGET)

static void
keep (GessoBoardWords *self)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_clear_handle_id (&self->pause, g_source_remove);
  gesso_board_model_set_words (self->model, words);
}

static gboolean
pause_cb (gpointer data)
{
  GessoBoardWords *self = data;

  self->pause = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (GessoBoardWords *self)
{
  if (self->following)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

/* Leaving it is a pause as well: what is pressed next is sent with these words. */
static void
left_cb (GessoBoardWords *self)
{
  if (self->pause != 0)
    keep (self);
}

static void
steered_cb (GessoBoardWords *self)
{
  const char *words = gesso_board_model_get_words (self->model);
  const char *name = gesso_board_model_get_moodboard_name (self->model);
  g_autofree char *label = NULL;

  if (self->pause == 0 && !gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    {
      self->following = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->entry), words != NULL ? words : "");
      self->following = FALSE;
    }
  gtk_label_set_label (self->link_label, name != NULL ? name : "");
  gtk_widget_set_visible (GTK_WIDGET (self->link_label), name != NULL);
  /* Translators: the name of a moodboard on krea.ai that a board is linked to */
  label = name != NULL ? g_strdup_printf (_("Linked to Krea moodboard “%s”"), name)
                       : g_strdup (_("Link to a Krea moodboard"));
  gtk_widget_set_tooltip_text (self->link, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->link), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
gesso_board_words_dispose (GObject *object)
{
  GessoBoardWords *self = GESSO_BOARD_WORDS (object);
  GtkWidget *child;

  if (self->pause != 0)
    keep (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (gesso_board_words_parent_class)->dispose (object);
}

static void
gesso_board_words_class_init (GessoBoardWordsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_board_words_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "board-words");
}

static void
gesso_board_words_init (GessoBoardWords *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Words for this board"));
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), MAX_LENGTH);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 14);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_widget_set_tooltip_text (self->entry, _("Sent after the prompt"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Words for this board"),
                                  -1);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));

  self->link = gtk_menu_button_new ();
  self->link_icon = gtk_image_new_from_icon_name ("insert-link-symbolic");
  self->link_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->link_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->link_label, 14);
  gtk_widget_set_visible (GTK_WIDGET (self->link_label), FALSE);
  gtk_box_append (GTK_BOX (content), self->link_icon);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->link_label));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->link), content);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->link), GTK_ARROW_UP);
  gtk_widget_set_parent (self->link, GTK_WIDGET (self));
}

GtkWidget *
gesso_board_words_new (GessoContext    *context,
                       GessoBoardModel *model)
{
  GessoBoardWords *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (model), NULL);

  self = g_object_new (GESSO_TYPE_BOARD_WORDS, NULL);
  self->model = g_object_ref (model);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->link), gesso_board_link_new (context, model));
  g_signal_connect_object (model, "steered", G_CALLBACK (steered_cb), self, G_CONNECT_SWAPPED);
  steered_cb (self);
  return GTK_WIDGET (self);
}

GtkWidget *
gesso_board_words_get_entry (GessoBoardWords *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_WORDS (self), NULL);

  return self->entry;
}

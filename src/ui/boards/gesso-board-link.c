/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-link.h"

#include <glib/gi18n.h>

#include "composer/gesso-moodboard-dialog.h"

struct _GessoBoardLink
{
  GtkPopover parent_instance;

  GessoContext *context;
  GessoBoardModel *model;
  GCancellable *cancellable;
  GtkWidget *choices; /* the list, and how what is chosen there is sent */
  GtkWidget *list;
  GtkWidget *instead;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GessoBoardLink, gesso_board_link, GTK_TYPE_POPOVER)

static void
chosen_cb (GtkCheckButton *button,
           GessoBoardLink *self)
{
  if (self->filling || !gtk_check_button_get_active (button))
    return;
  gesso_board_model_set_moodboard (self->model, g_object_get_data (G_OBJECT (button), "gesso-id"),
                                   gtk_check_button_get_label (button),
                                   gtk_check_button_get_active (GTK_CHECK_BUTTON (self->instead)));
}

static void
instead_cb (GtkCheckButton *button,
            GessoBoardLink *self)
{
  if (!self->filling)
    gesso_board_model_set_moodboard (self->model, gesso_board_model_get_moodboard (self->model),
                                     gesso_board_model_get_moodboard_name (self->model),
                                     gtk_check_button_get_active (button));
}

static GtkCheckButton *
add_choice (GessoBoardLink *self,
            GtkCheckButton *group,
            const char     *id,
            const char     *name)
{
  GtkWidget *button = gtk_check_button_new_with_label (name);

  g_object_set_data_full (G_OBJECT (button), "gesso-id", g_strdup (id), g_free);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               g_strcmp0 (id, gesso_board_model_get_moodboard (self->model)) == 0);
  g_signal_connect_object (button, "toggled", G_CALLBACK (chosen_cb), self, 0);
  gtk_box_append (GTK_BOX (self->list), button);
  return GTK_CHECK_BUTTON (button);
}

static void
moodboards_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GessoBoardLink) self = data;
  g_autoptr (GPtrArray) moodboards = gesso_library_list_moodboards_finish (GESSO_LIBRARY (source), result, NULL);
  GtkCheckButton *group;
  GtkWidget *child;

  if (moodboards == NULL || self->model == NULL)
    return;
  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  group = add_choice (self, NULL, NULL, C_("moodboard", "None"));
  for (guint i = 0; i < moodboards->len; i++)
    {
      const GessoKreaMoodboard *moodboard = moodboards->pdata[i];

      add_choice (self, group, moodboard->id, moodboard->name);
    }
  self->filling = FALSE;
  /* "None" alone is no choice. */
  gtk_widget_set_visible (self->choices, moodboards->len > 0);
}

static void
steered_cb (GessoBoardLink *self)
{
  self->filling = TRUE;
  gtk_widget_set_sensitive (self->instead, gesso_board_model_get_moodboard (self->model) != NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->instead), gesso_board_model_is_moodboard_instead (self->model));
  self->filling = FALSE;
}

static void
show_cb (GessoBoardLink *self)
{
  gesso_library_list_moodboards_async (gesso_context_get_library (self->context), self->cancellable, moodboards_cb,
                                       g_object_ref (self));
  steered_cb (self);
}

static void
added_cb (GessoBoardModel *model,
          const char      *id,
          const char      *name,
          double           strength,
          gpointer         dialog)
{
  gesso_board_model_set_moodboard (model, id, name, gesso_board_model_is_moodboard_instead (model));
}

static void
add_cb (GessoBoardLink *self)
{
  GtkWidget *dialog = gesso_moodboard_dialog_new (self->context, gtk_widget_get_parent (GTK_WIDGET (self)));

  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), self->model, G_CONNECT_SWAPPED);
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
gesso_board_link_dispose (GObject *object)
{
  GessoBoardLink *self = GESSO_BOARD_LINK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->model);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_board_link_parent_class)->dispose (object);
}

static void
gesso_board_link_finalize (GObject *object)
{
  g_object_unref (GESSO_BOARD_LINK (object)->cancellable);
  G_OBJECT_CLASS (gesso_board_link_parent_class)->finalize (object);
}

static void
gesso_board_link_class_init (GessoBoardLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_board_link_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_board_link_finalize;
}

static void
gesso_board_link_init (GessoBoardLink *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_("Krea moodboard"));
  GtkWidget *add = gtk_button_new_with_mnemonic (_("_Add Krea Moodboard…"));

  self->cancellable = g_cancellable_new ();
  self->choices = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_visible (self->choices, FALSE);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->instead = gtk_check_button_new_with_mnemonic (_("Send it _instead of the pictures"));
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (add, "flat");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (self->choices), self->list);
  gtk_box_append (GTK_BOX (self->choices), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->choices), self->instead);
  gtk_box_append (GTK_BOX (box), self->choices);
  gtk_box_append (GTK_BOX (box), add);
  gtk_widget_add_css_class (box, "popover-content");
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (self->instead, "toggled", G_CALLBACK (instead_cb), self, 0);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "show", G_CALLBACK (show_cb), NULL);
}

GtkWidget *
gesso_board_link_new (GessoContext    *context,
                      GessoBoardModel *model)
{
  GessoBoardLink *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (model), NULL);

  self = g_object_new (GESSO_TYPE_BOARD_LINK, NULL);
  self->context = g_object_ref (context);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "steered", G_CALLBACK (steered_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

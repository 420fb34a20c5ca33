/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-chip.h"
#include "gesso-strength-popover.h"
#include "gesso-style-picker.h"
#include "gesso-styles-row.h"

struct _GessoStylesRow
{
  GessoSection parent_instance;

  GtkWidget *chips;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (GessoStylesRow, gesso_styles_row, GESSO_TYPE_SECTION)

static void
remove_cb (GtkWidget *chip)
{
  GessoStylesRow *self = GESSO_STYLES_ROW (gtk_widget_get_ancestor (chip, GESSO_TYPE_STYLES_ROW));
  guint position = 0;

  for (GtkWidget *before = gtk_widget_get_prev_sibling (chip); before != NULL;
       before = gtk_widget_get_prev_sibling (before))
    position++;

  krea_request_remove_style (gesso_section_get_request (GESSO_SECTION (self)), position);
}

static GtkWidget *
make_chip (GessoStylesRow *self,
           KreaStyle      *style)
{
  const char *title = krea_style_get_title (style);
  GtkWidget *popover;
  GtkWidget *chip;

  if (title == NULL || *title == '\0')
    title = krea_style_get_id (style);
  popover = gesso_strength_popover_new (gesso_section_get_context (GESSO_SECTION (self)), title, "style.strength");
  chip = gesso_chip_new (title, popover);
  g_object_bind_property (style, "strength",
                          gesso_strength_popover_get_adjustment (GESSO_STRENGTH_POPOVER (popover)), "value",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (style, "strength", chip, "strength", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (popover, "remove", G_CALLBACK (remove_cb), chip, G_CONNECT_SWAPPED);
  g_signal_connect (chip, "remove", G_CALLBACK (remove_cb), NULL);
  return chip;
}

static void
items_changed_cb (GessoStylesRow *self,
                  guint           position,
                  guint           removed,
                  guint           added,
                  GListModel     *styles)
{
  GtkWidget *before = NULL;

  /* The chip before the change, then what follows it goes and comes. */
  for (guint i = 0; i < position; i++)
    before = before == NULL ? gtk_widget_get_first_child (self->chips) : gtk_widget_get_next_sibling (before);
  for (guint i = 0; i < removed; i++)
    gtk_box_remove (GTK_BOX (self->chips), before == NULL ? gtk_widget_get_first_child (self->chips)
                                                         : gtk_widget_get_next_sibling (before));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (KreaStyle) style = g_list_model_get_item (styles, position + i);
      GtkWidget *chip = make_chip (self, style);

      gtk_box_insert_child_after (GTK_BOX (self->chips), chip, before);
      before = chip;
    }
  gtk_widget_set_visible (self->chips, g_list_model_get_n_items (styles) > 0);
}

static void
gesso_styles_row_bind (GessoSection *section)
{
  GessoStylesRow *self = GESSO_STYLES_ROW (section);
  GListModel *styles = krea_request_get_styles (gesso_section_get_request (section));

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button),
                               gesso_style_picker_new (gesso_section_get_context (section)));
  g_signal_connect_object (styles, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (styles), styles);
}

static gboolean
gesso_styles_row_reveal (GessoSection *section,
                         const char   *field)
{
  return g_str_equal (field, "styles") && gtk_widget_grab_focus (GESSO_STYLES_ROW (section)->button);
}

static void
gesso_styles_row_class_init (GessoStylesRowClass *klass)
{
  GESSO_SECTION_CLASS (klass)->bind = gesso_styles_row_bind;
  GESSO_SECTION_CLASS (klass)->reveal = gesso_styles_row_reveal;
}

static void
gesso_styles_row_init (GessoStylesRow *self)
{
  gesso_section_set_title (GESSO_SECTION (self), _("Styles"));

  self->chips = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_visible (self->chips, FALSE);
  gtk_widget_set_parent (self->chips, GTK_WIDGET (self));

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), _("Add Style…"));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->button), GTK_ARROW_UP);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
gesso_styles_row_new (void)
{
  return g_object_new (GESSO_TYPE_STYLES_ROW, NULL);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-search-chips.h"

#include "gesso-search.h"

static const struct { const char *label; const char *part; } filters[] = {
  { N_("Favourites"), "is:favourite" },
  { N_("★★★★ and up"), "rating:>3" },
  { N_("Tagged"), "has:tag" },
  { N_("With references"), "has:reference" },
  { N_("Large"), "variant:large" },
  { N_("This month"), NULL },
  { N_("Failed"), "is:failed" },
  { N_("Trash"), "is:trash" },
};

struct _GessoSearchChips
{
  GtkWidget parent_instance;

  char *text;
  char *month;
  GtkWidget *chips[G_N_ELEMENTS (filters)];
  gboolean updating;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoSearchChips, gesso_search_chips, GTK_TYPE_WIDGET)

static const char *
get_part (GessoSearchChips *self,
          guint             i)
{
  return filters[i].part != NULL ? filters[i].part : self->month;
}

static void
toggled_cb (GessoSearchChips *self,
            GtkToggleButton  *chip)
{
  g_autofree char *text = NULL;

  g_assert (GESSO_IS_SEARCH_CHIPS (self));

  if (self->updating)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (self->chips[i] == GTK_WIDGET (chip))
      text = gtk_toggle_button_get_active (chip) ? gesso_search_add_part (self->text, get_part (self, i))
                                                 : gesso_search_remove_part (self->text, get_part (self, i));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, text);
}

static void
gesso_search_chips_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (gesso_search_chips_parent_class)->dispose (object);
}

static void
gesso_search_chips_finalize (GObject *object)
{
  g_free (GESSO_SEARCH_CHIPS (object)->text);
  g_free (GESSO_SEARCH_CHIPS (object)->month);
  G_OBJECT_CLASS (gesso_search_chips_parent_class)->finalize (object);
}

static void
gesso_search_chips_class_init (GessoSearchChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_search_chips_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_search_chips_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", GESSO_TYPE_SEARCH_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "gesso-search-chips");
}

static void
gesso_search_chips_init (GessoSearchChips *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->text = g_strdup ("");
  self->month = g_date_time_format (now, "after:%Y-%m");
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      self->chips[i] = gtk_toggle_button_new_with_label (_(filters[i].label));
      gtk_widget_set_tooltip_text (self->chips[i], get_part (self, i));
      g_signal_connect_swapped (self->chips[i], "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (box), self->chips[i]);
    }
  /* Where there is no room for all, they are scrolled: the pointer drags them, the focus brings them. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filters"), -1);
}

GtkWidget *
gesso_search_chips_new (void)
{
  return g_object_new (GESSO_TYPE_SEARCH_CHIPS, NULL);
}

void
gesso_search_chips_set_text (GessoSearchChips *self,
                             const char       *text)
{
  g_return_if_fail (GESSO_IS_SEARCH_CHIPS (self));
  g_return_if_fail (text != NULL);

  g_free (self->text);
  self->text = g_strdup (text);
  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[i]), gesso_search_has_part (text, get_part (self, i)));
  self->updating = FALSE;
}

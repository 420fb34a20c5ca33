/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-search-help.h"

struct _GessoSearchHelp
{
  GtkPopover parent_instance;
};

enum {
  SIGNAL_EXAMPLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is typed is the same in every language. */
static const struct { const char *example; const char *meaning; } examples[] = {
  { "lighthouse teal", N_("both words, in any order") },
  { "\"paper boat\"", N_("these words side by side") },
  { "light*", N_("words that begin like this") },
  { "-people", N_("without this word; works before every filter") },
  { "tag:teal", N_("with this tag") },
  { "board:\"Sea fog\"", N_("steered by this board") },
  { "rating:>3", N_("four stars or five") },
  { "is:favourite", N_("favourites; also is:failed, is:trash, is:sandbox, is:imported") },
  { "has:reference", N_("with references; also has:tag") },
  { "variant:large", N_("turbo, medium or large") },
  { "aspect:4:5", N_("of this shape") },
  { "creativity:high", N_("raw, low, medium or high") },
  { "seed:42", N_("with this seed") },
  { "after:2026-09-01", N_("a day, a month or a year") },
  { "before:2026-10", N_("older than that") },
  { "cost:>0.05", N_("by price, in dollars") },
};

G_DEFINE_FINAL_TYPE (GessoSearchHelp, gesso_search_help, GTK_TYPE_POPOVER)

static void
clicked_cb (GessoSearchHelp *self,
            GtkButton       *button)
{
  g_assert (GESSO_IS_SEARCH_HELP (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_EXAMPLE], 0, g_object_get_data (G_OBJECT (button), "gesso-example"));
}

static GtkWidget *
create_row (GessoSearchHelp *self,
            guint            i,
            GtkSizeGroup    *group)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *example = gtk_label_new (examples[i].example);
  GtkWidget *meaning = gtk_label_new (_(examples[i].meaning));

  gtk_label_set_xalign (GTK_LABEL (example), 0);
  gtk_widget_add_css_class (example, "monospace");
  gtk_size_group_add_widget (group, example);
  gtk_label_set_xalign (GTK_LABEL (meaning), 0);
  gtk_label_set_wrap (GTK_LABEL (meaning), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (meaning), 28);
  gtk_widget_set_hexpand (meaning, TRUE);
  gtk_widget_add_css_class (meaning, "dim-label");
  gtk_box_append (GTK_BOX (box), example);
  gtk_box_append (GTK_BOX (box), meaning);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "gesso-example", (gpointer) examples[i].example);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  return button;
}

static void
gesso_search_help_class_init (GessoSearchHelpClass *klass)
{
  signals[SIGNAL_EXAMPLE] = g_signal_new ("example", GESSO_TYPE_SEARCH_HELP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gesso_search_help_init (GessoSearchHelp *self)
{
  g_autoptr (GtkSizeGroup) group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    gtk_box_append (GTK_BOX (box), create_row (self, i, group));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 520);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
  gtk_widget_add_css_class (GTK_WIDGET (self), "gesso-search-help");
}

GtkWidget *
gesso_search_help_new (void)
{
  return g_object_new (GESSO_TYPE_SEARCH_HELP, NULL);
}

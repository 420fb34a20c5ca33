/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-gallery-private.h"

#include "gesso-saved-searches.h"
#include "gesso-search-chips.h"
#include "gesso-search-help.h"

/* What stands around the search entry: filters, saved searches, help, and how many were found. */

static void
set_text (GessoGallery *self,
          const char   *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}

static void
chips_changed_cb (GessoGallery *self,
                  const char   *text)
{
  g_assert (GESSO_IS_GALLERY (self));

  set_text (self, text);
}

static void
chosen_cb (GessoGallery *self,
           const char   *text)
{
  g_assert (GESSO_IS_GALLERY (self));

  set_text (self, text);
  gesso_gallery_focus_newest (self);
}

/* In front of what is there; its value is selected, to be typed over. */
static void
example_cb (GessoGallery *self,
            const char   *example)
{
  const char *before = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *text = g_strconcat (example, *before != '\0' ? " " : "", before, NULL);
  const char *colon = strchr (example, ':');
  int length = (int) g_utf8_strlen (example, -1);

  g_assert (GESSO_IS_GALLERY (self));

  set_text (self, text);
  gtk_widget_grab_focus (self->search_entry);
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), colon != NULL ? (int) (colon + 1 - example) : 0, length);
}

static void
toast_cb (GessoGallery *self,
          AdwToast     *toast)
{
  g_assert (GESSO_IS_GALLERY (self));

  g_signal_emit_by_name (self, "toast", toast);
}

void
gesso_gallery_search_for (GessoGallery *self,
                          const char   *query)
{
  g_return_if_fail (GESSO_IS_GALLERY (self));
  g_return_if_fail (query != NULL);

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  set_text (self, query);
}

void
gesso_gallery_update_filter (GessoGallery *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  gesso_search_chips_set_text (GESSO_SEARCH_CHIPS (self->chips), text);
  gesso_saved_searches_set_text (GESSO_SAVED_SEARCHES (self->saved), text);
}

void
gesso_gallery_update_found (GessoGallery *self)
{
  GListModel *list = gesso_gallery_get_list (self);
  GListModel *model = gesso_selection_get_model (GESSO_SELECTION (list));
  guint n = g_list_model_get_n_items (list);
  gboolean loading = self->loading != NULL;
  g_autofree char *text = NULL;

  /* What is known so far is not yet how many there are. */
  if (GESSO_IS_GENERATION_LIST (model) && !loading)
    g_object_get (model, "loading", &loading, NULL);
  /* Translators: how many pictures a search found */
  text = g_strdup_printf (ngettext ("%'u found", "%'u found", n), n);
  gtk_label_set_text (GTK_LABEL (self->found_label), loading ? "" : text);
  gtk_widget_set_visible (self->found_label, self->query != NULL);
}

void
gesso_gallery_init_filter (GessoGallery *self)
{
  GtkWidget *help = gesso_search_help_new ();

  self->chips = gesso_search_chips_new ();
  self->saved = gesso_saved_searches_new (self->context);
  gtk_widget_set_hexpand (self->chips, TRUE);
  adw_bin_set_child (ADW_BIN (self->chips_bin), self->chips);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->saved_button), self->saved);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->help_button), help);
  g_signal_connect_object (self->chips, "changed", G_CALLBACK (chips_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->saved, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->saved, "toast", G_CALLBACK (toast_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (help, "example", G_CALLBACK (example_cb), self, G_CONNECT_SWAPPED);
}

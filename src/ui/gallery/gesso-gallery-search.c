/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-gallery-private.h"

#include "gesso-search.h"
#include "gesso-words.h"

/* More than a screen has, at any size; and of what is found, which is dearer, where it is not known how many fit. */
#define FIRST_IDS 400
#define FIRST_FOUND 100

/* What is wrong with a query is said; it is searched for as words all the same. */
static void
say_what_is_wrong (GessoGallery *self)
{
  g_autoptr (GessoSearch) search = gesso_search_parse (self->query != NULL ? self->query : "");

  if (search->error != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->search_error), search->error);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_widget_set_visible (self->search_error, search->error != NULL);
}

static void
update_trash_bar (GessoGallery *self)
{
  g_autoptr (GessoSearch) search = gesso_search_parse (self->query != NULL ? self->query : "");
  const GessoTerm *trash = gesso_search_find (search, GESSO_TERM_TRASH);

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->trash_bar), trash != NULL && !trash->negated);
}

static void
show_error (GessoGallery *self,
            const GError *error)
{
  g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);
  g_autofree char *text = g_markup_escape_text (sentence->text, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "error");
}

void
gesso_gallery_keep_place (GessoGallery *self)
{
  self->place = gesso_grid_is_at_top (GESSO_GRID (self->grid)) ? 0 : gesso_grid_get_top_row (GESSO_GRID (self->grid));
}

/* What was selected stays in view where the new list has it; otherwise the place that was kept. */
static void
scroll_to_place (GessoGallery        *self,
                 GessoGenerationList *list)
{
  GessoSelection *selection = gesso_grid_get_selection (GESSO_GRID (self->grid));
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (selection));
  guint position = self->place != 0 ? gesso_generation_list_get_nearest (list, self->place) : 0;

  if (!gtk_bitset_is_empty (selected))
    position = gtk_bitset_get_minimum (selected);
  self->place = 0;
  if (position != G_MAXUINT)
    gesso_grid_scroll_to (GESSO_GRID (self->grid), position, FALSE);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoGallery) self = data;
  g_autoptr (GError) error = NULL;
  GessoGenerationList *list = GESSO_GENERATION_LIST (source);
  gboolean done = gesso_generation_list_load_finish (list, result, &error);

  /* Another query has taken over, or the gallery is gone. */
  if (self->loading != list || self->grid == NULL)
    return;
  if (!done)
    {
      g_clear_object (&self->loading);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }
  gesso_selection_set_model (gesso_grid_get_selection (GESSO_GRID (self->grid)), G_LIST_MODEL (list));
  g_signal_connect_object (list, "counts-changed", G_CALLBACK (gesso_grid_update_counts), self->grid, G_CONNECT_SWAPPED);
  scroll_to_place (self, list);
  g_clear_object (&self->loading);
  gesso_gallery_update_page (self);
}

void
gesso_gallery_get_query (GessoGallery *self,
                         GessoQuery   *query)
{
  *query = (GessoQuery) GESSO_QUERY_INIT;
  query->text = self->query;
  gesso_gallery_add_stacks (self, query);
}

void
gesso_gallery_load (GessoGallery *self)
{
  GessoQuery query = GESSO_QUERY_INIT;
  guint n_screen, n_cells;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->loading);
  self->cancellable = g_cancellable_new ();
  gesso_gallery_get_query (self, &query);
  gesso_grid_get_room (GESSO_GRID (self->grid), &n_screen, &n_cells);
  /* What was selected is looked for in all of them; otherwise the first screen does not wait for the rest. */
  if (self->place == 0 && self->query != NULL)
    query.first = MAX (n_cells, FIRST_FOUND);
  else if (self->place == 0 && gesso_selection_get_count (gesso_grid_get_selection (GESSO_GRID (self->grid))) == 0)
    query.first = FIRST_IDS;
  query.read = query.first > 0 ? n_screen : 0;
  self->loading = gesso_generation_list_new (gesso_context_get_library (self->context), &query);
  gesso_generation_list_load_async (self->loading, self->cancellable, loaded_cb, g_object_ref (self));
}

void
gesso_gallery_set_query (GessoGallery *self,
                         const char   *query)
{
  g_autofree char *words = query ? g_strstrip (g_strdup (query)) : NULL;
  const char *wanted = words != NULL && words[0] != '\0' ? words : NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *sentence = NULL;

  if (g_strcmp0 (self->query, wanted) == 0)
    return;
  /* Asked for by another than the entry: the bar shows what is searched for. */
  if (wanted != NULL && gtk_editable_get_text (GTK_EDITABLE (self->search_entry))[0] == '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), wanted);
      gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
      /* The entry has asked for it meanwhile. */
      return;
    }
  gesso_gallery_forget_stack (self);
  /* Where the list was is where it is again when the search ends. */
  gesso_gallery_keep_place (self);
  if (self->query == NULL)
    self->unfiltered_place = self->place;
  self->place = wanted == NULL ? self->unfiltered_place : 0;
  g_free (self->query);
  self->query = g_strdup (wanted);
  if (wanted != NULL)
    {
      escaped = g_markup_escape_text (wanted, -1);
      /* Translators: under "Nothing found" */
      sentence = g_strdup_printf (_("for “%s”"), escaped);
      adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing_page), sentence);
      gesso_gallery_show_grid (self);
    }
  say_what_is_wrong (self);
  update_trash_bar (self);
  g_object_notify (G_OBJECT (self), "query");
  gesso_gallery_load (self);
}

/* With each key: what was asked for before is interrupted. */
static void
search_changed_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  if (self->saved != NULL)
    gesso_gallery_update_filter (self);
  gesso_gallery_set_query (self, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

/* Enter goes to what was found. */
static void
search_activate_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  search_changed_cb (self);
  gesso_gallery_focus_newest (self);
}

/* A revealer that slides maps what it holds with its first frame only, and what is typed until then is lost. */
static void
set_sliding (GtkWidget *search_bar,
             gboolean   sliding)
{
  GtkWidget *revealer = gtk_widget_get_first_child (search_bar);

  if (GTK_IS_REVEALER (revealer))
    gtk_revealer_set_transition_type (GTK_REVEALER (revealer), sliding ? GTK_REVEALER_TRANSITION_TYPE_SLIDE_DOWN
                                                                       : GTK_REVEALER_TRANSITION_TYPE_NONE);
}

static void
search_mode_cb (GessoGallery *self)
{
  const gboolean searching = gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar));

  g_assert (GESSO_IS_GALLERY (self));

  set_sliding (self->search_bar, !searching);
  if (!searching)
    gesso_gallery_set_query (self, NULL);
  g_object_notify (G_OBJECT (self), "search-mode");
}

static gboolean
search_key_cb (GtkEventControllerKey *keys,
               guint                  key,
               guint                  code,
               GdkModifierType        state,
               GessoGallery          *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  search_activate_cb (self);
  return GDK_EVENT_STOP;
}

static void
clear_search_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);
  gesso_gallery_set_query (self, NULL);
}

void
gesso_gallery_bind_search (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
}

void
gesso_gallery_init_search (GessoGallery *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar), GTK_EDITABLE (self->search_entry));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (self->search_entry, keys);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-saved-searches.h"

#include "gesso-compat.h"
#include "gesso-library-curation.h"
#include "gesso-words.h"

struct _GessoSavedSearches
{
  GtkPopover parent_instance;

  GessoContext *context;
  GCancellable *cancellable;
  char *text;
  GtkWidget *save_button;
  GtkWidget *list;
  GtkWidget *message;
};

enum {
  SIGNAL_CHOSEN,
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoSavedSearches, gesso_saved_searches, GTK_TYPE_POPOVER)

/* A search of the list, held by its row. */
typedef struct
{
  char *text;
  char *name;
} Saved;

static void
saved_free (gpointer data)
{
  Saved *saved = data;

  g_free (saved->text);
  g_free (saved->name);
  g_free (saved);
}

static void load (GessoSavedSearches *self);

static Saved *
get_saved (GtkWidget *inside)
{
  GtkWidget *row = gtk_widget_get_ancestor (inside, GTK_TYPE_LIST_BOX_ROW);

  return g_object_get_data (G_OBJECT (row), "gesso-saved");
}

static gboolean
is_writable (GessoSavedSearches *self)
{
  return !gesso_library_is_read_only (gesso_context_get_library (self->context));
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoSavedSearches) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_save_search_finish (GESSO_LIBRARY (source), result, &error))
    {
      g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);
      g_autoptr (AdwToast) toast = gesso_toast_new (sentence->text);

      g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
    }
  if (self->context != NULL)
    load (self);
}

static void
save (GessoSavedSearches *self,
      const char         *text,
      const char         *name)
{
  gesso_library_save_search_async (gesso_context_get_library (self->context), text, name, changed_cb,
                                   g_object_ref (self));
}

static void
save_clicked_cb (GessoSavedSearches *self)
{
  g_assert (GESSO_IS_SAVED_SEARCHES (self));

  if (*self->text != '\0')
    save (self, self->text, NULL);
}

static void
row_activated_cb (GessoSavedSearches *self,
                  GtkListBoxRow      *row)
{
  g_autofree char *text = g_strdup (get_saved (GTK_WIDGET (row))->text);

  g_assert (GESSO_IS_SAVED_SEARCHES (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, text);
}

static void
undo_cb (AdwToast           *toast,
         GessoSavedSearches *self)
{
  Saved *saved = g_object_get_data (G_OBJECT (toast), "gesso-saved");

  g_assert (GESSO_IS_SAVED_SEARCHES (self));

  if (self->context != NULL)
    save (self, saved->text, saved->name);
}

static void
remove_clicked_cb (GessoSavedSearches *self,
                   GtkButton          *button)
{
  Saved *saved = get_saved (GTK_WIDGET (button));
  Saved *copy = g_new (Saved, 1);
  g_autoptr (AdwToast) toast = gesso_toast_new (_("Saved search removed"));

  g_assert (GESSO_IS_SAVED_SEARCHES (self));

  copy->text = g_strdup (saved->text);
  copy->name = g_strdup (saved->name);
  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "gesso-saved", copy, saved_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
  gesso_library_forget_search_async (gesso_context_get_library (self->context), saved->text, changed_cb,
                                     g_object_ref (self));
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
}

/* The row's label becomes an entry, and back. */
static void
rename_clicked_cb (GessoSavedSearches *self,
                   GtkButton          *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  g_assert (GESSO_IS_SAVED_SEARCHES (self));

  gtk_editable_label_start_editing (g_object_get_data (G_OBJECT (row), "gesso-label"));
}

static void
edited_cb (GessoSavedSearches *self,
           GParamSpec         *pspec,
           GtkEditableLabel   *label)
{
  Saved *saved = get_saved (GTK_WIDGET (label));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (label));

  g_assert (GESSO_IS_SAVED_SEARCHES (self));

  if (gtk_editable_label_get_editing (label) || g_strcmp0 (text, saved->name ? saved->name : saved->text) == 0)
    return;
  save (self, saved->text, text);
}

static GtkWidget *
create_button (GessoSavedSearches *self,
               const char         *icon,
               const char         *name,
               GCallback           callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_sensitive (button, is_writable (self));
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
add_row (GessoSavedSearches     *self,
         const GessoSavedSearch *search)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gesso_editable_label_new (search->name != NULL ? search->name : search->text);
  Saved *saved = g_new (Saved, 1);

  saved->text = g_strdup (search->text);
  saved->name = g_strdup (search->name);
  g_object_set_data_full (G_OBJECT (row), "gesso-saved", saved, saved_free);
  g_object_set_data (G_OBJECT (row), "gesso-label", label);
  gtk_widget_set_hexpand (label, TRUE);
  /* A click chooses the row; only its button edits. */
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_set_tooltip_text (row, search->text);
  g_signal_connect_swapped (label, "notify::editing", G_CALLBACK (edited_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), create_button (self, "document-edit-symbolic", _("Rename"), G_CALLBACK (rename_clicked_cb)));
  gtk_box_append (GTK_BOX (box), create_button (self, "user-trash-symbolic", _("Remove"), G_CALLBACK (remove_clicked_cb)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  search->name != NULL ? search->name : search->text, -1);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
update (GessoSavedSearches *self)
{
  gboolean saved = FALSE;
  guint n = gesso_saved_searches_count (self);

  for (guint i = 0; i < n; i++)
    saved = saved || g_str_equal (get_saved (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)))->text,
                                  self->text);
  gtk_widget_set_sensitive (self->save_button, *self->text != '\0' && !saved && is_writable (self));
  gtk_widget_set_visible (self->message, n == 0);
  gtk_widget_set_visible (self->list, n > 0);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoSavedSearches) self = data;
  g_autoptr (GPtrArray) searches = gesso_library_list_searches_finish (GESSO_LIBRARY (source), result, NULL);
  GtkWidget *child;

  if (searches == NULL || self->context == NULL)
    return;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < searches->len; i++)
    add_row (self, searches->pdata[i]);
  update (self);
}

static void
load (GessoSavedSearches *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gesso_library_list_searches_async (gesso_context_get_library (self->context), self->cancellable, listed_cb,
                                     g_object_ref (self));
}

static void
gesso_saved_searches_show (GtkWidget *widget)
{
  load (GESSO_SAVED_SEARCHES (widget));
  GTK_WIDGET_CLASS (gesso_saved_searches_parent_class)->show (widget);
}

static void
gesso_saved_searches_dispose (GObject *object)
{
  GessoSavedSearches *self = GESSO_SAVED_SEARCHES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_saved_searches_parent_class)->dispose (object);
}

static void
gesso_saved_searches_finalize (GObject *object)
{
  g_free (GESSO_SAVED_SEARCHES (object)->text);
  G_OBJECT_CLASS (gesso_saved_searches_parent_class)->finalize (object);
}

static void
gesso_saved_searches_class_init (GessoSavedSearchesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_saved_searches_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_saved_searches_finalize;
  GTK_WIDGET_CLASS (klass)->show = gesso_saved_searches_show;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", GESSO_TYPE_SAVED_SEARCHES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", GESSO_TYPE_SAVED_SEARCHES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, ADW_TYPE_TOAST);
}

static void
gesso_saved_searches_init (GessoSavedSearches *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *lists = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->text = g_strdup ("");
  self->save_button = gtk_button_new_with_label (_("Save This Search"));
  g_signal_connect_swapped (self->save_button, "clicked", G_CALLBACK (save_clicked_cb), self);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "history");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Saved searches"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->message = gtk_label_new (_("Searches you save are kept here"));
  gtk_widget_add_css_class (self->message, "dim-label");
  gtk_widget_set_margin_top (self->message, 12);
  gtk_widget_set_margin_bottom (self->message, 12);
  gtk_box_append (GTK_BOX (lists), self->list);
  gtk_box_append (GTK_BOX (lists), self->message);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), lists);
  gtk_widget_set_size_request (scrolled, 280, -1);
  gtk_box_append (GTK_BOX (box), self->save_button);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
gesso_saved_searches_new (GessoContext *context)
{
  GessoSavedSearches *self = g_object_new (GESSO_TYPE_SAVED_SEARCHES, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
gesso_saved_searches_set_text (GessoSavedSearches *self,
                               const char         *text)
{
  g_return_if_fail (GESSO_IS_SAVED_SEARCHES (self));
  g_return_if_fail (text != NULL);

  g_free (self->text);
  self->text = g_strstrip (g_strdup (text));
  update (self);
}

guint
gesso_saved_searches_count (GessoSavedSearches *self)
{
  guint n = 0;

  g_return_val_if_fail (GESSO_IS_SAVED_SEARCHES (self), 0);

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) n) != NULL)
    n++;
  return n;
}

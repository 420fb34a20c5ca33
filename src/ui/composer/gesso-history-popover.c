/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-history-popover.h"
#include "gesso-words.h"

#define MOST_PROMPTS 100

struct _GessoHistoryPopover
{
  GtkPopover parent_instance;

  GessoContext *context;
  GCancellable *cancellable; /* of what is being read */
  GtkEditable *search;
  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *message;
};

enum {
  PROMPT,
  RECIPE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoHistoryPopover, gesso_history_popover, GTK_TYPE_POPOVER)

static const char *
row_recipe (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "gesso-recipe");
}

static void
recipe_clicked_cb (GtkButton           *button,
                   GessoHistoryPopover *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  g_autofree char *recipe = g_strdup (row_recipe (row));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[RECIPE], 0, recipe);
}

static void
row_activated_cb (GessoHistoryPopover *self,
                  GtkListBoxRow       *row)
{
  g_autofree char *recipe = g_strdup (row_recipe (GTK_WIDGET (row)));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PROMPT], 0, recipe);
}

static void
add_row (GessoHistoryPopover *self,
         const char          *recipe)
{
  g_autoptr (KreaRequest) request = NULL;
  g_autofree char *settings = NULL;
  GtkWidget *row, *box, *texts, *prompt, *caption, *button;

  /* What can't be read any more is left out rather than shown empty. */
  request = krea_request_new_from_recipe (gesso_context_get_catalog (self->context), recipe, NULL);
  if (request == NULL)
    return;

  settings = g_strdup_printf ("%s · %s · %s", gesso_words_variant (krea_request_get_variant (request)),
                              krea_request_get_aspect_ratio (request),
                              gesso_words_creativity (krea_request_get_creativity (request)));
  prompt = gtk_label_new (krea_request_get_prompt (request));
  gtk_label_set_xalign (GTK_LABEL (prompt), 0);
  gtk_label_set_wrap (GTK_LABEL (prompt), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (prompt), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (prompt), 2);
  gtk_label_set_ellipsize (GTK_LABEL (prompt), PANGO_ELLIPSIZE_END);
  caption = gtk_label_new (settings);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "hint");
  texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), prompt);
  gtk_box_append (GTK_BOX (texts), caption);

  button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Use its settings too"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Use its settings too"),
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_signal_connect_object (button, "clicked", G_CALLBACK (recipe_clicked_cb), self, 0);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), button);
  row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "gesso-recipe", g_strdup (recipe), g_free);
  gtk_list_box_append (self->list, row);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoHistoryPopover) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recipes = gesso_library_list_history_finish (GESSO_LIBRARY (source), result, &error);
  GtkWidget *child;

  if (self->list == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; recipes != NULL && i < recipes->len; i++)
    add_row (self, g_ptr_array_index (recipes, i));

  if (gesso_history_popover_count (self) > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
      return;
    }
  gtk_label_set_label (self->message, *gtk_editable_get_text (self->search) != '\0' ? _("Nothing found")
                                                                                   : _("Prompts you use are kept here"));
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
search_changed_cb (GessoHistoryPopover *self)
{
  const char *text = gtk_editable_get_text (self->search);

  if (self->context == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gesso_library_list_history_async (gesso_context_get_library (self->context), *text != '\0' ? text : NULL,
                                    MOST_PROMPTS, self->cancellable, listed_cb, g_object_ref (self));
}

static void
search_activate_cb (GessoHistoryPopover *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (first != NULL)
    row_activated_cb (self, first);
}

static void
show_cb (GessoHistoryPopover *self)
{
  gtk_editable_set_text (self->search, "");
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
gesso_history_popover_dispose (GObject *object)
{
  GessoHistoryPopover *self = GESSO_HISTORY_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_HISTORY_POPOVER);

  G_OBJECT_CLASS (gesso_history_popover_parent_class)->dispose (object);
}

static void
gesso_history_popover_class_init (GessoHistoryPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_history_popover_dispose;

  signals[PROMPT] = g_signal_new ("prompt", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[RECIPE] = g_signal_new ("recipe", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-history-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPopover, list);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPopover, message);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPopover, search);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPopover, stack);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
gesso_history_popover_init (GessoHistoryPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_history_popover_new (void)
{
  return g_object_new (GESSO_TYPE_HISTORY_POPOVER, NULL);
}

void
gesso_history_popover_set_context (GessoHistoryPopover *self,
                                   GessoContext        *context)
{
  g_return_if_fail (GESSO_IS_HISTORY_POPOVER (self));
  g_return_if_fail (GESSO_IS_CONTEXT (context));

  g_set_object (&self->context, context);
}

guint
gesso_history_popover_count (GessoHistoryPopover *self)
{
  guint count = 0;

  g_return_val_if_fail (GESSO_IS_HISTORY_POPOVER (self), 0);

  while (gtk_list_box_get_row_at_index (self->list, (int) count) != NULL)
    count++;
  return count;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

#include "gesso-money.h"
#include "gesso-picture-input.h"

static const char *const recipe_actions[] = {
  "win.use-recipe", "win.use-prompt", "win.use-references", "win.use-settings", "win.use-seed", "win.vary", NULL,
};

static GessoGeneration *
get_selected (GessoWindow *self)
{
  return self->context != NULL ? gesso_context_get_selected (self->context) : NULL;
}

void
gesso_window_picture_update (GessoWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GessoGeneration *selected = get_selected (self);
  const char *prompt = selected != NULL ? gesso_generation_get_prompt (selected) : NULL;
  gboolean has_recipe = selected != NULL && gesso_generation_get_recipe (selected) != NULL;
  gboolean has_file = selected != NULL && gesso_generation_get_path (selected) != NULL;

  for (gsize i = 0; recipe_actions[i] != NULL; i++)
    gtk_widget_action_set_enabled (widget, recipe_actions[i], has_recipe);
  /* What another program made has no variant: its words can be used, but there is nothing to make once more. */
  has_recipe = has_recipe && gesso_generation_get_variant (selected) != NULL;
  gtk_widget_action_set_enabled (widget, "win.vary", has_recipe);
  gtk_widget_action_set_enabled (widget, "win.try-large",
                                 has_recipe && g_strcmp0 (gesso_generation_get_variant (selected), "large") != 0);
  gtk_widget_action_set_enabled (widget, "win.copy-prompt", prompt != NULL && *prompt != '\0');
  gtk_widget_action_set_enabled (widget, "win.copy-picture", has_file);
  gtk_widget_action_set_enabled (widget, "win.show-in-folder", has_file);
  gtk_widget_action_set_enabled (widget, "win.open-with", has_file);
}

/* What can be done with a picture changes with the picture, and as it is drawn. */
static void
selected_changed_cb (GessoWindow *self)
{
  g_signal_group_set_target (self->selected_signals, get_selected (self));
  gesso_window_picture_update (self);
}

void
gesso_window_picture_set_context (GessoWindow *self)
{
  if (self->context_signals == NULL)
    {
      self->context_signals = g_signal_group_new (GESSO_TYPE_CONTEXT);
      self->selected_signals = g_signal_group_new (GESSO_TYPE_GENERATION);
      g_signal_group_connect_swapped (self->context_signals, "notify::selected", G_CALLBACK (selected_changed_cb), self);
      g_signal_group_connect_swapped (self->selected_signals, "notify", G_CALLBACK (gesso_window_picture_update), self);
    }
  g_signal_group_set_target (self->context_signals, self->context);
  selected_changed_cb (self);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint unsent = 0, asked = 0;

  if (!gesso_engine_cancel_finish (GESSO_ENGINE (source), result, &unsent, &asked, &error))
    {
      gesso_window_toast_error (self, error);
      return;
    }
  text = gesso_words_cancelled (unsent, asked);
  gesso_window_toast_text (self, text);
}

static void
undo_cb (AdwToast    *toast,
         GessoWindow *self)
{
  GPtrArray *generations = g_object_get_data (G_OBJECT (toast), "generations");

  if (self->context != NULL)
    gesso_engine_cancel_async (gesso_context_get_engine (self->context), generations, cancelled_cb,
                               g_object_ref (self));
}

void
gesso_window_announce_round (GessoWindow *self,
                             GPtrArray   *generations)
{
  g_autofree char *price = NULL;
  g_autofree char *text = NULL;
  gboolean sandbox = FALSE;
  gint64 total = 0;
  AdwToast *toast;

  for (guint i = 0; i < generations->len; i++)
    {
      total += gesso_generation_get_price (generations->pdata[i]);
      sandbox = sandbox || gesso_generation_is_sandbox (generations->pdata[i]);
    }
  price = sandbox ? g_strdup (_("Free")) : gesso_money_format (total);
  text = g_strdup_printf (ngettext ("%u queued · %s", "%u queued · %s", generations->len), generations->len, price);
  toast = gesso_toast_new (text);
  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "generations", g_ptr_array_ref (generations),
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
  gesso_window_add_toast (self, toast);
}

/* The recipe of the selected one with one thing changed, sent at once; the composer is left alone. */
static void
send_changed_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GessoGeneration *selected = get_selected (self);
  g_autoptr (KreaRequest) request = selected != NULL ? gesso_window_read_recipe (self, selected) : NULL;

  if (request == NULL)
    return;
  if (g_str_equal (action, "win.vary"))
    krea_request_set_seed (request, KREA_SEED_RANDOM);
  else
    krea_request_set_variant (request, "large");
  gesso_window_send_request (self, request);
}

static void
use_recipe_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  static const struct { const char *action; GessoRecipeParts parts; } map[] = {
    { "win.use-recipe", GESSO_RECIPE_ALL },
    { "win.use-prompt", GESSO_RECIPE_PROMPT },
    { "win.use-references", GESSO_RECIPE_REFERENCES },
    { "win.use-settings", GESSO_RECIPE_SETTINGS },
    { "win.use-seed", GESSO_RECIPE_SEED },
  };
  GessoWindow *self = GESSO_WINDOW (widget);
  GessoGeneration *selected = get_selected (self);

  for (gsize i = 0; selected != NULL && i < G_N_ELEMENTS (map); i++)
    if (g_str_equal (map[i].action, action))
      gesso_composer_use_recipe (self->composer, gesso_generation_get_recipe (selected), map[i].parts);
}

static void
copy_picture_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GessoGeneration *selected = get_selected (self);
  g_autoptr (GdkContentProvider) content = NULL;

  if (selected == NULL)
    return;
  content = gesso_picture_input_provide (self->context, selected);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
  gesso_window_toast_text (self, _("Picture copied"));
}

static void
copy_prompt_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GessoGeneration *selected = get_selected (self);

  if (selected == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gesso_generation_get_prompt (selected));
  gesso_window_toast_text (self, _("Prompt copied"));
}

static void
shown_in_folder_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_show_in_folder_finish (result, &error))
    gesso_window_toast_error (self, error);
}

static void
show_in_folder_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GessoGeneration *selected = get_selected (self);
  g_autoptr (GFile) file = NULL;

  if (selected == NULL || gesso_generation_get_path (selected) == NULL)
    return;
  file = g_file_new_for_path (gesso_generation_get_path (selected));
  gesso_show_in_folder_async (GTK_WINDOW (self), file, shown_in_folder_cb, g_object_ref (self));
}

void
gesso_window_install_picture (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; recipe_actions[i] != NULL && !g_str_equal (recipe_actions[i], "win.vary"); i++)
    gtk_widget_class_install_action (widget_class, recipe_actions[i], NULL, use_recipe_cb);
  gtk_widget_class_install_action (widget_class, "win.vary", NULL, send_changed_cb);
  gtk_widget_class_install_action (widget_class, "win.try-large", NULL, send_changed_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-picture", NULL, copy_picture_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-prompt", NULL, copy_prompt_cb);
  gtk_widget_class_install_action (widget_class, "win.show-in-folder", NULL, show_in_folder_cb);
}

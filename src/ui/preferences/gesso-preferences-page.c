/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-preferences"

#include "config.h"

#include "gesso-preferences-page.h"

#include <glib/gi18n.h>

#include "gesso-compat.h"
#include "gesso-money.h"
#include "krea-webhook.h"

struct _GessoPreferencesPage
{
  AdwPreferencesPage parent_instance;

  AdwActionRow *key_row;
  GtkWidget *unlock_button;
  GtkWidget *remove_button;
  GtkWidget *change_button;
  AdwEntryRow *cap_row;
  AdwActionRow *library_row;
  GtkSwitch *early_switch;
  GtkSwitch *large_switch;
  GtkSwitch *notify_switch;
  GtkSwitch *fill_switch;
  GtkSwitch *extended_switch;
  AdwEntryRow *webhook_row;
  GtkAdjustment *port;

  GessoContext *context;
  GtkWidget *window; /* weak */
};

G_DEFINE_FINAL_TYPE (GessoPreferencesPage, gesso_preferences_page, ADW_TYPE_PREFERENCES_PAGE)

static const char *
describe_account (GessoEngine *engine)
{
  switch (gesso_engine_get_account_state (engine))
    {
    case GESSO_ACCOUNT_KREA:
      return gesso_secrets_is_fixed (gesso_engine_get_secrets (engine)) ? _("From the environment, for this session")
                                                                         : _("Kept in your keyring");
    case GESSO_ACCOUNT_SANDBOX:
      return _("None: pictures are drawn on this computer, for free");
    case GESSO_ACCOUNT_KEYRING_LOCKED:
      return _("Your keyring is locked");
    case GESSO_ACCOUNT_KEYRING_ABSENT:
      return _("No keyring is running");
    case GESSO_ACCOUNT_FAILED:
      return _("None");
    case GESSO_ACCOUNT_UNKNOWN:
    default:
      return _("Not looked up yet");
    }
}

static void
update_key (GessoPreferencesPage *self)
{
  GessoEngine *engine = gesso_context_get_engine (self->context);
  GessoAccountState state = gesso_engine_get_account_state (engine);
  gboolean fixed = gesso_secrets_is_fixed (gesso_engine_get_secrets (engine));
  gboolean has_key = state == GESSO_ACCOUNT_KREA;

  adw_action_row_set_subtitle (self->key_row, describe_account (engine));
  gtk_button_set_label (GTK_BUTTON (self->change_button), has_key ? _("_Change Key…") : _("_Add Key…"));
  gtk_widget_set_visible (self->change_button, !fixed);
  gtk_widget_set_visible (self->remove_button, has_key && !fixed);
  gtk_widget_set_visible (self->unlock_button, state == GESSO_ACCOUNT_KEYRING_LOCKED);
}

/* What is set up happens in the window, over which the dialogs that follow are shown. */
static void
close_and_activate (GessoPreferencesPage *self,
                    const char           *action)
{
  g_autoptr (GtkWidget) window = self->window != NULL ? g_object_ref (self->window) : NULL;

  if (window == NULL)
    return;
  gesso_preferences_close (GTK_WIDGET (self));
  gtk_widget_activate_action (window, action, NULL);
}

static void
unlock_cb (GessoPreferencesPage *self)
{
  gtk_widget_activate_action (self->window, "win.unlock-keyring", NULL);
}

static void
remove_cb (GessoPreferencesPage *self)
{
  gtk_widget_activate_action (self->window, "win.remove-key", NULL);
}

static void
change_cb (GessoPreferencesPage *self)
{
  GessoEngine *engine = gesso_context_get_engine (self->context);
  gboolean has_key = gesso_engine_get_account_state (engine) == GESSO_ACCOUNT_KREA;

  close_and_activate (self, has_key ? "win.change-key" : "win.add-key");
}

static void
show_folder_cb (GessoPreferencesPage *self)
{
  gtk_widget_activate_action (self->window, "win.show-library", NULL);
}

static void
choose_folder_cb (GessoPreferencesPage *self)
{
  close_and_activate (self, "win.choose-folder");
}

static gboolean
read_cap (GessoPreferencesPage *self,
          gint64               *cap)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->cap_row))));

  *cap = 0;
  return *text == '\0' || gesso_money_parse (text, cap);
}

static void
cap_applied_cb (GessoPreferencesPage *self)
{
  gint64 cap;

  if (read_cap (self, &cap))
    gesso_engine_set_cap (gesso_context_get_engine (self->context), cap);
}

static void
cap_changed_cb (GessoPreferencesPage *self)
{
  gint64 cap;

  if (read_cap (self, &cap))
    gtk_widget_remove_css_class (GTK_WIDGET (self->cap_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->cap_row), "error");
}

/* (transfer full) (nullable): %NULL where it can't be called */
static char *
read_webhook (GessoPreferencesPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->webhook_row))));

  return *text == '\0' || krea_webhook_is_address (text) ? g_steal_pointer (&text) : NULL;
}

static void
webhook_applied_cb (GessoPreferencesPage *self)
{
  g_autofree char *url = read_webhook (self);

  if (url != NULL)
    g_settings_set_string (gesso_context_get_settings (self->context), "webhook-url", url);
}

static void
webhook_changed_cb (GessoPreferencesPage *self)
{
  g_autofree char *url = read_webhook (self);

  if (url != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->webhook_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->webhook_row), "error");
}

static void
gesso_preferences_page_dispose (GObject *object)
{
  GessoPreferencesPage *self = GESSO_PREFERENCES_PAGE (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), GESSO_TYPE_PREFERENCES_PAGE);
  G_OBJECT_CLASS (gesso_preferences_page_parent_class)->dispose (object);
}

static void
gesso_preferences_page_class_init (GessoPreferencesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_preferences_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/preferences/gesso-preferences-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, cap_row);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, change_button);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, early_switch);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, extended_switch);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, fill_switch);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, large_switch);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, library_row);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, notify_switch);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, port);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesPage, webhook_row);
  gtk_widget_class_bind_template_callback (widget_class, cap_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, cap_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, webhook_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, webhook_changed_cb);
}

static void
gesso_preferences_page_init (GessoPreferencesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_preferences_page_new (GessoContext *context,
                            GtkWidget    *window)
{
  GessoPreferencesPage *self;
  g_autofree char *webhook = NULL;
  GSettings *settings;
  gint64 cap;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);

  self = g_object_new (GESSO_TYPE_PREFERENCES_PAGE, NULL);
  self->context = g_object_ref (context);
  g_set_weak_pointer (&self->window, window);
  settings = gesso_context_get_settings (context);
  g_settings_bind (settings, "upload-early", self->early_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "show-new-large", self->large_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notifications", self->notify_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "fill-tiles", self->fill_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "extended-strengths", self->extended_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "webhook-port", self->port, "value", G_SETTINGS_BIND_DEFAULT);
  webhook = g_settings_get_string (settings, "webhook-url");
  gtk_editable_set_text (GTK_EDITABLE (self->webhook_row), webhook);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->library_row), FALSE);
  adw_action_row_set_subtitle (self->library_row, gesso_library_get_path (gesso_context_get_library (context)));
  cap = gesso_engine_get_cap (gesso_context_get_engine (context));
  if (cap > 0)
    {
      g_autofree char *text = gesso_money_format (cap);

      gtk_editable_set_text (GTK_EDITABLE (self->cap_row), text);
    }
  g_signal_connect_object (gesso_context_get_engine (context), "notify::account-state", G_CALLBACK (update_key), self,
                           G_CONNECT_SWAPPED);
  update_key (self);
  return GTK_WIDGET (self);
}

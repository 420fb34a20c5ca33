/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-key-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "gesso-compat.h"
#include "gesso-focus.h"
#include "gesso-words.h"

#define KEYS_URI "https://www.krea.ai/settings/api-tokens"

struct _GessoKeyDialog
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwPasswordEntryRow *entry;
  GtkRevealer *error_revealer;
  GtkLabel *error_label;
  GtkLabel *kept_label;
  GtkStack *add_stack;
  GtkSpinner *spinner;
  GtkWidget *unchecked_button;

  GessoEngine *engine;
  GCancellable *cancellable; /* of the check under way */
  gboolean checked;
};

enum {
  PROP_0,
  PROP_ENGINE,
  N_PROPS
};

enum {
  ADDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void used_cb (GObject *source, GAsyncResult *result, gpointer data);

G_DEFINE_FINAL_TYPE (GessoKeyDialog, gesso_key_dialog, GTK_TYPE_WIDGET)

static char *
get_key (GessoKeyDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
update (GessoKeyDialog *self)
{
  gboolean checking = self->cancellable != NULL;
  g_autofree char *key = get_key (self);

  gtk_editable_set_editable (GTK_EDITABLE (self->entry), !checking);
  gtk_stack_set_visible_child_name (self->add_stack, checking ? "checking" : "add");
  gtk_spinner_set_spinning (self->spinner, checking);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "key.add", !checking && *key != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "key.save-unchecked", !checking && *key != '\0');
}

static void
show_error (GessoKeyDialog *self,
            const char     *text)
{
  gtk_revealer_set_reveal_child (self->error_revealer, text != NULL);
  if (text != NULL)
    {
      gtk_label_set_text (self->error_label, text);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

/* Without a keyring the key is still good for this session. */
static gboolean
has_keyring (GessoKeyDialog *self)
{
  return gesso_engine_get_account_state (self->engine) != GESSO_ACCOUNT_KEYRING_ABSENT;
}

static void
use_key (GessoKeyDialog *self,
         gboolean        check)
{
  g_autofree char *key = get_key (self);

  if (self->cancellable != NULL || *key == '\0')
    return;
  self->cancellable = g_cancellable_new ();
  self->checked = check;
  show_error (self, NULL);
  update (self);
  gesso_engine_use_key_async (self->engine, key, check, has_keyring (self), self->cancellable, used_cb,
                              g_object_ref (self));
}

static void
explain (GessoKeyDialog *self,
         const GError   *error)
{
  g_autoptr (GessoSentence) sentence = NULL;

  if (g_error_matches (error, KREA_ERROR, KREA_ERROR_UNAUTHORIZED))
    show_error (self, _("Krea didn't accept this key. Copy all of it, including the part after the colon."));
  else if (g_error_matches (error, KREA_ERROR, KREA_ERROR_OFFLINE) ||
           g_error_matches (error, KREA_ERROR, KREA_ERROR_TIMEOUT) ||
           g_error_matches (error, KREA_ERROR, KREA_ERROR_CONNECTION))
    {
      show_error (self, _("Krea can't be reached, so the key can't be checked."));
      gtk_widget_set_visible (self->unchecked_button, TRUE);
    }
  else
    {
      sentence = gesso_words_for_error (error);
      show_error (self, sentence != NULL ? sentence->text : error->message);
    }
}

static void
used_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoKeyDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean used = gesso_engine_use_key_finish (GESSO_ENGINE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable) && !used)
    return;
  g_clear_object (&self->cancellable);
  update (self);
  if (!used)
    {
      explain (self, error);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }
  g_signal_emit (self, signals[ADDED], 0, self->checked);
  gesso_dialog_close (GTK_WIDGET (self));
}

static void
entry_changed_cb (GessoKeyDialog *self)
{
  show_error (self, NULL);
  update (self);
}

static void
entry_activated_cb (GessoKeyDialog *self)
{
  use_key (self, TRUE);
}

static void
add_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  use_key (GESSO_KEY_DIALOG (widget), g_str_equal (action, "key.add"));
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  gesso_dialog_close (widget);
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoKeyDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_launch_uri_finish (result, &error))
    show_error (self, error->message);
}

static void
get_key_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  gesso_launch_uri_async (GTK_WINDOW (gtk_widget_get_root (widget)), KEYS_URI, launched_cb, g_object_ref (widget));
}

static void
gesso_key_dialog_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  GessoKeyDialog *self = GESSO_KEY_DIALOG (object);

  switch (id)
    {
    case PROP_ENGINE:
      self->engine = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_key_dialog_constructed (GObject *object)
{
  GessoKeyDialog *self = GESSO_KEY_DIALOG (object);

  G_OBJECT_CLASS (gesso_key_dialog_parent_class)->constructed (object);
  if (!has_keyring (self))
    gtk_label_set_text (self->kept_label,
                        _("No keyring is running: kept for this session and sent only to api.krea.ai."));
  update (self);
}

static void
gesso_key_dialog_dispose (GObject *object)
{
  GessoKeyDialog *self = GESSO_KEY_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), GESSO_TYPE_KEY_DIALOG);
  G_OBJECT_CLASS (gesso_key_dialog_parent_class)->dispose (object);
}

static void
gesso_key_dialog_finalize (GObject *object)
{
  GessoKeyDialog *self = GESSO_KEY_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (gesso_key_dialog_parent_class)->finalize (object);
}

/* Closed while the key is being checked: nobody waits for the answer. */
static void
gesso_key_dialog_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (GESSO_KEY_DIALOG (widget)->cancellable);
  GTK_WIDGET_CLASS (gesso_key_dialog_parent_class)->unroot (widget);
}

static gboolean
gesso_key_dialog_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GESSO_KEY_DIALOG (widget)->entry));
}

static gboolean
gesso_key_dialog_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  if (gesso_focus_is_tab (direction))
    return gesso_focus_children (widget, direction);
  return GTK_WIDGET_CLASS (gesso_key_dialog_parent_class)->focus (widget, direction);
}

static void
gesso_key_dialog_class_init (GessoKeyDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = gesso_key_dialog_constructed;
  object_class->dispose = gesso_key_dialog_dispose;
  object_class->finalize = gesso_key_dialog_finalize;
  object_class->set_property = gesso_key_dialog_set_property;
  widget_class->unroot = gesso_key_dialog_unroot;
  widget_class->focus = gesso_key_dialog_focus;
  widget_class->grab_focus = gesso_key_dialog_grab_focus;

  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, GESSO_TYPE_ENGINE,
                                                 G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ADDED] = g_signal_new ("added", GESSO_TYPE_KEY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/window/gesso-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoKeyDialog, add_stack);
  gtk_widget_class_bind_template_child (widget_class, GessoKeyDialog, box);
  gtk_widget_class_bind_template_child (widget_class, GessoKeyDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, GessoKeyDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, GessoKeyDialog, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, GessoKeyDialog, kept_label);
  gtk_widget_class_bind_template_child (widget_class, GessoKeyDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoKeyDialog, unchecked_button);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_install_action (widget_class, "key.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "key.save-unchecked", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "key.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "key.get", NULL, get_key_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gesso_key_dialog_init (GessoKeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_key_dialog_new (GessoEngine *engine)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (engine), NULL);

  return g_object_new (GESSO_TYPE_KEY_DIALOG, "engine", engine, NULL);
}

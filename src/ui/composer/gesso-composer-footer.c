/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-composer-footer.h"
#include "gesso-duplicates.h"
#include "gesso-money.h"
#include "gesso-price-words.h"
#include "gesso-target-row.h"
#include "gesso-words.h"

/* A question that nobody answers is taken back after this, s. */
#define ASK_SECONDS 8

struct _GessoComposerFooter
{
  GtkWidget parent_instance;

  GessoContext *context;
  GtkBox *rows;
  GtkMenuButton *count;
  GtkSpinButton *custom;
  GtkWidget *generate;
  GtkLabel *label;
  GtkLabel *status;
  GtkWidget *add_key;
  GtkWidget *resume;
  GtkWidget *show_it;
  GessoDuplicates *duplicates;
  gboolean asking;
  gboolean confirmed; /* until less waits again */
  guint ask_source;
};

enum {
  PROP_0,
  PROP_LABEL,
  PROP_READY,
  PROP_TOOLTIP,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoComposerFooter, gesso_composer_footer, GTK_TYPE_WIDGET)

static gboolean
is_sandbox (GessoComposerFooter *self)
{
  return gesso_engine_get_account_state (gesso_context_get_engine (self->context)) == GESSO_ACCOUNT_SANDBOX;
}

static void
get_press (GessoComposerFooter *self,
           GessoPress          *press)
{
  KreaRequest *request = gesso_context_get_request (self->context);
  GessoEngine *engine = gesso_context_get_engine (self->context);

  *press = (GessoPress) {
    .price = krea_request_get_price (request),
    .count = gesso_composer_footer_get_count (self),
    .asking = self->asking,
    .sandbox = is_sandbox (self),
    .variant = gesso_words_variant (krea_request_get_variant (request)),
    .has_references = g_list_model_get_n_items (krea_request_get_references (request)) > 0,
    .has_moodboard = krea_request_get_moodboard_id (request) != NULL,
  };
  press->here = gesso_duplicates_get_count (self->duplicates);
  press->count -= MIN (press->here, press->count);
  if (!press->sandbox)
    press->over_cap = gesso_engine_count_over_cap (engine, press->price, press->count);
}

static gboolean
has_prompt (GessoComposerFooter *self)
{
  const char *prompt = krea_request_get_prompt (gesso_context_get_request (self->context));

  for (; prompt != NULL && *prompt != '\0'; prompt = g_utf8_next_char (prompt))
    {
      if (!g_unichar_isspace (g_utf8_get_char (prompt)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_read_only (GessoComposerFooter *self)
{
  return gesso_library_is_read_only (gesso_context_get_library (self->context));
}

static void
update_button (GessoComposerFooter *self)
{
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;
  g_autofree char *tooltip = NULL;
  g_autofree char *count = NULL;
  GessoPress press;

  if (self->context == NULL)
    return;

  get_press (self, &press);
  label = gesso_press_get_label (&press);
  name = gesso_press_get_name (&press);
  tooltip = is_read_only (self) ? g_strdup (_("This library can be looked at, but not changed."))
                                : gesso_press_get_tooltip (&press);
  /* The mark keeps the sign in front where the window runs from right to left. */
  count = g_strdup_printf ("\u200e×%u", gesso_composer_footer_get_count (self));
  gtk_label_set_label (self->label, label);
  gtk_widget_set_tooltip_text (self->generate, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->generate), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_menu_button_set_label (self->count, count);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOLTIP]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static char *
make_status (GessoComposerFooter *self)
{
  GessoEngine *engine = gesso_context_get_engine (self->context);
  g_autofree char *spent = gesso_money_format (gesso_engine_get_spent (engine));
  g_autofree char *cap = NULL;
  guint waiting = gesso_engine_get_waiting (engine);
  guint here = gesso_duplicates_get_count (self->duplicates);

  if (here > 0 && here == gesso_composer_footer_get_count (self))
    return g_strdup (ngettext ("You already have this picture.", "You already have these pictures.", here));
  if (gesso_engine_is_paused (engine))
    return g_strdup_printf (ngettext ("Paused: %u waiting.", "Paused: %u waiting.", waiting), waiting);
  if (is_sandbox (self))
    return g_strdup (_("Sandbox: free, drawn on this computer."));
  if (gesso_engine_get_hold (engine) == GESSO_QUEUE_OFFLINE)
    return g_strdup (_("Offline. Will send when back."));
  if (gesso_engine_get_cap (engine) == 0)
    return g_strdup_printf (_("%s this month"), spent);

  cap = gesso_words_budget (gesso_engine_get_cap (engine));
  /* Translators: what was spent, and what may be spent */
  return g_strdup_printf (_("%s of %s this month"), spent, cap);
}

static void
update_status (GessoComposerFooter *self)
{
  g_autofree char *status = NULL;
  gboolean paused;

  if (self->context == NULL)
    return;

  status = make_status (self);
  if (g_strcmp0 (status, gtk_label_get_label (self->status)) != 0)
    gtk_label_set_label (self->status, status);
  gtk_widget_set_visible (self->show_it, gesso_duplicates_get_count (self->duplicates) > 0);
  paused = gesso_engine_is_paused (gesso_context_get_engine (self->context));
  gtk_widget_set_visible (self->add_key, is_sandbox (self) && !paused);
  gtk_widget_set_visible (self->resume, paused);
}

static void
stop_asking (GessoComposerFooter *self)
{
  g_clear_handle_id (&self->ask_source, g_source_remove);
  if (!self->asking)
    return;

  self->asking = FALSE;
  gtk_widget_remove_css_class (self->generate, "asking");
}

static gboolean
ask_timeout_cb (gpointer data)
{
  GessoComposerFooter *self = data;

  self->ask_source = 0;
  stop_asking (self);
  update_button (self);
  return G_SOURCE_REMOVE;
}

/* µ$ of everything that was pressed and is not paid yet. */
static gint64
get_waiting_cost (GessoComposerFooter *self,
                  guint               *waiting)
{
  GListModel *queue = gesso_engine_get_queue (gesso_context_get_engine (self->context));
  guint length = queue != NULL ? g_list_model_get_n_items (queue) : 0;
  gint64 cost = 0;

  *waiting = 0;
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (GessoGeneration) generation = g_list_model_get_item (queue, i);

      if (generation == NULL || gesso_state_is_final (gesso_generation_get_state (generation)))
        continue;
      (*waiting)++;
      if (!gesso_generation_is_sandbox (generation))
        cost += gesso_generation_get_price (generation);
    }

  return cost;
}

/* Whether this press would make more wait than the settings allow without a question. */
static gboolean
is_expensive (GessoComposerFooter *self)
{
  GSettings *settings = gesso_context_get_settings (self->context);
  guint count = gesso_composer_footer_get_count (self);
  guint waiting;
  gint64 cost = get_waiting_cost (self, &waiting);

  if (!is_sandbox (self))
    cost += krea_request_get_price (gesso_context_get_request (self->context)) * count;

  return waiting + count > g_settings_get_uint (settings, "confirm-pictures") ||
         cost > g_settings_get_int64 (settings, "confirm-cost");
}

static void
request_changed_cb (GessoComposerFooter *self)
{
  stop_asking (self);
  update_button (self);
}

static void
engine_changed_cb (GessoComposerFooter *self)
{
  if (self->context == NULL)
    return;

  if (self->confirmed && !is_expensive (self))
    self->confirmed = FALSE;
  update_button (self);
  update_status (self);
}

static void
duplicates_changed_cb (GessoComposerFooter *self)
{
  update_button (self);
  update_status (self);
}

static void
show_it_cb (GessoComposerFooter *self)
{
  GessoGeneration *first = gesso_duplicates_get_first (self->duplicates);

  if (first == NULL)
    return;

  gesso_context_set_selected (self->context, first);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-it", NULL);
}

static void
count_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  GessoComposerFooter *self = GESSO_COMPOSER_FOOTER (widget);

  g_settings_set_uint (gesso_context_get_settings (self->context), "images",
                       (guint) CLAMP (g_variant_get_int32 (parameter), 1, GESSO_ROUND_MAX));
  gtk_menu_button_popdown (self->count);
}

static void
gesso_composer_footer_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  GessoComposerFooter *self = GESSO_COMPOSER_FOOTER (object);

  switch (id)
    {
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->context != NULL && has_prompt (self) && !is_read_only (self));
      break;
    case PROP_TOOLTIP:
      g_value_set_string (value, gtk_widget_get_tooltip_text (self->generate));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_composer_footer_dispose (GObject *object)
{
  GessoComposerFooter *self = GESSO_COMPOSER_FOOTER (object);
  GtkWidget *child;

  g_clear_handle_id (&self->ask_source, g_source_remove);
  /* It forgets what it found, and would tell. */
  if (self->duplicates != NULL)
    g_signal_handlers_disconnect_by_data (self->duplicates, self);
  g_clear_object (&self->duplicates);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_COMPOSER_FOOTER);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (gesso_composer_footer_parent_class)->dispose (object);
}

static void
gesso_composer_footer_class_init (GessoComposerFooterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gesso_composer_footer_dispose;
  object_class->get_property = gesso_composer_footer_get_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_TOOLTIP] = g_param_spec_string ("tooltip", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "footer.count", "i", count_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-composer-footer.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoComposerFooter, add_key);
  gtk_widget_class_bind_template_child (widget_class, GessoComposerFooter, count);
  gtk_widget_class_bind_template_child (widget_class, GessoComposerFooter, custom);
  gtk_widget_class_bind_template_child (widget_class, GessoComposerFooter, generate);
  gtk_widget_class_bind_template_child (widget_class, GessoComposerFooter, label);
  gtk_widget_class_bind_template_child (widget_class, GessoComposerFooter, resume);
  gtk_widget_class_bind_template_child (widget_class, GessoComposerFooter, rows);
  gtk_widget_class_bind_template_child (widget_class, GessoComposerFooter, show_it);
  gtk_widget_class_bind_template_child (widget_class, GessoComposerFooter, status);
  gtk_widget_class_bind_template_callback (widget_class, show_it_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "footer");
}

static void
gesso_composer_footer_init (GessoComposerFooter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_composer_footer_new (void)
{
  return g_object_new (GESSO_TYPE_COMPOSER_FOOTER, NULL);
}

void
gesso_composer_footer_set_context (GessoComposerFooter *self,
                                   GessoContext        *context)
{
  static const char *const watched[] = { "notify::account-state", "notify::hold",  "notify::paused",
                                         "notify::waiting",       "notify::spent", "notify::cap" };
  GessoEngine *engine;
  GSettings *settings;

  g_return_if_fail (GESSO_IS_COMPOSER_FOOTER (self));
  g_return_if_fail (GESSO_IS_CONTEXT (context));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  gtk_box_prepend (self->rows, gesso_target_row_new (context));
  self->duplicates = gesso_duplicates_new (context);
  g_signal_connect_object (self->duplicates, "changed", G_CALLBACK (duplicates_changed_cb), self, G_CONNECT_SWAPPED);
  engine = gesso_context_get_engine (context);
  settings = gesso_context_get_settings (context);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (engine, watched[i], G_CALLBACK (engine_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_context_get_request (context), "changed", G_CALLBACK (request_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::images", G_CALLBACK (request_changed_cb), self, G_CONNECT_SWAPPED);
  g_settings_bind (settings, "images", gtk_spin_button_get_adjustment (self->custom), "value", G_SETTINGS_BIND_DEFAULT);
  update_button (self);
  update_status (self);
}

gboolean
gesso_composer_footer_confirm (GessoComposerFooter *self)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER_FOOTER (self), FALSE);

  if (self->asking)
    {
      stop_asking (self);
      self->confirmed = TRUE;
      update_button (self);
      return TRUE;
    }
  if (self->confirmed || !is_expensive (self))
    return TRUE;

  self->asking = TRUE;
  gtk_widget_add_css_class (self->generate, "asking");
  self->ask_source = g_timeout_add_seconds (ASK_SECONDS, ask_timeout_cb, self);
  update_button (self);
  return FALSE;
}

guint
gesso_composer_footer_get_count (GessoComposerFooter *self)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER_FOOTER (self), 1);

  return CLAMP (g_settings_get_uint (gesso_context_get_settings (self->context), "images"), 1, GESSO_ROUND_MAX);
}

const char *
gesso_composer_footer_get_label (GessoComposerFooter *self)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER_FOOTER (self), NULL);

  return gtk_label_get_label (self->label);
}

const char *
gesso_composer_footer_get_status (GessoComposerFooter *self)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER_FOOTER (self), NULL);

  return gtk_label_get_label (self->status);
}

char *
gesso_composer_footer_get_toast (GessoComposerFooter *self,
                                 guint                count)
{
  GessoPress press;

  g_return_val_if_fail (GESSO_IS_COMPOSER_FOOTER (self), NULL);

  get_press (self, &press);
  return gesso_press_get_toast (&press, count);
}

GtkWidget *
gesso_composer_footer_get_button (GessoComposerFooter *self)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER_FOOTER (self), NULL);

  return self->generate;
}

gboolean
gesso_composer_footer_is_wanted (GessoComposerFooter *self,
                                 guint                n)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER_FOOTER (self), TRUE);

  /* Where all of them are here, the button says *Generate Anyway*. */
  return !gesso_duplicates_has (self->duplicates, n) ||
         gesso_duplicates_get_count (self->duplicates) >= gesso_composer_footer_get_count (self);
}

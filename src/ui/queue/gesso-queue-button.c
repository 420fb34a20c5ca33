/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-queue"

#include "config.h"

#include "gesso-queue-button.h"

#include <glib/gi18n.h>

#include "gesso-money.h"
#include "gesso-queue-model.h"
#include "gesso-queue-row.h"

/* Rows shown in one section: a queue of hundreds is a number, not a list to read. */
#define MAX_ROWS 30

struct _GessoQueueButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkStack *icons;
  GtkSpinner *spinner;
  GtkLabel *count;
  GtkLabel *more_label;
  GtkWidget *running_box;
  GtkListBox *running_list;
  GtkWidget *waiting_box;
  GtkListBox *waiting_list;
  GtkWidget *needs_you_box;
  GtkListBox *needs_you_list;
  GtkWidget *dismiss_button;
  GtkButton *retry_button;

  GessoContext *context;
  GessoQueueModel *model;
};

enum {
  PROP_0,
  PROP_CONTEXT,
  N_PROPS
};

enum {
  ACTIVATED,
  TOAST,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoQueueButton, gesso_queue_button, GTK_TYPE_WIDGET)

static void
update_name (GessoQueueButton *self,
             const guint      *counts)
{
  g_autofree char *running = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *needs_you = NULL;
  g_autofree char *name = NULL;

  running = g_strdup_printf (ngettext ("%u running", "%u running", counts[GESSO_QUEUE_SECTION_RUNNING]),
                             counts[GESSO_QUEUE_SECTION_RUNNING]);
  waiting = g_strdup_printf (ngettext ("%u waiting", "%u waiting", counts[GESSO_QUEUE_SECTION_WAITING]),
                             counts[GESSO_QUEUE_SECTION_WAITING]);
  needs_you = g_strdup_printf (ngettext ("%u needs you", "%u need you", counts[GESSO_QUEUE_SECTION_NEEDS_YOU]),
                               counts[GESSO_QUEUE_SECTION_NEEDS_YOU]);
  /* Translators: the queue in one line: “2 running, 5 waiting, 1 needs you” */
  name = g_strdup_printf (_("Queue: %s, %s, %s"), running, waiting, needs_you);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* One alone has its own button. */
static void
update_failed (GessoQueueButton *self)
{
  GessoEngine *engine = gesso_context_get_engine (self->context);
  gint64 price = 0;
  guint n_failed;
  g_autoptr (GPtrArray) failed = gesso_engine_list_retryable (engine, &price);
  gboolean free = failed->len > 0 && gesso_engine_get_account_state (engine) == GESSO_ACCOUNT_SANDBOX;
  g_autofree char *amount = free ? g_strdup (_("Free")) : gesso_money_format (price);
  g_autofree char *spoken = free ? g_strdup (_("free")) : gesso_money_format_spoken (price);
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;

  /* Translators: a button and what pressing it costs: “Try All Again · $0.26” */
  label = g_strdup_printf (_("Try All Again · %s"), amount);
  /* Translators: the same for a screen reader: “Try 4 pictures again for 26 cents” */
  name = g_strdup_printf (ngettext ("Try %u picture again for %s", "Try %u pictures again for %s", failed->len),
                          failed->len, spoken);
  gtk_button_set_label (self->retry_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->retry_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), failed->len > 1);
  g_object_get (engine, "failed", &n_failed, NULL);
  gtk_widget_set_visible (self->dismiss_button, n_failed > 0);
}

/* The first can't go earlier, nor the last later. */
static void
update_moves (GessoQueueButton *self,
              int               n_waiting)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->waiting_list, i)) != NULL; i++)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (row), "row.first", i > 0);
      gtk_widget_action_set_enabled (GTK_WIDGET (row), "row.up", i > 0);
      gtk_widget_action_set_enabled (GTK_WIDGET (row), "row.down", i < n_waiting - 1);
    }
}

static void
update (GessoQueueButton *self)
{
  GtkWidget *boxes[GESSO_QUEUE_N_SECTIONS] = { self->running_box, self->waiting_box, self->needs_you_box };
  guint counts[GESSO_QUEUE_N_SECTIONS];
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;
  guint total = 0, hidden = 0;

  for (guint i = 0; i < GESSO_QUEUE_N_SECTIONS; i++)
    {
      counts[i] = gesso_queue_model_get_count (self->model, i);
      total += counts[i];
      gtk_widget_set_visible (boxes[i], counts[i] > 0);
    }
  text = g_strdup_printf ("%u", total);
  gtk_label_set_text (self->count, text);
  if (counts[GESSO_QUEUE_SECTION_WAITING] > MAX_ROWS)
    hidden = counts[GESSO_QUEUE_SECTION_WAITING] - MAX_ROWS;
  more = g_strdup_printf (ngettext ("and %u more", "and %u more", hidden), hidden);
  gtk_label_set_text (self->more_label, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), hidden > 0);

  gtk_spinner_set_spinning (self->spinner, counts[GESSO_QUEUE_SECTION_RUNNING] > 0);
  if (counts[GESSO_QUEUE_SECTION_RUNNING] > 0)
    gtk_stack_set_visible_child_name (self->icons, "running");
  else if (counts[GESSO_QUEUE_SECTION_NEEDS_YOU] > 0)
    gtk_stack_set_visible_child_name (self->icons, "needs-you");
  else
    gtk_stack_set_visible_child_name (self->icons, "waiting");
  if (total == 0)
    gtk_popover_popdown (self->popover);
  gtk_widget_set_visible (GTK_WIDGET (self), total > 0);
  update_name (self, counts);
  update_moves (self, (int) counts[GESSO_QUEUE_SECTION_WAITING]);
  update_failed (self);
}

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  GessoQueueButton *self = data;

  return gesso_queue_row_new (self->context, item);
}

static void
bind_section (GessoQueueButton  *self,
              GtkListBox        *list,
              GessoQueueSection  section)
{
  GListModel *model = g_object_ref (gesso_queue_model_get_section (self->model, section));
  g_autoptr (GtkSliceListModel) slice = gtk_slice_list_model_new (model, 0, MAX_ROWS);

  gtk_list_box_bind_model (list, G_LIST_MODEL (slice), make_row, self, NULL);
}

static void
row_activated_cb (GtkListBox       *list,
                  GtkListBoxRow    *row,
                  GessoQueueButton *self)
{
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[ACTIVATED], 0, gesso_queue_row_get_generation (GESSO_QUEUE_ROW (row)));
}

static void
gesso_queue_button_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  GessoQueueButton *self = GESSO_QUEUE_BUTTON (object);

  switch (id)
    {
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_queue_button_constructed (GObject *object)
{
  GessoQueueButton *self = GESSO_QUEUE_BUTTON (object);

  G_OBJECT_CLASS (gesso_queue_button_parent_class)->constructed (object);
  self->model = gesso_queue_model_new (gesso_engine_get_queue (gesso_context_get_engine (self->context)));
  g_signal_connect_swapped (self->model, "changed", G_CALLBACK (update), self);
  bind_section (self, self->running_list, GESSO_QUEUE_SECTION_RUNNING);
  bind_section (self, self->waiting_list, GESSO_QUEUE_SECTION_WAITING);
  bind_section (self, self->needs_you_list, GESSO_QUEUE_SECTION_NEEDS_YOU);
  update (self);
}

static void
gesso_queue_button_dispose (GObject *object)
{
  GessoQueueButton *self = GESSO_QUEUE_BUTTON (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), GESSO_TYPE_QUEUE_BUTTON);
  G_OBJECT_CLASS (gesso_queue_button_parent_class)->dispose (object);
}

static void
gesso_queue_button_class_init (GessoQueueButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = gesso_queue_button_constructed;
  object_class->dispose = gesso_queue_button_dispose;
  object_class->set_property = gesso_queue_button_set_property;

  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ACTIVATED] = g_signal_new ("activated", GESSO_TYPE_QUEUE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, GESSO_TYPE_GENERATION);
  signals[TOAST] = g_signal_new ("toast", GESSO_TYPE_QUEUE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, ADW_TYPE_TOAST);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/queue/gesso-queue-button.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, button);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, count);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, dismiss_button);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, icons);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, more_label);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, needs_you_box);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, needs_you_list);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, popover);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, retry_button);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, running_box);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, running_list);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, waiting_list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gesso_queue_button_init (GessoQueueButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_queue_button_new (GessoContext *context)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  return g_object_new (GESSO_TYPE_QUEUE_BUTTON, "context", context, NULL);
}

void
gesso_queue_button_popup (GessoQueueButton *self)
{
  g_return_if_fail (GESSO_IS_QUEUE_BUTTON (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_menu_button_popup (self->button);
}

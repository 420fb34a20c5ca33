/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-queue"

#include "config.h"

#include "gesso-queue-row.h"

#include <glib/gi18n.h>

#include "gallery/gesso-ticker.h"
#include "gallery/gesso-tile-state.h"
#include "gesso-compat.h"
#include "gesso-money.h"
#include "gesso-queue-button.h"
#include "gesso-queue-model.h"
#include "gesso-time.h"
#include "gesso-words.h"

struct _GessoQueueRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *prompt;
  GtkLabel *status;
  GtkWidget *first_button;
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkWidget *cancel_button;
  GtkProgressBar *progress;
  GtkWidget *fixes;

  GessoContext *context;
  GessoGeneration *generation;
};

G_DEFINE_FINAL_TYPE (GessoQueueRow, gesso_queue_row, GTK_TYPE_LIST_BOX_ROW)

static GessoTileProgress
get_progress (GessoQueueRow *self)
{
  return (GessoTileProgress) {
    .state = gesso_generation_get_state (self->generation),
    .submitted_at = gesso_generation_get_submitted_at (self->generation),
    .typical_s = gesso_engine_get_typical (gesso_context_get_engine (self->context),
                                           gesso_generation_get_variant (self->generation)),
    .download = gesso_generation_get_fraction (self->generation),
    .cancelling = gesso_generation_is_cancel_requested (self->generation),
  };
}

static void
tick_cb (gpointer data)
{
  GessoQueueRow *self = data;
  GessoTileProgress progress = get_progress (self);
  gint64 now = gesso_time_now_ms ();
  double fraction = gesso_tile_progress_fraction (&progress, now);
  g_autofree char *label = gesso_tile_progress_label (&progress, now);

  gtk_label_set_text (self->status, label);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
}

static void
fix_clicked_cb (GtkWidget     *button,
                GessoQueueRow *self)
{
  const char *action = g_object_get_data (G_OBJECT (button), "action");
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  gesso_context_set_selected (self->context, self->generation);
  if (g_str_has_prefix (action, "win.generation-"))
    gtk_widget_activate_action (button, action, "s", gesso_generation_get_id (self->generation));
  else if (g_action_parse_detailed_name (action, &name, &target, NULL))
    gtk_widget_activate_action_variant (button, name, target);
}

static void
show_fixes (GessoQueueRow       *self,
            const GessoSentence *sentence)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->fixes)) != NULL)
    gtk_box_remove (GTK_BOX (self->fixes), child);
  for (gsize i = 0; sentence != NULL && i < G_N_ELEMENTS (sentence->fixes) && sentence->fixes[i].label != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (sentence->fixes[i].label);

      g_object_set_data_full (G_OBJECT (button), "action", g_strdup (sentence->fixes[i].action), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (fix_clicked_cb), self);
      gtk_box_append (GTK_BOX (self->fixes), button);
    }
  gtk_widget_set_visible (self->fixes, gtk_widget_get_first_child (self->fixes) != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), sentence != NULL ? sentence->details : NULL);
}

static void
show_price (GessoQueueRow *self)
{
  g_autofree char *price = gesso_generation_is_sandbox (self->generation)
                             ? g_strdup (_("Free"))
                             : gesso_money_format (gesso_generation_get_price (self->generation));
  g_autofree char *text = NULL;

  /* Translators: variant and price of a picture that waits: “Large · $0.065” */
  text = g_strdup_printf (_("%s · %s"), gesso_words_variant (gesso_generation_get_variant (self->generation)), price);
  gtk_label_set_text (self->status, text);
}

static void
update (GessoQueueRow *self)
{
  GessoQueueSection section = gesso_queue_section_of (self->generation);
  g_autoptr (GessoSentence) rest = gesso_words_for_rest (gesso_context_get_engine (self->context), self->generation);
  g_autoptr (GessoSentence) sentence = rest != NULL ? g_steal_pointer (&rest)
                                                    : gesso_words_for_failure (self->generation);
  gboolean waiting = section == GESSO_QUEUE_SECTION_WAITING;
  gboolean running = section == GESSO_QUEUE_SECTION_RUNNING && sentence == NULL;
  gboolean held = gesso_generation_get_state (self->generation) == GESSO_STATE_HELD;
  g_autofree char *name = gesso_words_picture_name (self->generation);
  const char *prompt = gesso_generation_get_prompt (self->generation);
  const char *tip = section == GESSO_QUEUE_SECTION_NEEDS_YOU ? _("Dismiss") : _("Cancel");

  gtk_label_set_text (self->prompt, prompt != NULL ? prompt : "");
  gtk_widget_set_visible (self->first_button, waiting);
  gtk_widget_set_visible (self->up_button, waiting);
  gtk_widget_set_visible (self->down_button, waiting);
  /* What is held is sent or removed, which is what its own buttons do. */
  gtk_widget_set_visible (self->cancel_button, !held);
  gtk_widget_set_tooltip_text (self->cancel_button, tip);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.cancel",
                                 !held && !gesso_generation_is_cancel_requested (self->generation));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  show_fixes (self, sentence);
  if (running)
    gesso_ticker_add (tick_cb, self);
  else
    gesso_ticker_remove (self);
  if (sentence != NULL)
    gtk_label_set_text (self->status, sentence->text);
  else if (running)
    tick_cb (self);
  else
    show_price (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
move_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  GessoQueueRow *self = GESSO_QUEUE_ROW (widget);
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (widget));
  int position = g_str_equal (action, "row.first") ? 0 : g_str_equal (action, "row.up") ? index - 1 : index + 1;

  if (gesso_queue_section_of (self->generation) != GESSO_QUEUE_SECTION_WAITING || position < 0)
    return;
  gesso_engine_move (gesso_context_get_engine (self->context), self->generation, (guint) position);
}

static void
complain (GessoQueueRow *self,
          const GError  *error)
{
  GtkWidget *button = gtk_widget_get_ancestor (GTK_WIDGET (self), GESSO_TYPE_QUEUE_BUTTON);
  g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);
  g_autoptr (AdwToast) toast = gesso_toast_new (sentence->text);

  if (button != NULL)
    g_signal_emit_by_name (button, "toast", toast);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoQueueRow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_engine_cancel_finish (GESSO_ENGINE (source), result, NULL, NULL, &error))
    complain (self, error);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoQueueRow *self = GESSO_QUEUE_ROW (widget);
  g_autoptr (GPtrArray) generations = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (generations, g_object_ref (self->generation));
  if (gesso_generation_get_state (self->generation) == GESSO_STATE_FAILED)
    gesso_engine_dismiss (gesso_context_get_engine (self->context), generations);
  else
    gesso_engine_cancel_async (gesso_context_get_engine (self->context), generations, cancelled_cb,
                               g_object_ref (self));
}

static void
gesso_queue_row_dispose (GObject *object)
{
  GessoQueueRow *self = GESSO_QUEUE_ROW (object);

  gesso_ticker_remove (self);
  if (self->generation != NULL)
    g_signal_handlers_disconnect_by_data (self->generation, self);
  g_clear_object (&self->generation);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), GESSO_TYPE_QUEUE_ROW);
  G_OBJECT_CLASS (gesso_queue_row_parent_class)->dispose (object);
}

static void
gesso_queue_row_class_init (GessoQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_queue_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/queue/gesso-queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoQueueRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueRow, down_button);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueRow, first_button);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueRow, fixes);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueRow, progress);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueRow, prompt);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueRow, status);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueRow, up_button);
  gtk_widget_class_install_action (widget_class, "row.first", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "row.up", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "row.down", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "row.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, GDK_ALT_MASK, "row.first", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "row.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "row.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "row.cancel", NULL);
}

static void
gesso_queue_row_init (GessoQueueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_queue_row_new (GessoContext    *context,
                     GessoGeneration *generation)
{
  GessoQueueRow *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  self = g_object_new (GESSO_TYPE_QUEUE_ROW, NULL);
  self->context = g_object_ref (context);
  self->generation = g_object_ref (generation);
  g_signal_connect_swapped (generation, "notify", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}

GessoGeneration *
gesso_queue_row_get_generation (GessoQueueRow *self)
{
  g_return_val_if_fail (GESSO_IS_QUEUE_ROW (self), NULL);

  return self->generation;
}

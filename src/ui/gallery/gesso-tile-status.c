/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-tile-status.h"

#include "gesso-ticker.h"
#include "gesso-tile-state.h"
#include "gesso-time.h"
#include "gesso-words.h"

struct _GessoTileStatus
{
  AdwBin parent_instance;

  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *progress;
  GtkWidget *fix;
  GtkWidget *corner; /* cancel or dismiss */

  GessoContext *context;
  GessoGeneration *generation;
  gboolean missing;
  gboolean compact;
  char *fix_action; /* with its target */
  const char *corner_name;
};

G_DEFINE_FINAL_TYPE (GessoTileStatus, gesso_tile_status, ADW_TYPE_BIN)

static void
show_text (GessoTileStatus *self,
           const char      *icon,
           const char      *text)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_widget_set_visible (self->icon, icon != NULL && !self->compact);
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_has_tooltip (self->label, icon != NULL);
}

static void
show_corner (GessoTileStatus *self,
             const char      *icon,
             const char      *name)
{
  gtk_widget_set_visible (self->corner, icon != NULL);
  if (icon == NULL)
    return;
  gtk_button_set_icon_name (GTK_BUTTON (self->corner), icon);
  self->corner_name = name;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->corner), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_fix (GessoTileStatus *self,
          const char      *label,
          const char      *action)
{
  g_free (self->fix_action);
  self->fix_action = g_strdup (action);
  gtk_widget_set_visible (self->fix, label != NULL);
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->fix), label);
}

static void
show_progress (GessoTileStatus *self)
{
  const char *variant = gesso_generation_get_variant (self->generation);
  GessoTileProgress progress = {
    .state = gesso_generation_get_state (self->generation),
    .submitted_at = gesso_generation_get_submitted_at (self->generation),
    .typical_s = variant ? gesso_engine_get_typical (gesso_context_get_engine (self->context), variant) : 0,
    .download = gesso_generation_get_fraction (self->generation),
    .cancelling = gesso_generation_is_cancel_requested (self->generation),
  };
  gint64 now = gesso_time_now_ms ();
  g_autofree char *text = gesso_tile_progress_label (&progress, now);
  double fraction = gesso_tile_progress_fraction (&progress, now);
  gboolean late = gesso_tile_progress_is_late (&progress, now);
  g_autoptr (GessoSentence) rest
    = gesso_words_for_rest (gesso_context_get_engine (self->context), self->generation);

  if (rest != NULL && !progress.cancelling)
    {
      gtk_widget_set_visible (self->progress, FALSE);
      show_text (self, "dialog-question-symbolic", rest->text);
      show_fix (self, rest->fixes[0].label, rest->fixes[0].action);
      show_corner (self, NULL, NULL);
      return;
    }
  show_text (self, NULL, text);
  gtk_widget_set_visible (self->progress, fraction >= 0);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), CLAMP (fraction, 0, 1));
  show_fix (self, late && !progress.cancelling ? _("Stop Waiting") : NULL, "win.generation-stop-waiting");
  show_corner (self, late || progress.cancelling ? NULL : "window-close-symbolic", _("Cancel"));
}

static void
show_stopped (GessoTileStatus *self)
{
  g_autoptr (GessoSentence) sentence = gesso_words_for_failure (self->generation);
  GessoState state = gesso_generation_get_state (self->generation);
  gboolean final = gesso_state_is_final (state);

  gtk_widget_set_visible (self->progress, FALSE);
  if (sentence != NULL)
    {
      show_text (self, final ? "dialog-error-symbolic" : "dialog-question-symbolic", sentence->text);
      show_fix (self, sentence->fixes[0].label, sentence->fixes[0].action);
    }
  else
    {
      show_text (self, "action-unavailable-symbolic",
                 state == GESSO_STATE_CANCELLED ? _("Cancelled") : gesso_words_state (state));
      show_fix (self, NULL, NULL);
    }
  show_corner (self, final && !gesso_generation_is_dismissed (self->generation) ? "window-close-symbolic" : NULL,
               _("Dismiss"));
}

static void
refresh (gpointer data)
{
  GessoTileStatus *self = data;

  if (self->generation == NULL)
    return;
  switch (gesso_tile_kind_for_state (gesso_generation_get_state (self->generation)))
    {
    case GESSO_TILE_WAITING:
    case GESSO_TILE_RUNNING:
      show_progress (self);
      break;
    case GESSO_TILE_STOPPED:
      show_stopped (self);
      break;
    case GESSO_TILE_EMPTY:
    case GESSO_TILE_PICTURE:
    default:
      gtk_widget_set_visible (self->progress, FALSE);
      show_text (self, "image-missing-symbolic",
                 self->missing ? _("The file was moved or deleted. Its recipe is still here.") : "");
      show_fix (self, self->missing && !gesso_generation_is_purged (self->generation) ? _("Locate…") : NULL,
                "win.generation-locate");
      show_corner (self, NULL, NULL);
    }
}

/* One timer for all of them, and only for those that can be seen counting. */
static void
update_ticker (GessoTileStatus *self)
{
  if (self->generation != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      gesso_tile_kind_for_state (gesso_generation_get_state (self->generation)) == GESSO_TILE_RUNNING)
    gesso_ticker_add (refresh, self);
  else
    gesso_ticker_remove (self);
}

static void
cancel_generation (GessoTileStatus *self)
{
  g_autoptr (GPtrArray) generations = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (generations, g_object_ref (self->generation));
  if (gesso_tile_kind_for_state (gesso_generation_get_state (self->generation)) == GESSO_TILE_STOPPED)
    gesso_engine_dismiss (gesso_context_get_engine (self->context), generations);
  else
    gesso_engine_cancel_async (gesso_context_get_engine (self->context), generations, NULL, NULL);
}

static void
fix_clicked_cb (GessoTileStatus *self)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert (GESSO_IS_TILE_STATUS (self));

  /* The window's actions are about what is selected. */
  gesso_context_set_selected (self->context, self->generation);
  if (self->fix_action == NULL || !g_action_parse_detailed_name (self->fix_action, &name, &target, NULL))
    return;
  if (g_str_has_prefix (name, "win.generation-"))
    gtk_widget_activate_action (GTK_WIDGET (self), name, "s", gesso_generation_get_id (self->generation));
  else
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

static void
corner_clicked_cb (GessoTileStatus *self)
{
  g_assert (GESSO_IS_TILE_STATUS (self));

  cancel_generation (self);
}

/* Asked for when it is wanted: with each text that is set, GTK asks X11 where the pointer is, and waits. */
static gboolean
query_tooltip_cb (GtkWidget       *widget,
                  int              x,
                  int              y,
                  gboolean         keyboard,
                  GtkTooltip      *tooltip,
                  GessoTileStatus *self)
{
  g_assert (GESSO_IS_TILE_STATUS (self));

  gtk_tooltip_set_text (tooltip, widget == self->corner ? self->corner_name : gtk_label_get_text (GTK_LABEL (self->label)));
  return TRUE;
}

static void
gesso_tile_status_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_tile_status_parent_class)->map (widget);
  refresh (widget);
  update_ticker (GESSO_TILE_STATUS (widget));
}

static void
gesso_tile_status_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_tile_status_parent_class)->unmap (widget);
  update_ticker (GESSO_TILE_STATUS (widget));
}

static void
gesso_tile_status_dispose (GObject *object)
{
  GessoTileStatus *self = GESSO_TILE_STATUS (object);

  gesso_ticker_remove (self);
  g_clear_object (&self->context);
  g_clear_object (&self->generation);
  G_OBJECT_CLASS (gesso_tile_status_parent_class)->dispose (object);
}

static void
gesso_tile_status_finalize (GObject *object)
{
  g_free (GESSO_TILE_STATUS (object)->fix_action);
  G_OBJECT_CLASS (gesso_tile_status_parent_class)->finalize (object);
}

static void
gesso_tile_status_class_init (GessoTileStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_tile_status_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_tile_status_finalize;
  widget_class->map = gesso_tile_status_map;
  widget_class->unmap = gesso_tile_status_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/gallery/gesso-tile-status.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoTileStatus, corner);
  gtk_widget_class_bind_template_child (widget_class, GessoTileStatus, fix);
  gtk_widget_class_bind_template_child (widget_class, GessoTileStatus, icon);
  gtk_widget_class_bind_template_child (widget_class, GessoTileStatus, label);
  gtk_widget_class_bind_template_child (widget_class, GessoTileStatus, progress);
  gtk_widget_class_bind_template_callback (widget_class, corner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, fix_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
gesso_tile_status_init (GessoTileStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_tile_status_new (GessoContext *context)
{
  GessoTileStatus *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_TILE_STATUS, NULL);
  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
gesso_tile_status_update (GessoTileStatus *self,
                          GessoGeneration *generation,
                          gboolean         missing,
                          gboolean         compact)
{
  g_return_if_fail (GESSO_IS_TILE_STATUS (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  g_set_object (&self->generation, generation);
  self->missing = missing;
  self->compact = compact;
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  gtk_label_set_lines (GTK_LABEL (self->label), compact ? 2 : 6);
  refresh (self);
  update_ticker (self);
}

void
gesso_tile_status_forget (GessoTileStatus *self)
{
  g_return_if_fail (GESSO_IS_TILE_STATUS (self));

  g_clear_object (&self->generation);
  update_ticker (self);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-grid-private.h"

#include "gesso-generation-list.h"

/* The date beside the scrollbar while it is dragged. */

/* Row ids begin with the time, ms. */
#define ROW_IDS_PER_MS 1024

gint64
gesso_grid_get_top_row (GessoGrid *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GListModel *model = gesso_selection_get_model (self->selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  double upper = gtk_adjustment_get_upper (adjustment);
  guint position;

  if (n == 0 || upper <= 0 || !GESSO_IS_GENERATION_LIST (model))
    return 0;
  position = gtk_adjustment_get_value (adjustment) / upper * n;
  return gesso_generation_list_get_row_id (GESSO_GENERATION_LIST (model), MIN (position, n - 1));
}

static void
update (GessoGrid *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (self->scrolled));
  gint64 row = gesso_grid_get_top_row (self);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (row / ROW_IDS_PER_MS / 1000);
  g_autofree char *text = NULL;
  double range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  int room = gtk_widget_get_height (bar) - gtk_widget_get_height (self->date);

  if (row == 0 || date == NULL)
    return;
  /* Translators: day, month and year beside a scrollbar, see strftime() */
  text = g_date_time_format (date, _("%-d %B %Y"));
  gtk_label_set_text (GTK_LABEL (self->date), text);
  gtk_widget_set_margin_top (self->date, range > 0 ? MAX (0, room) * gtk_adjustment_get_value (adjustment) / range : 0);
}

static void
value_changed_cb (GessoGrid *self)
{
  g_assert (GESSO_IS_GRID (self));

  if (gtk_widget_get_visible (self->date))
    update (self);
}

/* Only looks on: the scrollbar has its own gestures. */
static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          GessoGrid                *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  g_assert (GESSO_IS_GRID (self));

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    {
      gtk_widget_set_visible (self->date, TRUE);
      update (self);
    }
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL || type == GDK_GRAB_BROKEN)
    gtk_widget_set_visible (self->date, FALSE);
  return GDK_EVENT_PROPAGATE;
}

GtkWidget *
gesso_grid_add_date (GessoGrid *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkEventController *events = gtk_event_controller_legacy_new ();
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (self->scrolled));

  self->date = gtk_label_new (NULL);
  gtk_widget_set_visible (self->date, FALSE);
  gtk_widget_set_can_target (self->date, FALSE);
  gtk_widget_set_halign (self->date, GTK_ALIGN_END);
  gtk_widget_set_valign (self->date, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->date, "gesso-date");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->date);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (bar, events);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), "value-changed",
                           G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  return overlay;
}

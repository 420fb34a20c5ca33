/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-drop-place.h"

#define KEY "gesso-drop-place"

typedef struct {
  GtkEventController *target; /* the widget's */
  GessoMakeDropTarget make;
  gpointer            data;
  guint               source;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_clear_handle_id (&place->source, g_source_remove);
  g_free (place);
}

static gboolean
renew_cb (gpointer data)
{
  GtkWidget *widget = data;
  Place *place = g_object_get_data (G_OBJECT (widget), KEY);

  place->source = 0;
  gtk_widget_remove_controller (widget, place->target);
  place->target = place->make (place->data);
  gtk_widget_add_controller (widget, place->target);
  return G_SOURCE_REMOVE;
}

void
gesso_drop_place_add (GtkWidget           *widget,
                      GessoMakeDropTarget  make,
                      gpointer             data)
{
  Place *place;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (make != NULL);

  place = g_new0 (Place, 1);
  place->make = make;
  place->data = data;
  place->target = make (data);
  gtk_widget_add_controller (widget, place->target);
  g_object_set_data_full (G_OBJECT (widget), KEY, place, place_free);
}

void
gesso_drop_place_renew (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      Place *place = g_object_get_data (G_OBJECT (widget), KEY);

      if (place != NULL && place->source == 0)
        place->source = g_idle_add (renew_cb, widget);
    }
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-slots-layout.h"

/* Returns how many there are, and the size of the largest. */
static int
find_size (GtkWidget *widget,
           int       *width,
           int       *height)
{
  int n = 0;

  *width = *height = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      *width = MAX (*width, natural);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
      *height = MAX (*height, natural);
      n++;
    }
  return n;
}

static GtkSizeRequestMode
get_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum,
         int            *natural,
         int            *minimum_baseline,
         int            *natural_baseline)
{
  int width, height;
  const int n = find_size (widget, &width, &height);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (n + 1) / 2 * width;
      *natural = n * width;
    }
  else
    {
      *minimum = *natural = for_size < 0 || for_size >= n * width ? height : 2 * height;
    }
}

static void
allocate (GtkWidget *widget,
          int        room,
          int        room_height,
          int        baseline)
{
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width, height, i = 0;
  const int n = find_size (widget, &width, &height);
  const int columns = MAX (1, room >= n * width ? n : (n + 1) / 2);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const int x = i % columns * width;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_size_allocate (child, &(GtkAllocation) { mirrored ? room - x - width : x, i / columns * height, width, height },
                                -1);
      i++;
    }
}

GtkLayoutManager *
gesso_slots_layout_new (void)
{
  return gtk_custom_layout_new (get_mode, measure, allocate);
}

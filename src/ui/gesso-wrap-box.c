/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-wrap-box.h"

struct _GessoWrapBox
{
  GtkWidget parent_instance;

  int spacing;
};

/* Children from @first up to, without, @end. */
typedef struct {
  GtkWidget *first;
  GtkWidget *end;
  int        wanted;
  int        height;
  int        expanding;
} Line;

G_DEFINE_FINAL_TYPE (GessoWrapBox, gesso_wrap_box, GTK_TYPE_WIDGET)

/* The width with which a child goes into a line. */
static int
get_wanted (GtkWidget *child)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL) ? minimum : natural;
}

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* The line that begins with @line->end. Returns whether there is one. */
static gboolean
next_line (GessoWrapBox *self,
           int           width,
           Line         *line)
{
  GtkWidget *child = skip_hidden (line->end);

  *line = (Line) { .first = child };
  for (; child != NULL; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int wanted = get_wanted (child);
      int height;

      if (child != line->first && line->wanted + self->spacing + wanted > width)
        break;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MIN (wanted, width), NULL, &height, NULL, NULL);
      line->wanted += (child != line->first ? self->spacing : 0) + wanted;
      line->height = MAX (line->height, height);
      line->expanding += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
    }
  line->end = child;
  return line->first != NULL;
}

static void
measure_width (GessoWrapBox *self,
               int          *minimum,
               int          *natural)
{
  GtkWidget *first = skip_hidden (gtk_widget_get_first_child (GTK_WIDGET (self)));

  *minimum = *natural = 0;
  for (GtkWidget *child = first; child != NULL; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += (child != first ? self->spacing : 0) + child_natural;
    }
}

static void
gesso_wrap_box_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  GessoWrapBox *self = GESSO_WRAP_BOX (widget);
  Line line = { .end = gtk_widget_get_first_child (widget) };
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }
  while (line.end != NULL && next_line (self, for_size < 0 ? G_MAXINT / 2 : for_size, &line))
    height += line.height + (height > 0 ? self->spacing : 0);
  *minimum = *natural = height;
}

static void
allocate_line (GessoWrapBox *self,
               const Line   *line,
               int           width,
               int           y)
{
  int left = MAX (0, width - line->wanted), expanding = line->expanding, x = 0;

  for (GtkWidget *child = line->first; child != line->end; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int room = MIN (get_wanted (child), width);

      if (expanding > 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        {
          room += left / expanding;
          left -= left / expanding--;
        }
      else if (line->expanding == 0 && gtk_widget_get_halign (child) == GTK_ALIGN_END &&
               skip_hidden (gtk_widget_get_next_sibling (child)) == line->end)
        room += left;
      gtk_widget_size_allocate (child,
                                &(GtkAllocation) { gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
                                                     ? width - x - room : x,
                                                   y, room, line->height },
                                -1);
      x += room + self->spacing;
    }
}

static void
gesso_wrap_box_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  GessoWrapBox *self = GESSO_WRAP_BOX (widget);
  Line line = { .end = gtk_widget_get_first_child (widget) };
  int y = 0;

  while (line.end != NULL && next_line (self, width, &line))
    {
      allocate_line (self, &line, width, y);
      y += line.height + self->spacing;
    }
}

static GtkSizeRequestMode
gesso_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gesso_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (gesso_wrap_box_parent_class)->dispose (object);
}

static void
gesso_wrap_box_class_init (GessoWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_wrap_box_dispose;
  widget_class->get_request_mode = gesso_wrap_box_get_request_mode;
  widget_class->measure = gesso_wrap_box_measure;
  widget_class->size_allocate = gesso_wrap_box_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "wrap-box");
}

static void
gesso_wrap_box_init (GessoWrapBox *self)
{
}

GtkWidget *
gesso_wrap_box_new (int spacing)
{
  GessoWrapBox *self = g_object_new (GESSO_TYPE_WRAP_BOX, NULL);

  self->spacing = spacing;
  return GTK_WIDGET (self);
}

void
gesso_wrap_box_append (GessoWrapBox *self,
                       GtkWidget    *child)
{
  g_return_if_fail (GESSO_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

void
gesso_wrap_box_prepend (GessoWrapBox *self,
                        GtkWidget    *child)
{
  g_return_if_fail (GESSO_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_after (child, GTK_WIDGET (self), NULL);
}

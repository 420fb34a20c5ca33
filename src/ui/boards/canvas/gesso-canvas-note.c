/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* A new note, px of the board; and how its words are set, like in gesso-canvas-item.c. */
#define NOTE_WIDTH 260.0
#define NOTE_HEIGHT 96.0

static char *
get_text (GtkWidget *editor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* High enough for what is written on it. */
static double
measure (GessoCanvas *self,
         const char  *text,
         double       width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  int height;

  pango_font_description_set_absolute_size (font, GESSO_CANVAS_NOTE_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (1, width - 2 * GESSO_CANVAS_NOTE_PAD) * PANGO_SCALE));
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + 2 * GESSO_CANVAS_NOTE_PAD;
}

static void
keep (GessoCanvas *self,
      const char  *text)
{
  const GessoBoardItem *old = gesso_board_model_find (self->model, self->editing);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GessoBoardItem *item;

  if (old != NULL && *text == '\0')
    {
      g_array_append_val (ids, self->editing);
      gesso_board_model_change (self->model, NULL, ids, "delete", GESSO_BOARD_STEP_NEW);
      return;
    }
  if (*text == '\0' || (old != NULL && g_strcmp0 (text, old->text) == 0))
    return;
  item = old != NULL ? gesso_board_item_copy (old) : gesso_board_item_new (GESSO_BOARD_NOTE);
  if (old == NULL)
    {
      item->x = self->editor_rect.x;
      item->y = self->editor_rect.y;
      item->width = self->editor_rect.width;
      item->height = self->editor_rect.height;
      item->z = gesso_board_model_get_top (self->model);
    }
  g_free (item->text);
  item->text = g_strdup (text);
  item->height = MAX (old != NULL ? old->height : 0, measure (self, text, item->width));
  g_ptr_array_add (items, item);
  g_array_append_val (ids, item->id);
  self->editing = item->id;
  self->placed = TRUE;
  if (gesso_board_model_change (self->model, items, NULL, "note", GESSO_BOARD_STEP_NEW))
    gesso_canvas_select (self, ids);
}

void
gesso_canvas_note_end (GessoCanvas *self)
{
  GtkWidget *editor = g_steal_pointer (&self->editor);
  g_autofree char *text = NULL;
  gint64 id;

  if (editor == NULL)
    return;
  text = get_text (editor);
  keep (self, text);
  id = self->editing;
  self->editing = 0;
  gtk_widget_unparent (editor);
  gesso_canvas_set_hint (self, NULL);
  if (!gesso_canvas_focus_item (self, id))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
left_cb (GtkEventControllerFocus *focus,
         GessoCanvas             *self)
{
  /* Not while another window has it. */
  if (self->editor != NULL && gtk_window_is_active (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)))))
    gesso_canvas_note_end (self);
}

static void
set_font_size (GessoCanvas *self)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *css = NULL;

  css = g_strdup_printf ("textview { font-size: %dpx; padding: %dpx; }",
                         (int) MAX (9, round (GESSO_CANVAS_NOTE_SIZE * self->view.zoom)),
                         (int) round (GESSO_CANVAS_NOTE_PAD * self->view.zoom));
  gtk_css_provider_load_from_data (provider, css, -1);
  gtk_style_context_add_provider (gtk_widget_get_style_context (self->editor), GTK_STYLE_PROVIDER (provider),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

static void
edit (GessoCanvas *self,
      GessoRect    rect,
      gint64       id,
      const char  *text)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *editor = gtk_text_view_new ();

  gesso_canvas_note_end (self);
  self->editor = editor;
  self->editing = id;
  self->editor_rect = rect;
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (editor), GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), text != NULL ? text : "", -1);
  gtk_widget_add_css_class (editor, "note");
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Note"), -1);
  set_font_size (self);
  g_signal_connect (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (editor, focus);
  gtk_widget_set_parent (editor, GTK_WIDGET (self));
  gesso_canvas_view_reveal (&self->view, &rect);
  gesso_canvas_set_hint (self, _("Escape ends the note."));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_grab_focus (editor);
}

void
gesso_canvas_note_edit (GessoCanvas          *self,
                        const GessoBoardItem *item)
{
  edit (self, gesso_canvas_get_rect (self, item), item->id, item->text);
}

void
gesso_canvas_note_add (GessoCanvas *self)
{
  double x = self->view.width / 2, y = self->view.height / 2;

  gesso_canvas_view_to_board (&self->view, &x, &y);
  edit (self, (GessoRect) { round (x - NOTE_WIDTH / 2), round (y - NOTE_HEIGHT / 2), NOTE_WIDTH, NOTE_HEIGHT }, 0, NULL);
}

void
gesso_canvas_note_allocate (GessoCanvas *self)
{
  GessoRect seen = gesso_canvas_view_to_view (&self->view, &self->editor_rect);
  int least;

  gtk_widget_measure (self->editor, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  seen.width = MAX (round (seen.width), least);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_VERTICAL, (int) seen.width, &least, NULL, NULL, NULL);
  seen.height = MAX (round (seen.height), least);
  gtk_widget_allocate (self->editor, (int) seen.width, (int) seen.height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) round (seen.x), (float) round (seen.y))));
}

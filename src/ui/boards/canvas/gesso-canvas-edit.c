/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <string.h>

#define DUPLICATE_OFFSET 24

void
gesso_canvas_commit_moved (GessoCanvas *self,
                           const char  *label)
{
  g_autoptr (GPtrArray) items = gesso_canvas_copy_selected (self);

  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];
      const GessoRect *rect = g_hash_table_lookup (self->moved, &item->id);

      if (rect == NULL)
        continue;
      item->x = rect->x;
      item->y = rect->y;
      item->width = rect->width;
      item->height = rect->height;
    }
  if (g_hash_table_size (self->moved) > 0)
    {
      g_hash_table_remove_all (self->moved);
      gesso_board_model_change (self->model, items, NULL, label, GESSO_BOARD_STEP_NEW);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
gesso_canvas_nudge (GessoCanvas *self,
                    double       dx,
                    double       dy)
{
  g_autoptr (GPtrArray) items = gesso_canvas_copy_selected (self);

  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];

      item->x += dx;
      item->y += dy;
    }
  gesso_board_model_change (self->model, items, NULL, "nudge", GESSO_BOARD_STEP_SOON);
}

static void
flip (GessoCanvas *self,
      GessoFlip    axis)
{
  g_autoptr (GPtrArray) items = gesso_canvas_copy_selected (self);

  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];

      item->flip ^= axis;
    }
  gesso_board_model_change (self->model, items, NULL, "flip", GESSO_BOARD_STEP_NEW);
}

static int
compare_z (gconstpointer a,
           gconstpointer b)
{
  const GessoBoardItem *one = *(GessoBoardItem *const *) a;
  const GessoBoardItem *other = *(GessoBoardItem *const *) b;

  return (one->z > other->z) - (one->z < other->z);
}

/* Among themselves they keep their order. */
static void
restack (GessoCanvas *self,
         gboolean     front)
{
  GPtrArray *all = gesso_board_model_get_items (self->model);
  g_autoptr (GPtrArray) items = gesso_canvas_copy_selected (self);
  double z;

  if (items->len == 0)
    return;
  g_ptr_array_sort (items, compare_z);
  z = front ? gesso_board_model_get_top (self->model) : ((GessoBoardItem *) all->pdata[0])->z - items->len;
  for (guint i = 0; i < items->len; i++)
    ((GessoBoardItem *) items->pdata[i])->z = z + i;
  gesso_board_model_change (self->model, items, NULL, "order", GESSO_BOARD_STEP_NEW);
}

static void
duplicate (GessoCanvas *self)
{
  g_autoptr (GPtrArray) items = gesso_canvas_copy_selected (self);

  gesso_canvas_add_copies (self, items, DUPLICATE_OFFSET, DUPLICATE_OFFSET, "duplicate");
}

static void
remove_selected (GessoCanvas *self)
{
  g_autoptr (GArray) ids = gesso_canvas_get_selection (self);

  gesso_board_model_change (self->model, NULL, ids, "delete", GESSO_BOARD_STEP_NEW);
}

/* In reading order, so that the strip reads like the board. */
static void
steer (GessoCanvas *self)
{
  g_autoptr (GPtrArray) list = gesso_canvas_list_in_order (self, TRUE);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < list->len; i++)
    g_array_append_val (ids, ((GessoBoardItem *) list->pdata[i])->id);
  gesso_board_model_toggle_steer (self->model, ids);
}

/* Into what is selected: words, a colour, or the part of a picture that shows. */
static void
edit (GessoCanvas *self)
{
  g_autoptr (GPtrArray) list = gesso_canvas_list_in_order (self, TRUE);
  const GessoBoardItem *item = list->len == 1 ? list->pdata[0] : NULL;

  if (item == NULL)
    return;
  if (item->kind == GESSO_BOARD_NOTE)
    gesso_canvas_note_edit (self, item);
  else if (item->kind == GESSO_BOARD_SWATCH)
    gesso_canvas_colour_edit (self, item);
  else
    gesso_canvas_crop_begin (self);
}

/* One picture that is selected: each of its pixels is one of the screen. The board as such: as large as it is exported. */
static void
look_one_to_one (GessoCanvas *self)
{
  g_autoptr (GPtrArray) list = gesso_canvas_list_in_order (self, TRUE);
  const GessoBoardItem *item = list->len == 1 ? list->pdata[0] : NULL;

  if (item == NULL || item->kind != GESSO_BOARD_PICTURE || item->picture_width == 0)
    {
      gesso_canvas_view_zoom (&self->view, 1, self->view.width / 2, self->view.height / 2);
      return;
    }
  self->view.zoom = CLAMP (item->picture_width * (1 - item->crop[0] - item->crop[2]) / item->width
                             / gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                           GESSO_CANVAS_MIN_ZOOM, GESSO_CANVAS_MAX_ZOOM);
  self->view.x = item->x + item->width / 2 - self->view.width / self->view.zoom / 2;
  self->view.y = item->y + item->height / 2 - self->view.height / self->view.zoom / 2;
}

/* Nearer to what the pointer is at, as with the wheel; to the middle where it is elsewhere. */
static void
look (GessoCanvas *self,
      const char  *action)
{
  GessoRect bounds = gesso_canvas_get_bounds (self, g_str_equal (action, "canvas.fit-selection"));
  gboolean here = gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->motion));
  double x = here ? self->pointer_x : self->view.width / 2, y = here ? self->pointer_y : self->view.height / 2;

  if (g_str_equal (action, "canvas.fit"))
    gesso_canvas_view_fit (&self->view, &bounds, 1);
  else if (g_str_equal (action, "canvas.fit-selection"))
    gesso_canvas_view_fit (&self->view, &bounds, GESSO_CANVAS_MAX_ZOOM);
  else if (g_str_equal (action, "canvas.one-to-one"))
    look_one_to_one (self);
  else if (g_str_equal (action, "canvas.zoom-in"))
    gesso_canvas_view_zoom (&self->view, self->view.zoom * GESSO_CANVAS_STEP, x, y);
  else
    gesso_canvas_view_zoom (&self->view, self->view.zoom / GESSO_CANVAS_STEP, x, y);
  gesso_canvas_view_changed (self, TRUE);
}

static void
select_all (GessoCanvas *self)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);

  for (guint i = 0; i < items->len; i++)
    gesso_canvas_set_selected (self, ((GessoBoardItem *) items->pdata[i])->id, TRUE);
  gesso_canvas_selection_changed (self);
}

/* Looking about leaves a crop, a note and the picker as they are. */
static gboolean
is_look (const char *name)
{
  return g_str_has_prefix (name, "fit") || g_str_has_prefix (name, "zoom") || g_str_equal (name, "one-to-one");
}

static gboolean
run_edit (GessoCanvas *self,
          const char  *name)
{
  if (g_str_equal (name, "crop"))
    gesso_canvas_crop_begin (self);
  else if (g_str_equal (name, "uncrop"))
    gesso_canvas_uncrop (self);
  else if (g_str_equal (name, "edit"))
    edit (self);
  else if (g_str_equal (name, "add-note"))
    gesso_canvas_note_add (self);
  else if (g_str_equal (name, "add-colour"))
    gesso_canvas_colour_add (self);
  else if (g_str_equal (name, "pick-colour"))
    gesso_canvas_picker_begin (self);
  else if (g_str_equal (name, "palette"))
    g_signal_emit_by_name (self, "palette");
  else if (g_str_equal (name, "show-origin"))
    gesso_canvas_show_origin (self);
  else
    return FALSE;
  return TRUE;
}

static void
run_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  GessoCanvas *self = GESSO_CANVAS (widget);
  const char *name = action + strlen ("canvas.");

  if (is_look (name))
    {
      look (self, action);
      return;
    }
  gesso_canvas_picker_end (self);
  gesso_canvas_crop_end (self, TRUE);
  gesso_canvas_note_end (self);
  if (run_edit (self, name))
    return;
  if (g_str_equal (name, "undo") || g_str_equal (name, "redo"))
    gesso_board_model_undo (self->model, g_str_equal (name, "redo"));
  else if (g_str_equal (name, "select-all"))
    select_all (self);
  else if (g_str_equal (name, "copy") || g_str_equal (name, "cut"))
    gesso_canvas_copy (self);
  else if (g_str_equal (name, "paste"))
    gesso_canvas_paste (self);
  else if (g_str_equal (name, "duplicate"))
    duplicate (self);
  else if (g_str_equal (name, "flip"))
    flip (self, GESSO_FLIP_HORIZONTAL);
  else if (g_str_equal (name, "flip-vertically"))
    flip (self, GESSO_FLIP_VERTICAL);
  else if (g_str_equal (name, "raise") || g_str_equal (name, "lower"))
    restack (self, g_str_equal (name, "raise"));
  else if (g_str_equal (name, "steer"))
    steer (self);
  else if (g_str_equal (name, "tidy"))
    gesso_canvas_tidy (self, g_variant_get_string (parameter, NULL));
  if (g_str_equal (name, "delete") || g_str_equal (name, "cut"))
    remove_selected (self);
}

void
gesso_canvas_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *action;
    guint key;
    GdkModifierType modifiers;
  } bindings[] = {
    { "canvas.undo", GDK_KEY_z, GDK_CONTROL_MASK },
    { "canvas.redo", GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
    { "canvas.select-all", GDK_KEY_a, GDK_CONTROL_MASK },
    { "canvas.cut", GDK_KEY_x, GDK_CONTROL_MASK },
    { "canvas.copy", GDK_KEY_c, GDK_CONTROL_MASK },
    { "canvas.paste", GDK_KEY_v, GDK_CONTROL_MASK },
    { "canvas.duplicate", GDK_KEY_d, GDK_CONTROL_MASK },
    { "canvas.delete", GDK_KEY_Delete, 0 },
    { "canvas.flip", GDK_KEY_h, GDK_SHIFT_MASK },
    { "canvas.flip-vertically", GDK_KEY_v, GDK_SHIFT_MASK },
    { "canvas.raise", GDK_KEY_bracketright, 0 },
    { "canvas.lower", GDK_KEY_bracketleft, 0 },
    { "canvas.steer", GDK_KEY_p, 0 },
    { "canvas.fit", GDK_KEY_Home, 0 },
    { "canvas.fit-selection", GDK_KEY_End, 0 },
    { "canvas.one-to-one", GDK_KEY_0, GDK_CONTROL_MASK },
    { "canvas.zoom-in", GDK_KEY_plus, GDK_CONTROL_MASK },
    { "canvas.zoom-out", GDK_KEY_minus, GDK_CONTROL_MASK },
    { "canvas.grey", GDK_KEY_g, 0 },
    { "canvas.crop", GDK_KEY_c, 0 },
    { "canvas.uncrop", GDK_KEY_c, GDK_SHIFT_MASK },
    { "canvas.edit", GDK_KEY_F2, 0 },
    { "canvas.add-note", GDK_KEY_n, 0 },
    { "canvas.add-colour", GDK_KEY_k, 0 },
    { "canvas.pick-colour", GDK_KEY_i, 0 },
    { "canvas.palette", GDK_KEY_i, GDK_SHIFT_MASK },
    { "canvas.show-origin", GDK_KEY_o, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    {
      if (!g_str_equal (bindings[i].action, "canvas.grey"))
        gtk_widget_class_install_action (widget_class, bindings[i].action, NULL, run_cb);
      gtk_widget_class_add_binding_action (widget_class, bindings[i].key, bindings[i].modifiers, bindings[i].action, NULL);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK, "canvas.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "canvas.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "canvas.zoom-out", NULL);
  gtk_widget_class_install_action (widget_class, "canvas.tidy", "s", run_cb);
}

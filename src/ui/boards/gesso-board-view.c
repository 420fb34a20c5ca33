/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-view.h"

#include <glib/gi18n.h>

#include "canvas/gesso-canvas.h"
#include "gesso-board-export.h"
#include "gesso-board-target-toggle.h"
#include "gesso-compat.h"
#include "gesso-focus.h"
#include "gesso-palette-view.h"
#include "gesso-steering-strip.h"

struct _GessoBoardView
{
  GtkWidget parent_instance;

  GessoBoardModel *model;
  GCancellable *cancellable;
  GtkWidget *bar;
  GtkWidget *canvas;
  GtkWidget *empty;
  GtkWidget *strip;
  GtkWidget *name;
  GtkWidget *back;
  GtkWidget *hint;
  GtkWidget *palette; /* its button */
  GtkWidget *palette_view;
  GMenu *more;
  GSimpleAction *window_action;
  GessoContext *context;
};

enum {
  BACK,
  MESSAGE,
  OPEN_WINDOW,
  USE_BOARD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoBoardView, gesso_board_view, GTK_TYPE_WIDGET)

static void
back_cb (GessoBoardView *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
message_cb (GessoBoardView *self,
            const char     *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static void
use_cb (GessoBoardView *self)
{
  g_signal_emit (self, signals[USE_BOARD], 0, gesso_board_model_get_id (self->model));
}

static void
changed_cb (GessoBoardView *self)
{
  gtk_widget_set_visible (self->empty, gesso_board_model_is_loaded (self->model) &&
                                         gesso_board_model_get_items (self->model)->len == 0);
}

static void
model_named_cb (GessoBoardView *self)
{
  g_autofree char *name = NULL;

  g_object_get (self->model, "name", &name, NULL);
  if (name != NULL && !gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (self->name)))
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
}

static void
editing_cb (GessoBoardView *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  g_autofree char *old = NULL;

  if (gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (self->name)))
    return;
  g_object_get (self->model, "name", &old, NULL);
  if (*name != '\0' && g_strcmp0 (name, old) != 0)
    gesso_board_model_rename (self->model, name);
  model_named_cb (self);
}

static void
files_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GessoBoardView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = gesso_file_dialog_open_multiple_finish (result, &error);

  if (files != NULL && self->canvas != NULL)
    gesso_canvas_add_files (GESSO_CANVAS (self->canvas), files);
}

static void
add_cb (GessoBoardView *self)
{
  const char *const types[] = { "image/png", "image/jpeg", "image/webp", NULL };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gesso_file_dialog_open_multiple_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Add Pictures"), _("Pictures"),
                                         types, self->cancellable, files_chosen_cb, g_object_ref (self));
}

/* The next key is the canvas's again, not the button's; what the action opens takes the focus from there. */
static void
run_on_canvas (GessoBoardView *self,
               const char     *action,
               GVariant       *target)
{
  gtk_widget_grab_focus (self->canvas);
  gtk_widget_activate_action_variant (self->canvas, action, target);
}

static void
relay_cb (GtkWidget      *button,
          GessoBoardView *self)
{
  run_on_canvas (self, g_object_get_data (G_OBJECT (button), "action"), NULL);
}

/* Its actions live on the canvas: the bar is beside it. */
static GtkWidget *
append_button (GessoBoardView *self,
               const char     *icon,
               const char     *tooltip,
               const char     *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_box_append (GTK_BOX (self->bar), button);
  if (action != NULL)
    {
      g_object_set_data (G_OBJECT (button), "action", (gpointer) action);
      g_signal_connect_object (button, "clicked", G_CALLBACK (relay_cb), self, 0);
    }
  return button;
}

/* --- Menus of the bar: they run what the canvas can do --- */

static void
canvas_cb (GSimpleAction  *action,
           GVariant       *parameter,
           GessoBoardView *self)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (g_variant_get_string (parameter, NULL), &name, &target, NULL))
    run_on_canvas (self, name, target);
}

static void
grey_cb (GSimpleAction  *action,
         GVariant       *parameter,
         GessoBoardView *self)
{
  run_on_canvas (self, "canvas.grey", NULL);
}

static gboolean
to_state (GBinding     *binding,
          const GValue *from,
          GValue       *to,
          gpointer      data)
{
  g_value_set_variant (to, g_variant_new_boolean (g_value_get_boolean (from)));
  return TRUE;
}

static void
add_pictures_cb (GSimpleAction  *action,
                 GVariant       *parameter,
                 GessoBoardView *self)
{
  add_cb (self);
}

static void
open_window_cb (GSimpleAction  *action,
                GVariant       *parameter,
                GessoBoardView *self)
{
  g_signal_emit (self, signals[OPEN_WINDOW], 0);
}

/* What is seen, as large as it is on screen; all of it 1:1. */
static void
export_cb (GSimpleAction  *action,
           GVariant       *parameter,
           GessoBoardView *self)
{
  const char *way = g_variant_get_string (parameter, NULL);
  GessoCanvas *canvas = GESSO_CANVAS (self->canvas);
  gboolean seen = g_str_equal (way, "seen");
  GessoBoardArea area = { 0 };

  gesso_canvas_get_seen (canvas, &area.x, &area.y, &area.width, &area.height);
  gesso_board_export_start (self->context, self->model, GTK_WIDGET (self), way, seen ? &area : NULL,
                            seen ? gesso_canvas_get_zoom (canvas) * gtk_widget_get_scale_factor (self->canvas) : 1);
}

static void
install_actions (GessoBoardView *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) canvas = g_simple_action_new ("canvas", G_VARIANT_TYPE_STRING);
  g_autoptr (GSimpleAction) pictures = g_simple_action_new ("add-pictures", NULL);
  g_autoptr (GSimpleAction) export = g_simple_action_new ("export", G_VARIANT_TYPE_STRING);
  g_autoptr (GSimpleAction) grey = g_simple_action_new_stateful ("grey", NULL, g_variant_new_boolean (FALSE));

  self->window_action = g_simple_action_new ("open-window", NULL);
  g_signal_connect_object (self->window_action, "activate", G_CALLBACK (open_window_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->window_action));
  g_signal_connect_object (canvas, "activate", G_CALLBACK (canvas_cb), self, 0);
  g_signal_connect_object (pictures, "activate", G_CALLBACK (add_pictures_cb), self, 0);
  g_signal_connect_object (grey, "activate", G_CALLBACK (grey_cb), self, 0);
  g_object_bind_property_full (self->canvas, "grey", grey, "state", G_BINDING_SYNC_CREATE, to_state, NULL, NULL, NULL);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (canvas));
  g_signal_connect_object (export, "activate", G_CALLBACK (export_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (pictures));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (export));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (grey));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "board-view", G_ACTION_GROUP (group));
}

static void
append_canvas (GMenu      *menu,
               const char *label,
               const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "board-view.canvas", "s", action);
  g_menu_append_item (menu, item);
}

static GtkWidget *
append_menu (GessoBoardView *self,
             const char     *icon,
             const char     *tooltip,
             GMenu          *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon);
  if (menu != NULL)
    gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_box_append (GTK_BOX (self->bar), button);
  return button;
}

/* --- The palette --- */

/* Of what is selected; of the whole board where nothing is. */
static void
show_palette_cb (GessoBoardView *self)
{
  g_autoptr (GArray) selected = gesso_canvas_get_selection (GESSO_CANVAS (self->canvas));
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < selected->len; i++)
    g_ptr_array_add (items, (gpointer) gesso_board_model_find (self->model, g_array_index (selected, gint64, i)));
  gesso_palette_view_set_title (GESSO_PALETTE_VIEW (self->palette_view),
                                selected->len > 0 ? _("Colours of the selection") : _("Colours of the board"));
  gesso_palette_view_show (GESSO_PALETTE_VIEW (self->palette_view),
                           selected->len > 0 ? items : gesso_board_model_get_items (self->model));
}

static void
palette_wanted_cb (GessoBoardView *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->palette));
}

static void
copied_cb (GessoBoardView *self,
           const char     *colours)
{
  /* Translators: a colour as “#1f6f78”, or several, that is in the clipboard now */
  g_autofree char *text = g_strdup_printf (_("%s copied"), colours);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->palette));
  gtk_widget_grab_focus (self->canvas);
  message_cb (self, text);
}

static void
put_cb (GessoBoardView  *self,
        char           **colours)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->palette));
  gesso_canvas_add_colours (GESSO_CANVAS (self->canvas), (const char *const *) colours,
                            gtk_widget_get_width (self->canvas) / 2.0, gtk_widget_get_height (self->canvas) / 2.0);
  gtk_widget_grab_focus (self->canvas);
}

static void
append_palette (GessoBoardView *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->palette = append_menu (self, "gesso-palette-symbolic", _("Palette"), NULL);
  self->palette_view = gesso_palette_view_new (self->context);
  gtk_popover_set_child (GTK_POPOVER (popover), self->palette_view);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->palette), popover);
  g_signal_connect_object (popover, "show", G_CALLBACK (show_palette_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->palette_view, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->palette_view, "put", G_CALLBACK (put_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "palette", G_CALLBACK (palette_wanted_cb), self, G_CONNECT_SWAPPED);
}

/* --- The bar --- */

static void
append_menus (GessoBoardView *self)
{
  g_autoptr (GMenu) add = g_menu_new ();
  g_autoptr (GMenu) tidy = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  g_autoptr (GMenu) look = g_menu_new ();
  g_autoptr (GMenu) out = g_menu_new ();
  g_autoptr (GMenu) window = g_menu_new ();

  g_menu_append (add, _("_Pictures…"), "board-view.add-pictures");
  append_canvas (add, _("_Note"), "canvas.add-note");
  append_canvas (add, _("_Colour"), "canvas.add-colour");
  append_menu (self, "list-add-symbolic", _("Add to Board"), add);
  append_canvas (tidy, _("In _Rows"), "canvas.tidy::rows");
  append_canvas (tidy, _("In _Columns"), "canvas.tidy::columns");
  append_canvas (tidy, _("By C_olour"), "canvas.tidy::colour");
  append_menu (self, "gesso-tidy-symbolic", _("Tidy"), tidy);
  append_palette (self);
  append_canvas (look, _("Whole _Board"), "canvas.fit");
  append_canvas (look, _("_One to One"), "canvas.one-to-one");
  g_menu_append (look, _("Without _Colour"), "board-view.grey");
  append_canvas (look, _("P_ick a Colour"), "canvas.pick-colour");
  g_menu_append_section (more, NULL, G_MENU_MODEL (look));
  g_menu_append (window, _("Open in New _Window"), "board-view.open-window");
  g_menu_append_section (more, NULL, G_MENU_MODEL (window));
  g_menu_append (out, _("_Export Board…"), "board-view.export::file");
  g_menu_append (out, _("Export Whole Board as _PNG…"), "board-view.export::whole");
  g_menu_append (out, _("Export What Is _Visible as PNG…"), "board-view.export::seen");
  g_menu_append_section (more, NULL, G_MENU_MODEL (out));
  self->more = g_object_ref (more);
  append_menu (self, "view-more-symbolic", _("Board Menu"), more);
}

static void
fill_bar (GessoBoardView *self)
{
  GtkWidget *undo, *redo;

  self->back = append_button (self, "go-previous-symbolic", _("All Boards"), NULL);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  self->name = gesso_editable_label_new ("");
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_add_css_class (self->name, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the board"), -1);
  gtk_box_append (GTK_BOX (self->bar), self->name);
  g_signal_connect_object (self->name, "notify::editing", G_CALLBACK (editing_cb), self, G_CONNECT_SWAPPED);
  undo = append_button (self, "edit-undo-symbolic", _("Undo"), "canvas.undo");
  redo = append_button (self, "edit-redo-symbolic", _("Redo"), "canvas.redo");
  g_object_bind_property (self->model, "can-undo", undo, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->model, "can-redo", redo, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (self->bar), gesso_board_target_toggle_new (self->context, gesso_board_model_get_id (self->model)));
  append_menus (self);
}

static void
hint_cb (GessoBoardView *self)
{
  g_autofree char *hint = NULL;

  g_object_get (self->canvas, "hint", &hint, NULL);
  gtk_label_set_text (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint, hint != NULL);
}

static GtkWidget *
make_hint (GessoBoardView *self)
{
  self->hint = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->hint), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->hint, "osd");
  gtk_widget_add_css_class (self->hint, "canvas-hint");
  gtk_widget_set_halign (self->hint, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->hint, GTK_ALIGN_END);
  gtk_widget_set_can_target (self->hint, FALSE);
  gtk_widget_set_visible (self->hint, FALSE);
  g_signal_connect_object (self->canvas, "notify::hint", G_CALLBACK (hint_cb), self, G_CONNECT_SWAPPED);
  return self->hint;
}

static gboolean
gesso_board_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GESSO_BOARD_VIEW (widget)->canvas);
}

static gboolean
gesso_board_view_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  if (gesso_focus_is_tab (direction))
    return gesso_focus_children (widget, direction);
  return GTK_WIDGET_CLASS (gesso_board_view_parent_class)->focus (widget, direction);
}

static void
gesso_board_view_dispose (GObject *object)
{
  GessoBoardView *self = GESSO_BOARD_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->canvas = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  g_clear_object (&self->more);
  g_clear_object (&self->window_action);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_board_view_parent_class)->dispose (object);
}

static void
gesso_board_view_class_init (GessoBoardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = GESSO_TYPE_BOARD_VIEW;

  G_OBJECT_CLASS (klass)->dispose = gesso_board_view_dispose;
  widget_class->focus = gesso_board_view_focus;
  widget_class->grab_focus = gesso_board_view_grab_focus;
  signals[BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_WINDOW] = g_signal_new ("open-window", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[USE_BOARD] = g_signal_new ("use-board", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "board-view");
}

static void
gesso_board_view_init (GessoBoardView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
gesso_board_view_new (GessoContext *context,
                      const char   *board_id)
{
  GessoBoardView *self;
  GtkWidget *overlay;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (board_id != NULL, NULL);

  self = g_object_new (GESSO_TYPE_BOARD_VIEW, NULL);
  self->context = g_object_ref (context);
  self->model = gesso_board_model_open (context, board_id);
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_widget_add_css_class (self->bar, "board-bar");
  self->canvas = gesso_canvas_new (context, self->model);
  install_actions (self);
  fill_bar (self);
  self->empty = gtk_label_new (_("Drop pictures here, or paste"));
  gtk_widget_add_css_class (self->empty, "empty-canvas");
  gtk_widget_set_can_target (self->empty, FALSE);
  gtk_widget_set_visible (self->empty, FALSE);
  overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->canvas);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->empty);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_hint (self));
  self->strip = gesso_steering_strip_new (context, self->model);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  gtk_widget_set_parent (overlay, GTK_WIDGET (self));
  gtk_widget_set_parent (self->strip, GTK_WIDGET (self));

  g_signal_connect_object (self->model, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::name", G_CALLBACK (model_named_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "back", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->strip, "use", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
gesso_board_view_set_alone (GessoBoardView *self,
                            gboolean        alone)
{
  g_return_if_fail (GESSO_IS_BOARD_VIEW (self));

  gtk_widget_set_visible (self->back, !alone);
  g_simple_action_set_enabled (self->window_action, !alone);
}

const char *
gesso_board_view_get_id (GessoBoardView *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_VIEW (self), NULL);

  return gesso_board_model_get_id (self->model);
}

void
gesso_board_view_zoom (GessoBoardView *self,
                       gboolean        in)
{
  g_return_if_fail (GESSO_IS_BOARD_VIEW (self));

  gtk_widget_activate_action (self->canvas, in ? "canvas.zoom-in" : "canvas.zoom-out", NULL);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-view.h"

#include <glib/gi18n.h>

#include "canvas/gesso-canvas.h"
#include "gesso-compat.h"
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
};

enum {
  BACK,
  MESSAGE,
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

static void
relay_cb (GtkWidget      *button,
          GessoBoardView *self)
{
  gtk_widget_activate_action (self->canvas, g_object_get_data (G_OBJECT (button), "action"), NULL);
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

static void
tidy_cb (GtkWidget      *button,
         GessoBoardView *self)
{
  gtk_widget_activate_action (self->canvas, "canvas.tidy", "s", g_object_get_data (G_OBJECT (button), "way"));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

static GtkWidget *
make_tidy (GessoBoardView *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *const ways[] = { "rows", "columns" };
  const char *const names[] = { _("In Rows"), _("In Columns") };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      GtkWidget *way = gtk_button_new_with_label (names[i]);

      gtk_widget_add_css_class (way, "flat");
      g_object_set_data (G_OBJECT (way), "way", (gpointer) ways[i]);
      g_signal_connect_object (way, "clicked", G_CALLBACK (tidy_cb), self, 0);
      gtk_box_append (GTK_BOX (box), way);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Tidy"));
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
fill_bar (GessoBoardView *self)
{
  GtkWidget *grey = gtk_toggle_button_new_with_label (_("Grey"));
  GtkWidget *button = append_button (self, "go-previous-symbolic", _("All Boards"), NULL);
  GtkWidget *undo, *redo;

  g_signal_connect_object (button, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  self->name = gtk_editable_label_new ("");
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_add_css_class (self->name, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the board"), -1);
  gtk_box_append (GTK_BOX (self->bar), self->name);
  g_signal_connect_object (self->name, "notify::editing", G_CALLBACK (editing_cb), self, G_CONNECT_SWAPPED);
  undo = append_button (self, "edit-undo-symbolic", _("Undo"), "canvas.undo");
  redo = append_button (self, "edit-redo-symbolic", _("Redo"), "canvas.redo");
  g_object_bind_property (self->model, "can-undo", undo, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->model, "can-redo", redo, "sensitive", G_BINDING_SYNC_CREATE);
  append_button (self, "zoom-fit-best-symbolic", _("Whole Board"), "canvas.fit");
  gtk_box_append (GTK_BOX (self->bar), make_tidy (self));
  gtk_widget_add_css_class (grey, "flat");
  gtk_widget_set_tooltip_text (grey, _("Look at it without colour"));
  g_object_bind_property (self->canvas, "grey", grey, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (self->bar), grey);
  button = append_button (self, "list-add-symbolic", _("Add Pictures…"), NULL);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
gesso_board_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GESSO_BOARD_VIEW (widget)->canvas);
}

static void
gesso_board_view_dispose (GObject *object)
{
  GessoBoardView *self = GESSO_BOARD_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  self->canvas = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (gesso_board_view_parent_class)->dispose (object);
}

static void
gesso_board_view_finalize (GObject *object)
{
  g_object_unref (GESSO_BOARD_VIEW (object)->cancellable);
  G_OBJECT_CLASS (gesso_board_view_parent_class)->finalize (object);
}

static void
gesso_board_view_class_init (GessoBoardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = GESSO_TYPE_BOARD_VIEW;

  G_OBJECT_CLASS (klass)->dispose = gesso_board_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_board_view_finalize;
  widget_class->grab_focus = gesso_board_view_grab_focus;
  signals[BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
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
  self->model = gesso_board_model_open (context, board_id);
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_widget_add_css_class (self->bar, "board-bar");
  self->canvas = gesso_canvas_new (context, self->model);
  fill_bar (self);
  self->empty = gtk_label_new (_("Drop pictures here, or paste"));
  gtk_widget_add_css_class (self->empty, "empty-canvas");
  gtk_widget_set_can_target (self->empty, FALSE);
  gtk_widget_set_visible (self->empty, FALSE);
  overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->canvas);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->empty);
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

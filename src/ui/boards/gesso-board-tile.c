/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-tile.h"

#include <glib/gi18n.h>

#include "composer/gesso-thumbnail.h"
#include "gesso-board-target.h"
#include "gesso-picture-input.h"
#include "gesso-time.h"

/* Pictures on a cover, and their edge, px. */
#define COVER_PICTURES 4
#define COVER_EDGE 88

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

struct _GessoBoardTile
{
  GtkFlowBoxChild parent_instance;

  GtkGrid *cover;
  GtkStack *names;
  GtkLabel *name;
  GtkLabel *about;
  GtkEntry *entry;
  GtkWidget *menu_button;
  GtkWidget *target_icon;

  GessoBoard *board;
  GessoBoardTarget *target;
};

enum {
  RENAMED,
  DELETED,
  DUPLICATED,
  OPEN_WINDOW,
  PASTED,
  DROPPED,
  USE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoBoardTile, gesso_board_tile, GTK_TYPE_FLOW_BOX_CHILD)

static char *
describe_use (gint64 used_at)
{
  gint64 days;

  if (used_at == 0)
    return g_strdup (_("not used yet"));
  days = MAX (0, gesso_time_now_ms () - used_at) / DAY_MS;
  if (days == 0)
    return g_strdup (_("used today"));
  return g_strdup_printf (ngettext ("used %u day ago", "used %u days ago", (guint) days), (guint) days);
}

static void
show_about (GessoBoardTile *self)
{
  guint count = self->board->n_pictures;
  g_autofree char *pictures = g_strdup_printf (ngettext ("%u picture", "%u pictures", count), count);
  g_autofree char *use = describe_use (self->board->used_at);
  /* Translators: how many pictures a board has, and when it was last used: “3 pictures · used today” */
  g_autofree char *about = g_strdup_printf (_("%s · %s"), pictures, use);
  gboolean is_target = g_strcmp0 (gesso_board_target_get_id (self->target), self->board->id) == 0;
  g_autofree char *name = g_strjoin (", ", self->board->name, about,
                                     is_target ? _("New pictures are added to this board as they arrive") : NULL, NULL);
  /* Translators: the name of a board, for a screen reader */
  g_autofree char *menu = g_strdup_printf (_("Menu of “%s”"), self->board->name);

  gtk_label_set_text (self->name, self->board->name);
  gtk_label_set_text (self->about, about);
  gtk_widget_set_visible (self->target_icon, is_target);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->board->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
}

/* Four quarters; fewer pictures are larger, so that the cover is always full. */
static void
show_cover (GessoBoardTile *self,
            GessoContext   *context)
{
  GPtrArray *references = self->board->references;
  const guint count = MIN (references->len, COVER_PICTURES);

  for (guint i = 0; i < count; i++)
    {
      const GessoRecipeReference *reference = references->pdata[i];
      GtkWidget *thumbnail = gesso_thumbnail_new (context, COVER_EDGE);
      const gboolean tall = count <= 2 || (count == 3 && i == 0);
      const int column = count == 3 ? i > 0 : (int) i % 2;
      const int row = count == 3 ? i == 2 : (int) i / 2;

      gesso_thumbnail_fill (GESSO_THUMBNAIL (thumbnail), tall ? 2 * COVER_EDGE : COVER_EDGE);
      gesso_thumbnail_set_sha256 (GESSO_THUMBNAIL (thumbnail), reference->sha256);
      gtk_grid_attach (self->cover, thumbnail, column, row, count == 1 ? 2 : 1, tall ? 2 : 1);
    }
}

static void
end_rename (GessoBoardTile *self,
            gboolean        keep)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->names), "entry") != 0)
    return;
  gtk_stack_set_visible_child_name (self->names, "label");
  if (keep && *name != '\0' && !g_str_equal (name, self->board->name))
    g_signal_emit (self, signals[RENAMED], 0, name);
}

static void
entry_activated_cb (GessoBoardTile *self)
{
  end_rename (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
entry_left_cb (GessoBoardTile *self)
{
  end_rename (self, TRUE);
}

static gboolean
entry_key_cb (GessoBoardTile  *self,
              guint            keyval,
              guint            keycode,
              GdkModifierType  state)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_rename (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

static void
use_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  g_signal_emit (widget, signals[USE], 0);
}

static void
rename_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  gesso_board_tile_rename (GESSO_BOARD_TILE (widget));
}

/* What only the page can do. */
static void
tell_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  guint signal = g_str_equal (action, "board.duplicate") ? DUPLICATED : g_str_equal (action, "board.paste") ? PASTED : OPEN_WINDOW;

  g_signal_emit (widget, signals[signal], 0);
}

static void
set_dropping (GessoBoardTile *self,
              gboolean        dropping)
{
  if (dropping)
    gtk_widget_add_css_class (GTK_WIDGET (self), "drop-here");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-here");
}

static GdkDragAction
drag_enter_cb (GessoBoardTile *self)
{
  set_dropping (self, TRUE);
  return GDK_ACTION_COPY;
}

static void
drag_leave_cb (GessoBoardTile *self)
{
  set_dropping (self, FALSE);
}

static gboolean
dropped_cb (GessoBoardTile *self,
            GdkDrop        *drop)
{
  set_dropping (self, FALSE);
  g_signal_emit (self, signals[DROPPED], 0, drop);
  return TRUE;
}

static void
delete_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  g_signal_emit (widget, signals[DELETED], 0);
}

static void
gesso_board_tile_dispose (GObject *object)
{
  g_clear_object (&GESSO_BOARD_TILE (object)->target);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_BOARD_TILE);
  G_OBJECT_CLASS (gesso_board_tile_parent_class)->dispose (object);
}

static void
gesso_board_tile_finalize (GObject *object)
{
  g_clear_pointer (&GESSO_BOARD_TILE (object)->board, gesso_board_free);
  G_OBJECT_CLASS (gesso_board_tile_parent_class)->finalize (object);
}

static void
gesso_board_tile_class_init (GessoBoardTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_board_tile_dispose;
  object_class->finalize = gesso_board_tile_finalize;

  signals[RENAMED] = g_signal_new ("renamed", GESSO_TYPE_BOARD_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[USE] = g_signal_new ("use", GESSO_TYPE_BOARD_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DELETED] = g_signal_new ("deleted", GESSO_TYPE_BOARD_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  signals[DUPLICATED] = g_signal_new ("duplicated", GESSO_TYPE_BOARD_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  signals[OPEN_WINDOW] = g_signal_new ("open-window", GESSO_TYPE_BOARD_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[PASTED] = g_signal_new ("pasted", GESSO_TYPE_BOARD_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DROPPED] = g_signal_new ("dropped", GESSO_TYPE_BOARD_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, GDK_TYPE_DROP);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/boards/gesso-board-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoBoardTile, about);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardTile, cover);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardTile, entry);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardTile, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardTile, name);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardTile, names);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardTile, target_icon);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_install_action (widget_class, "board.use", NULL, use_cb);
  gtk_widget_class_install_action (widget_class, "board.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "board.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "board.duplicate", NULL, tell_cb);
  gtk_widget_class_install_action (widget_class, "board.open-window", NULL, tell_cb);
  gtk_widget_class_install_action (widget_class, "board.paste", NULL, tell_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "board.duplicate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK, "board.open-window", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "board.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "board.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "board.delete", NULL);
}

static void
gesso_board_tile_init (GessoBoardTile *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkDropTargetAsync *target = gtk_drop_target_async_new (gesso_picture_input_get_formats (), GDK_ACTION_COPY | GDK_ACTION_MOVE);

  g_signal_connect_swapped (target, "drag-enter", G_CALLBACK (drag_enter_cb), self);
  g_signal_connect_swapped (target, "drag-leave", G_CALLBACK (drag_leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entry_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the board"),
                                  -1);
}

GtkWidget *
gesso_board_tile_new (GessoContext     *context,
                      const GessoBoard *board)
{
  GessoBoardTile *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (board != NULL, NULL);

  self = g_object_new (GESSO_TYPE_BOARD_TILE, NULL);
  self->board = gesso_board_copy (board);
  self->target = g_object_ref (gesso_board_target_get (context));
  g_signal_connect_object (self->target, "notify::id", G_CALLBACK (show_about), self, G_CONNECT_SWAPPED);
  show_cover (self, context);
  show_about (self);
  return GTK_WIDGET (self);
}

const GessoBoard *
gesso_board_tile_get_board (GessoBoardTile *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_TILE (self), NULL);

  return self->board;
}

void
gesso_board_tile_rename (GessoBoardTile *self)
{
  g_return_if_fail (GESSO_IS_BOARD_TILE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->board->name);
  gtk_stack_set_visible_child_name (self->names, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

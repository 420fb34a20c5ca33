/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-canvas-geometry.h"
#include "gesso-canvas-item.h"
#include "gesso-canvas.h"

G_BEGIN_DECLS

/* How near to a corner counts, px. */
#define GESSO_CANVAS_HANDLE 8.0

typedef enum {
  GESSO_CANVAS_IDLE,
  GESSO_CANVAS_PANNING,
  GESSO_CANVAS_PRESSING, /* on an item, until the pointer moves */
  GESSO_CANVAS_MOVING,
  GESSO_CANVAS_RESIZING,
  GESSO_CANVAS_BANDING,
  GESSO_CANVAS_CROPPING,
} GessoCanvasGesture;

struct _GessoCanvas
{
  GtkWidget parent_instance;

  GessoContext *context;
  GessoBoardModel *model;
  GCancellable *cancellable;

  GessoCanvasView view;
  GessoCanvasView laid;      /* the view that items are laid out for: the last one at rest */
  GskRenderNode *items_node; /* all of them, as they are laid out; %NULL until they are drawn as one */
  gboolean hurry;            /* it is being zoomed: pixels need not be exact */
  gboolean unsettled;        /* it was looked at from elsewhere, and items are not laid out for that yet */
  gboolean resized;          /* items have to be laid out in any case */
  gboolean placed; /* it was fitted once */
  gboolean grey;
  GHashTable *widgets;  /* gint64 → GessoCanvasItem */
  GHashTable *selected; /* gint64 */

  /* the gesture under way */
  GessoCanvasGesture gesture;
  GHashTable *moved; /* gint64 → GessoRect: where items are until they are let go */
  GessoRect before;  /* of the selection */
  int corner;        /* 0 upper left, then clockwise */
  gint64 pressed;
  gboolean toggling;
  GessoRect band;
  double start_x;
  double start_y;
  double guide_x;
  double guide_y;
  gboolean space_held;
  gboolean space_used;

  GtkEventController *motion;
  double pointer_x;
  double pointer_y;
  double pinch_zoom;
  double drop_x;
  double drop_y;
  gboolean dragging_out;
  gboolean dropping;
  guint rest_timer;
  guint filling; /* items that have no widget yet get one */
  GtkWidget *menu;
  char *hint;

  /* cropping one picture */
  gint64 cropping; /* its item, 0 for none */
  GessoRect whole; /* of the picture */
  GessoRect frame; /* what will be left of it */
  int crop_edges;  /* that the drag moves */

  /* writing a note, or choosing a colour */
  gint64 editing; /* the item, 0 for a new one */
  GessoBoardStep editing_step; /* what the next colour of it is to undo */
  GtkWidget *editor;
  GessoRect editor_rect;

  /* picking a colour */
  gboolean picking;
  double pick_x;
  double pick_y;
  char *pick_colour;
  GdkTexture *pixels_of;
  GBytes *pixels; /* %NULL until they are there */
};

/* gesso-canvas.c */
GessoRect gesso_canvas_get_rect        (GessoCanvas          *self,
                                        const GessoBoardItem *item);
GessoRect gesso_canvas_get_bounds      (GessoCanvas          *self,
                                        gboolean              only_selected);
gboolean  gesso_canvas_is_selected     (GessoCanvas          *self,
                                        gint64                id);
void      gesso_canvas_set_selected    (GessoCanvas          *self,
                                        gint64                id,
                                        gboolean              selected);
void      gesso_canvas_select_none     (GessoCanvas          *self);
void      gesso_canvas_selection_changed (GessoCanvas        *self);
/* (nullable) (transfer none) */
GtkWidget *gesso_canvas_get_widget     (GessoCanvas          *self,
                                        gint64                id);
gboolean  gesso_canvas_focus_item      (GessoCanvas          *self,
                                        gint64                id);

/* What can be done right now, in a sentence; %NULL for nothing special. */
void      gesso_canvas_set_hint        (GessoCanvas          *self,
                                        const char           *hint);

/* gesso-canvas-layout.c */
/* It is looked at from elsewhere; exact again when that rests. */
void      gesso_canvas_view_changed    (GessoCanvas          *self,
                                        gboolean              zoomed);
/* Another item can be seen, or one looks different. */
void      gesso_canvas_items_changed   (GessoCanvas          *self);
void      gesso_canvas_size_allocate   (GtkWidget            *widget,
                                        int                   width,
                                        int                   height,
                                        int                   baseline);
void      gesso_canvas_measure         (GtkWidget            *widget,
                                        GtkOrientation        orientation,
                                        int                   for_size,
                                        int                  *minimum,
                                        int                  *natural,
                                        int                  *minimum_baseline,
                                        int                  *natural_baseline);
void      gesso_canvas_snapshot_items  (GessoCanvas          *self,
                                        GtkSnapshot          *snapshot);

/* gesso-canvas-pick.c */
/* Topmost under a point of the widget, %NULL for none. */
const GessoBoardItem *gesso_canvas_pick (GessoCanvas         *self,
                                        double                x,
                                        double                y);
/* Corner of the selection under a point of the widget; -1 for none. */
int       gesso_canvas_pick_corner     (GessoCanvas          *self,
                                        double                x,
                                        double                y);
/* (transfer full) (element-type GessoBoardItem): copies of what is selected, in reading order */
GPtrArray *gesso_canvas_copy_selected  (GessoCanvas          *self);
/* Items in reading order. (transfer container) (element-type GessoBoardItem) */
GPtrArray *gesso_canvas_list_in_order  (GessoCanvas          *self,
                                        gboolean              only_selected);

/* gesso-canvas-draw.c */
void      gesso_canvas_append_border   (GtkSnapshot          *snapshot,
                                        const GessoRect      *rect,
                                        float                 width,
                                        const GdkRGBA        *colour);
void      gesso_canvas_append_handle   (GtkSnapshot          *snapshot,
                                        double                x,
                                        double                y,
                                        const GdkRGBA        *accent);
void      gesso_canvas_snapshot        (GtkWidget            *widget,
                                        GtkSnapshot          *snapshot);

/* gesso-canvas-input.c */
void      gesso_canvas_input_init      (GessoCanvas          *self);
/* A wheel zooms to the pointer, two fingers pan. By steps of the wheel, or what a touchpad tells. */
gboolean  gesso_canvas_scroll          (GessoCanvas          *self,
                                        gboolean              fingers,
                                        double                dx,
                                        double                dy);
void      gesso_canvas_begin_pinch     (GessoCanvas          *self);
/* Fingers that are @scale times as far from each other as they were, around a point of the widget. */
void      gesso_canvas_pinch           (GessoCanvas          *self,
                                        double                scale,
                                        double                x,
                                        double                y);

/* gesso-canvas-drag.c: what a drag does, by px of the board where it says dx */
void      gesso_canvas_drag_begin      (GessoCanvas          *self,
                                        guint                 button,
                                        gboolean              extend);
void      gesso_canvas_drag_move       (GessoCanvas          *self,
                                        double                dx,
                                        double                dy,
                                        gboolean              freely);
void      gesso_canvas_drag_resize     (GessoCanvas          *self,
                                        double                dx,
                                        double                dy,
                                        gboolean              freely);
void      gesso_canvas_drag_band       (GessoCanvas          *self,
                                        double                x,
                                        double                y);
void      gesso_canvas_drag_end        (GessoCanvas          *self);
/* The selection's longer edge gets that much longer, in proportion, from its upper left corner. */
void      gesso_canvas_grow            (GessoCanvas          *self,
                                        double                by);

/* gesso-canvas-menu.c */
void      gesso_canvas_show_menu       (GessoCanvas          *self,
                                        double                x,
                                        double                y);

/* gesso-canvas-out.c: for others to take */
void      gesso_canvas_drag_out        (GessoCanvas          *self,
                                        GtkGesture           *gesture);
void      gesso_canvas_copy            (GessoCanvas          *self);

/* gesso-canvas-keys.c */
void      gesso_canvas_keys_init       (GessoCanvas          *self);
gboolean  gesso_canvas_focus_next      (GtkWidget            *widget,
                                        GtkDirectionType      direction);

/* gesso-canvas-edit.c */
void      gesso_canvas_install_actions (GtkWidgetClass       *widget_class);
void      gesso_canvas_commit_moved    (GessoCanvas          *self,
                                        const char           *label);
void      gesso_canvas_nudge           (GessoCanvas          *self,
                                        double                dx,
                                        double                dy);

/* gesso-canvas-crop.c */
void      gesso_canvas_crop_begin      (GessoCanvas          *self);
void      gesso_canvas_crop_end        (GessoCanvas          *self,
                                        gboolean              keep);
void      gesso_canvas_uncrop          (GessoCanvas          *self);
/* Whether the press is one of cropping. */
gboolean  gesso_canvas_crop_press      (GessoCanvas          *self);
void      gesso_canvas_crop_drag       (GessoCanvas          *self,
                                        double                dx,
                                        double                dy);
void      gesso_canvas_crop_nudge      (GessoCanvas          *self,
                                        double                dx,
                                        double                dy,
                                        GdkModifierType       state);
const char *gesso_canvas_crop_cursor   (GessoCanvas          *self,
                                        double                x,
                                        double                y);
void      gesso_canvas_crop_snapshot   (GessoCanvas          *self,
                                        GtkSnapshot          *snapshot,
                                        const GdkRGBA        *accent);

/* gesso-canvas-note.c */
void      gesso_canvas_note_add        (GessoCanvas          *self);
void      gesso_canvas_note_edit       (GessoCanvas          *self,
                                        const GessoBoardItem *item);
void      gesso_canvas_note_end        (GessoCanvas          *self);
void      gesso_canvas_note_allocate   (GessoCanvas          *self);

/* gesso-canvas-colour.c */
void      gesso_canvas_colour_add      (GessoCanvas          *self);
void      gesso_canvas_colour_edit     (GessoCanvas          *self,
                                        const GessoBoardItem *item);

/* gesso-canvas-picker.c */
void      gesso_canvas_picker_begin    (GessoCanvas          *self);
void      gesso_canvas_picker_end      (GessoCanvas          *self);
void      gesso_canvas_picker_aim      (GessoCanvas          *self,
                                        double                x,
                                        double                y);
/* Copies the colour, or puts it on the board. */
void      gesso_canvas_picker_take     (GessoCanvas          *self,
                                        gboolean              put_down);
void      gesso_canvas_picker_snapshot (GessoCanvas          *self,
                                        GtkSnapshot          *snapshot);

/* gesso-canvas-origin.c */
/* Whether the one picture that is selected knows where it comes from. */
gboolean  gesso_canvas_has_origin      (GessoCanvas          *self);
void      gesso_canvas_show_origin     (GessoCanvas          *self);

/* gesso-canvas-tidy.c. @way: "rows", "columns" or "colour" */
void      gesso_canvas_tidy            (GessoCanvas          *self,
                                        const char           *way);

/* gesso-canvas-drop.c */
void      gesso_canvas_drop_init       (GessoCanvas          *self);
void      gesso_canvas_paste           (GessoCanvas          *self);
/* Copies of items, moved by that much, as one step; they are what is selected then. */
void      gesso_canvas_add_copies      (GessoCanvas          *self,
                                        GPtrArray            *items,
                                        double                dx,
                                        double                dy,
                                        const char           *label);

G_END_DECLS

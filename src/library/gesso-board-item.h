/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The steering strip has this many slots: as many as a request takes references. */
#define GESSO_BOARD_SLOTS 10

typedef enum {
  GESSO_BOARD_PICTURE,
  GESSO_BOARD_NOTE,
  GESSO_BOARD_SWATCH,
} GessoBoardItemKind;

typedef enum {
  GESSO_FLIP_NONE       = 0,
  GESSO_FLIP_HORIZONTAL = 1 << 0,
  GESSO_FLIP_VERTICAL   = 1 << 1,
} GessoFlip;

/**
 * GessoBoardItem:
 * @id: chosen by whoever makes it; never used twice
 * @sha256: (nullable): content of the picture
 * @name: (nullable): for people, from where it was dropped
 * @x: px of the canvas at 1:1, like @y, @width and @height
 * @z: items with a higher one lie above
 * @flip: the picture, as it is cropped, about its own axes
 * @crop: left, top, right, bottom: parts of the picture that are cut away, as it is without @flip
 * @slot: of the steering strip, -1 for none
 * @text: (nullable): of a note
 * @colour: (nullable): of a swatch, "#rrggbb"
 * @origin: (nullable): the file, address or generation it came from
 * @path: (nullable): of the picture's file, absolute; not kept with the item, like what follows
 * @picture_width: px, 0 where it is not known
 *
 * One thing on a board's canvas. Plain data, for any thread.
 */
typedef struct {
  gint64              id;
  GessoBoardItemKind  kind;
  char               *sha256;
  char               *name;
  double              x;
  double              y;
  double              width;
  double              height;
  double              z;
  GessoFlip           flip;
  double              crop[4];
  int                 slot;
  double              strength;
  char               *text;
  char               *colour;
  char               *origin;
  char               *path;
  guint               picture_width;
  guint               picture_height;
} GessoBoardItem;

/* A blank one with an id of its own, in no slot. */
GessoBoardItem *gesso_board_item_new       (GessoBoardItemKind    kind);
GessoBoardItem *gesso_board_item_copy      (const GessoBoardItem *self);
void            gesso_board_item_free      (GessoBoardItem       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBoardItem, gesso_board_item_free)

/* (transfer full) (element-type GessoBoardItem): an empty array that frees what is in it */
GPtrArray      *gesso_board_items_new      (void);

/**
 * gesso_board_items_sort:
 * @items: (element-type GessoBoardItem): items of a board
 *
 * Puts them in reading order: row by row, each from left to right. What begins above the middle of the first of a row
 * is in that row, so that pictures of different heights beside one another are read as they lie.
 */
void            gesso_board_items_sort     (GPtrArray            *items);

const char     *gesso_board_kind_to_nick   (GessoBoardItemKind    kind);
gboolean        gesso_board_kind_from_nick (const char           *nick,
                                            GessoBoardItemKind   *kind);

/* Without what is not kept. (transfer full) */
JsonObject     *gesso_board_item_to_json   (const GessoBoardItem *self);
/* (transfer full) (nullable): %NULL where @object is not an item */
GessoBoardItem *gesso_board_item_from_json (JsonObject           *object);

/* Whether every number is one that can be drawn. */
gboolean        gesso_board_item_is_sane   (const GessoBoardItem *self);

G_END_DECLS

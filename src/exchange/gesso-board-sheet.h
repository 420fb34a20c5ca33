/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-board-item.h"

G_BEGIN_DECLS

/* What one board may have, so that a stranger's file is no burden. */
#define GESSO_BOARD_SHEET_MAX_ITEMS 5000
#define GESSO_BOARD_SHEET_MAX_BYTES (16 * 1024 * 1024)
#define GESSO_BOARD_SHEET_MAX_NAME 120
#define GESSO_BOARD_SHEET_MAX_TEXT 10000

/**
 * GessoBoardSheet:
 * @items: (element-type GessoBoardItem): lowest first
 * @moodboard: (nullable): id of a Krea moodboard
 *
 * A board as it goes from one library to another: all but the pictures themselves.
 */
typedef struct {
  char      *name;
  char      *words;
  char      *moodboard;
  char      *moodboard_name;
  gboolean   moodboard_instead;
  GPtrArray *items;
} GessoBoardSheet;

GessoBoardSheet *gesso_board_sheet_new       (void);
void             gesso_board_sheet_free      (GessoBoardSheet        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBoardSheet, gesso_board_sheet_free)

/* Without what is nobody else's business: paths on this computer. */
char            *gesso_board_sheet_to_json   (const GessoBoardSheet  *self);
/* Trusts nothing: items that make no sense are left out, texts are cut. */
GessoBoardSheet *gesso_board_sheet_from_json (GBytes                 *json,
                                              GError                **error);

/* Whether it is 64 hexadecimal digits, lower case. */
gboolean         gesso_board_sheet_is_sha256 (const char             *text);

G_END_DECLS

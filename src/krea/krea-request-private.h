/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-json.h"
#include "krea-request.h"

G_BEGIN_DECLS

/* Seeds are integers below 2³¹, the range that every source agrees on. */
#define KREA_SEED_END (G_GINT64_CONSTANT (1) << 31)

struct _KreaRequest
{
  GObject parent_instance;

  KreaCatalog *catalog;
  char *prompt;
  char *variant;
  char *aspect_ratio;
  char *resolution;
  char *creativity;
  gint64 seed;
  int intensity;
  int complexity;
  int movement;
  char *moodboard_id;
  char *moodboard_name;
  double moodboard_strength;
  char *words;
  char *board_id;
  char *board_name;
  guint board_revision;
  KreaReference *source;
  GListStore *references;
  GListStore *styles;

  GPtrArray *watched; /* the items whose strength is listened to */
  gint64 price;
  guint held;
  gboolean changed_while_held;
};

enum
{
  KREA_REQUEST_PROP_0,
  KREA_REQUEST_PROP_CATALOG,
  KREA_REQUEST_PROP_PROMPT,
  KREA_REQUEST_PROP_VARIANT,
  KREA_REQUEST_PROP_ASPECT_RATIO,
  KREA_REQUEST_PROP_RESOLUTION,
  KREA_REQUEST_PROP_CREATIVITY,
  KREA_REQUEST_PROP_SEED,
  KREA_REQUEST_PROP_INTENSITY,
  KREA_REQUEST_PROP_COMPLEXITY,
  KREA_REQUEST_PROP_MOVEMENT,
  KREA_REQUEST_PROP_MOODBOARD_ID,
  KREA_REQUEST_PROP_MOODBOARD_NAME,
  KREA_REQUEST_PROP_MOODBOARD_STRENGTH,
  KREA_REQUEST_PROP_SOURCE,
  KREA_REQUEST_PROP_REFERENCES,
  KREA_REQUEST_PROP_STYLES,
  KREA_REQUEST_PROP_PRICE,
  KREA_REQUEST_PROP_WORDS,
  KREA_REQUEST_PROP_BOARD_ID,
  KREA_REQUEST_PROP_BOARD_NAME,
  KREA_REQUEST_N_PROPS
};

/* What every setter ends with: "price" where it moved, and "changed". */
void           krea_request_changed        (KreaRequest   *self);
void           krea_request_notify         (KreaRequest   *self,
                                            guint          property);
void           krea_request_watch_items    (KreaRequest   *self);

double         krea_strength_round         (double         strength);
gboolean       krea_strength_equal         (double         a,
                                            double         b);

/* What only a recipe sets, since there is one resolution today. */
void           krea_request_set_resolution (KreaRequest   *self,
                                            const char    *resolution);

/* Between these two, "changed" is held back and then said once. */
void           krea_request_begin          (KreaRequest   *self);
void           krea_request_end            (KreaRequest   *self);

/* The whole items of a list, as (transfer none) pointers that the list keeps alive. */
KreaReference *krea_request_peek_reference (KreaRequest   *self,
                                            guint          position);
KreaStyle     *krea_request_peek_style     (KreaRequest   *self,
                                            guint          position);

/* Sets @error with the field and what it may hold, by the catalog. Always FALSE. */
gboolean       krea_request_refuse         (KreaRequest   *self,
                                            const char    *field,
                                            const char    *message,
                                            GError       **error);

/* Adds the sliders that are not 0. */
void           krea_request_write_sliders  (KreaRequest   *self,
                                            JsonObject    *object);

/* One line of JSON. */
char          *krea_json_object_to_text    (JsonObject    *object);

G_END_DECLS

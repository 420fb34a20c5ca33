/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "krea-catalog.h"

G_BEGIN_DECLS

/* Seed that is chosen when the request is sent. */
#define KREA_SEED_RANDOM (-1)

/**
 * KreaReference:
 *
 * A picture in a request, with its strength: a style reference, or the image source.
 * What identifies it is the content (@sha256); @url is only where the server can fetch it.
 *
 * Properties: "sha256", "name" (for people, "ink.png"), "url" (nullable, set just before sending),
 * "strength" (double, read-write, notifies).
 */
#define KREA_TYPE_REFERENCE (krea_reference_get_type ())
G_DECLARE_FINAL_TYPE (KreaReference, krea_reference, KREA, REFERENCE, GObject)

KreaReference *krea_reference_new          (const char    *sha256,
                                            const char    *name,
                                            double         strength);
const char    *krea_reference_get_sha256   (KreaReference *self);
const char    *krea_reference_get_name     (KreaReference *self);
const char    *krea_reference_get_url      (KreaReference *self);
void           krea_reference_set_url      (KreaReference *self,
                                            const char    *url);
double         krea_reference_get_strength (KreaReference *self);
void           krea_reference_set_strength (KreaReference *self,
                                            double         strength);
KreaReference *krea_reference_copy         (KreaReference *self);

/* Whether it came from the request's board, rather than being chosen by itself. */
gboolean       krea_reference_is_from_board  (KreaReference *self);
void           krea_reference_set_from_board (KreaReference *self,
                                              gboolean       from_board);

/**
 * KreaStyle:
 *
 * A trained style in a request. Properties: "id", "title" (nullable), "strength" (double).
 */
#define KREA_TYPE_STYLE (krea_style_get_type ())
G_DECLARE_FINAL_TYPE (KreaStyle, krea_style, KREA, STYLE, GObject)

KreaStyle     *krea_style_new              (const char    *id,
                                            const char    *title,
                                            double         strength);
const char    *krea_style_get_id           (KreaStyle     *self);
const char    *krea_style_get_title        (KreaStyle     *self);
double         krea_style_get_strength     (KreaStyle     *self);
void           krea_style_set_strength     (KreaStyle     *self,
                                            double         strength);

/**
 * KreaRequest:
 *
 * Everything that makes one picture, as a person edits it. Widgets bind to its properties:
 * "prompt", "variant", "aspect-ratio", "resolution", "creativity" (strings),
 * "seed" (int64, %KREA_SEED_RANDOM or 0..2147483647), "intensity", "complexity", "movement" (int),
 * "moodboard-id" (nullable string), "moodboard-name" (nullable, for people), "moodboard-strength" (double),
 * "source" (nullable #KreaReference; its strength is the API's `strength`), "price" (µ$, read-only),
 * "words" (nullable string: what is sent after the prompt), "board-id" and "board-name" (nullable strings, read-only).
 * The references and styles are list models; a change in either, or in an item's strength, emits "changed".
 */
#define KREA_TYPE_REQUEST (krea_request_get_type ())
G_DECLARE_FINAL_TYPE (KreaRequest, krea_request, KREA, REQUEST, GObject)

KreaRequest   *krea_request_new                  (KreaCatalog   *catalog);
KreaRequest   *krea_request_copy                 (KreaRequest   *self);
KreaCatalog   *krea_request_get_catalog          (KreaRequest   *self);

const char    *krea_request_get_prompt           (KreaRequest   *self);
void           krea_request_set_prompt           (KreaRequest   *self, const char *prompt);
const char    *krea_request_get_variant          (KreaRequest   *self);
void           krea_request_set_variant          (KreaRequest   *self, const char *variant);
const char    *krea_request_get_aspect_ratio     (KreaRequest   *self);
void           krea_request_set_aspect_ratio     (KreaRequest   *self, const char *ratio);
const char    *krea_request_get_resolution       (KreaRequest   *self);
const char    *krea_request_get_creativity       (KreaRequest   *self);
void           krea_request_set_creativity       (KreaRequest   *self, const char *creativity);
gint64         krea_request_get_seed             (KreaRequest   *self);
void           krea_request_set_seed             (KreaRequest   *self, gint64 seed);
int            krea_request_get_intensity        (KreaRequest   *self);
void           krea_request_set_intensity        (KreaRequest   *self, int value);
int            krea_request_get_complexity       (KreaRequest   *self);
void           krea_request_set_complexity       (KreaRequest   *self, int value);
int            krea_request_get_movement         (KreaRequest   *self);
void           krea_request_set_movement         (KreaRequest   *self, int value);
const char    *krea_request_get_moodboard_id     (KreaRequest   *self);
const char    *krea_request_get_moodboard_name   (KreaRequest   *self);
double         krea_request_get_moodboard_strength (KreaRequest *self);
void           krea_request_set_moodboard        (KreaRequest   *self, const char *id, const char *name, double strength);

/* (nullable): words of the board, sent after the prompt */
const char    *krea_request_get_words            (KreaRequest   *self);
void           krea_request_set_words            (KreaRequest   *self, const char *words);
/* (transfer full): the prompt as it is sent: with the words after it */
char          *krea_request_dup_full_prompt      (KreaRequest   *self);

/*
 * The board that steers, at the revision whose pictures and words were taken over. It is only remembered: what is sent
 * are the references, words and moodboard of the request.
 */
const char    *krea_request_get_board_id         (KreaRequest   *self);
const char    *krea_request_get_board_name       (KreaRequest   *self);
guint          krea_request_get_board_revision   (KreaRequest   *self);
void           krea_request_set_board            (KreaRequest   *self, const char *id, const char *name, guint revision);

KreaReference *krea_request_get_source           (KreaRequest   *self);
void           krea_request_set_source           (KreaRequest   *self, KreaReference *source);

/* (transfer none): a #GListModel of #KreaReference, of #KreaStyle */
GListModel    *krea_request_get_references       (KreaRequest   *self);
void           krea_request_add_reference        (KreaRequest   *self, KreaReference *reference);
void           krea_request_insert_reference     (KreaRequest   *self, guint position, KreaReference *reference);
void           krea_request_remove_reference     (KreaRequest   *self, guint position);
void           krea_request_clear_references     (KreaRequest   *self);
GListModel    *krea_request_get_styles           (KreaRequest   *self);
void           krea_request_add_style            (KreaRequest   *self, KreaStyle *style);
void           krea_request_remove_style         (KreaRequest   *self, guint position);

/* µ$ for one picture of this request, by the catalog's tiers; -1 for an unknown variant. */
gint64         krea_request_get_price            (KreaRequest   *self);

/**
 * krea_request_validate:
 * @wide_strengths: whether the ranges of the prose count instead of the schema's
 *
 * Returns: %FALSE with %KREA_ERROR_INVALID_REQUEST, whose details name the field and the allowed values
 */
gboolean       krea_request_validate             (KreaRequest   *self,
                                                  gboolean       wide_strengths,
                                                  GError       **error);

/**
 * krea_request_to_body:
 *
 * The JSON that is sent. Always prompt, aspect_ratio, resolution, creativity and seed; sliders only
 * when not 0; arrays only when not empty; never an unknown key. Every reference must have its URL
 * and the seed must be chosen, otherwise %KREA_ERROR_INVALID_REQUEST.
 *
 * Returns: (transfer full) (nullable): UTF-8 JSON
 */
GBytes        *krea_request_to_body              (KreaRequest   *self,
                                                  GError       **error);

/**
 * krea_request_to_recipe:
 *
 * The recipe as the library keeps it: what makes the picture, references by content, no URLs. See
 * "Recipe" in HACKING.md for the keys. Stable: the same request gives the same bytes.
 *
 * Returns: (transfer full): JSON text
 */
char          *krea_request_to_recipe            (KreaRequest   *self);
KreaRequest   *krea_request_new_from_recipe      (KreaCatalog   *catalog,
                                                  const char    *recipe,
                                                  GError       **error);

/* Makes @self the same request as @other, keeping the object that widgets are bound to. */
void           krea_request_assign               (KreaRequest   *self,
                                                  KreaRequest   *other);

/**
 * krea_request_hash:
 *
 * SHA-256 over the canonical form of what makes the picture: with content hashes of references
 * instead of their URLs, without names. Two requests with the same hash ask for the same picture.
 *
 * Returns: (transfer full): 64 hexadecimal digits
 */
char          *krea_request_hash                 (KreaRequest   *self);

/**
 * krea_moodboard_parse:
 * @text: a UUID, or a link from "Share" on krea.ai
 *
 * Returns: (transfer full) (nullable): the UUID in lower case
 */
char          *krea_moodboard_parse              (const char    *text);

/* A seed chosen at random, 0..2147483647; and the @n-th seed of a round, modulo 2³¹. */
gint64         krea_seed_random                  (void);
gint64         krea_seed_nth                     (gint64         first,
                                                  guint          n);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gesso_recipe_read:
 * @texts: (element-type utf8 utf8): what gesso_decoder_read_metadata_async() found in a file; untrusted
 * @width: px
 * @height: px
 *
 * Looks for what made a picture: in our own words first, then in those of A1111, SwarmUI, InvokeAI, ComfyUI, and in
 * IPTC's fields. A recipe of another program is its prompt and the nearest shape that Krea has; what else is known of
 * it is in the recipe's member "imported": "program", "model", "negative_prompt", "seed", "writer".
 *
 * Returns: (transfer full) (nullable): a recipe; %NULL where the file says nothing
 */
char    *gesso_recipe_read          (GHashTable  *texts,
                                     guint        width,
                                     guint        height);

/* Whether @recipe is one of Gesso's own: all there is to know, not only a prompt. */
gboolean gesso_recipe_is_complete   (const char  *recipe);

/* What a picture is kept with that says nothing: an empty prompt, and its shape. (transfer full) */
char    *gesso_recipe_new_empty     (guint        width,
                                     guint        height);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "gesso-recipe-read.h"

G_BEGIN_DECLS

/* Longest prompt that is taken from a file, bytes. */
#define GESSO_RECIPE_MAX_PROMPT (16 * 1024)

/**
 * GessoFoundRecipe:
 * @program: what wrote it, for people
 * @recipe: (nullable): all of it, where Gesso wrote it
 *
 * What one reader found.
 */
typedef struct {
  const char *program;
  char       *prompt;
  char       *negative;
  char       *model;
  char       *writer;
  gint64      seed;
  char       *variant;
  char       *aspect_ratio;
  char       *creativity;
  JsonObject *recipe;
  gboolean    sandbox;
} GessoFoundRecipe;

void        gesso_found_recipe_clear   (GessoFoundRecipe *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GessoFoundRecipe, gesso_found_recipe_clear)

/* Each reads one text of a stranger, and says whether there was a prompt in it. */
gboolean    gesso_recipe_read_gesso    (const char       *text,
                                        GessoFoundRecipe *found);
gboolean    gesso_recipe_read_a1111    (const char       *text,
                                        GessoFoundRecipe *found);
gboolean    gesso_recipe_read_swarm    (const char       *text,
                                        GessoFoundRecipe *found);
gboolean    gesso_recipe_read_invoke   (const char       *text,
                                        GessoFoundRecipe *found);
gboolean    gesso_recipe_read_invoke_2 (const char       *text,
                                        GessoFoundRecipe *found);
gboolean    gesso_recipe_read_comfy    (const char       *text,
                                        GessoFoundRecipe *found);

JsonNode   *gesso_recipe_parse_json    (const char       *text);
/* As models are often named by the path of their file, only its last part, without its ending. (nullable) */
char       *gesso_recipe_model_name    (const char       *name);

/* A copy of what is known of a recipe; whatever else is in it is left out. In gesso-export-recipe.c. */
JsonObject *gesso_recipe_copy_known    (JsonObject       *from);

G_END_DECLS

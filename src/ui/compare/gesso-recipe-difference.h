/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "krea-request.h"

G_BEGIN_DECLS

/**
 * GessoDifference:
 * @name: what differs: "Prompt", "Seed", "Style reference"; translated
 * @text: how, in words: "4:5 → 1:1", "without ink.png"; for the prompt what was taken out and put in
 * @markup: (nullable): the prompt with both in it, as Pango markup
 */
typedef struct {
  char *name;
  char *text;
  char *markup;
} GessoDifference;

/**
 * gesso_recipe_difference:
 * @before: one recipe
 * @after: another
 *
 * What is different in @after, in the order in which the composer has it. Settings that one of them doesn't name, as
 * another program's, are not compared. A function of its arguments alone.
 *
 * Returns: (transfer full) (element-type GessoDifference) (nullable): empty for the same recipe; %NULL where one can't be
 * read
 */
GPtrArray *gesso_recipe_difference (KreaCatalog *catalog,
                                    const char  *before,
                                    const char  *after);

G_END_DECLS

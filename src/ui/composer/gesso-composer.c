/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-composer.h"

struct _GessoComposer
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (GessoComposer, gesso_composer, GTK_TYPE_WIDGET)

static void
gesso_composer_class_init (GessoComposerClass *klass)
{
}

static void
gesso_composer_init (GessoComposer *self)
{
}

GtkWidget *
gesso_composer_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_COMPOSER, NULL);
}

void
gesso_composer_focus_prompt (GessoComposer *self)
{
}

void
gesso_composer_generate (GessoComposer *self)
{
}

void
gesso_composer_use_recipe (GessoComposer *self, const char *recipe, GessoRecipeParts parts)
{
}

void
gesso_composer_add_references (GessoComposer *self, GPtrArray *references)
{
}

void
gesso_composer_use_board (GessoComposer *self, const char *board_id)
{
}

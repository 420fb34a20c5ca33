/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoTagPopover:
 *
 * Tags of one or many pictures: those they have, to be taken away, and an entry for more, with those used before.
 *
 * Signals: "add" (char *), "remove" (char *): a tag.
 */
#define GESSO_TYPE_TAG_POPOVER (gesso_tag_popover_get_type ())
G_DECLARE_FINAL_TYPE (GessoTagPopover, gesso_tag_popover, GESSO, TAG_POPOVER, GtkPopover)

GtkWidget *gesso_tag_popover_new      (GessoContext       *context);

/* What it is about. @tags: (nullable): what they have, a line each; @n_pictures: how many pictures */
void       gesso_tag_popover_set_tags (GessoTagPopover    *self,
                                       const char         *tags,
                                       guint               n_pictures);

G_END_DECLS

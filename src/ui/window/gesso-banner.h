/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-words.h"

G_BEGIN_DECLS

/**
 * GessoBanner:
 *
 * A row below the header bar that says why nothing goes on, with at most two buttons that fix it and,
 * where the server said something, its words under *Details*. The same on every libadwaita.
 */
#define GESSO_TYPE_BANNER (gesso_banner_get_type ())
G_DECLARE_FINAL_TYPE (GessoBanner, gesso_banner, GESSO, BANNER, GtkWidget)

GtkWidget  *gesso_banner_new          (void);

/* @sentence: (nullable): %NULL hides it */
void        gesso_banner_set_sentence (GessoBanner          *self,
                                       const GessoSentence  *sentence);
/* The buttons below the words, where both do not fit side by side in every language. */
void        gesso_banner_set_narrow   (GessoBanner          *self,
                                       gboolean              narrow);
/* (nullable): what it says */
const char *gesso_banner_get_text     (GessoBanner          *self);

G_END_DECLS

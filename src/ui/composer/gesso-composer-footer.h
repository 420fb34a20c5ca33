/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoComposerFooter:
 *
 * How many pictures, the press of Generate with its price, and one line of status. Never scrolls away.
 *
 * Properties, read-only: "label", "tooltip", "ready" (boolean: whether a press does something).
 */
#define GESSO_TYPE_COMPOSER_FOOTER (gesso_composer_footer_get_type ())
G_DECLARE_FINAL_TYPE (GessoComposerFooter, gesso_composer_footer, GESSO, COMPOSER_FOOTER, GtkWidget)

GtkWidget  *gesso_composer_footer_new        (void);
void        gesso_composer_footer_set_context (GessoComposerFooter *self,
                                               GessoContext        *context);

/**
 * gesso_composer_footer_confirm:
 *
 * To be called for a press. Where so much already waits that it gets expensive, the button asks first.
 *
 * Returns: whether to go on; %FALSE where the button asks now
 */
gboolean    gesso_composer_footer_confirm    (GessoComposerFooter *self);

/* How many pictures a press makes. */
guint       gesso_composer_footer_get_count  (GessoComposerFooter *self);

/* Whether the @n-th picture of the round is to be made: not where it is here already and others are not. */
gboolean    gesso_composer_footer_is_wanted  (GessoComposerFooter *self,
                                              guint                n);
const char *gesso_composer_footer_get_label  (GessoComposerFooter *self);
const char *gesso_composer_footer_get_status (GessoComposerFooter *self);

/* What is said of a round of @count that was queued. (transfer full) */
char       *gesso_composer_footer_get_toast  (GessoComposerFooter *self,
                                              guint                count);
GtkWidget  *gesso_composer_footer_get_button (GessoComposerFooter *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoDetailsReference:
 *
 * A reference of a recipe: a small picture and its strength, to be looked at only.
 */
#define GESSO_TYPE_DETAILS_REFERENCE (gesso_details_reference_get_type ())
G_DECLARE_FINAL_TYPE (GessoDetailsReference, gesso_details_reference, GESSO, DETAILS_REFERENCE, AdwBin)

GtkWidget *gesso_details_reference_new (GessoContext               *context,
                                        const GessoRecipeReference *reference);

G_END_DECLS

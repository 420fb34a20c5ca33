/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoCompare:
 *
 * Two pictures beside each other, or one over the other, zoomed and moved together; under them in words what is
 * different in their recipes. Signals: "close".
 */
#define GESSO_TYPE_COMPARE (gesso_compare_get_type ())
G_DECLARE_FINAL_TYPE (GessoCompare, gesso_compare, GESSO, COMPARE, GtkWidget)

GtkWidget *gesso_compare_new             (GessoContext    *context);

/* @first, @second: (nullable): both or none */
void       gesso_compare_set_generations (GessoCompare    *self,
                                          GessoGeneration *first,
                                          GessoGeneration *second);

G_END_DECLS

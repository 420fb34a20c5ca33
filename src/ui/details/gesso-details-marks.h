/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-generation.h"

G_BEGIN_DECLS

/**
 * GessoDetailsMarks:
 *
 * What somebody says of a picture: favourite, stars and tags. Its buttons activate the window's actions
 * "win.favourite", "win.rate", "win.tags" and "win.search-for".
 */
#define GESSO_TYPE_DETAILS_MARKS (gesso_details_marks_get_type ())
G_DECLARE_FINAL_TYPE (GessoDetailsMarks, gesso_details_marks, GESSO, DETAILS_MARKS, GtkWidget)

GtkWidget *gesso_details_marks_new    (void);
void       gesso_details_marks_update (GessoDetailsMarks *self,
                                       GessoGeneration   *generation);

G_END_DECLS

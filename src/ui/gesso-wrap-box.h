/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GessoWrapBox:
 *
 * Children in a line; those that find no room in it, in the next one. What is left of a line goes to those that expand, and
 * they are what may be smaller than they would like before a new line is begun. Without such, what is last in its line and
 * aligned to the end is there.
 */
#define GESSO_TYPE_WRAP_BOX (gesso_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (GessoWrapBox, gesso_wrap_box, GESSO, WRAP_BOX, GtkWidget)

GtkWidget *gesso_wrap_box_new     (int           spacing);
void       gesso_wrap_box_append  (GessoWrapBox *self,
                                   GtkWidget    *child);
void       gesso_wrap_box_prepend (GessoWrapBox *self,
                                   GtkWidget    *child);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-window.h"

G_BEGIN_DECLS

/* Private to the window: a library whose database is made again, and pictures whose file is somewhere else. */

void gesso_window_install_upkeep (GtkWidgetClass  *widget_class);
/* Asks where its file is. */
void gesso_window_locate         (GessoWindow     *self,
                                  GessoGeneration *generation);

G_END_DECLS

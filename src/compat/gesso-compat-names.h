/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Before 4.10, GTK calls a button with a mnemonic by its text with the underscore, and then once more without: "_New
 * Board New Board". GTK 4.18 has no name at all for what is in a menu. From this call on, every button and every item
 * of a menu is called by its text alone. Once, before the first window.
 */
void gesso_mend_button_names (void);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoWindow:
 *
 * The window: composer, gallery and boards, viewer and details, put together. Without a context it is empty,
 * or says why the library could not be opened.
 *
 * Properties: "context" (nullable), "show-composer", "show-details", "fill-tiles", "paused".
 *
 * All actions are "win.…", installed on the class; menus, shortcuts and buttons share them.
 */
#define GESSO_TYPE_WINDOW (gesso_window_get_type ())
G_DECLARE_FINAL_TYPE (GessoWindow, gesso_window, GESSO, WINDOW, AdwApplicationWindow)

/* @application: (nullable); @settings: where size and panes are remembered */
GessoWindow  *gesso_window_new           (GtkApplication *application,
                                          GSettings      *settings);
GessoContext *gesso_window_get_context   (GessoWindow    *self);

/* @context: (nullable): a new library, or none for the moment */
void          gesso_window_set_context   (GessoWindow    *self,
                                          GessoContext   *context);

/* Says why @path can't be used as a library, and offers what can be done about it. */
void          gesso_window_show_problem  (GessoWindow    *self,
                                          const GError   *error,
                                          const char     *path);

/* Says that a request is still on its way and the window closes by itself. */
void          gesso_window_show_closing  (GessoWindow    *self);

/* Makes a board of a `.gesso-board` file, now or once there is a library. */
void          gesso_window_import_board  (GessoWindow    *self,
                                          GFile          *file);

/* Shows exactly these: one in the viewer, several as large cells. @generations: (element-type GessoGeneration) */
void          gesso_window_show_pictures (GessoWindow    *self,
                                          GPtrArray      *generations);
/* Queues them again as one round, and says so. @generations: (element-type GessoGeneration) */
void          gesso_window_try_again     (GessoWindow    *self,
                                          GPtrArray      *generations);

/* (transfer full) */
void          gesso_window_add_toast     (GessoWindow    *self,
                                          AdwToast       *toast);

G_END_DECLS

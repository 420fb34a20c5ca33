/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* --- Content in a window of its own, or in a dialog over the window, whichever libadwaita has --- */

/**
 * gesso_dialog_present:
 * @content: (transfer floating): fills it; brings its own header bar
 * @parent: a widget in the window that it is shown over
 * @width: px
 */
void       gesso_dialog_present       (GtkWidget   *content,
                                       GtkWidget   *parent,
                                       const char  *title,
                                       int          width);
/* Closes what @content was presented in. */
void       gesso_dialog_close         (GtkWidget   *content);

/* Preferences made of pages; a header bar and a search are theirs. */
GtkWidget *gesso_preferences_new      (void);
void       gesso_preferences_add      (GtkWidget           *preferences,
                                       AdwPreferencesPage  *page);
void       gesso_preferences_present  (GtkWidget           *preferences,
                                       GtkWidget           *parent);
/* Closes the preferences that @content is in. */
void       gesso_preferences_close    (GtkWidget           *content);

/* AdwAboutDialog or AdwAboutWindow: their properties are the same; set them with g_object_set(). */
GtkWidget *gesso_about_new            (void);
void       gesso_about_present        (GtkWidget   *about,
                                       GtkWidget   *parent);

/* --- Small things --- */

/* A toast of plain text: titles are Pango markup in every version unless told otherwise. */
AdwToast  *gesso_toast_new            (const char  *text);
/* As adw_toast_overlay_add_toast(), for toasts that gesso_toast_dismiss() may dismiss. Takes @toast. */
void       gesso_toast_add            (AdwToastOverlay *overlay,
                                       AdwToast    *toast);
/* As adw_toast_dismiss(), but not while a toast of @overlay is still coming: libadwaita 1.2 ends the process where one
 * goes sooner. A toast may stand behind others for a while before it comes. */
void       gesso_toast_dismiss        (AdwToastOverlay *overlay,
                                       AdwToast    *toast);

/* A GtkEditableLabel that may go while it is edited: GTK's own asks a controller after it is gone. */
GtkWidget *gesso_editable_label_new   (const char  *text);

/* Whether the accent colour is the user's. */
gboolean   gesso_style_has_accent     (void);

/* "GTK 4.8.3, libadwaita 1.2.2", as they run. (transfer full) */
char      *gesso_platform_describe    (void);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/* A library of its own in a new folder, an engine that was not started, and the context over both. */
typedef struct {
  GessoLibrary *library;
  GessoDecoder *decoder;
  GessoEngine  *engine;
  GessoContext *context;
  GSettings    *settings;
} GessoUiTest;

void             gesso_ui_test_set_up      (GessoUiTest     *self);
/* Makes a program of it: a home of its own, GTK and libadwaita, and gesso_ui_test_set_up(). */
void             gesso_ui_test_init        (GessoUiTest     *self,
                                            int             *argc,
                                            char          ***argv);
/* Runs what was added, and takes @self down. Returns what main() returns. */
int              gesso_ui_test_run         (GessoUiTest     *self);
/* Fails if the context outlives its last holder. */
void             gesso_ui_test_tear_down   (GessoUiTest     *self);

/* Queues one generation in a round of its own. @recipe: (nullable): members that replace those of a plain one, as
 * JSON without braces. (transfer full) */
GessoGeneration *gesso_ui_test_add         (GessoUiTest     *self,
                                            const char      *prompt,
                                            const char      *aspect_ratio,
                                            const char      *more);
/* A round of @n. (transfer full) */
GPtrArray       *gesso_ui_test_add_round   (GessoUiTest     *self,
                                            const char      *prompt,
                                            const char      *aspect_ratio,
                                            const char      *more,
                                            guint            n);
/* Takes a queued one to where it is submitted, failed, in doubt, held or cancelled. */
void             gesso_ui_test_submit      (GessoUiTest     *self,
                                            GessoGeneration *generation);
void             gesso_ui_test_fail        (GessoUiTest     *self,
                                            GessoGeneration *generation,
                                            const char      *code,
                                            const char      *json);
/* Submits it and keeps @picture. */
void             gesso_ui_test_keep        (GessoUiTest     *self,
                                            GessoGeneration *generation,
                                            GBytes          *picture);
/* A kept one of a single colour, as large as the aspect ratio says at a sixteenth. (transfer full) */
GessoGeneration *gesso_ui_test_add_kept    (GessoUiTest     *self,
                                            const char      *prompt,
                                            guint            width,
                                            guint            height,
                                            guint32          colour);

/* One that another program made, as @name.png; @recipe: JSON. (transfer full) */
GessoGeneration *gesso_ui_test_import      (GessoUiTest     *self,
                                            const char      *name,
                                            const char      *recipe,
                                            guint32          colour);

/* An empty board of that name. (transfer full): its id */
char            *gesso_ui_test_save_board  (GessoUiTest     *self,
                                            const char      *name);

/* Presents @child in a window of that size and waits for its first frame. (transfer none): the window */
GtkWidget       *gesso_ui_test_present     (GtkWidget       *child,
                                            int              width,
                                            int              height);
/* Destroys @window. Fails if @widget, which is in it, outlives it. */
void             gesso_ui_test_close       (GtkWidget       *window,
                                            gpointer         widget);
/* The first descendant of that type, depth first. (transfer none) (nullable) */
gpointer         gesso_ui_test_find        (GtkWidget       *root,
                                            GType            type);
/* Sends a key press to a widget's key controllers, outermost capture first. Returns whether one took it. */
gboolean         gesso_ui_test_press_key   (GtkWidget       *widget,
                                            guint            key,
                                            GdkModifierType  state);
/* Plays a service of the session, with one interface at the path of its name; one for each program. As long as the connection
 * lives it is there. (transfer full) */
GDBusConnection *gesso_ui_test_serve       (const char      *name,
                                            const char      *xml,
                                            GDBusInterfaceMethodCallFunc method_called);
/* Writes what the window shows. */
void             gesso_ui_test_save        (GtkWidget       *window,
                                            const char      *path);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-viewer.h"

struct _GessoViewer
{
  GtkWidget parent_instance;
};

G_DEFINE_TYPE (GessoViewer, gesso_viewer, GTK_TYPE_WIDGET)

static void gesso_viewer_class_init (GessoViewerClass *klass)
{
  g_signal_new ("close", GESSO_TYPE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("step", GESSO_TYPE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}
static void gesso_viewer_init (GessoViewer *self) {}
GtkWidget *gesso_viewer_new (GessoContext *context) { return g_object_new (GESSO_TYPE_VIEWER, NULL); }
void gesso_viewer_set_generation (GessoViewer *self, GessoGeneration *generation) {}
GessoGeneration *gesso_viewer_get_generation (GessoViewer *self) { return NULL; }

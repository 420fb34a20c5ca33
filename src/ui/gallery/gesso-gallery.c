/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-gallery.h"

struct _GessoGallery
{
  GtkWidget parent_instance;
  GessoContext *context;
};

G_DEFINE_TYPE (GessoGallery, gesso_gallery, GTK_TYPE_WIDGET)

static void gesso_gallery_class_init (GessoGalleryClass *klass)
{
  g_signal_new ("activated", GESSO_TYPE_GALLERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GESSO_TYPE_GENERATION);
  g_signal_new ("toast", GESSO_TYPE_GALLERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
  g_signal_new ("example", GESSO_TYPE_GALLERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}
static void gesso_gallery_init (GessoGallery *self) {}
GtkWidget *gesso_gallery_new (GessoContext *context) { return g_object_new (GESSO_TYPE_GALLERY, NULL); }
void gesso_gallery_show_round (GessoGallery *self, GPtrArray *generations) {}
gboolean gesso_gallery_is_round_shown (GessoGallery *self) { return FALSE; }
void gesso_gallery_show_grid (GessoGallery *self) {}
void gesso_gallery_focus_newest (GessoGallery *self) {}
void gesso_gallery_set_tile_size (GessoGallery *self, guint size) {}
void gesso_gallery_start_search (GessoGallery *self) {}
void gesso_gallery_select (GessoGallery *self, GessoGeneration *generation) {}
GPtrArray *gesso_gallery_get_selection (GessoGallery *self) { return g_ptr_array_new_with_free_func (g_object_unref); }
GessoGeneration *gesso_gallery_get_neighbour (GessoGallery *self, GessoGeneration *generation, int step) { return NULL; }

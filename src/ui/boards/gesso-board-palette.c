/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-palette.h"

#include "gesso-image-loader.h"

/* Longer side of the pixels that are counted. */
#define EDGE 48

/* The palette of one content. */
typedef struct {
  GessoShade shades[GESSO_PALETTE_PICTURE];
  guint n;
} PicturePalette;

typedef struct {
  /* inputs */
  GessoContext *context;
  GPtrArray *items; /* GessoBoardItem */
  /* in progress */
  guint waiting;
  GHashTable *textures; /* sha256 → GdkTexture, of what is not known yet */
  /* outputs */
  GHashTable *found; /* sha256 → PicturePalette, of all of them */
  GessoBoardPalette *palette;
} Find;

typedef struct {
  GTask *task;
  char *sha256;
} Load;

static void loaded_cb (GObject *source, GAsyncResult *result, gpointer data);
static void find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable);
static void found_cb (GObject *source, GAsyncResult *result, gpointer data);

void
gesso_board_palette_free (GessoBoardPalette *self)
{
  g_array_unref (self->keys);
  g_free (self);
}

static void
find_free (Find *self)
{
  g_object_unref (self->context);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->textures);
  g_hash_table_unref (self->found);
  g_clear_pointer (&self->palette, gesso_board_palette_free);
  g_free (self);
}

/* What is known of contents, by sha256: only the main thread has to do with it. */
static GHashTable *
get_known (GessoContext *context)
{
  GHashTable *known = g_object_get_data (G_OBJECT (context), "gesso-palettes");

  if (known == NULL)
    {
      known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_object_set_data_full (G_OBJECT (context), "gesso-palettes", known, (GDestroyNotify) g_hash_table_unref);
    }
  return known;
}

/* --- In the worker --- */

static PicturePalette *
measure (GdkTexture *texture)
{
  guint width = (guint) gdk_texture_get_width (texture), height = (guint) gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);
  g_autoptr (GArray) shades = NULL;
  PicturePalette *palette = g_new0 (PicturePalette, 1);

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  shades = gesso_palette_count (pixels, width, height, (gsize) width * 4);
  palette->n = gesso_palette_find ((GessoShade *) (gpointer) shades->data, shades->len, palette->shades,
                                   GESSO_PALETTE_PICTURE);
  return palette;
}

static gboolean
parse_colour (const GessoBoardItem *item,
              GessoShade           *shade)
{
  GdkRGBA rgba;

  if (item->kind != GESSO_BOARD_SWATCH || item->colour == NULL || !gdk_rgba_parse (&rgba, item->colour))
    return FALSE;
  shade->colour = gesso_oklab_from_rgb ((guint8) (rgba.red * 255 + 0.5f), (guint8) (rgba.green * 255 + 0.5f),
                                        (guint8) (rgba.blue * 255 + 0.5f));
  shade->weight = 1;
  return TRUE;
}

/* Each picture weighs as much as any other, however large it is. Notes go behind everything. */
static double
gather (const PicturePalette *palette,
        GArray               *all)
{
  double sum = 0;

  for (guint i = 0; i < palette->n; i++)
    sum += palette->shades[i].weight;
  for (guint i = 0; i < palette->n; i++)
    {
      GessoShade shade = { palette->shades[i].colour, palette->shades[i].weight / sum };

      g_array_append_val (all, shade);
    }
  return gesso_palette_get_key (palette->shades, palette->n);
}

static void
find_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Find *self = data;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (GessoShade));
  GHashTableIter iter;
  gpointer sha256, texture;

  g_hash_table_iter_init (&iter, self->textures);
  while (!g_cancellable_is_cancelled (cancellable) && g_hash_table_iter_next (&iter, &sha256, &texture))
    if (texture != NULL)
      g_hash_table_insert (self->found, g_strdup (sha256), measure (texture));
  self->palette = g_new0 (GessoBoardPalette, 1);
  self->palette->keys = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < self->items->len; i++)
    {
      const GessoBoardItem *item = self->items->pdata[i];
      const PicturePalette *palette = item->sha256 != NULL ? g_hash_table_lookup (self->found, item->sha256) : NULL;
      GessoShade shade;
      double key = 4;

      if (palette != NULL)
        key = gather (palette, all);
      else if (parse_colour (item, &shade))
        {
          key = gesso_palette_get_key (&shade, 1);
          g_array_append_val (all, shade);
        }
      g_array_append_val (self->palette->keys, key);
    }
  self->palette->n = gesso_palette_find ((GessoShade *) (gpointer) all->data, all->len, self->palette->shades,
                                         GESSO_PALETTE_BOARD);
  g_task_return_boolean (task, TRUE);
}

/* --- Around it --- */

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  Find *self = g_task_get_task_data (task);
  GHashTable *known = get_known (self->context);
  GHashTableIter iter;
  gpointer sha256, palette;

  g_hash_table_iter_init (&iter, self->found);
  while (g_hash_table_iter_next (&iter, &sha256, &palette))
    {
      g_hash_table_insert (known, g_steal_pointer (&sha256), g_steal_pointer (&palette));
      g_hash_table_iter_steal (&iter);
    }
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->palette), (GDestroyNotify) gesso_board_palette_free);
}

static void
start_worker (GTask *task)
{
  Find *self = g_task_get_task_data (task);
  g_autoptr (GTask) work = g_task_new (NULL, g_task_get_cancellable (task), found_cb, g_object_ref (task));

  g_task_set_source_tag (work, start_worker);
  g_task_set_return_on_cancel (work, FALSE);
  g_task_set_task_data (work, self, NULL);
  g_task_run_in_thread (work, find_thread);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Load *load = data;
  g_autoptr (GTask) task = load->task;
  Find *self = g_task_get_task_data (task);
  GdkTexture *texture = gesso_image_loader_load_finish (GESSO_IMAGE_LOADER (source), result, NULL);

  if (texture != NULL)
    g_hash_table_insert (self->textures, g_steal_pointer (&load->sha256), texture);
  g_free (load->sha256);
  g_free (load);
  if (--self->waiting == 0)
    start_worker (task);
}

static void
load (GTask                *task,
      const GessoBoardItem *item)
{
  Find *self = g_task_get_task_data (task);
  Load *load = g_new0 (Load, 1);

  load->task = g_object_ref (task);
  load->sha256 = g_strdup (item->sha256);
  self->waiting++;
  gesso_image_loader_load_async (gesso_image_loader_get (self->context), item->sha256, item->path, EDGE, EDGE, 0,
                                 g_task_get_cancellable (task), loaded_cb, load);
}

void
gesso_board_palette_find_async (GessoContext        *context,
                                GPtrArray           *items,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Find *self = g_new0 (Find, 1);

  self->context = g_object_ref (context);
  self->items = gesso_board_items_new ();
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_object_unref);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->waiting = 1;
  g_task_set_source_tag (task, gesso_board_palette_find_async);
  g_task_set_task_data (task, self, (GDestroyNotify) find_free);
  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      const PicturePalette *known = item->sha256 != NULL ? g_hash_table_lookup (get_known (context), item->sha256) : NULL;

      g_ptr_array_add (self->items, gesso_board_item_copy (item));
      if (known != NULL)
        g_hash_table_insert (self->found, g_strdup (item->sha256), g_memdup2 (known, sizeof *known));
      else if (item->kind == GESSO_BOARD_PICTURE)
        load (task, item);
    }
  if (--self->waiting == 0)
    start_worker (task);
}

GessoBoardPalette *
gesso_board_palette_find_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_board_palette_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

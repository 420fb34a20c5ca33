/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-board-image.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gesso-library-board-items.h"

/* Behind everything: neutral, as around pictures everywhere. */
#define GROUND 0xe6e6e6

#define PRIORITY (-5)

typedef struct {
  /* inputs */
  GessoDecoder      *decoder;
  GessoBoardArea     area;
  gboolean           has_area;
  char              *path;

  /* in progress */
  GessoBoardChange  *board;
  GessoBoardPainter *painter;
  guint              next;
  GessoPixels       *pixels;

  /* outputs */
  GessoBoardImage    image;
} Image;

static void loaded_cb  (GObject *source, GAsyncResult *result, gpointer data);
static void paint_next (GTask *task);
static void pixels_cb  (GObject *source, GAsyncResult *result, gpointer data);
static void painted_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
image_free (Image *self)
{
  g_clear_object (&self->decoder);
  g_free (self->path);
  g_clear_pointer (&self->board, gesso_board_change_free);
  g_clear_pointer (&self->painter, gesso_board_painter_free);
  g_clear_pointer (&self->pixels, gesso_pixels_free);
  g_free (self);
}

static void
in_thread (GTask               *task,
           GTaskThreadFunc      work,
           GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) step = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), callback,
                                       g_object_ref (task));

  g_task_set_source_tag (step, in_thread);
  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (step, work);
}

static gboolean
is_seen (const Image          *self,
         const GessoBoardItem *item)
{
  return item->x < self->area.x + self->area.width && item->x + item->width > self->area.x
         && item->y < self->area.y + self->area.height && item->y + item->height > self->area.y;
}

/* --- In threads --- */

static void
begin_thread (GTask        *step,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Image *self = data;

  self->painter = gesso_board_painter_new (&self->area, self->image.scale, GROUND);
  if (self->painter == NULL)
    {
      g_task_return_new_error (step, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("There is not enough memory for this picture."));
      return;
    }
  self->image.width = gesso_board_painter_get_width (self->painter);
  self->image.height = gesso_board_painter_get_height (self->painter);
  g_task_return_boolean (step, TRUE);
}

static void
paint_thread (GTask        *step,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Image *self = data;

  gesso_board_painter_paint (self->painter, self->board->items->pdata[self->next], self->pixels);
  g_clear_pointer (&self->pixels, gesso_pixels_free);
  g_task_return_boolean (step, TRUE);
}

static void
write_thread (GTask        *step,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Image *self = data;
  GError *error = NULL;

  if (gesso_board_painter_write (self->painter, self->path, &error))
    g_task_return_boolean (step, TRUE);
  else
    g_task_return_error (step, error);
}

/* --- Step by step --- */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
paint_next (GTask *task)
{
  Image *self = g_task_get_task_data (task);
  const GessoBoardItem *item;
  double width, height;

  while (self->next < self->board->items->len && !is_seen (self, self->board->items->pdata[self->next]))
    self->next++;
  if (self->next == self->board->items->len)
    {
      in_thread (task, write_thread, written_cb);
      return;
    }
  item = self->board->items->pdata[self->next];
  if (item->kind != GESSO_BOARD_PICTURE || item->path == NULL)
    {
      in_thread (task, paint_thread, painted_cb);
      return;
    }
  width = ceil (item->width / (1 - item->crop[0] - item->crop[2]) * self->image.scale);
  height = ceil (item->height / (1 - item->crop[1] - item->crop[3]) * self->image.scale);
  gesso_decoder_load_file_async (self->decoder, item->path, (guint) CLAMP (width, 1, GESSO_BOARD_IMAGE_MAX_EDGE),
                                 (guint) CLAMP (height, 1, GESSO_BOARD_IMAGE_MAX_EDGE), PRIORITY,
                                 g_task_get_cancellable (task), pixels_cb, g_object_ref (task));
}

static void
pixels_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  Image *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* Without them it is grey: one bad picture costs no board. */
  self->pixels = gesso_decoder_load_file_finish (GESSO_DECODER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    in_thread (task, paint_thread, painted_cb);
}

static void
painted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Image *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->next++;
  paint_next (task);
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    paint_next (task);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  Image *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->board = gesso_library_load_board_finish (GESSO_LIBRARY (source), result, &error);
  if (self->board == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!self->has_area && !gesso_board_area_of_items (self->board->items, &self->area))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is nothing on this board."));
      return;
    }
  self->image.scale = gesso_board_area_limit (&self->area, self->image.scale);
  in_thread (task, begin_thread, begun_cb);
}

void
gesso_board_image_async (GessoLibrary          *library,
                         GessoDecoder          *decoder,
                         const char            *board_id,
                         const GessoBoardArea  *area,
                         double                 scale,
                         const char            *path,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               data)
{
  g_autoptr (GTask) task = NULL;
  Image *self;

  g_return_if_fail (GESSO_IS_LIBRARY (library));
  g_return_if_fail (GESSO_IS_DECODER (decoder));
  g_return_if_fail (board_id != NULL && path != NULL);
  g_return_if_fail (area == NULL || (area->width > 0 && area->height > 0));
  g_return_if_fail (scale > 0);

  self = g_new0 (Image, 1);
  self->decoder = g_object_ref (decoder);
  self->path = g_strdup (path);
  self->has_area = area != NULL;
  if (area != NULL)
    self->area = *area;
  self->image.scale = scale;
  task = g_task_new (library, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_board_image_async);
  g_task_set_task_data (task, self, (GDestroyNotify) image_free);
  gesso_library_load_board_async (library, board_id, cancellable, loaded_cb, g_object_ref (task));
}

gboolean
gesso_board_image_finish (GessoLibrary     *library,
                          GAsyncResult     *result,
                          GessoBoardImage  *image,
                          GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_board_image_async), FALSE);

  if (image != NULL)
    *image = ((Image *) g_task_get_task_data (G_TASK (result)))->image;
  return g_task_propagate_boolean (G_TASK (result), error);
}

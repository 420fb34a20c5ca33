/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-add.h"

#include "canvas/gesso-canvas-geometry.h"
#include "gesso-board-model-private.h"

#define GAP 16

typedef struct {
  GessoBoardModel *model;
  GPtrArray *files; /* GessoReferenceFile */
  int slot;         /* of the first; -1 for none */
} Add;

static void
add_free (Add *self)
{
  g_object_unref (self->model);
  g_ptr_array_unref (self->files);
  g_free (self);
}

static void put (GTask *task);

static void
lay (GPtrArray       *items,
     const GessoRect *bounds)
{
  g_autofree GessoRect *rects = g_new0 (GessoRect, MAX (1, items->len));
  GessoRect all = { 0, 0, 0, 0 };

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];

      rects[i].width = item->width;
      rects[i].height = item->height;
    }
  gesso_canvas_lay_grid (rects, items->len, 0, 0);
  for (guint i = 0; i < items->len; i++)
    gesso_rect_unite (&all, &rects[i]);
  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];

      item->x = rects[i].x - all.x + bounds->x;
      item->y = rects[i].y - all.y + bounds->y + (bounds->height > 0 ? bounds->height + GAP : 0);
    }
}

static gboolean
overlaps (GPtrArray       *there,
          const GessoRect *place)
{
  for (guint i = 0; i < there->len; i++)
    {
      const GessoBoardItem *item = there->pdata[i];

      if (item->x < place->x + place->width + GAP && place->x < item->x + item->width + GAP
          && item->y < place->y + place->height + GAP && place->y < item->y + item->height + GAP)
        return TRUE;
    }
  return FALSE;
}

/* A single one goes beside what came before, as far right as the board goes, at least four in a row; otherwise below. */
static void
lay_beside (GessoBoardItem  *item,
            GPtrArray       *there,
            const GessoRect *bounds)
{
  const GessoBoardItem *last = there->len > 0 ? there->pdata[there->len - 1] : NULL;
  double right = bounds->x + MAX (bounds->width, 4 * item->width + 3 * GAP);
  GessoRect place = { 0, 0, item->width, item->height };

  if (last != NULL)
    {
      place.x = last->x + last->width + GAP;
      place.y = last->y;
    }
  if (last != NULL && (place.x + place.width > right || overlaps (there, &place)))
    {
      place.x = bounds->x;
      place.y = bounds->y + bounds->height + GAP;
    }
  item->x = place.x;
  item->y = place.y;
}

static void
retry_cb (GTask *owned)
{
  g_autoptr (GTask) task = g_object_ref (owned);

  g_signal_handlers_disconnect_by_func (((Add *) g_task_get_task_data (task))->model, retry_cb, task);
  put (task);
}

static void
release_cb (gpointer  task,
            GClosure *closure)
{
  g_object_unref (task);
}

/* While something is being undone nothing can be added: after that, however it ends. */
static void
put_later (GTask *task)
{
  GessoBoardModel *model = ((Add *) g_task_get_task_data (task))->model;

  g_signal_connect_data (model, "changed", G_CALLBACK (retry_cb), g_object_ref (task), release_cb, G_CONNECT_SWAPPED);
  g_signal_connect_data (model, "failed", G_CALLBACK (retry_cb), g_object_ref (task), release_cb, G_CONNECT_SWAPPED);
}

static void
put (GTask *task)
{
  Add *self = g_task_get_task_data (task);
  GPtrArray *there = gesso_board_model_get_items (self->model);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  double z = gesso_board_model_get_top (self->model);
  GessoRect bounds = { 0, 0, 0, 0 };
  guint left = 0;

  for (guint i = 0; i < there->len; i++)
    {
      const GessoBoardItem *item = there->pdata[i];

      gesso_rect_unite (&bounds, &(GessoRect) { item->x, item->y, item->width, item->height });
    }
  for (guint i = 0; i < self->files->len; i++)
    {
      GessoBoardItem *item = gesso_board_model_make_picture (self->files->pdata[i]);

      item->z = z + i;
      g_ptr_array_add (items, item);
    }
  if (items->len == 1)
    lay_beside (items->pdata[0], there, &bounds);
  else
    lay (items, &bounds);
  if (self->slot >= 0)
    left = gesso_board_model_fill_slots (self->model, items, self->slot);
  if (!gesso_board_model_change (self->model, items, NULL, "add", GESSO_BOARD_STEP_NEW))
    {
      put_later (task);
      return;
    }
  gesso_board_model_tell_left_out (self->model, left);
  g_task_return_boolean (task, TRUE);
}

static void
loaded_cb (GessoBoardModel *model,
           GParamSpec      *pspec,
           GTask           *task)
{
  g_signal_handlers_disconnect_by_func (model, loaded_cb, task);
  if (!g_task_return_error_if_cancelled (task))
    put (task);
  g_object_unref (task);
}

static void
failed_cb (GessoBoardModel *model,
           const char      *text,
           GTask           *owned)
{
  g_autoptr (GTask) task = g_object_ref (owned);

  if (g_signal_handlers_disconnect_by_func (model, loaded_cb, task) == 0)
    return;
  g_object_unref (task);
  if (!g_task_get_completed (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", text);
}

void
gesso_board_add_async (GessoContext        *context,
                       const char          *board_id,
                       GPtrArray           *files,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  gesso_board_add_in_slot_async (context, board_id, files, -1, cancellable, callback, data);
}

void
gesso_board_add_in_slot_async (GessoContext        *context,
                               const char          *board_id,
                               GPtrArray           *files,
                               int                  slot,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Add *self = g_new0 (Add, 1);

  self->model = gesso_board_model_open (context, board_id);
  self->files = g_ptr_array_ref (files);
  self->slot = slot;
  g_task_set_source_tag (task, gesso_board_add_async);
  g_task_set_task_data (task, self, (GDestroyNotify) add_free);
  if (gesso_board_model_is_loaded (self->model))
    {
      put (task);
      return;
    }
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed_cb), task, 0);
  g_signal_connect (self->model, "notify::loaded", G_CALLBACK (loaded_cb), g_object_ref (task));
}

gboolean
gesso_board_add_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_board_add_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

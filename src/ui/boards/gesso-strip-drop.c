/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-strip-drop.h"

#include "gesso-board-add.h"
#include "gesso-board-clip.h"
#include "gesso-board-model-private.h"
#include "gesso-drop-place.h"
#include "gesso-picture-input.h"

#define ITEM_KEY "gesso-item"

void
gesso_strip_drop_set_item (KreaReference *reference,
                           gint64         id)
{
  g_return_if_fail (KREA_IS_REFERENCE (reference));

  g_object_set_data_full (G_OBJECT (reference), ITEM_KEY, g_memdup2 (&id, sizeof id), g_free);
}

gint64
gesso_strip_drop_get_item (KreaReference *reference)
{
  const gint64 *id;

  g_return_val_if_fail (KREA_IS_REFERENCE (reference), 0);

  id = g_object_get_data (G_OBJECT (reference), ITEM_KEY);
  return id != NULL ? *id : 0;
}

static gboolean
provides (GdkDrag *drag,
          GType    type,
          GValue  *value)
{
  g_value_init (value, type);
  return gdk_content_provider_get_value (gdk_drag_get_content (drag), value, NULL);
}

gboolean
gesso_strip_drop_is_here (GdkDrop         *drop,
                          GessoBoardModel *model)
{
  GdkDrag *drag = gdk_drop_get_drag (drop);
  g_auto (GValue) reference = G_VALUE_INIT;
  g_auto (GValue) value = G_VALUE_INIT;
  GArray *ids;

  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (model), FALSE);

  if (drag == NULL)
    return FALSE;
  if (provides (drag, KREA_TYPE_REFERENCE, &reference))
    return gesso_board_model_find (model, gesso_strip_drop_get_item (g_value_get_object (&reference))) != NULL;
  ids = provides (drag, GESSO_TYPE_BOARD_IDS, &value) ? g_value_get_boxed (&value) : NULL;
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (gesso_board_model_find (model, g_array_index (ids, gint64, i)) != NULL)
      return TRUE;
  return FALSE;
}

typedef struct {
  GessoContext    *context;
  GessoBoardModel *model;
  int              place;
} Drop;

static Drop *
drop_copy (const Drop *drop)
{
  Drop *copy = g_new0 (Drop, 1);

  copy->context = g_object_ref (drop->context);
  copy->model = g_object_ref (drop->model);
  copy->place = drop->place;
  return copy;
}

static void
drop_free (Drop *drop)
{
  g_object_unref (drop->context);
  g_object_unref (drop->model);
  g_free (drop);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drop, drop_free)

static void
drop_closure_free (gpointer  drop,
                   GClosure *closure)
{
  drop_free (drop);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Drop) drop = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_board_add_finish (result, &error))
    gesso_board_model_complain (drop->model, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Drop) drop = data;
  g_autofree char *refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = gesso_picture_input_read_finish (result, NULL, &refused, &error);

  if (error != NULL)
    gesso_board_model_complain (drop->model, error);
  if (refused != NULL)
    g_signal_emit_by_name (drop->model, "failed", refused);
  if (files != NULL && files->len > 0)
    gesso_board_add_in_slot_async (drop->context, gesso_board_model_get_id (drop->model), files, drop->place, NULL, added_cb,
                                   drop_copy (drop));
}

/* What lies on the board is for the other target. */
static gboolean
accept_cb (GtkDropTargetAsync *target,
           GdkDrop            *drop,
           Drop               *data)
{
  g_autoptr (GdkContentFormats) formats = gesso_picture_input_get_formats ();

  return !gesso_strip_drop_is_here (drop, data->model) &&
         gdk_content_formats_match (formats, gdk_drop_get_formats (drop));
}

static gboolean
dropped_cb (GtkDropTargetAsync *target,
            GdkDrop            *drop,
            double              x,
            double              y,
            Drop               *data)
{
  gesso_drop_place_renew (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));
  gesso_picture_input_read_drop_async (data->context, drop, NULL, read_cb, drop_copy (data));
  return TRUE;
}

void
gesso_strip_drop_connect (GtkWidget       *slot,
                          GessoContext    *context,
                          GessoBoardModel *model,
                          int              place)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (gesso_picture_input_get_formats (), GDK_ACTION_COPY);
  const Drop drop = { context, model, place };

  g_return_if_fail (GTK_IS_WIDGET (slot));
  g_return_if_fail (GESSO_IS_BOARD_MODEL (model));

  g_signal_connect_data (target, "accept", G_CALLBACK (accept_cb), drop_copy (&drop), drop_closure_free, 0);
  g_signal_connect_data (target, "drop", G_CALLBACK (dropped_cb), drop_copy (&drop), drop_closure_free, 0);
  gtk_widget_add_controller (slot, GTK_EVENT_CONTROLLER (target));
}

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
#include "gesso-picture-input.h"

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
           GdkDrop            *drop)
{
  g_autoptr (GdkContentFormats) formats = gesso_picture_input_get_formats ();

  return !gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GESSO_TYPE_BOARD_IDS) &&
         gdk_content_formats_match (formats, gdk_drop_get_formats (drop));
}

static gboolean
dropped_cb (GtkDropTargetAsync *target,
            GdkDrop            *drop,
            double              x,
            double              y,
            Drop               *data)
{
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

  g_signal_connect (target, "accept", G_CALLBACK (accept_cb), NULL);
  g_signal_connect_data (target, "drop", G_CALLBACK (dropped_cb), drop_copy (&drop), drop_closure_free, 0);
  gtk_widget_add_controller (slot, GTK_EVENT_CONTROLLER (target));
}

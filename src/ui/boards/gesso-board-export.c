/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-export.h"

#include <glib/gi18n.h>

#include "gesso-board-image.h"
#include "gesso-board-transfer.h"
#include "gesso-compat.h"
#include "gesso-words.h"

/* One export, from the click to the message. */
typedef struct {
  GessoContext    *context;
  GessoBoardModel *model;
  GtkWidget       *view;
  gboolean         as_file;
  gboolean         has_area;
  GessoBoardArea   area;
  double           scale;
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->context);
  g_object_unref (self->model);
  g_object_unref (self->view);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
say (Export       *self,
     const GError *error,
     const char   *text)
{
  g_autoptr (GessoSentence) sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    sentence = gesso_words_for_error (error);
  g_signal_emit_by_name (self->view, "message", sentence != NULL ? sentence->text : text);
}

static void
file_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GError) error = NULL;

  gesso_board_export_finish (GESSO_LIBRARY (source), result, &error);
  say (self, error, _("Board exported"));
}

static void
image_written_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GError) error = NULL;
  GessoBoardImage image = { 0 };
  g_autofree char *text = NULL;

  gesso_board_image_finish (GESSO_LIBRARY (source), result, &image, &error);
  if (image.scale < self->scale)
    /* Translators: per cent, then the size of a picture in pixels */
    text = g_strdup_printf (_("Exported at %.0f %%, %u × %u px: the board is larger than a picture can be"),
                            image.scale * 100, image.width, image.height);
  else
    text = g_strdup_printf (_("Exported, %u × %u px"), image.width, image.height);
  say (self, error, text);
}

static void
named_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GFile) file = gesso_file_dialog_save_finish (result, NULL);
  GessoLibrary *library = gesso_context_get_library (self->context);
  g_autofree char *id = g_strdup (gesso_board_model_get_id (self->model));
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;
  Export *export;

  if (path == NULL)
    return;
  export = g_steal_pointer (&self);
  if (export->as_file)
    gesso_board_export_async (library, id, path, NULL, file_written_cb, export);
  else
    gesso_board_image_async (library, gesso_context_get_decoder (export->context), id,
                             export->has_area ? &export->area : NULL, export->scale, path, NULL, image_written_cb, export);
}

void
gesso_board_export_start (GessoContext         *context,
                          GessoBoardModel      *model,
                          GtkWidget            *view,
                          const char           *way,
                          const GessoBoardArea *area,
                          double                scale)
{
  GtkRoot *root = gtk_widget_get_root (view);
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;
  Export *self;

  g_return_if_fail (GESSO_IS_CONTEXT (context));
  g_return_if_fail (GESSO_IS_BOARD_MODEL (model));

  self = g_new0 (Export, 1);
  self->context = g_object_ref (context);
  self->model = g_object_ref (model);
  self->view = g_object_ref (view);
  self->as_file = g_str_equal (way, "file");
  self->has_area = area != NULL;
  if (area != NULL)
    self->area = *area;
  self->scale = scale;
  g_object_get (model, "name", &name, NULL);
  if (name == NULL || *name == '\0')
    {
      g_free (name);
      name = g_strdup (_("Board"));
    }
  g_strdelimit (name, "/", '-');
  file = g_strconcat (name, self->as_file ? GESSO_BOARD_FILE_SUFFIX : ".png", NULL);
  gesso_file_dialog_save_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Export Board"), file, NULL, named_cb,
                                self);
}

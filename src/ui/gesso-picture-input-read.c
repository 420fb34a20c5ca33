/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "boards/gesso-board-clip.h"
#include "gesso-picture-input-private.h"

/* Text that is read for an address, bytes. */
#define TEXT_LIMIT (1024 * 1024)

/* What is asked for, best first. */
static const char *const mime_types[] = {
  "image/png",    "image/jpeg",     "image/webp",  "text/html", "text/uri-list", "text/plain;charset=utf-8", "text/plain",
  "UTF8_STRING", "text/x-moz-url", "_NETSCAPE_URL",
};
#define FIRST_TEXT 3

static void items_cb (GObject *source, GAsyncResult *result, gpointer data);
static void generation_cb (GObject *source, GAsyncResult *result, gpointer data);
static void file_list_cb (GObject *source, GAsyncResult *result, gpointer data);
static void stream_cb (GObject *source, GAsyncResult *result, gpointer data);
static void bytes_cb (GObject *source, GAsyncResult *result, gpointer data);

void
gesso_input_finish (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);

  if (self->drop != NULL)
    gdk_drop_finish (self->drop, self->taken->len > 0 || self->generation != NULL ? GDK_ACTION_COPY : 0);
  g_task_return_boolean (task, TRUE);
}

/* Takes @error. Returns whether the reading has ended because of it. */
static gboolean
ended (GTask  *task,
       GError *error)
{
  GessoInput *self = g_task_get_task_data (task);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  if (self->drop != NULL)
    gdk_drop_finish (self->drop, 0);
  g_task_return_error (task, error);
  return TRUE;
}

static const GValue *
read_value_finish (GObject       *source,
                   GAsyncResult  *result,
                   GError       **error)
{
  return GDK_IS_DROP (source) ? gdk_drop_read_value_finish (GDK_DROP (source), result, error)
                              : gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, error);
}

static void
read_value (GTask               *task,
            GType                type,
            GAsyncReadyCallback  callback)
{
  GessoInput *self = g_task_get_task_data (task);

  if (self->drop != NULL)
    gdk_drop_read_value_async (self->drop, type, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), callback,
                               g_object_ref (task));
  else
    gdk_clipboard_read_value_async (self->clipboard, type, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), callback,
                                    g_object_ref (task));
}

/* Whether the file list that GTK makes can be had: from the portal, or from a list of addresses. */
static gboolean
has_file_list (GessoInput *self)
{
  g_autoptr (GdkContentFormats) known = gdk_content_formats_union_deserialize_gtypes (
    gdk_content_formats_ref (self->formats));

  return gdk_content_formats_contain_gtype (known, GDK_TYPE_FILE_LIST);
}

void
gesso_input_start (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);

  if (gdk_content_formats_contain_gtype (self->formats, GESSO_TYPE_BOARD_ITEMS))
    read_value (task, GESSO_TYPE_BOARD_ITEMS, items_cb);
  else if (gdk_content_formats_contain_gtype (self->formats, GESSO_TYPE_GENERATION))
    read_value (task, GESSO_TYPE_GENERATION, generation_cb);
  else if (has_file_list (self))
    read_value (task, GDK_TYPE_FILE_LIST, file_list_cb);
  else
    gesso_input_read_next_type (task);
}

/* Items of a board are in the library already. */
static void
items_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoInput *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const GValue *value = read_value_finish (source, result, &error);
  GPtrArray *items = value != NULL && G_VALUE_HOLDS (value, GESSO_TYPE_BOARD_ITEMS) ? g_value_get_boxed (value) : NULL;

  if (error != NULL && ended (task, error))
    {
      error = NULL;
      return;
    }
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      GessoReferenceFile *file = gesso_board_clip_get_file (items->pdata[i]);

      if (file != NULL)
        g_ptr_array_add (self->taken, file);
    }
  gesso_input_finish (task);
}

static void
generation_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoInput *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const GValue *value = read_value_finish (source, result, &error);

  if (error != NULL && ended (task, error))
    {
      error = NULL;
      return;
    }
  if (value != NULL && G_VALUE_HOLDS (value, GESSO_TYPE_GENERATION))
    self->generation = g_value_dup_object (value);
  if (self->generation == NULL || gesso_generation_get_path (self->generation) == NULL)
    {
      gesso_input_finish (task);
      return;
    }

  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->files, g_file_new_for_path (gesso_generation_get_path (self->generation)));
  gesso_input_start_files (task);
}

static void
file_list_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  const GValue *value = read_value_finish (source, result, &error);

  if (error != NULL && ended (task, error))
    {
      error = NULL;
      return;
    }
  if (value != NULL && G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      for (GSList *item = g_value_get_boxed (value); item != NULL; item = item->next)
        g_list_store_append (files, item->data);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    {
      gesso_input_read_next_type (task);
      return;
    }

  gesso_input_expand_async (G_LIST_MODEL (files), g_task_get_cancellable (task), gesso_input_expanded_cb, g_object_ref (task));
}

/* Browsers tell it beside the picture's data, or beside the file that they wrote for it. */
static void
seek_origin (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);

  self->seeking = TRUE;
  self->resume_type = self->next_type;
  self->next_type = FIRST_TEXT;
  gesso_input_read_next_type (task);
}

/* @address: (nullable) */
static void
take_with_origin (GTask      *task,
                  const char *address)
{
  GessoInput *self = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = g_steal_pointer (&self->picture);
  g_autofree char *name = NULL;

  self->seeking = FALSE;
  self->next_type = self->resume_type;
  if (address != NULL && !g_str_has_prefix (address, "data:"))
    {
      g_free (self->address);
      self->address = g_strdup (address);
    }
  if (bytes == NULL)
    {
      gesso_input_start_files (task);
      return;
    }
  name = self->address != NULL ? gesso_input_name_address (self->address) : NULL;
  gesso_input_add_bytes (gesso_input_job_new (task, 0, name != NULL ? name : _("Picture"), self->address), bytes);
}

/* One file that a browser wrote for this. */
static gboolean
is_from_browser (GessoInput *self)
{
  return self->files->len == 1 && g_file_is_native (self->files->pdata[0]) &&
         (gdk_content_formats_contain_mime_type (self->formats, "text/x-moz-url") ||
          gdk_content_formats_contain_mime_type (self->formats, "_NETSCAPE_URL"));
}

void
gesso_input_expanded_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoInput *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->files = gesso_input_expand_finish (result, &error);
  if (self->files == NULL)
    {
      if (self->drop != NULL)
        gdk_drop_finish (self->drop, 0);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->files->len > GESSO_PICTURE_INPUT_MOST)
    {
      self->left = self->files->len - GESSO_PICTURE_INPUT_MOST;
      g_ptr_array_set_size (self->files, GESSO_PICTURE_INPUT_MOST);
    }
  if (is_from_browser (self))
    seek_origin (task);
  else
    gesso_input_start_files (task);
}

void
gesso_input_read_next_type (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);
  const char *types[2] = { NULL, NULL };

  while (types[0] == NULL && self->next_type < G_N_ELEMENTS (mime_types))
    {
      const char *type = mime_types[self->next_type++];

      if (gdk_content_formats_contain_mime_type (self->formats, type))
        types[0] = type;
    }
  if (types[0] == NULL && self->seeking)
    {
      take_with_origin (task, NULL);
      return;
    }
  if (types[0] == NULL || (self->drop == NULL && self->clipboard == NULL))
    {
      gesso_input_finish (task);
      return;
    }

  if (self->drop != NULL)
    gdk_drop_read_async (self->drop, types, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), stream_cb,
                         g_object_ref (task));
  else
    gdk_clipboard_read_async (self->clipboard, types, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), stream_cb,
                              g_object_ref (task));
}

static void
stream_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  const char *type = NULL;
  g_autoptr (GInputStream) stream = NULL;
  gsize limit;

  stream = GDK_IS_DROP (source) ? gdk_drop_read_finish (GDK_DROP (source), result, &type, &error)
                                : gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, &type, &error);
  if (stream == NULL)
    {
      if (ended (task, error))
        return;
      g_clear_error (&error);
      gesso_input_read_next_type (task);
      return;
    }

  limit = type != NULL && g_str_has_prefix (type, "image/") ? GESSO_PICTURE_MAX_BYTES : TEXT_LIMIT;
  gesso_input_read_stream_async (stream, limit, g_task_get_cancellable (task), bytes_cb, g_object_ref (task));
}

static void
bytes_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoInput *self = g_task_get_task_data (task);
  const char *type = mime_types[self->next_type - 1];
  GError *error = NULL;
  g_autoptr (GBytes) bytes = gesso_input_read_stream_finish (result, &error);
  g_autofree char *text = NULL;
  g_autofree char *address = NULL;

  if (bytes == NULL)
    {
      if (ended (task, error))
        return;
      if (!self->seeking)
        gesso_input_refuse (task, 0, _("Picture"), g_steal_pointer (&error));
      g_clear_error (&error);
      gesso_input_read_next_type (task);
      return;
    }
  if (g_str_has_prefix (type, "image/"))
    {
      self->picture = g_steal_pointer (&bytes);
      seek_origin (task);
      return;
    }

  text = gesso_input_decode_text (bytes);
  address = g_str_equal (type, "text/html") ? gesso_input_find_image (text) : gesso_input_find_address (text);
  if (address != NULL && self->seeking)
    take_with_origin (task, address);
  else if (address != NULL && !g_hash_table_contains (self->tried, address))
    gesso_input_take_address (gesso_input_job_new (task, 0, NULL, address), address);
  else
    gesso_input_read_next_type (task);
}

GdkContentFormats *
gesso_picture_input_get_formats (void)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, GESSO_TYPE_BOARD_ITEMS);
  gdk_content_formats_builder_add_gtype (builder, GESSO_TYPE_GENERATION);
  gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_FILE_LIST);
  for (gsize i = 0; i < G_N_ELEMENTS (mime_types); i++)
    gdk_content_formats_builder_add_mime_type (builder, mime_types[i]);
  return gdk_content_formats_builder_free_to_formats (builder);
}

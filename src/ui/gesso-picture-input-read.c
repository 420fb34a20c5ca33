/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-picture-input-private.h"

/* Text that is read for an address, bytes. */
#define TEXT_LIMIT (1024 * 1024)

/* What is asked for, best first. */
static const char *const mime_types[] = {
  "image/png", "image/jpeg", "image/webp", "text/html", "text/uri-list", "text/plain;charset=utf-8", "text/plain",
};

static void read_next_type (GTask *task);
static void generation_cb (GObject *source, GAsyncResult *result, gpointer data);
static void file_list_cb (GObject *source, GAsyncResult *result, gpointer data);
static void read_next_file (GTask *task);
static void file_added_cb (GObject *source, GAsyncResult *result, gpointer data);
static void stream_cb (GObject *source, GAsyncResult *result, gpointer data);
static void bytes_cb (GObject *source, GAsyncResult *result, gpointer data);
static void downloaded_cb (GObject *source, GAsyncResult *result, gpointer data);
static void added_cb (GObject *source, GAsyncResult *result, gpointer data);

/* Takes @error. */
static void
refuse (GessoInput *self,
        const char *name,
        GError     *error)
{
  GessoInputRefusal *refusal = g_new0 (GessoInputRefusal, 1);

  refusal->name = g_strdup (name);
  refusal->error = error;
  g_ptr_array_add (self->refusals, refusal);
}

static void
finish (GTask *task)
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

  if (gdk_content_formats_contain_gtype (self->formats, GESSO_TYPE_GENERATION))
    read_value (task, GESSO_TYPE_GENERATION, generation_cb);
  else if (has_file_list (self))
    read_value (task, GDK_TYPE_FILE_LIST, file_list_cb);
  else
    read_next_type (task);
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
      finish (task);
      return;
    }

  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->files, g_file_new_for_path (gesso_generation_get_path (self->generation)));
  read_next_file (task);
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
      read_next_type (task);
      return;
    }

  gesso_input_expand_async (G_LIST_MODEL (files), g_task_get_cancellable (task), gesso_input_expanded_cb, g_object_ref (task));
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
  read_next_file (task);
}

/* Fetches what a person dropped as an address: strictly, and never with the key. */
static void
download (GTask      *task,
          const char *address)
{
  GessoInput *self = g_task_get_task_data (task);
  GessoEngine *engine = gesso_context_get_engine (self->context);
  g_autoptr (GFile) file = g_file_new_for_uri (address);

  if (self->client == NULL)
    {
      KreaClient *client = gesso_engine_get_client (engine);

      self->client = client != NULL ? g_object_ref (client) : krea_client_new (gesso_engine_get_api_origin (engine), "");
    }
  g_free (self->name);
  self->name = g_file_get_basename (file);
  krea_client_download_async (self->client, address, KREA_DOWNLOAD_STRICT, GESSO_PICTURE_MAX_BYTES, NULL, NULL,
                              g_task_get_cancellable (task), downloaded_cb, g_object_ref (task));
}

static void
read_next_file (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);
  GFile *file;

  if (self->files == NULL || self->next_file >= self->files->len)
    {
      /* An address may have led to a page; then there may still be the picture itself. */
      if (self->taken->len == 0 && self->client != NULL)
        read_next_type (task);
      else
        finish (task);
      return;
    }

  file = g_ptr_array_index (self->files, self->next_file++);
  if (g_file_has_uri_scheme (file, "http") || g_file_has_uri_scheme (file, "https"))
    {
      g_autofree char *address = g_file_get_uri (file);

      download (task, address);
      return;
    }

  g_free (self->name);
  self->name = g_file_get_basename (file);
  gesso_library_add_reference_file_async (gesso_context_get_library (self->context),
                                          gesso_context_get_decoder (self->context), file,
                                          g_task_get_cancellable (task), file_added_cb, g_object_ref (task));
}

static void
file_added_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoInput *self = g_task_get_task_data (task);
  GError *error = NULL;
  GessoReferenceFile *file = gesso_library_add_reference_file_finish (GESSO_LIBRARY (source), result, &error);

  if (file == NULL && ended (task, error))
    return;
  if (file != NULL)
    g_ptr_array_add (self->taken, file);
  else
    refuse (self, self->name, error);
  read_next_file (task);
}

static void
read_next_type (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);
  const char *types[2] = { NULL, NULL };

  while (types[0] == NULL && self->next_type < G_N_ELEMENTS (mime_types))
    {
      const char *type = mime_types[self->next_type++];

      if (gdk_content_formats_contain_mime_type (self->formats, type))
        types[0] = type;
    }
  if (types[0] == NULL || (self->drop == NULL && self->clipboard == NULL))
    {
      finish (task);
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
      read_next_type (task);
      return;
    }

  limit = type != NULL && g_str_has_prefix (type, "image/") ? GESSO_PICTURE_MAX_BYTES : TEXT_LIMIT;
  gesso_input_read_stream_async (stream, limit, g_task_get_cancellable (task), bytes_cb, g_object_ref (task));
}

static void
add_bytes (GTask      *task,
           GBytes     *bytes,
           const char *name)
{
  GessoInput *self = g_task_get_task_data (task);

  if (self->name != name)
    {
      g_free (self->name);
      self->name = g_strdup (name);
    }
  gesso_library_add_reference_async (gesso_context_get_library (self->context),
                                     gesso_context_get_decoder (self->context), bytes, self->name,
                                     g_task_get_cancellable (task), added_cb, g_object_ref (task));
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
      refuse (self, _("Picture"), error);
      read_next_type (task);
      return;
    }
  if (g_str_has_prefix (type, "image/"))
    {
      add_bytes (task, bytes, _("Picture"));
      return;
    }

  text = g_utf8_make_valid (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  address = g_str_equal (type, "text/html") ? gesso_input_find_image (text) : gesso_input_find_address (text);
  if (address != NULL)
    download (task, address);
  else
    read_next_type (task);
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoInput *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = krea_client_download_finish (KREA_CLIENT (source), result, &error);

  if (bytes != NULL)
    {
      add_bytes (task, bytes, self->name);
      return;
    }
  if (ended (task, error))
    return;

  refuse (self, self->name, error);
  read_next_file (task);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoInput *self = g_task_get_task_data (task);
  GError *error = NULL;
  GessoReferenceFile *file = gesso_library_add_reference_finish (GESSO_LIBRARY (source), result, &error);

  if (file == NULL)
    {
      if (ended (task, error))
        return;
      refuse (self, self->name, error);
    }
  else
    {
      g_ptr_array_add (self->taken, file);
    }

  if (self->files != NULL && self->next_file < self->files->len)
    read_next_file (task);
  else if (self->taken->len > 0)
    finish (task);
  else
    read_next_type (task);
}

GdkContentFormats *
gesso_picture_input_get_formats (void)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, GESSO_TYPE_GENERATION);
  gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_FILE_LIST);
  for (gsize i = 0; i < G_N_ELEMENTS (mime_types); i++)
    gdk_content_formats_builder_add_mime_type (builder, mime_types[i]);
  return gdk_content_formats_builder_free_to_formats (builder);
}

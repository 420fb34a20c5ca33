/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-picture-input-private.h"

#define CHUNK (256 * 1024)
/* So many files with the same fault are all named. */
#define MOST_NAMED 5

void
gesso_input_refusal_free (GessoInputRefusal *self)
{
  g_free (self->name);
  g_clear_error (&self->error);
  g_free (self);
}

/* Why, for the end of a sentence that begins with names. */
static const char *
describe_reason (const GError *error,
                 gboolean      several)
{
  if (g_error_matches (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE) ||
      g_error_matches (error, KREA_ERROR, KREA_ERROR_REPLY_TOO_BIG))
    return several ? _("are too large") : _("is too large");
  if (g_error_matches (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_UNSUPPORTED))
    return several ? _("are not PNG, JPEG or WebP pictures") : _("is not a PNG, JPEG or WebP picture");
  if (g_error_matches (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_ANIMATED))
    return several ? _("are animated") : _("is animated");
  if (g_error_matches (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DAMAGED))
    return several ? _("are damaged") : _("is damaged");
  if (error->domain == KREA_ERROR)
    return several ? C_("several files", "could not be downloaded") : C_("one file", "could not be downloaded");

  return several ? C_("several files", "could not be read") : C_("one file", "could not be read");
}

/* "“a”, “b” and “c”"; of many the first ones. @names: (element-type utf8): two at least */
static char *
list_names (GPtrArray *names)
{
  gboolean many = names->len > MOST_NAMED;
  guint shown = many ? MOST_NAMED - 1 : names->len;
  char *list;

  if (many)
    list = g_strdup_printf (ngettext ("“%s”, “%s” and %u more", "“%s”, “%s” and %u more", names->len - shown),
                            (char *) names->pdata[shown - 2], (char *) names->pdata[shown - 1], names->len - shown);
  else
    list = g_strdup_printf (_("“%s” and “%s”"), (char *) names->pdata[shown - 2], (char *) names->pdata[shown - 1]);
  for (guint i = shown - 2; i > 0; i--)
    {
      g_autofree char *rest = list;

      /* Translators: the name of a file, then the names of others: “a.tiff”, “b.tiff” and “c.tiff” */
      list = g_strdup_printf (C_("refused files", "“%s”, %s"), (char *) names->pdata[i - 1], rest);
    }
  return list;
}

static char *
describe_group (GPtrArray *refusals,
                guint      first)
{
  const GessoInputRefusal *one = refusals->pdata[first];
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = first; i < refusals->len; i++)
    {
      const GessoInputRefusal *other = refusals->pdata[i];

      if (describe_reason (other->error, FALSE) == describe_reason (one->error, FALSE))
        g_ptr_array_add (names, other->name);
    }
  if (names->len == 1)
    /* Translators: the name of a file, then what is wrong with it: “boat.tiff” is too large. */
    return g_strdup_printf (_("“%s” %s."), one->name, describe_reason (one->error, FALSE));
  list = list_names (names);
  /* Translators: names of files, then what is wrong with them */
  return g_strdup_printf (C_("refused files", "%s %s."), list, describe_reason (one->error, TRUE));
}

/* Files with the same fault are named together. */
char *
gesso_input_describe (GPtrArray *refusals,
                      guint      left)
{
  g_autoptr (GHashTable) said = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < refusals->len; i++)
    if (g_hash_table_add (said, (gpointer) describe_reason (((GessoInputRefusal *) refusals->pdata[i])->error, FALSE)))
      g_ptr_array_add (sentences, describe_group (refusals, i));
  if (left > 0)
    g_ptr_array_add (sentences,
                     g_strdup_printf (ngettext ("%u file was left out: at most %u are taken at once.",
                                                "%u files were left out: at most %u are taken at once.", left),
                                      left, GESSO_PICTURE_INPUT_MOST));
  if (sentences->len == 0)
    return NULL;
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

static gboolean
looks_like_picture (GFileInfo *info)
{
  const char *type = g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_STANDARD_FAST_CONTENT_TYPE);

  /* Those of a kind that can't be taken, too: they are named then. */
  return g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && !g_file_info_get_is_hidden (info) &&
         type != NULL && g_content_type_is_a (type, "image/*");
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  g_autofree char *first = g_file_get_basename (*(GFile *const *) a);
  g_autofree char *second = g_file_get_basename (*(GFile *const *) b);

  return g_utf8_collate (first, second);
}

/* The pictures that lie in a folder, by name; what lies deeper is not meant. */
static void
expand_folder (GFile        *folder,
               GPtrArray    *files,
               GCancellable *cancellable)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GFileEnumerator) children = NULL;
  GFileInfo *info;
  GFile *child;

  children = g_file_enumerate_children (folder,
                                        G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                        "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN
                                        "," G_FILE_ATTRIBUTE_STANDARD_FAST_CONTENT_TYPE,
                                        G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, cancellable, NULL) && info != NULL)
    {
      if (looks_like_picture (info))
        g_ptr_array_add (found, g_object_ref (child));
    }

  g_ptr_array_sort (found, compare_names);
  g_ptr_array_extend_and_steal (files, g_steal_pointer (&found));
}

static void
expand_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GPtrArray *given = data;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < given->len; i++)
    {
      GFile *file = g_ptr_array_index (given, i);

      /* An address is not a file that GIO should fetch. */
      if (g_file_has_uri_scheme (file, "http") || g_file_has_uri_scheme (file, "https") ||
          g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_DIRECTORY)
        g_ptr_array_add (files, g_object_ref (file));
      else
        expand_folder (file, files, cancellable);
    }

  g_task_return_pointer (task, g_steal_pointer (&files), (GDestroyNotify) g_ptr_array_unref);
}

void
gesso_input_expand_async (GListModel          *files,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  GPtrArray *given = g_ptr_array_new_with_free_func (g_object_unref);

  g_task_set_source_tag (task, gesso_input_expand_async);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (given, g_list_model_get_item (files, i));
  g_task_set_task_data (task, given, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, expand_thread);
}

GPtrArray *
gesso_input_expand_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_input_expand_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  gsize limit;
  GByteArray *bytes;
} ReadStream;

static void
read_stream_free (ReadStream *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self);
}

static void
chunk_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  ReadStream *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size;

  if (chunk == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  size = g_bytes_get_size (chunk);
  if (size == 0)
    {
      GByteArray *bytes = g_steal_pointer (&state->bytes);

      state->bytes = g_byte_array_new ();
      g_task_return_pointer (task, g_byte_array_free_to_bytes (bytes), (GDestroyNotify) g_bytes_unref);
      return;
    }
  if (size > state->limit - state->bytes->len)
    {
      g_task_return_new_error (task, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE, "More than %zu bytes",
                               state->limit);
      return;
    }

  g_byte_array_append (state->bytes, g_bytes_get_data (chunk, NULL), (guint) size);
  g_input_stream_read_bytes_async (G_INPUT_STREAM (source), CHUNK, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   chunk_cb, g_object_ref (task));
}

void
gesso_input_read_stream_async (GInputStream        *stream,
                               gsize                limit,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  ReadStream *state = g_new0 (ReadStream, 1);

  state->limit = limit;
  state->bytes = g_byte_array_new ();
  g_task_set_source_tag (task, gesso_input_read_stream_async);
  g_task_set_task_data (task, state, (GDestroyNotify) read_stream_free);
  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, cancellable, chunk_cb, g_object_ref (task));
}

GBytes *
gesso_input_read_stream_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_input_read_stream_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

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

char *
gesso_input_describe (GPtrArray *refusals)
{
  const GessoInputRefusal *first;
  g_autofree char *names = NULL;
  const char *reason;
  gboolean same = TRUE;

  if (refusals->len == 0)
    return NULL;

  first = g_ptr_array_index (refusals, 0);
  if (refusals->len == 1)
    /* Translators: the name of a file, then what is wrong with it: “boat.tiff” is too large. */
    return g_strdup_printf (_("“%s” %s."), first->name, describe_reason (first->error, FALSE));

  for (guint i = 1; i < refusals->len; i++)
    {
      const GessoInputRefusal *other = g_ptr_array_index (refusals, i);

      same &= describe_reason (other->error, TRUE) == describe_reason (first->error, TRUE);
    }
  reason = same ? describe_reason (first->error, TRUE) : C_("several files", "could not be taken");

  if (refusals->len == 2)
    names = g_strdup_printf (_("“%s” and “%s”"), first->name,
                             ((GessoInputRefusal *) g_ptr_array_index (refusals, 1))->name);
  else
    names = g_strdup_printf (ngettext ("“%s”, “%s” and %u more", "“%s”, “%s” and %u more", refusals->len - 2),
                             first->name, ((GessoInputRefusal *) g_ptr_array_index (refusals, 1))->name,
                             refusals->len - 2);

  /* Translators: names of files, then what is wrong with them */
  return g_strdup_printf (C_("refused files", "%s %s."), names, reason);
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"));
}

/* The value of an attribute that starts at @text, with the few entities that addresses have. */
static char *
read_attribute (const char *text)
{
  g_autoptr (GString) value = NULL;
  gsize length;

  if (*text == '"' || *text == '\'')
    length = strcspn (text + 1, *text == '"' ? "\"" : "'");
  else
    length = strcspn (text, " \t\r\n>");
  value = g_string_new_len (*text == '"' || *text == '\'' ? text + 1 : text, (gssize) length);
  g_string_replace (value, "&amp;", "&", 0);
  return g_strstrip (g_string_free (g_steal_pointer (&value), FALSE));
}

char *
gesso_input_find_image (const char *html)
{
  g_autoptr (GRegex) image = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_return_val_if_fail (html != NULL, NULL);

  image = g_regex_new ("<img\\b[^>]*?\\ssrc\\s*=\\s*", G_REGEX_CASELESS, 0, NULL);
  for (g_regex_match (image, html, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *address = NULL;
      int end = 0;

      g_match_info_fetch_pos (match, 0, NULL, &end);
      address = read_attribute (html + end);
      if (is_web_address (address))
        return g_steal_pointer (&address);
    }

  return NULL;
}

char *
gesso_input_find_address (const char *text)
{
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  lines = g_strsplit_set (text, "\r\n", 16);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '#' && is_web_address (lines[i]))
        return g_strdup (lines[i]);
    }

  return NULL;
}

static gboolean
looks_like_picture (GFileInfo *info)
{
  const char *type = g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_STANDARD_FAST_CONTENT_TYPE);

  return g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && !g_file_info_get_is_hidden (info) &&
         type != NULL &&
         (g_content_type_is_a (type, "image/png") || g_content_type_is_a (type, "image/jpeg") ||
          g_content_type_is_a (type, "image/webp"));
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
      if (looks_like_picture (info) && found->len < GESSO_PICTURE_INPUT_MOST)
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

  if (files->len > GESSO_PICTURE_INPUT_MOST)
    g_ptr_array_set_size (files, GESSO_PICTURE_INPUT_MOST);
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

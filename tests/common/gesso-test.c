/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-test.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static GPtrArray *folders;

void
gesso_test_result_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      slot)
{
  GAsyncResult **out = slot;

  g_assert_null (*out);
  *out = g_object_ref (result);
  g_main_context_wakeup (NULL);
}

static gboolean
slot_is_filled (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

GAsyncResult *
gesso_test_await_result (GAsyncResult **slot)
{
  g_assert_true (gesso_test_await (slot_is_filled, slot, GESSO_TEST_TIMEOUT_MS));
  return g_steal_pointer (slot);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Sanitizers and valgrind take their time. */
static guint
get_patience (void)
{
  const char *patience = g_getenv ("GESSO_TEST_PATIENCE");

  return patience != NULL ? CLAMP (atoi (patience), 1, 60) : 1;
}

gboolean
gesso_test_await (GessoTestCondition condition,
                  gpointer           data,
                  guint              timeout_ms)
{
  gint64 deadline = g_get_monotonic_time () + timeout_ms * get_patience () * G_GINT64_CONSTANT (1000);
  guint ticker = g_timeout_add (10, wake_cb, NULL);
  gboolean holds;

  while (!(holds = condition (data)) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (ticker);
  return holds;
}

static void
emitted_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

void
gesso_test_await_signal (gpointer    object,
                         const char *signal)
{
  gboolean emitted = FALSE;
  gulong handler = g_signal_connect_swapped (object, signal, G_CALLBACK (emitted_cb), &emitted);

  g_assert_true (gesso_test_await (is_true, &emitted, GESSO_TEST_TIMEOUT_MS));
  g_signal_handler_disconnect (object, handler);
}

static gboolean
count_cb (gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_CONTINUE;
}

void
gesso_test_settle (guint ms)
{
  gint64 deadline = g_get_monotonic_time () + ms * G_GINT64_CONSTANT (1000);
  guint turns = 0;
  guint ticker = g_timeout_add (5, count_cb, &turns);

  /* A busy machine has less time in it: so many turns of the loop must have come too, each with its frames and timers. */
  while (g_get_monotonic_time () < deadline || turns < ms / 8)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (ticker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
gesso_test_await_finalized (gpointer *weak_pointer)
{
  g_assert_true (gesso_test_await (is_null, weak_pointer, GESSO_TEST_TIMEOUT_MS));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_chmod (path, 0700);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
remove_folders (void)
{
  for (guint i = 0; i < folders->len; i++)
    remove_tree (folders->pdata[i]);
  g_clear_pointer (&folders, g_ptr_array_unref);
}

char *
gesso_test_make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("gesso-test-XXXXXX", &error);

  g_assert_no_error (error);
  if (folders == NULL)
    {
      folders = g_ptr_array_new_with_free_func (g_free);
      atexit (remove_folders);
    }
  g_ptr_array_add (folders, g_strdup (path));
  return path;
}

void
gesso_test_isolate (void)
{
  static const char *const variables[] = {
    "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_PICTURES_DIR",
  };
  g_autofree char *root = gesso_test_make_dir ();
  g_autofree char *runtime = g_build_filename (root, "runtime", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *folder = g_build_filename (root, variables[i], NULL);

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      g_assert_true (g_setenv (variables[i], folder, TRUE));
    }
  g_assert_cmpint (g_mkdir (runtime, 0700), ==, 0);
  g_assert_true (g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE));
  g_unsetenv ("KREA_API_TOKEN");
  g_unsetenv ("KREA_API_URL");
  g_unsetenv ("GESSO_LIBRARY");
}

static guint32
crc32_of (const guint8 *data,
          gsize         length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320 & -(crc & 1));
    }
  return ~crc;
}

static void
append_be32 (GByteArray *array,
             guint32     value)
{
  guint32 be = GUINT32_TO_BE (value);

  g_byte_array_append (array, (const guint8 *) &be, 4);
}

static void
append_chunk (GByteArray   *png,
              const char   *type,
              const guint8 *data,
              gsize         length)
{
  guint start;

  append_be32 (png, length);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) type, 4);
  if (length > 0)
    g_byte_array_append (png, data, length);
  append_be32 (png, crc32_of (png->data + start, png->len - start));
}

GBytes *
gesso_test_make_png (guint   width,
                     guint   height,
                     guint32 colour)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  const guint8 depth_and_type[] = { 8, 2, 0, 0, 0 };
  const guint8 pixel[] = { colour >> 16, colour >> 8, colour };
  g_autoptr (GConverter) deflate = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, deflate);
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GByteArray) row = g_byte_array_new ();
  GByteArray *png = g_byte_array_new ();

  g_byte_array_append (row, (const guint8 *) "", 1);
  for (guint x = 0; x < width; x++)
    g_byte_array_append (row, pixel, 3);
  for (guint y = 0; y < height; y++)
    g_assert_true (g_output_stream_write_all (stream, row->data, row->len, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  append_be32 (header, width);
  append_be32 (header, height);
  g_byte_array_append (header, depth_and_type, sizeof depth_and_type);
  g_byte_array_append (png, signature, sizeof signature);
  append_chunk (png, "IHDR", header->data, header->len);
  append_chunk (png, "IDAT",
                g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
  append_chunk (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (png);
}

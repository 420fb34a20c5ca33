/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "gesso-picture-input-private.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static void
write_file (const char *folder,
            const char *name,
            GBytes     *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}

static GPtrArray *
read_files (GessoUiTest  *test,
            GListStore   *files,
            char        **refused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GPtrArray *taken;

  gesso_picture_input_read_files_async (test->context, G_LIST_MODEL (files), NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  taken = gesso_picture_input_read_finish (result, NULL, refused, &error);
  g_assert_no_error (error);
  return taken;
}

static void
append (GListStore *files,
        const char *folder,
        const char *name)
{
  g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);

  g_list_store_append (files, file);
}

static void
test_files (void)
{
  GessoUiTest test = { 0 };
  g_autofree char *folder = gesso_test_make_dir ();
  g_autofree char *deep = g_build_filename (folder, "set", "deeper", NULL);
  g_autofree char *set = g_build_filename (folder, "set", NULL);
  g_autoptr (GBytes) red = gesso_test_make_png (8, 8, 0xff0000);
  g_autoptr (GBytes) blue = gesso_test_make_png (8, 8, 0x0000ff);
  g_autoptr (GBytes) text = g_bytes_new_static ("Not a picture", 13);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GPtrArray) taken = NULL;
  g_autofree char *refused = NULL;

  gesso_ui_test_set_up (&test);
  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  write_file (folder, "red.png", red);
  write_file (folder, "notes.txt", text);
  write_file (set, "blue.png", blue);
  write_file (set, "list.txt", text);
  write_file (deep, "hidden.png", red);

  append (files, folder, "red.png");
  append (files, folder, "notes.txt");
  append (files, folder, "set");
  taken = read_files (&test, files, &refused);

  /* In the order given; of the folder only its pictures, and none from deeper. */
  g_assert_cmpuint (taken->len, ==, 2);
  g_assert_cmpstr (((GessoReferenceFile *) g_ptr_array_index (taken, 0))->name, ==, "red.png");
  g_assert_cmpstr (((GessoReferenceFile *) g_ptr_array_index (taken, 1))->name, ==, "blue.png");
  g_assert_cmpstr (refused, ==, "“notes.txt” is not a PNG, JPEG or WebP picture.");
  gesso_ui_test_tear_down (&test);
}

static void
test_describe (void)
{
  g_autoptr (GPtrArray) refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_input_refusal_free);
  static const char *const names[] = { "a.txt", "b.txt", "c.txt" };
  g_autofree char *nothing = gesso_input_describe (refusals);
  g_autofree char *all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GessoInputRefusal *refusal = g_new0 (GessoInputRefusal, 1);

      refusal->name = g_strdup (names[i]);
      refusal->error = g_error_new_literal (GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE, "large");
      g_ptr_array_add (refusals, refusal);
    }
  all = gesso_input_describe (refusals);

  g_assert_null (nothing);
  g_assert_cmpstr (all, ==, "“a.txt”, “b.txt” and 1 more are too large.");
}

static void
test_addresses (void)
{
  g_autofree char *image = gesso_input_find_image ("<p><img alt=x src='file:///etc/passwd'><IMG class=\"a\" "
                                                   "src=\"https://example.org/a.png?x=1&amp;y=2\"></p>");
  g_autofree char *none = gesso_input_find_image ("<a href=\"https://example.org\">no picture</a>");
  g_autofree char *listed = gesso_input_find_address ("# comment\r\nhttps://example.org/b.jpg\r\n");
  g_autofree char *script = gesso_input_find_address ("javascript:alert(1)");

  g_assert_cmpstr (image, ==, "https://example.org/a.png?x=1&y=2");
  g_assert_null (none);
  g_assert_cmpstr (listed, ==, "https://example.org/b.jpg");
  g_assert_null (script);
}

static void
test_limit (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("0123456789", 10, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  gesso_input_read_stream_async (stream, 9, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_null (gesso_input_read_stream_finish (result, &error));
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE);
}

static void
test_formats (void)
{
  g_autoptr (GdkContentFormats) formats = gesso_picture_input_get_formats ();

  g_assert_true (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/webp"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/html"));
  /* With these GTK would decode in our process, before any limit. */
  g_assert_false (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE));
  g_assert_false (gdk_content_formats_contain_gtype (formats, GDK_TYPE_PIXBUF));
}

static void
test_provide (void)
{
  GessoUiTest test = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autoptr (GdkContentFormats) formats = NULL;

  gesso_ui_test_set_up (&test);
  generation = gesso_ui_test_add_kept (&test, "A paper boat", 16, 16, 0x336699);
  provider = gesso_picture_input_provide (test.context, generation);
  formats = gdk_content_provider_ref_formats (provider);

  g_assert_true (gdk_content_formats_contain_gtype (formats, GESSO_TYPE_GENERATION));
  g_assert_true (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST));
  g_assert_true (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_clear_object (&provider);
  g_clear_object (&generation);
  gesso_ui_test_tear_down (&test);
}

static void
test_clipboard (void)
{
  GessoUiTest test = { 0 };
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autoptr (GBytes) png = gesso_test_make_png (8, 8, 0x00ff00);
  g_autoptr (GdkContentProvider) provider = gdk_content_provider_new_for_bytes ("image/png", png);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  gesso_ui_test_set_up (&test);
  g_assert_true (gdk_clipboard_set_content (clipboard, provider));
  gesso_picture_input_read_clipboard_async (test.context, clipboard, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  taken = gesso_picture_input_read_finish (result, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->len, ==, 1);
  g_clear_object (&result);
  gesso_ui_test_tear_down (&test);
}

int
main (int   argc,
      char *argv[])
{
  gesso_test_isolate ();
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-input/files", test_files);
  g_test_add_func ("/picture-input/describe", test_describe);
  g_test_add_func ("/picture-input/addresses", test_addresses);
  g_test_add_func ("/picture-input/limit", test_limit);
  g_test_add_func ("/picture-input/formats", test_formats);
  g_test_add_func ("/picture-input/provide", test_provide);
  g_test_add_func ("/picture-input/clipboard", test_clipboard);
  return g_test_run ();
}

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
  write_file (set, "scan.tiff", text);
  write_file (deep, "hidden.png", red);

  append (files, folder, "red.png");
  append (files, folder, "notes.txt");
  append (files, folder, "set");
  taken = read_files (&test, files, &refused);

  /* In the order given; of the folder only its pictures, and none from deeper. */
  g_assert_cmpuint (taken->len, ==, 2);
  g_assert_cmpstr (((GessoReferenceFile *) g_ptr_array_index (taken, 0))->name, ==, "red.png");
  g_assert_cmpstr (((GessoReferenceFile *) g_ptr_array_index (taken, 1))->name, ==, "blue.png");
  g_assert_cmpstr (refused, ==, "“notes.txt” and “scan.tiff” are not PNG, JPEG or WebP pictures.");
  gesso_ui_test_tear_down (&test);
}

static void
refuse (GPtrArray         *refusals,
        const char        *name,
        GessoPictureError  code)
{
  GessoInputRefusal *refusal = g_new0 (GessoInputRefusal, 1);

  refusal->name = g_strdup (name);
  refusal->error = g_error_new_literal (GESSO_PICTURE_ERROR, (int) code, "refused");
  g_ptr_array_add (refusals, refusal);
}

static void
assert_described (GPtrArray  *refusals,
                  guint       left,
                  const char *expected)
{
  g_autofree char *text = gesso_input_describe (refusals, left);

  g_assert_cmpstr (text, ==, expected);
}

/* Each by its name, and by what is wrong with it; those of one fault together. */
static void
test_describe (void)
{
  g_autoptr (GPtrArray) refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_input_refusal_free);

  assert_described (refusals, 0, NULL);
  refuse (refusals, "a.txt", GESSO_PICTURE_ERROR_UNSUPPORTED);
  assert_described (refusals, 0, "“a.txt” is not a PNG, JPEG or WebP picture.");
  refuse (refusals, "b.png", GESSO_PICTURE_ERROR_TOO_LARGE);
  refuse (refusals, "c.txt", GESSO_PICTURE_ERROR_UNSUPPORTED);
  refuse (refusals, "d.webp", GESSO_PICTURE_ERROR_ANIMATED);
  assert_described (refusals, 0,
                    "“a.txt” and “c.txt” are not PNG, JPEG or WebP pictures. “b.png” is too large. “d.webp” is animated.");

  g_ptr_array_set_size (refusals, 0);
  for (guint i = 0; i < 5; i++)
    refuse (refusals, (const char *[]) { "a", "b", "c", "d", "e" }[i], GESSO_PICTURE_ERROR_DAMAGED);
  assert_described (refusals, 0, "“a”, “b”, “c”, “d” and “e” are damaged.");
  refuse (refusals, "f", GESSO_PICTURE_ERROR_DAMAGED);
  assert_described (refusals, 3,
                    "“a”, “b”, “c”, “d” and 2 more are damaged. 3 files were left out: at most 2000 are taken at once.");
}

static void
test_addresses (void)
{
  g_autofree char *image = gesso_input_find_image ("<p><img alt=x src='file:///etc/passwd'><IMG class=\"a\" "
                                                   "src=\"https://example.org/a.png?x=1&amp;y=2\"></p>");
  g_autofree char *none = gesso_input_find_image ("<a href=\"https://example.org\">no picture</a>");
  g_autofree char *listed = gesso_input_find_address ("# comment\r\nhttps://example.org/b.jpg\r\n");
  g_autofree char *script = gesso_input_find_address ("javascript:alert(1)");
  g_autofree char *lazy = gesso_input_find_image ("<img src='data:image/gif;base64,R0lGODlh' data-src=x>"
                                                  "<img src='data:image/png;base64,iVBORw0KGgo='>");
  g_autofree char *name = gesso_input_name_address ("https://example.org/a/blue%20boat.png?width=3#top");
  g_autofree char *host = gesso_input_name_address ("https://example.org/?id=3");
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (image, ==, "https://example.org/a.png?x=1&y=2");
  g_assert_null (none);
  g_assert_cmpstr (listed, ==, "https://example.org/b.jpg");
  g_assert_null (script);
  g_assert_cmpstr (name, ==, "blue boat.png");
  g_assert_cmpstr (host, ==, "example.org");
  g_assert_cmpstr (lazy, ==, "data:image/png;base64,iVBORw0KGgo=");
  data = gesso_input_read_data_address (lazy, 8, NULL);
  g_assert_cmpmem (g_bytes_get_data (data, NULL), g_bytes_get_size (data), "\x89PNG\r\n\x1a\n", 8);
  g_assert_null (gesso_input_read_data_address (lazy, 7, &error));
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE);
  g_assert_true (gesso_input_is_data_address (lazy));
  g_assert_false (gesso_input_is_data_address ("data:image/svg+xml,<svg/>"));
}

static GBytes *
encode (const char *text,
        const char *charset,
        gboolean    mark)
{
  gsize size;
  g_autofree char *converted = g_convert (text, -1, charset, "UTF-8", NULL, &size, NULL);
  GByteArray *bytes = g_byte_array_new ();

  if (mark)
    g_byte_array_append (bytes, (const guint8 *) "\xff\xfe", 2);
  g_byte_array_append (bytes, (const guint8 *) converted, (guint) size);
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_text (void)
{
  const struct
  {
    const char *charset;
    gboolean mark;
  } cases[] = { { "UTF-8", FALSE }, { "UTF-16LE", FALSE }, { "UTF-16LE", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = encode ("<p>Bö</p>", cases[i].charset, cases[i].mark);
      g_autofree char *text = gesso_input_decode_text (bytes);

      g_assert_cmpstr (text, ==, "<p>Bö</p>");
    }
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

/* What a program put into the clipboard, as it is read; the first and only picture of it. @refused: (nullable) */
static GessoReferenceFile *
paste (GessoUiTest          *test,
       GdkContentProvider  **providers,
       gsize                 n,
       char                **refused)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autoptr (GdkContentProvider) all = gdk_content_provider_new_union (providers, n);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  GAsyncResult *slot = NULL;

  g_assert_true (gdk_clipboard_set_content (clipboard, all));
  gesso_picture_input_read_clipboard_async (test->context, clipboard, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  taken = gesso_picture_input_read_finish (result, NULL, &said, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->len, <=, 1);
  if (refused != NULL)
    *refused = g_steal_pointer (&said);
  else
    g_assert_null (said);
  return taken->len == 1 ? g_ptr_array_steal_index (taken, 0) : NULL;
}

static GdkContentProvider *
provide (const char *type,
         GBytes     *bytes)
{
  return gdk_content_provider_new_for_bytes (type, bytes);
}

static GdkContentProvider *
provide_text (const char *type,
              const char *text,
              const char *charset,
              gboolean    mark)
{
  g_autoptr (GBytes) bytes = encode (text, charset, mark);

  return provide (type, bytes);
}

#define LAMP "https://example.org/pictures/lamp.png"

static void
test_clipboard (void)
{
  GessoUiTest test = { 0 };
  g_autoptr (GBytes) png = gesso_test_make_png (8, 8, 0x00ff00);
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  g_autofree char *html = g_strdup_printf ("<img src=\"data:image/png;base64,%s\" alt=\"\">", base64);
  g_autofree char *address = g_strdup_printf ("data:image/png;base64,%s", base64);
  g_autoptr (GBytes) junk = g_bytes_new_static ("no picture", 10);
  g_autoptr (GessoReferenceFile) plain = NULL;
  g_autoptr (GessoReferenceFile) firefox = NULL;
  g_autoptr (GessoReferenceFile) chromium = NULL;
  g_autoptr (GessoReferenceFile) written = NULL;
  g_autofree char *folder = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "boat.png", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GessoReferenceFile) inside = NULL;
  g_autoptr (GessoReferenceFile) listed = NULL;
  g_autofree char *refused = NULL;

  gesso_ui_test_set_up (&test);
  plain = paste (&test, (GdkContentProvider *[]) { provide ("image/png", png) }, 1, NULL);
  g_assert_cmpstr (plain->name, ==, "Picture");
  g_assert_null (plain->origin);
  /* Picture data knows where it comes from: as Firefox says it, and as Chromium does. */
  firefox = paste (&test, (GdkContentProvider *[]) {
    provide_text ("text/x-moz-url", LAMP "\nLamp", "UTF-16LE", FALSE), provide ("application/octet-stream", png),
    provide ("image/png", png), provide_text ("_NETSCAPE_URL", LAMP "\nLamp", "UTF-8", FALSE) }, 4, NULL);
  g_assert_cmpstr (firefox->name, ==, "lamp.png");
  g_assert_cmpstr (firefox->origin, ==, LAMP);
  chromium = paste (&test, (GdkContentProvider *[]) {
    provide_text ("text/html", "<meta charset=utf-8><img src=\"" LAMP "\">", "UTF-16LE", TRUE),
    provide ("image/png", png) }, 2, NULL);
  g_assert_cmpstr (chromium->name, ==, "lamp.png");
  g_assert_cmpstr (chromium->origin, ==, LAMP);
  write_file (folder, "boat.png", png);
  written = paste (&test, (GdkContentProvider *[]) {
    provide_text ("text/uri-list", uri, "UTF-8", FALSE), provide_text ("text/x-moz-url", LAMP "\nLamp", "UTF-16LE", FALSE) },
    2, NULL);
  g_assert_cmpstr (written->name, ==, "boat.png");
  g_assert_cmpstr (written->origin, ==, LAMP);
  /* A picture that is its own address: in the page, and in the list of addresses that GTK takes for files. */
  inside = paste (&test, (GdkContentProvider *[]) { provide_text ("text/html", html, "UTF-16LE", TRUE) }, 1, NULL);
  g_assert_cmpstr (inside->sha256, ==, plain->sha256);
  g_assert_null (inside->origin);
  listed = paste (&test, (GdkContentProvider *[]) { provide_text ("text/uri-list", address, "UTF-8", FALSE) }, 1, NULL);
  g_assert_cmpstr (listed->sha256, ==, plain->sha256);

  /* What has several forms is one picture, and refused once. */
  g_assert_null (paste (&test, (GdkContentProvider *[]) {
    provide ("image/png", junk), provide ("image/jpeg", junk), provide_text ("text/plain", "javascript:1", "UTF-8", FALSE) }, 3,
    &refused));
  g_assert_cmpstr (refused, ==, "“Picture” is not a PNG, JPEG or WebP picture.");
  g_clear_pointer (&refused, g_free);

  /* Several addresses are several pictures, and each is named. */
  g_assert_null (paste (&test, (GdkContentProvider *[]) {
    provide_text ("text/uri-list", "http://127.0.0.1:1/a.png\r\nhttp://127.0.0.1:1/b.png\r\n", "UTF-8", FALSE) }, 1, &refused));
  g_assert_nonnull (strstr (refused, "“a.png”"));
  g_assert_nonnull (strstr (refused, "“b.png”"));
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
  g_test_add_func ("/picture-input/text", test_text);
  g_test_add_func ("/picture-input/limit", test_limit);
  g_test_add_func ("/picture-input/formats", test_formats);
  g_test_add_func ("/picture-input/provide", test_provide);
  g_test_add_func ("/picture-input/clipboard", test_clipboard);
  return g_test_run ();
}

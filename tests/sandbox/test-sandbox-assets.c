/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-sandbox-media.h"
#include "sandbox-fixture.h"

#include <string.h>

/* The first bytes of a JPEG of 640×480 behind an application segment, and of three kinds of WebP. */
static const char jpeg[] = "\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08\x01\xe0\x02\x80\x03\x01\x22\x00";
static const char webp_lossy[] = "RIFF\x20\x00\x00\x00WEBPVP8 \x14\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x40\x01\xf0\x00";
static const char webp_lossless[] = "RIFF\x20\x00\x00\x00WEBPVP8L\x14\x00\x00\x00\x2f\x3f\xc1\x3b\x00\x00\x00\x00\x00\x00";
static const char webp_extended[] =
  "RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x3f\x01\x00\xef\x00\x00";
static const char heic[] = "\x00\x00\x00\x18" "ftypheic\x00\x00\x00\x00mif1heic"
                           "\x00\x00\x00\x14ispe\x00\x00\x00\x00\x00\x00\x02\x80\x00\x00\x01\xe0";
static const char avif[] = "\x00\x00\x00\x18" "ftypavif\x00\x00\x00\x00mif1miaf";
static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg'/>";

static void
test_sniff (void)
{
  g_autoptr (GBytes) png = gesso_test_make_png (30, 20, 0x336699);
  const struct {
    const char *data;
    gsize       length;
    const char *type;
    guint       width;
    guint       height;
  } cases[] = {
    { g_bytes_get_data (png, NULL), g_bytes_get_size (png), "image/png", 30, 20 },
    { jpeg, sizeof jpeg - 1, "image/jpeg", 640, 480 },
    { webp_lossy, sizeof webp_lossy - 1, "image/webp", 320, 240 },
    { webp_lossless, sizeof webp_lossless - 1, "image/webp", 320, 240 },
    { webp_extended, sizeof webp_extended - 1, "image/webp", 320, 240 },
    { heic, sizeof heic - 1, "image/heic", 640, 480 },
    { "\x00\x00\x00\x18" "ftypqt  \x00\x00\x00\x00", 16, "video/quicktime", 0, 0 },
    { "RIFF\x00\x00\x00\x00WAVEfmt ", 16, "audio/wav", 0, 0 },
    { avif, sizeof avif - 1, NULL, 0, 0 },
    { svg, sizeof svg - 1, NULL, 0, 0 },
    { "\x89PNG\r\n\x1a\n", 8, NULL, 0, 0 },
    { "\xff\xd8\xff\xe0\xff\xff\x00\x00\x00\x00\x00\x00", 12, NULL, 0, 0 },
    { "", 0, NULL, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].data, cases[i].length);
      GessoSandboxMedia media;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_true (gesso_sandbox_sniff (bytes, &media) == (cases[i].type != NULL));
      if (cases[i].type == NULL)
        continue;
      g_assert_cmpstr (media.mime_type, ==, cases[i].type);
      g_assert_cmpuint (media.width, ==, cases[i].width);
      g_assert_cmpuint (media.height, ==, cases[i].height);
    }
}

/* Any part of a header must be readable without reading past it. */
static void
test_cut_headers (void)
{
  const struct {
    const char *data;
    gsize       length;
  } cases[] = { { jpeg, sizeof jpeg - 1 }, { webp_lossy, sizeof webp_lossy - 1 }, { heic, sizeof heic - 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; length < cases[i].length; length++)
      {
        g_autoptr (GBytes) bytes = g_bytes_new (cases[i].data, length);
        g_autoptr (GArray) palette = gesso_sandbox_palette (bytes);
        GessoSandboxMedia media;

        gesso_sandbox_sniff (bytes, &media);
        g_assert_cmpuint (palette->len, ==, 5);
      }
}

static void
test_palette (void)
{
  g_autoptr (GBytes) png = gesso_test_make_png (300, 200, 0x336699);
  g_autoptr (GBytes) other = g_bytes_new_static (jpeg, sizeof jpeg - 1);
  g_autoptr (GArray) of_png = gesso_sandbox_palette (png);
  g_autoptr (GArray) of_jpeg = gesso_sandbox_palette (other);
  g_autoptr (GArray) again = gesso_sandbox_palette (other);

  g_assert_cmpuint (of_png->len, ==, 1);
  g_assert_cmphex (g_array_index (of_png, guint32, 0), ==, 0x336699);
  g_assert_cmpuint (of_jpeg->len, ==, 5);
  g_assert_cmpmem (of_jpeg->data, of_jpeg->len * 4, again->data, again->len * 4);
}

static void
test_upload (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (GBytes) png = gesso_test_make_png (30, 20, 0x336699);
  g_autoptr (Reply) uploaded = NULL;
  g_autoptr (Reply) found = NULL;
  g_autoptr (Reply) file = NULL;
  g_autoptr (Reply) used = NULL;
  g_autoptr (Reply) deleted = NULL;
  g_autoptr (Reply) gone = NULL;
  g_autoptr (Reply) refused = NULL;
  g_autofree char *path = NULL;
  g_autofree char *body = NULL;

  fixture_set_up (&fixture, NULL, "");
  uploaded = upload (&fixture, png, "ink no. 1.png", "image/png");
  g_assert_cmpuint (uploaded->status, ==, 200);
  g_assert_cmpint (json_object_get_int_member (uploaded->object, "width"), ==, 30);
  g_assert_cmpint (json_object_get_int_member (uploaded->object, "height"), ==, 20);
  g_assert_cmpint (json_object_get_int_member (uploaded->object, "size_bytes"), ==, g_bytes_get_size (png));
  g_assert_cmpstr (string_member (uploaded, "mime_type"), ==, "image/png");
  g_assert_cmpstr (string_member (uploaded, "description"), ==, "ink study");
  g_assert_nonnull (string_member (uploaded, "uploaded_at"));
  g_assert_true (g_str_has_suffix (string_member (uploaded, "image_url"), "-ink%20no.%201.png"));

  path = g_strconcat ("/assets/", string_member (uploaded, "id"), NULL);
  found = ask (&fixture, "GET", path, NULL);
  g_assert_cmpstr (string_member (found, "image_url"), ==, string_member (uploaded, "image_url"));
  file = ask (&fixture, "GET", string_member (uploaded, "image_url"), NULL);
  g_assert_true (g_bytes_equal (file->body, png));

  body = g_strdup_printf ("{\"prompt\":\"x\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\","
                          "\"image_style_references\":[{\"url\":\"%s\",\"strength\":1}]}",
                          string_member (uploaded, "image_url"));
  used = ask (&fixture, "POST", MEDIUM, body);
  g_assert_cmpuint (used->status, ==, 200);
  deleted = ask (&fixture, "DELETE", path, NULL);
  g_assert_true (json_object_get_boolean_member (deleted->object, "success"));
  gone = ask (&fixture, "GET", path, NULL);
  g_assert_cmpuint (gone->status, ==, 404);
  refused = ask (&fixture, "POST", MEDIUM, body);
  g_assert_cmpuint (refused->status, ==, 422);
}

static void
test_upload_refused (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (GBytes) png = gesso_test_make_png (30, 20, 0x336699);
  g_autoptr (GBytes) text = g_bytes_new_static (svg, sizeof svg - 1);
  g_autoptr (GBytes) photo = g_bytes_new_static (jpeg, sizeof jpeg - 1);
  g_autoptr (Reply) no_form = NULL;
  const struct {
    GBytes     *bytes;
    const char *type;
    guint       status;
  } cases[] = {
    { photo, "image/jpeg", 200 }, { photo, "image/jpg", 400 }, { photo, "image/png", 400 },
    { text, "image/svg+xml", 400 }, { text, "image/png", 400 }, { png, "application/octet-stream", 400 },
  };

  fixture_set_up (&fixture, NULL, "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Reply) reply = upload (&fixture, cases[i].bytes, "a", cases[i].type);

      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_true (reply->status == 200 || string_member (reply, "error") != NULL);
    }
  no_form = ask (&fixture, "POST", "/assets", "{}");
  g_assert_cmpuint (no_form->status, ==, 400);
}

static void
test_upload_limits (void)
{
  static const struct {
    gsize size;
    guint status;
  } cases[] = { { 75000000, 200 }, { 75000001, 400 }, { 77 * 1024 * 1024, 413 } };
  g_auto (Fixture) fixture = { NULL };

  fixture_set_up (&fixture, NULL, "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint8 *data = g_malloc0 (cases[i].size);
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, cases[i].size);
      g_autoptr (Reply) reply = NULL;

      memcpy (data, jpeg, sizeof jpeg);
      reply = upload (&fixture, bytes, "large.jpg", "image/jpeg");
      g_assert_cmpuint (reply->status, ==, cases[i].status);
    }
}

static void
test_asset_pages (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;
  g_autofree char *path = NULL;
  JsonArray *items;

  fixture_set_up (&fixture, NULL, "");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) png = gesso_test_make_png (10 + i, 10, 0);

      reply_free (upload (&fixture, png, "a.png", "image/png"));
    }
  first = ask (&fixture, "GET", "/assets?limit=2", NULL);
  items = json_object_get_array_member (first->object, "items");
  g_assert_cmpuint (json_array_get_length (items), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (items, 0), "width"), ==, 12);
  path = g_strconcat ("/assets?limit=2&cursor=", string_member (first, "next_cursor"), NULL);
  second = ask (&fixture, "GET", path, NULL);
  items = json_object_get_array_member (second->object, "items");
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (items, 0), "width"), ==, 10);
  g_assert_null (string_member (second, "next_cursor"));
}

static void
test_styles (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  g_autoptr (Reply) one = NULL;

  fixture_set_up (&fixture, NULL, "");
  do
    {
      g_autofree char *path = cursor != NULL ? g_strconcat ("/styles?limit=1&cursor=", cursor, NULL)
                                             : g_strdup ("/styles?limit=1");
      g_autoptr (Reply) reply = ask (&fixture, "GET", path, NULL);
      JsonArray *items = json_object_get_array_member (reply->object, "items");
      JsonObject *style = json_array_get_object_element (items, 0);

      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (style, "models")), >, 0);
      g_assert_true (g_hash_table_add (ids, g_strdup (json_object_get_string_member (style, "id"))));
      g_free (cursor);
      cursor = g_strdup (string_member (reply, "next_cursor"));
    }
  while (cursor != NULL);
  g_assert_cmpuint (g_hash_table_size (ids), ==, 4);
  one = ask (&fixture, "GET", "/styles/k3v9x1q7b", NULL);
  g_assert_cmpstr (string_member (one, "title"), ==, "Soft ink");
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/media/sniff", test_sniff);
  g_test_add_func ("/sandbox/media/cut-headers", test_cut_headers);
  g_test_add_func ("/sandbox/media/palette", test_palette);
  g_test_add_func ("/sandbox/assets/upload", test_upload);
  g_test_add_func ("/sandbox/assets/refused", test_upload_refused);
  g_test_add_func ("/sandbox/assets/limits", test_upload_limits);
  g_test_add_func ("/sandbox/assets/pages", test_asset_pages);
  g_test_add_func ("/sandbox/assets/styles", test_styles);
  return g_test_run ();
}

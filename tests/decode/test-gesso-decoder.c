/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decoder-private.h"
#include "gesso-decoder-recent.h"
#include "gesso-libexec.h"
#include "gesso-test.h"
#include "picture-maker.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static GessoDecoder *decoder;

static GessoPixels *
load (GBytes  *bytes,
      guint    max_width,
      guint    max_height,
      GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_decoder_load_async (decoder, bytes, max_width, max_height, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_decoder_load_finish (decoder, result, error);
}

static GessoInspection *
inspect (GBytes  *bytes,
         GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_decoder_inspect_async (decoder, bytes, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_decoder_inspect_finish (decoder, result, error);
}

static GBytes *
convert (GBytes  *bytes,
         guint    max_pixels,
         GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_decoder_convert_async (decoder, bytes, max_pixels, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_decoder_convert_finish (decoder, result, error);
}

/* Within @tolerance of each channel. */
static void
assert_pixel (GessoPixels *pixels,
              guint        x,
              guint        y,
              guint32      rgba,
              int          tolerance)
{
  const guint8 *pixel = (const guint8 *) g_bytes_get_data (pixels->data, NULL) + y * pixels->stride + x * 4;

  g_assert_cmpuint (g_bytes_get_size (pixels->data), >=, pixels->stride * pixels->height);
  for (int i = 0; i < 4; i++)
    g_assert_cmpint (ABS ((int) pixel[i] - (int) (rgba >> (24 - 8 * i) & 0xff)), <=, tolerance);
}

static void
assert_size (GBytes             *bytes,
             GessoPictureFormat  format,
             guint               expected_width,
             guint               expected_height)
{
  guint width, height;

  g_assert_cmpint (gesso_picture_read_header (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                              &width, &height, NULL), ==, format);
  g_assert_cmpuint (width, ==, expected_width);
  g_assert_cmpuint (height, ==, expected_height);
}

static void
test_round_trip (gconstpointer data)
{
  const char *type = data;
  g_autoptr (GBytes) bytes = make_picture (type, 640, 400, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) whole = NULL;
  g_autoptr (GessoPixels) fitted = NULL;
  g_autoptr (GessoInspection) inspection = NULL;

  if (bytes == NULL)
    {
      g_test_skip ("gdk-pixbuf can't write this format here");
      return;
    }
  whole = load (bytes, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (whole->width, ==, 640);
  g_assert_cmpuint (whole->height, ==, 400);
  assert_pixel (whole, 10, 10, 0xff0000ff, 8);
  assert_pixel (whole, 630, 390, 0x0000ffff, 8);

  fitted = load (bytes, 100, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fitted->width, ==, 100);
  g_assert_cmpuint (fitted->height, ==, 63);
  assert_pixel (fitted, 10, 60, 0xff0000ff, 8);
  assert_pixel (fitted, 90, 2, 0x0000ffff, 8);

  inspection = inspect (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (inspection->width, ==, 640);
  g_assert_cmpuint (inspection->height, ==, 400);
  g_assert_cmpstr (gesso_picture_format_mime_type (inspection->format) + 6, ==, type);
  assert_size (inspection->thumbnail_small, GESSO_PICTURE_JPEG, 256, 160);
  assert_size (inspection->thumbnail_large, GESSO_PICTURE_JPEG, 512, 320);
}

/* From a file, only what is wanted is made. */
static void
test_one_thumbnail (gconstpointer data)
{
  static const guint edges[] = { 0, GESSO_THUMBNAIL_SMALL, GESSO_THUMBNAIL_LARGE };
  const char *type = data;
  g_autoptr (GBytes) bytes = make_picture (type, 640, 400, FALSE);
  g_autofree char *folder = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "picture", NULL);
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    {
      g_test_skip ("gdk-pixbuf can't write this format here");
      return;
    }
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      GAsyncResult *slot = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GessoInspection) inspection = NULL;

      gesso_decoder_inspect_file_async (decoder, path, edges[i], 0, NULL, gesso_test_result_cb, &slot);
      result = gesso_test_await_result (&slot);
      inspection = gesso_decoder_inspect_file_finish (decoder, result, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (inspection->width, ==, 640);
      g_assert_null (inspection->sha256);
      g_assert_true ((inspection->thumbnail_small != NULL) == (edges[i] != GESSO_THUMBNAIL_LARGE));
      g_assert_true ((inspection->thumbnail_large != NULL) == (edges[i] != GESSO_THUMBNAIL_SMALL));
      if (inspection->thumbnail_small != NULL)
        assert_size (inspection->thumbnail_small, GESSO_PICTURE_JPEG, 256, 160);
      if (inspection->thumbnail_large != NULL)
        assert_size (inspection->thumbnail_large, GESSO_PICTURE_JPEG, 512, 320);
    }
}

/* The hash is of the bytes as they are. */
static void
test_identify (void)
{
  g_autoptr (GBytes) bytes = gesso_test_make_png (30, 20, 0x00ff00);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (GessoInspection) inspection = NULL;
  g_autoptr (GessoInspection) plain = inspect (bytes, NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_decoder_identify_async (decoder, bytes, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  inspection = gesso_decoder_identify_finish (decoder, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (inspection->sha256, ==, sha256);
  g_assert_cmpuint (inspection->width, ==, 30);
  g_assert_null (plain->sha256);
}

static GessoInspection *
receive (GBytes *bytes)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoInspection *inspection;

  gesso_decoder_receive_async (decoder, bytes, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  inspection = gesso_decoder_receive_finish (decoder, result, &error);
  g_assert_no_error (error);
  return inspection;
}

/* What was received is at hand as it would be loaded, but never larger than it is there. */
static void
test_receive (void)
{
  g_autoptr (GBytes) bytes = make_picture ("png", 1500, 600, FALSE);
  g_autoptr (GBytes) other = gesso_test_make_png (30, 20, 0x00ff00);
  g_autoptr (GessoInspection) inspection = receive (bytes);
  g_autoptr (GessoInspection) plain = NULL;
  g_autoptr (GessoPixels) loaded = load (bytes, 700, 700, NULL);
  g_autoptr (GessoPixels) pixels = gesso_decoder_read_recent (decoder, inspection->sha256, 700, 700);

  assert_size (inspection->thumbnail_small, GESSO_PICTURE_JPEG, 256, 102);
  assert_size (inspection->thumbnail_large, GESSO_PICTURE_JPEG, 512, 205);
  g_assert_nonnull (pixels);
  g_assert_cmpuint (pixels->width, ==, loaded->width);
  g_assert_cmpuint (pixels->height, ==, loaded->height);
  assert_pixel (pixels, 10, 200, 0xff0000ff, 8);
  assert_pixel (pixels, 690, 200, 0x0000ffff, 8);
  g_clear_pointer (&pixels, gesso_pixels_free);
  pixels = gesso_decoder_read_recent (decoder, inspection->sha256, 1024, 1024);
  g_assert_cmpuint (pixels->width, ==, 1024);
  g_assert_null (gesso_decoder_read_recent (decoder, inspection->sha256, 1200, 1200));
  /* Others are not held on to. */
  plain = inspect (other, NULL);
  g_assert_null (gesso_decoder_read_recent (decoder, "unknown", 100, 100));
}

/* What is as large as the one before may be made already; another size never is what was made. */
static void
assert_prepared (const char *sha256)
{
  for (guint edge = 20; edge <= 24; edge++)
    for (guint i = 0; i < 2; i++)
      {
        g_autoptr (GBytes) bytes = gesso_test_make_png (40 + edge, 40 + edge, 0x224466);
        g_autoptr (GessoInspection) inspection = receive (bytes);
        g_autoptr (GessoPixels) pixels = gesso_decoder_read_recent (decoder, inspection->sha256, edge, edge);
        g_autoptr (GessoPixels) again = gesso_decoder_read_recent (decoder, inspection->sha256, edge, edge);
        g_autoptr (GessoPixels) smaller = gesso_decoder_read_recent (decoder, inspection->sha256, 10, 10);

        g_assert_cmpuint (pixels->width, ==, edge);
        g_assert_cmpuint (again->height, ==, edge);
        g_assert_cmpuint (smaller->width, ==, 10);
        assert_pixel (pixels, edge - 1, 0, 0x224466ff, 0);
        assert_pixel (again, 0, edge - 1, 0x224466ff, 0);
      }
  g_assert_null (gesso_decoder_read_recent (decoder, sha256, 5, 5));
}

/* The newest few stay; what is not opaque is decoded again, with what shows through. */
static void
test_receive_many (void)
{
  g_autoptr (GBytes) half = make_picture ("png", 64, 64, TRUE);
  g_autoptr (GessoInspection) transparent = receive (half);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  g_assert_nonnull (transparent->thumbnail_small);
  g_assert_null (gesso_decoder_read_recent (decoder, transparent->sha256, 32, 32));
  for (guint i = 1; i <= 6; i++)
    {
      g_autoptr (GBytes) bytes = gesso_test_make_png (40, 40 + i, 0x336699);
      g_autoptr (GessoInspection) inspection = receive (bytes);

      if (i == 1)
        first = g_strdup (inspection->sha256);
      g_free (last);
      last = g_strdup (inspection->sha256);
    }
  g_assert_null (gesso_decoder_read_recent (decoder, first, 32, 32));
  {
    g_autoptr (GessoPixels) pixels = gesso_decoder_read_recent (decoder, last, 100, 100);

    g_assert_cmpuint (pixels->width, ==, 40);
    g_assert_cmpuint (pixels->height, ==, 46);
    assert_pixel (pixels, 39, 45, 0x336699ff, 0);
  }
  assert_prepared (last);
}

static void
test_never_enlarges (void)
{
  g_autoptr (GBytes) bytes = gesso_test_make_png (30, 20, 0x00ff00);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) pixels = load (bytes, 3000, 3000, &error);
  g_autoptr (GessoInspection) inspection = inspect (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (pixels->width, ==, 30);
  assert_pixel (pixels, 29, 19, 0x00ff00ff, 0);
  assert_size (inspection->thumbnail_large, GESSO_PICTURE_JPEG, 30, 20);
}

static void
test_alpha (void)
{
  g_autoptr (GBytes) bytes = make_picture ("png", 64, 64, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) pixels = load (bytes, 0, 0, &error);
  g_autoptr (GessoInspection) inspection = inspect (bytes, &error);
  g_autoptr (GessoPixels) thumbnail = NULL;

  g_assert_no_error (error);
  /* Not premultiplied: the colour is whole. */
  assert_pixel (pixels, 5, 5, 0xff000080, 0);
  thumbnail = load (inspection->thumbnail_small, 0, 0, &error);
  g_assert_no_error (error);
  /* Half red over neutral grey. */
  assert_pixel (thumbnail, 5, 5, 0xc04040ff, 8);
  assert_pixel (thumbnail, 5, 60, 0xff0000ff, 8);
}

static void
test_orientation (void)
{
  /* Where the red half lies once upright: left, right, top or bottom. */
  static const char red_side[] = "?lrrlttbb";

  for (guint orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr (GBytes) bytes = make_rotated_jpeg (320, 160, orientation);
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoPixels) pixels = load (bytes, 80, 0, &error);
      g_autoptr (GessoInspection) inspection = NULL;
      gboolean turned = orientation >= 5;
      char side = red_side[orientation];

      g_assert_no_error (error);
      g_assert_cmpuint (pixels->width, ==, 80);
      g_assert_cmpuint (pixels->height, ==, turned ? 160 : 40);
      assert_pixel (pixels, 5, 5, side == 'l' || side == 't' ? 0xff0000ff : 0x0000ffff, 8);
      assert_pixel (pixels, 75, 5, side == 'r' || side == 't' ? 0xff0000ff : 0x0000ffff, 8);
      inspection = inspect (bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (inspection->width, ==, turned ? 160 : 320);
      assert_size (inspection->thumbnail_small, GESSO_PICTURE_JPEG, turned ? 128 : 256, turned ? 256 : 128);
    }
}

static void
test_truncated (gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_picture (data, 200, 100, FALSE);
  gsize length;

  if (bytes == NULL)
    {
      g_test_skip ("gdk-pixbuf can't write this format here");
      return;
    }
  length = g_bytes_get_size (bytes);
  for (guint part = 1; part <= 8; part++)
    {
      g_autoptr (GBytes) shorter = g_bytes_new_from_bytes (bytes, 0, MIN (length * part / 8, length - 2));
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoInspection) inspection = inspect (shorter, &error);

      g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DAMAGED);
      g_assert_null (inspection);
    }
}

static void
test_garbage (void)
{
  g_autoptr (GBytes) png = gesso_test_make_png (64, 64, 0x808080);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  g_autoptr (GBytes) html = g_bytes_new_static ("<html>502 Bad Gateway</html>", 28);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) broken = NULL;
  g_autoptr (GessoPixels) pixels = NULL;
  g_autoptr (GError) error = NULL;

  /* Whole, but for the bytes of its pixels. */
  memset (copy + 41, 0x55, 16);
  broken = g_bytes_new (copy, g_bytes_get_size (png));
  pixels = load (broken, 0, 0, &error);
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DAMAGED);
  g_clear_error (&error);
  pixels = load (html, 0, 0, &error);
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  pixels = load (nothing, 0, 0, &error);
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_UNSUPPORTED);
}

/* Says 40,000², has next to nothing: by its bytes, and as a file, where only the helper sees the header. */
static void
test_bomb (void)
{
  g_autoptr (GBytes) small = gesso_test_make_png (4, 4, 0);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (small, NULL), g_bytes_get_size (small));
  g_autofree char *folder = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "bomb.png", NULL);
  g_autoptr (GBytes) bomb = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) pixels = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  struct rusage usage;

  memcpy (copy + 16, "\0\0\x9c\x40\0\0\x9c\x40", 8);
  bomb = g_bytes_new (copy, g_bytes_get_size (small));
  pixels = load (bomb, 0, 0, &error);
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, (const char *) copy, g_bytes_get_size (small), NULL));
  gesso_decoder_load_file_async (decoder, path, 0, 0, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  pixels = gesso_decoder_load_file_finish (decoder, result, &error);
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE);
  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_cmpint (usage.ru_maxrss, <, 400 * 1024);
#endif
}

static void
test_file (void)
{
  g_autoptr (GBytes) bytes = gesso_test_make_png (50, 40, 0x123456);
  g_autofree char *folder = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);
  g_autofree char *link = g_build_filename (folder, "link.png", NULL);
  const char *paths[] = { path, link, "/nonexistent/a.png", folder };
  GError *errors[G_N_ELEMENTS (paths)] = { NULL };

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  g_assert_cmpint (symlink (path, link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      GAsyncResult *slot = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GessoPixels) pixels = NULL;

      gesso_decoder_load_file_async (decoder, paths[i], 0, 0, 0, NULL, gesso_test_result_cb, &slot);
      result = gesso_test_await_result (&slot);
      pixels = gesso_decoder_load_file_finish (decoder, result, &errors[i]);
      g_assert_true ((pixels != NULL) == (i == 0));
    }
  g_assert_no_error (errors[0]);
  g_assert_error (errors[1], G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
  g_assert_error (errors[2], G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_error (errors[3], GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_UNSUPPORTED);
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    g_clear_error (&errors[i]);
}

static void
test_convert (void)
{
  g_autoptr (GBytes) jpeg = make_picture ("jpeg", 400, 300, FALSE);
  g_autoptr (GBytes) png = make_picture ("png", 401, 299, TRUE);
  g_autoptr (GBytes) webp = make_picture ("webp", 40, 30, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) same = convert (jpeg, 400 * 300, &error);
  g_autoptr (GBytes) smaller = convert (jpeg, 30000, &error);
  g_autoptr (GBytes) with_alpha = convert (png, 5000, &error);
  guint width, height;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (same, jpeg));
  assert_size (smaller, GESSO_PICTURE_JPEG, 200, 150);
  g_assert_cmpint (gesso_picture_read_header (g_bytes_get_data (with_alpha, NULL), g_bytes_get_size (with_alpha),
                                              &width, &height, NULL), ==, GESSO_PICTURE_PNG);
  g_assert_cmpuint (width * height, <=, 5000);
  g_assert_cmpuint (width * height, >, 4700);
  if (webp != NULL)
    {
      g_autoptr (GBytes) written = convert (webp, 0, &error);

      g_assert_no_error (error);
      assert_size (written, GESSO_PICTURE_JPEG, 40, 30);
    }
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

static void
test_descriptors (void)
{
  g_autoptr (GBytes) bytes = gesso_test_make_png (20, 20, 0xabcdef);
  g_autoptr (GBytes) rubbish = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) - 1);
  guint before = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoPixels) pixels = load (i % 3 == 0 ? rubbish : bytes, 0, 0, &error);

      g_assert_true ((pixels == NULL) == (i % 3 == 0));
      if (i == 20)
        before = count_descriptors ();
    }
  /* Another helper may have started meanwhile; a call that leaks one descriptor leaks 180. */
  g_assert_cmpuint (count_descriptors (), <=, before + 10);
}

static void
test_confinement (void)
{
  g_autoptr (GessoDecoder) fresh = gesso_decoder_new (1);
  g_autoptr (GArray) helpers = gesso_decoder_list_helpers (decoder);

  g_assert_null (gesso_decoder_get_confinement (fresh));
  g_test_message ("confined by: %s", gesso_decoder_get_confinement (decoder));
  g_assert_nonnull (gesso_decoder_get_confinement (decoder));
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_nonnull (strstr (gesso_decoder_get_confinement (decoder), "limits"));
#endif
  g_assert_cmpuint (helpers->len, >, 0);
}

/* A bubblewrap that is there and does not work, as in many containers: the rest still holds. */
static void
test_without_bubblewrap (void)
{
  g_autoptr (GBytes) bytes = gesso_test_make_png (8, 8, 0x336699);
  g_autofree char *folder = gesso_test_make_dir ();
  g_autofree char *program = g_build_filename (folder, "bwrap", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) pixels = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_assert_true (g_file_set_contents_full (program, "#!/bin/sh\nexit 1\n", -1, G_FILE_SET_CONTENTS_NONE, 0700,
                                           NULL));
  g_setenv ("PATH", folder, TRUE);
  pixels = load (bytes, 0, 0, &error);
  g_assert_no_error (error);
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_cmpstr (gesso_decoder_get_confinement (decoder), ==, "seccomp, limits");
#endif
}

static void
test_libexec (void)
{
  g_autofree char *folder = gesso_test_make_dir ();
  g_autofree char *below = g_build_filename (folder, "cli", NULL);
  g_autofree char *program = g_build_filename (below, "gesso-elsewhere", NULL);
  g_autofree char *before = g_strdup (g_getenv ("GESSO_LIBEXECDIR"));
  g_autofree char *found = NULL;

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (program, "#!/bin/sh\n", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_setenv ("GESSO_LIBEXECDIR", folder, TRUE);
  g_assert_null (gesso_libexec_find ("cli", "gesso-elsewhere"));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  found = gesso_libexec_find ("cli", "gesso-elsewhere");
  g_assert_cmpstr (found, ==, program);
  g_assert_null (gesso_libexec_find ("ui", "gesso-elsewhere"));
  g_clear_pointer (&found, g_free);
  /* Without the variable, this program lies in the build folder itself. */
  g_unsetenv ("GESSO_LIBEXECDIR");
  found = gesso_libexec_find ("decode", "gesso-decode");
  g_assert_nonnull (found);
  g_assert_true (g_str_has_prefix (found, GESSO_BUILDDIR));
  if (before != NULL)
    g_setenv ("GESSO_LIBEXECDIR", before, TRUE);
}

int
main (int    argc,
      char **argv)
{
  int status;

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  decoder = gesso_decoder_new (1);

  g_test_add_data_func ("/decode/decoder/round-trip/png", "png", test_round_trip);
  g_test_add_data_func ("/decode/decoder/round-trip/jpeg", "jpeg", test_round_trip);
  g_test_add_data_func ("/decode/decoder/round-trip/webp", "webp", test_round_trip);
  g_test_add_data_func ("/decode/decoder/one-thumbnail/png", "png", test_one_thumbnail);
  g_test_add_data_func ("/decode/decoder/one-thumbnail/jpeg", "jpeg", test_one_thumbnail);
  g_test_add_data_func ("/decode/decoder/one-thumbnail/webp", "webp", test_one_thumbnail);
  g_test_add_func ("/decode/decoder/identify", test_identify);
  g_test_add_func ("/decode/decoder/receive", test_receive);
  g_test_add_func ("/decode/decoder/receive-many", test_receive_many);
  g_test_add_func ("/decode/decoder/never-enlarges", test_never_enlarges);
  g_test_add_func ("/decode/decoder/alpha", test_alpha);
  g_test_add_func ("/decode/decoder/orientation", test_orientation);
  g_test_add_data_func ("/decode/decoder/truncated/png", "png", test_truncated);
  g_test_add_data_func ("/decode/decoder/truncated/jpeg", "jpeg", test_truncated);
  g_test_add_data_func ("/decode/decoder/truncated/webp", "webp", test_truncated);
  g_test_add_func ("/decode/decoder/garbage", test_garbage);
  g_test_add_func ("/decode/decoder/bomb", test_bomb);
  g_test_add_func ("/decode/decoder/file", test_file);
  g_test_add_func ("/decode/decoder/convert", test_convert);
  g_test_add_func ("/decode/decoder/descriptors", test_descriptors);
  g_test_add_func ("/decode/decoder/confinement", test_confinement);
  g_test_add_func ("/decode/decoder/without-bubblewrap", test_without_bubblewrap);
  g_test_add_func ("/decode/decoder/libexec", test_libexec);

  status = g_test_run ();
  g_clear_object (&decoder);
  return status;
}

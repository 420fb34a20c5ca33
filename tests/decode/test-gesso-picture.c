/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-picture.h"
#include "gesso-test.h"

#include <string.h>

#define PNG_HEAD "\x89PNG\r\n\x1a\n" "\0\0\0\x0d" "IHDR"
#define PNG_TAIL "\x08\x02\0\0\0" "CRC."
#define PNG_DATA "\0\0\0\x02" "IDAT" "xx" "CRC."
#define PNG_END  "\0\0\0\0" "IEND" "CRC."
#define PNG_ANIMATED "\0\0\0\x08" "acTL" "\0\0\0\2\0\0\0\0" "CRC."
#define JPEG_APP1 "\xff\xe1\0\x06" "Exif"
#define JPEG_FRAME "\xff\xc2\0\x0b\x08" "\x03\x20" "\x02\x58" "\1\1\x11\0"
#define JPEG_SCAN "\xff\xda\0\x03\0" "ab\xff\0cd\xff\xd0" "e"
#define WEBP_LOSSY "RIFF" "\x16\0\0\0" "WEBP" "VP8 " "\x0a\0\0\0" "\x10\0\0" "\x9d\x01\x2a" "\x20\x43" "\x58\x02"
#define WEBP_LOSSLESS "RIFF" "\x12\0\0\0" "WEBP" "VP8L" "\x05\0\0\0" "\x2f" "\x1f\xc3\x95\0" "\0"
#define WEBP_EXTENDED(flags) "RIFF" "\x16\0\0\0" "WEBP" "VP8X" "\x0a\0\0\0" flags "\0\0\0" "\x1f\x03\0" "\x57\x02\0"

typedef struct {
  const char *name;
  const char *data;
  gsize length;
  GessoPictureFormat format;
  guint width;
  guint height;
  int code;
  /* Fewer bytes than this must never be accepted. */
  gsize needed;
} Case;

#define DATA(text) text, sizeof text - 1
#define GOOD(format, width, height, needed) GESSO_PICTURE_##format, width, height, -1, needed
#define BAD(code) GESSO_PICTURE_UNKNOWN, 0, 0, GESSO_PICTURE_ERROR_##code, 0

static const Case cases[] = {
  { "png", DATA (PNG_HEAD "\0\0\3\x20\0\0\2\x58" PNG_TAIL PNG_DATA PNG_END), GOOD (PNG, 800, 600, 33) },
  { "jpeg", DATA ("\xff\xd8" JPEG_APP1 "\xff\xff" JPEG_FRAME JPEG_SCAN "\xff\xd9"), GOOD (JPEG, 600, 800, 25) },
  { "webp-lossy", DATA (WEBP_LOSSY), GOOD (WEBP, 800, 600, 30) },
  { "webp-lossless", DATA (WEBP_LOSSLESS), GOOD (WEBP, 800, 600, 25) },
  { "webp-extended", DATA (WEBP_EXTENDED ("\x10")), GOOD (WEBP, 800, 600, 30) },
  { "png-animated", DATA (PNG_HEAD "\0\0\0\1\0\0\0\1" PNG_TAIL PNG_ANIMATED PNG_DATA PNG_END), BAD (ANIMATED) },
  { "webp-animated", DATA (WEBP_EXTENDED ("\x12")), BAD (ANIMATED) },
  { "png-huge", DATA (PNG_HEAD "\0\0\x9c\x40\0\0\x9c\x40" PNG_TAIL PNG_DATA PNG_END), BAD (TOO_LARGE) },
  { "png-overflowing", DATA (PNG_HEAD "\x7f\xff\xff\xff\x7f\xff\xff\xff" PNG_TAIL PNG_DATA), BAD (TOO_LARGE) },
  { "png-wide", DATA (PNG_HEAD "\4\0\0\1\0\0\0\1" PNG_TAIL PNG_DATA), BAD (TOO_LARGE) },
  { "png-negative", DATA (PNG_HEAD "\xff\xff\xff\xff\0\0\0\1" PNG_TAIL PNG_DATA), BAD (DAMAGED) },
  { "png-empty", DATA (PNG_HEAD "\0\0\0\0\0\0\0\1" PNG_TAIL PNG_DATA), BAD (DAMAGED) },
  { "jpeg-without-frame", DATA ("\xff\xd8" JPEG_APP1 JPEG_SCAN "\xff\xd9"), BAD (DAMAGED) },
  { "jpeg-short-segment", DATA ("\xff\xd8\xff\xe0\0\1" JPEG_FRAME), BAD (DAMAGED) },
  { "jpeg-short-frame", DATA ("\xff\xd8\xff\xc0\0\4\x08\1"), BAD (DAMAGED) },
  { "webp-unknown-chunk", DATA ("RIFF\x16\0\0\0WEBPVP9 \x0a\0\0\0" "0123456789"), BAD (DAMAGED) },
  { "webp-bad-start-code", DATA ("RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0" "\x10\0\0abc0123"), BAD (DAMAGED) },
  { "gif", DATA ("GIF89a\1\0\1\0\x80\0\0"), BAD (UNSUPPORTED) },
  { "svg", DATA ("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"), BAD (UNSUPPORTED) },
  { "html", DATA ("<!DOCTYPE html><title>502</title>"), BAD (UNSUPPORTED) },
  { "nothing", DATA (""), BAD (UNSUPPORTED) },
};

static void
test_header (gconstpointer data)
{
  const Case *item = data;
  g_autoptr (GError) error = NULL;
  guint width = 7, height = 7;
  GessoPictureFormat format;

  format = gesso_picture_read_header ((const guint8 *) item->data, item->length, &width, &height, &error);
  g_assert_cmpint (format, ==, item->format);
  g_assert_cmpuint (width, ==, item->width);
  g_assert_cmpuint (height, ==, item->height);
  if (item->code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, GESSO_PICTURE_ERROR, item->code);
}

/* Each in memory of just its length, so that reading past the end is caught by valgrind and sanitizers. */
static void
test_truncated (gconstpointer data)
{
  const Case *item = data;

  for (gsize length = 0; length < item->length; length++)
    {
      g_autofree guint8 *copy = g_memdup2 (item->data, length);
      g_autoptr (GError) error = NULL;
      guint width, height;
      GessoPictureFormat format = gesso_picture_read_header (copy, length, &width, &height, &error);

      if (format == GESSO_PICTURE_UNKNOWN)
        {
          g_assert_nonnull (error);
          g_assert_cmpuint (width, ==, 0);
        }
      else
        {
          g_assert_no_error (error);
          if (item->code < 0)
            g_assert_cmpuint (length, >=, item->needed);
        }
      gesso_picture_is_complete (copy, length);
    }
}

static void
test_complete (gconstpointer data)
{
  const Case *item = data;
  g_autofree guint8 *longer = g_malloc0 (item->length + 5);

  g_assert_true (gesso_picture_is_complete ((const guint8 *) item->data, item->length));
  for (gsize length = 0; length < item->length; length++)
    g_assert_false (gesso_picture_is_complete ((const guint8 *) item->data, length));
  memcpy (longer, item->data, item->length);
  g_assert_true (gesso_picture_is_complete (longer, item->length + 5));
}

/* The end of a thumbnail inside a segment is not the end of the picture. */
static void
test_thumbnail_end (void)
{
  static const char data[] = "\xff\xd8\xff\xe1\0\x08" "ab\xff\xd9" "cd" JPEG_FRAME JPEG_SCAN;

  static const char without_pixels[] = "\xff\xd8" JPEG_FRAME "\xff\xd9";

  g_assert_false (gesso_picture_is_complete ((const guint8 *) data, sizeof data - 1));
  g_assert_false (gesso_picture_is_complete ((const guint8 *) without_pixels, sizeof without_pixels - 1));
}

static void
test_too_many_bytes (void)
{
  static const guint8 head[] = PNG_HEAD "\0\0\0\1\0\0\0\1" PNG_TAIL PNG_DATA PNG_END;
  g_autoptr (GError) error = NULL;
  guint width, height;

  /* Judged by its length alone: nothing behind the head is looked at. */
  g_assert_cmpint (gesso_picture_read_header (head, (gsize) GESSO_PICTURE_MAX_BYTES + 1, &width, &height, &error), ==,
                   GESSO_PICTURE_UNKNOWN);
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE);
}

static void
test_names (void)
{
  g_assert_cmpstr (gesso_picture_format_extension (GESSO_PICTURE_JPEG), ==, "jpg");
  g_assert_cmpstr (gesso_picture_format_mime_type (GESSO_PICTURE_WEBP), ==, "image/webp");
  g_assert_cmpstr (gesso_picture_format_mime_type (GESSO_PICTURE_PNG), ==, "image/png");
  g_assert_cmpint (gesso_picture_sniff ((const guint8 *) "RIFF....WEBP", 12), ==, GESSO_PICTURE_WEBP);
  g_assert_cmpint (gesso_picture_sniff ((const guint8 *) "RIFF....WEB", 11), ==, GESSO_PICTURE_UNKNOWN);
  g_assert_cmpint (gesso_picture_sniff ((const guint8 *) "RIFF....WAVE", 12), ==, GESSO_PICTURE_UNKNOWN);
}

static void
test_generated (void)
{
  g_autoptr (GBytes) png = gesso_test_make_png (320, 200, 0x336699);
  g_autoptr (GError) error = NULL;
  guint width, height;
  gsize length;
  const guint8 *data = g_bytes_get_data (png, &length);

  g_assert_cmpint (gesso_picture_read_header (data, length, &width, &height, &error), ==, GESSO_PICTURE_PNG);
  g_assert_no_error (error);
  g_assert_cmpuint (width, ==, 320);
  g_assert_cmpuint (height, ==, 200);
  g_assert_true (gesso_picture_is_complete (data, length));
  g_assert_false (gesso_picture_is_complete (data, length - 1));
}

static void
add_case (const char    *group,
          const Case    *item,
          GTestDataFunc  function)
{
  g_autofree char *path = g_strdup_printf ("/decode/picture/%s/%s", group, item->name);

  g_test_add_data_func (path, item, function);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add_case ("header", &cases[i], test_header);
      add_case ("truncated", &cases[i], test_truncated);
      if (cases[i].code < 0)
        add_case ("complete", &cases[i], test_complete);
    }
  g_test_add_func ("/decode/picture/thumbnail-end", test_thumbnail_end);
  g_test_add_func ("/decode/picture/too-many-bytes", test_too_many_bytes);
  g_test_add_func ("/decode/picture/names", test_names);
  g_test_add_func ("/decode/picture/generated", test_generated);

  return g_test_run ();
}

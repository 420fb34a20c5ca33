/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-shrink.h"
#include "gesso-stored-thumbnail.h"
#include "gesso-test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

/* Left half red, right half blue. */
static guint8 *
make_pixels (guint width,
             guint height)
{
  guint8 *rgb = g_malloc0 ((gsize) width * height * 3);

  for (guint i = 0; i < width * height; i++)
    rgb[i * 3 + (i % width < width / 2 ? 0 : 2)] = 0xff;
  return rgb;
}

static GBytes *
encode (guint width,
        guint height)
{
  g_autofree guint8 *rgb = make_pixels (width, height);
  GBytes *jpeg = gesso_stored_thumbnail_encode (rgb, width, height);

  g_assert_nonnull (jpeg);
  return jpeg;
}

static void
assert_pixel (GessoPixels *pixels,
              guint        x,
              guint        y,
              guint32      rgba)
{
  const guint8 *pixel = (const guint8 *) g_bytes_get_data (pixels->data, NULL) + y * pixels->stride + x * 4;

  for (int i = 0; i < 4; i++)
    g_assert_cmpint (ABS ((int) pixel[i] - (int) (rgba >> (24 - 8 * i) & 0xff)), <=, 8);
}

static void
test_round_trip (void)
{
  static const guint sizes[][6] = {
    /* stored, box, result: as it is, by half by the decoder itself, in between, never enlarged, thin */
    { 256, 160, 256, 256, 256, 160 },
    { 512, 512, 256, 256, 256, 256 },
    { 256, 160, 168, 168, 168, 105 },
    { 40, 30, 512, 512, 40, 30 },
    { 512, 1, 100, 100, 100, 1 },
    { 2, 512, 64, 64, 1, 64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) jpeg = encode (sizes[i][0], sizes[i][1]);
      g_autoptr (GessoPixels) pixels = gesso_stored_thumbnail_decode (jpeg, sizes[i][2], sizes[i][3]);

      g_assert_nonnull (pixels);
      g_assert_cmpuint (pixels->width, ==, sizes[i][4]);
      g_assert_cmpuint (pixels->height, ==, sizes[i][5]);
      g_assert_cmpuint (g_bytes_get_size (pixels->data), ==, pixels->stride * pixels->height);
      if (pixels->width < 30)
        continue;
      assert_pixel (pixels, 1, pixels->height - 1, 0xff0000ff);
      assert_pixel (pixels, pixels->width - 2, 0, 0x0000ffff);
    }
}

/* Whatever is cut off or changed: an end, and nothing made up. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) jpeg = encode (256, 256);
  gsize length;
  const guint8 *data = g_bytes_get_data (jpeg, &length);

  for (gsize part = 0; part < 16; part++)
    {
      g_autoptr (GBytes) shorter = g_bytes_new_from_bytes (jpeg, 0, length * part / 16);

      g_assert_null (gesso_stored_thumbnail_decode (shorter, 256, 256));
    }
  for (gsize i = 0; i < length; i += 1 + length / 400)
    {
      g_autofree guint8 *changed = g_memdup2 (data, length);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GessoPixels) pixels = NULL;

      changed[i] ^= 0xff;
      bytes = g_bytes_new (changed, length);
      pixels = gesso_stored_thumbnail_decode (bytes, 256, 256);
      g_assert_true (pixels == NULL || (pixels->width <= 256 && pixels->height <= 256));
    }
}

typedef enum {
  FOREIGN_NOT,
  FOREIGN_PROGRESSIVE,
  FOREIGN_GRAY,
  FOREIGN_FOUR_COLOURS,
  FOREIGN_LARGE,
} Foreign;

/* A sound JPEG that Gesso would never have written. */
static GBytes *
make_foreign (Foreign what)
{
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long length = 0;
  guint8 row[600 * 4] = { 0x80 };

  info.err = jpeg_std_error (&errors);
  jpeg_create_compress (&info);
  jpeg_mem_dest (&info, &data, &length);
  info.image_width = what == FOREIGN_LARGE ? 600 : 64;
  info.image_height = 64;
  info.input_components = what == FOREIGN_GRAY ? 1 : what == FOREIGN_FOUR_COLOURS ? 4 : 3;
  info.in_color_space = what == FOREIGN_GRAY ? JCS_GRAYSCALE : what == FOREIGN_FOUR_COLOURS ? JCS_CMYK : JCS_RGB;
  jpeg_set_defaults (&info);
  if (what == FOREIGN_PROGRESSIVE)
    jpeg_simple_progression (&info);
  jpeg_start_compress (&info, TRUE);
  while (info.next_scanline < info.image_height)
    {
      JSAMPROW rows = row;

      jpeg_write_scanlines (&info, &rows, 1);
    }
  jpeg_finish_compress (&info);
  jpeg_destroy_compress (&info);
  return g_bytes_new_with_free_func (data, length, free, data);
}

static void
test_foreign (void)
{
  g_autoptr (GBytes) png = gesso_test_make_png (64, 64, 0x336699);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  for (Foreign what = FOREIGN_NOT; what <= FOREIGN_LARGE; what++)
    {
      g_autoptr (GBytes) jpeg = make_foreign (what);
      g_autoptr (GessoPixels) pixels = gesso_stored_thumbnail_decode (jpeg, 256, 256);

      g_test_message ("foreign %d", what);
      g_assert_cmpint (pixels != NULL, ==, what == FOREIGN_NOT);
    }
  g_assert_null (gesso_stored_thumbnail_decode (png, 256, 256));
  g_assert_null (gesso_stored_thumbnail_decode (nothing, 256, 256));
}

static guint8 *
shrink (const guint8 *rgb,
        guint         source_width,
        guint         source_height,
        guint         width,
        guint         height,
        guint         channels)
{
  g_autoptr (GessoShrink) self = gesso_shrink_new (source_width, source_height, width, height, channels);

  for (guint y = 0; y < source_height; y++)
    gesso_shrink_add_row (self, rgb + y * source_width * 3);
  return gesso_shrink_steal (self);
}

static void
test_shrink_means (void)
{
  static const guint8 rgb[] = {
    0, 100, 200,   10, 110, 210,   20, 120, 220,
    40, 140, 240,  50, 150, 250,   60, 160, 0,
  };
  g_autofree guint8 *one = shrink (rgb, 3, 2, 1, 1, 4);
  g_autofree guint8 *two = shrink (rgb, 3, 2, 2, 1, 4);
  g_autofree guint8 *same = shrink (rgb, 3, 2, 3, 2, 4);
  g_autofree guint8 *three = shrink (rgb, 3, 2, 2, 1, 3);
  g_autofree guint8 *copied = shrink (rgb, 3, 2, 3, 2, 3);
  static const guint8 expected_one[] = { 30, 130, 187, 255 };
  /* The column in the middle counts half on either side. */
  static const guint8 expected_two[] = { 23, 123, 223, 255, 37, 137, 150, 255 };

  g_assert_cmpmem (one, 4, expected_one, 4);
  g_assert_cmpmem (two, 8, expected_two, 8);
  g_assert_cmpmem (three, 3, expected_two, 3);
  g_assert_cmpmem (three + 3, 3, expected_two + 4, 3);
  g_assert_cmpmem (copied, sizeof rgb, rgb, sizeof rgb);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpmem (same + i * 4, 3, rgb + i * 3, 3);
      g_assert_cmpuint (same[i * 4 + 3], ==, 255);
    }
}

/* White stays white, however the borders fall. */
static void
test_shrink_sizes (void)
{
  g_autofree guint8 *rgb = g_malloc (61 * 47 * 3);

  memset (rgb, 0xff, 61 * 47 * 3);
  for (guint width = 1; width <= 61; width += 3)
    for (guint height = 1; height <= 47; height += 2)
      {
        g_autofree guint8 *rgba = shrink (rgb, 61, 47, width, height, 4);

        for (guint i = 0; i < width * height * 4; i++)
          g_assert_cmpuint (rgba[i], ==, 0xff);
      }
}

/* As much as there may be: the sums have just enough room. */
static void
test_shrink_most (void)
{
  static const guint sides[][2] = { { 4096, 4096 }, { 4093, 4091 }, { 32768, 512 }, { 511, 32767 } };

  for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
    {
      g_autoptr (GessoShrink) self = gesso_shrink_new (sides[s][0], sides[s][1], 3, 2, 3);
      g_autofree guint8 *row = g_malloc (sides[s][0] * 3);
      g_autofree guint8 *pixels = NULL;

      memset (row, 0xff, sides[s][0] * 3);
      for (guint y = 0; y < sides[s][1]; y++)
        gesso_shrink_add_row (self, row);
      pixels = gesso_shrink_steal (self);
      for (guint i = 0; i < 3 * 2 * 3; i++)
        g_assert_cmpuint (pixels[i], ==, 0xff);
    }
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decode/stored-thumbnail/round-trip", test_round_trip);
  g_test_add_func ("/decode/stored-thumbnail/damaged", test_damaged);
  g_test_add_func ("/decode/stored-thumbnail/foreign", test_foreign);
  g_test_add_func ("/decode/shrink/means", test_shrink_means);
  g_test_add_func ("/decode/shrink/sizes", test_shrink_sizes);
  g_test_add_func ("/decode/shrink/most", test_shrink_most);

  return g_test_run ();
}

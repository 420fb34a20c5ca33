/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "gesso-palette.h"
#include "gesso-test.h"

#define EDGE 40

/* Three stripes, the widest in the middle, and a column that can be seen through. */
static void
paint (guint32 *pixels)
{
  for (guint y = 0; y < EDGE; y++)
    for (guint x = 0; x < EDGE; x++)
      pixels[y * EDGE + x] = x < 10 ? 0xffc83232u : x < 30 ? 0xff3250c8u : x < 39 ? 0xff28a050u : 0x10ffffffu;
}

static void
test_stripes (void)
{
  guint32 pixels[EDGE * EDGE];
  g_autoptr (GArray) shades = NULL;
  GessoShade palette[GESSO_PALETTE_PICTURE];
  const char *const expected[] = { "#3250c8", "#c83232", "#28a050" };
  guint n;

  paint (pixels);
  shades = gesso_palette_count (pixels, EDGE, EDGE, EDGE * 4);
  n = gesso_palette_find ((GessoShade *) (gpointer) shades->data, shades->len, palette, G_N_ELEMENTS (palette));
  g_assert_cmpuint (n, ==, 3);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *hex = gesso_oklab_to_hex (palette[i].colour);

      g_assert_cmpstr (hex, ==, expected[i]);
    }
  g_assert_cmpfloat_with_epsilon (palette[0].weight, 20 * EDGE, 0.5);
}

static void
test_same_twice (void)
{
  g_autofree guint32 *pixels = g_new (guint32, 64 * 64);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GArray) shades = NULL;
  GessoShade one[GESSO_PALETTE_BOARD], other[GESSO_PALETTE_BOARD];
  guint n;

  for (guint i = 0; i < 64 * 64; i++)
    pixels[i] = 0xff000000u | (g_rand_int (rand) & 0xffffffu);
  shades = gesso_palette_count (pixels, 64, 64, 64 * 4);
  n = gesso_palette_find ((GessoShade *) (gpointer) shades->data, shades->len, one, G_N_ELEMENTS (one));
  g_assert_cmpuint (n, ==, GESSO_PALETTE_BOARD);
  g_assert_cmpuint (gesso_palette_find ((GessoShade *) (gpointer) shades->data, shades->len, other, n), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (memcmp (&one[i].colour, &other[i].colour, sizeof one[i].colour), ==, 0);
      g_assert_cmpfloat (one[i].weight, ==, other[i].weight);
    }
  for (guint i = 1; i < n; i++)
    g_assert_cmpfloat (one[i - 1].weight, >=, one[i].weight);
}

static void
test_few (void)
{
  const GessoShade grey = { gesso_oklab_from_rgb (128, 128, 128), 3 };
  const GessoShade near[] = { grey, { gesso_oklab_from_rgb (130, 128, 128), 1 } };
  GessoShade palette[4];

  g_assert_cmpuint (gesso_palette_find (NULL, 0, palette, 4), ==, 0);
  g_assert_cmpuint (gesso_palette_find (&grey, 1, palette, 4), ==, 1);
  /* What looks like one is one. */
  g_assert_cmpuint (gesso_palette_find (near, 2, palette, 4), ==, 1);
  g_assert_cmpfloat_with_epsilon (palette[0].weight, 4, 1e-9);
}

static double
key_of (guint8 red,
        guint8 green,
        guint8 blue)
{
  const GessoShade shade = { gesso_oklab_from_rgb (red, green, blue), 1 };

  return gesso_palette_get_key (&shade, 1);
}

static void
test_order (void)
{
  g_assert_cmpfloat (key_of (200, 40, 40), <, key_of (220, 200, 40));
  g_assert_cmpfloat (key_of (220, 200, 40), <, key_of (40, 160, 80));
  g_assert_cmpfloat (key_of (40, 160, 80), <, key_of (50, 80, 200));
  g_assert_cmpfloat (key_of (50, 80, 200), <, key_of (20, 20, 20));
  g_assert_cmpfloat (key_of (20, 20, 20), <, key_of (220, 220, 220));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/stripes", test_stripes);
  g_test_add_func ("/palette/same-twice", test_same_twice);
  g_test_add_func ("/palette/few", test_few);
  g_test_add_func ("/palette/order", test_order);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "gesso-oklab.h"
#include "gesso-signature.h"
#include "gesso-test.h"

/* A picture of 64 × 64, the left and the right half in a colour of its own. */
static void
compute (guint32         left,
         guint32         right,
         GessoSignature *signature)
{
  g_autofree guint8 *data = g_malloc (64 * 64 * 4);
  GessoPixels pixels = { .width = 64, .height = 64, .stride = 64 * 4 };

  for (guint i = 0; i < 64 * 64; i++)
    {
      guint32 colour = i % 64 < 32 ? left : right;
      const guint8 rgba[] = { colour >> 24, colour >> 16 & 255, colour >> 8 & 255, colour & 255 };

      memcpy (data + i * 4, rgba, 4);
    }
  pixels.data = g_bytes_new_static (data, 64 * 64 * 4);
  gesso_signature_compute (&pixels, signature);
  g_bytes_unref (pixels.data);
}

static void
test_oklab (void)
{
  static const guint8 colours[][3] = { { 0, 0, 0 },   { 255, 255, 255 }, { 255, 0, 0 },   { 0, 255, 0 },
                                       { 0, 0, 255 }, { 1, 2, 3 },       { 127, 64, 200 } };
  GessoOklab red = gesso_oklab_from_rgb (255, 0, 0), white = gesso_oklab_from_rgb (255, 255, 255);

  /* As its author publishes them. */
  g_assert_cmpfloat_with_epsilon (red.l, 0.628, 0.001);
  g_assert_cmpfloat_with_epsilon (red.a, 0.225, 0.001);
  g_assert_cmpfloat_with_epsilon (red.b, 0.126, 0.001);
  g_assert_cmpfloat_with_epsilon (white.l, 1, 0.001);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      guint8 back[3];

      gesso_oklab_to_rgb (gesso_oklab_from_rgb (colours[i][0], colours[i][1], colours[i][2]), back);
      g_assert_cmpmem (back, 3, colours[i], 3);
    }
  {
    guint8 back[3];

    gesso_oklab_to_rgb ((GessoOklab) { 2, 1, -1 }, back);
    g_assert_cmpuint (back[0], ==, 255);
  }
}

static void
test_compute (void)
{
  GessoSignature white, black, clear, across, down;

  compute (0xffffffff, 0xffffffff, &white);
  compute (0x000000ff, 0x000000ff, &black);
  compute (0xffffffff, 0x000000ff, &across);
  compute (0x12345600, 0xffffff00, &clear);
  compute (0x808080ff, 0x808080ff, &down);
  g_assert_cmpuint (white.values[0], ==, 255);
  g_assert_cmpuint (white.values[1], ==, 128);
  g_assert_cmpuint (black.values[0], ==, 0);
  for (guint i = GESSO_SIGNATURE_COLOURS; i < GESSO_SIGNATURE_SIZE; i++)
    g_assert_cmpuint (white.values[i], ==, 0);
  /* What can't be seen is no colour. */
  g_assert_cmpmem (clear.values, sizeof clear.values, down.values, sizeof down.values);
  /* One edge from top to bottom: all in one direction, in whichever cells it runs through. */
  g_assert_cmpuint (across.values[0], ==, 255);
  g_assert_cmpuint (across.values[9], ==, 0);
  g_assert_cmpuint (across.values[GESSO_SIGNATURE_COLOURS], >, 0);
  for (guint i = 0; i < GESSO_SIGNATURE_EDGES; i++)
    if (i % 8 != 0)
      g_assert_cmpuint (across.values[GESSO_SIGNATURE_COLOURS + i], ==, 0);
  g_assert_cmpuint (gesso_signature_distance (&white, &white), ==, 0);
  g_assert_cmpuint (gesso_signature_distance (&white, &black), >, gesso_signature_distance (&white, &across));
  g_assert_cmpuint (gesso_signature_distance (&white, &black), ==, gesso_signature_distance (&black, &white));
}

static void
assert_spread (const GessoSignature *signatures,
               guint                 n,
               int                   taken,
               guint                 count,
               const guint          *expected,
               guint                 n_expected)
{
  g_autofree gboolean *chosen = g_new0 (gboolean, n + 1);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  if (taken >= 0)
    chosen[taken] = TRUE;
  gesso_signature_spread (signatures, n, chosen, count, order);
  g_assert_cmpmem (order->data, order->len * sizeof (guint), expected, n_expected * sizeof (guint));
  for (guint i = 0; i < order->len; i++)
    g_assert_true (chosen[g_array_index (order, guint, i)]);
}

static void
test_spread (void)
{
  GessoSignature line[6] = { 0 };
  const guint values[] = { 0, 10, 100, 250, 100, 240 };

  for (guint i = 0; i < G_N_ELEMENTS (line); i++)
    line[i].values[0] = (guint8) values[i];
  /* In the middle is 117: nearest to it 100, the first of them; then the ends; then what lies between. */
  assert_spread (line, 6, -1, 1, (const guint[]) { 2 }, 1);
  assert_spread (line, 6, -1, 3, (const guint[]) { 2, 3, 0 }, 3);
  assert_spread (line, 6, -1, 10, (const guint[]) { 2, 3, 0, 1, 5 }, 5);
  assert_spread (line, 6, 0, 2, (const guint[]) { 3, 2 }, 2);
  assert_spread (line, 6, -1, 0, NULL, 0);
  assert_spread (line, 0, -1, 3, NULL, 0);
  assert_spread (line, 1, 0, 3, NULL, 0);
}

static void
test_areas (void)
{
  double strengths[3];

  gesso_strengths_from_areas ((const double[]) { 100, 100, 100 }, 3, strengths);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (strengths[i], ==, 0.5);
  gesso_strengths_from_areas ((const double[]) { 100, 200, 300 }, 3, strengths);
  g_assert_cmpfloat (strengths[0], ==, 0.25);
  g_assert_cmpfloat (strengths[1], ==, 0.5);
  g_assert_cmpfloat (strengths[2], ==, 0.75);
  gesso_strengths_from_areas ((const double[]) { 1, 1, 1000 }, 3, strengths);
  g_assert_cmpfloat (strengths[0], ==, 0.05);
  g_assert_cmpfloat (strengths[2], ==, 1);
  gesso_strengths_from_areas ((const double[]) { 7 }, 1, strengths);
  g_assert_cmpfloat (strengths[0], ==, 0.5);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/signature/oklab", test_oklab);
  g_test_add_func ("/library/signature/compute", test_compute);
  g_test_add_func ("/library/signature/spread", test_spread);
  g_test_add_func ("/library/signature/areas", test_areas);
  return g_test_run ();
}

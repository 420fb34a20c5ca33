/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "gesso-paint-figures.h"
#include "gesso-sandbox-painter.h"

static GessoPaintingSpec
make_spec (void)
{
  return (GessoPaintingSpec) {
    .prompt = "a paper boat on a rain puddle", .variant = "medium", .creativity = "medium",
    .width = 240, .height = 160, .seed = 42,
  };
}

static char *
digest (const GessoPaintingSpec *spec)
{
  g_autoptr (GBytes) png = gesso_sandbox_paint_png (spec);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
}

static void
test_exact_size (void)
{
  static const guint sizes[][2] = { { 1024, 1024 }, { 928, 1152 }, { 1568, 672 }, { 1, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GessoPaintingSpec spec = make_spec ();
      cairo_surface_t *surface;

      spec.width = sizes[i][0];
      spec.height = sizes[i][1];
      surface = gesso_sandbox_paint (&spec);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, sizes[i][0]);
      g_assert_cmpint (cairo_image_surface_get_height (surface), ==, sizes[i][1]);
      cairo_surface_destroy (surface);
    }
}

static void
test_same_spec_same_bytes (void)
{
  GessoPaintingSpec spec = make_spec ();
  g_autofree char *first = digest (&spec), *second = digest (&spec);

  g_assert_cmpstr (first, ==, second);
}

static void
test_everything_counts (void)
{
  static const guint32 colours[] = { 0xff0000, 0x00ff00, 0x0000ff };
  GessoPaintingSpec spec = make_spec (), changed[8];
  g_autofree char *original = digest (&spec);

  for (gsize i = 0; i < G_N_ELEMENTS (changed); i++)
    changed[i] = spec;
  changed[0].prompt = "a cup of tea";
  changed[1].variant = "large";
  changed[2].creativity = "high";
  changed[3].seed = 43;
  changed[4].intensity = 60;
  changed[5].complexity = 80;
  changed[6].movement = 90;
  changed[7].palette = colours;
  changed[7].n_palette = G_N_ELEMENTS (colours);
  changed[7].palette_strength = 0.6;
  for (gsize i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      g_autofree char *other = digest (&changed[i]);

      g_test_message ("change %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (other, !=, original);
    }
}

static void
test_margin_stays_unpainted (void)
{
  GessoPaintingSpec spec = make_spec ();
  cairo_surface_t *surface;
  const guint8 *pixels;

  spec.width = spec.height = 400;
  surface = gesso_sandbox_paint (&spec);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int x = 0; x < 400; x++)
    {
      guint32 pixel;

      memcpy (&pixel, pixels + x * 4, sizeof pixel);
      g_assert_cmpuint (pixel & 0xff, >, 190);
      g_assert_cmpuint (pixel >> 16 & 0xff, >, 200);
    }
  cairo_surface_destroy (surface);
}

static void
test_known_nouns (void)
{
  static const struct { const char *prompt; guint count; const char *first; } table[] = {
    { "Two boats and a lighthouse", 2, "boat" },
    { "THE CITY, at night", 2, "city" },
    { "a boathouse", 0, NULL },
    { "silence", 0, NULL },
    { "", 0, NULL },
    { "tree tree tree", 1, "tree" },
    /* The examples of the empty gallery, as translated. */
    { "Ein Papierboot auf einer Regenpfütze", 1, "boat" },
    { "Eine Stadt in der Dämmerung, Vögel über den Dächern", 2, "city" },
    { "Un phare turquoise dans la tempête", 1, "lighthouse" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const GessoPaintFigure *figures[3];

      g_test_message ("%s", table[i].prompt);
      g_assert_cmpuint (gesso_paint_figures_find (table[i].prompt, figures, 3), ==, table[i].count);
      if (table[i].count > 0)
        g_assert_cmpstr (figures[0]->words[0], ==, table[i].first);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/painter/exact-size", test_exact_size);
  g_test_add_func ("/sandbox/painter/same-spec-same-bytes", test_same_spec_same_bytes);
  g_test_add_func ("/sandbox/painter/everything-counts", test_everything_counts);
  g_test_add_func ("/sandbox/painter/margin", test_margin_stays_unpainted);
  g_test_add_func ("/sandbox/painter/known-nouns", test_known_nouns);
  return g_test_run ();
}

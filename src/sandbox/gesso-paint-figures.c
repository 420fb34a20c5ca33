/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-paint-figures.h"

#include <math.h>
#include <string.h>

#define ROLE(paper, role) ((paper)->palette.colours[GESSO_PAINT_##role])
#define SHADE gesso_paint_colour_shade

static void
polygon (GessoPaper   *paper,
         const double *points,
         gsize         n_points)
{
  cairo_new_path (paper->cr);
  for (gsize i = 0; i < n_points; i++)
    cairo_line_to (paper->cr, points[2 * i], points[2 * i + 1]);
  cairo_close_path (paper->cr);
}

#define POLYGON(paper, ...)                                                                                            \
  polygon (paper, (const double[]) { __VA_ARGS__ }, sizeof ((const double[]) { __VA_ARGS__ }) / (2 * sizeof (double)))

static void
disc (GessoPaper *paper,
      double      x,
      double      y,
      double      rx,
      double      ry)
{
  cairo_new_path (paper->cr);
  cairo_save (paper->cr);
  cairo_translate (paper->cr, x, y);
  cairo_scale (paper->cr, rx, ry);
  cairo_arc (paper->cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_close_path (paper->cr);
  cairo_restore (paper->cr);
}

static void
cut_boat (GessoPaper *paper)
{
  /* A folded paper boat: hull, the two sails of the fold, and the fold's shade. */
  POLYGON (paper, -0.34, -0.28, 0.02, -1.0, 0.36, -0.28);
  gesso_paper_glue (paper, SHADE (ROLE (paper, LIGHT), 0.55), 0.7, 0.15);
  POLYGON (paper, 0.02, -1.0, 0.36, -0.28, 0.02, -0.28);
  gesso_paper_glue (paper, ROLE (paper, LIGHT), 0, 0);
  POLYGON (paper, -0.78, -0.40, -0.30, -0.30, 0.30, -0.30, 0.80, -0.42, 0.46, 0.04, -0.44, 0.04);
  gesso_paper_glue (paper, ROLE (paper, ACCENT), 0.8, 0.2);
  POLYGON (paper, 0.05, -0.28, 0.80, -0.42, 0.46, 0.04, 0.14, 0.04);
  gesso_paper_glue (paper, SHADE (ROLE (paper, ACCENT), -0.22), 0, 0);
}

static void
cut_lighthouse (GessoPaper *paper)
{
  POLYGON (paper, -0.42, 0.04, -0.30, -0.08, -0.05, -0.12, 0.22, -0.09, 0.40, 0.04);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0.6, 0.9);
  POLYGON (paper, -0.15, -0.06, -0.09, -0.78, 0.09, -0.78, 0.15, -0.06);
  gesso_paper_glue (paper, SHADE (ROLE (paper, LIGHT), 0.4), 0.9, 0.2);
  for (int band = 0; band < 3; band++)
    {
      double top = -0.66 + 0.22 * band, from = 0.15 + (0.06 / 0.72) * (top + 0.06), to = from + 0.008;

      POLYGON (paper, -from, top, from, top, to, top + 0.10, -to, top + 0.10);
      gesso_paper_glue (paper, ROLE (paper, ACCENT), 0, 0);
    }
  POLYGON (paper, -0.13, -0.78, 0.13, -0.78, 0.13, -0.81, -0.13, -0.81);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0.4, 0);
  POLYGON (paper, -0.07, -0.81, 0.07, -0.81, 0.07, -0.91, -0.07, -0.91);
  gesso_paper_glue (paper, SHADE (ROLE (paper, ACCENT), 0.75), 0.2, 0);
  POLYGON (paper, -0.11, -0.90, 0.0, -1.0, 0.11, -0.90);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0.4, 0);
}

static void
cut_mountain (GessoPaper *paper)
{
  POLYGON (paper, -1.3, 0.06, -0.72, -0.46, -0.50, -0.40, 0.02, -1.0, 0.34, -0.62, 0.52, -0.68, 1.25, 0.06);
  gesso_paper_glue (paper, ROLE (paper, DEEP), 1, 1);
  POLYGON (paper, 0.02, -1.0, 0.34, -0.62, 0.52, -0.68, 1.25, 0.06, 0.30, 0.06, 0.10, -0.40);
  gesso_paper_glue (paper, SHADE (ROLE (paper, DEEP), -0.28), 0, 0.2);
  POLYGON (paper, -0.26, -0.68, 0.02, -1.0, 0.24, -0.74, 0.13, -0.66, 0.03, -0.74, -0.08, -0.62, -0.16, -0.70);
  gesso_paper_glue (paper, SHADE (ROLE (paper, LIGHT), 0.6), 0.2, 0.6);
}

static void
cut_house (GessoPaper *paper)
{
  POLYGON (paper, -0.46, 0.03, -0.46, -0.56, 0.46, -0.56, 0.46, 0.03);
  gesso_paper_glue (paper, SHADE (ROLE (paper, LIGHT), 0.25), 0.9, 0.2);
  POLYGON (paper, 0.20, -0.70, 0.20, -0.98, 0.33, -0.98, 0.33, -0.70);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0.4, 0);
  POLYGON (paper, -0.58, -0.53, -0.30, -0.95, 0.30, -0.95, 0.58, -0.53);
  gesso_paper_glue (paper, ROLE (paper, ACCENT), 0.7, 0.2);
  POLYGON (paper, -0.10, 0.03, -0.10, -0.30, 0.12, -0.30, 0.12, 0.03);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0, 0);
  POLYGON (paper, -0.36, -0.22, -0.36, -0.40, -0.19, -0.40, -0.19, -0.22);
  gesso_paper_glue (paper, ROLE (paper, DEEP), 0, 0);
  POLYGON (paper, 0.22, -0.22, 0.22, -0.40, 0.38, -0.40, 0.38, -0.22);
  gesso_paper_glue (paper, SHADE (ROLE (paper, ACCENT), 0.6), 0, 0);
}

static void
cut_tree (GessoPaper *paper)
{
  POLYGON (paper, -0.05, 0.03, -0.035, -0.5, 0.035, -0.5, 0.06, 0.03);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0.5, 0.1);
  disc (paper, -0.13, -0.52, 0.24, 0.20);
  gesso_paper_glue (paper, SHADE (ROLE (paper, DEEP), -0.15), 0.8, 0.7);
  disc (paper, 0.13, -0.60, 0.25, 0.22);
  gesso_paper_glue (paper, ROLE (paper, DEEP), 0.8, 0.7);
  disc (paper, -0.03, -0.78, 0.23, 0.22);
  gesso_paper_glue (paper, gesso_paint_colour_mix (ROLE (paper, DEEP), ROLE (paper, MIDDLE), 0.45), 0.8, 0.7);
}

static void
cut_moon (GessoPaper *paper)
{
  cairo_new_path (paper->cr);
  cairo_arc (paper->cr, 0, -0.5, 0.5, 0.30 * G_PI, 1.70 * G_PI);
  cairo_arc_negative (paper->cr, 0.26, -0.5, 0.41, 1.62 * G_PI, 0.38 * G_PI);
  cairo_close_path (paper->cr);
  gesso_paper_glue (paper, SHADE (ROLE (paper, ACCENT), 0.55), 0.9, 0.3);
}

static void
cut_bird (GessoPaper *paper)
{
  cairo_new_path (paper->cr);
  cairo_move_to (paper->cr, -1.0, -0.74);
  cairo_curve_to (paper->cr, -0.62, -1.06, -0.22, -0.92, -0.04, -0.58);
  cairo_curve_to (paper->cr, 0.14, -0.98, 0.56, -1.10, 0.96, -0.84);
  cairo_curve_to (paper->cr, 0.60, -0.84, 0.34, -0.66, 0.20, -0.40);
  cairo_curve_to (paper->cr, 0.06, -0.24, -0.14, -0.24, -0.24, -0.40);
  cairo_curve_to (paper->cr, -0.42, -0.66, -0.68, -0.78, -1.0, -0.74);
  cairo_close_path (paper->cr);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0.9, 0.25);
  POLYGON (paper, 0.12, -0.46, 0.36, -0.38, 0.14, -0.32);
  gesso_paper_glue (paper, ROLE (paper, ACCENT), 0.2, 0);
}

static void
cut_cup (GessoPaper *paper)
{
  disc (paper, 0.02, 0.0, 0.66, 0.10);
  gesso_paper_glue (paper, SHADE (ROLE (paper, LIGHT), 0.3), 0.7, 0.1);
  cairo_new_path (paper->cr);
  cairo_arc (paper->cr, 0.44, -0.52, 0.24, 0, 2 * G_PI);
  cairo_new_sub_path (paper->cr);
  cairo_arc_negative (paper->cr, 0.44, -0.52, 0.13, 2 * G_PI, 0);
  gesso_paper_glue (paper, SHADE (ROLE (paper, ACCENT), -0.2), 0.6, 0);
  cairo_move_to (paper->cr, -0.48, -0.86);
  cairo_curve_to (paper->cr, -0.46, -0.30, -0.34, -0.06, -0.18, -0.03);
  cairo_line_to (paper->cr, 0.18, -0.03);
  cairo_curve_to (paper->cr, 0.34, -0.06, 0.46, -0.30, 0.48, -0.86);
  cairo_close_path (paper->cr);
  gesso_paper_glue (paper, ROLE (paper, ACCENT), 0.9, 0.15);
  disc (paper, 0, -0.86, 0.48, 0.12);
  gesso_paper_glue (paper, SHADE (ROLE (paper, LIGHT), 0.4), 0, 0);
  disc (paper, 0.01, -0.85, 0.40, 0.085);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0, 0);
}

static void
cut_figure (GessoPaper *paper)
{
  POLYGON (paper, -0.12, 0.02, -0.10, -0.40, 0.10, -0.40, 0.14, 0.02, 0.04, 0.02, 0.0, -0.26, -0.03, 0.02);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0.6, 0.1);
  cairo_move_to (paper->cr, -0.20, -0.30);
  cairo_curve_to (paper->cr, -0.18, -0.60, -0.14, -0.80, 0.0, -0.82);
  cairo_curve_to (paper->cr, 0.14, -0.80, 0.18, -0.60, 0.22, -0.30);
  cairo_close_path (paper->cr);
  gesso_paper_glue (paper, ROLE (paper, ACCENT), 0.9, 0.25);
  disc (paper, 0.0, -0.90, 0.085, 0.10);
  gesso_paper_glue (paper, gesso_paint_colour_mix (ROLE (paper, LIGHT), ROLE (paper, MIDDLE), 0.5), 0.5, 0);
  POLYGON (paper, -0.11, -0.92, -0.04, -1.0, 0.06, -1.0, 0.11, -0.93);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0, 0);
}

static void
cut_flower (GessoPaper *paper)
{
  POLYGON (paper, -0.02, 0.02, -0.03, -0.66, 0.03, -0.66, 0.03, 0.02);
  gesso_paper_glue (paper, ROLE (paper, DARK), 0.5, 0);
  cairo_move_to (paper->cr, 0.0, -0.12);
  cairo_curve_to (paper->cr, 0.10, -0.36, 0.30, -0.42, 0.38, -0.44);
  cairo_curve_to (paper->cr, 0.34, -0.26, 0.20, -0.12, 0.0, -0.12);
  gesso_paper_glue (paper, ROLE (paper, DEEP), 0.6, 0.2);
  cairo_move_to (paper->cr, 0.0, -0.22);
  cairo_curve_to (paper->cr, -0.10, -0.42, -0.26, -0.50, -0.34, -0.50);
  cairo_curve_to (paper->cr, -0.30, -0.34, -0.18, -0.24, 0.0, -0.22);
  gesso_paper_glue (paper, SHADE (ROLE (paper, DEEP), -0.2), 0.6, 0.2);
  for (int petal = 0; petal < 6; petal++)
    {
      double angle = petal * G_PI / 3 + 0.3;

      disc (paper, 0.17 * cos (angle), -0.76 + 0.17 * sin (angle), 0.12, 0.12);
      gesso_paper_glue (paper, SHADE (ROLE (paper, ACCENT), petal % 2 ? 0.12 : 0), 0.6, 0.35);
    }
  disc (paper, 0, -0.76, 0.10, 0.10);
  gesso_paper_glue (paper, SHADE (ROLE (paper, LIGHT), 0.2), 0.5, 0.1);
}

static void
cut_city (GessoPaper *paper)
{
  double x = -2.3;

  for (int house = 0; x < 2.2; house++)
    {
      double width = gesso_paint_random_range (&paper->random, 0.20, 0.34);
      double height = gesso_paint_random_range (&paper->random, 0.42, 1.0);
      GessoPaintColour wall = house % 3 == 0 ? ROLE (paper, DARK)
                              : house % 3 == 1 ? ROLE (paper, DEEP) : SHADE (ROLE (paper, DEEP), -0.35);

      POLYGON (paper, x, 0.05, x, -height, x + width, -height, x + width, 0.05);
      gesso_paper_glue (paper, wall, 0.8, 0.15);
      for (int window = 0; window < 4; window++)
        {
          double left = x + width * (window % 2 ? 0.58 : 0.18), top = -height + 0.10 + 0.16 * (window / 2);

          if (gesso_paint_random_unit (&paper->random) < 0.35)
            continue;
          POLYGON (paper, left, top, left + width * 0.24, top, left + width * 0.24, top + 0.08, left, top + 0.08);
          gesso_paper_glue (paper, SHADE (ROLE (paper, ACCENT), 0.35), 0, 0);
        }
      x += width * 0.92;
    }
}

static void
cut_fish (GessoPaper *paper)
{
  cairo_move_to (paper->cr, -0.72, -0.5);
  cairo_curve_to (paper->cr, -0.35, -0.98, 0.25, -0.85, 0.46, -0.52);
  cairo_line_to (paper->cr, 0.80, -0.82);
  cairo_line_to (paper->cr, 0.74, -0.48);
  cairo_line_to (paper->cr, 0.80, -0.18);
  cairo_line_to (paper->cr, 0.46, -0.46);
  cairo_curve_to (paper->cr, 0.25, -0.12, -0.35, -0.06, -0.72, -0.5);
  gesso_paper_glue (paper, ROLE (paper, ACCENT), 0.9, 0.25);
  cairo_move_to (paper->cr, -0.28, -0.78);
  cairo_curve_to (paper->cr, -0.16, -0.60, -0.16, -0.36, -0.28, -0.20);
  cairo_curve_to (paper->cr, 0.02, -0.24, 0.04, -0.74, -0.28, -0.78);
  gesso_paper_glue (paper, SHADE (ROLE (paper, ACCENT), -0.22), 0, 0.1);
  disc (paper, -0.46, -0.56, 0.05, 0.05);
  gesso_paper_glue (paper, SHADE (ROLE (paper, LIGHT), 0.6), 0, 0);
}

#define WORDS(...) (const char *const[]) { __VA_ARGS__, NULL }

/* The word that a figure goes by comes first, then its kin, then German and French where English has no such word. */
static const GessoPaintFigure figures_table[] = {
  { WORDS ("boat", "ship", "sail", "canoe", "raft", "ferry", "papierboot", "segelboot", "schiff", "bateau", "voilier"),
    GESSO_PAINT_ON_WATER, 0.34, cut_boat },
  { WORDS ("lighthouse", "beacon", "leuchtturm", "phare"), GESSO_PAINT_ON_WATER, 0.66, cut_lighthouse },
  { WORDS ("mountain", "peak", "volcano", "alps", "berg", "berge", "montagne"),
    GESSO_PAINT_ON_LAND, 0.52, cut_mountain },
  { WORDS ("house", "cottage", "cabin", "hut", "barn", "home", "haus", "maison"),
    GESSO_PAINT_ON_LAND, 0.36, cut_house },
  { WORDS ("tree", "forest", "oak", "pine", "birch", "wood", "orchard", "baum", "wald", "arbre"),
    GESSO_PAINT_ON_LAND, 0.58, cut_tree },
  { WORDS ("moon", "night", "crescent", "mond", "nacht", "lune", "nuit"), GESSO_PAINT_IN_AIR, 0.26, cut_moon },
  { WORDS ("bird", "crow", "gull", "swallow", "heron", "owl", "vogel", "vögel", "oiseau", "oiseaux"),
    GESSO_PAINT_IN_AIR, 0.24, cut_bird },
  { WORDS ("cup", "mug", "coffee", "tea", "bowl", "tasse", "kaffee", "café"), GESSO_PAINT_ON_TABLE, 0.42, cut_cup },
  { WORDS ("figure", "person", "woman", "man", "girl", "boy", "child", "keeper", "portrait", "dancer", "astronaut",
           "frau", "mann", "femme", "homme", "enfant"),
    GESSO_PAINT_ON_LAND, 0.52, cut_figure },
  { WORDS ("flower", "rose", "tulip", "poppy", "daisy", "bouquet", "garden", "blume", "tulpe", "fleur"),
    GESSO_PAINT_ON_TABLE, 0.62, cut_flower },
  { WORDS ("city", "town", "skyline", "street", "building", "tower", "stadt", "ville"),
    GESSO_PAINT_ON_LAND, 0.44, cut_city },
  { WORDS ("fish", "whale", "koi", "salmon", "fisch", "poisson"), GESSO_PAINT_UNDER_WATER, 0.24, cut_fish },
};

static const GessoPaintFigure *
figure_for_word (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (figures_table); i++)
    for (const char *const *known = figures_table[i].words; *known != NULL; known++)
      {
        gsize length = strlen (*known);

        /* "boats", "cities" aside, a plural is the word with an s. */
        if (g_str_has_prefix (word, *known) && (word[length] == '\0' || strcmp (word + length, "s") == 0))
          return &figures_table[i];
      }
  return NULL;
}

guint
gesso_paint_figures_find (const char              *prompt,
                          const GessoPaintFigure **figures,
                          guint                    max)
{
  g_autofree char *lower = g_ascii_strdown (prompt, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " \t\n,.;:!?\"'()-", -1);
  guint found = 0;

  for (char **word = words; *word != NULL && found < max; word++)
    {
      const GessoPaintFigure *figure = **word != '\0' ? figure_for_word (*word) : NULL;
      gboolean known = figure == NULL;

      for (guint i = 0; i < found; i++)
        known |= figures[i] == figure;
      if (!known)
        figures[found++] = figure;
    }
  return found;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-paint-scene.h"

#include <math.h>
#include <string.h>

#include "gesso-paint-figures.h"

#define MAX_FIGURES 3
#define ROLE(paper, role) ((paper)->palette.colours[GESSO_PAINT_##role])

/**
 * Plan:
 * @layers: flat layers beside the figures
 * @horizon: from the top, 0..1 of the frame
 * @framing: where the subject stands, 0..1 of the frame
 * @swing: px by which the land rises and falls
 *
 * What the prompt decides (composition) and what the seed moves about in it.
 */
typedef struct {
  const GessoPaintFrame  *frame;
  const GessoPaintFigure *figures[MAX_FIGURES];
  guint                   n_figures;
  guint                   layers;
  gboolean                ornament;
  gboolean                night;
  double                  horizon;
  double                  framing;
  double                  sun_x, sun_y, sun_radius;
  double                  swing;
} Plan;

static guint
count_layers (const GessoPaintingSpec *spec)
{
  static const struct { const char *creativity; int layers; } table[] = {
    { "raw", 3 }, { "low", 4 }, { "medium", 5 }, { "high", 7 },
  };
  int layers = 5;

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (spec->creativity, table[i].creativity) == 0)
      layers = table[i].layers;
  return CLAMP (layers + (int) round (spec->complexity / 40.0), 3, 9);
}

static Plan
make_plan (GessoPaper              *paper,
           const GessoPaintingSpec *spec,
           const GessoPaintFrame   *frame)
{
  static const double thirds[] = { 0.32, 0.5, 0.66 };
  GessoPaintRandom prompt = gesso_paint_random (gesso_paint_hash (spec->prompt));
  GessoPaintRandom *seed = &paper->random;
  Plan plan = { .frame = frame };

  plan.n_figures = gesso_paint_figures_find (spec->prompt, plan.figures, MAX_FIGURES);
  plan.layers = count_layers (spec);
  plan.ornament = g_strcmp0 (spec->creativity, "high") == 0;
  plan.night = strstr (spec->prompt, "night") != NULL || strstr (spec->prompt, "moon") != NULL;
  plan.horizon = gesso_paint_random_range (&prompt, 0.52, 0.70) + gesso_paint_random_range (seed, -0.04, 0.04);
  plan.framing = thirds[gesso_paint_random_int (&prompt, 3)] + gesso_paint_random_range (seed, -0.07, 0.07);
  plan.sun_x = CLAMP (1 - plan.framing + gesso_paint_random_range (seed, -0.10, 0.10), 0.14, 0.86);
  plan.sun_y = plan.horizon * gesso_paint_random_range (&prompt, 0.30, 0.75);
  plan.sun_radius = gesso_paint_random_range (&prompt, 0.09, 0.16) * gesso_paint_random_range (seed, 0.85, 1.15);
  plan.swing = MIN (frame->width, frame->height) * (0.045 + 0.0009 * (spec->movement + 30));
  if (plan.n_figures > 0 && plan.figures[0]->ground == GESSO_PAINT_ON_TABLE)
    plan.horizon = CLAMP (plan.horizon + 0.08, 0.62, 0.74);
  return plan;
}

/* A sheet over the whole width whose upper edge rises and falls around @level (0..1 from the top). */
static void
glue_land (GessoPaper       *paper,
           const Plan       *plan,
           double            level,
           double            swing,
           GessoPaintColour  colour,
           double            torn)
{
  const GessoPaintFrame *frame = plan->frame;
  guint64 shape = gesso_paint_random_int (&paper->random, G_MAXUINT32);
  double bottom = frame->y + frame->height + 40, left = frame->x - 40, right = frame->x + frame->width + 40;

  cairo_new_path (paper->cr);
  cairo_move_to (paper->cr, left, bottom);
  for (int i = 0; i <= 48; i++)
    {
      double x = left + (right - left) * i / 48;
      double y = frame->y + frame->height * level + swing * gesso_paint_noise (shape, i / 13.0);

      cairo_line_to (paper->cr, x, y);
    }
  cairo_line_to (paper->cr, right, bottom);
  cairo_close_path (paper->cr);
  gesso_paper_glue (paper, colour, 0.9, torn);
}

static void
glue_sky (GessoPaper *paper,
          const Plan *plan)
{
  const GessoPaintFrame *frame = plan->frame;
  GessoPaintColour sky = ROLE (paper, LIGHT);

  if (plan->night)
    sky = gesso_paint_colour_mix (ROLE (paper, DARK), ROLE (paper, DEEP), 0.35);
  cairo_rectangle (paper->cr, frame->x - 30, frame->y - 30, frame->width + 60, frame->height + 60);
  gesso_paper_glue (paper, sky, 0, 0);
}

static void
glue_disc (GessoPaper       *paper,
           double            x,
           double            y,
           double            radius,
           GessoPaintColour  colour,
           double            torn)
{
  cairo_new_path (paper->cr);
  cairo_arc (paper->cr, x, y, radius, 0, 2 * G_PI);
  cairo_close_path (paper->cr);
  gesso_paper_glue (paper, colour, 0.7, torn);
}

static void
glue_sun (GessoPaper *paper,
          const Plan *plan)
{
  const GessoPaintFrame *frame = plan->frame;
  double radius = plan->sun_radius * MIN (frame->width, frame->height);
  double x = frame->x + plan->sun_x * frame->width, y = frame->y + plan->sun_y * frame->height;
  GessoPaintColour colour = gesso_paint_colour_mix (ROLE (paper, ACCENT), ROLE (paper, LIGHT), 0.35);

  for (guint i = 0; i < plan->n_figures; i++)
    if (g_strcmp0 (plan->figures[i]->words[0], "moon") == 0)
      return;
  if (plan->ornament)
    glue_disc (paper, x, y, radius * 1.45, gesso_paint_colour_mix (colour, ROLE (paper, LIGHT), 0.6), 0.8);
  glue_disc (paper, x, y, radius, colour, 0.5);
}

static void
glue_cloud (GessoPaper *paper,
            const Plan *plan,
            double      x,
            double      y,
            double      width)
{
  GessoPaintColour colour = gesso_paint_colour_shade (ROLE (paper, LIGHT), plan->night ? -0.45 : 0.55);
  double height = width * 0.16;

  cairo_new_path (paper->cr);
  cairo_move_to (paper->cr, x - width / 2, y);
  cairo_curve_to (paper->cr, x - width * 0.4, y - height, x - width * 0.2, y - height * 1.5, x, y - height);
  cairo_curve_to (paper->cr, x + width * 0.2, y - height * 1.8, x + width * 0.38, y - height, x + width / 2, y);
  cairo_curve_to (paper->cr, x + width * 0.2, y + height * 0.4, x - width * 0.2, y + height * 0.4, x - width / 2, y);
  gesso_paper_glue (paper, colour, 0.6, 0.9);
}

static void
glue_clouds (GessoPaper *paper,
             const Plan *plan,
             guint       count)
{
  const GessoPaintFrame *frame = plan->frame;

  for (guint i = 0; i < count; i++)
    glue_cloud (paper, plan,
                frame->x + frame->width * gesso_paint_random_range (&paper->random, 0.08, 0.92),
                frame->y + frame->height * gesso_paint_random_range (&paper->random, 0.07, plan->horizon * 0.7),
                frame->width * gesso_paint_random_range (&paper->random, 0.20, 0.36));
}

/* Far to near: each land is deeper in colour and lower than the one behind. */
static void
glue_lands (GessoPaper *paper,
            const Plan *plan,
            guint       count)
{
  for (guint i = 0; i < count; i++)
    {
      double t = (i + 1.0) / count, level = plan->horizon - 0.10 * (count - 1 - i);
      GessoPaintColour colour = t < 0.5 ? gesso_paint_colour_mix (ROLE (paper, LIGHT), ROLE (paper, MIDDLE), t * 2)
                                        : gesso_paint_colour_mix (ROLE (paper, MIDDLE), ROLE (paper, DEEP), t * 2 - 1);

      glue_land (paper, plan, level, plan->swing * (1.4 - 0.5 * t), colour, 1);
    }
}

static void
glue_waters (GessoPaper *paper,
             const Plan *plan,
             guint       count)
{
  for (guint i = 0; i < count; i++)
    {
      double t = (double) i / MAX (1, count - 1), level = plan->horizon + (0.96 - plan->horizon) * t * 0.72;
      GessoPaintColour colour = gesso_paint_colour_mix (ROLE (paper, MIDDLE), ROLE (paper, DEEP), 0.25 + 0.75 * t);

      glue_land (paper, plan, level, plan->swing * (0.18 + 0.28 * t), colour, 1);
    }
}

static void
glue_table (GessoPaper *paper,
            const Plan *plan)
{
  glue_land (paper, plan, plan->horizon, plan->swing * 0.12, ROLE (paper, DEEP), 0.8);
  if (plan->layers > 4)
    glue_land (paper, plan, plan->horizon + 0.15, plan->swing * 0.12,
               gesso_paint_colour_mix (ROLE (paper, DEEP), ROLE (paper, MIDDLE), 0.6), 0.8);
}

static void
glue_figure (GessoPaper *paper,
             const Plan *plan,
             guint       index)
{
  const GessoPaintFrame *frame = plan->frame;
  const GessoPaintFigure *figure = plan->figures[index];
  double size = figure->height * (index == 0 ? 1 : 0.62) * frame->height;
  double x = index == 0 ? plan->framing : index == 1 ? 1.04 - plan->framing : 0.5;
  double y = plan->horizon + (figure->ground == GESSO_PAINT_ON_WATER ? 0.13 : 0.09) - 0.03 * index;

  /* A wide picture has room at the sides, a tall one above: neither may cut the figure off. */
  size = MIN (size, frame->width * figure->height * 1.15);
  if (figure->ground == GESSO_PAINT_UNDER_WATER)
    y += 0.14;
  if (figure->ground == GESSO_PAINT_IN_AIR)
    y = plan->horizon * gesso_paint_random_range (&paper->random, 0.50, 0.68);
  cairo_save (paper->cr);
  cairo_translate (paper->cr, frame->x + x * frame->width, frame->y + y * frame->height);
  cairo_scale (paper->cr, size, size);
  figure->cut (paper);
  cairo_restore (paper->cr);
}

/* Leaves, grass or waves along the lower edge, and birds far away. */
static void
glue_ornament (GessoPaper *paper,
               const Plan *plan)
{
  const GessoPaintFrame *frame = plan->frame;
  double unit = MIN (frame->width, frame->height);

  for (int i = 0; i < 9; i++)
    {
      double x = frame->x + frame->width * gesso_paint_random_range (&paper->random, -0.02, 1.02);
      double y = frame->y + frame->height * 1.02, height = unit * gesso_paint_random_range (&paper->random, 0.08, 0.20);
      double lean = height * gesso_paint_random_range (&paper->random, -0.5, 0.5);

      cairo_new_path (paper->cr);
      cairo_move_to (paper->cr, x, y);
      cairo_curve_to (paper->cr, x - height * 0.18, y - height * 0.4, x + lean - height * 0.1, y - height * 0.8, x + lean, y - height);
      cairo_curve_to (paper->cr, x + lean + height * 0.12, y - height * 0.6, x + height * 0.16, y - height * 0.3, x, y);
      gesso_paper_glue (paper, i % 3 == 0 ? ROLE (paper, ACCENT) : gesso_paint_colour_mix (ROLE (paper, DARK), ROLE (paper, DEEP), 0.3 * (i % 2)),
                        0.6, 0.2);
    }
}

/* No noun that we know: arches, discs and bands that lean on each other. */
static void
glue_abstract (GessoPaper *paper,
               const Plan *plan)
{
  const GessoPaintFrame *frame = plan->frame;
  double unit = MIN (frame->width, frame->height);

  for (guint i = 0; i < plan->layers; i++)
    {
      static const GessoPaintRole roles[] = { GESSO_PAINT_MIDDLE, GESSO_PAINT_DEEP, GESSO_PAINT_ACCENT, GESSO_PAINT_DARK };
      GessoPaintColour colour = paper->palette.colours[roles[i % G_N_ELEMENTS (roles)]];
      double x = frame->x + frame->width * gesso_paint_random_range (&paper->random, 0.18, 0.82);
      double y = frame->y + frame->height * gesso_paint_random_range (&paper->random, 0.25, 0.80);
      double size = unit * gesso_paint_random_range (&paper->random, 0.16, 0.34) * (1.15 - 0.06 * i);

      cairo_save (paper->cr);
      cairo_translate (paper->cr, x, y);
      cairo_rotate (paper->cr, gesso_paint_random_range (&paper->random, -0.5, 0.5));
      cairo_new_path (paper->cr);
      switch (gesso_paint_random_int (&paper->random, 4))
        {
        case 0:
          cairo_arc (paper->cr, 0, 0, size * 0.8, 0, 2 * G_PI);
          break;
        case 1:
          cairo_arc (paper->cr, 0, 0, size, G_PI, 2 * G_PI);
          cairo_arc_negative (paper->cr, 0, 0, size * 0.5, 2 * G_PI, G_PI);
          break;
        case 2:
          cairo_rectangle (paper->cr, -size * 0.32, -size, size * 0.64, size * 2);
          break;
        default:
          cairo_move_to (paper->cr, -size, 0);
          cairo_curve_to (paper->cr, -size, -size, size * 0.2, -size, size * 0.8, -size * 0.4);
          cairo_curve_to (paper->cr, size * 1.1, size * 0.4, -size * 0.2, size, -size, 0);
          break;
        }
      cairo_close_path (paper->cr);
      gesso_paper_glue (paper, colour, 1, 0.8);
      cairo_restore (paper->cr);
    }
}

void
gesso_paint_scene (GessoPaper              *paper,
                   const GessoPaintingSpec *spec,
                   const GessoPaintFrame   *frame)
{
  Plan plan = make_plan (paper, spec, frame);
  GessoPaintGround ground = plan.n_figures > 0 ? plan.figures[0]->ground : GESSO_PAINT_ON_LAND;
  guint far = plan.layers > 4 ? (plan.layers - 3) / 2 : 1;

  glue_sky (paper, &plan);
  glue_sun (paper, &plan);
  if (plan.n_figures == 0)
    {
      glue_abstract (paper, &plan);
      return;
    }
  if (plan.layers > 4 && ground != GESSO_PAINT_ON_TABLE)
    glue_clouds (paper, &plan, plan.layers - 4);
  switch (ground)
    {
    case GESSO_PAINT_ON_WATER:
    case GESSO_PAINT_UNDER_WATER:
      if (plan.layers > 3)
        glue_land (paper, &plan, plan.horizon - 0.05, plan.swing, ROLE (paper, MIDDLE), 1);
      glue_waters (paper, &plan, MAX (2, far + 1));
      break;
    case GESSO_PAINT_ON_TABLE:
      glue_table (paper, &plan);
      break;
    case GESSO_PAINT_ON_LAND:
    case GESSO_PAINT_IN_AIR:
    default:
      glue_lands (paper, &plan, far + 1);
      break;
    }
  for (guint i = plan.n_figures; i-- > 0;)
    glue_figure (paper, &plan, i);
  if (plan.layers > 3)
    glue_land (paper, &plan, 0.93, plan.swing * 0.5, ROLE (paper, DARK), 1);
  if (plan.ornament)
    glue_ornament (paper, &plan);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-shrink.h"

#include <string.h>

/*
 * Along each side a source pixel is @target units long and a target pixel @source units, so that all borders are whole
 * numbers. A source pixel is never the longer one: it lies in one target pixel, or in two neighbours.
 */
struct _GessoShrink {
  guint source_width;
  guint source_height;
  guint width;
  guint height;
  guint channels;

  guint16 *columns; /* of each source column: the target column that it begins in */
  guint16 *parts;   /* and how much of it lies there */
  guint32 *sums;    /* of the target row under way: source_width × 3 */
  guint64 inverse;  /* of a target pixel's area, × 2⁴⁸ */
  guint source_y;
  guint y;
  guint8 *pixels;
};

GessoShrink *
gesso_shrink_new (guint source_width,
                  guint source_height,
                  guint width,
                  guint height,
                  guint channels)
{
  GessoShrink *self;
  guint64 area = (guint64) source_width * source_height;

  g_return_val_if_fail (width > 0 && width <= source_width && source_width <= GESSO_SHRINK_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= source_height && source_height <= GESSO_SHRINK_MAX_SIDE, NULL);
  g_return_val_if_fail (area <= GESSO_SHRINK_MAX_PIXELS, NULL);
  g_return_val_if_fail (channels == 3 || channels == 4, NULL);

  self = g_new0 (GessoShrink, 1);
  self->source_width = source_width;
  self->source_height = source_height;
  self->width = width;
  self->height = height;
  self->channels = channels;
  self->columns = g_new (guint16, source_width);
  self->parts = g_new (guint16, source_width);
  self->sums = g_new0 (guint32, source_width * 3);
  self->inverse = ((G_GUINT64_CONSTANT (1) << 48) + area / 2) / area;
  self->pixels = g_try_malloc ((gsize) width * height * channels);
  if (self->pixels == NULL)
    {
      gesso_shrink_free (self);
      return NULL;
    }
  for (guint i = 0; i < source_width; i++)
    {
      guint begin = i * width;

      self->columns[i] = begin / source_width;
      self->parts[i] = MIN (width, (self->columns[i] + 1) * source_width - begin);
    }
  return self;
}

void
gesso_shrink_free (GessoShrink *self)
{
  g_free (self->columns);
  g_free (self->parts);
  g_free (self->sums);
  g_free (self->pixels);
  g_free (self);
}

static void
add_part (guint32      *sums,
          const guint8 *row,
          guint         n,
          guint         part)
{
  for (guint i = 0; i < n; i++)
    sums[i] += row[i] * part;
}

static inline guint8
mean (const GessoShrink *self,
      guint32            sum)
{
  return (guint8) MIN (255, (sum * self->inverse + (G_GUINT64_CONSTANT (1) << 47)) >> 48);
}

/* The rows of a target row are in @sums: its columns are what is left to do. */
static void
finish_row (GessoShrink *self)
{
  guint8 *out = self->pixels + (gsize) self->y * self->width * self->channels;
  const guint32 *in = self->sums;
  guint32 here[3] = { 0, 0, 0 };

  for (guint i = 0; i < self->source_width; i++, in += 3)
    {
      const guint32 part = self->parts[i];
      const guint32 rest = self->width - part;

      for (guint c = 0; c < 3; c++)
        here[c] += in[c] * part;
      if (i + 1 < self->source_width && self->columns[i + 1] == self->columns[i])
        continue;
      for (guint c = 0; c < 3; c++)
        {
          out[c] = mean (self, here[c]);
          here[c] = in[c] * rest;
        }
      if (self->channels == 4)
        out[3] = 0xff;
      out += self->channels;
    }
  memset (self->sums, 0, self->source_width * 3 * sizeof *self->sums);
  self->y++;
}

static void
copy_row (GessoShrink  *self,
          const guint8 *row)
{
  guint8 *out = self->pixels + (gsize) self->y++ * self->width * self->channels;

  for (guint x = 0; x < self->width; x++, row += 3, out += self->channels)
    {
      out[0] = row[0];
      out[1] = row[1];
      out[2] = row[2];
      if (self->channels == 4)
        out[3] = 0xff;
    }
}

void
gesso_shrink_add_row (GessoShrink  *self,
                      const guint8 *row)
{
  guint begin, part;

  g_return_if_fail (self->source_y < self->source_height);

  begin = self->source_y++ * self->height;
  if (self->width == self->source_width && self->height == self->source_height)
    {
      copy_row (self, row);
      return;
    }
  part = MIN (self->height, (self->y + 1) * self->source_height - begin);
  add_part (self->sums, row, self->source_width * 3, part);
  if (begin + part < (self->y + 1) * self->source_height)
    return;
  finish_row (self);
  if (part < self->height)
    add_part (self->sums, row, self->source_width * 3, self->height - part);
}

guint8 *
gesso_shrink_steal (GessoShrink *self)
{
  g_return_val_if_fail (self->y == self->height, NULL);

  return g_steal_pointer (&self->pixels);
}

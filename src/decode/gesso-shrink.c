/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-shrink.h"

#include <string.h>

#define PIECE 16

/*
 * Along each side a source pixel is @target units long and a target pixel @source units, so that all borders are whole
 * numbers. A source pixel is never the longer one: it lies in one target pixel, or in two neighbours.
 */
typedef struct {
  guint16 first; /* column of the source, and how many there are between it and the last one */
  guint16 inner;
  guint16 head; /* how much of the first and the last one count */
  guint16 tail;
} Column;

struct _GessoShrink {
  guint source_width;
  guint source_height;
  guint width;
  guint height;
  guint channels;

  Column *columns;  /* of the target */
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
  self->columns = g_new (Column, width);
  /* The last column ends before one that counts for nothing. */
  self->sums = g_new0 (guint32, (source_width + 1) * 3);
  self->inverse = ((G_GUINT64_CONSTANT (1) << 48) + area / 2) / area;
  self->pixels = g_try_malloc ((gsize) width * height * channels);
  if (self->pixels == NULL)
    {
      gesso_shrink_free (self);
      return NULL;
    }
  for (guint x = 0; x < width; x++)
    {
      const guint begin = x * source_width;
      const guint end = begin + source_width;
      const guint first = begin / width;
      const guint last = end / width;

      self->columns[x] = (Column) { first, last - first - 1, (first + 1) * width - begin, end - last * width };
    }
  return self;
}

void
gesso_shrink_free (GessoShrink *self)
{
  g_free (self->columns);
  g_free (self->sums);
  g_free (self->pixels);
  g_free (self);
}

/* In pieces of a length that is known, which the compiler makes vectors of. */
static void
add_part (guint32 *restrict      sums,
          const guint8 *restrict row,
          guint                  n,
          guint16                part)
{
  for (; n >= PIECE; n -= PIECE, sums += PIECE, row += PIECE)
    for (guint i = 0; i < PIECE; i++)
      sums[i] += (guint32) row[i] * part;
  for (guint i = 0; i < n; i++)
    sums[i] += (guint32) row[i] * part;
}

static inline guint8
mean (const GessoShrink *self,
      guint32            sum)
{
  return (guint8) ((sum * self->inverse + (G_GUINT64_CONSTANT (1) << 47)) >> 48);
}

/* The rows of a target row are in @sums: its columns are what is left to do. */
static void
finish_row (GessoShrink *self)
{
  guint8 *out = self->pixels + (gsize) self->y * self->width * self->channels;
  const guint32 unit = self->width;

  for (guint x = 0; x < self->width; x++, out += self->channels)
    {
      const Column *column = &self->columns[x];
      const guint32 *in = self->sums + column->first * 3;
      const guint32 *last = in + column->inner * 3 + 3;
      guint32 red = 0, green = 0, blue = 0;

      for (const guint32 *inner = in + 3; inner < last; inner += 3)
        {
          red += inner[0];
          green += inner[1];
          blue += inner[2];
        }
      out[0] = mean (self, in[0] * column->head + red * unit + last[0] * column->tail);
      out[1] = mean (self, in[1] * column->head + green * unit + last[1] * column->tail);
      out[2] = mean (self, in[2] * column->head + blue * unit + last[2] * column->tail);
      if (self->channels == 4)
        out[3] = 0xff;
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

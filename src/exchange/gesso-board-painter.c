/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-board-painter.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <unistd.h>

/* Of a note, px at 1:1. */
#define NOTE_FONT "Cantarell, sans 16px"
#define NOTE_PADDING 12

struct _GessoBoardPainter
{
  cairo_surface_t *surface;
  cairo_t *cairo;
};

gboolean
gesso_board_area_of_items (GPtrArray      *items,
                           GessoBoardArea *area)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];

      left = MIN (left, item->x);
      top = MIN (top, item->y);
      right = MAX (right, item->x + item->width);
      bottom = MAX (bottom, item->y + item->height);
    }
  if (items->len == 0)
    return FALSE;
  area->x = floor (left) - GESSO_BOARD_IMAGE_MARGIN;
  area->y = floor (top) - GESSO_BOARD_IMAGE_MARGIN;
  area->width = ceil (right) - area->x + GESSO_BOARD_IMAGE_MARGIN;
  area->height = ceil (bottom) - area->y + GESSO_BOARD_IMAGE_MARGIN;
  return TRUE;
}

double
gesso_board_area_limit (const GessoBoardArea *area,
                        double                scale)
{
  double pixels = area->width * area->height;

  scale = MIN (scale, sqrt (GESSO_BOARD_IMAGE_MAX_PIXELS / pixels));
  return MIN (scale, GESSO_BOARD_IMAGE_MAX_EDGE / MAX (area->width, area->height));
}

static void
set_colour (cairo_t *cairo,
            guint32  colour)
{
  cairo_set_source_rgb (cairo, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
}

GessoBoardPainter *
gesso_board_painter_new (const GessoBoardArea *area,
                         double                scale,
                         guint32               ground)
{
  GessoBoardPainter *self = g_new0 (GessoBoardPainter, 1);

  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (1, (int) floor (area->width * scale)),
                                              MAX (1, (int) floor (area->height * scale)));
  self->cairo = cairo_create (self->surface);
  if (cairo_status (self->cairo) != CAIRO_STATUS_SUCCESS)
    {
      gesso_board_painter_free (self);
      return NULL;
    }
  set_colour (self->cairo, ground);
  cairo_paint (self->cairo);
  cairo_scale (self->cairo, scale, scale);
  cairo_translate (self->cairo, -area->x, -area->y);
  return self;
}

void
gesso_board_painter_free (GessoBoardPainter *self)
{
  if (self == NULL)
    return;
  cairo_destroy (self->cairo);
  cairo_surface_destroy (self->surface);
  g_free (self);
}

guint
gesso_board_painter_get_width (GessoBoardPainter *self)
{
  return (guint) cairo_image_surface_get_width (self->surface);
}

guint
gesso_board_painter_get_height (GessoBoardPainter *self)
{
  return (guint) cairo_image_surface_get_height (self->surface);
}

/* RGBA to what cairo wants: premultiplied, in the order of the machine. */
static cairo_surface_t *
make_surface (const GessoPixels *pixels)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) pixels->width, (int) pixels->height);
  const guint8 *data = g_bytes_get_data (pixels->data, NULL);

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_flush (surface);
  for (guint y = 0; y < pixels->height; y++)
    {
      const guint8 *from = data + y * pixels->stride;
      guint32 *to = (guint32 *) (void *) (cairo_image_surface_get_data (surface)
                                          + (gsize) y * (gsize) cairo_image_surface_get_stride (surface));

      for (guint x = 0; x < pixels->width; x++, from += 4)
        to[x] = (guint32) from[3] << 24 | (guint32) (from[0] * from[3] / 255) << 16
                | (guint32) (from[1] * from[3] / 255) << 8 | (guint32) (from[2] * from[3] / 255);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* The item is as large as what is left of its picture. */
static void
paint_picture (cairo_t              *cairo,
               const GessoBoardItem *item,
               const GessoPixels    *pixels)
{
  double width = item->width / (1 - item->crop[0] - item->crop[2]);
  double height = item->height / (1 - item->crop[1] - item->crop[3]);
  cairo_surface_t *surface;

  cairo_rectangle (cairo, item->x, item->y, item->width, item->height);
  if (pixels == NULL || pixels->width == 0 || pixels->height == 0)
    {
      set_colour (cairo, 0x9a9996);
      cairo_fill (cairo);
      return;
    }
  cairo_clip (cairo);
  if (item->flip & GESSO_FLIP_HORIZONTAL)
    {
      cairo_translate (cairo, 2 * item->x + item->width, 0);
      cairo_scale (cairo, -1, 1);
    }
  if (item->flip & GESSO_FLIP_VERTICAL)
    {
      cairo_translate (cairo, 0, 2 * item->y + item->height);
      cairo_scale (cairo, 1, -1);
    }
  cairo_translate (cairo, item->x - item->crop[0] * width, item->y - item->crop[1] * height);
  cairo_scale (cairo, width / pixels->width, height / pixels->height);
  surface = make_surface (pixels);
  cairo_set_source_surface (cairo, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cairo), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (cairo), CAIRO_EXTEND_PAD);
  cairo_paint (cairo);
  cairo_surface_destroy (surface);
}

static void
paint_note (cairo_t              *cairo,
            const GessoBoardItem *item)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string (NOTE_FONT);

  cairo_rectangle (cairo, item->x, item->y, item->width, item->height);
  set_colour (cairo, 0xf9f0c8);
  cairo_fill_preserve (cairo);
  cairo_clip (cairo);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (MAX (1, item->width - 2 * NOTE_PADDING) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, item->text != NULL ? item->text : "", -1);
  cairo_move_to (cairo, item->x + NOTE_PADDING, item->y + NOTE_PADDING);
  set_colour (cairo, 0x241f31);
  pango_cairo_show_layout (cairo, layout);
  pango_font_description_free (font);
}

static void
paint_swatch (cairo_t              *cairo,
              const GessoBoardItem *item)
{
  guint64 colour = 0x808080;

  if (item->colour != NULL && item->colour[0] == '#')
    g_ascii_string_to_unsigned (item->colour + 1, 16, 0, 0xffffff, &colour, NULL);
  cairo_rectangle (cairo, item->x, item->y, item->width, item->height);
  set_colour (cairo, (guint32) colour);
  cairo_fill (cairo);
}

void
gesso_board_painter_paint (GessoBoardPainter    *self,
                           const GessoBoardItem *item,
                           const GessoPixels    *pixels)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (item != NULL);

  cairo_save (self->cairo);
  switch (item->kind)
    {
    case GESSO_BOARD_PICTURE:
      paint_picture (self->cairo, item, pixels);
      break;
    case GESSO_BOARD_NOTE:
      paint_note (self->cairo, item);
      break;
    case GESSO_BOARD_SWATCH:
      paint_swatch (self->cairo, item);
      break;
    default:
      break;
    }
  cairo_restore (self->cairo);
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  int fd = *(int *) closure;

  while (length > 0)
    {
      ssize_t written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return CAIRO_STATUS_WRITE_ERROR;
      data += written;
      length -= (unsigned int) written;
    }
  return CAIRO_STATUS_SUCCESS;
}

gboolean
gesso_board_painter_write (GessoBoardPainter  *self,
                           const char         *path,
                           GError            **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0644);
  gboolean written;
  int code;

  g_return_val_if_fail (self != NULL, FALSE);

  if (fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  errno = 0;
  written = cairo_surface_write_to_png_stream (self->surface, write_cb, &fd) == CAIRO_STATUS_SUCCESS && fsync (fd) == 0
            && g_rename (temporary, path) == 0;
  code = errno;
  close (fd);
  if (written)
    return TRUE;
  g_unlink (temporary);
  g_set_error_literal (error, G_IO_ERROR, code != 0 ? (int) g_io_error_from_errno (code) : G_IO_ERROR_FAILED,
                       code != 0 ? g_strerror (code) : _("The picture can’t be written."));
  return FALSE;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-thumbnail.h"

#include "gesso-decode-pixels.h"
#include "gesso-decoder.h"

#include <math.h>

/* What shows through a transparent picture; neutral, like everything around pictures. */
#define GROUND 0x808080

#define UPLOAD_QUALITY "92"

static GdkPixbuf *
flatten (GdkPixbuf *pixbuf)
{
  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return g_object_ref (pixbuf);
  return gdk_pixbuf_composite_color_simple (pixbuf, gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                            GDK_INTERP_NEAREST, 255, 16, GROUND, GROUND);
}

static gboolean
append_jpeg (GdkPixbuf *pixbuf,
             int        fd,
             guint32   *size)
{
  g_autofree char *data = NULL;
  gsize length;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "jpeg", NULL, "quality", UPLOAD_QUALITY, NULL))
    return FALSE;
  *size = length;
  return length <= G_MAXUINT32 && gesso_wire_write (fd, data, length);
}

/* As pixels: what this process writes is never taken for a thumbnail as it is. */
static gboolean
append_thumbnail (GdkPixbuf             *flat,
                  const GessoDecodeInfo *info,
                  guint                  edge,
                  int                    fd,
                  guint32               *size)
{
  g_autoptr (GdkPixbuf) scaled = NULL;
  guint width, height;

  gesso_picture_fit (info->width, info->height, edge, edge, &width, &height);
  if ((guint) gdk_pixbuf_get_width (flat) == width && (guint) gdk_pixbuf_get_height (flat) == height)
    scaled = g_object_ref (flat);
  else
    scaled = gdk_pixbuf_scale_simple (flat, width, height, GDK_INTERP_BILINEAR);
  *size = width * height * 3;
  return scaled != NULL && gesso_decode_write_pixels (scaled, 3, fd);
}

GessoPictureVerdict
gesso_decode_inspect (const GessoDecodeJob *job,
                      GessoWireReply       *reply,
                      int                  *fd)
{
  const gboolean all = job->request->edge == 0;
  const guint edge = job->request->edge == GESSO_THUMBNAIL_SMALL ? GESSO_THUMBNAIL_SMALL : GESSO_THUMBNAIL_LARGE;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) flat = NULL;
  GessoDecodeInfo info;
  GessoPictureVerdict verdict;

  verdict = gesso_decode_pixbuf (job, edge, edge, &info, &pixbuf);
  if (verdict != GESSO_PICTURE_VERDICT_OK)
    return verdict;
  flat = flatten (pixbuf);
  *fd = gesso_wire_memory ();
  if (flat == NULL || *fd < 0)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
  if ((all || edge == GESSO_THUMBNAIL_SMALL) &&
      !append_thumbnail (flat, &info, GESSO_THUMBNAIL_SMALL, *fd, &reply->sizes[0]))
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
  if (edge == GESSO_THUMBNAIL_LARGE && !append_thumbnail (flat, &info, GESSO_THUMBNAIL_LARGE, *fd, &reply->sizes[1]))
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
  reply->format = info.format;
  reply->width = info.width;
  reply->height = info.height;
  return GESSO_PICTURE_VERDICT_OK;
}

/* The square to fit a picture into so that it has @most pixels, however it is turned; 0 where it may stay as it is. */
static guint
longest_side (guint width,
              guint height,
              guint most)
{
  guint edge;

  if (most == 0 || (guint64) width * height <= most)
    return 0;
  edge = MAX (width, height) * sqrt ((double) most / ((double) width * height));
  for (edge = MAX (edge, 1); edge > 1; edge--)
    {
      guint fitted_width, fitted_height;

      gesso_picture_fit (width, height, edge, edge, &fitted_width, &fitted_height);
      if ((guint64) fitted_width * fitted_height <= most)
        break;
    }
  return edge;
}

static GessoPictureVerdict
append_upload (GdkPixbuf      *pixbuf,
               GessoWireReply *reply,
               int             fd)
{
  g_autofree char *data = NULL;
  gsize length;

  reply->width = gdk_pixbuf_get_width (pixbuf);
  reply->height = gdk_pixbuf_get_height (pixbuf);
  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    {
      reply->format = GESSO_PICTURE_JPEG;
      return append_jpeg (pixbuf, fd, &reply->sizes[0])
               ? GESSO_PICTURE_VERDICT_OK
               : GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
    }
  reply->format = GESSO_PICTURE_PNG;
  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "png", NULL, NULL) || length > G_MAXUINT32 ||
      !gesso_wire_write (fd, data, length))
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
  reply->sizes[0] = length;
  return GESSO_PICTURE_VERDICT_OK;
}

GessoPictureVerdict
gesso_decode_convert (const GessoDecodeJob *job,
                      GessoWireReply       *reply,
                      int                  *fd)
{
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GessoDecodeInfo info;
  GessoPictureVerdict verdict;
  guint width, height;
  guint edge = 0;

  if (gesso_picture_read_header (job->data, job->length, &width, &height, NULL) != GESSO_PICTURE_UNKNOWN)
    edge = longest_side (width, height, job->request->max_pixels);
  verdict = gesso_decode_pixbuf (job, edge, edge, &info, &pixbuf);
  if (verdict != GESSO_PICTURE_VERDICT_OK)
    return verdict;
  if (edge == 0 && info.format != GESSO_PICTURE_WEBP)
    {
      reply->format = info.format;
      reply->width = info.width;
      reply->height = info.height;
      return GESSO_PICTURE_VERDICT_OK;
    }
  *fd = gesso_wire_memory ();
  if (*fd < 0)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
  return append_upload (pixbuf, reply, *fd);
}

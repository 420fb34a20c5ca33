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

/* As pixels: what this process writes is never taken for a thumbnail as it is. Returns the smaller one, or %NULL. */
static GdkPixbuf *
append_fitted (GdkPixbuf             *larger,
               const GessoDecodeInfo *info,
               guint                  edge,
               int                    fd,
               guint32               *size)
{
  g_autoptr (GdkPixbuf) fitted = NULL;
  guint width, height;

  gesso_picture_fit (info->width, info->height, edge, edge, &width, &height);
  if ((guint) gdk_pixbuf_get_width (larger) == width && (guint) gdk_pixbuf_get_height (larger) == height)
    fitted = g_object_ref (larger);
  else
    fitted = gesso_decode_scale (larger, width, height);
  if (fitted == NULL)
    return NULL;
  if (size == NULL)
    return g_steal_pointer (&fitted);
  *size = width * height * 3;
  return gesso_decode_write_pixels (fitted, 3, fd) ? g_steal_pointer (&fitted) : NULL;
}

/* Each from the one above; they are written the smallest first. */
static gboolean
append_all (GdkPixbuf              *pixbuf,
            const GessoWireRequest *request,
            const GessoDecodeInfo  *info,
            GessoWireReply         *reply,
            int                     fd)
{
  const gboolean wants_small = request->edge == 0 || request->edge == GESSO_THUMBNAIL_SMALL;
  const gboolean wants_large = request->edge == 0 || request->edge == GESSO_THUMBNAIL_LARGE;
  g_autoptr (GdkPixbuf) flat = flatten (pixbuf);
  g_autoptr (GdkPixbuf) large = NULL;
  g_autoptr (GdkPixbuf) small = NULL;
  g_autoptr (GdkPixbuf) shown = NULL;

  if (flat == NULL)
    return FALSE;
  large = wants_large ? append_fitted (flat, info, GESSO_THUMBNAIL_LARGE, -1, NULL) : g_object_ref (flat);
  if (large == NULL)
    return FALSE;
  if (wants_small)
    small = append_fitted (large, info, GESSO_THUMBNAIL_SMALL, fd, &reply->sizes[0]);
  if (wants_small && small == NULL)
    return FALSE;
  if (wants_large && !gesso_decode_write_pixels (large, 3, fd))
    return FALSE;
  if (wants_large)
    reply->sizes[1] = gdk_pixbuf_get_width (large) * gdk_pixbuf_get_height (large) * 3;
  if (request->shown == 0 || gdk_pixbuf_get_has_alpha (pixbuf))
    return TRUE;
  shown = append_fitted (flat, info, request->shown, fd, &reply->sizes[2]);
  return shown != NULL;
}

GessoPictureVerdict
gesso_decode_inspect (const GessoDecodeJob *job,
                      GessoWireReply       *reply,
                      int                  *fd)
{
  const GessoWireRequest *request = job->request;
  guint edge = request->edge == GESSO_THUMBNAIL_SMALL ? GESSO_THUMBNAIL_SMALL : GESSO_THUMBNAIL_LARGE;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GessoDecodeInfo info;
  GessoPictureVerdict verdict;

  edge = MAX (edge, request->shown);
  verdict = gesso_decode_pixbuf (job, edge, edge, &info, &pixbuf);
  if (verdict != GESSO_PICTURE_VERDICT_OK)
    return verdict;
  *fd = gesso_wire_memory ();
  if (*fd < 0 || !append_all (pixbuf, request, &info, reply, *fd))
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

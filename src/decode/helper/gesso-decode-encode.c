/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-encode.h"

#include "gesso-decode-pixels.h"

/* What a JPEG shows where the picture was transparent: paper. */
#define GROUND 0xffffff

static GdkPixbuf *
flatten (GdkPixbuf *pixbuf)
{
  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return g_object_ref (pixbuf);
  return gdk_pixbuf_composite_color_simple (pixbuf, gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                            GDK_INTERP_NEAREST, 255, 16, GROUND, GROUND);
}

static gboolean
save (GdkPixbuf           *pixbuf,
      const char          *profile,
      GessoPictureFormat   format,
      guint                quality,
      char               **data,
      gsize               *length)
{
  g_autofree char *quality_text = g_strdup_printf ("%u", CLAMP (quality, 1, 100));
  char *keys[] = { (char *) "quality", (char *) (profile != NULL ? "icc-profile" : NULL), NULL };
  char *values[] = { quality_text, (char *) profile, NULL };

  return gdk_pixbuf_save_to_bufferv (pixbuf, data, length, format == GESSO_PICTURE_JPEG ? "jpeg" : "webp", keys, values,
                                     NULL);
}

GessoPictureVerdict
gesso_decode_encode (const GessoDecodeJob *job,
                     GessoWireReply       *reply,
                     int                  *fd)
{
  GessoPictureFormat format = (GessoPictureFormat) job->request->format;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) flat = NULL;
  g_autofree char *data = NULL;
  GessoDecodeInfo info;
  GessoPictureVerdict verdict;
  gsize length;

  if (format != GESSO_PICTURE_JPEG && format != GESSO_PICTURE_WEBP)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
  verdict = gesso_decode_pixbuf (job, 0, 0, &info, &pixbuf);
  if (verdict != GESSO_PICTURE_VERDICT_OK)
    return verdict;
  flat = format == GESSO_PICTURE_JPEG ? flatten (pixbuf) : g_object_ref (pixbuf);
  *fd = gesso_wire_memory ();
  if (flat == NULL || *fd < 0)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_TOO_LARGE);
  /* WebP comes in a package of its own, and not every release of it writes. */
  if (!save (flat, gdk_pixbuf_get_option (pixbuf, "icc-profile"), format, job->request->quality, &data, &length))
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_UNSUPPORTED);
  if (length > GESSO_PICTURE_MAX_BYTES || !gesso_wire_write (*fd, data, length))
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_TOO_LARGE);
  reply->format = format;
  reply->width = info.width;
  reply->height = info.height;
  reply->sizes[0] = length;
  return GESSO_PICTURE_VERDICT_OK;
}

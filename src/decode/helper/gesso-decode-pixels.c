/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-pixels.h"

#include "gesso-decode-orientation.h"
#include "gesso-shrink.h"

#include <gexiv2/gexiv2.h>
#include <string.h>

#define LOAD_BUFFER (1024 * 1024)

typedef struct {
  GessoPictureFormat format;
  guint width;
  guint height;
  guint fitted_width;
  guint fitted_height;
} Plan;

static const char *const loader_types[] = {
  [GESSO_PICTURE_PNG] = "png",
  [GESSO_PICTURE_JPEG] = "jpeg",
  [GESSO_PICTURE_WEBP] = "webp",
};

static void
warm_up_with (const char   *type,
              const guint8 *data,
              gsize         length)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (type, NULL);

  if (loader == NULL)
    return;
  gdk_pixbuf_loader_write (loader, data, length, NULL);
  gdk_pixbuf_loader_close (loader, NULL);
}

void
gesso_decode_warm_up (void)
{
  /* One transparent pixel, lossless. */
  static const guint8 webp[] = {
    'R', 'I', 'F', 'F', 0x1a, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'L', 0x0d, 0, 0, 0, 0x2f, 0, 0,
    0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 0x07, 0,
  };
  static const char *const written[] = { "png", "jpeg" };
  g_autoptr (GdkPixbuf) pixel = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1, 1);

  gdk_pixbuf_fill (pixel, 0);
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *data = NULL;
      gsize length;

      if (gdk_pixbuf_save_to_buffer (pixel, &data, &length, written[i], NULL, NULL))
        warm_up_with (written[i], (const guint8 *) data, length);
    }
  warm_up_with ("webp", webp, sizeof webp);
  gexiv2_initialize ();
  /* It has something to say about every byte that is wrong, and a stranger's picture may have many. */
  gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
}

gboolean
gesso_decode_uses_glycin (void)
{
  return gdk_pixbuf_major_version == 2 && gdk_pixbuf_minor_version >= 44;
}

/* The last moment before memory for the pixels is taken; the loader's idea of the size is what counts now. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  Plan            *plan)
{
  guint divisor = 1;

  if (width < 0 || height < 0 || (guint) width != plan->width || (guint) height != plan->height)
    {
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }
  /* libwebp makes it smaller while it decodes; PNG has no such way. */
  if (plan->format == GESSO_PICTURE_WEBP)
    gdk_pixbuf_loader_set_size (loader, plan->fitted_width, plan->fitted_height);
  if (plan->format != GESSO_PICTURE_JPEG)
    return;
  /* A JPEG decodes straight to a half, a quarter or an eighth; the rest is scaled afterwards. */
  while (divisor < 8 && plan->width / (divisor * 2) >= plan->fitted_width &&
         plan->height / (divisor * 2) >= plan->fitted_height)
    divisor *= 2;
  if (divisor > 1)
    gdk_pixbuf_loader_set_size (loader, (width + divisor - 1) / divisor, (height + divisor - 1) / divisor);
}

static GessoPictureVerdict
decode (const GessoDecodeJob  *job,
        Plan                  *plan,
        GdkPixbuf            **decoded)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (loader_types[plan->format], NULL);
  GdkPixbuf *pixbuf;
  gboolean good;

  /* WebP comes in a package of its own. */
  if (loader == NULL)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_UNSUPPORTED);
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), plan);
  good = gdk_pixbuf_loader_write (loader, job->data, job->length, NULL);
  good = gdk_pixbuf_loader_close (loader, NULL) && good;
  pixbuf = good ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixbuf == NULL || gdk_pixbuf_get_bits_per_sample (pixbuf) != 8 ||
      gdk_pixbuf_get_colorspace (pixbuf) != GDK_COLORSPACE_RGB)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
  *decoded = g_object_ref (pixbuf);
  return GESSO_PICTURE_VERDICT_OK;
}

static void
free_pixels_cb (guchar   *pixels,
                gpointer  unused)
{
  g_free (pixels);
}

/* What has no alpha is the most of it, and costs a fraction this way. */
GdkPixbuf *
gesso_decode_scale (GdkPixbuf *pixbuf,
                    guint      width,
                    guint      height)
{
  const guint there_width = gdk_pixbuf_get_width (pixbuf);
  const guint there_height = gdk_pixbuf_get_height (pixbuf);
  const guint8 *rows = gdk_pixbuf_read_pixels (pixbuf);
  g_autoptr (GessoShrink) shrink = NULL;

  if (gdk_pixbuf_get_n_channels (pixbuf) != 3 || width > there_width || height > there_height ||
      there_width > GESSO_SHRINK_MAX_SIDE || there_height > GESSO_SHRINK_MAX_SIDE ||
      (guint64) there_width * there_height > GESSO_SHRINK_MAX_PIXELS)
    return gdk_pixbuf_scale_simple (pixbuf, width, height, GDK_INTERP_BILINEAR);
  shrink = gesso_shrink_new (there_width, there_height, width, height, 3);
  if (shrink == NULL)
    return NULL;
  for (guint y = 0; y < there_height; y++)
    gesso_shrink_add_row (shrink, rows + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf));
  return gdk_pixbuf_new_from_data (gesso_shrink_steal (shrink), GDK_COLORSPACE_RGB, FALSE, 8, width, height,
                                   width * 3, free_pixels_cb, NULL);
}

GessoPictureVerdict
gesso_decode_pixbuf (const GessoDecodeJob  *job,
                     guint                  max_width,
                     guint                  max_height,
                     GessoDecodeInfo       *info,
                     GdkPixbuf            **pixbuf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) decoded = NULL;
  GessoPictureVerdict verdict;
  GessoOrientation orientation;
  gboolean turned;
  Plan plan;

  plan.format = gesso_picture_read_header (job->data, job->length, &plan.width, &plan.height, &error);
  if (plan.format == GESSO_PICTURE_UNKNOWN)
    return GESSO_PICTURE_VERDICT_BAD (error->code);
  if (!gesso_picture_is_complete (job->data, job->length))
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);

  orientation = gesso_orientation_read (job->data, job->length, plan.format);
  turned = gesso_orientation_swaps_sides (orientation);
  gesso_picture_fit (plan.width, plan.height, turned ? max_height : max_width, turned ? max_width : max_height,
                     &plan.fitted_width, &plan.fitted_height);
  verdict = decode (job, &plan, &decoded);
  if (verdict != GESSO_PICTURE_VERDICT_OK)
    return verdict;
  if ((guint) gdk_pixbuf_get_width (decoded) != plan.fitted_width ||
      (guint) gdk_pixbuf_get_height (decoded) != plan.fitted_height)
    {
      GdkPixbuf *scaled = gesso_decode_scale (decoded, plan.fitted_width, plan.fitted_height);

      if (scaled == NULL)
        return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_TOO_LARGE);
      g_object_unref (decoded);
      decoded = scaled;
    }
  *pixbuf = gesso_orientation_apply (decoded, orientation);
  if (*pixbuf == NULL)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_TOO_LARGE);
  /* Among them the colour profile. */
  if (*pixbuf != decoded)
    gdk_pixbuf_copy_options (decoded, *pixbuf);
  info->format = plan.format;
  info->width = turned ? plan.height : plan.width;
  info->height = turned ? plan.width : plan.height;
  return GESSO_PICTURE_VERDICT_OK;
}

/* Three or four bytes each way; what has no alpha is opaque. */
static void
copy_row (guint8       *out,
          int           n_out,
          const guint8 *in,
          int           n_in,
          guint         width)
{
  if (n_in == n_out)
    {
      memcpy (out, in, (gsize) width * n_in);
      return;
    }
  for (guint x = 0; x < width; x++, out += n_out, in += n_in)
    {
      out[0] = in[0];
      out[1] = in[1];
      out[2] = in[2];
      if (n_out == 4)
        out[3] = 0xff;
    }
}

/* In pieces, so that a large picture is not in memory a second time. */
gboolean
gesso_decode_write_pixels (const GdkPixbuf *pixbuf,
                           int              channels,
                           int              fd)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  gsize stride = gdk_pixbuf_get_rowstride (pixbuf);
  guint width = gdk_pixbuf_get_width (pixbuf);
  guint height = gdk_pixbuf_get_height (pixbuf);
  gsize row = (gsize) width * channels;
  guint rows = MAX (1, LOAD_BUFFER / row);
  g_autofree guint8 *buffer = g_try_malloc (MIN (rows, height) * row);

  if (buffer == NULL)
    return FALSE;
  for (guint y = 0; y < height; y += rows)
    {
      guint count = MIN (rows, height - y);

      for (guint i = 0; i < count; i++)
        copy_row (buffer + i * row, channels, pixels + (y + i) * stride, gdk_pixbuf_get_n_channels (pixbuf), width);
      if (!gesso_wire_write (fd, buffer, count * row))
        return FALSE;
    }
  return TRUE;
}

GessoPictureVerdict
gesso_decode_load (const GessoDecodeJob *job,
                   GessoWireReply       *reply,
                   int                  *fd)
{
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GessoDecodeInfo info;
  GessoPictureVerdict verdict;

  verdict = gesso_decode_pixbuf (job, job->request->max_width, job->request->max_height, &info, &pixbuf);
  if (verdict != GESSO_PICTURE_VERDICT_OK)
    return verdict;
  *fd = gesso_wire_memory ();
  if (*fd < 0 || !gesso_decode_write_pixels (pixbuf, 4, *fd))
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_TOO_LARGE);
  reply->format = info.format;
  reply->width = gdk_pixbuf_get_width (pixbuf);
  reply->height = gdk_pixbuf_get_height (pixbuf);
  reply->sizes[0] = reply->width * reply->height * 4;
  return GESSO_PICTURE_VERDICT_OK;
}

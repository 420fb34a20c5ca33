/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-picture-private.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_QUARK (gesso-picture-error-quark, gesso_picture_error)

static const struct {
  const char *extension;
  const char *mime_type;
} formats[] = {
  [GESSO_PICTURE_UNKNOWN] = { "", "application/octet-stream" },
  [GESSO_PICTURE_PNG] = { "png", "image/png" },
  [GESSO_PICTURE_JPEG] = { "jpg", "image/jpeg" },
  [GESSO_PICTURE_WEBP] = { "webp", "image/webp" },
};

const char *
gesso_picture_format_extension (GessoPictureFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (formats), "");

  return formats[format].extension;
}

const char *
gesso_picture_format_mime_type (GessoPictureFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (formats), "application/octet-stream");

  return formats[format].mime_type;
}

GessoPictureFormat
gesso_picture_sniff (const guint8 *data,
                     gsize         length)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff };

  if (length >= sizeof png && memcmp (data, png, sizeof png) == 0)
    return GESSO_PICTURE_PNG;
  if (length >= sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0)
    return GESSO_PICTURE_JPEG;
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return GESSO_PICTURE_WEBP;
  return GESSO_PICTURE_UNKNOWN;
}

void
gesso_picture_set_error (GError            **error,
                         GessoPictureError   code)
{
  const char *message = NULL;

  switch (code)
    {
    case GESSO_PICTURE_ERROR_UNSUPPORTED:
      message = _("This is not a PNG, JPEG or WebP picture.");
      break;
    case GESSO_PICTURE_ERROR_TOO_LARGE:
      message = _("This picture is too large: at most 64 megapixels and 128 MB.");
      break;
    case GESSO_PICTURE_ERROR_DAMAGED:
      message = _("This picture is damaged or incomplete.");
      break;
    case GESSO_PICTURE_ERROR_ANIMATED:
      message = _("Animated pictures can’t be used.");
      break;
    case GESSO_PICTURE_ERROR_DECODER:
    default:
      code = GESSO_PICTURE_ERROR_DECODER;
      message = _("This picture could not be decoded: the decoder stopped.");
      break;
    }
  g_set_error_literal (error, GESSO_PICTURE_ERROR, code, message);
}

GessoPictureFormat
gesso_picture_read_header (const guint8  *data,
                           gsize          length,
                           guint         *width,
                           guint         *height,
                           GError       **error)
{
  GessoPictureFormat format;
  GessoPictureSize size = { 0, 0 };
  GessoPictureVerdict verdict = GESSO_PICTURE_VERDICT_OK;

  g_return_val_if_fail (data != NULL || length == 0, GESSO_PICTURE_UNKNOWN);
  g_return_val_if_fail (width != NULL && height != NULL, GESSO_PICTURE_UNKNOWN);

  *width = *height = 0;
  format = gesso_picture_sniff (data, length);
  if (format == GESSO_PICTURE_UNKNOWN)
    verdict = GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_UNSUPPORTED);
  else if (length > GESSO_PICTURE_MAX_BYTES)
    verdict = GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_TOO_LARGE);
  else if (format == GESSO_PICTURE_PNG)
    verdict = gesso_picture_read_png (data, length, &size);
  else if (format == GESSO_PICTURE_JPEG)
    verdict = gesso_picture_read_jpeg (data, length, &size);
  else
    verdict = gesso_picture_read_webp (data, length, &size);

  if (verdict == GESSO_PICTURE_VERDICT_OK && (size.width == 0 || size.height == 0))
    verdict = GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
  if (verdict == GESSO_PICTURE_VERDICT_OK && (guint64) size.width * size.height > GESSO_PICTURE_MAX_PIXELS)
    verdict = GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_TOO_LARGE);
  if (verdict != GESSO_PICTURE_VERDICT_OK)
    {
      gesso_picture_set_error (error, (GessoPictureError) (verdict - 1));
      return GESSO_PICTURE_UNKNOWN;
    }
  *width = size.width;
  *height = size.height;
  return format;
}

gboolean
gesso_picture_is_complete (const guint8 *data,
                           gsize         length)
{
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  switch (gesso_picture_sniff (data, length))
    {
    case GESSO_PICTURE_PNG:
      return gesso_picture_png_is_complete (data, length);
    case GESSO_PICTURE_JPEG:
      return gesso_picture_jpeg_is_complete (data, length);
    case GESSO_PICTURE_WEBP:
      return gesso_picture_webp_is_complete (data, length);
    case GESSO_PICTURE_UNKNOWN:
    default:
      return FALSE;
    }
}

void
gesso_picture_fit (guint  width,
                   guint  height,
                   guint  max_width,
                   guint  max_height,
                   guint *fitted_width,
                   guint *fitted_height)
{
  double scale = 1;

  if (max_width > 0)
    scale = MIN (scale, (double) max_width / width);
  if (max_height > 0)
    scale = MIN (scale, (double) max_height / height);
  *fitted_width = MAX (1, (guint) (width * scale + 0.5));
  *fitted_height = MAX (1, (guint) (height * scale + 0.5));
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-container-private.h"

#include <glib/gi18n.h>

void
gesso_stamp_clear (GessoStamp *self)
{
  g_clear_pointer (&self->xmp, g_free);
  g_clear_pointer (&self->parameters, g_free);
}

static gboolean
rewrite (GessoPictureFormat  format,
         const guint8       *data,
         gsize               length,
         const GessoStamp   *stamp,
         GByteArray         *out)
{
  switch (format)
    {
    case GESSO_PICTURE_PNG:
      return gesso_png_rewrite (data, length, stamp, out);
    case GESSO_PICTURE_JPEG:
      return gesso_jpeg_rewrite (data, length, stamp, out);
    case GESSO_PICTURE_WEBP:
      return gesso_webp_rewrite (data, length, stamp, out);
    case GESSO_PICTURE_UNKNOWN:
    default:
      return FALSE;
    }
}

/* A file whose parts contradict one another may come out as another picture, or as none. */
static gboolean
is_same_picture (const GByteArray   *out,
                 GessoPictureFormat  format,
                 guint               width,
                 guint               height)
{
  guint new_width, new_height;

  return gesso_picture_read_header (out->data, out->len, &new_width, &new_height, NULL) == format &&
         new_width == width && new_height == height && gesso_picture_is_complete (out->data, out->len);
}

GBytes *
gesso_container_rewrite (GBytes            *file,
                         const GessoStamp  *stamp,
                         GError           **error)
{
  static const GessoStamp nothing = { NULL, NULL };
  g_autoptr (GByteArray) out = NULL;
  GessoPictureFormat format;
  const guint8 *data;
  guint width, height;
  gsize length;

  g_return_val_if_fail (file != NULL, NULL);

  data = g_bytes_get_data (file, &length);
  format = gesso_picture_read_header (data, length, &width, &height, error);
  if (format == GESSO_PICTURE_UNKNOWN)
    return NULL;
  out = g_byte_array_sized_new (length + 4096);
  if (gesso_picture_is_complete (data, length) &&
      rewrite (format, data, length, stamp != NULL ? stamp : &nothing, out) &&
      is_same_picture (out, format, width, height))
    return g_byte_array_free_to_bytes (g_steal_pointer (&out));
  g_set_error_literal (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DAMAGED,
                       _("This picture is damaged, or its recipe is too long for its format."));
  return NULL;
}

gboolean
gesso_container_has_credentials (const guint8 *data,
                                 gsize         length)
{
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  switch (gesso_picture_sniff (data, length))
    {
    case GESSO_PICTURE_PNG:
      return gesso_png_has_credentials (data, length);
    case GESSO_PICTURE_JPEG:
      return gesso_jpeg_has_credentials (data, length);
    case GESSO_PICTURE_WEBP:
      return gesso_webp_has_credentials (data, length);
    case GESSO_PICTURE_UNKNOWN:
    default:
      return FALSE;
    }
}

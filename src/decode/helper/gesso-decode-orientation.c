/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-orientation.h"

#include "gesso-picture-private.h"

#include <string.h>

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3

typedef struct {
  const guint8 *data;
  gsize length;
  gboolean big_endian;
} Exif;

static guint
read16 (const Exif *exif,
        gsize       offset)
{
  const guint8 *p = exif->data + offset;

  return exif->big_endian ? gesso_read_be16 (p) : (guint) p[0] | (guint) p[1] << 8;
}

static gsize
read32 (const Exif *exif,
        gsize       offset)
{
  const guint8 *p = exif->data + offset;

  return exif->big_endian ? gesso_read_be32 (p) : gesso_read_le32 (p);
}

/* The first directory of a TIFF block: 2 bytes of count, 12 bytes for each tag. */
static GessoOrientation
read_tiff (Exif *exif)
{
  gsize directory;
  guint count;

  if (exif->length < 14)
    return 1;
  exif->big_endian = memcmp (exif->data, "MM\0*", 4) == 0;
  if (!exif->big_endian && memcmp (exif->data, "II*\0", 4) != 0)
    return 1;
  directory = read32 (exif, 4);
  if (directory > exif->length - 2)
    return 1;
  count = read16 (exif, directory);
  count = MIN (count, (exif->length - directory - 2) / 12);
  for (guint i = 0; i < count; i++)
    {
      gsize entry = directory + 2 + i * 12;
      guint value;

      if (read16 (exif, entry) != TAG_ORIENTATION || read16 (exif, entry + 2) != TYPE_SHORT)
        continue;
      value = read16 (exif, entry + 8);
      return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}

static gboolean
find_in_jpeg (const guint8 *data,
              gsize         length,
              Exif         *exif)
{
  gsize offset = 2;

  while (length - offset >= 4 && data[offset] == 0xff && data[offset + 1] != 0xda)
    {
      gsize segment = gesso_read_be16 (data + offset + 2);

      if (segment < 2 || length - offset - 2 < segment)
        return FALSE;
      if (data[offset + 1] == 0xe1 && segment > 8 && memcmp (data + offset + 4, "Exif\0\0", 6) == 0)
        {
          exif->data = data + offset + 10;
          exif->length = segment - 8;
          return TRUE;
        }
      offset += segment + 2;
    }
  return FALSE;
}

static gboolean
find_in_png (const guint8 *data,
             gsize         length,
             Exif         *exif)
{
  gsize offset = 8;

  while (length - offset >= 12)
    {
      gsize chunk = gesso_read_be32 (data + offset);

      if (length - offset - 12 < chunk)
        return FALSE;
      if (memcmp (data + offset + 4, "eXIf", 4) == 0)
        {
          exif->data = data + offset + 8;
          exif->length = chunk;
          return TRUE;
        }
      offset += chunk + 12;
    }
  return FALSE;
}

static gboolean
find_in_webp (const guint8 *data,
              gsize         length,
              Exif         *exif)
{
  gsize offset = 12;

  while (length > offset && length - offset >= 8)
    {
      gsize chunk = gesso_read_le32 (data + offset + 4);

      if (length - offset - 8 < chunk)
        return FALSE;
      if (memcmp (data + offset, "EXIF", 4) == 0)
        {
          exif->data = data + offset + 8;
          exif->length = chunk;
          /* Some writers keep the JPEG segment's own prefix. */
          if (chunk > 6 && memcmp (exif->data, "Exif\0\0", 6) == 0)
            {
              exif->data += 6;
              exif->length -= 6;
            }
          return TRUE;
        }
      offset += 8 + chunk + (chunk & 1);
    }
  return FALSE;
}

GessoOrientation
gesso_orientation_read (const guint8       *data,
                        gsize               length,
                        GessoPictureFormat  format)
{
  Exif exif = { NULL, 0, FALSE };
  gboolean found = FALSE;

  if (format == GESSO_PICTURE_JPEG)
    found = find_in_jpeg (data, length, &exif);
  else if (format == GESSO_PICTURE_PNG)
    found = find_in_png (data, length, &exif);
  else if (format == GESSO_PICTURE_WEBP)
    found = find_in_webp (data, length, &exif);
  return found ? read_tiff (&exif) : 1;
}

gboolean
gesso_orientation_swaps_sides (GessoOrientation orientation)
{
  return orientation >= 5;
}

GdkPixbuf *
gesso_orientation_apply (GdkPixbuf        *pixbuf,
                         GessoOrientation  orientation)
{
  /* How to turn counterclockwise, and whether to mirror left and right afterwards. */
  static const struct {
    GdkPixbufRotation rotation;
    gboolean mirrored;
  } turns[] = {
    [1] = { GDK_PIXBUF_ROTATE_NONE, FALSE },
    [2] = { GDK_PIXBUF_ROTATE_NONE, TRUE },
    [3] = { GDK_PIXBUF_ROTATE_UPSIDEDOWN, FALSE },
    [4] = { GDK_PIXBUF_ROTATE_UPSIDEDOWN, TRUE },
    [5] = { GDK_PIXBUF_ROTATE_CLOCKWISE, TRUE },
    [6] = { GDK_PIXBUF_ROTATE_CLOCKWISE, FALSE },
    [7] = { GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE, TRUE },
    [8] = { GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE, FALSE },
  };
  g_autoptr (GdkPixbuf) turned = NULL;

  g_return_val_if_fail (orientation >= 1 && orientation < G_N_ELEMENTS (turns), NULL);

  if (turns[orientation].rotation == GDK_PIXBUF_ROTATE_NONE)
    turned = g_object_ref (pixbuf);
  else
    turned = gdk_pixbuf_rotate_simple (pixbuf, turns[orientation].rotation);
  if (turned != NULL && turns[orientation].mirrored)
    return gdk_pixbuf_flip (turned, TRUE);
  return g_steal_pointer (&turned);
}

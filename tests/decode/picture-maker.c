/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "picture-maker.h"

#include "gesso-test.h"

#include <string.h>

GdkPixbuf *
make_pixbuf (int      width,
             int      height,
             gboolean alpha)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *pixel = gdk_pixbuf_get_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf) + x * (alpha ? 4 : 3);

        pixel[0] = x < width / 2 ? 0xff : 0;
        pixel[1] = 0;
        pixel[2] = x < width / 2 ? 0 : 0xff;
        if (alpha)
          pixel[3] = x < width / 2 && y < height / 2 ? 0x80 : 0xff;
      }
  return pixbuf;
}

GBytes *
make_picture (const char *type,
              int         width,
              int         height,
              gboolean    alpha)
{
  g_autoptr (GdkPixbuf) pixbuf = make_pixbuf (width, height, alpha);
  char *data;
  gsize length;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, type, NULL, NULL))
    return NULL;
  return g_bytes_new_take (data, length);
}

GBytes *
make_jpeg_with_app1 (int         width,
                     int         height,
                     const char *segment,
                     gsize       length)
{
  g_autoptr (GBytes) plain = make_picture ("jpeg", width, height, FALSE);
  GByteArray *bytes = g_byte_array_new ();
  const guint8 head[] = { 0xff, 0xd8, 0xff, 0xe1, (length + 2) >> 8, length + 2 };
  gsize plain_length;
  const guint8 *data = g_bytes_get_data (plain, &plain_length);

  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *) segment, length);
  g_byte_array_append (bytes, data + 2, plain_length - 2);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
make_rotated_jpeg (int   width,
                   int   height,
                   guint orientation)
{
  char exif[] = "Exif\0\0" "II*\0\x08\0\0\0" "\1\0" "\x12\x01\3\0\1\0\0\0?\0\0\0" "\0\0\0";

  *(char *) memchr (exif, '?', sizeof exif) = orientation;
  return make_jpeg_with_app1 (width, height, exif, sizeof exif);
}

static guint32
crc_of (const guint8 *data,
        gsize         length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320 & -(crc & 1));
    }
  return ~crc;
}

GBytes *
make_png_with_chunk (const char *type,
                     const char *data,
                     gsize       length)
{
  g_autoptr (GBytes) plain = gesso_test_make_png (8, 6, 0x112233);
  GByteArray *bytes = g_byte_array_new ();
  const gsize head = 8 + 25;
  guint32 number = GUINT32_TO_BE ((guint32) length);
  gsize plain_length;
  const guint8 *png = g_bytes_get_data (plain, &plain_length);

  g_byte_array_append (bytes, png, head);
  g_byte_array_append (bytes, (const guint8 *) &number, 4);
  g_byte_array_append (bytes, (const guint8 *) type, 4);
  g_byte_array_append (bytes, (const guint8 *) data, length);
  number = GUINT32_TO_BE (crc_of (bytes->data + head + 4, length + 4));
  g_byte_array_append (bytes, (const guint8 *) &number, 4);
  g_byte_array_append (bytes, png + head, plain_length - head);
  return g_byte_array_free_to_bytes (bytes);
}

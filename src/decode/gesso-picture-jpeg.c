/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-picture-private.h"

#include <string.h>

enum {
  MARKER_TEM = 0x01,
  MARKER_SOF0 = 0xc0,
  MARKER_DHT = 0xc4,
  MARKER_JPG = 0xc8,
  MARKER_DAC = 0xcc,
  MARKER_SOF15 = 0xcf,
  MARKER_RST0 = 0xd0,
  MARKER_RST7 = 0xd7,
  MARKER_SOI = 0xd8,
  MARKER_EOI = 0xd9,
  MARKER_SOS = 0xda,
};

static gboolean
is_frame (guint8 marker)
{
  return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 &&
         marker != MARKER_DHT && marker != MARKER_JPG && marker != MARKER_DAC;
}

static gboolean
stands_alone (guint8 marker)
{
  return marker == MARKER_TEM || (marker >= MARKER_RST0 && marker <= MARKER_SOI);
}

/* Leaves @offset behind the marker. Returns 0 at the end of the data, or where no marker is. */
static guint8
next_marker (const guint8 *data,
             gsize         length,
             gsize        *offset)
{
  if (*offset >= length || data[*offset] != 0xff)
    return 0;
  while (*offset < length && data[*offset] == 0xff)
    *offset += 1;
  return *offset < length ? data[(*offset)++] : 0;
}

/* The segment behind a marker, its two length bytes included; 0 if it is not all there. */
static gsize
segment_length (const guint8 *data,
                gsize         length,
                gsize         offset)
{
  gsize segment;

  if (length - offset < 2)
    return 0;
  segment = gesso_read_be16 (data + offset);
  return segment >= 2 && length - offset >= segment ? segment : 0;
}

GessoPictureVerdict
gesso_picture_read_jpeg (const guint8     *data,
                         gsize             length,
                         GessoPictureSize *size)
{
  gsize offset = 2;
  guint8 marker;

  while ((marker = next_marker (data, length, &offset)) != 0)
    {
      gsize segment;

      if (stands_alone (marker))
        continue;
      if (marker == MARKER_EOI || marker == MARKER_SOS)
        break;
      segment = segment_length (data, length, offset);
      if (segment == 0)
        break;
      if (is_frame (marker))
        {
          if (segment < 8)
            break;
          size->height = gesso_read_be16 (data + offset + 3);
          size->width = gesso_read_be16 (data + offset + 5);
          return GESSO_PICTURE_VERDICT_OK;
        }
      offset += segment;
    }
  return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
}

/* From within a scan to the next marker that ends it: 0xff00 is a stuffed byte, RST0 to RST7 belong to the scan. */
static gsize
skip_scan (const guint8 *data,
           gsize         length,
           gsize         offset)
{
  while (offset < length)
    {
      const guint8 *found = memchr (data + offset, 0xff, length - offset);

      if (found == NULL)
        return length;
      offset = found - data;
      if (offset + 1 >= length)
        return length;
      if (data[offset + 1] == 0xff)
        offset += 1;
      else if (data[offset + 1] == 0 || (data[offset + 1] >= MARKER_RST0 && data[offset + 1] <= MARKER_RST7))
        offset += 2;
      else
        return offset;
    }
  return length;
}

/* Walks to the EOI of the picture itself: a thumbnail inside the Exif segment has one too. */
gboolean
gesso_picture_jpeg_is_complete (const guint8 *data,
                                gsize         length)
{
  gboolean has_pixels = FALSE;
  gsize offset = 2;
  guint8 marker;

  while ((marker = next_marker (data, length, &offset)) != 0)
    {
      gsize segment;

      if (marker == MARKER_EOI)
        return has_pixels;
      if (stands_alone (marker))
        continue;
      segment = segment_length (data, length, offset);
      if (segment == 0)
        return FALSE;
      offset += segment;
      if (marker == MARKER_SOS)
        {
          has_pixels = TRUE;
          offset = skip_scan (data, length, offset);
        }
    }
  return FALSE;
}

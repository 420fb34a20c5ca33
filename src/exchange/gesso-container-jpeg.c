/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-container-private.h"

#include <string.h>

/* Markers of 0xff and a type; most begin a segment whose two bytes of length count themselves. */
#define MARKER_SOI   0xd8
#define MARKER_EOI   0xd9
#define MARKER_SOS   0xda
#define MARKER_APP0  0xe0
#define MARKER_APP1  0xe1
#define MARKER_APP2  0xe2
#define MARKER_APP11 0xeb
#define MARKER_APP14 0xee
#define MARKER_APP15 0xef
#define MARKER_COM   0xfe
#define MAX_SEGMENT  (0xffff - 2)

#define XMP_NAME  "http://ns.adobe.com/xap/1.0/"
#define EXIF_NAME "Exif\0"
#define ICC_NAME  "ICC_PROFILE"

typedef struct {
  guint8 marker;
  /* All of it, with the marker; for SOS the scan that follows, too. */
  const guint8 *start;
  gsize size;
  /* Behind the length. */
  const guint8 *data;
  gsize length;
} Segment;

static gboolean
stands_alone (guint8 marker)
{
  return marker == 0x01 || (marker >= 0xd0 && marker <= MARKER_EOI);
}

/* Where the scan ends: at a marker that is neither a stuffed byte nor a restart. */
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
      if (length - offset < 2)
        return length;
      if (data[offset + 1] == 0xff)
        offset++;
      else if (data[offset + 1] == 0 || (data[offset + 1] >= 0xd0 && data[offset + 1] <= 0xd7))
        offset += 2;
      else
        return offset;
    }
  return length;
}

static gboolean
next_segment (const guint8 *data,
              gsize         length,
              gsize        *offset,
              Segment      *segment)
{
  gsize at = *offset;
  gsize end;

  if (at >= length || data[at] != 0xff)
    return FALSE;
  while (at < length && data[at] == 0xff)
    at++;
  if (at >= length || data[at] == 0)
    return FALSE;
  *segment = (Segment) { .marker = data[at], .start = data + at - 1, .data = data + at + 1 };
  end = at + 1;
  if (!stands_alone (segment->marker))
    {
      if (length - end < 2)
        return FALSE;
      segment->length = (gsize) data[end] << 8 | data[end + 1];
      if (segment->length < 2 || length - end < segment->length)
        return FALSE;
      segment->data = data + end + 2;
      end += segment->length;
      segment->length -= 2;
    }
  if (segment->marker == MARKER_SOS)
    end = skip_scan (data, length, end);
  segment->size = data + end - segment->start;
  *offset = end;
  return TRUE;
}

static gboolean
begins_with (const Segment *segment,
             const char    *name,
             gsize          size)
{
  return segment->length >= size && memcmp (segment->data, name, size) == 0;
}

static gboolean
is_kept (const Segment *segment)
{
  if (segment->marker == MARKER_APP2)
    return begins_with (segment, ICC_NAME, sizeof ICC_NAME);
  /* APP0 has the resolution, APP14 says what the channels are. */
  if (segment->marker == MARKER_APP0)
    return begins_with (segment, "JFIF", 5);
  if (segment->marker == MARKER_APP14)
    return begins_with (segment, "Adobe", 5);
  return segment->marker != MARKER_COM && (segment->marker < MARKER_APP0 || segment->marker > MARKER_APP15);
}

static gboolean
append_segment (GByteArray   *out,
                guint8        marker,
                const char   *name,
                gsize         name_size,
                const guint8 *data,
                gsize         length)
{
  const gsize size = name_size + length;
  const guint8 head[] = { 0xff, marker, (size + 2) >> 8, (size + 2) & 0xff };

  if (size > MAX_SEGMENT)
    return FALSE;
  g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, (const guint8 *) name, name_size);
  g_byte_array_append (out, data, length);
  return TRUE;
}

static gboolean
append_stamp (GByteArray       *out,
              const GessoStamp *stamp,
              guint             orientation)
{
  g_autoptr (GByteArray) exif = gesso_exif_build (orientation, stamp->parameters);

  return (exif == NULL ||
          append_segment (out, MARKER_APP1, EXIF_NAME, sizeof EXIF_NAME, exif->data, exif->len)) &&
         (stamp->xmp == NULL || append_segment (out, MARKER_APP1, XMP_NAME, sizeof XMP_NAME,
                                                (const guint8 *) stamp->xmp, strlen (stamp->xmp)));
}

static guint
find_orientation (const guint8 *data,
                  gsize         length)
{
  Segment segment;
  gsize offset = 0;

  while (next_segment (data, length, &offset, &segment) && segment.marker != MARKER_SOS)
    if (segment.marker == MARKER_APP1 && begins_with (&segment, EXIF_NAME, sizeof EXIF_NAME))
      return gesso_exif_orientation (segment.data + sizeof EXIF_NAME, segment.length - sizeof EXIF_NAME);
  return 1;
}

gboolean
gesso_jpeg_rewrite (const guint8     *data,
                    gsize             length,
                    const GessoStamp *stamp,
                    GByteArray       *out)
{
  const guint orientation = find_orientation (data, length);
  gboolean stamped = FALSE;
  Segment segment;
  gsize offset = 0;

  while (next_segment (data, length, &offset, &segment))
    {
      /* Behind SOI, and behind what JFIF wants to be first. */
      if (!stamped && segment.marker != MARKER_SOI && segment.marker != MARKER_APP0)
        {
          if (!append_stamp (out, stamp, orientation))
            return FALSE;
          stamped = TRUE;
        }
      if (is_kept (&segment))
        g_byte_array_append (out, segment.start, segment.size);
      if (segment.marker == MARKER_EOI)
        return stamped;
    }
  return FALSE;
}

gboolean
gesso_jpeg_has_credentials (const guint8 *data,
                            gsize         length)
{
  Segment segment;
  gsize offset = 0;

  /* "JP", a number of the box, one of the packet, the box's length, and its type. */
  while (next_segment (data, length, &offset, &segment) && segment.marker != MARKER_SOS)
    if (segment.marker == MARKER_APP11 && begins_with (&segment, "JP", 2) && segment.length >= 16 &&
        memcmp (segment.data + 12, "jumb", 4) == 0)
      return TRUE;
  return FALSE;
}

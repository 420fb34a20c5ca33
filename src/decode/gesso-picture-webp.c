/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-picture-private.h"

#include <string.h>

/* "RIFF", length, "WEBP", then chunks of type, length and data, padded to an even length. */
#define RIFF_HEAD 12
#define CHUNK_HEAD 8
#define VP8X_ANIMATION 0x02

static GessoPictureVerdict
read_lossy (const guint8     *chunk,
            gsize             available,
            GessoPictureSize *size)
{
  /* A frame tag of 3 bytes, whose lowest bit is 0 for a key frame, a start code, and 14 bits each of size. */
  if (available < 10 || (chunk[0] & 1) != 0 || chunk[3] != 0x9d || chunk[4] != 0x01 || chunk[5] != 0x2a)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
  size->width = (chunk[6] | (guint32) chunk[7] << 8) & 0x3fff;
  size->height = (chunk[8] | (guint32) chunk[9] << 8) & 0x3fff;
  return GESSO_PICTURE_VERDICT_OK;
}

static GessoPictureVerdict
read_lossless (const guint8     *chunk,
               gsize             available,
               GessoPictureSize *size)
{
  guint32 bits;

  if (available < 5 || chunk[0] != 0x2f)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
  bits = gesso_read_le32 (chunk + 1);
  size->width = (bits & 0x3fff) + 1;
  size->height = (bits >> 14 & 0x3fff) + 1;
  return GESSO_PICTURE_VERDICT_OK;
}

static GessoPictureVerdict
read_extended (const guint8     *chunk,
               gsize             available,
               GessoPictureSize *size)
{
  if (available < 10)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
  if ((chunk[0] & VP8X_ANIMATION) != 0)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_ANIMATED);
  size->width = gesso_read_le24 (chunk + 4) + 1;
  size->height = gesso_read_le24 (chunk + 7) + 1;
  return GESSO_PICTURE_VERDICT_OK;
}

GessoPictureVerdict
gesso_picture_read_webp (const guint8     *data,
                         gsize             length,
                         GessoPictureSize *size)
{
  const guint8 *type = data + RIFF_HEAD;
  const guint8 *chunk = type + CHUNK_HEAD;
  gsize available;

  if (length < RIFF_HEAD + CHUNK_HEAD)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
  available = MIN (length - RIFF_HEAD - CHUNK_HEAD, gesso_read_le32 (type + 4));
  if (memcmp (type, "VP8 ", 4) == 0)
    return read_lossy (chunk, available, size);
  if (memcmp (type, "VP8L", 4) == 0)
    return read_lossless (chunk, available, size);
  if (memcmp (type, "VP8X", 4) == 0)
    return read_extended (chunk, available, size);
  return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
}

gboolean
gesso_picture_webp_is_complete (const guint8 *data,
                                gsize         length)
{
  return length >= RIFF_HEAD + CHUNK_HEAD && gesso_read_le32 (data + 4) <= length - 8 &&
         gesso_read_le32 (data + 4) >= 4 + CHUNK_HEAD;
}

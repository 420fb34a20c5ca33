/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-picture-private.h"

#include <string.h>

/* A signature of 8 bytes, then chunks of length, type, data and CRC, each 4 bytes but the data. */
#define SIGNATURE 8
#define CHUNK_HEAD 8
#define MAX_LENGTH 0x7fffffff

static gboolean
next_chunk (const guint8  *data,
            gsize          length,
            gsize         *offset,
            const guint8 **type,
            guint32       *size)
{
  if (length - *offset < CHUNK_HEAD)
    return FALSE;
  *size = gesso_read_be32 (data + *offset);
  *type = data + *offset + 4;
  *offset += CHUNK_HEAD;
  return *size <= MAX_LENGTH;
}

GessoPictureVerdict
gesso_picture_read_png (const guint8     *data,
                        gsize             length,
                        GessoPictureSize *size)
{
  gsize offset = SIGNATURE;
  const guint8 *type;
  guint32 chunk;

  if (!next_chunk (data, length, &offset, &type, &chunk) || memcmp (type, "IHDR", 4) != 0 || chunk != 13 ||
      length - offset < chunk + 4)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
  size->width = gesso_read_be32 (data + offset);
  size->height = gesso_read_be32 (data + offset + 4);
  if (size->width > MAX_LENGTH || size->height > MAX_LENGTH)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DAMAGED);
  offset += chunk + 4;

  /* Only what comes before the first IDAT can make it an animation; the beginning of a file may end earlier. */
  while (next_chunk (data, length, &offset, &type, &chunk) && memcmp (type, "IDAT", 4) != 0)
    {
      if (memcmp (type, "acTL", 4) == 0)
        return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_ANIMATED);
      if (length - offset < (gsize) chunk + 4)
        break;
      offset += (gsize) chunk + 4;
    }
  return GESSO_PICTURE_VERDICT_OK;
}

gboolean
gesso_picture_png_is_complete (const guint8 *data,
                               gsize         length)
{
  gsize offset = SIGNATURE;
  gboolean has_pixels = FALSE;
  const guint8 *type;
  guint32 chunk;

  if (length < SIGNATURE)
    return FALSE;
  while (next_chunk (data, length, &offset, &type, &chunk) && length - offset >= (gsize) chunk + 4)
    {
      if (memcmp (type, "IEND", 4) == 0)
        return has_pixels;
      has_pixels |= memcmp (type, "IDAT", 4) == 0;
      offset += (gsize) chunk + 4;
    }
  return FALSE;
}

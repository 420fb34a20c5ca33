/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-container-private.h"

#include <string.h>

/* "RIFF", length, "WEBP", then chunks of type, length and data, padded to an even length. */
#define RIFF_HEAD  12
#define CHUNK_HEAD 8

#define FLAG_XMP   0x04
#define FLAG_EXIF  0x08
#define FLAG_ALPHA 0x10
#define FLAG_ICC   0x20

typedef struct {
  const guint8 *data;
  gsize length;
} Chunk;

/* The chunks that matter, each where it is first. */
typedef struct {
  Chunk icc;
  Chunk alpha;
  Chunk pixels;
  Chunk exif;
  gboolean lossless;
} Parts;

static void
note (Chunk        *chunk,
      const guint8 *data,
      gsize         length)
{
  if (chunk->data == NULL)
    *chunk = (Chunk) { data, length };
}

static gboolean
read_parts (const guint8 *data,
            gsize         length,
            Parts        *parts)
{
  gsize end = MIN (length, (gsize) gesso_take_le32 (data + 4) + 8);
  gsize offset = RIFF_HEAD;

  while (offset < end && end - offset >= CHUNK_HEAD)
    {
      const guint8 *type = data + offset;
      const guint8 *body = type + CHUNK_HEAD;
      gsize size = gesso_take_le32 (type + 4);

      if (end - offset - CHUNK_HEAD < size)
        return FALSE;
      if (memcmp (type, "ICCP", 4) == 0)
        note (&parts->icc, body, size);
      else if (memcmp (type, "ALPH", 4) == 0)
        note (&parts->alpha, body, size);
      else if (memcmp (type, "EXIF", 4) == 0)
        note (&parts->exif, body, size);
      else if (memcmp (type, "VP8 ", 4) == 0)
        note (&parts->pixels, body, size);
      else if (memcmp (type, "VP8L", 4) == 0 && parts->pixels.data == NULL)
        {
          note (&parts->pixels, body, size);
          parts->lossless = TRUE;
        }
      offset += CHUNK_HEAD + size + (size & 1);
    }
  return parts->pixels.data != NULL;
}

static void
append_32 (GByteArray *out,
           guint32     value)
{
  const guint8 bytes[] = { value, value >> 8, value >> 16, value >> 24 };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
append_chunk (GByteArray   *out,
              const char   *type,
              const guint8 *data,
              gsize         length)
{
  if (data == NULL)
    return;
  g_byte_array_append (out, (const guint8 *) type, 4);
  append_32 (out, length);
  g_byte_array_append (out, data, length);
  if (length & 1)
    g_byte_array_append (out, (const guint8 *) "", 1);
}

static gboolean
has_alpha (const Parts *parts)
{
  /* The lossless header: a byte, 14 bits each of size, and whether there is alpha. */
  return parts->lossless ? parts->pixels.length >= 5 && (parts->pixels.data[4] & 0x10) != 0 : parts->alpha.data != NULL;
}

static void
append_header (GByteArray *out,
               guint       flags,
               guint       width,
               guint       height)
{
  const guint8 body[] = {
    flags, 0, 0, 0, width - 1, (width - 1) >> 8, (width - 1) >> 16, height - 1, (height - 1) >> 8, (height - 1) >> 16,
  };

  append_chunk (out, "VP8X", body, sizeof body);
}

/* Some write the name that JPEG has in front of the block. */
static guint
find_orientation (const Parts *parts)
{
  const Chunk *exif = &parts->exif;
  gsize skip = exif->length >= 6 && memcmp (exif->data, "Exif\0", 6) == 0 ? 6 : 0;

  return exif->data != NULL ? gesso_exif_orientation (exif->data + skip, exif->length - skip) : 1;
}

gboolean
gesso_webp_rewrite (const guint8     *data,
                    gsize             length,
                    const GessoStamp *stamp,
                    GByteArray       *out)
{
  g_autoptr (GByteArray) exif = NULL;
  Parts parts = { 0 };
  guint width, height, flags = 0;
  guint32 total;

  if (!read_parts (data, length, &parts) ||
      gesso_picture_read_header (data, length, &width, &height, NULL) != GESSO_PICTURE_WEBP)
    return FALSE;
  exif = gesso_exif_build (find_orientation (&parts), stamp->parameters);
  flags |= parts.icc.data != NULL ? FLAG_ICC : 0;
  flags |= has_alpha (&parts) ? FLAG_ALPHA : 0;
  flags |= exif != NULL ? FLAG_EXIF : 0;
  flags |= stamp->xmp != NULL ? FLAG_XMP : 0;

  g_byte_array_append (out, (const guint8 *) "RIFF\0\0\0\0WEBP", RIFF_HEAD);
  if (flags != 0 && (flags != FLAG_ALPHA || !parts.lossless))
    append_header (out, flags, width, height);
  append_chunk (out, "ICCP", parts.icc.data, parts.icc.length);
  if (!parts.lossless)
    append_chunk (out, "ALPH", parts.alpha.data, parts.alpha.length);
  append_chunk (out, parts.lossless ? "VP8L" : "VP8 ", parts.pixels.data, parts.pixels.length);
  if (exif != NULL)
    append_chunk (out, "EXIF", exif->data, exif->len);
  if (stamp->xmp != NULL)
    append_chunk (out, "XMP ", (const guint8 *) stamp->xmp, strlen (stamp->xmp));

  total = GUINT32_TO_LE (out->len - 8);
  memcpy (out->data + 4, &total, sizeof total);
  return TRUE;
}

gboolean
gesso_webp_has_credentials (const guint8 *data,
                            gsize         length)
{
  gsize offset = RIFF_HEAD;

  while (offset < length && length - offset >= CHUNK_HEAD)
    {
      gsize size = gesso_take_le32 (data + offset + 4);

      if (memcmp (data + offset, "C2PA", 4) == 0)
        return TRUE;
      if (length - offset - CHUNK_HEAD < size)
        return FALSE;
      offset += CHUNK_HEAD + size + (size & 1);
    }
  return FALSE;
}

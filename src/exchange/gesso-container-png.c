/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-container-private.h"

#include <string.h>

/* A signature of 8 bytes, then chunks of length, type, data and CRC, each 4 bytes but the data. */
#define SIGNATURE  8
#define CHUNK_HEAD 8
#define CHUNK_REST 12
#define MAX_CHUNK  0x7fffffff

/* What says how the pixels look. Everything else that is not critical goes. */
static const char kept_chunks[][5] = {
  "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "mDCV", "cLLI", "mDCv", "cLLi",
};

static guint32
crc (const guint8 *data,
     gsize         length)
{
  static gsize ready;
  static guint32 table[256];
  guint32 value = 0xffffffff;

  if (g_once_init_enter (&ready))
    {
      for (guint32 i = 0; i < G_N_ELEMENTS (table); i++)
        {
          table[i] = i;
          for (guint bit = 0; bit < 8; bit++)
            table[i] = table[i] & 1 ? 0xedb88320 ^ table[i] >> 1 : table[i] >> 1;
        }
      g_once_init_leave (&ready, 1);
    }
  for (gsize i = 0; i < length; i++)
    value = table[(value ^ data[i]) & 0xff] ^ value >> 8;
  return value ^ 0xffffffff;
}

static void
append_32 (GByteArray *out,
           guint32     value)
{
  const guint8 bytes[] = { value >> 24, value >> 16, value >> 8, value };

  g_byte_array_append (out, bytes, sizeof bytes);
}

/* Takes @body. */
static void
append_chunk (GByteArray *out,
              const char *type,
              GByteArray *body)
{
  guint start;

  append_32 (out, body->len);
  start = out->len;
  g_byte_array_append (out, (const guint8 *) type, 4);
  g_byte_array_append (out, body->data, body->len);
  append_32 (out, crc (out->data + start, out->len - start));
  g_byte_array_unref (body);
}

/* Some readers know tEXt alone, which is Latin-1 by the specification; what does not fit it becomes iTXt. */
static void
append_text (GByteArray *out,
             const char *keyword,
             const char *text)
{
  GByteArray *body = g_byte_array_new ();
  gsize length;
  g_autofree char *latin = g_convert (text, -1, "ISO-8859-1", "UTF-8", NULL, &length, NULL);

  g_byte_array_append (body, (const guint8 *) keyword, strlen (keyword) + 1);
  if (latin != NULL)
    {
      g_byte_array_append (body, (const guint8 *) latin, length);
      append_chunk (out, "tEXt", body);
      return;
    }
  /* Not compressed, no language, no other keyword. */
  g_byte_array_append (body, (const guint8 *) "\0\0\0\0", 4);
  g_byte_array_append (body, (const guint8 *) text, strlen (text));
  append_chunk (out, "iTXt", body);
}

static void
append_xmp (GByteArray *out,
            const char *xmp)
{
  static const char head[] = "XML:com.adobe.xmp\0\0\0\0";
  GByteArray *body = g_byte_array_new ();

  g_byte_array_append (body, (const guint8 *) head, sizeof head);
  g_byte_array_append (body, (const guint8 *) xmp, strlen (xmp));
  append_chunk (out, "iTXt", body);
}

static void
append_stamp (GByteArray       *out,
              const GessoStamp *stamp,
              guint             orientation)
{
  g_autoptr (GByteArray) exif = gesso_exif_build (orientation, NULL);

  if (exif != NULL)
    append_chunk (out, "eXIf", g_steal_pointer (&exif));
  if (stamp->parameters != NULL)
    append_text (out, "parameters", stamp->parameters);
  if (stamp->xmp != NULL)
    append_xmp (out, stamp->xmp);
}

static gboolean
is_kept (const guint8 *type)
{
  /* A small first letter says that a picture can be shown without it. */
  if (type[0] >= 'A' && type[0] <= 'Z')
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (kept_chunks); i++)
    if (memcmp (type, kept_chunks[i], 4) == 0)
      return TRUE;
  return FALSE;
}

static guint
find_orientation (const guint8 *data,
                  gsize         length)
{
  for (gsize offset = SIGNATURE; length - offset >= CHUNK_REST;)
    {
      gsize size = gesso_take_be32 (data + offset);

      if (size > MAX_CHUNK || length - offset - CHUNK_REST < size)
        break;
      if (memcmp (data + offset + 4, "eXIf", 4) == 0)
        return gesso_exif_orientation (data + offset + CHUNK_HEAD, size);
      offset += size + CHUNK_REST;
    }
  return 1;
}

gboolean
gesso_png_rewrite (const guint8     *data,
                   gsize             length,
                   const GessoStamp *stamp,
                   GByteArray       *out)
{
  const guint orientation = find_orientation (data, length);
  gboolean stamped = FALSE;

  g_byte_array_append (out, data, SIGNATURE);
  for (gsize offset = SIGNATURE; length - offset >= CHUNK_REST;)
    {
      gsize size = gesso_take_be32 (data + offset);
      const guint8 *type = data + offset + 4;

      if (size > MAX_CHUNK || length - offset - CHUNK_REST < size)
        return FALSE;
      if (!stamped && memcmp (type, "IDAT", 4) == 0)
        {
          append_stamp (out, stamp, orientation);
          stamped = TRUE;
        }
      if (is_kept (type))
        g_byte_array_append (out, data + offset, size + CHUNK_REST);
      /* Whatever lies behind the end is not the picture's. */
      if (memcmp (type, "IEND", 4) == 0)
        return stamped;
      offset += size + CHUNK_REST;
    }
  return FALSE;
}

gboolean
gesso_png_has_credentials (const guint8 *data,
                           gsize         length)
{
  for (gsize offset = SIGNATURE; offset < length && length - offset >= CHUNK_REST;)
    {
      gsize size = gesso_take_be32 (data + offset);

      if (memcmp (data + offset + 4, "caBX", 4) == 0)
        return TRUE;
      if (size > MAX_CHUNK || length - offset - CHUNK_REST < size)
        return FALSE;
      offset += size + CHUNK_REST;
    }
  return FALSE;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-media.h"

#include <string.h>

static const char *const known_types[] = {
  "image/jpeg", "image/png", "image/webp",        "image/heic", "image/heif", "video/mp4",
  "video/quicktime", "video/webm", "model/gltf-binary", "audio/wav",  "audio/mpeg",
};

typedef struct {
  const guint8 *data;
  gsize         size;
} Span;

static guint
be16 (const guint8 *data)
{
  return data[0] << 8 | data[1];
}

static guint
be32 (const guint8 *data)
{
  return (guint) be16 (data) << 16 | be16 (data + 2);
}

static guint
le24 (const guint8 *data)
{
  return data[0] | data[1] << 8 | data[2] << 16;
}

static gboolean
has_at (Span        span,
        gsize       offset,
        const char *magic,
        gsize       length)
{
  return span.size >= offset + length && memcmp (span.data + offset, magic, length) == 0;
}

const char *
gesso_sandbox_known_type (const char *mime_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_types); i++)
    if (g_ascii_strcasecmp (known_types[i], mime_type) == 0)
      return known_types[i];
  return NULL;
}

static gboolean
read_png (Span               span,
          GessoSandboxMedia *media)
{
  if (!has_at (span, 12, "IHDR", 4) || span.size < 33)
    return FALSE;
  *media = (GessoSandboxMedia) { "image/png", be32 (span.data + 16), be32 (span.data + 20) };
  return media->width > 0 && media->height > 0;
}

/* The size stands in the first frame header, behind any number of other segments. */
static gboolean
read_jpeg (Span               span,
           GessoSandboxMedia *media)
{
  gsize at = 2;

  while (at + 9 < span.size && span.data[at] == 0xff)
    {
      guint8 marker = span.data[at + 1];

      if (marker == 0xff)
        {
          at++;
          continue;
        }
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        {
          *media = (GessoSandboxMedia) { "image/jpeg", be16 (span.data + at + 7), be16 (span.data + at + 5) };
          return media->width > 0 && media->height > 0;
        }
      at += 2 + be16 (span.data + at + 2);
    }
  return FALSE;
}

static gboolean
read_webp (Span               span,
           GessoSandboxMedia *media)
{
  const guint8 *data = span.data;

  if (span.size < 30)
    return FALSE;
  media->mime_type = "image/webp";
  if (has_at (span, 12, "VP8X", 4))
    {
      media->width = le24 (data + 24) + 1;
      media->height = le24 (data + 27) + 1;
      return TRUE;
    }
  if (has_at (span, 12, "VP8L", 4) && data[20] == 0x2f)
    {
      guint bits = le24 (data + 21) | (guint) data[24] << 24;

      media->width = (bits & 0x3fff) + 1;
      media->height = (bits >> 14 & 0x3fff) + 1;
      return TRUE;
    }
  if (!has_at (span, 12, "VP8 ", 4) || !has_at (span, 23, "\x9d\x01\x2a", 3))
    return FALSE;
  media->width = (data[26] | data[27] << 8) & 0x3fff;
  media->height = (data[28] | data[29] << 8) & 0x3fff;
  return media->width > 0 && media->height > 0;
}

/* HEIC keeps the size in an "ispe" box; the largest one is the picture, the others are its tiles. */
static gboolean
read_ftyp (Span               span,
           GessoSandboxMedia *media)
{
  static const char *const heic[] = { "heic", "heix", "mif1", "msf1", "hevc" };
  const char *brand = (const char *) span.data + 8;
  gsize limit = MIN (span.size, 65536);

  *media = (GessoSandboxMedia) { strncmp (brand, "qt  ", 4) == 0 ? "video/quicktime" : "video/mp4", 0, 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (heic); i++)
    if (strncmp (brand, heic[i], 4) == 0)
      media->mime_type = "image/heic";
  if (strcmp (media->mime_type, "image/heic") != 0)
    return strncmp (brand, "avif", 4) != 0;
  for (gsize at = 12; at + 16 <= limit; at++)
    if (has_at (span, at, "ispe", 4) && be32 (span.data + at + 8) > media->width)
      {
        media->width = be32 (span.data + at + 8);
        media->height = be32 (span.data + at + 12);
      }
  return TRUE;
}

gboolean
gesso_sandbox_sniff (GBytes            *bytes,
                     GessoSandboxMedia *media)
{
  Span span;

  span.data = g_bytes_get_data (bytes, &span.size);
  *media = (GessoSandboxMedia) { NULL, 0, 0 };
  if (span.size < 12)
    return FALSE;
  if (has_at (span, 0, "\x89PNG\r\n\x1a\n", 8))
    return read_png (span, media);
  if (has_at (span, 0, "\xff\xd8\xff", 3))
    return read_jpeg (span, media);
  if (has_at (span, 0, "RIFF", 4) && has_at (span, 8, "WEBP", 4))
    return read_webp (span, media);
  if (has_at (span, 4, "ftyp", 4))
    return read_ftyp (span, media);
  if (has_at (span, 0, "RIFF", 4) && has_at (span, 8, "WAVE", 4))
    media->mime_type = "audio/wav";
  else if (has_at (span, 0, "\x1a\x45\xdf\xa3", 4))
    media->mime_type = "video/webm";
  else if (has_at (span, 0, "glTF", 4))
    media->mime_type = "model/gltf-binary";
  else if (has_at (span, 0, "ID3", 3) || (span.data[0] == 0xff && (span.data[1] & 0xe0) == 0xe0))
    media->mime_type = "audio/mpeg";
  return media->mime_type != NULL;
}

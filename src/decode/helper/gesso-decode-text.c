/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-metadata.h"

#include <gio/gio.h>
#include <string.h>

/* One text, inflated, and its keyword, by the PNG specification 1 to 79 bytes. */
#define MAX_TEXT    (512 * 1024)
#define MAX_KEYWORD 79

/* Text is Latin-1 by the specification, and UTF-8 by most who write it. */
static char *
to_utf8 (const guint8 *data,
         gsize         length)
{
  GString *text;

  length = strnlen ((const char *) data, length);
  if (g_utf8_validate_len ((const char *) data, length, NULL))
    return g_strndup ((const char *) data, length);
  text = g_string_sized_new (length + length / 8);
  for (gsize i = 0; i < length; i++)
    g_string_append_unichar (text, data[i]);
  return g_string_free (text, FALSE);
}

/* %NULL where it is broken or inflates to more than MAX_TEXT. */
static char *
inflate (const guint8 *data,
         gsize         length)
{
  g_autoptr (GConverter) inflater = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autofree guint8 *text = g_malloc (MAX_TEXT);
  gsize filled = 0;

  while (filled < MAX_TEXT)
    {
      gsize read, written;
      GConverterResult result;

      result = g_converter_convert (inflater, data, length, text + filled, MAX_TEXT - filled,
                                    G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
      if (result == G_CONVERTER_ERROR)
        return NULL;
      data += read;
      length -= read;
      filled += written;
      if (result == G_CONVERTER_FINISHED)
        return to_utf8 (text, filled);
    }
  return NULL;
}

/* iTXt after the keyword: compressed or not, method, language, translated keyword, text. */
static char *
read_international (const guint8 *data,
                    gsize         length)
{
  gboolean compressed;

  if (length < 2)
    return NULL;
  compressed = data[0] == 1;
  data += 2;
  length -= 2;
  for (int i = 0; i < 2; i++)
    {
      const guint8 *end = memchr (data, 0, length);

      if (end == NULL)
        return NULL;
      length -= end + 1 - data;
      data = end + 1;
    }
  return compressed ? inflate (data, length) : to_utf8 (data, MIN (length, MAX_TEXT));
}

static void
read_chunk (const guint8 *type,
            const guint8 *data,
            gsize         length,
            GHashTable   *texts)
{
  const guint8 *end = memchr (data, 0, MIN (length, MAX_KEYWORD + 1));
  char *text = NULL;
  gsize rest;

  if (end == NULL || end == data)
    return;
  rest = length - (end + 1 - data);
  if (memcmp (type, "tEXt", 4) == 0)
    text = to_utf8 (end + 1, MIN (rest, MAX_TEXT));
  else if (memcmp (type, "zTXt", 4) == 0 && rest > 1)
    text = inflate (end + 2, rest - 1);
  else if (memcmp (type, "iTXt", 4) == 0)
    text = read_international (end + 1, rest);
  if (text != NULL)
    g_hash_table_replace (texts, to_utf8 (data, end - data), text);
}

void
gesso_decode_png_text (const guint8 *data,
                       gsize         length,
                       GHashTable   *texts)
{
  gsize offset = 8;

  while (length >= offset + 12)
    {
      gsize chunk = gesso_read_be32 (data + offset);
      const guint8 *type = data + offset + 4;

      if (length - offset - 12 < chunk)
        return;
      if (memcmp (type, "tEXt", 4) == 0 || memcmp (type, "zTXt", 4) == 0 || memcmp (type, "iTXt", 4) == 0)
        read_chunk (type, data + offset + 8, chunk, texts);
      offset += chunk + 12;
    }
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "exchange-fixture.h"

#include <string.h>

void
fixture_set_up (ExchangeFixture *fixture,
                gconstpointer    data)
{
  fixture->root = gesso_test_make_dir ();
  fixture->folder = gesso_test_make_dir ();
  fixture->library = library_open (fixture->root);
}

void
fixture_tear_down (ExchangeFixture *fixture,
                   gconstpointer    data)
{
  library_close (fixture->library);
  g_free (fixture->root);
  g_free (fixture->folder);
}

static guint32
read_be32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

static void
png_pixels (const guint8 *data,
            gsize         length,
            GByteArray   *pixels)
{
  for (gsize offset = 8; offset + 12 <= length; offset += read_be32 (data + offset) + 12)
    if (memcmp (data + offset + 4, "IDAT", 4) == 0)
      g_byte_array_append (pixels, data + offset, read_be32 (data + offset) + 12);
}

/* From the first table of the coder to the end: none of the files here has a segment of metadata behind that. */
static void
jpeg_pixels (const guint8 *data,
             gsize         length,
             GByteArray   *pixels)
{
  gsize offset = 2;

  while (offset + 4 < length && data[offset + 1] >= 0xe0)
    offset += 2 + ((gsize) data[offset + 2] << 8 | data[offset + 3]);
  g_byte_array_append (pixels, data + offset, length - offset);
}

static void
webp_pixels (const guint8 *data,
             gsize         length,
             GByteArray   *pixels)
{
  for (gsize offset = 12; offset + 8 <= length;)
    {
      gsize size = (gsize) data[offset + 7] << 24 | (gsize) data[offset + 6] << 16 | (gsize) data[offset + 5] << 8 | data[offset + 4];

      if (memcmp (data + offset, "VP8 ", 4) == 0 || memcmp (data + offset, "VP8L", 4) == 0)
        g_byte_array_append (pixels, data + offset, size + 8);
      offset += 8 + size + (size & 1);
    }
}

GBytes *
picture_pixels (GBytes *file)
{
  GByteArray *pixels = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);

  switch (gesso_picture_sniff (data, length))
    {
    case GESSO_PICTURE_PNG:
      png_pixels (data, length, pixels);
      break;
    case GESSO_PICTURE_JPEG:
      jpeg_pixels (data, length, pixels);
      break;
    case GESSO_PICTURE_WEBP:
      webp_pixels (data, length, pixels);
      break;
    case GESSO_PICTURE_UNKNOWN:
    default:
      break;
    }
  g_assert_cmpuint (pixels->len, >, 0);
  return g_byte_array_free_to_bytes (pixels);
}

GHashTable *
picture_texts (GessoDecoder *decoder,
               GBytes       *file)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *texts;

  gesso_decoder_read_metadata_async (decoder, file, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  texts = gesso_decoder_read_metadata_finish (decoder, result, &error);
  g_assert_no_error (error);
  return texts;
}

gboolean
picture_decodes (GessoDecoder *decoder,
                 GBytes       *file)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoPixels) pixels = NULL;

  gesso_decoder_load_async (decoder, file, 0, 0, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  pixels = gesso_decoder_load_finish (decoder, result, NULL);
  return pixels != NULL;
}

gboolean
bytes_contain (GBytes     *file,
               const char *text)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);

  return memmem (data, length, text, strlen (text)) != NULL;
}

GBytes *
file_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

GHashTable *
exiftool_tags (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("exiftool");
  const char *argv[] = { program, "-G1", "-s", "-n", "-charset", "utf8", path, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *tags;

  if (program == NULL)
    return NULL;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  lines = g_strsplit (output, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      /* "[XMP-xmp]       Rating                          : 4" */
      char *close = strchr (*line, ']');
      char *colon = close != NULL ? strstr (close, " : ") : NULL;

      if (colon == NULL)
        continue;
      *close = *colon = '\0';
      g_hash_table_replace (tags, g_strdup_printf ("%s:%s", *line + 1, g_strstrip (close + 1)), g_strdup (colon + 3));
    }
  return tags;
}

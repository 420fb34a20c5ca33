/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-metadata.h"

#include <gexiv2/gexiv2.h>
#include <string.h>

typedef char **(*ListTags) (GExiv2Metadata *metadata);

#define CODE_LENGTH 8
/* "RIFF" and a length, bytes. */
#define RIFF_HEADER 8
/* Bytes before the first chunk; and of a chunk, beside what is in it: length, type, sum. */
#define PNG_SIGNATURE 8
#define PNG_AROUND 12

/* Nobody says in which order the bytes are; most text has a character of ASCII in it. */
static gboolean
is_big_endian (const guint8 *data,
               gsize         length)
{
  gsize big = 0, little = 0;

  for (gsize i = 0; i + 1 < length; i += 2)
    {
      big += data[i] == 0 && data[i + 1] != 0;
      little += data[i + 1] == 0 && data[i] != 0;
    }
  return big >= little;
}

/* By hand: the library knows no character beyond the first 65,536. */
static char *
read_utf16 (const guint8 *data,
            gsize         length)
{
  const gboolean big = is_big_endian (data, length);
  g_autofree gunichar2 *units = g_new0 (gunichar2, length / 2 + 1);
  gsize n = 0;

  for (gsize i = 0; i + 1 < length; i += 2)
    {
      gunichar2 unit = big ? data[i] << 8 | data[i + 1] : data[i + 1] << 8 | data[i];

      if (unit == 0)
        break;
      if (unit != 0xfeff && unit != 0xfffe)
        units[n++] = unit;
    }
  return g_utf16_to_utf8 (units, n, NULL, NULL, NULL);
}

static char *
read_comment (GExiv2Metadata *metadata,
              const char     *tag)
{
  g_autoptr (GBytes) raw = gexiv2_metadata_try_get_tag_raw (metadata, tag, NULL);
  gsize length = 0;
  const guint8 *data = raw != NULL ? g_bytes_get_data (raw, &length) : NULL;

  if (length < CODE_LENGTH)
    return NULL;
  if (memcmp (data, "UNICODE", CODE_LENGTH) == 0)
    return read_utf16 (data + CODE_LENGTH, length - CODE_LENGTH);
  length = strnlen ((const char *) data + CODE_LENGTH, length - CODE_LENGTH);
  return g_utf8_make_valid ((const char *) data + CODE_LENGTH, length);
}

/* A list (keywords, creators) becomes one line for each entry. */
static char *
read_tag (GExiv2Metadata *metadata,
          const char     *tag)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) values = NULL;

  if (strcmp (tag, "Exif.Photo.UserComment") == 0)
    return read_comment (metadata, tag);
  if (g_str_has_prefix (tag, "Exif."))
    return gexiv2_metadata_try_get_tag_string (metadata, tag, NULL);
  values = gexiv2_metadata_try_get_tag_multiple (metadata, tag, &error);
  return values != NULL && values[0] != NULL ? g_strjoinv ("\n", values)
                                             : gexiv2_metadata_try_get_tag_string (metadata, tag, NULL);
}

static gboolean
is_text (const char *tag)
{
  const char *type = gexiv2_metadata_try_get_tag_type (tag, NULL);

  /* Maker notes, thumbnails and the like come as long lists of numbers. */
  return type == NULL || strcmp (type, "Undefined") != 0 || strcmp (tag, "Exif.Photo.UserComment") == 0;
}

static void
read_tags (GExiv2Metadata *metadata,
           ListTags        list,
           GHashTable     *texts)
{
  g_auto (GStrv) tags = list (metadata);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      g_autofree char *text = is_text (tags[i]) ? read_tag (metadata, tags[i]) : NULL;

      if (text != NULL && *text != '\0')
        g_hash_table_replace (texts, g_strdup (tags[i]), g_utf8_make_valid (text, -1));
    }
}

/* Exiv2 0.27 adds to a RIFF file's length without a look, and what it throws then ends the process. */
static gboolean
has_sound_length (const GessoDecodeJob *job)
{
  guint32 length;

  if (job->length < RIFF_HEADER || memcmp (job->data, "RIFF", 4) != 0)
    return TRUE;
  memcpy (&length, (const guint8 *) job->data + 4, sizeof length);
  return GUINT32_FROM_LE (length) <= G_MAXUINT32 - RIFF_HEADER;
}

/* What of a PNG may have something to say. Exiv2 would inflate a profile, however large, to look at nothing in it. */
static GByteArray *
leave_out_pixels (const GessoDecodeJob *job)
{
  const guint8 *data = job->data;
  GByteArray *rest = g_byte_array_new ();
  gsize offset = PNG_SIGNATURE;

  g_byte_array_append (rest, data, MIN (job->length, PNG_SIGNATURE));
  while (job->length >= offset + PNG_AROUND)
    {
      gsize length = (gsize) gesso_read_be32 (data + offset) + PNG_AROUND;
      const guint8 *type = data + offset + 4;

      if (job->length - offset < length)
        break;
      if (memcmp (type, "IDAT", 4) != 0 && memcmp (type, "iCCP", 4) != 0)
        g_byte_array_append (rest, data + offset, length);
      offset += length;
    }
  return rest;
}

static void
read_exif (const GessoDecodeJob *job,
           gboolean              is_png,
           GHashTable           *texts)
{
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  g_autoptr (GByteArray) rest = is_png ? leave_out_pixels (job) : NULL;

  if (!has_sound_length (job))
    return;
  if (!gexiv2_metadata_open_buf (metadata, is_png ? rest->data : job->data, is_png ? rest->len : job->length, NULL))
    return;
  read_tags (metadata, gexiv2_metadata_get_exif_tags, texts);
  read_tags (metadata, gexiv2_metadata_get_iptc_tags, texts);
  read_tags (metadata, gexiv2_metadata_get_xmp_tags, texts);
}

GessoPictureVerdict
gesso_decode_metadata (const GessoDecodeJob *job,
                       GessoWireReply       *reply,
                       int                  *fd)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer name, text;

  reply->format = gesso_picture_read_header (job->data, job->length, &reply->width, &reply->height, &error);
  if (reply->format == GESSO_PICTURE_UNKNOWN)
    return GESSO_PICTURE_VERDICT_BAD (error->code);
  read_exif (job, reply->format == GESSO_PICTURE_PNG, texts);
  if (reply->format == GESSO_PICTURE_PNG)
    gesso_decode_png_text (job->data, job->length, texts);

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      gsize name_size = strlen (name) + 1, text_size = strlen (text) + 1;

      if (buffer->len + name_size + text_size > GESSO_WIRE_MAX_METADATA)
        continue;
      g_byte_array_append (buffer, name, name_size);
      g_byte_array_append (buffer, text, text_size);
    }
  *fd = gesso_wire_memory ();
  if (*fd < 0 || !gesso_wire_write (*fd, buffer->data, buffer->len))
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
  reply->sizes[0] = buffer->len;
  return GESSO_PICTURE_VERDICT_OK;
}

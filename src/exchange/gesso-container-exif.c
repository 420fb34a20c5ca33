/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-container-private.h"

#include <string.h>

/* A TIFF block: "MM", 42, where the first directory is; a directory: a count, entries of 12 bytes, the next one. */
#define TAG_ORIENTATION  0x0112
#define TAG_EXIF         0x8769
#define TAG_USER_COMMENT 0x9286
#define TYPE_SHORT       3
#define TYPE_LONG        4
#define TYPE_UNDEFINED   7
#define MAX_ENTRIES      512

static void
append_16 (GByteArray *out,
           guint       value)
{
  const guint8 bytes[] = { value >> 8, value };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
append_32 (GByteArray *out,
           guint32     value)
{
  append_16 (out, value >> 16);
  append_16 (out, value & 0xffff);
}

static void
append_entry (GByteArray *out,
              guint       tag,
              guint       type,
              guint32     count,
              guint32     value)
{
  append_16 (out, tag);
  append_16 (out, type);
  append_32 (out, count);
  /* Shorter values stand at the left of their four bytes. */
  append_32 (out, type == TYPE_SHORT ? value << 16 : value);
}

/* Big-endian throughout, so that the comment's own order and the block's are the same. */
static GByteArray *
build_comment (const char *comment)
{
  GByteArray *bytes = g_byte_array_new ();
  glong units = 0;
  g_autofree gunichar2 *utf16 = g_utf8_to_utf16 (comment, -1, NULL, &units, NULL);

  g_byte_array_append (bytes, (const guint8 *) "UNICODE\0", 8);
  for (glong i = 0; utf16 != NULL && i < units; i++)
    append_16 (bytes, utf16[i]);
  return bytes;
}

GByteArray *
gesso_exif_build (guint       orientation,
                  const char *comment)
{
  const gboolean turned = orientation > 1 && orientation <= 8;
  GByteArray *out;

  if (!turned && comment == NULL)
    return NULL;
  out = g_byte_array_new ();
  g_byte_array_append (out, (const guint8 *) "MM\0\x2a\0\0\0\x08", 8);
  append_16 (out, turned + (comment != NULL));
  if (turned)
    append_entry (out, TAG_ORIENTATION, TYPE_SHORT, 1, orientation);
  if (comment != NULL)
    append_entry (out, TAG_EXIF, TYPE_LONG, 1, out->len + 12 + 4);
  append_32 (out, 0);
  if (comment != NULL)
    {
      g_autoptr (GByteArray) text = build_comment (comment);

      append_16 (out, 1);
      append_entry (out, TAG_USER_COMMENT, TYPE_UNDEFINED, text->len, out->len + 12 + 4);
      append_32 (out, 0);
      g_byte_array_append (out, text->data, text->len);
    }
  return out;
}

static guint
read_16 (const guint8 *p,
         gboolean      big)
{
  return big ? (guint) p[0] << 8 | p[1] : (guint) p[1] << 8 | p[0];
}

guint
gesso_exif_orientation (const guint8 *data,
                        gsize         length)
{
  gboolean big;
  gsize offset;
  guint n;

  if (length < 8 || (memcmp (data, "MM\0\x2a", 4) != 0 && memcmp (data, "II\x2a\0", 4) != 0))
    return 1;
  big = data[0] == 'M';
  offset = big ? gesso_take_be32 (data + 4) : gesso_take_le32 (data + 4);
  if (offset > length - 2)
    return 1;
  n = MIN (read_16 (data + offset, big), MAX_ENTRIES);
  offset += 2;
  for (guint i = 0; i < n && length - offset >= 12; i++, offset += 12)
    {
      guint value;

      if (read_16 (data + offset, big) != TAG_ORIENTATION || read_16 (data + offset + 2, big) != TYPE_SHORT)
        continue;
      value = read_16 (data + offset + 8, big);
      return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}

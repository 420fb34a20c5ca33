/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench-pictures.h"
#include "gesso-decoder.h"
#include "gesso-thumbnails.h"

/*
 * make-pictures FOLDER THUMBNAILS-DB BASES PICTURES CONTENTS: pictures that look like photographs to a decoder. PICTURES
 * files out of BASES drawings, made distinct by one private chunk; in FOLDER/formats each base as PNG, JPEG and WebP;
 * and the stored thumbnails of CONTENTS contents, of which the first are those files.
 */

#define EDGE 1024
#define END_BYTES 12 /* IEND */

typedef struct {
  GBytes *png;
  GBytes *thumbnail;
  guint   width;
  guint   height;
} Base;

static const struct { guint width; guint height; } shapes[] = {
  { 1024, 1024 }, { 1024, 1024 }, { 912, 1144 }, { 1344, 768 }, { 1248, 832 }, { 832, 1248 }, { 768, 1344 },
};

/* Soft gradients and shapes under a fine grain: what makes a PNG of a photograph as large as it is. */
static GdkPixbuf *
draw (guint number,
      guint width,
      guint height)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (number);
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  const gsize stride = gdk_pixbuf_get_rowstride (pixbuf);
  double wave[3][4];
  guint32 grain = number + 1;

  for (guint c = 0; c < 3; c++)
    for (guint i = 0; i < 4; i++)
      wave[c][i] = g_rand_double_range (rand, 0.5, 6);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        const double u = (double) x / EDGE, v = (double) y / EDGE;
        const double edge = sin (u * wave[0][3] * 3) + 0.3 * sin (u * 21) > (v - 0.5) * 4 ? 40 : 0;

        grain = grain * 1664525 + 1013904223;
        for (guint c = 0; c < 3; c++)
          pixels[y * stride + x * 3 + c] =
            CLAMP (110 + edge + 70 * sin (u * wave[c][0] + v * wave[c][1]) * cos (v * wave[c][2]) +
                     (double) ((grain >> (8 + 6 * c)) & 15),
                   0, 255);
      }
  return pixbuf;
}

static GBytes *
encode (GdkPixbuf  *pixbuf,
        const char *type,
        const char *key,
        const char *value)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  char *buffer;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, type, &error, key, value, NULL))
    g_error ("%s: %s", type, error->message);
  return g_bytes_new_take (buffer, length);
}

static void
write_file (const char *folder,
            const char *name,
            GBytes     *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_NONE,
                                 0600, &error))
    g_error ("%s", error->message);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static void
make_base (Base         *base,
           guint         number,
           GessoDecoder *decoder,
           const char   *formats)
{
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GBytes) jpeg = NULL;
  g_autoptr (GBytes) webp = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoInspection) inspection = NULL;
  char name[32];

  base->width = shapes[number % G_N_ELEMENTS (shapes)].width;
  base->height = shapes[number % G_N_ELEMENTS (shapes)].height;
  pixbuf = draw (number, base->width, base->height);
  base->png = encode (pixbuf, "png", "compression", "6");
  jpeg = encode (pixbuf, "jpeg", "quality", "92");
  webp = encode (pixbuf, "webp", "quality", "85");
  gesso_decoder_inspect_async (decoder, base->png, 0, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  inspection = gesso_decoder_inspect_finish (decoder, result, &error);
  if (inspection == NULL)
    g_error ("%s", error->message);
  base->thumbnail = g_bytes_ref (inspection->thumbnail_small);
  g_snprintf (name, sizeof name, "%04u.png", number);
  write_file (formats, name, base->png);
  g_snprintf (name, sizeof name, "%04u.jpg", number);
  write_file (formats, name, jpeg);
  g_snprintf (name, sizeof name, "%04u.webp", number);
  write_file (formats, name, webp);
}

static guint32
checksum (const guint8 *data,
          gsize         length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
  return ~crc;
}

/* The base with its number in a chunk of its own before the end. */
static GBytes *
make_distinct (GBytes *png,
               guint   number)
{
  const guint8 *data = g_bytes_get_data (png, NULL);
  const gsize length = g_bytes_get_size (png);
  GByteArray *array = g_byte_array_sized_new (length + 16);
  guint8 chunk[8] = { 'g', 's', 'S', 'o' };
  guint32 be = GUINT32_TO_BE (4);

  g_byte_array_append (array, data, length - END_BYTES);
  g_byte_array_append (array, (guint8 *) &be, 4);
  be = GUINT32_TO_BE (number);
  memcpy (chunk + 4, &be, 4);
  g_byte_array_append (array, chunk, 8);
  be = GUINT32_TO_BE (checksum (chunk, 8));
  g_byte_array_append (array, (guint8 *) &be, 4);
  g_byte_array_append (array, data + length - END_BYTES, END_BYTES);
  return g_byte_array_free_to_bytes (array);
}

static char *
make_picture (const char *folder,
              const Base *base,
              guint       number,
              gsize      *size)
{
  g_autoptr (GBytes) bytes = make_distinct (base->png, number);
  g_autofree char *name = g_strdup_printf ("%05u.png", number);

  write_file (folder, name, bytes);
  *size = g_bytes_get_size (bytes);
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static void
make_contents (const char      *folder,
               GessoThumbnails *thumbnails,
               GArray          *bases,
               guint            n_pictures,
               guint            n_contents)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *path = g_build_filename (folder, BENCH_PICTURES_LIST, NULL);
  gsize size = 0;

  for (guint i = 0; i < n_contents; i++)
    {
      const Base *base = &g_array_index (bases, Base, i % bases->len);
      g_autofree char *label = g_strdup_printf ("content %u", i);
      g_autofree char *sha256 = i < n_pictures ? make_picture (folder, base, i, &size)
                                               : g_compute_checksum_for_string (G_CHECKSUM_SHA256, label, -1);

      gesso_thumbnails_put (thumbnails, sha256, GESSO_THUMBNAIL_SMALL, base->thumbnail);
      g_string_append_printf (list, "%s %u %u %" G_GSIZE_FORMAT " %05u.png\n", sha256, base->width, base->height, size,
                              i % n_pictures);
    }
  if (!g_file_set_contents (path, list->str, list->len, NULL))
    g_error ("%s could not be written", path);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GessoDecoder) decoder = NULL;
  g_autoptr (GessoThumbnails) thumbnails = NULL;
  g_autoptr (GArray) bases = g_array_new (FALSE, TRUE, sizeof (Base));
  g_autofree char *formats = NULL;
  guint n_bases, n_pictures, n_contents;

  if (argc != 6)
    {
      g_printerr ("Usage: make-pictures FOLDER THUMBNAILS-DB BASES PICTURES CONTENTS\n");
      return EXIT_FAILURE;
    }
  n_bases = g_ascii_strtoull (argv[3], NULL, 10);
  n_pictures = g_ascii_strtoull (argv[4], NULL, 10);
  n_contents = g_ascii_strtoull (argv[5], NULL, 10);
  formats = g_build_filename (argv[1], "formats", NULL);
  if (n_bases == 0 || n_pictures == 0 || g_mkdir_with_parents (formats, 0700) != 0)
    g_error ("%s could not be made", formats);
  decoder = gesso_decoder_new (0);
  thumbnails = gesso_thumbnails_new (argv[2], 0);
  g_array_set_size (bases, n_bases);
  for (guint i = 0; i < n_bases; i++)
    make_base (&g_array_index (bases, Base, i), i, decoder, formats);
  make_contents (argv[1], thumbnails, bases, n_pictures, n_contents);
  return EXIT_SUCCESS;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "exchange-fixture.h"

#include <string.h>

static GessoDecoder *decoder;

static const char xmp[] =
  "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\""
  " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:Rating>4</xmp:Rating></rdf:Description></rdf:RDF></x:xmpmeta>"
  "<?xpacket end=\"w\"?>";

static GBytes *
rewrite (GBytes     *file,
         const char *packet,
         const char *parameters)
{
  GessoStamp stamp = { (char *) packet, (char *) parameters };
  g_autoptr (GError) error = NULL;
  GBytes *result = gesso_container_rewrite (file, &stamp, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

/* The parameters as the helper finds them, wherever the format keeps them. */
static const char *
get_parameters (GHashTable *texts)
{
  const char *text = g_hash_table_lookup (texts, "parameters");

  return text != NULL ? text : g_hash_table_lookup (texts, "Exif.Photo.UserComment");
}

static void
check_format (const char *type)
{
  g_autoptr (GBytes) file = make_picture (type, 40, 30, FALSE);
  static const char *const prompts[] = { "a caf\xc3\xa9, at night", "\xe7\x81\xaf\xe5\x8f\xb0 and \xf0\x9f\x8c\x8a" };
  g_autoptr (GBytes) before = NULL;

  if (file == NULL)
    {
      g_test_skip_printf ("gdk-pixbuf does not write %s here", type);
      return;
    }
  before = picture_pixels (file);
  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autoptr (GBytes) stamped = rewrite (file, xmp, prompts[i]);
      g_autoptr (GBytes) pixels = picture_pixels (stamped);
      g_autoptr (GHashTable) texts = picture_texts (decoder, stamped);
      g_autoptr (GBytes) clean = rewrite (stamped, NULL, NULL);
      g_autoptr (GBytes) clean_pixels = picture_pixels (clean);
      g_autoptr (GHashTable) clean_texts = picture_texts (decoder, clean);

      g_assert_true (g_bytes_equal (before, pixels));
      g_assert_true (picture_decodes (decoder, stamped));
      g_assert_cmpstr (get_parameters (texts), ==, prompts[i]);
      g_assert_cmpstr (g_hash_table_lookup (texts, "Xmp.xmp.Rating"), ==, "4");

      g_assert_true (g_bytes_equal (before, clean_pixels));
      g_assert_true (picture_decodes (decoder, clean));
      g_assert_null (get_parameters (clean_texts));
      g_assert_null (g_hash_table_lookup (clean_texts, "Xmp.xmp.Rating"));
      g_assert_false (bytes_contain (clean, "Rating"));
    }
}

static void
test_png (void)
{
  check_format ("png");
}

static void
test_jpeg (void)
{
  check_format ("jpeg");
}

static void
test_webp (void)
{
  check_format ("webp");
}

/* What shows the picture as it is stays; what says something about it or its maker goes. */
static void
test_png_chunks (void)
{
  static const char *const kept[] = { "gAMA", "cHRM", "sRGB", "iCCP", "pHYs", "cICP" };
  static const char *const dropped[] = { "tEXt", "zTXt", "iTXt", "tIME", "caBX", "eXIf", "prVt", "comf" };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (GBytes) file = make_png_with_chunk (kept[i], "abcdefgh", 8);
      g_autoptr (GBytes) clean = rewrite (file, NULL, NULL);

      g_assert_true (g_bytes_equal (file, clean));
    }
  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    {
      g_autoptr (GBytes) file = make_png_with_chunk (dropped[i], "Software\0secret", 15);
      g_autoptr (GBytes) clean = rewrite (file, NULL, NULL);

      g_assert_false (bytes_contain (clean, dropped[i]));
      g_assert_false (bytes_contain (clean, "secret"));
    }
}

static void
test_trailing_bytes_go (void)
{
  static const char *const types[] = { "png", "jpeg" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = make_picture (types[i], 8, 8, FALSE);
      GByteArray *bytes = g_byte_array_new ();
      g_autoptr (GBytes) longer = NULL;
      g_autoptr (GBytes) clean = NULL;

      g_byte_array_append (bytes, g_bytes_get_data (file, NULL), g_bytes_get_size (file));
      g_byte_array_append (bytes, (const guint8 *) "/home/somebody", 14);
      longer = g_byte_array_free_to_bytes (bytes);
      clean = rewrite (longer, NULL, NULL);
      g_assert_false (bytes_contain (clean, "somebody"));
    }
}

/* Without its orientation a picture would lie on its side. */
static void
test_orientation_stays (void)
{
  g_autoptr (GBytes) file = make_rotated_jpeg (40, 20, 6);
  g_autoptr (GBytes) clean = rewrite (file, NULL, NULL);
  g_autoptr (GHashTable) texts = picture_texts (decoder, clean);
  g_autoptr (GBytes) exif = g_bytes_new_static ("MM\0\x2a\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0", 26);
  g_autoptr (GBytes) png = make_png_with_chunk ("eXIf", g_bytes_get_data (exif, NULL), 26);
  g_autoptr (GBytes) clean_png = rewrite (png, NULL, NULL);

  g_assert_cmpstr (g_hash_table_lookup (texts, "Exif.Image.Orientation"), ==, "6");
  g_assert_cmpuint (g_hash_table_size (texts), ==, 1);
  g_assert_true (g_bytes_equal (png, clean_png));
}

static void
test_credentials (void)
{
  static const char jumbf[] = "JP\0\1\0\0\0\1\0\0\0\x20jumb";
  g_autoptr (GBytes) png = make_png_with_chunk ("caBX", "jumb", 4);
  g_autoptr (GBytes) plain = make_picture ("png", 8, 8, FALSE);
  g_autoptr (GBytes) jpeg = make_jpeg_with_app1 (8, 8, jumbf, sizeof jumbf - 1);
  g_autofree guint8 *app11 = g_memdup2 (g_bytes_get_data (jpeg, NULL), g_bytes_get_size (jpeg));
  gsize size = g_bytes_get_size (jpeg);

  g_assert_true (gesso_container_has_credentials (g_bytes_get_data (png, NULL), g_bytes_get_size (png)));
  g_assert_false (gesso_container_has_credentials (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain)));
  g_assert_false (gesso_container_has_credentials (app11, size));
  app11[3] = 0xeb;
  g_assert_true (gesso_container_has_credentials (app11, size));
  g_assert_true (gesso_container_has_credentials ((const guint8 *) "RIFF\x14\0\0\0WEBPC2PA\0\0\0\0", 20));
}

static void
test_broken (void)
{
  static const char *const types[] = { "png", "jpeg", "webp" };
  g_autofree char *long_text = g_strnfill (70000, 'x');
  g_autoptr (GBytes) jpeg = make_picture ("jpeg", 8, 8, FALSE);
  GessoStamp stamp = { long_text, NULL };
  g_autoptr (GError) error = NULL;

  /* A segment of a JPEG has room for 64 kB, and what does not fit is not cut. */
  g_assert_null (gesso_container_rewrite (jpeg, &stamp, &error));
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DAMAGED);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = make_picture (types[i], 8, 8, TRUE);
      gsize size = file != NULL ? g_bytes_get_size (file) : 0;

      for (gsize length = 0; length < size; length++)
        {
          g_autofree guint8 *part = g_memdup2 (g_bytes_get_data (file, NULL), length);
          g_autoptr (GBytes) bytes = g_bytes_new (part, length);
          g_autoptr (GBytes) result = gesso_container_rewrite (bytes, NULL, NULL);

          g_assert_null (result);
          gesso_container_has_credentials (part, length);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  decoder = gesso_decoder_new (1);
  g_test_add_func ("/container/png", test_png);
  g_test_add_func ("/container/jpeg", test_jpeg);
  g_test_add_func ("/container/webp", test_webp);
  g_test_add_func ("/container/png-chunks", test_png_chunks);
  g_test_add_func ("/container/trailing-bytes-go", test_trailing_bytes_go);
  g_test_add_func ("/container/orientation-stays", test_orientation_stays);
  g_test_add_func ("/container/credentials", test_credentials);
  g_test_add_func ("/container/broken", test_broken);
  status = g_test_run ();
  g_object_unref (decoder);
  return status;
}

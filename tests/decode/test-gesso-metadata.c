/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decoder.h"
#include "gesso-test.h"
#include "picture-maker.h"

#include <string.h>

#define LONG_TEXT 800000

static GessoDecoder *decoder;

static GHashTable *
read_metadata (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GHashTable *texts;

  gesso_decoder_read_metadata_async (decoder, bytes, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  texts = gesso_decoder_read_metadata_finish (decoder, result, &error);
  g_assert_no_error (error);
  return texts;
}

static void
test_png_texts (void)
{
  static const char plain[] = "parameters\0a paper boat";
  static const char latin[] = "Title\0caf\xe9";
  static const char international[] = "Description\0\0\0de\0Beschreibung\0Boot \xe2\x9b\xb5";
  static const struct {
    const char *type;
    const char *data;
    gsize length;
    const char *keyword;
    const char *text;
  } items[] = {
    { "tEXt", plain, sizeof plain - 1, "parameters", "a paper boat" },
    { "tEXt", latin, sizeof latin - 1, "Title", "caf\xc3\xa9" },
    { "iTXt", international, sizeof international - 1, "Description", "Boot \xe2\x9b\xb5" },
    { "iTXt", "broken", 6, "broken", NULL },
    { "zTXt", "bad\0\0rubbish", 12, "bad", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GBytes) png = make_png_with_chunk (items[i].type, items[i].data, items[i].length);
      g_autoptr (GHashTable) texts = read_metadata (png);

      g_assert_cmpstr (g_hash_table_lookup (texts, items[i].keyword), ==, items[i].text);
    }
}

static void
test_compressed_text (void)
{
  g_autoptr (GConverter) deflate = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  g_autofree char *zeros = g_malloc (LONG_TEXT);
  char chunk[16384] = "prompt\0";
  const gsize head = sizeof "prompt\0" - 1 + 1;
  gsize read, written;

  memset (zeros, 'a', LONG_TEXT);
  /* 1,000 bytes are a text; 800 kB out of one are a bomb. */
  for (gsize length = 1000; length <= LONG_TEXT; length *= LONG_TEXT / 1000)
    {
      g_autoptr (GBytes) png = NULL;
      g_autoptr (GHashTable) texts = NULL;

      g_converter_reset (deflate);
      g_assert_cmpint (g_converter_convert (deflate, zeros, length, chunk + head, sizeof chunk - head,
                                            G_CONVERTER_INPUT_AT_END, &read, &written, NULL), ==, G_CONVERTER_FINISHED);
      png = make_png_with_chunk ("zTXt", chunk, head + written);
      texts = read_metadata (png);
      if (length == 1000)
        g_assert_cmpuint (strlen (g_hash_table_lookup (texts, "prompt")), ==, 1000);
      else
        g_assert_null (g_hash_table_lookup (texts, "prompt"));
    }
}

static void
test_xmp (void)
{
  static const char packet[] =
    "http://ns.adobe.com/xap/1.0/\0"
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    "<rdf:Description xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/' xmp:Rating='4'>"
    "<dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>teal</rdf:li></rdf:Bag></dc:subject>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>";
  g_autoptr (GBytes) jpeg = make_jpeg_with_app1 (16, 16, packet, sizeof packet - 1);
  g_autoptr (GBytes) rotated = make_rotated_jpeg (16, 16, 6);
  g_autoptr (GHashTable) texts = read_metadata (jpeg);
  g_autoptr (GHashTable) exif = read_metadata (rotated);

  g_assert_cmpstr (g_hash_table_lookup (texts, "Xmp.xmp.Rating"), ==, "4");
  g_assert_cmpstr (g_hash_table_lookup (texts, "Xmp.dc.subject"), ==, "sea\nteal");
  g_assert_cmpstr (g_hash_table_lookup (exif, "Exif.Image.Orientation"), ==, "6");
}

int
main (int    argc,
      char **argv)
{
  int status;

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  decoder = gesso_decoder_new (1);

  g_test_add_func ("/decode/metadata/png-texts", test_png_texts);
  g_test_add_func ("/decode/metadata/compressed-text", test_compressed_text);
  g_test_add_func ("/decode/metadata/xmp", test_xmp);

  status = g_test_run ();
  g_clear_object (&decoder);
  return status;
}

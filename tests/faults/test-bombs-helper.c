/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "bomb-meter.h"
#include "gesso-decoder.h"
#include "gesso-test.h"
#include "picture-maker.h"

/*
 * Pictures that unfold into much, in the process that decodes them, and in ours. What is in them besides is whole: each
 * would be taken if it were not what it is.
 */

#define HELPER "gesso-decode"
#define SLAB (1024 * 1024)

typedef struct {
  GessoDecoder *decoder;
  GBytes       *picture;
} Bomb;

/* Bytes; valgrind, which measures neither memory nor time, would take minutes over them. */
static gsize
unfolded (void)
{
  return g_getenv ("GESSO_TEST_VALGRIND") != NULL ? 16 * SLAB : 256 * SLAB;
}

/* What of @head and zeros behind it, unfolded() together, is left when it is deflated. */
static void
append_deflated (GByteArray   *chunk,
                 const guint8 *head,
                 gsize         length)
{
  g_autoptr (GConverter) deflate = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, deflate);
  g_autofree guint8 *slab = g_malloc0 (SLAB);

  if (length > 0)
    memcpy (slab, head, length);
  for (gsize written = 0; written < unfolded (); written += SLAB)
    {
      g_assert_true (g_output_stream_write_all (stream, slab, SLAB, NULL, NULL, NULL));
      memset (slab, 0, length);
    }
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  g_byte_array_append (chunk, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                       g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* A small PNG with a chunk of that type: @head as it is, then @first and zeros, deflated. */
static GBytes *
make_bomb (const char   *type,
           const char   *head,
           gsize         head_length,
           const guint8 *first,
           gsize         first_length)
{
  g_autoptr (GByteArray) chunk = g_byte_array_new ();

  g_byte_array_append (chunk, (const guint8 *) head, head_length);
  append_deflated (chunk, first, first_length);
  return make_png_with_chunk (type, (const char *) chunk->data, chunk->len);
}

static GBytes *
make_text (void)
{
  return make_bomb ("zTXt", "prompt\0", sizeof "prompt\0", NULL, 0);
}

static GBytes *
make_xmp (void)
{
  static const char head[] = "XML:com.adobe.xmp\0\1\0\0";

  return make_bomb ("iTXt", head, sizeof head, NULL, 0);
}

/* A profile whose header is right, and says that it is as long as it is. */
static GBytes *
make_profile (void)
{
  guint8 header[132] = { unfolded () >> 24 };

  memcpy (header + 12, "mntrRGB XYZ ", 12);
  memcpy (header + 36, "acsp", 4);
  return make_bomb ("iCCP", "icc\0", sizeof "icc\0", header, sizeof header);
}

/* More rows than the picture has. */
static GBytes *
make_rows (void)
{
  return make_bomb ("IDAT", "", 0, NULL, 0);
}

/* 40000 × 40000 pixels, of which only the first rows are there; the sum over the header is right. */
static GBytes *
make_large (void)
{
  static const guint8 header[] = {
    'I', 'H', 'D', 'R', 0, 0, 0x9c, 0x40, 0, 0, 0x9c, 0x40, 8, 2, 0, 0, 0, 0xde, 0x6e, 0x99, 0x52,
  };
  g_autoptr (GBytes) rows = make_rows ();
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&rows), &length);

  memcpy (data + 12, header, sizeof header);
  return g_bytes_new_take (data, length);
}

/* Entities that name one another nine times, nine deep. */
static GBytes *
make_entities (void)
{
  g_autoptr (GString) packet = g_string_new ("http://ns.adobe.com/xap/1.0/");

  g_string_append_c (packet, '\0');
  g_string_append (packet, "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e0 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>");
  for (guint i = 1; i < 9; i++)
    {
      g_string_append_printf (packet, "<!ENTITY e%u '", i);
      for (guint n = 0; n < 9; n++)
        g_string_append_printf (packet, "&e%u;", i - 1);
      g_string_append (packet, "'>");
    }
  g_string_append (packet, "]><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                           "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                           "<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='&e8;'>"
                           "<dc:format>&e8;</dc:format></rdf:Description></rdf:RDF></x:xmpmeta>");
  return make_jpeg_with_app1 (16, 16, packet->str, packet->len);
}

/* --- what is done with them --- */

/* A text that is a bomb is left out. */
static void
read_metadata (gpointer data)
{
  Bomb *bomb = data;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) texts = NULL;
  GHashTableIter iter;
  gpointer text;

  gesso_decoder_read_metadata_async (bomb->decoder, bomb->picture, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  texts = gesso_decoder_read_metadata_finish (bomb->decoder, result, NULL);
  if (texts == NULL)
    return;
  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, NULL, &text))
    g_assert_cmpuint (strlen (text), <, 1000);
}

/* Refused, or shown as small as it says it is. */
static void
decode (gpointer data)
{
  Bomb *bomb = data;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoInspection) inspection = NULL;

  gesso_decoder_inspect_async (bomb->decoder, bomb->picture, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  inspection = gesso_decoder_inspect_finish (bomb->decoder, result, NULL);
  if (inspection != NULL)
    g_assert_cmpuint (inspection->width * inspection->height, <=, 16 * 16);
}

typedef struct {
  const char *name;
  GBytes     *(*make) (void);
} Case;

static const Case cases[] = {
  { "text", make_text },       { "xmp", make_xmp },         { "profile", make_profile },
  { "rows", make_rows },       { "large", make_large },     { "entities", make_entities },
};

/* The helper is there and has decoded something before: what the libraries take once is not the bomb's. */
static void
test_bomb (const Case *one,
           BombFunc    explode)
{
  g_autoptr (GessoDecoder) decoder = gesso_decoder_new (1);
  g_autoptr (GBytes) harmless = make_picture ("png", 16, 16, FALSE);
  g_autoptr (GBytes) photo = make_rotated_jpeg (16, 16, 6);
  g_autoptr (GBytes) picture = one->make ();
  Bomb before[] = { { decoder, harmless }, { decoder, photo } };
  Bomb bomb = { decoder, picture };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      decode (&before[i]);
      read_metadata (&before[i]);
    }
  g_test_message ("%s: %" G_GSIZE_FORMAT " kB", one->name, g_bytes_get_size (picture) / 1024);
  bomb_measure (HELPER, explode, &bomb);
  decode (&before[0]);
}

static void
test_metadata (gconstpointer data)
{
  test_bomb (data, read_metadata);
}

static void
test_decode (gconstpointer data)
{
  test_bomb (data, decode);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *metadata = g_strconcat ("/faults/bombs/metadata/", cases[i].name, NULL);
      g_autofree char *pixels = g_strconcat ("/faults/bombs/decode/", cases[i].name, NULL);

      g_test_add_data_func (metadata, &cases[i], test_metadata);
      g_test_add_data_func (pixels, &cases[i], test_decode);
    }
  return g_test_run ();
}

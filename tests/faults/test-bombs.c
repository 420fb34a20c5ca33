/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "bomb-meter.h"
#include "gesso-json.h"
#include "gesso-picture.h"
#include "gesso-test.h"
#include "krea-test.h"

/* Little that unfolds into much: refused in less than 100 ms and 32 MB, whatever it promised. */

#define UNFOLDED (256 * 1024 * 1024)

static void
parse (gpointer bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = gesso_json_parse (bytes, &error);

  g_assert_null (node);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* As many bytes as JSON may have, of one part again and again. */
static void
test_json (gconstpointer data)
{
  const char *part = data;
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GBytes) bytes = NULL;

  while (text->len + strlen (part) + 2 < GESSO_JSON_MAX_BYTES)
    g_string_append (text, part);
  g_string_append (text, "0]");
  bytes = g_bytes_new (text->str, text->len);
  bomb_measure (NULL, parse, bytes);
}

/* A server that says nothing else. */
static RawServer *
gzip_server_new (const char *type)
{
  g_autoptr (GBytes) bomb = test_make_gzip_bomb (UNFOLDED);
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Encoding: gzip\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n",
                                           type, g_bytes_get_size (bomb));

  g_byte_array_append (reply, (const guint8 *) head, strlen (head));
  g_byte_array_append (reply, g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb));
  return raw_server_new (RAW_REPLY, (const char *) reply->data, reply->len);
}

static void
get_job (gpointer client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaJob) job = test_get_job (client, "c1a5f0b2", &error);

  g_assert_null (job);
  g_assert_error (error, KREA_ERROR, KREA_ERROR_REPLY_TOO_BIG);
}

static void
test_gzip (void)
{
  g_autoptr (RawServer) server = gzip_server_new ("application/json");
  g_autoptr (KreaClient) client = test_client_new (raw_server_get_url (server));

  bomb_measure (NULL, get_job, client);
}

static void
download (gpointer client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = test_download (client, krea_client_get_origin (client), KREA_DOWNLOAD_RESULT,
                                            GESSO_PICTURE_MAX_BYTES, &error);

  g_assert_null (bytes);
  g_assert_error (error, KREA_ERROR, KREA_ERROR_REPLY_TOO_BIG);
}

/* A picture may be large, but not by unfolding on its way. */
static void
test_gzip_picture (void)
{
  g_autoptr (RawServer) server = gzip_server_new ("image/png");
  g_autoptr (KreaClient) client = test_client_new (raw_server_get_url (server));

  bomb_measure (NULL, download, client);
}

/* A header that promises 60000 × 60000 pixels: nothing is taken for them. */
static void
read_header (gpointer data)
{
  static const guint8 png[] = {
    0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R',
    0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 6, 0, 0, 0, 0, 0, 0, 0,
  };
  g_autoptr (GError) error = NULL;
  guint width, height;

  g_assert_cmpuint (gesso_picture_read_header (png, sizeof png, &width, &height, &error), ==, GESSO_PICTURE_UNKNOWN);
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE);
}

static void
test_picture (void)
{
  bomb_measure (NULL, read_header, NULL);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/faults/bombs/json-numbers", "0,", test_json);
  g_test_add_data_func ("/faults/bombs/json-objects", "{},", test_json);
  g_test_add_data_func ("/faults/bombs/json-arrays", "[[[]]],", test_json);
  g_test_add_data_func ("/faults/bombs/json-members", "{\"a\":\"\",\"b\":[1]},", test_json);
  g_test_add_data_func ("/faults/bombs/json-deep", "[", test_json);
  g_test_add_func ("/faults/bombs/gzip", test_gzip);
  g_test_add_func ("/faults/bombs/gzip-picture", test_gzip_picture);
  g_test_add_func ("/faults/bombs/picture", test_picture);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "gesso-json.h"
#include "gesso-picture.h"
#include "gesso-test.h"
#include "krea-test.h"

/*
 * Little that unfolds into much: refused with less than 32 MB, whatever it promised. The times are figures for people,
 * since a test that is as slow as the machine it shares says nothing.
 */

#define MAX_PEAK_KB (32 * 1024)

/* The most memory this process had since the last reset, kB; -1 where the kernel does not say. */
static gint64
read_status (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, name)) == NULL)
    return -1;
  return g_ascii_strtoll (line + strlen (name), NULL, 10);
}

static gint64
reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL || fputs ("5", file) < 0 || fclose (file) != 0)
    return -1;
  return read_status ("VmHWM:");
}

typedef struct {
  gint64 memory;
  gint64 time;
} Meter;

static Meter
meter_begin (void)
{
  Meter meter = { reset_peak (), g_get_monotonic_time () };

  return meter;
}

static void
meter_end (Meter *meter)
{
  gint64 ms = (g_get_monotonic_time () - meter->time) / 1000;
  gint64 peak = read_status ("VmHWM:") - meter->memory;

  g_test_message ("%" G_GINT64_FORMAT " kB, %" G_GINT64_FORMAT " ms", peak, ms);
#ifndef __SANITIZE_ADDRESS__
  if (meter->memory >= 0)
    g_assert_cmpint (peak, <, MAX_PEAK_KB);
#endif
}

/* As many bytes as JSON may have, of one part again and again. */
static void
test_json (gconstpointer data)
{
  const char *part = data;
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  Meter meter;

  while (text->len + strlen (part) + 2 < GESSO_JSON_MAX_BYTES)
    g_string_append (text, part);
  g_string_append (text, "0]");
  bytes = g_bytes_new (text->str, text->len);
  meter = meter_begin ();
  node = gesso_json_parse (bytes, &error);
  meter_end (&meter);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_gzip (void)
{
  g_autoptr (GBytes) bomb = test_make_gzip_bomb (256 * 1024 * 1024);
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n",
                                           g_bytes_get_size (bomb));
  g_autoptr (RawServer) server = NULL;
  g_autoptr (KreaClient) client = NULL;
  g_autoptr (KreaJob) job = NULL;
  g_autoptr (GError) error = NULL;
  Meter meter;

  g_byte_array_append (reply, (const guint8 *) head, strlen (head));
  g_byte_array_append (reply, g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb));
  server = raw_server_new (RAW_REPLY, (const char *) reply->data, reply->len);
  client = test_client_new (raw_server_get_url (server));
  meter = meter_begin ();
  job = test_get_job (client, "c1a5f0b2", &error);
  meter_end (&meter);
  g_assert_error (error, KREA_ERROR, KREA_ERROR_REPLY_TOO_BIG);
}

/* A header that promises 60000 × 60000 pixels: nothing is taken for them. */
static void
test_picture (void)
{
  static const guint8 png[] = {
    0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R',
    0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 6, 0, 0, 0, 0, 0, 0, 0,
  };
  g_autoptr (GError) error = NULL;
  guint width, height;
  Meter meter = meter_begin ();

  g_assert_cmpuint (gesso_picture_read_header (png, sizeof png, &width, &height, &error), ==, GESSO_PICTURE_UNKNOWN);
  meter_end (&meter);
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE);
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
  g_test_add_func ("/faults/bombs/picture", test_picture);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "krea-client-private.h"
#include "krea-reply.h"

#include <string.h>

/* A reply outside of 2xx: the first byte picks its status, and whether a line of it is a Retry-After. */

#define SECRET "11111111-2222-4333-8444-555555555555:secret"

static const guint statuses[] = { 400, 401, 402, 403, 404, 410, 413, 422, 429, 500, 503, 302, 599, 100 };

static void
check (const GError *error)
{
  g_autofree char *json = krea_error_to_json (error);
  g_autoptr (GError) again = krea_error_new_from_json (json);

  fuzz_assert_text (error->message);
  g_assert_null (strstr (error->message, SECRET));
  g_assert_null (strstr (json, SECRET));
  g_assert_error (again, KREA_ERROR, error->code);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  KreaReply reply = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) stored = NULL;
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;

  if (size == 0)
    return 0;
  text = g_strndup ((const char *) data + 1, size - 1);
  reply.message = soup_message_new ("GET", "http://127.0.0.1/jobs");
  reply.status = statuses[(data[0] & 0x7f) % G_N_ELEMENTS (statuses)];
  reply.body = g_bytes_new (data + 1, size - 1);
  /* HTTP itself has seen to it that a header is one line. */
  if ((data[0] & 0x80) && strpbrk (text, "\r\n") == NULL)
    soup_message_headers_replace (soup_message_get_response_headers (reply.message), "Retry-After", text);

  error = krea_reply_to_error (&reply, "Sending the request", SECRET);
  check (error);
  date = krea_date_parse (text);
  fuzz_assert_text (date);
  /* What the database says of an earlier error is no more to be trusted. */
  stored = krea_error_new_from_json (text);
  if (stored != NULL)
    fuzz_assert_text (stored->message);
  g_bytes_unref (reply.body);
  g_object_unref (reply.message);
  return 0;
}

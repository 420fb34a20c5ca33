/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "krea-error.h"
#include "krea-text.h"

static void
test_nicks (void)
{
  KreaError code = 0;

  for (int i = KREA_ERROR_INVALID_REQUEST; i <= KREA_ERROR_NO_PICTURE; i++)
    {
      g_assert_true (krea_error_code_from_nick (krea_error_code_to_nick (i), &code));
      g_assert_cmpint (code, ==, i);
    }
  g_assert_cmpstr (krea_error_code_to_nick (KREA_ERROR_PAYMENT_REQUIRED), ==, "payment-required");
  g_assert_cmpstr (krea_error_code_to_nick (KREA_ERROR_NO_PICTURE), ==, "no-picture");
  g_assert_cmpstr (krea_error_code_to_nick (KREA_ERROR_CONNECTION), ==, "connection");
  g_assert_false (krea_error_code_from_nick ("nothing", &code));
  g_assert_false (krea_error_code_from_nick (NULL, &code));
}

static void
test_json (void)
{
  g_autoptr (GError) error = g_error_new_literal (KREA_ERROR, KREA_ERROR_GONE, "Krea has retired it");
  g_autoptr (GError) plain = g_error_new_literal (KREA_ERROR, KREA_ERROR_OFFLINE, "No “connection”");
  g_autoptr (GError) copied = NULL;
  g_autoptr (GError) read = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  g_autofree char *short_json = krea_error_to_json (plain);
  KreaErrorDetails *details = krea_error_edit_details (error);

  g_assert_cmpstr (short_json, ==, "{\"code\":\"offline\",\"message\":\"No “connection”\"}");
  g_assert_cmpint (details->retry_after_s, ==, -1);
  details->http_status = 410;
  details->nothing_written = TRUE;
  details->retry_after_s = 3;
  details->field = g_strdup ("seed");
  details->allowed = g_strdup ("0…1");
  details->server_message = g_strdup ("gone");
  details->replacement = g_strdup ("krea-2/large");
  details->sunset = g_strdup ("2027-01-31");
  details->reason = g_strdup ("nsfw");
  copied = g_error_copy (error);
  json = krea_error_to_json (copied);
  read = krea_error_new_from_json (json);
  g_assert_error (read, KREA_ERROR, KREA_ERROR_GONE);
  g_assert_cmpstr (read->message, ==, error->message);
  again = krea_error_to_json (read);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpint (krea_error_get_details (read)->retry_after_s, ==, 3);
  g_assert_true (krea_error_get_details (read)->nothing_written);
}

static void
test_bad_json (void)
{
  static const char *const bad[] = { "", "[]", "{}", "{\"code\":7}", "{\"code\":\"later\"}" };
  g_autoptr (GError) odd = krea_error_new_from_json ("{\"code\":\"busy\",\"http_status\":1e9,\"message\":[],\"field\":7}");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (krea_error_new_from_json (bad[i]));
  g_assert_error (odd, KREA_ERROR, KREA_ERROR_BUSY);
  g_assert_cmpuint (krea_error_get_details (odd)->http_status, ==, 999);
  g_assert_null (krea_error_get_details (odd)->field);
  g_assert_null (krea_error_get_details (other));
}

static void
test_text (void)
{
  static const struct
  {
    const char *raw;
    const char *clean;
  } cases[] = {
    { "plain", "plain" },
    { "  a \r\n\t b\x01\x7f c ", "a b c" },
    { "\xff\xfe", "��" },
    { "turn\xe2\x80\xae around\xe2\x81\xa6", "turn around" },
    { "<html><head><style>x{}</style></head><body><p>Bad&nbsp;&lt;gateway&gt;</p></body></html>", "Bad <gateway>" },
    { "a <b>bold</b> word", "a bold word" },
    { "3 < 4 and 5 > 2", "3 < 4 and 5 > 2" },
    { "<!DOCTYPE html", NULL },
    { "", NULL },
    { " \n", NULL },
    { "key aaaa:bbbbbbbb and bbbbbbbb", "key … and …" },
  };
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autofree char *cut = krea_text_sanitise (long_text, -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = krea_text_sanitise (cases[i].raw, -1, "aaaa:bbbbbbbb");

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, KREA_TEXT_MAX_CHARACTERS);
  g_assert_true (g_str_has_suffix (cut, "…"));
  g_assert_null (krea_text_sanitise (NULL, 5, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/krea/error/nicks", test_nicks);
  g_test_add_func ("/krea/error/json", test_json);
  g_test_add_func ("/krea/error/bad-json", test_bad_json);
  g_test_add_func ("/krea/error/text", test_text);
  return g_test_run ();
}

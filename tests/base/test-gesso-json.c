/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-json.h"

#include <gio/gio.h>
#include <locale.h>
#include <string.h>

static JsonNode *
parse (const char  *text,
       GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gesso_json_parse (bytes, error);
}

static void
expect_bad (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse (text, &error);

  g_test_message ("%.40s", text);
  g_assert_null (node);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_refused (void)
{
  static const char *const bad[] = {
    "",           " ",          "{",           "}",            "[1,]",      "{\"a\":}",        "{\"a\" 1}",      "{a:1}",
    "{'a':1}",    "[1 2]",      "01",          "1.",           ".5",        "-",              "+1",             "1e",
    "NaN",        "Infinity",   "-Infinity",   "nul",          "truex",     "[/* x */1]",     "1 // x",         "\"a",
    "\"\\x\"",    "\"\\u12\"",  "\"\\ud800\"", "\"\\ud800x\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\u0000\"", "\"a\nb\"",
    "{\"a\":1,\"a\":2}", "{\"a\":1}{", "\xff", "\"\xc3\x28\"", "\"\xed\xa0\x80\"", "\xef\xbb\xbf{}", "{\"a\":1,}", "[[]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    expect_bad (bad[i]);
}

static void
test_limits (void)
{
  g_autofree char *open = g_strnfill (GESSO_JSON_MAX_DEPTH, '[');
  g_autofree char *close = g_strnfill (GESSO_JSON_MAX_DEPTH, ']');
  g_autofree char *deepest = g_strconcat (open, close, NULL);
  g_autofree char *deeper = g_strconcat ("[", deepest, "]", NULL);
  g_autofree char *abyss = g_strnfill (1000000, '[');
  g_autofree char *digits = g_strnfill (1000000, '9');
  g_autofree char *large = g_strnfill (GESSO_JSON_MAX_BYTES, ' ');
  g_autoptr (JsonNode) good = parse (deepest, NULL);

  g_assert_nonnull (good);
  expect_bad (deeper);
  expect_bad (abyss);
  expect_bad (digits);
  memcpy (large + GESSO_JSON_MAX_BYTES - 2, "{}", 2);
  g_clear_pointer (&good, json_node_unref);
  good = parse (large, NULL);
  g_assert_nonnull (good);
  g_free (large);
  large = g_strnfill (GESSO_JSON_MAX_BYTES + 1, ' ');
  large[0] = '1';
  expect_bad (large);
}

static void
test_nul_byte (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}\0{", 4);
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);

  g_assert_null (gesso_json_parse (bytes, NULL));
  g_assert_null (gesso_json_parse (none, NULL));
}

static void
test_members (void)
{
  g_autoptr (JsonNode) root =
    parse ("{\"s\":\"\\ud83c\\udfa8 x\",\"i\":42,\"d\":0.5,\"w\":7.0,\"b\":true,\"n\":null,\"o\":{\"k\":1},\"a\":[1],"
           "\"huge\":1e999,\"big\":99999999999999999999,\"t\":\"2026-11-22T09:15:02.118Z\"}",
           NULL);
  JsonObject *object = gesso_json_object (root);

  g_assert_cmpstr (gesso_json_string (object, "s"), ==, "🎨 x");
  g_assert_cmpint (gesso_json_int (object, "i", -1), ==, 42);
  g_assert_cmpint (gesso_json_int (object, "w", -1), ==, 7);
  g_assert_cmpint (gesso_json_int (object, "d", -1), ==, -1);
  g_assert_cmpfloat (gesso_json_double (object, "d", -1), ==, 0.5);
  g_assert_cmpfloat (gesso_json_double (object, "i", -1), ==, 42);
  g_assert_cmpfloat (gesso_json_double (object, "huge", -1), ==, -1);
  g_assert_cmpint (gesso_json_int (object, "huge", -1), ==, -1);
  g_assert_true (gesso_json_boolean (object, "b", FALSE));
  g_assert_nonnull (gesso_json_sub_object (object, "o"));
  g_assert_nonnull (gesso_json_sub_array (object, "a"));
  g_assert_cmpint (gesso_json_time (object, "t"), ==, G_GINT64_CONSTANT (1795338902118));
  /* The wrong type is as good as nothing. */
  g_assert_null (gesso_json_string (object, "i"));
  g_assert_null (gesso_json_string (object, "n"));
  g_assert_null (gesso_json_string (object, "missing"));
  g_assert_null (gesso_json_sub_object (object, "a"));
  g_assert_null (gesso_json_sub_array (object, "o"));
  g_assert_cmpint (gesso_json_int (object, "s", -1), ==, -1);
  g_assert_cmpint (gesso_json_int (object, "o", -1), ==, -1);
  g_assert_true (gesso_json_boolean (object, "i", TRUE));
  g_assert_cmpint (gesso_json_time (object, "s"), ==, 0);
  g_assert_null (gesso_json_object (gesso_json_member (object, "a")));
  g_assert_null (gesso_json_object (NULL));
  g_assert_null (gesso_json_string (NULL, "x"));
}

static void
test_text (void)
{
  static const char *const same[] = {
    "{\"z\":1,\"a\":[0.6,0.1,-2,1e+100,0.30000000000000004],\"é\":\"\\\"\\\\\\n\\t\\u0001/\",\"n\":null,\"t\":[true,false,{}]}",
    "[-9007199254740993,9223372036854775807]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (JsonNode) node = parse (same[i], NULL);
      g_autofree char *text = gesso_json_to_text (node);

      g_assert_cmpstr (text, ==, same[i]);
    }
}

static void
test_text_in_a_locale_with_commas (void)
{
  g_autoptr (JsonNode) node = parse ("[0.6]", NULL);
  g_autofree char *text = NULL;

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("de_DE.UTF-8 is not there");
      return;
    }
  text = gesso_json_to_text (node);
  setlocale (LC_ALL, "C.UTF-8");
  g_assert_cmpstr (text, ==, "[0.6]");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/refused", test_refused);
  g_test_add_func ("/base/json/limits", test_limits);
  g_test_add_func ("/base/json/nul-byte", test_nul_byte);
  g_test_add_func ("/base/json/members", test_members);
  g_test_add_func ("/base/json/text", test_text);
  g_test_add_func ("/base/json/text-in-a-locale-with-commas", test_text_in_a_locale_with_commas);
  return g_test_run ();
}

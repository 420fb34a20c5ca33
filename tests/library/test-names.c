/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "gesso-names.h"
#include "gesso-test.h"

typedef struct {
  const char *prompt;
  const char *slug;
} Case;

static void
test_slug (void)
{
  static const Case cases[] = {
    { "A paper boat on a rain puddle", "a-paper-boat-on-a-rain-puddle" },
    { "  ../../etc/passwd  ", "etc-passwd" },
    { "a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j" },
    { "line\nbreak\ttab\x01" "control\x7f", "line-break-tab-control" },
    { "left\u202eright\u2066x\u200f", "left-right-x" },
    { "Grüße, Žižkov!", "grüße-žižkov" },
    { "紙の船 と 雨", "紙の船-と-雨" },
    { "e\xcc\x81te\xcc\x81", "été" },
    { "…", "picture" },
    { "", "picture" },
    { "...hidden", "hidden" },
    { "CON", "con" },
    { "broken \xff\xfe bytes", "broken-bytes" },
    { "emoji 🚢 ship", "emoji-ship" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *slug = gesso_names_slug (cases[i].prompt);

      g_assert_cmpstr (slug, ==, cases[i].slug);
    }
}

static void
test_length (void)
{
  g_autofree char *ascii = g_strnfill (300, 'x');
  g_autofree char *cut = gesso_names_slug (ascii);
  g_autofree char *words = gesso_names_slug (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty twentyone");
  g_autoptr (GString) wide = g_string_new (NULL);
  g_autofree char *wide_slug = NULL;
  g_autofree char *path = NULL;
  const char *name;

  g_assert_cmpuint (strlen (cut), ==, GESSO_SLUG_MAX_BYTES);
  g_assert_cmpuint (strlen (words), <=, GESSO_SLUG_MAX_BYTES);
  g_assert_true (g_str_has_suffix (words, "-nineteen") || g_str_has_suffix (words, "-eighteen"));
  for (guint i = 0; i < 100; i++)
    g_string_append (wide, "紙");
  wide_slug = gesso_names_slug (wide->str);
  g_assert_cmpuint (strlen (wide_slug), ==, 120);
  g_assert_true (g_utf8_validate (wide_slug, -1, NULL));

  path = gesso_names_original (wide->str, "7f3a0000-0000-4000-8000-000000000000", 36, 1795338902118, TRUE,
                               GESSO_PICTURE_JPEG);
  name = strrchr (path, '/') + 1;
  g_assert_cmpuint (strlen (name), <=, 255);
}

static void
test_original (void)
{
  g_autofree char *path = NULL;
  g_autofree char *sandbox = NULL;

  path = gesso_names_original ("A paper boat", "7f3a1111-2222-4333-8444-555555555555", 4, 1795338902118, FALSE,
                               GESSO_PICTURE_PNG);
  sandbox = gesso_names_original ("NUL", "7f3a1111-2222-4333-8444-555555555555", 8, 1795338902118, TRUE,
                                  GESSO_PICTURE_WEBP);
  g_assert_cmpstr (path, ==, "2026/11/2026-11-22 11.15 a-paper-boat 7f3a.png");
  g_assert_cmpstr (sandbox, ==, "Sandbox/2026/11/2026-11-22 11.15 nul 7f3a1111.webp");
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_setenv ("TZ", "+02:00", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/slug", test_slug);
  g_test_add_func ("/names/length", test_length);
  g_test_add_func ("/names/original", test_original);
  return g_test_run ();
}

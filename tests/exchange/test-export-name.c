/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "exchange-fixture.h"

static const GessoExportPicture picture = {
  .id = (char *) "7f3a9d00-0000-4000-8000-000000000000",
  .prompt = (char *) "A paper boat, seen from above",
  .variant = (char *) "large",
  .aspect_ratio = (char *) "2.35:1",
  .seed = 42,
  .rating = 4,
  .created_at = G_GINT64_CONSTANT (1766394902118),
};

static void
test_expand (void)
{
  static const struct { const char *pattern, *name; } cases[] = {
    { "{prompt}", "a-paper-boat-seen-from-above.png" },
    { "{number} {prompt} {id}", "07 a-paper-boat-seen-from-above 7f3a.png" },
    { "{variant} {aspect} s{seed} r{rating}", "large 2.35x1 s42 r4.png" },
    { "{date} {time}", "2025-12-22 09.15.02.png" },
    /* Never a path, never hidden, never empty. */
    { "../../{prompt}", "-..-a-paper-boat-seen-from-above.png" },
    { ".{id}", "7f3a.png" },
    { "a/b\\c:d*e?f\"g<h>i|j\nk", "a-b-c-d-e-f-g-h-i-j-k.png" },
    { " . ", "picture.png" },
    { "plain", "plain.png" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = gesso_export_name_expand (cases[i].pattern, &picture, 7, 12, "png");

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_long (void)
{
  g_autoptr (GString) pattern = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (pattern, "\xe7\x81\xaf");
  name = gesso_export_name_expand (pattern->str, &picture, 1, 1, "webp");
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_cmpuint (strlen (name), <=, 143);
  g_assert_true (g_str_has_suffix (name, ".webp"));
}

static void
test_check (void)
{
  static const char *const bad[] = { "", "{colour}", "{date", "a {} b", "{date} {Prompt}" };
  const char *const *words = gesso_export_name_words ();

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (gesso_export_name_check (bad[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
  g_assert_true (gesso_export_name_check (GESSO_EXPORT_NAME_DEFAULT, NULL));
  for (; *words != NULL; words++)
    {
      g_autofree char *pattern = g_strdup_printf ("{%s}", *words);
      g_autofree char *name = gesso_export_name_expand (pattern, &picture, 1, 1, NULL);

      g_assert_true (gesso_export_name_check (pattern, NULL));
      /* Each stands for something. */
      g_assert_cmpstr (name, !=, "picture");
    }
}

/* What is not known leaves no hole that looks like a mistake. */
static void
test_unknown (void)
{
  const GessoExportPicture bare = { .id = (char *) "7f3a", .seed = -1 };
  g_autofree char *name = gesso_export_name_expand ("{variant} {seed} {prompt}", &bare, 1, 1, "jpg");

  g_assert_cmpstr (name, ==, "picture.jpg");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-name/expand", test_expand);
  g_test_add_func ("/export-name/long", test_long);
  g_test_add_func ("/export-name/check", test_check);
  g_test_add_func ("/export-name/unknown", test_unknown);
  return g_test_run ();
}

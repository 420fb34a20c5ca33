/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "gesso-named-files.h"
#include "gesso-test.h"

static void
test_names (void)
{
  static const struct { const char *name, *path, *chosen; } cases[] = {
    { "lamp.png", "/l/0a1b.png", "lamp.png" },
    { "lamp.PNG", "/l/0a1b.jpg", "lamp.jpg" },
    { "lamp.v2", "/l/0a1b.webp", "lamp.v2.webp" },
    { "warm/cold: which?", "/l/0a1b.png", "warm-cold- which-.png" },
    { "../../.profile", "/l/0a1b.png", "-..-.profile.png" },
    { " ", "/l/0a1b.png", "Picture.png" },
    { NULL, "/l/0a1b.png", "Picture.png" },
    { "ünïcode\xff", "/l/0a1b.png", "ünïcode\357\277\275.png" },
  };
  g_autofree char *much = g_strnfill (300, 'x');
  g_autofree char *cut = gesso_named_files_choose_name (much, "/l/0a1b.png");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *chosen = gesso_named_files_choose_name (cases[i].name, cases[i].path);

      g_assert_cmpstr (chosen, ==, cases[i].chosen);
    }
  g_assert_cmpuint (strlen (cut), ==, 124);
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_content (GFile      *file,
                const char *expected)
{
  g_autofree char *content = NULL;

  g_assert_true (gesso_test_await (is_there, (gpointer) g_file_peek_path (file), GESSO_TEST_TIMEOUT_MS));
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

/* Two of one name, and a third: each is found under a name of its own. What was handed over days ago goes. */
static void
test_hand_over (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *one = g_build_filename (dir, "0a.png", NULL);
  g_autofree char *other = g_build_filename (dir, "0b.png", NULL);
  g_autofree char *old = g_build_filename (g_get_user_cache_dir (), "gesso", "handed-over", "old", NULL);
  g_autofree char *old_file = g_build_filename (old, "boat.png", NULL);
  const struct utimbuf long_ago = { 1000000000, 1000000000 };
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GSList *files;

  g_assert_true (g_file_set_contents (one, "one", -1, NULL) && g_file_set_contents (other, "other", -1, NULL));
  g_assert_cmpint (g_mkdir_with_parents (old, 0700), ==, 0);
  g_assert_true (g_file_set_contents (old_file, "old", -1, NULL));
  g_assert_cmpint (utime (old, &long_ago), ==, 0);
  g_ptr_array_add (paths, one);
  g_ptr_array_add (names, (gpointer) "lamp.png");
  g_ptr_array_add (paths, other);
  g_ptr_array_add (names, (gpointer) "lamp.png");
  files = gesso_named_files_hand_over (paths, names);
  g_assert_cmpuint (g_slist_length (files), ==, 2);
  assert_content (files->data, "one");
  assert_content (files->next->data, "other");
  g_assert_true (g_str_has_suffix (g_file_peek_path (files->data), "/lamp.png"));
  g_assert_true (g_str_has_suffix (g_file_peek_path (files->next->data), "/lamp 2.png"));
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_slist_free_full (files, g_object_unref);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/named-files/names", test_names);
  g_test_add_func ("/named-files/hand-over", test_hand_over);
  return g_test_run ();
}

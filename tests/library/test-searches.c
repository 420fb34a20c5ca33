/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-library-curation.h"
#include "gesso-search.h"
#include "library-fixture.h"

static void
save (GessoLibrary *library,
      const char   *text,
      const char   *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_save_search_async (library, text, name, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_save_search_finish (library, result, &error));
  g_assert_no_error (error);
}

static void
forget (GessoLibrary *library,
        const char   *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_forget_search_async (library, text, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_save_search_finish (library, result, NULL));
}

/* "text=name" of each, in their order. */
static char *
list (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) searches = NULL;
  GString *line = g_string_new (NULL);
  GAsyncResult *slot = NULL;

  gesso_library_list_searches_async (library, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  searches = gesso_library_list_searches_finish (library, result, NULL);
  for (guint i = 0; i < searches->len; i++)
    {
      const GessoSavedSearch *search = searches->pdata[i];

      g_string_append_printf (line, "%s%s=%s", i > 0 ? ", " : "", search->text, search->name ? search->name : "");
    }
  return g_string_free (line, FALSE);
}

static void
assert_listed (GessoLibrary *library,
               const char   *wanted)
{
  g_autofree char *listed = list (library);

  g_assert_cmpstr (listed, ==, wanted);
}

static void
test_saved (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);

  assert_listed (library, "");
  save (library, "  tag:teal boat ", NULL);
  g_usleep (2000);
  save (library, "is:favourite", "The best");
  assert_listed (library, "is:favourite=The best, tag:teal boat=");
  /* Another name leaves it where it is; its own text is no name. */
  save (library, "tag:teal boat", " Boats ");
  assert_listed (library, "is:favourite=The best, tag:teal boat=Boats");
  save (library, "tag:teal boat", "tag:teal boat");
  assert_listed (library, "is:favourite=The best, tag:teal boat=");
  forget (library, "is:favourite");
  forget (library, "was never there");
  assert_listed (library, "tag:teal boat=");
  library_close (library);
}

static void
assert_edited (char       *edited,
               const char *wanted)
{
  g_assert_cmpstr (edited, ==, wanted);
  g_free (edited);
}

static void
test_parts (void)
{
  g_assert_true (gesso_search_has_part ("boat is:favourite", "is:favourite"));
  g_assert_true (gesso_search_has_part ("Is:Favourite", "is:favourite"));
  g_assert_false (gesso_search_has_part ("-is:favourite", "is:favourite"));
  g_assert_false (gesso_search_has_part ("\"is:favourite\"", "is:favourite"));
  g_assert_false (gesso_search_has_part ("", "is:favourite"));
  /* In front, so that a word that is still typed stays the last one. */
  assert_edited (gesso_search_add_part ("lig", "is:favourite"), "is:favourite lig");
  assert_edited (gesso_search_add_part ("  ", "has:tag"), "has:tag");
  assert_edited (gesso_search_remove_part ("is:favourite lig", "is:favourite"), "lig");
  assert_edited (gesso_search_remove_part ("Tür is:favourite \"boat\" is:favourite", "is:favourite"), "Tür \"boat\"");
  assert_edited (gesso_search_remove_part ("boat", "is:favourite"), "boat");
  assert_edited (gesso_search_remove_part ("rating:>3", "rating:>3"), "");
  assert_edited (gesso_search_remove_part ("\xff rating:>3", "rating:>3"), "\357\277\275");
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/searches/saved", test_saved);
  g_test_add_func ("/searches/parts", test_parts);
  return g_test_run ();
}

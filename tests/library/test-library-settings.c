/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>

#include "gesso-files.h"
#include "library-fixture.h"

static gboolean
end_set (GessoLibrary  *library,
         GAsyncResult **slot,
         GError       **error)
{
  g_autoptr (GAsyncResult) result = gesso_test_await_result (slot);

  return gesso_library_set_setting_finish (library, result, error);
}

static char *
get (GessoLibrary *library,
     const char   *key)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *value;

  gesso_library_get_setting_async (library, key, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  value = gesso_library_get_setting_finish (library, result, &error);
  g_assert_no_error (error);
  return value;
}

/* Keeps both readers in the middle of something: half of it is cancelled on the way. */
static void
disturb (GessoLibrary *library,
         guint         i)
{
  static const GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  for (guint j = 0; j < 3; j++)
    gesso_library_list_ids_async (library, &query, cancellable, NULL, NULL);
  if (i % 2 == 0)
    g_cancellable_cancel (cancellable);
}

/* From a write's callback on, every reading connection sees it. */
static void
test_read_after_write (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GPtrArray) round = library_queue (library, FALSE, "a boat", "a lamp", "a bell", NULL);

  for (guint i = 0; i < 200; i++)
    {
      const char *key = i % 3 == 0 ? GESSO_SETTING_CAP : GESSO_SETTING_DRAFT;
      g_autofree char *value = g_strdup_printf ("%u", i);
      GAsyncResult *slot = NULL;

      disturb (library, i);
      gesso_library_set_setting_async (library, key, value, gesso_test_result_cb, &slot);
      g_assert_true (end_set (library, &slot, NULL));
      /* One for each of the two readers. */
      for (guint j = 0; j < 2; j++)
        {
          g_autofree char *seen = get (library, key);

          g_assert_cmpstr (seen, ==, value);
        }
    }
  library_close (library);
}

static int failures; /* atomic */

static int
fail_cb (GessoStep step)
{
  return step == GESSO_STEP_COMMIT && g_atomic_int_add (&failures, -1) > 0 ? ENOSPC : 0;
}

/* Of two that wait, the first writes for both; where it fails, the second may not say that it is done. */
static void
test_failed_write (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;
  g_autofree char *seen = NULL;
  g_autoptr (GError) error = NULL;

  g_atomic_int_set (&failures, 1);
  gesso_step_hook = fail_cb;
  gesso_library_set_setting_async (library, GESSO_SETTING_CAP, "1000000", gesso_test_result_cb, &first);
  gesso_library_set_setting_async (library, GESSO_SETTING_CAP, "2000000", gesso_test_result_cb, &second);
  g_assert_false (end_set (library, &first, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FULL);
  g_assert_true (end_set (library, &second, NULL));
  gesso_step_hook = NULL;
  seen = get (library, GESSO_SETTING_CAP);
  g_assert_cmpstr (seen, ==, "2000000");
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/settings/read-after-write", test_read_after_write);
  g_test_add_func ("/library/settings/failed-write", test_failed_write);
  return g_test_run ();
}

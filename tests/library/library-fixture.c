/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "library-fixture.h"

GessoLibrary *
library_try_open (const char         *path,
                  GessoLibraryFlags   flags,
                  GError            **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_open_async (path, flags, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_open_finish (result, error);
}

GessoLibrary *
library_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  GessoLibrary *library = library_try_open (path, GESSO_LIBRARY_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_nonnull (library);
  return library;
}

void
library_close (GessoLibrary *library)
{
  gpointer weak = library;
  GAsyncResult *slot = NULL;
  GAsyncResult *result;
  g_autoptr (GError) error = NULL;

  g_object_add_weak_pointer (G_OBJECT (library), &weak);
  gesso_library_close_async (library, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_close_finish (library, result, &error));
  g_assert_no_error (error);
  g_object_unref (result);
  g_object_unref (library);
  gesso_test_await_finalized (&weak);
}

GessoGeneration *
generation_make (const char *prompt,
                 const char *round_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *recipe = g_strdup_printf (
    "{\"prompt\": \"%s\", \"variant\": \"large\", \"aspect_ratio\": \"4:5\", \"resolution\": \"1K\","
    " \"creativity\": \"high\", \"seed\": 42,"
    " \"references\": [{\"sha256\": \"ab12\", \"name\": \"ink.png\", \"strength\": 0.6}],"
    " \"moodboards\": [{\"id\": \"m1\", \"name\": \"Harbour\", \"strength\": 0.35}]}",
    prompt);
  GessoGeneration *generation = gesso_generation_new (recipe, round_id, prompt, 65000, 3, &error);

  g_assert_no_error (error);
  g_assert_nonnull (generation);
  return generation;
}

GPtrArray *
library_queue (GessoLibrary *library,
               gboolean      sandbox,
               const char   *first_prompt,
               ...)
{
  GPtrArray *round = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *round_id = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  va_list list;

  va_start (list, first_prompt);
  for (const char *prompt = first_prompt; prompt != NULL; prompt = va_arg (list, const char *))
    g_ptr_array_add (round, generation_make (prompt, round_id));
  va_end (list);
  gesso_library_add_round_async (library, round, NULL, TEST_ORIGIN, TEST_ACCOUNT, sandbox, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  gesso_library_add_round_finish (library, result, &error);
  g_assert_no_error (error);
  return round;
}

GessoGeneration *
library_queue_one (GessoLibrary *library,
                   const char   *prompt)
{
  g_autoptr (GPtrArray) round = library_queue (library, FALSE, prompt, NULL);

  return g_object_ref (round->pdata[0]);
}

gboolean
library_commit_end (GessoLibrary  *library,
                    GAsyncResult **slot,
                    GError       **error)
{
  g_autoptr (GAsyncResult) result = gesso_test_await_result (slot);

  return gesso_library_commit_finish (library, result, error);
}

void
library_submit (GessoLibrary    *library,
                GessoGeneration *generation,
                const char      *job_id)
{
  const GessoIntent intent = { .window_start = 1000, .webhook_secret = "secret" };
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_commit_submitting_async (library, generation, &intent, gesso_test_result_cb, &slot);
  library_commit_end (library, &slot, &error);
  g_assert_no_error (error);
  if (job_id == NULL)
    return;
  gesso_library_commit_submitted_async (library, generation, job_id, 2000, gesso_test_result_cb, &slot);
  library_commit_end (library, &slot, &error);
  g_assert_no_error (error);
}

gboolean
library_keep (GessoLibrary     *library,
              GessoGeneration  *generation,
              GBytes           *picture,
              GError          **error)
{
  g_autoptr (GBytes) thumbnail = g_bytes_new_static ("jpeg", 4);
  const GessoInspection inspection = { GESSO_PICTURE_PNG, 64, 80, thumbnail, thumbnail, NULL };
  GAsyncResult *slot = NULL;

  gesso_library_keep_async (library, generation, picture, &inspection, GESSO_CHARGE_EXACT,
                            G_GINT64_CONSTANT (1795338902118), gesso_test_result_cb, &slot);
  return library_commit_end (library, &slot, error);
}

GessoGeneration *
library_add_kept (GessoLibrary *library,
                  const char   *prompt,
                  const char   *job_id)
{
  g_autoptr (GessoGeneration) generation = library_queue_one (library, prompt);
  g_autoptr (GBytes) picture = gesso_test_make_png (4, 5, g_str_hash (job_id) & 0xffffff);
  g_autoptr (GError) error = NULL;

  library_submit (library, generation, job_id);
  library_keep (library, generation, picture, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&generation);
}

GArray *
library_ids (GessoLibrary     *library,
             const GessoQuery *query)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GArray *ids;

  gesso_library_list_ids_async (library, query, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  ids = gesso_library_list_ids_finish (library, result, &error);
  g_assert_no_error (error);
  return ids;
}

GPtrArray *
library_unfinished (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GPtrArray *generations;

  gesso_library_list_unfinished_async (library, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  generations = gesso_library_list_unfinished_finish (library, result, &error);
  g_assert_no_error (error);
  return generations;
}

GessoGeneration *
library_find (GessoLibrary  *library,
              const char    *id,
              GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_find_async (library, id, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_find_finish (library, result, error);
}

guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? count_files (child) : 1;
    }
  return n;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "library-fixture.h"

#include <string.h>

/* From the click to the kept picture, and again after a restart. */
static void
test_keep_and_reopen (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "A paper boat", "job-1");
  g_autoptr (GessoGeneration) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (gesso_generation_get_id (generation));
  g_autofree char *path = g_strdup (gesso_generation_get_path (generation));
  g_autofree char *before = gesso_generation_to_json (generation, NULL);
  g_autofree char *after = NULL;
  g_autofree char *sidecar = g_strdup_printf ("%s/.gesso/recipes/%s.json", dir, id);

  g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_KEPT);
  g_assert_nonnull (path);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_nonnull (strstr (path, " a-paper-boat "));
  g_assert_true (g_file_test (sidecar, G_FILE_TEST_IS_REGULAR));
  g_clear_object (&generation);
  library_close (library);

  library = library_open (dir);
  found = library_find (library, id, &error);
  g_assert_no_error (error);
  after = gesso_generation_to_json (found, NULL);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (gesso_generation_get_seed (found), ==, 42);
  g_assert_cmpint (gesso_generation_get_charged (found), ==, 65000);
  g_assert_false (gesso_library_is_moved (library));
  library_close (library);
}

static gboolean
curate (GessoLibrary    *library,
        GPtrArray       *generations,
        void           (*call) (GessoLibrary *, GPtrArray *, GAsyncReadyCallback, gpointer))
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  call (library, generations, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  done = gesso_library_curate_finish (library, result, &error);
  g_assert_no_error (error);
  return done;
}

static void
fail (GessoLibrary    *library,
      GessoGeneration *generation,
      GessoCharge      charge)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_commit_failed_async (library, generation, "moderated", "Krea declined this prompt.", "{\"a\": 1}", charge,
                                     G_GINT64_CONSTANT (1795338902118), gesso_test_result_cb, &slot);
  g_assert_true (library_commit_end (library, &slot, &error));
}

static GessoSpending
spending (GessoLibrary *library,
          const char   *month)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoSpending found = { -1, -1 };

  gesso_library_spending_async (library, month, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_spending_finish (library, result, &found, &error));
  g_assert_no_error (error);
  return found;
}

static GPtrArray *
ledger (GessoLibrary *library,
        const char   *month,
        gboolean      sandbox)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  gesso_library_ledger_async (library, month, sandbox, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  entries = gesso_library_ledger_finish (library, result, &error);
  g_assert_no_error (error);
  return entries;
}

/* Charged once, by the month of completion in UTC; what is on its way is committed; stand-ins cost nothing. */
static void
test_money (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) kept = library_add_kept (library, "kept", "job-1");
  g_autoptr (GPtrArray) round = library_queue (library, FALSE, "failed", "waiting", "sent", "unsure", NULL);
  g_autoptr (GPtrArray) sandbox = library_queue (library, TRUE, "stand-in", NULL);
  g_autoptr (GPtrArray) november = NULL;
  g_autoptr (GPtrArray) october = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GBytes) picture = gesso_test_make_png (2, 2, 1);
  g_autoptr (GError) error = NULL;
  const GessoLedgerEntry *entry;
  GessoSpending spent;

  library_submit (library, round->pdata[0], "job-2");
  fail (library, round->pdata[0], GESSO_CHARGE_UNKNOWN);
  library_submit (library, round->pdata[2], "job-3");
  library_submit (library, round->pdata[3], NULL);
  library_submit (library, sandbox->pdata[0], "job-4");
  g_assert_true (library_keep (library, sandbox->pdata[0], picture, &error));
  /* Keeping twice changes nothing. */
  g_assert_true (library_keep (library, kept, picture, &error));

  spent = spending (library, "2026-11");
  g_assert_cmpint (spent.spent, ==, 2 * 65000);
  g_assert_cmpint (spent.committed, ==, 2 * 65000);
  g_assert_cmpint (spending (library, "2026-10").spent, ==, 0);
  november = ledger (library, "2026-11", FALSE);
  g_assert_cmpuint (november->len, ==, 2);
  entry = november->pdata[0];
  g_assert_cmpstr (entry->job_id, ==, "job-1");
  g_assert_cmpint (entry->charge, ==, GESSO_CHARGE_EXACT);
  g_assert_cmpint (((GessoLedgerEntry *) november->pdata[1])->charge, ==, GESSO_CHARGE_UNKNOWN);
  october = ledger (library, "2026-10", TRUE);
  g_assert_cmpuint (october->len, ==, 0);
  all = ledger (library, NULL, TRUE);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_true (g_str_has_prefix (gesso_generation_get_path (sandbox->pdata[0]), dir));
  g_assert_nonnull (strstr (gesso_generation_get_path (sandbox->pdata[0]), "/Sandbox/2026/11/"));
  g_clear_object (&kept);
  g_clear_pointer (&round, g_ptr_array_unref);
  g_clear_pointer (&sandbox, g_ptr_array_unref);
  library_close (library);
}

/* Rows come in the order they were asked for, and are the same objects for everybody. */
static void
test_fetch_and_find (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GPtrArray) round = library_queue (library, FALSE, "a", "b", "c", NULL);
  const gint64 ids[] = { gesso_generation_get_row_id (round->pdata[2]), 99, gesso_generation_get_row_id (round->pdata[0]) };
  g_autoptr (GPtrArray) fetched = NULL;
  g_autoptr (GessoGeneration) found = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *prefix = g_strndup (gesso_generation_get_id (round->pdata[1]), 13);
  GAsyncResult *slot = NULL;

  g_assert_cmpint (ids[0], >, ids[2]);
  g_assert_cmpint (ids[2] / 1024, ==, gesso_generation_get_created_at (round->pdata[0]));
  gesso_library_fetch_async (library, ids, G_N_ELEMENTS (ids), NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  fetched = gesso_library_fetch_finish (library, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fetched->len, ==, 2);
  g_assert_true (fetched->pdata[0] == round->pdata[2]);
  g_assert_true (fetched->pdata[1] == round->pdata[0]);

  found = library_find (library, prefix, &error);
  g_assert_no_error (error);
  g_assert_true (found == round->pdata[1]);
  g_assert_null (library_find (library, "", &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (library_find (library, "zz%_'", &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND);
  g_clear_object (&found);
  g_clear_object (&result);
  g_clear_pointer (&fetched, g_ptr_array_unref);
  g_clear_pointer (&round, g_ptr_array_unref);
  library_close (library);
}

static guint
count_ids (GessoLibrary *library,
           const char   *text,
           gboolean      everything,
           int           sandbox,
           guint         limit)
{
  const GessoQuery query = { .text = text, .everything = everything, .sandbox = sandbox, .limit = limit };
  g_autoptr (GArray) ids = library_ids (library, &query);

  for (guint i = 1; i < ids->len; i++)
    g_assert_cmpint (g_array_index (ids, gint64, i - 1), >, g_array_index (ids, gint64, i));
  return ids->len;
}

static void
test_queries (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GPtrArray) round = library_queue (library, FALSE, "A teal lighthouse", "Žižkov at night", "red barn", NULL);
  g_autoptr (GPtrArray) sandbox = library_queue (library, TRUE, "a teal boat", NULL);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_assert_cmpuint (count_ids (library, NULL, FALSE, -1, 0), ==, 4);
  g_assert_cmpuint (count_ids (library, NULL, FALSE, -1, 3), ==, 3);
  g_assert_cmpuint (count_ids (library, NULL, FALSE, 0, 0), ==, 3);
  g_assert_cmpuint (count_ids (library, NULL, FALSE, 1, 0), ==, 1);
  g_assert_cmpuint (count_ids (library, "teal", FALSE, -1, 0), ==, 2);
  g_assert_cmpuint (count_ids (library, "TEAL li", FALSE, -1, 0), ==, 1);
  g_assert_cmpuint (count_ids (library, "tea ", FALSE, -1, 0), ==, 0);
  g_assert_cmpuint (count_ids (library, "zizkov", FALSE, -1, 0), ==, 1);
  g_assert_cmpuint (count_ids (library, "n", FALSE, -1, 0), ==, 1);
  g_assert_cmpuint (count_ids (library, "\"quote AND OR ( *", FALSE, -1, 0), ==, 0);
  g_assert_cmpuint (count_ids (library, "   ", FALSE, -1, 0), ==, 4);

  /* A failed one shows until it is dismissed; a dismissed one only among everything. */
  fail (library, round->pdata[2], GESSO_CHARGE_NONE);
  g_assert_cmpuint (count_ids (library, NULL, FALSE, -1, 0), ==, 4);
  g_ptr_array_add (one, round->pdata[2]);
  g_assert_true (curate (library, one, gesso_library_dismiss_async));
  g_assert_true (gesso_generation_is_dismissed (round->pdata[2]));
  g_assert_cmpuint (count_ids (library, NULL, FALSE, -1, 0), ==, 3);
  g_assert_cmpuint (count_ids (library, "barn", FALSE, -1, 0), ==, 0);
  g_assert_cmpuint (count_ids (library, NULL, TRUE, -1, 0), ==, 4);
  g_assert_cmpuint (count_ids (library, "barn", TRUE, -1, 0), ==, 1);
  {
    const GessoQuery query = { .round_id = gesso_generation_get_round_id (round->pdata[0]), .sandbox = -1 };
    g_autoptr (GArray) ids = library_ids (library, &query);

    g_assert_cmpuint (ids->len, ==, 2);
  }

  /* Its picture is downloaded after all. */
  {
    g_autoptr (GAsyncResult) result = NULL;
    GAsyncResult *slot = NULL;

    gesso_library_commit_submitted_async (library, round->pdata[2], "job", 1, gesso_test_result_cb, &slot);
    result = gesso_test_await_result (&slot);
    g_assert_true (gesso_library_commit_finish (library, result, NULL));
    g_assert_false (gesso_generation_is_dismissed (round->pdata[2]));
    g_assert_cmpuint (count_ids (library, "barn", FALSE, -1, 0), ==, 1);
  }
  g_clear_pointer (&round, g_ptr_array_unref);
  g_clear_pointer (&sandbox, g_ptr_array_unref);
  library_close (library);
}

/* The original goes to the trash and comes back; the recipe stays all the time. */
static void
test_trash (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "a boat", "job-1");
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autofree char *path = g_strdup (gesso_generation_get_path (generation));
  g_autofree char *sidecar = g_strdup_printf ("%s/.gesso/recipes/%s.json", dir, gesso_generation_get_id (generation));
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, generation);
  g_assert_true (curate (library, one, gesso_library_delete_async));
  g_assert_true (gesso_generation_is_deleted (generation));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_nonnull (strstr (gesso_generation_get_path (generation), "/.gesso/trash/"));
  g_assert_true (g_file_test (gesso_generation_get_path (generation), G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (sidecar, G_FILE_TEST_EXISTS));
  gesso_library_find_same_async (library, "a boat", FALSE, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_null (gesso_library_find_same_finish (library, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);

  g_assert_true (curate (library, one, gesso_library_restore_async));
  g_assert_cmpstr (gesso_generation_get_path (generation), ==, path);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  gesso_library_find_same_async (library, "a boat", FALSE, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  {
    g_autoptr (GessoGeneration) same = gesso_library_find_same_finish (library, result, &error);

    g_assert_true (same == generation);
  }
  g_clear_object (&result);
  g_clear_object (&generation);
  library_close (library);
}

/* Two pictures of one second with one prompt, and a name that a stranger's file has already. */
static void
test_names_collide (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_queue_one (library, "a boat");
  g_autoptr (GBytes) picture = gesso_test_make_png (2, 2, 1);
  g_autofree char *month = g_build_filename (dir, "2026", "11", NULL);
  g_autofree char *short_id = g_strndup (gesso_generation_get_id (generation), 4);
  g_autofree char *stranger = g_strdup_printf ("%s/2026-11-22 09.15 a-boat %s.png", month, short_id);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (month, 0700), ==, 0);
  g_assert_true (g_file_set_contents (stranger, "mine", -1, NULL));
  library_submit (library, generation, "job-1");
  g_assert_true (library_keep (library, generation, picture, &error));
  g_assert_cmpstr (gesso_generation_get_path (generation), !=, stranger);
  g_assert_true (g_file_get_contents (stranger, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  g_clear_object (&generation);
  library_close (library);
}

static void
test_queue_order (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GPtrArray) round = library_queue (library, FALSE, "a", "b", "c", NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GPtrArray) unfinished = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 3; i-- > 0;)
    g_ptr_array_add (order, round->pdata[i]);
  gesso_library_set_queue_order_async (library, order, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_set_queue_order_finish (library, result, &error));
  unfinished = library_unfinished (library);
  for (guint i = 0; i < 3; i++)
    g_assert_true (unfinished->pdata[i] == order->pdata[i]);
  g_clear_object (&result);
  g_clear_pointer (&unfinished, g_ptr_array_unref);
  g_clear_pointer (&round, g_ptr_array_unref);
  library_close (library);
}

static void
test_recovered (void)
{
  static const char *const jobs[] = { "job-1", "job-9", NULL };
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) first = NULL;
  g_autoptr (GessoGeneration) again = NULL;
  g_autoptr (GPtrArray) unknown = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) added = NULL;

      gesso_library_add_recovered_async (library, TEST_ORIGIN, TEST_ACCOUNT, FALSE, "job-1", 1795338902118, 65000,
                                         gesso_test_result_cb, &slot);
      added = gesso_test_await_result (&slot);
      *(i == 0 ? &first : &again) = gesso_library_add_recovered_finish (library, added, &error);
      g_assert_no_error (error);
    }
  g_assert_true (first == again);
  g_assert_false (gesso_generation_is_recipe_certain (first));
  g_assert_cmpint (gesso_generation_get_state (first), ==, GESSO_STATE_SUBMITTED);
  g_assert_cmpint (gesso_generation_get_row_id (first) / 1024, ==, 1795338902118);
  gesso_library_unknown_jobs_async (library, jobs, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  unknown = gesso_library_unknown_jobs_finish (library, result, &error);
  g_assert_cmpuint (unknown->len, ==, 1);
  g_assert_cmpstr (unknown->pdata[0], ==, "job-9");
  g_clear_object (&result);
  g_clear_object (&first);
  g_clear_object (&again);
  library_close (library);
}

/* Exactly the object that the command line promises. */
static void
test_json (void)
{
  static const char *const members[] = {
    "\"id\"", "\"state\":\"kept\"", "\"origin\":\"https://api.krea.ai\"", "\"round_id\"", "\"prompt\":\"a boat\"",
    "\"variant\":\"large\"", "\"aspect_ratio\":\"4:5\"", "\"resolution\":\"1K\"", "\"creativity\":\"high\"",
    "\"seed\":42", "\"references\":[{\"sha256\":\"ab12\",\"strength\":0.6", "\"moodboards\":[{\"id\":\"m1\"",
    "\"price_micro_usd\":65000", "\"job_id\":\"job-1\"", "\"sha256\"", "\"width\":64", "\"height\":80",
    "\"completed_at\":\"2026-11-22T09:15:02.118Z\"", "\"error\":null",
  };
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "a boat", "job-1");
  g_autofree char *json = gesso_generation_to_json (generation, NULL);
  g_autofree char *path = g_strdup_printf ("\"path\":\"%s\"", gesso_generation_get_path (generation));

  g_assert_null (strchr (json, '\n'));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (strstr (json, members[i]) == NULL)
      g_error ("%s is not in %s", members[i], json);
  g_assert_nonnull (strstr (json, path));
  g_clear_object (&generation);
  library_close (library);
}

/* What is beside the database is enough to make it again. */
static void
test_sidecar_and_log (void)
{
  static const char *const members[] = {
    "\"schema\":1", "\"state\":\"kept\"", "\"recipe\":{\"prompt\":\"a boat\"", "\"charged_micro_usd\":65000",
    "\"job_id\":\"job-1\"", "\"file\":{\"path\":\"2026/11/2026-11-22 09.15 a-boat ", "\"request_hash\":\"a boat\"",
  };
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "a boat", "job-1");
  g_autofree char *sidecar = g_strdup_printf ("%s/.gesso/recipes/%s.json", dir, gesso_generation_get_id (generation));
  g_autofree char *logs = g_build_filename (dir, ".gesso", "log", NULL);
  g_autofree char *wal = g_build_filename (dir, ".gesso", "library.db-wal", NULL);
  g_autofree char *text = NULL;
  g_autofree char *log = NULL;
  g_autofree char *log_path = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GDir) folder = g_dir_open (logs, 0, NULL);

  g_assert_true (g_file_get_contents (sidecar, &text, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (strstr (text, members[i]) == NULL)
      g_error ("%s is not in %s", members[i], text);
  g_assert_null (strstr (text, dir));

  log_path = g_build_filename (logs, g_dir_read_name (folder), NULL);
  g_assert_true (g_file_get_contents (log_path, &log, NULL, NULL));
  lines = g_strsplit (log, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_nonnull (strstr (lines[0], "\"event\":\"queued\""));
  g_assert_nonnull (strstr (lines[1], "\"event\":\"submitting\""));
  g_assert_nonnull (strstr (lines[2], "\"event\":\"submitted\""));
  g_assert_nonnull (strstr (lines[3], "\"event\":\"kept\""));
  g_assert_nonnull (strstr (lines[3], "\"charged\":65000"));
  /* What only the server may know, too. */
  g_assert_null (strstr (log, "\"webhook_secret\""));
  g_clear_object (&generation);
  library_close (library);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
test_cancelled_read (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  const GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_list_ids_async (library, &query, cancellable, gesso_test_result_cb, &slot);
  g_cancellable_cancel (cancellable);
  result = gesso_test_await_result (&slot);
  g_assert_null (gesso_library_list_ids_finish (library, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  library_close (library);
}

static void
median_of (GessoLibrary *library,
           double        expected)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double median;

  gesso_library_median_async (library, "large", FALSE, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  median = gesso_library_median_finish (library, result, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (median, expected, 0.001);
}

static void
test_median (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *job = g_strdup_printf ("job-%u", i);
      g_autoptr (GessoGeneration) generation = NULL;

      median_of (library, 0);
      generation = library_add_kept (library, "a boat", job);
      g_assert_cmpint (gesso_generation_get_submitted_at (generation), ==, 2000);
    }
  median_of (library, (1795338902118 - 2000) / 1000.0);
  library_close (library);
}

/* GESSO_LIBRARY, then Pictures where there is such a folder, then the data folder. */
static void
test_default_path (void)
{
  g_autofree char *data = gesso_library_default_path ();
  g_autofree char *chosen = NULL;

  g_assert_true (g_str_has_suffix (data, "/gesso/library") || g_str_has_suffix (data, "/Gesso"));
  g_setenv ("GESSO_LIBRARY", "/somewhere/else", TRUE);
  chosen = gesso_library_default_path ();
  g_assert_cmpstr (chosen, ==, "/somewhere/else");
  g_unsetenv ("GESSO_LIBRARY");
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/keep-and-reopen", test_keep_and_reopen);
  g_test_add_func ("/library/money", test_money);
  g_test_add_func ("/library/fetch-and-find", test_fetch_and_find);
  g_test_add_func ("/library/queries", test_queries);
  g_test_add_func ("/library/trash", test_trash);
  g_test_add_func ("/library/names-collide", test_names_collide);
  g_test_add_func ("/library/queue-order", test_queue_order);
  g_test_add_func ("/library/recovered", test_recovered);
  g_test_add_func ("/library/json", test_json);
  g_test_add_func ("/library/sidecar-and-log", test_sidecar_and_log);
  g_test_add_func ("/library/cancelled-read", test_cancelled_read);
  g_test_add_func ("/library/median", test_median);
  g_test_add_func ("/library/default-path", test_default_path);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sandbox-fixture.h"

#include <string.h>

static void
test_order_of_checks (void)
{
  static const struct {
    const char *path;
    const char *token;
    const char *body;
    const char *faults;
    guint       status;
  } cases[] = {
    /* Every case fails at its own check and would fail at all later ones. */
    { "/generate/image/krea/krea-2/turbo", "wrong", "not json", "402,429", 404 },
    { "/generate/video/krea/x", "wrong", "not json", "402,429", 404 },
    { MEDIUM, "wrong", "not json", "402,429", 401 },
    { MEDIUM, TOKEN, "not json", "402,429", 400 },
    { MEDIUM, TOKEN, "{\"prompt\":\"x\"}", "402,429", 400 },
    { MEDIUM, TOKEN,
      "{\"prompt\":\"x\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\",\"styles\":[{\"id\":\"nope\",\"strength\":1}]}",
      "402,429", 400 },
    { MEDIUM, TOKEN,
      "{\"prompt\":\"x\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\",\"image_url\":\"ftp://a.b/c\"}", "402,429", 422 },
    { MEDIUM, TOKEN, "{\"prompt\":\"x\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\"}", "402,429", 402 },
    { MEDIUM, TOKEN, "{\"prompt\":\"x\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\"}", "429", 429 },
    { MEDIUM, TOKEN, "{\"prompt\":\"x\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\"}", "", 200 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { NULL };
      g_autofree char *header = g_strconcat ("Bearer ", cases[i].token, NULL);
      g_autoptr (SoupMessage) message = NULL;
      g_autoptr (GBytes) body = g_bytes_new (cases[i].body, strlen (cases[i].body));
      g_autoptr (Reply) reply = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      fixture_set_up (&fixture, NULL, cases[i].faults);
      message = message_new (&fixture, "POST", cases[i].path);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", header);
      soup_message_set_request_body_from_bytes (message, "application/json", body);
      reply = ask_message (&fixture, message);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpint (gesso_sandbox_get_submits (fixture.sandbox), ==, cases[i].status == 404 ? 0 : 1);
    }
}

static void
test_statuses_in_order (void)
{
  static const char *const order[] = {
    "backlogged", "queued", "scheduled", "processing", "sampling", "intermediate-complete", "completed",
  };
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *job_id = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize at = 0;
  gint64 start;

  options.speed = 5;
  fixture_set_up (&fixture, &options, "");
  job_id = submit (&fixture, "/generate/image/krea/krea-2/medium-turbo", "a boat");
  start = g_get_monotonic_time ();
  while (strcmp (order[at], "completed") != 0)
    {
      g_autoptr (Reply) reply = poll_job (&fixture, job_id);
      gsize now = 0;

      while (strcmp (order[now], string_member (reply, "status")) != 0)
        g_assert_cmpuint (++now, <, G_N_ELEMENTS (order));
      g_assert_cmpuint (now, >=, at);
      at = now;
      g_hash_table_add (seen, (gpointer) order[at]);
      gesso_test_settle (2);
    }
  g_assert_true (g_hash_table_contains (seen, "processing"));
  g_assert_true (g_hash_table_contains (seen, "sampling"));
  g_assert_true (g_hash_table_contains (seen, "completed"));
  g_assert_false (g_hash_table_contains (seen, "backlogged"));
  /* 4 s at five times the speed */
  g_assert_cmpint (g_get_monotonic_time () - start, >, 700000);
}

static void
test_backlog (void)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  g_auto (GStrv) jobs = g_new0 (char *, 4 + 1);
  g_autofree char *body = body_for ("one too many");
  g_autoptr (Reply) full = NULL;
  g_autoptr (Reply) moved = NULL;
  g_autofree char *path = NULL;

  options.speed = 0.01;
  options.backlog = 2;
  fixture_set_up (&fixture, &options, "retry_after=7");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (Reply) reply = NULL;

      jobs[i] = submit (&fixture, MEDIUM, "a boat");
      reply = poll_job (&fixture, jobs[i]);
      g_assert_cmpstr (string_member (reply, "status"), ==, i < 2 ? "queued" : "backlogged");
    }
  full = ask (&fixture, "POST", MEDIUM, body);
  g_assert_cmpuint (full->status, ==, 429);
  g_assert_nonnull (string_member (full, "error"));
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (full->message), "Retry-After"), ==,
                   "7");

  /* A slot that comes free goes to the one that waited longest. */
  path = g_strconcat ("/jobs/", jobs[0], NULL);
  reply_free (ask (&fixture, "DELETE", path, NULL));
  moved = poll_job (&fixture, jobs[2]);
  g_assert_cmpstr (string_member (moved, "status"), ==, "queued");
  reply_free (g_steal_pointer (&moved));
  moved = poll_job (&fixture, jobs[3]);
  g_assert_cmpstr (string_member (moved, "status"), ==, "backlogged");
}

static void
test_cancel (void)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *job_id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Reply) reply = NULL;

  options.speed = 0.01;
  fixture_set_up (&fixture, &options, "");
  job_id = submit (&fixture, MEDIUM, "a boat");
  path = g_strconcat ("/jobs/", job_id, NULL);
  reply = ask (&fixture, "DELETE", path, NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, 0);
  reply_free (g_steal_pointer (&reply));
  reply = poll_job (&fixture, job_id);
  g_assert_cmpstr (string_member (reply, "status"), ==, "cancelled");
  g_assert_nonnull (string_member (reply, "completed_at"));
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 0);
  reply_free (g_steal_pointer (&reply));
  reply = ask (&fixture, "DELETE", "/jobs/00000000-0000-4000-8000-000000000000", NULL);
  g_assert_cmpuint (reply->status, ==, 404);
  g_assert_nonnull (string_member (reply, "error"));
}

static void
test_delete_finished (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *job_id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Reply) reply = NULL;

  fixture_set_up (&fixture, NULL, "");
  job_id = submit (&fixture, MEDIUM, "a boat");
  reply_free (await_status (&fixture, job_id, "completed"));
  path = g_strconcat ("/jobs/", job_id, NULL);
  reply_free (ask (&fixture, "DELETE", path, NULL));
  reply = poll_job (&fixture, job_id);
  g_assert_cmpstr (string_member (reply, "status"), ==, "completed");
  reply_free (g_steal_pointer (&reply));

  /* The other reading: gone, but paid. */
  g_assert_true (gesso_sandbox_set_faults (fixture.sandbox, "delete=remove", NULL));
  reply_free (ask (&fixture, "DELETE", path, NULL));
  reply = poll_job (&fixture, job_id);
  g_assert_cmpuint (reply->status, ==, 404);
  reply_free (g_steal_pointer (&reply));
  reply = ask (&fixture, "GET", "/jobs", NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (reply->object, "items")), ==, 0);
  g_assert_cmpint (ledger_member (&fixture, "total_micro_usd"), ==, 30000);
}

/* Pages of two over five jobs: each once, newest first. */
static void
test_listing (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) jobs = g_new0 (char *, 5 + 1);
  g_autofree char *cursor = NULL;
  guint pages = 0;

  fixture_set_up (&fixture, NULL, "");
  for (guint i = 0; i < 5; i++)
    jobs[i] = submit (&fixture, MEDIUM, "a boat");
  do
    {
      g_autofree char *path = cursor != NULL ? g_strconcat ("/jobs?limit=2&cursor=", cursor, NULL)
                                             : g_strdup ("/jobs?limit=2");
      g_autoptr (Reply) reply = ask (&fixture, "GET", path, NULL);
      JsonArray *items = json_object_get_array_member (reply->object, "items");

      for (guint i = 0; i < json_array_get_length (items); i++)
        {
          JsonObject *job = json_array_get_object_element (items, i);

          g_assert_false (json_object_has_member (job, "prompt"));
          g_ptr_array_add (found, g_strdup (json_object_get_string_member (job, "job_id")));
        }
      g_assert_true (json_object_has_member (reply->object, "next_cursor"));
      g_free (cursor);
      cursor = g_strdup (string_member (reply, "next_cursor"));
      pages++;
    }
  while (cursor != NULL);
  g_assert_cmpuint (pages, ==, 3);
  g_assert_cmpuint (found->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpstr (found->pdata[i], ==, jobs[4 - i]);
}

static void
test_listing_filters (void)
{
  static const char *const refused[] = {
    "/jobs?limit=0", "/jobs?limit=1001", "/jobs?limit=x", "/jobs?cursor=yesterday", "/jobs?status=done",
  };
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  g_auto (GStrv) jobs = g_new0 (char *, 3 + 1);
  g_autoptr (Reply) reply = NULL;
  JsonArray *items;

  options.speed = 0.01;
  fixture_set_up (&fixture, &options, "cursor_style=nextCursor");
  for (guint i = 0; i < 3; i++)
    jobs[i] = submit (&fixture, MEDIUM, "a boat");
  reply = ask (&fixture, "GET", "/jobs?status=backlogged", NULL);
  items = json_object_get_array_member (reply->object, "items");
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (items, 0), "job_id"), ==, jobs[2]);
  g_assert_true (json_object_has_member (reply->object, "nextCursor"));
  g_assert_false (json_object_has_member (reply->object, "next_cursor"));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (Reply) refusal = ask (&fixture, "GET", refused[i], NULL);

      g_assert_cmpuint (refusal->status, ==, 400);
      g_assert_nonnull (string_member (refusal, "error"));
    }
}

/* To the micro-dollar: what completes is billed, what fails is not, and what is spoken for cannot be spent. */
static void
test_balance (void)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *moderated = NULL;
  g_autofree char *body = body_for ("too dear");
  g_autoptr (Reply) reply = NULL;

  options.speed = 1000;
  options.balance = 74999;
  fixture_set_up (&fixture, &options, "");
  first = submit (&fixture, "/generate/image/krea/krea-2/large", "a boat");
  reply = ask (&fixture, "POST", MEDIUM, body);
  g_assert_cmpuint (reply->status, ==, 402);
  g_assert_nonnull (string_member (reply, "message"));
  reply_free (await_status (&fixture, first, "completed"));
  g_assert_cmpint (ledger_member (&fixture, "balance_micro_usd"), ==, 14999);
  reply_free (g_steal_pointer (&reply));
  reply = ask (&fixture, "POST", "/generate/image/krea/krea-2/medium-turbo", body);
  g_assert_cmpuint (reply->status, ==, 402);
  g_assert_cmpint (ledger_member (&fixture, "total_micro_usd"), ==, 60000);
  g_assert_cmpint (ledger_member (&fixture, "submits"), ==, 3);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 60000);
  fixture_tear_down (&fixture);

  options.balance = 60000;
  fixture_set_up (&fixture, &options, "");
  moderated = submit (&fixture, MEDIUM, "a boat [nsfw]");
  reply_free (await_status (&fixture, moderated, "failed"));
  second = submit (&fixture, "/generate/image/krea/krea-2/large", "a boat");
  reply_free (await_status (&fixture, second, "completed"));
  g_assert_cmpint (ledger_member (&fixture, "balance_micro_usd"), ==, 0);
}

static void
test_prices (void)
{
  static const struct {
    const char *variant;
    const char *rest;
    gint64      price;
  } cases[] = {
    { "medium-turbo", "", 15000 },
    { "medium-turbo", ",\"image_style_references\":[{\"url\":\"https://a.b/c.png\"}]", 17500 },
    { "medium-turbo", ",\"moodboards\":[{\"id\":\"1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21\"}]", 20000 },
    { "medium", "", 30000 },
    { "medium", ",\"image_url\":\"https://a.b/c.png\"", 30000 },
    { "medium", ",\"image_style_references\":[{\"url\":\"https://a.b/c.png\"}]", 35000 },
    { "medium", ",\"moodboards\":[{\"id\":\"1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21\"}]", 40000 },
    { "large", "", 60000 },
    { "large", ",\"styles\":[{\"id\":\"p8w2m4d6t\",\"strength\":1}]", 60000 },
    { "large", ",\"image_style_references\":[{\"url\":\"https://a.b/c.png\"}]", 65000 },
    { "large",
      ",\"image_style_references\":[{\"url\":\"https://a.b/c.png\"}],"
      "\"moodboards\":[{\"id\":\"1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21\"}]",
      70000 },
  };
  g_auto (Fixture) fixture = { NULL };
  gint64 total = 0;

  fixture_set_up (&fixture, NULL, "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/generate/image/krea/krea-2/", cases[i].variant, NULL);
      g_autofree char *body = g_strdup_printf (
        "{\"prompt\":\"x\",\"aspect_ratio\":\"4:5\",\"resolution\":\"1K\"%s}", cases[i].rest);
      g_autoptr (Reply) reply = ask (&fixture, "POST", path, body);

      g_assert_cmpuint (reply->status, ==, 200);
      reply_free (await_status (&fixture, string_member (reply, "job_id"), "completed"));
      total += cases[i].price;
      g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, total);
    }
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/jobs/order-of-checks", test_order_of_checks);
  g_test_add_func ("/sandbox/jobs/statuses-in-order", test_statuses_in_order);
  g_test_add_func ("/sandbox/jobs/backlog", test_backlog);
  g_test_add_func ("/sandbox/jobs/cancel", test_cancel);
  g_test_add_func ("/sandbox/jobs/delete-finished", test_delete_finished);
  g_test_add_func ("/sandbox/jobs/listing", test_listing);
  g_test_add_func ("/sandbox/jobs/listing-filters", test_listing_filters);
  g_test_add_func ("/sandbox/jobs/balance", test_balance);
  g_test_add_func ("/sandbox/jobs/prices", test_prices);
  return g_test_run ();
}

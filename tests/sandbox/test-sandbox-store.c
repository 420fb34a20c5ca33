/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sandbox-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* This program again as `gesso sandbox`, see main(). */
#define SERVE "--serve"

static char *self_path;

typedef struct {
  Fixture       fixture;
  GSubprocess  *process;
  char         *url;
} Served;

static void
served_clear (Served *served)
{
  g_clear_object (&served->process);
  g_clear_object (&served->fixture.session);
  g_free (served->fixture.state_dir);
  g_free (served->url);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Served, served_clear)

/* Starts it and reads the one line that it prints. */
static void
serve (Served     *served,
       const char *state_dir,
       const char *speed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  served->process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path, SERVE, "--token", TOKEN, "--state", state_dir,
                      "--speed", speed, "--faults", "pictures=plain", "--balance", "$1.00", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (served->process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  node = json_from_string (line, &error);
  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "token"), ==, TOKEN);
  g_assert_cmpint (json_object_get_int_member (object, "pid"), ==,
                   g_ascii_strtoll (g_subprocess_get_identifier (served->process), NULL, 10));
  served->url = g_strdup (json_object_get_string_member (object, "url"));
  served->fixture.session = soup_session_new ();
  served->fixture.state_dir = g_strdup (state_dir);
}

static Reply *
ask_served (Served     *served,
            const char *method,
            const char *path,
            const char *body)
{
  g_autofree char *url = g_strconcat (served->url, path, NULL);

  return ask (&served->fixture, method, url, body);
}

static void
assert_mode (const char *folder,
             const char *name,
             guint       mode)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, mode);
}

/* Jobs, their bills, assets, balance, token, port and the pictures themselves. */
static void
test_restart (void)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *state_dir = gesso_test_make_dir ();
  g_autofree char *url = NULL;
  g_autofree char *address = NULL;
  g_autofree char *asset_url = NULL;
  g_autofree char *stuck = NULL;
  g_autoptr (GBytes) png = gesso_test_make_png (30, 20, 0x336699);
  g_autoptr (Reply) picture = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) asset = NULL;
  g_autoptr (Reply) file = NULL;

  options.state_dir = state_dir;
  options.speed = 1000;
  options.balance = 200000;
  fixture_set_up (&fixture, &options, "");
  url = make_picture (&fixture, "a boat");
  address = g_strdup (gesso_sandbox_get_url (fixture.sandbox));
  picture = ask (&fixture, "GET", url, NULL);
  asset = upload (&fixture, png, "ink.png", "image/png");
  asset_url = g_strdup (string_member (asset, "image_url"));
  stuck = submit (&fixture, MEDIUM, "[stuck]");
  fixture_tear_down (&fixture);

  /* What it is started with now does not count any more. */
  options.balance = 999999;
  fixture_set_up (&fixture, &options, "");
  g_assert_cmpstr (gesso_sandbox_get_url (fixture.sandbox), ==, address);
  g_assert_cmpint (ledger_member (&fixture, "balance_micro_usd"), ==, 170000);
  again = ask (&fixture, "GET", url, NULL);
  g_assert_true (g_bytes_equal (picture->body, again->body));
  file = ask (&fixture, "GET", asset_url, NULL);
  g_assert_true (g_bytes_equal (file->body, png));
  reply_free (await_status (&fixture, stuck, "processing"));
}

static void
test_private (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *job_id = NULL;
  g_autofree char *job_file = NULL;

  fixture_set_up (&fixture, NULL, "");
  job_id = submit (&fixture, MEDIUM, "a boat");
  job_file = g_strdup_printf ("jobs/%s.json", job_id);
  assert_mode (fixture.state_dir, ".", 0700);
  assert_mode (fixture.state_dir, "jobs", 0700);
  assert_mode (fixture.state_dir, "state.json", 0600);
  assert_mode (fixture.state_dir, "sandbox.json", 0600);
  assert_mode (fixture.state_dir, job_file, 0600);
}

static void
test_one_at_a_time (void)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *running = NULL;
  g_autoptr (GessoSandbox) second = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL, "");
  options.state_dir = fixture.state_dir;
  second = gesso_sandbox_new (&options, &error);
  g_assert_null (second);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  running = g_build_filename (fixture.state_dir, "sandbox.json", NULL);
  g_assert_true (g_file_test (running, G_FILE_TEST_EXISTS));
}

/* Files that cannot be read are passed over. */
static void
test_damage (void)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *state_dir = gesso_test_make_dir ();
  g_autofree char *jobs = g_build_filename (state_dir, "jobs", NULL);
  g_autofree char *broken = g_build_filename (jobs, "broken.json", NULL);
  g_autofree char *odd = g_build_filename (jobs, "odd.json", NULL);
  g_autofree char *state = g_build_filename (state_dir, "state.json", NULL);

  g_assert_cmpint (g_mkdir (jobs, 0700), ==, 0);
  g_assert_true (g_file_set_contents (broken, "{\"id\":", -1, NULL));
  g_assert_true (g_file_set_contents (odd, "{\"id\":7,\"palette\":[{}],\"state\":99,\"outcome\":{}}", -1, NULL));
  g_assert_true (g_file_set_contents (state, "[]", -1, NULL));
  options.state_dir = state_dir;
  fixture_set_up (&fixture, &options, "");
  g_assert_cmpint (ledger_member (&fixture, "total_micro_usd"), ==, 0);
}

/* Killed at once after its reply and after a completion, it has forgotten neither. */
static void
test_killed (void)
{
  g_autofree char *state_dir = gesso_test_make_dir ();
  g_autofree char *body = body_for ("a boat");
  g_autofree char *job_id = NULL;
  g_autofree char *path = NULL;
  g_auto (Served) first = { .url = NULL };
  g_auto (Served) second = { .url = NULL };
  g_autoptr (Reply) accepted = NULL;
  g_autoptr (Reply) found = NULL;
  gboolean completed = FALSE;

  serve (&first, state_dir, "0.01");
  accepted = ask_served (&first, "POST", MEDIUM, body);
  g_subprocess_force_exit (first.process);
  g_assert_cmpuint (accepted->status, ==, 200);
  job_id = g_strdup (string_member (accepted, "job_id"));
  path = g_strconcat ("/jobs/", job_id, NULL);
  g_subprocess_wait (first.process, NULL, NULL);

  serve (&second, state_dir, "1000");
  while (!completed)
    {
      g_clear_pointer (&found, reply_free);
      found = ask_served (&second, "GET", path, NULL);
      g_assert_cmpuint (found->status, ==, 200);
      completed = g_strcmp0 (string_member (found, "status"), "completed") == 0;
    }
  g_subprocess_force_exit (second.process);
  g_subprocess_wait (second.process, NULL, NULL);
  {
    g_auto (Served) third = { .url = NULL };
    g_autoptr (Reply) ledger = NULL;

    serve (&third, state_dir, "1000");
    ledger = ask_served (&third, "GET", "/sandbox/ledger", NULL);
    g_assert_cmpint (json_object_get_int_member (ledger->object, "total_micro_usd"), ==, 30000);
    g_assert_cmpint (json_object_get_int_member (ledger->object, "balance_micro_usd"), ==, 970000);
    g_subprocess_force_exit (third.process);
    g_subprocess_wait (third.process, NULL, NULL);
  }
}

static void
test_terminated (void)
{
  g_autofree char *state_dir = gesso_test_make_dir ();
  g_autofree char *running = g_build_filename (state_dir, "sandbox.json", NULL);
  g_auto (Served) served = { .url = NULL };

  serve (&served, state_dir, "1");
  g_assert_true (g_file_test (running, G_FILE_TEST_EXISTS));
  g_subprocess_send_signal (served.process, SIGTERM);
  g_subprocess_wait (served.process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (served.process));
  g_assert_cmpint (g_subprocess_get_exit_status (served.process), ==, 0);
  g_assert_false (g_file_test (running, G_FILE_TEST_EXISTS));
}

static void
test_usage (void)
{
  static const char *const cases[][2] = {
    { "--speed=0", "above 0" },        { "--port=70000", "65535" },  { "--balance=much", "amount" },
    { "--faults=sunshine", "sunshine" }, { "--nonsense", "nonsense" }, { "extra", "extra" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GSubprocess) process = g_subprocess_new (
        G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, self_path, SERVE, cases[i][0], NULL);

      g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &text, &error));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
      g_assert_nonnull (strstr (text, cases[i][1]));
    }
}

static void
idle_cb (GessoSandbox *sandbox,
         gboolean     *was_idle)
{
  *was_idle = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_idle (void)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  gboolean was_idle = FALSE;
  gint64 start = g_get_monotonic_time ();

  options.idle_exit_s = 1;
  fixture_set_up (&fixture, &options, "");
  g_signal_connect (fixture.sandbox, "idle", G_CALLBACK (idle_cb), &was_idle);
  g_assert_true (gesso_test_await (is_true, &was_idle, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  if (argc > 1 && strcmp (argv[1], SERVE) == 0)
    {
      argv[1] = argv[0];
      return gesso_sandbox_main (argc - 1, argv + 1);
    }
  gesso_test_isolate ();
  self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/store/restart", test_restart);
  g_test_add_func ("/sandbox/store/private", test_private);
  g_test_add_func ("/sandbox/store/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/sandbox/store/damage", test_damage);
  g_test_add_func ("/sandbox/store/killed", test_killed);
  g_test_add_func ("/sandbox/store/idle", test_idle);
  g_test_add_func ("/sandbox/main/terminated", test_terminated);
  g_test_add_func ("/sandbox/main/usage", test_usage);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

#include "gesso-time.h"

/* What is waited for: jobs that take long, a line of polls, a network that is not there. */

static guint n_polls;
static guint n_sunsets;

static void
step_cb (GessoEngine     *engine,
         GessoGeneration *generation,
         const char      *step,
         gpointer         data)
{
  if (g_str_equal (step, "polled"))
    n_polls++;
}

/* One that nobody waits for is looked at now and then, and its picture kept all the same. */
static void
test_stop_waiting (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "stuck");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_RUNNING);
  gesso_engine_set_step_hook (fixture.engine, step_cb, NULL);
  gesso_engine_stop_waiting (fixture.engine, generation);
  g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_SUBMITTED);
  g_assert_cmpuint (gesso_engine_get_rest (fixture.engine, generation), ==, GESSO_REST_ASKED);
  n_polls = 0;
  gesso_test_settle (600);
  g_assert_cmpuint (n_polls, <=, 1);

  gesso_engine_check_now (fixture.engine, generation);
  g_assert_cmpuint (gesso_engine_get_rest (fixture.engine, generation), ==, GESSO_REST_NONE);
  await_count (&n_polls, n_polls + 1);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_false (gesso_generation_is_cancel_requested (generation));
}

typedef struct {
  guint delays[8];
  guint n;
} Delays;

static void
note_delay_cb (GessoEngine     *engine,
               GessoGeneration *generation,
               const char      *step,
               gpointer         data)
{
  Delays *delays = data;

  if (g_str_equal (step, "polled") && delays->n < G_N_ELEMENTS (delays->delays))
    delays->delays[delays->n++] = gesso_engine_find_drive (engine, generation)->poll_delay;
}

/* The longer it takes the seldomer it is asked after, down to the slowest pace; what has not begun, only at that. */
static void
test_slower (gconstpointer data)
{
  const gboolean begun = data == NULL;
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  Delays delays = { { 0 }, 0 };

  fixture_set_up (&fixture, begun ? "stuck" : data);
  gesso_engine_set_step_hook (fixture.engine, note_delay_cb, &delays);
  generation = fixture_generate_one (&fixture, "a boat");
  await_count (&delays.n, G_N_ELEMENTS (delays.delays));
  for (guint i = 0; i < delays.n; i++)
    {
      g_test_message ("%u ms", delays.delays[i]);
      if (begun)
        g_assert_cmpuint (delays.delays[i], ==, i == 0 ? 20 : MIN ((guint) (delays.delays[i - 1] * 1.3), 60));
      else
        g_assert_cmpuint (delays.delays[i], ==, i == 0 ? 20 : 0);
    }
}

/* After a start with many jobs they are asked after one by one. */
static void
test_no_storm (void)
{
  GessoEngineTimes times = { .poll_first = 20, .poll_max = 60, .retry_first = 20, .retry_max = 100, .stop_wait = 400,
                             .poll_gap = 100, .poll_slow = 1500, .busy_first = 50, .busy_floor = 30 };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a boat [stuck]");
  g_autoptr (GPtrArray) round = NULL;

  fixture_set_up (&fixture, NULL);
  round = fixture_generate (&fixture, request, 12);
  for (guint i = 0; i < round->len; i++)
    while (gesso_generation_get_job_id (round->pdata[i]) == NULL)
      g_main_context_iteration (NULL, TRUE);
  fixture_stop_engine (&fixture);

  fixture_make_engine (&fixture, NULL, TEST_KEY);
  gesso_engine_set_times (fixture.engine, &times);
  gesso_engine_set_step_hook (fixture.engine, step_cb, NULL);
  n_polls = 0;
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  gesso_test_settle (450);
  g_assert_cmpuint (n_polls, >=, 2);
  g_assert_cmpuint (n_polls, <=, 6);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 12);
}

/* A picture that can't be had waits for a word, and then is taken from wherever it is. */
static void
test_download_anyway (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "cut");
  generation = fixture_generate_one (&fixture, "a boat");
  while (gesso_engine_get_rest (fixture.engine, generation) != GESSO_REST_STUCK)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (gesso_engine_get_problem (fixture.engine, generation));
  g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_SUBMITTED);

  fixture_faults (&fixture, NULL);
  gesso_engine_download_anyway (fixture.engine, generation);
  g_assert_true (gesso_engine_find_drive (fixture.engine, generation)->anywhere);
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000);
}

/* Also one that was given up before: its job is asked after, and what it costs is charged once. */
static void
test_download_anyway_failed (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, "cut");
  generation = fixture_generate_one (&fixture, "a boat");
  while (gesso_engine_get_rest (fixture.engine, generation) != GESSO_REST_STUCK)
    g_main_context_iteration (NULL, TRUE);
  fixture_stop_engine (&fixture);
  gesso_library_commit_failed_async (fixture.library, generation, "redirect", "elsewhere", NULL, GESSO_CHARGE_UNKNOWN,
                                     gesso_time_now_ms (), gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  g_assert_true (gesso_library_commit_finish (fixture.library, result, &error));
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000);

  fixture_faults (&fixture, NULL);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  gesso_engine_download_anyway (fixture.engine, generation);
  await_state (generation, GESSO_STATE_KEPT);
  await_count (&fixture.kept->len, 1);
  g_assert_null (gesso_generation_get_error_code (generation));
  g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_EXACT);
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (gesso_engine_get_queue (fixture.engine)), ==, 0);
}

/* While a POST is in doubt, the hold says what its end was. */
static void
test_doubt_says_why (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "503");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_IN_DOUBT);
  await_hold (fixture.engine, GESSO_QUEUE_IN_DOUBT);
  g_assert_error (gesso_engine_get_hold_error (fixture.engine), KREA_ERROR, KREA_ERROR_SERVER);
}

/* --- a network monitor of our own --- */

#define FAKE_TYPE_MONITOR (fake_monitor_get_type ())
G_DECLARE_FINAL_TYPE (FakeMonitor, fake_monitor, FAKE, MONITOR, GObject)

struct _FakeMonitor
{
  GObject parent_instance;
  gboolean available;
};

static gboolean
fake_monitor_initable_init (GInitable     *initable,
                            GCancellable  *cancellable,
                            GError       **error)
{
  return TRUE;
}

static void
fake_monitor_initable (GInitableIface *iface)
{
  iface->init = fake_monitor_initable_init;
}

static void
fake_monitor_monitor (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeMonitor, fake_monitor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, fake_monitor_initable)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, fake_monitor_monitor))

static void
fake_monitor_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (id)
    {
    case 1:
      g_value_set_boolean (value, FAKE_MONITOR (object)->available);
      break;
    case 2:
      g_value_set_boolean (value, FALSE);
      break;
    case 3:
      g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fake_monitor_class_init (FakeMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_monitor_get_property;
  g_object_class_override_property (object_class, 1, "network-available");
  g_object_class_override_property (object_class, 2, "network-metered");
  g_object_class_override_property (object_class, 3, "connectivity");
}

static void
fake_monitor_init (FakeMonitor *self)
{
}

static void
set_available (FakeMonitor *monitor,
               gboolean     available)
{
  monitor->available = available;
  g_signal_emit_by_name (monitor, "network-changed", available);
}

/* Without a network prompts wait, and nothing is tried; it goes on when the network returns. */
static void
test_offline_queues (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FakeMonitor) monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GPtrArray) round = NULL;
  GessoEngineTimes times = { .poll_first = 20, .poll_max = 60, .retry_first = 60000, .retry_max = 60000,
                             .stop_wait = 400 };
  gboolean online;

  fixture_set_up (&fixture, NULL);
  fixture_stop_engine (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  gesso_engine_set_times (fixture.engine, &times);
  gesso_engine_set_monitor (fixture.engine, G_NETWORK_MONITOR (monitor));
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  round = fixture_generate (&fixture, request, 3);
  await_hold (fixture.engine, GESSO_QUEUE_OFFLINE);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 0);
  g_assert_cmpuint (gesso_engine_get_waiting (fixture.engine), ==, 3);
  g_object_get (fixture.engine, "online", &online, NULL);
  g_assert_false (online);

  set_available (monitor, TRUE);
  await_count (&fixture.kept->len, 3);
  g_object_get (fixture.engine, "online", &online, NULL);
  g_assert_true (online);
  g_assert_cmpuint (fixture.failed->len, ==, 0);
}

/* A monitor may be wrong: trying again tries. */
static void
test_offline_try_again (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FakeMonitor) monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, NULL);
  fixture_stop_engine (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  gesso_engine_set_monitor (fixture.engine, G_NETWORK_MONITOR (monitor));
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  generation = fixture_generate_one (&fixture, "a boat");
  await_hold (fixture.engine, GESSO_QUEUE_OFFLINE);
  gesso_engine_try_again (fixture.engine);
  await_state (generation, GESSO_STATE_KEPT);
}

/* --- TLS, the month, a retirement --- */

/* Somebody answers there who does not speak TLS. */
static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           data)
{
  static const char words[] = "HTTP/1.1 400 Bad Request\r\n\r\n";

  g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (connection)), words, strlen (words), NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
test_insecure (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autofree char *origin = NULL;
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, NULL);
  fixture_stop_engine (&fixture);
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), NULL);
  origin = g_strdup_printf ("https://127.0.0.1:%u",
                            g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL));
  fixture_make_engine (&fixture, origin, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  generation = fixture_generate_one (&fixture, "a boat");
  await_hold (fixture.engine, GESSO_QUEUE_INSECURE);
  g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_QUEUED);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 0);
}

static gboolean
nothing_spent (gpointer data)
{
  return gesso_engine_get_spent (data) == 15000;
}

/* The ledger turns at midnight UTC, and what the cap held goes on. */
static void
test_month (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, NULL);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_true (gesso_test_await (nothing_spent, fixture.engine, GESSO_TEST_TIMEOUT_MS));
  fixture.engine->spent = 99999;
  gesso_engine_check_month (fixture.engine);
  gesso_test_settle (50);
  g_assert_cmpint (gesso_engine_get_spent (fixture.engine), ==, 99999);

  g_free (fixture.engine->month);
  fixture.engine->month = g_strdup ("2001-01");
  gesso_engine_check_month (fixture.engine);
  g_assert_true (gesso_test_await (nothing_spent, fixture.engine, GESSO_TEST_TIMEOUT_MS));
}

static void
sunset_cb (GessoEngine *engine,
           const char  *variant,
           const char  *date)
{
  g_assert_cmpstr (variant, ==, "medium-turbo");
  g_assert_true (g_str_has_prefix (date, "2027-01-31"));
  n_sunsets++;
}

static void
test_sunset (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GPtrArray) round = NULL;

  fixture_set_up (&fixture, "sunset=2027-01-31");
  g_signal_connect (fixture.engine, "sunset", G_CALLBACK (sunset_cb), NULL);
  round = fixture_generate (&fixture, request, 2);
  await_count (&fixture.kept->len, 2);
  g_assert_cmpuint (n_sunsets, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/waiting/stop", test_stop_waiting);
  g_test_add_data_func ("/engine/waiting/slower", NULL, test_slower);
  g_test_add_data_func ("/engine/waiting/backlogged", "stuck=backlogged", test_slower);
  g_test_add_func ("/engine/waiting/no-storm", test_no_storm);
  g_test_add_func ("/engine/waiting/download-anyway", test_download_anyway);
  g_test_add_func ("/engine/waiting/download-anyway-failed", test_download_anyway_failed);
  g_test_add_func ("/engine/waiting/doubt-says-why", test_doubt_says_why);
  g_test_add_func ("/engine/waiting/offline", test_offline_queues);
  g_test_add_func ("/engine/waiting/offline-try-again", test_offline_try_again);
  g_test_add_func ("/engine/waiting/insecure", test_insecure);
  g_test_add_func ("/engine/waiting/month", test_month);
  g_test_add_func ("/engine/waiting/sunset", test_sunset);
  return g_test_run ();
}

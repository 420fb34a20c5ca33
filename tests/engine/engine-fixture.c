/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

#include "gesso-time.h"

GessoSandbox *
fixture_new_sandbox (const char *token,
                     const char *faults)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_autofree char *spec = g_strconcat ("pictures=plain", faults != NULL ? "," : "", faults, NULL);
  g_autofree char *folder = gesso_test_make_dir ();
  g_autoptr (GError) error = NULL;
  GessoSandbox *sandbox;

  options.token = token;
  options.speed = 200;
  options.state_dir = folder;
  options.faults = spec;
  sandbox = gesso_sandbox_new (&options, &error);
  g_assert_no_error (error);
  return sandbox;
}

void
fixture_faults (Fixture    *self,
                const char *faults)
{
  g_autofree char *spec = g_strconcat ("pictures=plain", faults != NULL ? "," : "", faults, NULL);
  g_autoptr (GError) error = NULL;

  gesso_sandbox_set_faults (self->sandbox, spec, &error);
  g_assert_no_error (error);
}

void
fixture_open_library (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_open_async (self->folder, GESSO_LIBRARY_DEFAULT, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  self->library = gesso_library_open_finish (result, &error);
  g_assert_no_error (error);
}

void
fixture_close_library (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_close_async (self->library, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  gesso_library_close_finish (self->library, result, &error);
  g_assert_no_error (error);
  g_clear_object (&self->library);
}

static void
kept_cb (GessoEngine     *engine,
         GessoGeneration *generation,
         gpointer         data)
{
  g_ptr_array_add (((Fixture *) data)->kept, g_object_ref (generation));
}

static void
failed_cb (GessoEngine     *engine,
           GessoGeneration *generation,
           gpointer         data)
{
  g_ptr_array_add (((Fixture *) data)->failed, g_object_ref (generation));
}

static void
recovered_cb (GessoEngine *engine,
              GPtrArray   *found,
              gpointer     data)
{
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpuint (gesso_generation_get_state (found->pdata[i]), ==, GESSO_STATE_KEPT);
  ((Fixture *) data)->recovered += found->len;
}

void
fixture_shorten_times (GessoEngine *engine)
{
  static const GessoEngineTimes times = {
    .poll_first = 20,
    .poll_max = 60,
    .settle_margin = 100,
    .settle_confirm = 200,
    .retry_first = 20,
    .retry_max = 100,
    .busy_first = 50,
    .busy_floor = 30,
    .stop_wait = 400,
    .poll_gap = 5,
    .poll_slow = 1500,
  };

  gesso_engine_set_times (engine, &times);
}

void
fixture_make_engine (Fixture    *self,
                     const char *origin,
                     const char *key)
{
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new_for_session (key);

  if (origin == NULL)
    origin = gesso_sandbox_get_url (self->sandbox);
  self->engine = gesso_engine_new (self->library, self->decoder, secrets, origin);
  fixture_shorten_times (self->engine);
  g_signal_connect (self->engine, "kept", G_CALLBACK (kept_cb), self);
  g_signal_connect (self->engine, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect (self->engine, "recovered", G_CALLBACK (recovered_cb), self);
}

void
fixture_start_engine (Fixture          *self,
                      GessoEngineFlags  flags)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_engine_start_async (self->engine, flags, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  gesso_engine_start_finish (self->engine, result, &error);
  g_assert_no_error (error);
}

void
fixture_stop_engine (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  gpointer engine = self->engine;
  g_autoptr (GError) error = NULL;

  gesso_engine_stop_async (self->engine, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  gesso_engine_stop_finish (self->engine, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_object_add_weak_pointer (engine, &engine);
  g_clear_object (&self->engine);
  gesso_test_await_finalized (&engine);
}

void
fixture_set_up (Fixture    *self,
                const char *faults)
{
  self->folder = gesso_test_make_dir ();
  self->kept = g_ptr_array_new_with_free_func (g_object_unref);
  self->failed = g_ptr_array_new_with_free_func (g_object_unref);
  self->decoder = gesso_decoder_new (1);
  self->sandbox = fixture_new_sandbox (TEST_KEY, faults);
  fixture_open_library (self);
  fixture_make_engine (self, NULL, TEST_KEY);
  fixture_start_engine (self, GESSO_ENGINE_DEFAULT);
}

void
fixture_tear_down (Fixture *self)
{
  if (self->engine != NULL)
    fixture_stop_engine (self);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->failed, g_ptr_array_unref);
  if (self->library != NULL)
    fixture_close_library (self);
  g_clear_object (&self->decoder);
  g_clear_object (&self->sandbox);
  g_clear_pointer (&self->folder, g_free);
}

KreaRequest *
fixture_request (const char *prompt)
{
  KreaRequest *request = krea_request_new (krea_catalog_get_default ());

  krea_request_set_prompt (request, prompt);
  krea_request_set_variant (request, "medium-turbo");
  krea_request_set_aspect_ratio (request, "1:1");
  krea_request_set_creativity (request, "low");
  krea_request_set_seed (request, 7);
  return request;
}

GPtrArray *
fixture_generate (Fixture     *self,
                  KreaRequest *request,
                  guint        count)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *round;

  gesso_engine_generate_async (self->engine, request, count, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  round = gesso_engine_generate_finish (self->engine, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (round->len, ==, count);
  return round;
}

GessoGeneration *
fixture_generate_one (Fixture    *self,
                      const char *prompt)
{
  g_autoptr (KreaRequest) request = fixture_request (prompt);
  g_autoptr (GPtrArray) round = fixture_generate (self, request, 1);

  return g_object_ref (round->pdata[0]);
}

guint
fixture_cancel (Fixture         *self,
                GessoGeneration *generation,
                guint           *asked)
{
  g_autoptr (GPtrArray) generations = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint unsent = 0;

  g_ptr_array_add (generations, generation);
  gesso_engine_cancel_async (self->engine, generations, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  g_assert_true (gesso_engine_cancel_finish (self->engine, result, &unsent, asked, &error));
  g_assert_no_error (error);
  return unsent;
}

char *
fixture_add_reference (Fixture *self,
                       guint32  colour)
{
  g_autoptr (GBytes) png = gesso_test_make_png (64, 48, colour);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoReferenceFile) file = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_add_reference_async (self->library, self->decoder, png, "ink.png", NULL, gesso_test_result_cb,
                                     &result);
  result = gesso_test_await_result (&result);
  file = gesso_library_add_reference_finish (self->library, result, &error);
  g_assert_no_error (error);
  return g_strdup (file->sha256);
}

void
fixture_make_foreign_job (GessoSandbox *sandbox)
{
  g_autoptr (KreaClient) client = krea_client_new (gesso_sandbox_get_url (sandbox), TEST_KEY);
  g_autoptr (KreaRequest) request = fixture_request ("somebody else");
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (KreaJob) job = NULL;
  g_autoptr (GError) error = NULL;

  krea_client_submit_async (client, request, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  job = krea_client_submit_finish (client, slot, &error);
  g_assert_no_error (error);
}

typedef struct {
  GessoGeneration *generation;
  GessoState state;
} StateWait;

static gboolean
has_state (gpointer data)
{
  StateWait *wait = data;

  return gesso_generation_get_state (wait->generation) == wait->state;
}

void
await_state (GessoGeneration *generation,
             GessoState       state)
{
  StateWait wait = { generation, state };

  if (!gesso_test_await (has_state, &wait, GESSO_TEST_TIMEOUT_MS))
    g_error ("still %s instead of %s: %s", gesso_state_to_nick (gesso_generation_get_state (generation)),
             gesso_state_to_nick (state), gesso_generation_get_error_message (generation));
}

typedef struct {
  GessoEngine *engine;
  GessoQueueHold hold;
} HoldWait;

static gboolean
has_hold (gpointer data)
{
  HoldWait *wait = data;

  return gesso_engine_get_hold (wait->engine) == wait->hold;
}

void
await_hold (GessoEngine    *engine,
            GessoQueueHold  hold)
{
  HoldWait wait = { engine, hold };

  if (!gesso_test_await (has_hold, &wait, GESSO_TEST_TIMEOUT_MS))
    g_error ("hold is %u instead of %u", gesso_engine_get_hold (engine), hold);
}

typedef struct {
  const guint *count;
  guint least;
} CountWait;

static gboolean
has_count (gpointer data)
{
  CountWait *wait = data;

  return *wait->count >= wait->least;
}

void
await_count (const guint *count,
             guint        least)
{
  CountWait wait = { count, least };

  g_assert_true (gesso_test_await (has_count, &wait, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (*count, ==, least);
}

/* µ$ in this month's ledger, read from the database. */
gint64
fixture_spent (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *month = gesso_time_month (gesso_time_now_ms ());
  GessoSpending spending = { 0 };
  g_autoptr (GError) error = NULL;

  gesso_library_spending_async (self->library, month, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  gesso_library_spending_finish (self->library, result, &spending, &error);
  g_assert_no_error (error);
  return spending.spent;
}

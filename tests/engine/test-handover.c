/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"
#include "gesso-handover-private.h"

#include <string.h>

#include "gesso-order.h"

/* The owner's side, as a command line of another process sees it. */
typedef struct {
  Fixture          engine;
  GessoHandover   *handover;
  GDBusConnection *connection;
  GArray          *held; /* GessoQueueHold, as they came */
} Owner;

static void
held_cb (GDBusConnection *connection,
         const char      *sender,
         const char      *path,
         const char      *interface,
         const char      *signal,
         GVariant        *parameters,
         gpointer         data)
{
  guint hold;

  g_variant_get (parameters, "(u)", &hold);
  g_array_append_val (data, hold);
}

static void
set_up (Owner *self)
{
  g_autofree char *socket = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&self->engine, NULL);
  self->handover = gesso_handover_new (self->engine.engine, &error);
  g_assert_no_error (error);
  socket = gesso_handover_socket_path (gesso_library_get_uuid (self->engine.library));
  address = g_strdup_printf ("unix:path=%s", socket);
  g_dbus_connection_new_for_address (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL,
                                     gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  self->connection = g_dbus_connection_new_for_address_finish (result, &error);
  g_assert_no_error (error);
  self->held = g_array_new (FALSE, FALSE, sizeof (guint));
  g_dbus_connection_signal_subscribe (self->connection, NULL, GESSO_HANDOVER_INTERFACE, "Held", GESSO_HANDOVER_PATH, NULL,
                                      G_DBUS_SIGNAL_FLAGS_NONE, held_cb, self->held, NULL);
}

static void
tear_down (Owner *self)
{
  gesso_handover_stop (self->handover);
  g_clear_object (&self->handover);
  g_clear_object (&self->connection);
  g_array_unref (self->held);
  fixture_tear_down (&self->engine);
}

/* @resting: (out) (optional): why one that was sent does not go on, or "" */
static guint
wait_for_rest (Owner  *self,
               char  **resting)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;
  guint hold;

  g_dbus_connection_call (self->connection, NULL, GESSO_HANDOVER_PATH, GESSO_HANDOVER_INTERFACE, "Wait",
                          g_variant_new ("(s)", ""), G_VARIANT_TYPE ("(us)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  reply = g_dbus_connection_call_finish (self->connection, result, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(us)", &hold, resting);
  return hold;
}

static guint
wait_for_owner (Owner *self)
{
  return wait_for_rest (self, NULL);
}

/* A hold is told, and so is its end: who hears only the first leaves for nothing. */
static void
test_hold_and_its_end (void)
{
  Owner self = { 0 };

  set_up (&self);
  /* An answer shows that the connection is served. */
  g_assert_cmpuint (wait_for_owner (&self), ==, GESSO_QUEUE_RUNS);
  gesso_engine_set_paused (self.engine.engine, TRUE);
  await_count (&self.held->len, 1);
  gesso_engine_set_paused (self.engine.engine, FALSE);
  await_count (&self.held->len, 2);
  g_assert_cmpuint (g_array_index (self.held, guint, 0), ==, GESSO_QUEUE_PAUSED);
  g_assert_cmpuint (g_array_index (self.held, guint, 1), ==, GESSO_QUEUE_RUNS);
  tear_down (&self);
}

static void
pause_cb (GessoEngine     *engine,
          GessoGeneration *generation,
          const char      *step,
          gpointer         data)
{
  if (g_str_equal (step, "submitted"))
    gesso_engine_set_paused (engine, TRUE);
}

/* Paused while one of two is drawn: that one is waited for, the other is not. */
static void
test_wait_for_what_was_sent (void)
{
  Owner self = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GPtrArray) round = NULL;

  set_up (&self);
  gesso_engine_set_step_hook (self.engine.engine, pause_cb, NULL);
  round = fixture_generate (&self.engine, request, 2);
  await_hold (self.engine.engine, GESSO_QUEUE_PAUSED);
  g_assert_cmpuint (self.engine.kept->len, ==, 0);
  g_assert_cmpuint (wait_for_owner (&self), ==, GESSO_QUEUE_PAUSED);
  g_assert_cmpuint (self.engine.kept->len, ==, 1);
  g_assert_cmpuint (gesso_engine_get_waiting (self.engine.engine), ==, 1);
  g_assert_cmpuint (gesso_sandbox_get_submits (self.engine.sandbox), ==, 1);
  gesso_engine_set_step_hook (self.engine.engine, NULL, NULL);
  tear_down (&self);
}

/* Both kinds of signals, in the order that they come in. */
typedef struct {
  guint    hold;
  GArray  *at_failure; /* the hold as each failure is heard of */
} Heard;

static void
heard_cb (GDBusConnection *connection,
          const char      *sender,
          const char      *path,
          const char      *interface,
          const char      *signal,
          GVariant        *parameters,
          gpointer         data)
{
  Heard *heard = data;
  const char *id, *json;

  if (g_str_equal (signal, "Held"))
    g_variant_get (parameters, "(u)", &heard->hold);
  else
    {
      g_variant_get (parameters, "(&s&s)", &id, &json);
      if (strstr (json, "\"state\":\"failed\"") != NULL)
        g_array_append_val (heard->at_failure, heard->hold);
    }
}

/* Whoever ordered hears that the cap has room before the failure that makes it, and stays. */
static void
test_room_is_told_before_a_failure (void)
{
  Owner self = { 0 };
  Heard heard = { GESSO_QUEUE_RUNS, g_array_new (FALSE, FALSE, sizeof (guint)) };
  g_autoptr (GessoOrder) order = gesso_order_new ();
  g_autofree char *json = NULL;

  set_up (&self);
  gesso_engine_set_cap (self.engine.engine, 20000);
  g_clear_object (&order->request);
  order->request = fixture_request ("a boat [nsfw]");
  order->images = 2;
  json = gesso_order_to_json (order);
  g_dbus_connection_signal_subscribe (self.connection, NULL, GESSO_HANDOVER_INTERFACE, NULL, GESSO_HANDOVER_PATH, NULL,
                                      G_DBUS_SIGNAL_FLAGS_NONE, heard_cb, &heard, NULL);
  g_dbus_connection_call (self.connection, NULL, GESSO_HANDOVER_PATH, GESSO_HANDOVER_INTERFACE, "Order",
                          g_variant_new ("(sss)", "", "/", json), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
  await_count (&heard.at_failure->len, 2);
  g_assert_cmpuint (g_array_index (heard.at_failure, guint, 0), ==, GESSO_QUEUE_RUNS);
  tear_down (&self);
  g_array_unref (heard.at_failure);
}

/* The cap lets one through, which fails and costs nothing: then there is room for the other, and no reason to leave. */
static void
test_room_after_a_failure (void)
{
  Owner self = { 0 };
  g_autoptr (GessoGeneration) refused = NULL;
  g_autoptr (GessoGeneration) other = NULL;

  set_up (&self);
  gesso_engine_set_cap (self.engine.engine, 20000);
  gesso_engine_set_paused (self.engine.engine, TRUE);
  refused = fixture_generate_one (&self.engine, "a boat [nsfw]");
  other = fixture_generate_one (&self.engine, "a boat");
  gesso_engine_set_paused (self.engine.engine, FALSE);
  await_hold (self.engine.engine, GESSO_QUEUE_CAP);
  g_assert_cmpuint (wait_for_owner (&self), ==, GESSO_QUEUE_RUNS);
  g_assert_cmpuint (gesso_generation_get_state (refused), ==, GESSO_STATE_FAILED);
  g_assert_cmpuint (gesso_generation_get_state (other), ==, GESSO_STATE_KEPT);
  tear_down (&self);
}

/* What does not come to an end by itself is not waited for, and it is said why; it is not given up. */
static void
test_wait_for_what_rests (gconstpointer faults)
{
  Owner self = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autofree char *resting = NULL, *nothing = NULL;

  set_up (&self);
  fixture_faults (&self.engine, faults);
  generation = fixture_generate_one (&self.engine, "a boat");
  g_assert_cmpuint (wait_for_rest (&self, &resting), ==, GESSO_QUEUE_RUNS);
  g_assert_cmpstr (resting, !=, "");
  g_assert_cmpuint (gesso_engine_get_running (self.engine.engine), ==, 1);
  g_assert_false (gesso_engine_is_under_way (self.engine.engine, generation));

  fixture_faults (&self.engine, NULL);
  gesso_engine_try_again (self.engine.engine);
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpuint (wait_for_rest (&self, &nothing), ==, GESSO_QUEUE_RUNS);
  g_assert_cmpstr (nothing, ==, "");
  tear_down (&self);
}

/* A pause does not hide that what was sent can't come any more. */
static void
test_key_revoked_while_paused (void)
{
  Owner self = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  set_up (&self);
  generation = fixture_generate_one (&self.engine, "a boat [stuck]");
  await_state (generation, GESSO_STATE_RUNNING);
  gesso_engine_set_paused (self.engine.engine, TRUE);
  fixture_faults (&self.engine, "poll:401");
  g_assert_cmpuint (wait_for_owner (&self), ==, GESSO_QUEUE_UNAUTHORIZED);
  g_assert_cmpuint (gesso_engine_get_hold (self.engine.engine), ==, GESSO_QUEUE_PAUSED);
  tear_down (&self);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handover/hold-and-its-end", test_hold_and_its_end);
  g_test_add_func ("/handover/wait-for-what-was-sent", test_wait_for_what_was_sent);
  g_test_add_func ("/handover/room-after-a-failure", test_room_after_a_failure);
  g_test_add_func ("/handover/room-is-told-before-a-failure", test_room_is_told_before_a_failure);
  g_test_add_data_func ("/handover/wait-for-what-rests/download", "download:cut", test_wait_for_what_rests);
  g_test_add_data_func ("/handover/wait-for-what-rests/forbidden", "poll:403", test_wait_for_what_rests);
  g_test_add_func ("/handover/key-revoked-while-paused", test_key_revoked_while_paused);
  return g_test_run ();
}

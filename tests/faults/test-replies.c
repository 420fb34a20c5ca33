/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"
#include "fault-audit.h"
#include "gesso-json.h"

#define PRICE 15000

/*
 * A whole session for each reply that the API may give: from the prompt to the end that it must have, then the audit of
 * what was billed, kept and charged.
 */

typedef struct {
  const char *name;
  const char *faults;    /* (nullable): of the server */
  const char *prompt;
  GessoState  end;
  const char *code;      /* (nullable): of a failed generation */
  guint       submits;
  gint64      billed;
  guint       recovered; /* pictures that were found again */
  gboolean    second;    /* the faults begin with the second picture: the account was looked at before the first */
  gboolean    impatient; /* the client waits for IMPATIENT_MS instead of half a minute */
} Case;

#define IMPATIENT_MS 400
/* What lies in the sockets' buffers when the client stops reading at its limit. */
#define BUFFERED (16 * 1024 * 1024)

#define KEPT(name, faults) { name, faults, "a boat", GESSO_STATE_KEPT, NULL, 1, PRICE, 0, FALSE, FALSE }
#define SHAPE(name, faults, prompt) { name, faults, prompt, GESSO_STATE_KEPT, NULL, 1, PRICE, 0, FALSE, FALSE }
#define ADOPTED(name, faults) { name, faults, "a boat", GESSO_STATE_KEPT, NULL, 1, PRICE, 1, FALSE, FALSE }
#define LISTED(name, faults) { name, faults, "a boat", GESSO_STATE_KEPT, NULL, 2, 2 * PRICE, 1, TRUE, FALSE }
#define HELD(name, faults) { name, faults, "a boat", GESSO_STATE_HELD, NULL, 1, 0, 0, FALSE, FALSE }
#define UNCERTAIN(name, faults) { name, faults, "a boat", GESSO_STATE_HELD, NULL, 1, PRICE, 1, FALSE, FALSE }
#define SLOW(name, faults) { name, faults, "a boat", GESSO_STATE_KEPT, NULL, 1, PRICE, 0, FALSE, TRUE }
#define FAILED(name, faults, prompt, code, billed) { name, faults, prompt, GESSO_STATE_FAILED, code, 1, billed, 0, FALSE, FALSE }

static const Case cases[] = {
  /* Nothing came of the request, and nobody can know: never sent again by itself. */
  HELD ("submit/drop-before", "drop-before@1"),
  HELD ("submit/500", "500@1"),
  HELD ("submit/502-html", "html=502@1"),
  HELD ("submit/503", "503@1"),
  HELD ("submit/408", "408@1"),
  HELD ("submit/409", "409@1"),
  HELD ("submit/425", "425@1"),
  HELD ("submit/redirect", "redirect@1"),
  /* The job was made, and its reply is of no use. */
  ADOPTED ("submit/drop-after", "drop-after@1"),
  ADOPTED ("submit/500-after", "500-after@1"),
  ADOPTED ("submit/408-after", "408-after@1"),
  ADOPTED ("submit/409-after", "409-after@1"),
  ADOPTED ("submit/425-after", "425-after@1"),
  ADOPTED ("submit/empty", "empty@1"),
  ADOPTED ("submit/garbage", "garbage@1"),
  ADOPTED ("submit/cut-json", "cut-json@1"),
  ADOPTED ("submit/wrong-types", "wrong-types@1"),
  ADOPTED ("submit/deep", "deep@1"),
  ADOPTED ("submit/big", "big@1"),
  ADOPTED ("submit/bomb", "bomb@1"),
  ADOPTED ("submit/bad-utf8", "bad-utf8@1"),
  ADOPTED ("submit/gigabyte", "huge@1"),
  ADOPTED ("submit/gigabyte-said", "huge=length@1"),
  KEPT ("submit/delay", "delay=300@1"),
  /* The one call without a limit of time: it may come a byte at a time. */
  SLOW ("submit/drip", "drip=5@1"),
  /* Refused for certain. */
  FAILED ("submit/422-detail", "422@1,validation_body=detail", "a boat", "invalid-request", 0),
  FAILED ("submit/400-issues", "400@1,validation_body=issues", "a boat", "invalid-request", 0),
  FAILED ("submit/404-html", "404@1,not_found_body=html", "a boat", "not-found", 0),
  FAILED ("submit/410", "410@1", "a boat", "gone", 0),
  FAILED ("submit/413", "413@1", "a boat", "too-large", 0),

  KEPT ("poll/drop", "poll:drop@2"),
  KEPT ("poll/drop-after", "poll:drop-after@1"),
  KEPT ("poll/500", "poll:500@3"),
  KEPT ("poll/html", "poll:html=502@1"),
  KEPT ("poll/401", "poll:401@1"),
  KEPT ("poll/402", "poll:402@1"),
  KEPT ("poll/403", "poll:403@1"),
  KEPT ("poll/408", "poll:408@1"),
  KEPT ("poll/409", "poll:409@1"),
  KEPT ("poll/425", "poll:425@1"),
  KEPT ("poll/429", "poll:429@2"),
  KEPT ("poll/garbage", "poll:garbage@1"),
  KEPT ("poll/empty", "poll:empty@1"),
  KEPT ("poll/cut-json", "poll:cut-json@1"),
  KEPT ("poll/wrong-types", "poll:wrong-types@1"),
  KEPT ("poll/huge-number", "poll:huge-number@1"),
  KEPT ("poll/deep", "poll:deep@1"),
  KEPT ("poll/big", "poll:big@1"),
  KEPT ("poll/bomb", "poll:bomb@1"),
  KEPT ("poll/bad-utf8", "poll:bad-utf8@1"),
  KEPT ("poll/gigabyte", "poll:huge@1"),
  SLOW ("poll/drip", "poll:drip@2"),

  KEPT ("download/drop", "download:drop@2"),
  KEPT ("download/drop-after", "download:drop-after@1"),
  KEPT ("download/500", "download:500@2"),
  KEPT ("download/403", "download:403@1"),
  KEPT ("download/html", "download:html@1"),
  KEPT ("download/garbage", "download:garbage@1"),
  KEPT ("download/empty", "download:empty@1"),
  KEPT ("download/truncated", "download:truncated@2"),
  KEPT ("download/cut", "download:cut@1"),
  KEPT ("download/slow", "download:slow=1@1"),
  KEPT ("download/big", "download:big@1"),
  KEPT ("download/bomb", "download:bomb@1"),
  KEPT ("download/gigabyte", "download:huge@1"),
  KEPT ("download/gigabyte-said", "download:huge=length@1"),
  SLOW ("download/drip", "download:drip@2"),

  /* The first look at the account, when nothing was sent yet: what waits is sent when it can be seen. */
  KEPT ("look/500", "list:500@2"),
  KEPT ("look/429", "list:429@1"),
  KEPT ("look/drop", "list:drop@2"),
  KEPT ("look/redirect", "list:redirect@1"),
  KEPT ("look/html", "list:html=200@1"),
  KEPT ("look/garbage", "list:garbage@1"),
  KEPT ("look/bomb", "list:bomb@1"),
  KEPT ("look/bad-utf8", "list:bad-utf8@1"),
  KEPT ("look/gigabyte", "list:huge@1"),
  SLOW ("look/drip", "list:drip@1"),

  LISTED ("list/500", "drop-after@1,list:500@2"),
  LISTED ("list/429", "drop-after@1,list:429@1"),
  LISTED ("list/drop", "drop-after@1,list:drop@1"),
  LISTED ("list/redirect", "drop-after@1,list:redirect@1"),
  LISTED ("list/garbage", "drop-after@1,list:garbage@1"),
  LISTED ("list/cut-json", "drop-after@1,list:cut-json@1"),
  LISTED ("list/wrong-types", "drop-after@1,list:wrong-types@1"),
  LISTED ("list/bad-utf8", "drop-after@1,list:bad-utf8@1"),
  LISTED ("list/gigabyte", "drop-after@1,list:huge@1"),
  LISTED ("list/camel-case", "drop-after@1,cursor_style=nextCursor"),

  SHAPE ("shape/urls-objects", "urls_shape=objects,previews=1", "a boat"),
  SHAPE ("shape/urls-map", "urls_shape=map,previews=1", "a boat"),
  SHAPE ("shape/result-empty", "result=empty", "a boat"),
  SHAPE ("shape/result-absent", "result=absent", "a boat"),
  SHAPE ("shape/previews", "previews=1", "a boat"),
  SHAPE ("shape/type", "type=k1", "a boat"),
  SHAPE ("shape/first-status-none", "first_status=none", "a boat"),
  SHAPE ("shape/first-status-unknown", "first_status=warming-up", "a boat"),
  SHAPE ("shape/unknown-status", NULL, "a boat [unknown-status]"),
  FAILED ("shape/error-in-result", "error_location=result", "a boat [nsfw]", "moderated", 0),
  FAILED ("shape/error-string", "error_shape=string", "a boat [nsfw]", "moderated", 0),
  FAILED ("shape/ip-detected", NULL, "a boat [ip_detected]", "moderated", 0),
  FAILED ("shape/violence", "error_location=result,error_shape=string", "a boat [violence]", "moderated", 0),
  FAILED ("shape/personal-info", NULL, "a boat [personal_info]", "moderated", 0),
  FAILED ("shape/no-urls-null", NULL, "a boat [no-urls=null]", "no-picture", PRICE),
  FAILED ("shape/no-urls-absent", NULL, "a boat [no-urls=absent]", "no-picture", PRICE),
  FAILED ("shape/no-urls-list", NULL, "a boat [no-urls=list]", "no-picture", PRICE),

  /* The server's clock is off by a day, and so the two of a settlement disagree: nothing is concluded from them. */
  KEPT ("clock/day-ahead", "date_skew=86400"),
  KEPT ("clock/day-behind", "date_skew=-86400"),
  UNCERTAIN ("clock/day-ahead-in-doubt", "drop-after@1,date_skew=86400"),
  UNCERTAIN ("clock/day-behind-in-doubt", "drop-after@1,date_skew=-86400"),
};

typedef struct {
  const Case      *one;
  Fixture          fixture;
  GessoGeneration *generation;
} Session;

static void
make_impatient (Fixture *fixture)
{
  GessoRoute *route = gesso_engine_active_route (fixture->engine);
  g_autoptr (KreaClient) client = g_object_new (KREA_TYPE_CLIENT, "origin", gesso_sandbox_get_url (fixture->sandbox),
                                                "key", TEST_KEY, "timeout-ms", IMPATIENT_MS,
                                                "stall-timeout-ms", IMPATIENT_MS, NULL);

  g_set_object (&route->client, client);
}

static Session *
session_begin (const Case *one)
{
  Session *self = g_new0 (Session, 1);

  self->one = one;
  fixture_set_up (&self->fixture, one->second ? NULL : one->faults);
  if (one->impatient)
    make_impatient (&self->fixture);
  if (one->second)
    {
      g_autoptr (GessoGeneration) first = fixture_generate_one (&self->fixture, "a lighthouse");

      await_state (first, GESSO_STATE_KEPT);
      fixture_faults (&self->fixture, one->faults);
    }
  self->generation = fixture_generate_one (&self->fixture, one->prompt);
  return self;
}

/* Of a gigabyte no more was taken than the limit of such a reply, or nothing where its head said how long it is. */
static void
audit_streamed (Session *self)
{
  guint64 streamed = gesso_sandbox_get_streamed (self->fixture.sandbox);
  guint64 limit = g_str_has_prefix (self->one->name, "download/") ? GESSO_PICTURE_MAX_BYTES : GESSO_JSON_MAX_BYTES;

  g_test_message ("%" G_GUINT64_FORMAT " kB of 1 GB were sent", streamed / 1024);
  g_assert_cmpuint (streamed, >, 0);
  g_assert_cmpuint (streamed, <, BUFFERED + (g_str_has_suffix (self->one->name, "-said") ? 0 : limit));
}

static void
session_end (Session *self)
{
  const Case *one = self->one;
  Fixture *fixture = &self->fixture;

  g_test_message ("%s", one->name);
  await_state (self->generation, one->end);
  await_count (&fixture->recovered, one->recovered);
  if (one->end == GESSO_STATE_FAILED)
    {
      g_assert_cmpstr (gesso_generation_get_error_code (self->generation), ==, one->code);
      g_assert_cmpstr (gesso_generation_get_error_message (self->generation), !=, "");
    }
  await_hold (fixture->engine, GESSO_QUEUE_RUNS);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture->sandbox), ==, one->billed);
  if (g_str_has_suffix (one->name, "/gigabyte") || g_str_has_suffix (one->name, "/gigabyte-said"))
    audit_streamed (self);
  g_clear_object (&self->generation);
  audit (fixture, one->submits);
  fixture_tear_down (fixture);
  g_free (self);
}

/* All sessions of a group at once, each with a server and a library of its own: most of their time is waiting. */
static void
test_group (gconstpointer prefix)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_has_prefix (cases[i].name, prefix))
      g_ptr_array_add (sessions, session_begin (&cases[i]));
  g_assert_cmpuint (sessions->len, >, 0);
  for (guint i = 0; i < sessions->len; i++)
    session_end (sessions->pdata[i]);
}

typedef struct {
  const char    *faults;
  GessoQueueHold hold;
  guint          submits; /* until it is over */
} HoldCase;

static const HoldCase hold_cases[] = {
  { "401", GESSO_QUEUE_UNAUTHORIZED, 1 },
  { "401,unauthorized_body=error", GESSO_QUEUE_UNAUTHORIZED, 1 },
  { "402", GESSO_QUEUE_NO_BALANCE, 1 },
  { "403", GESSO_QUEUE_FORBIDDEN, 1 },
  { "list:401", GESSO_QUEUE_UNAUTHORIZED, 0 },
  { "list:402", GESSO_QUEUE_NO_BALANCE, 0 },
  { "list:403", GESSO_QUEUE_FORBIDDEN, 0 },
};

/* One obstacle for the whole queue: nothing that waits fails by it, each is sent once when it is over. */
static void
test_hold (gconstpointer data)
{
  const HoldCase *one = data;
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GPtrArray) round = NULL;

  fixture_set_up (&fixture, one->faults);
  round = fixture_generate (&fixture, request, 3);
  await_hold (fixture.engine, one->hold);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, one->submits);
  g_assert_cmpuint (fixture.failed->len, ==, 0);
  fixture_faults (&fixture, NULL);
  gesso_engine_try_again (fixture.engine);
  for (guint i = 0; i < round->len; i++)
    await_state (round->pdata[i], GESSO_STATE_KEPT);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 3 * PRICE);
  g_clear_pointer (&round, g_ptr_array_unref);
  audit (&fixture, 3 + one->submits);
}

/* The key is revoked while a job runs: nothing fails by it, nothing is sent with it, and when it is good again the picture
 * comes. */
static void
test_revoked (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) running = NULL;
  g_autoptr (GessoGeneration) waiting = NULL;

  fixture_set_up (&fixture, NULL);
  running = fixture_generate_one (&fixture, "a boat [stuck]");
  await_state (running, GESSO_STATE_RUNNING);
  fixture_faults (&fixture, "any:401");
  await_hold (fixture.engine, GESSO_QUEUE_UNAUTHORIZED);
  waiting = fixture_generate_one (&fixture, "a lighthouse");
  gesso_test_settle (300);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpuint (gesso_generation_get_state (running), ==, GESSO_STATE_RUNNING);
  g_assert_cmpuint (gesso_generation_get_state (waiting), ==, GESSO_STATE_QUEUED);
  g_assert_cmpuint (fixture.failed->len, ==, 0);

  fixture_faults (&fixture, NULL);
  gesso_engine_try_again (fixture.engine);
  await_state (waiting, GESSO_STATE_KEPT);
  fixture_cancel (&fixture, running, NULL);
  await_state (running, GESSO_STATE_CANCELLED);
  g_clear_object (&running);
  g_clear_object (&waiting);
  audit (&fixture, 2);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/faults/replies/submit", "submit/", test_group);
  g_test_add_data_func ("/faults/replies/poll", "poll/", test_group);
  g_test_add_data_func ("/faults/replies/download", "download/", test_group);
  g_test_add_data_func ("/faults/replies/look", "look/", test_group);
  g_test_add_data_func ("/faults/replies/list", "list/", test_group);
  g_test_add_data_func ("/faults/replies/shape", "shape/", test_group);
  g_test_add_data_func ("/faults/replies/clock", "clock/", test_group);
  g_test_add_func ("/faults/replies/revoked", test_revoked);
  for (guint i = 0; i < G_N_ELEMENTS (hold_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/replies/hold/", hold_cases[i].faults, NULL);

      g_test_add_data_func (path, &hold_cases[i], test_hold);
    }
  return g_test_run ();
}

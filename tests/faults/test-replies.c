/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"
#include "fault-audit.h"

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
} Case;

#define KEPT(name, faults) { name, faults, "a boat", GESSO_STATE_KEPT, NULL, 1, PRICE, 0, FALSE }
#define SHAPE(name, faults, prompt) { name, faults, prompt, GESSO_STATE_KEPT, NULL, 1, PRICE, 0, FALSE }
#define ADOPTED(name, faults) { name, faults, "a boat", GESSO_STATE_KEPT, NULL, 1, PRICE, 1, FALSE }
#define LISTED(name, faults) { name, faults, "a boat", GESSO_STATE_KEPT, NULL, 2, 2 * PRICE, 1, TRUE }
#define HELD(name, faults) { name, faults, "a boat", GESSO_STATE_HELD, NULL, 1, 0, 0, FALSE }
#define FAILED(name, faults, prompt, code, billed) { name, faults, prompt, GESSO_STATE_FAILED, code, 1, billed, 0, FALSE }

static const Case cases[] = {
  /* Nothing came of the request, and nobody can know: never sent again by itself. */
  HELD ("submit/drop-before", "drop-before@1"),
  HELD ("submit/500", "500@1"),
  HELD ("submit/502-html", "html=502@1"),
  HELD ("submit/503", "503@1"),
  /* The job was made, and its reply is of no use. */
  ADOPTED ("submit/drop-after", "drop-after@1"),
  ADOPTED ("submit/500-after", "500-after@1"),
  ADOPTED ("submit/empty", "empty@1"),
  ADOPTED ("submit/garbage", "garbage@1"),
  ADOPTED ("submit/cut-json", "cut-json@1"),
  ADOPTED ("submit/wrong-types", "wrong-types@1"),
  ADOPTED ("submit/deep", "deep@1"),
  ADOPTED ("submit/big", "big@1"),
  ADOPTED ("submit/bomb", "bomb@1"),
  KEPT ("submit/delay", "delay=300@1"),
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
  KEPT ("poll/429", "poll:429@2"),
  KEPT ("poll/408", "poll:408@1"),
  KEPT ("poll/garbage", "poll:garbage@1"),
  KEPT ("poll/empty", "poll:empty@1"),
  KEPT ("poll/cut-json", "poll:cut-json@1"),
  KEPT ("poll/wrong-types", "poll:wrong-types@1"),
  KEPT ("poll/huge-number", "poll:huge-number@1"),
  KEPT ("poll/deep", "poll:deep@1"),
  KEPT ("poll/big", "poll:big@1"),
  KEPT ("poll/bomb", "poll:bomb@1"),

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

  /* The first look at the account, when nothing was sent yet: what waits is sent when it can be seen. */
  KEPT ("look/500", "list:500@2"),
  KEPT ("look/429", "list:429@1"),
  KEPT ("look/drop", "list:drop@2"),
  KEPT ("look/redirect", "list:redirect@1"),
  KEPT ("look/html", "list:html=200@1"),
  KEPT ("look/garbage", "list:garbage@1"),
  KEPT ("look/bomb", "list:bomb@1"),

  LISTED ("list/500", "drop-after@1,list:500@2"),
  LISTED ("list/429", "drop-after@1,list:429@1"),
  LISTED ("list/drop", "drop-after@1,list:drop@1"),
  LISTED ("list/redirect", "drop-after@1,list:redirect@1"),
  LISTED ("list/garbage", "drop-after@1,list:garbage@1"),
  LISTED ("list/cut-json", "drop-after@1,list:cut-json@1"),
  LISTED ("list/wrong-types", "drop-after@1,list:wrong-types@1"),
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
  { "clock/day-ahead-in-doubt", "drop-after@1,date_skew=86400", "a boat", GESSO_STATE_HELD, NULL, 1, PRICE, 1, FALSE },
  { "clock/day-behind-in-doubt", "drop-after@1,date_skew=-86400", "a boat", GESSO_STATE_HELD, NULL, 1, PRICE, 1, FALSE },
};

typedef struct {
  const Case      *one;
  Fixture          fixture;
  GessoGeneration *generation;
} Session;

static Session *
session_begin (const Case *one)
{
  Session *self = g_new0 (Session, 1);

  self->one = one;
  fixture_set_up (&self->fixture, one->second ? NULL : one->faults);
  if (one->second)
    {
      g_autoptr (GessoGeneration) first = fixture_generate_one (&self->fixture, "a lighthouse");

      await_state (first, GESSO_STATE_KEPT);
      fixture_faults (&self->fixture, one->faults);
    }
  self->generation = fixture_generate_one (&self->fixture, one->prompt);
  return self;
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
} HoldCase;

static const HoldCase hold_cases[] = {
  { "401", GESSO_QUEUE_UNAUTHORIZED },
  { "401,unauthorized_body=error", GESSO_QUEUE_UNAUTHORIZED },
  { "402", GESSO_QUEUE_NO_BALANCE },
  { "403", GESSO_QUEUE_FORBIDDEN },
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
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpuint (fixture.failed->len, ==, 0);
  fixture_faults (&fixture, NULL);
  gesso_engine_try_again (fixture.engine);
  for (guint i = 0; i < round->len; i++)
    await_state (round->pdata[i], GESSO_STATE_KEPT);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 3 * PRICE);
  g_clear_pointer (&round, g_ptr_array_unref);
  audit (&fixture, 4);
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
  for (guint i = 0; i < G_N_ELEMENTS (hold_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/replies/hold/", hold_cases[i].faults, NULL);

      g_test_add_data_func (path, &hold_cases[i], test_hold);
    }
  return g_test_run ();
}

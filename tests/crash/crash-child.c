/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "crash-memory.h"
#include "crash-recorder.h"
#include "engine-fixture.h"
#include "gesso-files.h"

/*
 * The program that is killed: a library and an engine as in the real ones, with the engine's waits shortened. It does
 * what it is asked to and whatever an earlier run left behind, and ends when nothing is left that goes on by itself.
 * Each thing that a user could have seen is said on standard output, one line each, and noted in the trace.
 */

static struct {
  char    *root;
  char    *url;
  char    *trace;
  char    *points;
  gint64   kill_at;
  char    *kill_after;
  gint64   refuse;
  char   **prompts;
  gboolean reference;
  gboolean cancel;
  gboolean answer_held;
} options;

static const GOptionEntry entries[] = {
  { "root", 0, 0, G_OPTION_ARG_FILENAME, &options.root, "Folder with library/ and state/", "DIR" },
  { "url", 0, 0, G_OPTION_ARG_STRING, &options.url, "The server", "URL" },
  { "trace", 0, 0, G_OPTION_ARG_FILENAME, &options.trace, "Where to note every write", "FILE" },
  { "points", 0, 0, G_OPTION_ARG_FILENAME, &options.points, "Where to list the points", "FILE" },
  { "kill-at", 0, 0, G_OPTION_ARG_INT64, &options.kill_at, "The point to end at", "N" },
  { "kill-after", 0, 0, G_OPTION_ARG_STRING, &options.kill_after, "What to end after", "TEXT" },
  { "refuse", 0, 0, G_OPTION_ARG_INT64, &options.refuse, "The piece of memory that is not given", "N" },
  { "prompt", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.prompts, "Generate one picture of this", "TEXT" },
  { "reference", 0, 0, G_OPTION_ARG_NONE, &options.reference, "Send a reference with each", NULL },
  { "cancel", 0, 0, G_OPTION_ARG_NONE, &options.cancel, "Cancel what was sent if its prompt says [stuck]", NULL },
  { "answer-held", 0, 0, G_OPTION_ARG_NONE, &options.answer_held, "Send again what was not sent, give up what is uncertain",
    NULL },
  { NULL },
};

G_GNUC_PRINTF (1, 2)
static void
say (const char *format,
     ...)
{
  g_autofree char *text = NULL;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  puts (text);
  fflush (stdout);
  crash_recorder_point (text);
}

typedef struct {
  GessoEngine     *engine;
  GessoGeneration *generation;
} Cancel;

static gboolean
wants_cancel (GessoGeneration *generation)
{
  return options.cancel && strstr (gesso_generation_get_prompt (generation), "[stuck]") != NULL &&
         !gesso_generation_is_cancel_requested (generation);
}

static gboolean
cancel_cb (gpointer data)
{
  Cancel *cancel = data;
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, cancel->generation);
  gesso_engine_cancel_async (cancel->engine, one, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
cancel_free (gpointer data)
{
  Cancel *cancel = data;

  g_object_unref (cancel->engine);
  g_object_unref (cancel->generation);
  g_free (cancel);
}

/* From the main loop, as a click would. */
static void
cancel_one (GessoEngine     *engine,
            GessoGeneration *generation)
{
  Cancel *cancel = g_new (Cancel, 1);

  cancel->engine = g_object_ref (engine);
  cancel->generation = g_object_ref (generation);
  g_idle_add_full (G_PRIORITY_DEFAULT, cancel_cb, cancel, cancel_free);
}

static void
step_cb (GessoEngine     *engine,
         GessoGeneration *generation,
         const char      *step,
         gpointer         data)
{
  const char *id = generation != NULL ? gesso_generation_get_id (generation) : "-";

  if (g_str_equal (step, "downloaded"))
    crash_memory_widen (TRUE);
  else if (g_str_equal (step, "kept"))
    crash_memory_widen (FALSE);
  if (g_str_equal (step, "submitted"))
    say ("submitted %s %s", id, gesso_generation_get_job_id (generation));
  else if (g_str_equal (step, "kept"))
    say ("kept %s %s", id, gesso_generation_get_sha256 (generation));
  else
    say ("%s %s", step, id);
  if (generation != NULL && g_str_equal (step, "submitted") && wants_cancel (generation))
    cancel_one (engine, generation);
}

static int
library_step_cb (GessoStep step)
{
  if (step == GESSO_STEP_COMMIT)
    crash_recorder_point ("commit");
  return 0;
}

static void
generate (Fixture    *fixture,
          const char *prompt,
          const char *sha256)
{
  g_autoptr (KreaRequest) request = fixture_request (prompt);
  g_autoptr (GPtrArray) round = NULL;

  if (sha256 != NULL)
    {
      g_autoptr (KreaReference) reference = krea_reference_new (sha256, "ink.png", 0.6);

      krea_request_add_reference (request, reference);
    }
  round = fixture_generate (fixture, request, 1);
  say ("ordered %s %s", gesso_generation_get_id (round->pdata[0]), prompt);
}

/* What the user does about pictures that wait for them. */
static void
answer (GessoEngine     *engine,
        GessoGeneration *generation)
{
  if (wants_cancel (generation) && gesso_generation_get_job_id (generation) != NULL)
    cancel_one (engine, generation);
  else if (!options.answer_held || gesso_generation_get_state (generation) != GESSO_STATE_HELD)
    return;
  else if (gesso_generation_get_hold (generation) == GESSO_HOLD_NOT_SENT)
    gesso_engine_send_held (engine, generation);
  else
    gesso_engine_discard_held (engine, generation);
}

/* Whether anything still goes on by itself. */
static gboolean
is_busy (GessoEngine *engine)
{
  GListModel *queue = gesso_engine_get_queue (engine);

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (GessoGeneration) generation = g_list_model_get_item (queue, i);
      GessoState state = gesso_generation_get_state (generation);

      if (!gesso_state_is_final (state) && state != GESSO_STATE_HELD)
        return TRUE;
    }
  return FALSE;
}

static void
work (Fixture *fixture)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *queue = gesso_engine_get_queue (fixture->engine);
  g_autofree char *sha256 = options.reference ? fixture_add_reference (fixture, 0x2060a0) : NULL;

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    g_ptr_array_add (found, g_list_model_get_item (queue, i));
  for (guint i = 0; i < found->len; i++)
    answer (fixture->engine, found->pdata[i]);
  for (guint i = 0; options.answer_held && i < found->len; i++)
    while (gesso_generation_get_state (found->pdata[i]) == GESSO_STATE_HELD)
      g_main_context_iteration (NULL, TRUE);
  for (char **prompt = options.prompts; prompt != NULL && *prompt != NULL; prompt++)
    generate (fixture, *prompt, sha256);
  while (is_busy (fixture->engine))
    g_main_context_iteration (NULL, TRUE);
  gesso_test_settle (20);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("– the program that is killed");
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };

  crash_memory_install ();
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || options.root == NULL || options.url == NULL)
    g_error ("%s", error != NULL ? error->message : "--root and --url are needed");
  fixture.folder = g_build_filename (options.root, "library", NULL);
  fixture.kept = g_ptr_array_new_with_free_func (g_object_unref);
  fixture.failed = g_ptr_array_new_with_free_func (g_object_unref);
  fixture.decoder = gesso_decoder_new (1);
  gesso_step_hook = library_step_cb;
  crash_recorder_start (options.root, options.trace, options.points, options.kill_at,
                        options.kill_after);

  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, options.url, TEST_KEY);
  gesso_engine_set_step_hook (fixture.engine, step_cb, NULL);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  crash_memory_start (options.refuse);
  work (&fixture);
  fixture_tear_down (&fixture);
  say ("pieces %" G_GUINT64_FORMAT, crash_memory_count ());
  say ("done %" G_GUINT64_FORMAT, crash_recorder_count ());
  return 0;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-generate-options.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-cli-private.h"
#include "gesso-json.h"

/* --- Progress --- */

static void
show_progress (GPtrArray   *round,
               GessoEngine *engine)
{
  guint kept = 0, drawing = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < round->len; i++)
    {
      GessoState state = gesso_generation_get_state (round->pdata[i]);

      kept += state == GESSO_STATE_KEPT;
      drawing += state == GESSO_STATE_SUBMITTED || state == GESSO_STATE_RUNNING || state == GESSO_STATE_DOWNLOADING;
    }
  if (gesso_engine_get_hold (engine) == GESSO_QUEUE_IN_DOUBT)
    text = g_strdup (_("No answer from Krea. This may already be paid for; checking before anything is sent again."));
  else if (gesso_engine_get_hold (engine) == GESSO_QUEUE_OFFLINE)
    text = g_strdup (_("Offline. Will send when back."));
  else if (gesso_engine_get_hold (engine) == GESSO_QUEUE_BUSY)
    text = g_strdup (_("Krea is busy. Trying again soon."));
  else
    /* Translators: progress of a round: kept, all, being drawn */
    text = g_strdup_printf (_("%u of %u kept, %u being drawn"), kept, round->len, drawing);
  gesso_cli_progress (text);
}

static gboolean
is_any_under_way (GPtrArray   *round,
                  GessoEngine *engine)
{
  for (guint i = 0; i < round->len; i++)
    if (gesso_engine_is_under_way (engine, round->pdata[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_any_waiting (GPtrArray *round)
{
  for (guint i = 0; i < round->len; i++)
    if (gesso_generation_get_state (round->pdata[i]) == GESSO_STATE_QUEUED)
      return TRUE;
  return FALSE;
}

static const char *
find_resting (GPtrArray   *round,
              GessoEngine *engine)
{
  const char *why = NULL;

  for (guint i = 0; i < round->len && why == NULL; i++)
    why = gesso_engine_why_not_under_way (engine, round->pdata[i]);
  return why;
}

/* Whoever reads only why it is held orders it again, and pays twice. (transfer full) (nullable) */
static char *
explain_hold (GessoQueueHold hold)
{
  g_autofree char *why = gesso_cli_hold_obstacle (hold);

  /* That there is no space says so itself. */
  if (why == NULL || hold == GESSO_QUEUE_DISK_FULL)
    return g_steal_pointer (&why);
  return g_strconcat (why, " ", _("What was ordered stays in the queue: “gesso queue --wait” goes on with it."), NULL);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Until there is no use in waiting. Returns why it stopped early; (transfer full) (nullable) */
static char *
wait_for_round (GessoCliSession *session,
                GPtrArray       *round)
{
  guint ticker = g_timeout_add (200, tick_cb, NULL);
  gboolean under_way = is_any_under_way (round, session->engine);
  char *obstacle = NULL;

  while ((under_way || is_any_waiting (round)) && obstacle == NULL)
    {
      GessoQueueHold hold;

      show_progress (round, session->engine);
      g_main_context_iteration (NULL, TRUE);
      hold = gesso_engine_get_obstacle (session->engine);
      under_way = is_any_under_way (round, session->engine);
      if (g_cancellable_is_cancelled (session->interrupted))
        obstacle = g_strdup (_("Stopped. Nothing is lost: “gesso queue --wait” goes on with it."));
      else if (gesso_queue_hold_stops (hold, under_way))
        obstacle = explain_hold (hold);
    }
  g_source_remove (ticker);
  gesso_cli_progress (NULL);
  return gesso_cli_add_resting (obstacle, find_resting (round, session->engine));
}

/* --- Results --- */

static gboolean
copy_to (const char  *path,
         const char  *folder,
         GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GFile) directory = g_file_new_for_path (folder), target = g_file_get_child (directory, name);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The folder “%s” can’t be made."), folder);
      return FALSE;
    }
  /* The name has the generation's id in it: one that is there is this picture. */
  return g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error);
}

/**
 * report:
 * @objects: the generations' JSON, wherever they were made
 *
 * The same for a round that was made here and for one that was handed over.
 */
static int
report (const GessoGenerateOptions  *options,
        char                       **objects,
        const char                  *obstacle)
{
  int status = GESSO_EXIT_DONE;

  if (options->as_json)
    gesso_cli_print_array ((const char *const *) objects);
  for (char **text = objects; *text != NULL; text++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (*text, strlen (*text));
      g_autoptr (JsonNode) node = gesso_json_parse (bytes, NULL);
      JsonObject *object = node != NULL ? gesso_json_object (node) : NULL;
      const char *state = object != NULL ? gesso_json_string (object, "state") : NULL;
      const char *path = object != NULL ? gesso_json_string (object, "path") : NULL;
      JsonObject *failure = object != NULL ? gesso_json_sub_object (object, "error") : NULL;
      const char *why = failure != NULL ? gesso_json_string (failure, "message") : NULL;
      GError *error = NULL;

      if (g_strcmp0 (state, "kept") != 0)
        status = obstacle == NULL ? gesso_cli_fail (why != NULL ? why : _("A picture was not made.")) : GESSO_EXIT_FAILED;
      else if (!options->as_json)
        g_print ("%s\n", path);
      if (path != NULL && options->output != NULL && !copy_to (path, options->output, &error))
        status = gesso_cli_fail_error (error);
    }
  if (obstacle != NULL)
    status = gesso_cli_fail (obstacle);
  return status;
}

/* --- Here, or by the process that owns the library --- */

static int
generate_here (GessoCliSession *session,
               gpointer         data)
{
  GessoGenerateOptions *options = data;
  GessoEngineFlags flags = GESSO_ENGINE_ONLY_MINE | (options->sandbox ? GESSO_ENGINE_SANDBOX : GESSO_ENGINE_NO_SANDBOX);
  g_autofree char *folder = g_get_current_dir (), *references = NULL, *obstacle = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_auto (GStrv) objects = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  session->webhook_url = g_strdup (options->webhook);
  session->webhook_port = options->webhook_port;
  if (!gesso_cli_session_start (session, flags, &error))
    return gesso_cli_fail_error (error);
  gesso_order_run_async (g_steal_pointer (&options->order), session->engine, folder, session->interrupted,
                         gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  round = gesso_order_run_finish (session->engine, result, &error);
  if (round == NULL)
    return gesso_cli_fail_error (error);
  obstacle = wait_for_round (session, round);
  references = gesso_library_get_references_dir (session->library);
  for (guint i = 0; i < round->len; i++)
    {
      g_autofree char *object = gesso_generation_to_json (round->pdata[i], references);

      g_strv_builder_add (builder, object);
    }
  objects = g_strv_builder_end (builder);
  return report (options, objects, obstacle);
}

static void
handed_over_progress_cb (const char *generation,
                         gpointer    data)
{
  gesso_cli_progress (_("Gesso’s open window is making it"));
}

/* (transfer full) (nullable) */
static char *
explain_end (const GessoHandoverEnd *end)
{
  if (end->interrupted || end->closed)
    return g_strdup (_("Stopped. Nothing is lost: “gesso queue --wait” goes on with it."));
  return gesso_cli_add_resting (explain_hold (end->hold), end->resting);
}

static int
generate_there (GessoCliSession *session,
                gpointer         data)
{
  GessoGenerateOptions *options = data;
  g_autofree char *account = NULL, *folder = g_get_current_dir (), *obstacle = NULL;
  g_auto (GStrv) objects = NULL;
  g_auto (GessoHandoverEnd) end = { GESSO_QUEUE_RUNS };
  GError *error = NULL;

  if (options->sandbox)
    account = g_strdup ("sandbox");
  else
    account = gesso_cli_session_account (session);
  if (account == NULL)
    return gesso_cli_fail (_("There is no API key. Set KREA_API_TOKEN, or use --sandbox for a free stand-in."));
  objects = gesso_handover_order (gesso_library_get_uuid (session->library), account, folder, options->order,
                                  handed_over_progress_cb, NULL, &end, session->interrupted, &error);
  if (g_error_matches (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_STATE))
    {
      g_clear_error (&error);
      return GESSO_EXIT_UNREACHED;
    }
  if (objects == NULL)
    return gesso_cli_fail_error (error);
  gesso_cli_progress (NULL);
  obstacle = explain_end (&end);
  return report (options, objects, obstacle);
}

int
gesso_cli_generate (int    argc,
                    char **argv)
{
  g_auto (GessoGenerateOptions) options = { NULL };
  g_autoptr (GessoCliSession) session = NULL;
  GError *error = NULL;

  if (!gesso_generate_options_parse (&options, argc, argv, &error))
    return gesso_cli_usage ("generate", error);
  session = gesso_cli_session_new ();
  return gesso_cli_session_work (session, options.library, generate_here, generate_there, &options);
}

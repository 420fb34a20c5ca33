/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib/gi18n.h>

#include "gesso-library-journal.h"

static GPtrArray *
read_unfinished (GessoLibrary  *library,
                 GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_list_unfinished_async (library, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  return gesso_library_list_unfinished_finish (library, result, error);
}

static int
print_unfinished (GessoLibrary *library,
                  gboolean      as_json)
{
  g_autofree char *references = gesso_library_get_references_dir (library);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) unfinished = NULL;
  g_auto (GStrv) objects = NULL;
  GError *error = NULL;

  unfinished = read_unfinished (library, &error);
  if (unfinished == NULL)
    return gesso_cli_fail_error (error);
  for (guint i = 0; i < unfinished->len; i++)
    {
      g_autofree char *object = gesso_generation_to_json (unfinished->pdata[i], references);

      g_strv_builder_add (builder, object);
      if (!as_json)
        gesso_cli_print_row (unfinished->pdata[i]);
    }
  objects = g_strv_builder_end (builder);
  if (as_json)
    gesso_cli_print_array ((const char *const *) objects);
  return GESSO_EXIT_DONE;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Held generations wait for a person, whatever is done here, and what rests for another start. */
static guint
count_unfinished (GessoEngine *engine)
{
  return gesso_engine_get_waiting (engine) + gesso_engine_count_under_way (engine);
}

static const char *
find_resting (GessoEngine *engine)
{
  GListModel *queue = gesso_engine_get_queue (engine);
  const char *why = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (queue) && why == NULL; i++)
    {
      g_autoptr (GessoGeneration) generation = g_list_model_get_item (queue, i);

      why = gesso_engine_why_not_under_way (engine, generation);
    }
  return why;
}

/**
 * Waiting:
 *
 * What was asked for with --wait.
 */
typedef struct {
  gboolean as_json;
  gboolean sandbox;
} Waiting;

static int
wait_here (GessoCliSession *session,
           gpointer         data)
{
  const Waiting *waiting = data;
  g_autofree char *obstacle = NULL;
  GError *error = NULL;
  guint ticker;

  if (!gesso_cli_session_start (session, waiting->sandbox ? GESSO_ENGINE_SANDBOX : GESSO_ENGINE_NO_SANDBOX, &error))
    return gesso_cli_fail_error (error);
  ticker = g_timeout_add (200, tick_cb, NULL);
  while (count_unfinished (session->engine) > 0 && obstacle == NULL)
    {
      guint left = count_unfinished (session->engine);
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u picture unfinished",
                                                            "%u pictures unfinished", left), left);

      gesso_cli_progress (text);
      g_main_context_iteration (NULL, TRUE);
      if (g_cancellable_is_cancelled (session->interrupted))
        obstacle = g_strdup (_("Stopped. Nothing is lost: “gesso queue --wait” goes on with it."));
      /* As both are now: what was sent may just have ended, and the hold with it. */
      else if (gesso_queue_hold_stops (gesso_engine_get_obstacle (session->engine),
                                       gesso_engine_count_under_way (session->engine) > 0))
        obstacle = gesso_cli_hold_obstacle (gesso_engine_get_obstacle (session->engine));
    }
  g_source_remove (ticker);
  gesso_cli_progress (NULL);
  obstacle = gesso_cli_add_resting (g_steal_pointer (&obstacle), find_resting (session->engine));
  return obstacle != NULL ? gesso_cli_fail (obstacle) : print_unfinished (session->library, waiting->as_json);
}

static int
wait_there (GessoCliSession *session,
            gpointer         data)
{
  const Waiting *waiting = data;
  g_autofree char *account = gesso_cli_session_account (session), *obstacle = NULL;
  g_auto (GessoHandoverEnd) end = { GESSO_QUEUE_RUNS };
  GError *error = NULL;

  if (gesso_handover_wait (gesso_library_get_uuid (session->library), account, &end, session->interrupted, &error))
    {
      obstacle = gesso_cli_add_resting (gesso_cli_hold_obstacle (end.hold), end.resting);
      return obstacle != NULL ? gesso_cli_fail (obstacle) : print_unfinished (session->library, waiting->as_json);
    }
  if (!g_error_matches (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_STATE))
    return gesso_cli_fail_error (error);
  g_clear_error (&error);
  return GESSO_EXIT_UNREACHED;
}

int
gesso_cli_queue (int    argc,
                 char **argv)
{
  Waiting waiting = { FALSE, FALSE };
  gboolean wait = FALSE;
  g_autofree char *path = NULL, *webhook = NULL;
  int port = 0;
  const GOptionEntry entries[] = {
    { "wait", 0, 0, G_OPTION_ARG_NONE, &wait, N_("Work until nothing is unfinished"), NULL },
    { "sandbox", 0, 0, G_OPTION_ARG_NONE, &waiting.sandbox, N_("Finish the sandbox’s work, not a key’s"), NULL },
    { "webhook-url", 0, 0, G_OPTION_ARG_STRING, &webhook, N_("Where Krea can call, besides being asked"), N_("URL") },
    { "webhook-port", 0, 0, G_OPTION_ARG_INT, &port, N_("The port of this computer that it leads to"), N_("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &waiting.as_json, N_("Print one array of objects"), NULL },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("— list what is unfinished"));
  g_autoptr (GessoCliSession) session = NULL;
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("queue", error);
  session = gesso_cli_session_new ();
  session->webhook_url = g_steal_pointer (&webhook);
  session->webhook_port = port;
  if (wait)
    return gesso_cli_session_work (session, path, wait_here, wait_there, &waiting);
  if (!gesso_cli_session_open (session, path, GESSO_LIBRARY_READ, &error))
    return gesso_cli_fail_error (error);
  return print_unfinished (session->library, waiting.as_json);
}

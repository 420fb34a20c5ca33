/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib/gi18n.h>

#include "gesso-money.h"
#include "gesso-search.h"

/* What only reads takes no lock, so it works beside an open window and on read-only media. */
GessoCliSession *
gesso_cli_open_to_read (const char  *path,
                        GError     **error)
{
  g_autoptr (GessoCliSession) session = gesso_cli_session_new ();

  return gesso_cli_session_open (session, path, GESSO_LIBRARY_READ, error) ? g_steal_pointer (&session) : NULL;
}

/* Takes @object. */
static void
add_object (GStrvBuilder *objects,
            char         *object)
{
  g_strv_builder_add (objects, object);
  g_free (object);
}

static GPtrArray *
read_generations (GessoLibrary      *library,
                  const GessoQuery  *query,
                  GError           **error)
{
  g_autoptr (GAsyncResult) listed = NULL, fetched = NULL;
  g_autoptr (GArray) ids = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_list_ids_async (library, query, NULL, gesso_cli_result_cb, &slot);
  listed = gesso_cli_await (&slot);
  ids = gesso_library_list_ids_finish (library, listed, error);
  if (ids == NULL)
    return NULL;
  gesso_library_fetch_async (library, (const gint64 *) (void *) ids->data, ids->len, NULL, gesso_cli_result_cb, &slot);
  fetched = gesso_cli_await (&slot);
  return gesso_library_fetch_finish (library, fetched, error);
}

/* What is wrong with a query is said; it is searched for as words all the same. */
static void
say_what_is_wrong (const char *text)
{
  g_autoptr (GessoSearch) search = gesso_search_parse (text);

  if (search->error != NULL)
    /* Translators: what is wrong with a query, as a sentence */
    g_printerr (_("%s Searching for plain words.\n"), search->error);
}

int
gesso_cli_list (int    argc,
                char **argv)
{
  gboolean as_json = FALSE, everything = FALSE;
  int limit = 0;
  g_autofree char *path = NULL, *references = NULL, *text = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one array of objects"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("Print at most N"), N_("N") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &everything, N_("Deleted, dismissed and old failed ones too"), NULL },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("[QUERY] — list pictures, newest first"));
  g_autoptr (GessoCliSession) session = NULL;
  g_autoptr (GPtrArray) generations = NULL;
  g_autoptr (GStrvBuilder) objects = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;
  GessoQuery query = GESSO_QUERY_INIT;
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("list", error);
  session = gesso_cli_open_to_read (path, &error);
  if (session == NULL)
    return gesso_cli_fail_error (error);

  text = argc > 1 ? g_strjoinv (" ", argv + 1) : NULL;
  if (text != NULL)
    say_what_is_wrong (text);
  query.text = text;
  query.limit = MAX (limit, 0);
  query.everything = everything;
  generations = read_generations (session->library, &query, &error);
  if (generations == NULL)
    return gesso_cli_fail_error (error);
  references = gesso_library_get_references_dir (session->library);
  for (guint i = 0; i < generations->len; i++)
    {
      if (as_json)
        add_object (objects, gesso_generation_to_json (generations->pdata[i], references));
      else
        gesso_cli_print_row (generations->pdata[i]);
    }
  lines = g_strv_builder_end (objects);
  if (as_json)
    gesso_cli_print_array ((const char *const *) lines);
  return GESSO_EXIT_DONE;
}

static void
print_generation (GessoGeneration *generation)
{
  g_autofree char *price = gesso_money_format (gesso_generation_get_price (generation));
  const char *path = gesso_generation_get_path (generation), *why = gesso_generation_get_error_message (generation);

  g_print ("%s\n\n", gesso_cli_or_dash (gesso_generation_get_prompt (generation)));
  g_print ("%s · %s · %s · %s %" G_GINT64_FORMAT " · %s\n", gesso_cli_or_dash (gesso_generation_get_variant (generation)),
           gesso_cli_or_dash (gesso_generation_get_aspect_ratio (generation)),
           gesso_cli_or_dash (gesso_generation_get_creativity (generation)), _("seed"), gesso_generation_get_seed (generation), price);
  g_print ("%s  %s\n", gesso_generation_get_id (generation), gesso_state_to_nick (gesso_generation_get_state (generation)));
  if (path != NULL)
    g_print ("%s\n", path);
  if (why != NULL)
    g_print ("%s\n", why);
}

int
gesso_cli_show (int    argc,
                char **argv)
{
  gboolean as_json = FALSE;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one object"), NULL },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("ID — show one picture’s recipe"));
  g_autoptr (GessoCliSession) session = NULL;
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("show", error);
  if (argc != 2)
    return gesso_cli_usage ("show", g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                                                         _("Which picture? Give one id, or its beginning.")));
  session = gesso_cli_open_to_read (path, &error);
  if (session == NULL)
    return gesso_cli_fail_error (error);
  gesso_library_find_async (session->library, argv[1], NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  generation = gesso_library_find_finish (session->library, result, &error);
  if (generation == NULL)
    return gesso_cli_fail_error (error);
  if (as_json)
    {
      g_autofree char *references = gesso_library_get_references_dir (session->library);
      g_autofree char *json = gesso_generation_to_json (generation, references);

      g_print ("%s\n", json);
    }
  else
    {
      print_generation (generation);
    }
  return GESSO_EXIT_DONE;
}

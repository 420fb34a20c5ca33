/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "gesso-importer.h"
#include "gesso-json.h"

/* Picture files and folders of them, taken into the library: here, or by the process that has it open. */

typedef struct {
  char    **paths;
  gboolean  resume;
  gboolean  as_json;
} Import;

/* @unnamed: that failed beyond those in @done */
static int
report (const GessoImportReport *done,
        guint                    unnamed,
        const GError            *error,
        gboolean                 as_json)
{
  gesso_cli_progress (NULL);
  for (guint i = 0; i < done->failures->len; i++)
    {
      const GessoImportFailure *failure = done->failures->pdata[i];
      g_autofree char *shown = g_filename_display_name (failure->path);
      g_autofree char *message = g_strdup_printf ("%s: %s", shown, failure->error->message);

      gesso_cli_fail (message);
    }
  if (unnamed > 0)
    {
      g_autofree char *message = g_strdup_printf (ngettext ("%u more file could not be imported.",
                                                            "%u more files could not be imported.", unnamed), unnamed);

      gesso_cli_fail (message);
    }
  if (as_json)
    g_print ("{\"imported\": %u, \"known\": %u, \"recipes\": %u, \"failed\": %u, \"finished\": %s}\n", done->n_new,
             done->n_known, done->n_recipes, done->failures->len + unnamed, error == NULL ? "true" : "false");
  else
    {
      g_print (ngettext ("%u picture imported", "%u pictures imported", done->n_new), done->n_new);
      g_print (ngettext (", %u with its recipe", ", %u with their recipes", done->n_recipes), done->n_recipes);
      g_print (ngettext ("; %u was there already.\n", "; %u were there already.\n", done->n_known), done->n_known);
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return gesso_cli_fail (_("Interrupted. “gesso library import --resume” goes on where it stopped."));
  if (error != NULL)
    return gesso_cli_fail (error->message);
  return done->failures->len > 0 ? GESSO_EXIT_FAILED : GESSO_EXIT_DONE;
}

static void
progress_cb (GessoImporter *importer)
{
  g_autofree char *text = g_strdup_printf (_("%u of %u"), gesso_importer_get_done (importer),
                                           gesso_importer_get_total (importer));

  gesso_cli_progress (text);
}

static char **
find_unfinished (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_importer_find_unfinished_async (library, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  return gesso_importer_find_unfinished_finish (library, result, NULL);
}

static int
import_here (GessoCliSession *session,
             gpointer         data)
{
  const Import *import = data;
  g_auto (GStrv) unfinished = import->resume ? find_unfinished (session->library) : NULL;
  g_autoptr (GessoImporter) importer = gesso_importer_new (session->library, session->decoder);
  const char *const *paths = (const char *const *) (import->resume ? unfinished : import->paths);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  if (paths == NULL)
    return gesso_cli_fail (_("There is no import to go on with."));
  g_signal_connect (importer, "notify", G_CALLBACK (progress_cb), NULL);
  gesso_importer_run_async (importer, paths, session->interrupted, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  gesso_importer_run_finish (importer, result, &error);
  return report (gesso_importer_get_report (importer), 0, error, import->as_json);
}

/* The owner works by itself, and says at the end what came of it. */
static int
import_there (GessoCliSession *session,
              gpointer         data)
{
  const Import *import = data;
  g_auto (GStrv) unfinished = import->resume ? find_unfinished (session->library) : NULL;
  const char *const *paths = (const char *const *) (import->resume ? unfinished : import->paths);
  g_autoptr (GessoImportReport) done = NULL;
  GError *error = NULL;
  guint unnamed;

  if (paths == NULL)
    return gesso_cli_fail (_("There is no import to go on with."));
  done = gesso_handover_import (gesso_library_get_uuid (session->library), paths, &unnamed, session->interrupted, &error);
  if (done != NULL)
    return report (done, unnamed, NULL, import->as_json);
  if (!g_error_matches (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_STATE))
    return gesso_cli_fail_error (error);
  g_clear_error (&error);
  return GESSO_EXIT_UNREACHED;
}

int
gesso_cli_library_import (int    argc,
                          char **argv)
{
  Import import = { NULL, FALSE, FALSE };
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "resume", 0, 0, G_OPTION_ARG_NONE, &import.resume, N_("Go on with the import that was interrupted"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &import.as_json, N_("Print one object"), NULL },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context =
    g_option_context_new (_("DIR|FILE… — copy pictures into the library, with their recipes"));
  g_autoptr (GessoCliSession) session = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GError *error = NULL;
  int status;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("library import", error);
  if ((argc > 1) == import.resume)
    return gesso_cli_usage ("library import", g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                                                                   _("Which pictures? Give folders or files.")));
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *absolute = g_canonicalize_filename (argv[i], NULL);

      g_strv_builder_add (builder, absolute);
    }
  import.paths = g_strv_builder_end (builder);
  session = gesso_cli_session_new ();
  status = gesso_cli_session_work (session, path, import_here, import_there, &import);
  g_strfreev (import.paths);
  return status;
}

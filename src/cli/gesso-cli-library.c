/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib/gi18n.h>

#include "gesso-library-upkeep.h"

typedef struct {
  const char *name;
  int       (*run) (int argc, char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
  { "import", gesso_cli_library_import, N_("copy pictures into the library, with their recipes") },
  { "check", gesso_cli_library_check, N_("read, hash and decode everything, and say what is wrong") },
  { "backup", gesso_cli_library_backup, N_("write all of it into one archive, also while it is in use") },
  { "rebuild", gesso_cli_library_rebuild, N_("make the database again from recipes, log and pictures") },
};

static void
print_help (void)
{
  g_print ("%s\n\n", _("Usage: gesso library COMMAND [OPTION…]"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
  g_print ("\n%s\n", _("“gesso library COMMAND --help” says more about each."));
}

int
gesso_cli_library (int    argc,
                   char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;

  if (name == NULL || g_str_equal (name, "--help") || g_str_equal (name, "-h"))
    {
      print_help ();
      return name != NULL ? GESSO_EXIT_DONE : GESSO_EXIT_USAGE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      {
        g_autofree char *title = g_strdup_printf ("gesso library %s", name);

        g_set_prgname (title);
        return commands[i].run (argc - 1, argv + 1);
      }
  return gesso_cli_usage ("library", g_error_new (G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                                                  _("There is no command “library %s”."), name));
}

void
gesso_cli_progress_cb (guint64  done,
                       guint64  total,
                       gpointer data)
{
  g_autofree char *text = total > 0 ? g_strdup_printf ("%s %.0f %%", (const char *) data, 100.0 * done / total)
                                    : g_strdup_printf ("%s %" G_GUINT64_FORMAT, (const char *) data, done);

  gesso_cli_progress (text);
}

/* --- rebuild --- */

static void
print_rebuilt (const GessoRebuilt *report)
{
  g_print (ngettext ("%u recipe, ", "%u recipes, ", report->generations), report->generations);
  g_print (ngettext ("%u picture.\n", "%u pictures.\n", report->kept), report->kept);
  if (report->missing > 0)
    g_print (ngettext ("%u picture is not in the folder; its recipe is kept.\n",
                       "%u pictures are not in the folder; their recipes are kept.\n", report->missing),
             report->missing);
  if (report->strays > 0)
    g_print (ngettext ("%u picture in the folder has no recipe.\n", "%u pictures in the folder have no recipe.\n",
                       report->strays),
             report->strays);
  if (report->damaged > 0)
    g_print (ngettext ("%u damaged note was passed over.\n", "%u damaged notes were passed over.\n", report->damaged),
             report->damaged);
  if (report->put_aside != NULL)
    {
      g_autofree char *shown = g_filename_display_name (report->put_aside);

      g_print (_("The database that was there is kept as “%s”."), shown);
      g_print ("\n");
    }
}

static void
print_rebuilt_json (const GessoRebuilt *report)
{
  g_autofree char *path = report->put_aside != NULL ? gesso_cli_quote (report->put_aside) : g_strdup ("null");

  g_print ("{\"generations\": %u, \"kept\": %u, \"missing\": %u, \"strays\": %u, \"damaged\": %u, \"put_aside\": %s}\n",
           report->generations, report->kept, report->missing, report->strays, report->damaged, path);
}

int
gesso_cli_library_rebuild (int    argc,
                           char **argv)
{
  gboolean as_json = FALSE;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one object"), NULL },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context =
    g_option_context_new (_("— make the database again from recipes, log and pictures"));
  g_autoptr (GessoCliSession) session = gesso_cli_session_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoRebuilt) report = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("library rebuild", error);
  if (argc > 1)
    return gesso_cli_usage ("library rebuild", g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                                                                    _("Too many arguments.")));
  if (path == NULL)
    path = gesso_library_default_path ();
  gesso_library_rebuild_async (path, session->interrupted, gesso_cli_progress_cb, (gpointer) _("Rebuilding"),
                               gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  report = gesso_library_rebuild_finish (result, &error);
  gesso_cli_progress (NULL);
  if (report == NULL)
    return gesso_cli_fail_error (error);
  if (as_json)
    print_rebuilt_json (report);
  else
    print_rebuilt (report);
  return GESSO_EXIT_DONE;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib/gi18n.h>

#include "gesso-library-upkeep.h"

/* Checking a library, and backing it up: both read, so they work beside an open window. */

static void
print_finding (const GessoFinding *finding)
{
  const char *where = finding->path != NULL ? finding->path : finding->id;
  g_autofree char *shown = g_filename_display_name (where != NULL ? where : "");

  g_print ("%s: %s\n", shown, finding->text);
}

static void
print_checked (const GessoChecked *report)
{
  const guint notes = report->findings->len - report->faults;

  for (guint i = 0; i < report->findings->len; i++)
    print_finding (report->findings->pdata[i]);
  g_print (ngettext ("%u picture, ", "%u pictures, ", report->pictures), report->pictures);
  g_print (ngettext ("%u recipe and ", "%u recipes and ", report->recipes), report->recipes);
  g_print (ngettext ("%u reference were checked. ", "%u references were checked. ", report->references),
           report->references);
  if (report->faults == 0)
    g_print ("%s", _("Nothing is wrong."));
  else
    g_print (ngettext ("%u fault.", "%u faults.", report->faults), report->faults);
  if (notes > 0)
    {
      g_print (" ");
      g_print (ngettext ("%u note.", "%u notes.", notes), notes);
    }
  g_print ("\n");
}

static char *
quote_or_null (const char *text)
{
  return text != NULL ? gesso_cli_quote (text) : g_strdup ("null");
}

static void
print_checked_json (const GessoChecked *report)
{
  g_print ("{\"pictures\": %u, \"recipes\": %u, \"references\": %u, \"log_lines\": %u, \"faults\": %u, \"findings\": [",
           report->pictures, report->recipes, report->references, report->lines, report->faults);
  for (guint i = 0; i < report->findings->len; i++)
    {
      const GessoFinding *finding = report->findings->pdata[i];
      g_autofree char *path = quote_or_null (finding->path);
      g_autofree char *id = quote_or_null (finding->id);
      g_autofree char *text = gesso_cli_quote (finding->text);

      g_print ("%s\n  {\"kind\": \"%s\", \"fault\": %s, \"path\": %s, \"id\": %s, \"message\": %s}", i > 0 ? "," : "",
               finding->kind, finding->is_fault ? "true" : "false", path, id, text);
    }
  g_print ("%s]}\n", report->findings->len > 0 ? "\n" : "");
}

int
gesso_cli_library_check (int    argc,
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
    g_option_context_new (_("— read, hash and decode everything, and say what is wrong"));
  g_autoptr (GessoCliSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoChecked) report = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("library check", error);
  if (argc > 1)
    return gesso_cli_usage ("library check", g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                                                                  _("Too many arguments.")));
  session = gesso_cli_open_to_read (path, &error);
  if (session == NULL)
    return gesso_cli_fail_error (error);
  gesso_library_check_async (session->library, session->decoder, session->interrupted, gesso_cli_progress_cb,
                             (gpointer) _("Checking"), gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  report = gesso_library_check_finish (session->library, result, &error);
  gesso_cli_progress (NULL);
  if (report == NULL)
    return gesso_cli_fail_error (error);
  if (as_json)
    print_checked_json (report);
  else
    print_checked (report);
  return report->faults > 0 ? GESSO_EXIT_FAILED : GESSO_EXIT_DONE;
}

int
gesso_cli_library_backup (int    argc,
                          char **argv)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context =
    g_option_context_new (_("FILE.tar — write all of the library into one archive, also while it is in use"));
  g_autoptr (GessoCliSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *size = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;
  guint64 n_bytes;
  guint n_files;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("library backup", error);
  if (argc != 2)
    return gesso_cli_usage ("library backup", g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                                                                   _("Which file? Give the archive’s name.")));
  if (g_file_test (argv[1], G_FILE_TEST_EXISTS))
    return gesso_cli_fail (_("There is a file of this name already. Choose another."));
  session = gesso_cli_open_to_read (path, &error);
  if (session == NULL)
    return gesso_cli_fail_error (error);
  gesso_library_backup_async (session->library, argv[1], session->interrupted, gesso_cli_progress_cb,
                              (gpointer) _("Backing up"), gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  if (!gesso_library_backup_finish (session->library, result, &n_files, &n_bytes, &error))
    {
      gesso_cli_progress (NULL);
      return gesso_cli_fail_error (error);
    }
  gesso_cli_progress (NULL);
  size = g_format_size (n_bytes);
  g_print (ngettext ("%u file, %s.\n", "%u files, %s.\n", n_files), n_files, size);
  return GESSO_EXIT_DONE;
}

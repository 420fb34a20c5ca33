/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "gesso-libexec.h"
#include "gesso-sandbox.h"

typedef struct {
  const char *name;
  int       (*run) (int argc, char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
  { "generate", gesso_cli_generate, N_("make pictures from a prompt") },
  { "queue", gesso_cli_queue, N_("list what is unfinished, and work until nothing is") },
  { "list", gesso_cli_list, N_("list pictures, newest first") },
  { "show", gesso_cli_show, N_("show one picture’s recipe") },
  { "export", gesso_cli_export, N_("write copies of pictures into a folder") },
  { "ledger", gesso_cli_ledger, N_("what was spent, when, on what") },
  { "cap", gesso_cli_cap, N_("the most to spend in a month") },
  { "library", gesso_cli_library, N_("look after the library’s folder") },
  { "board", gesso_cli_board, N_("list, show, import and export boards") },
  { "sandbox", gesso_sandbox_main, N_("serve an offline stand-in for the Krea API") },
};

static void
print_help (void)
{
  g_print ("%s\n\n", _("Usage: gesso [COMMAND] [OPTION…]"));
  g_print ("%s\n\n", _("Without a command Gesso opens its window; --library DIR names another library."));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
  g_print ("\n%s\n", _("“gesso COMMAND --help” says more about each."));
}

/* The window is a program of its own, so that the command line links no toolkit. */
static int
open_window (int    argc,
             char **argv)
{
  g_autofree char *program = gesso_libexec_find ("ui", "gesso-window");
  g_autofree char **arguments = g_new0 (char *, argc + 1);

  if (program == NULL)
    return gesso_cli_fail (_("The window is not installed."));
  memcpy (arguments, argv, argc * sizeof *arguments);
  arguments[0] = program;
  execv (program, arguments);
  return gesso_cli_fail (g_strerror (errno));
}

int
gesso_cli_main (int    argc,
                char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;

  /* A file manager opens a board with it, by its whole path, and knows a board by what is in it. */
  if (name == NULL || g_str_has_prefix (name, "--library") || g_str_has_suffix (name, ".gesso-board")
      || g_path_is_absolute (name) || strcmp (name, "--gapplication-service") == 0)
    return open_window (argc, argv);
  if (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0 || strcmp (name, "help") == 0)
    {
      print_help ();
      return GESSO_EXIT_DONE;
    }
  if (strcmp (name, "--version") == 0)
    {
      g_print ("Gesso %s\n", GESSO_VERSION);
      return GESSO_EXIT_DONE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (name, commands[i].name) == 0)
      {
        g_autofree char *title = g_strdup_printf ("gesso %s", name);

        g_set_prgname (title);
        return commands[i].run (argc - 1, argv + 1);
      }
  g_printerr (_("gesso: there is no command “%s”. Try “gesso --help”."), name);
  g_printerr ("\n");
  return GESSO_EXIT_USAGE;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include "gesso-json.h"
#include "gesso-money.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
  int     port;
  char   *token;
  char   *state_dir;
  double  speed;
  char   *faults;
  char   *balance;
  int     slots;
  int     backlog;
  int     idle_exit_s;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->token);
  g_free (arguments->state_dir);
  g_free (arguments->faults);
  g_free (arguments->balance);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
parse_arguments (Arguments   *arguments,
                 int         *argc,
                 char      ***argv,
                 GError     **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &arguments->port, N_("Loopback port, 0 for any"), "N" },
    { "token", 0, 0, G_OPTION_ARG_STRING, &arguments->token, N_("The key it wants, random if not given"), "T" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &arguments->state_dir, N_("Where jobs and assets are kept"), "DIR" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &arguments->speed, N_("How much faster than life"), "X" },
    { "faults", 0, 0, G_OPTION_ARG_STRING, &arguments->faults, N_("What goes wrong, see below"), "SPEC" },
    { "balance", 0, 0, G_OPTION_ARG_STRING, &arguments->balance, N_("Prepaid dollars, endless if not given"), "USD" },
    { "slots", 0, 0, G_OPTION_ARG_INT, &arguments->slots, N_("Jobs that run at once"), "N" },
    { "backlog", 0, 0, G_OPTION_ARG_INT, &arguments->backlog, N_("Jobs that may wait"), "N" },
    { "idle-exit", 0, 0, G_OPTION_ARG_INT, &arguments->idle_exit_s, N_("End after so long without work"), "S" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("– the offline stand-in for the Krea API"));
  g_autofree char *help = gesso_sandbox_faults_help ();

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_description (context, help);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“%s” is not an option"), (*argv)[1]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_arguments (const Arguments      *arguments,
                 GessoSandboxOptions  *options,
                 GError              **error)
{
  const char *wrong = NULL;

  if (arguments->port < 0 || arguments->port > G_MAXUINT16)
    wrong = _("--port is a number from 0 to 65535");
  else if (!(arguments->speed > 0))
    wrong = _("--speed is a number above 0");
  else if (arguments->slots < 1 || arguments->backlog < 0 || arguments->idle_exit_s < 0)
    wrong = _("--slots, --backlog and --idle-exit are numbers from 1, 0 and 0");
  else if (arguments->balance != NULL && !gesso_money_parse (arguments->balance, &options->balance))
    wrong = _("--balance is an amount like 12.50");
  if (wrong != NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, wrong);
      return FALSE;
    }
  options->port = arguments->port;
  options->token = arguments->token;
  options->state_dir = arguments->state_dir;
  options->speed = arguments->speed;
  options->faults = arguments->faults;
  options->slots = arguments->slots;
  options->backlog = arguments->backlog;
  options->idle_exit_s = arguments->idle_exit_s;
  return TRUE;
}

static void
print_where (GessoSandbox *sandbox)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "url", gesso_sandbox_get_url (sandbox));
  json_object_set_string_member (object, "token", gesso_sandbox_get_token (sandbox));
  json_object_set_int_member (object, "pid", getpid ());
  json_object_unref (object);
  text = gesso_json_to_text (node);
  puts (text);
  fflush (stdout);
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

int
gesso_sandbox_main (int    argc,
                    char **argv)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Arguments) arguments = { .speed = options.speed, .slots = options.slots, .backlog = options.backlog };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GessoSandbox) sandbox = NULL;
  g_autoptr (GError) error = NULL;
  guint sources[2];

  if (!parse_arguments (&arguments, &argc, &argv, &error) || !check_arguments (&arguments, &options, &error))
    {
      fprintf (stderr, "gesso sandbox: %s\n", error->message);
      return 2;
    }
  sandbox = gesso_sandbox_new (&options, &error);
  if (sandbox == NULL)
    {
      fprintf (stderr, "gesso sandbox: %s\n", error->message);
      return error->domain == G_OPTION_ERROR ? 2 : 1;
    }
  sources[0] = g_unix_signal_add (SIGTERM, stop_cb, loop);
  sources[1] = g_unix_signal_add (SIGINT, stop_cb, loop);
  g_signal_connect_swapped (sandbox, "idle", G_CALLBACK (stop_cb), loop);
  print_where (sandbox);
  g_main_loop_run (loop);
  g_source_remove (sources[0]);
  g_source_remove (sources[1]);
  return 0;
}

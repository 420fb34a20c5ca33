/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <unistd.h>

#include "gesso-money.h"

int
gesso_cli_fail (const char *message)
{
  g_autofree char *line = g_strdelimit (g_strdup (message), "\n\r", ' ');

  gesso_cli_progress (NULL);
  g_printerr ("gesso: %s\n", line);
  return GESSO_EXIT_FAILED;
}

int
gesso_cli_fail_error (GError *error)
{
  int status = gesso_cli_fail (error->message);

  g_error_free (error);
  return status;
}

int
gesso_cli_usage (const char *command,
                 GError     *error)
{
  gesso_cli_fail (error->message);
  /* Translators: %s is a command such as “generate” */
  g_printerr (_("Try “gesso %s --help”."), command);
  g_printerr ("\n");
  g_error_free (error);
  return GESSO_EXIT_USAGE;
}

void
gesso_cli_print_array (const char *const *objects)
{
  g_print ("[");
  for (gsize i = 0; objects[i] != NULL; i++)
    g_print ("%s\n  %s", i > 0 ? "," : "", objects[i]);
  g_print ("%s]\n", objects[0] != NULL ? "\n" : "");
}

const char *
gesso_cli_or_dash (const char *text)
{
  return text != NULL ? text : "–";
}

void
gesso_cli_print_row (GessoGeneration *generation)
{
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_local (gesso_generation_get_created_at (generation) / 1000);
  g_autofree char *date = created != NULL ? g_date_time_format (created, "%Y-%m-%d %H:%M") : g_strdup ("");
  g_autofree char *price = gesso_money_format (gesso_generation_get_price (generation));
  const char *words = gesso_generation_get_prompt (generation);
  g_autofree char *prompt = g_strdelimit (g_strdup (words != NULL ? words : ""), "\n\r\t", ' ');

  g_print ("%.8s  %s  %-10s  %-12s  %-6s  %-8s  %s\n", gesso_generation_get_id (generation), date,
           gesso_state_to_nick (gesso_generation_get_state (generation)),
           gesso_cli_or_dash (gesso_generation_get_variant (generation)),
           gesso_cli_or_dash (gesso_generation_get_aspect_ratio (generation)), price, prompt);
}

char *
gesso_cli_quote (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), valid);

  return json_to_string (node, FALSE);
}

void
gesso_cli_progress (const char *text)
{
  static gboolean shown;

  if (!isatty (STDERR_FILENO) || (text == NULL && !shown))
    return;
  g_printerr ("\r\033[K%s", text != NULL ? text : "");
  shown = text != NULL;
}

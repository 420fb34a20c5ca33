/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "gesso-json.h"
#include "gesso-money.h"
#include "gesso-time.h"

/* The monthly cap: shown, set, removed; the cap of the window, because it is the library's. */

typedef struct {
  gboolean as_json;
  gint64   cap;    /* µ$, 0 for none */
} Cap;

static gboolean
read_cap (GessoLibrary  *library,
          gint64        *cap,
          GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_get_setting_async (library, GESSO_SETTING_CAP, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  text = gesso_library_get_setting_finish (library, result, &failure);
  *cap = text != NULL ? MAX (g_ascii_strtoll (text, NULL, 10), 0) : 0;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_spending (GessoLibrary   *library,
               const char     *month,
               GessoSpending  *spending,
               GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_spending_async (library, month, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  return gesso_library_spending_finish (library, result, spending, error);
}

static int
print_cap (GessoLibrary *library,
           gboolean      as_json)
{
  g_autofree char *month = gesso_time_month (gesso_time_now_ms ());
  g_autofree char *budget = NULL, *spent = NULL, *text = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  GessoSpending spending = { 0 };
  GError *error = NULL;
  gint64 cap = 0;

  json_node_take_object (node, object);
  if (!read_cap (library, &cap, &error) || !read_spending (library, month, &spending, &error))
    return gesso_cli_fail_error (error);
  json_object_set_string_member (object, "month", month);
  if (cap > 0)
    json_object_set_int_member (object, "cap_micro_usd", cap);
  else
    json_object_set_null_member (object, "cap_micro_usd");
  json_object_set_int_member (object, "spent_micro_usd", spending.spent);
  json_object_set_int_member (object, "committed_micro_usd", spending.committed);
  text = gesso_json_to_text (node);
  budget = gesso_money_format (cap);
  spent = gesso_money_format (spending.spent);
  if (as_json)
    g_print ("%s\n", text);
  else if (cap > 0)
    /* Translators: spent, then the monthly cap: “$1.84 of $20.00 this month” */
    g_print (_("%s of %s this month"), spent, budget);
  else
    g_print (_("%s this month, no cap"), spent);
  if (!as_json)
    g_print ("\n");
  return GESSO_EXIT_DONE;
}

static int
set_here (GessoCliSession *session,
          gpointer         data)
{
  const Cap *cap = data;
  g_autofree char *text = cap->cap > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, cap->cap) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  gesso_library_set_setting_async (session->library, GESSO_SETTING_CAP, text, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  if (!gesso_library_set_setting_finish (session->library, result, &error))
    return gesso_cli_fail_error (error);
  return print_cap (session->library, cap->as_json);
}

static int
set_there (GessoCliSession *session,
           gpointer         data)
{
  const Cap *cap = data;
  GError *error = NULL;

  if (gesso_handover_set_cap (gesso_library_get_uuid (session->library), cap->cap, session->interrupted, &error))
    return print_cap (session->library, cap->as_json);
  if (!g_error_matches (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_STATE))
    return gesso_cli_fail_error (error);
  g_clear_error (&error);
  return GESSO_EXIT_UNREACHED;
}

/* Zero would stop everything for good, which nobody means; “none” is another word. */
static gboolean
parse_amount (const char  *text,
              gint64      *cap,
              GError     **error)
{
  *cap = 0;
  if (g_ascii_strcasecmp (text, "none") == 0 || (gesso_money_parse (text, cap) && *cap > 0))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is not an amount. Write dollars like 20 or 12.50, or “none”."), text);
  return FALSE;
}

int
gesso_cli_cap (int    argc,
               char **argv)
{
  Cap cap = { FALSE, 0 };
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &cap.as_json, N_("Print one object"), NULL },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("[AMOUNT|none] — the most to spend in a month"));
  g_autoptr (GessoCliSession) session = NULL;
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("cap", error);
  if (argc > 2)
    return gesso_cli_usage ("cap", g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                                                        _("Give one amount in dollars, or “none”.")));
  if (argc == 2 && !parse_amount (argv[1], &cap.cap, &error))
    return gesso_cli_usage ("cap", error);
  if (argc == 2)
    {
      session = gesso_cli_session_new ();
      return gesso_cli_session_work (session, path, set_here, set_there, &cap);
    }
  session = gesso_cli_open_to_read (path, &error);
  if (session == NULL)
    return gesso_cli_fail_error (error);
  return print_cap (session->library, cap.as_json);
}

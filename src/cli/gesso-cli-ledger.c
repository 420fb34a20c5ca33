/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-cli-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "gesso-json.h"
#include "gesso-money.h"
#include "gesso-time.h"

/* What was spent: row by row, in sums, or as a table for a spreadsheet. */

static void
set_nullable (JsonObject *object,
              const char *name,
              const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static char *
entry_to_json (const GessoLedgerEntry *entry)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *completed = gesso_time_to_iso (entry->completed_at);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "generation_id", entry->generation_id);
  set_nullable (object, "job_id", entry->job_id);
  json_object_set_string_member (object, "variant", entry->variant);
  set_nullable (object, "board", entry->board);
  set_nullable (object, "board_name", entry->board_name);
  json_object_set_string_member (object, "account", entry->account);
  json_object_set_int_member (object, "amount_micro_usd", entry->amount);
  json_object_set_string_member (object, "charge", gesso_charge_to_nick (entry->charge));
  json_object_set_string_member (object, "completed_at", completed);
  json_object_set_boolean_member (object, "sandbox", entry->sandbox);
  json_node_take_object (node, object);
  return gesso_json_to_text (node);
}

static void
print_ledger (GPtrArray *entries)
{
  g_autofree char *total = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const GessoLedgerEntry *entry = entries->pdata[i];
      g_autofree char *when = gesso_time_to_iso (entry->completed_at);
      g_autofree char *amount = gesso_money_format (entry->amount);

      g_print ("%.10s %.5s  %-8s  %-9s  %-12s  %.8s%s\n", when, when + 11, amount, gesso_charge_to_nick (entry->charge),
               entry->variant, entry->generation_id, entry->sandbox ? _("  sandbox, free") : "");
      /* Stand-ins cost nothing. */
      sum += entry->sandbox ? 0 : entry->amount;
    }
  total = gesso_money_format (sum);
  /* Translators: %s is an amount of money */
  g_print (_("Total %s"), total);
  g_print ("\n");
}

/* --- sums --- */

typedef struct {
  char   *name;
  char   *title;    /* (nullable): for people, where it is another */
  guint   pictures;
  gint64  amount;
} Sum;

static void
sum_free (gpointer data)
{
  Sum *self = data;

  g_free (self->name);
  g_free (self->title);
  g_free (self);
}

/* The part of an entry that it is summed under. (transfer full) (nullable): %NULL for what was made without a board */
static char *
find_group (const GessoLedgerEntry *entry,
            const char             *by)
{
  g_autofree char *when = gesso_time_to_iso (entry->completed_at);

  if (strcmp (by, "day") == 0)
    return g_strndup (when, strlen ("2026-11-22"));
  if (strcmp (by, "month") == 0)
    return g_strndup (when, strlen ("2026-11"));
  return g_strdup (strcmp (by, "variant") == 0 ? entry->variant : entry->board);
}

/* Returns: (transfer full) (element-type Sum): in the order of their first entries */
static GPtrArray *
add_up (GPtrArray  *entries,
        const char *by)
{
  GPtrArray *sums = g_ptr_array_new_with_free_func (sum_free);

  for (guint i = 0; i < entries->len; i++)
    {
      const GessoLedgerEntry *entry = entries->pdata[i];
      g_autofree char *name = find_group (entry, by);
      Sum *sum = NULL;

      for (guint n = 0; n < sums->len && sum == NULL; n++)
        if (g_strcmp0 (((Sum *) sums->pdata[n])->name, name) == 0)
          sum = sums->pdata[n];
      if (sum == NULL)
        {
          sum = g_new0 (Sum, 1);
          sum->name = g_steal_pointer (&name);
          if (strcmp (by, "board") == 0)
            sum->title = g_strdup (entry->board == NULL ? _("No board") : entry->board_name);
          g_ptr_array_add (sums, sum);
        }
      sum->pictures++;
      /* Stand-ins cost nothing. */
      sum->amount += entry->sandbox ? 0 : entry->amount;
    }
  return sums;
}

static void
print_sums (GPtrArray  *entries,
            const char *by,
            gboolean    as_json)
{
  g_autoptr (GPtrArray) sums = add_up (entries, by);
  g_autoptr (GStrvBuilder) objects = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < sums->len; i++)
    {
      const Sum *sum = sums->pdata[i];
      g_autofree char *amount = gesso_money_format (sum->amount);
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *text = NULL;
      JsonObject *object = json_object_new ();

      set_nullable (object, by, sum->name);
      if (strcmp (by, "board") == 0)
        set_nullable (object, "board_name", sum->name != NULL ? sum->title : NULL);
      json_object_set_int_member (object, "pictures", sum->pictures);
      json_object_set_int_member (object, "amount_micro_usd", sum->amount);
      json_node_take_object (node, object);
      text = gesso_json_to_text (node);
      g_strv_builder_add (objects, text);
      if (!as_json)
        g_print ("%-12s  %5u  %s\n", sum->title != NULL ? sum->title : sum->name, sum->pictures, amount);
    }
  lines = g_strv_builder_end (objects);
  if (as_json)
    gesso_cli_print_array ((const char *const *) lines);
}

/* --- a table --- */

/* Quoted, and never a formula: a spreadsheet computes what begins with one of these. */
static void
append_field (GString    *table,
              const char *text)
{
  g_string_append_c (table, '"');
  if (text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (table, '\'');
  for (; text != NULL && *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (table, '"');
      g_string_append_c (table, *text);
    }
  g_string_append (table, "\",");
}

/* RFC 4180; @file: "-" for standard output */
static gboolean
write_csv (GPtrArray   *entries,
           const char  *file,
           GError     **error)
{
  g_autoptr (GString) table = g_string_new ("completed_at,variant,charge,amount_usd,generation_id,job_id,account,"
                                            "board,sandbox\r\n");

  for (guint i = 0; i < entries->len; i++)
    {
      const GessoLedgerEntry *entry = entries->pdata[i];
      g_autofree char *when = gesso_time_to_iso (entry->completed_at);

      append_field (table, when);
      append_field (table, entry->variant);
      append_field (table, gesso_charge_to_nick (entry->charge));
      g_string_append_printf (table, "%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT ",", entry->amount / 1000000,
                              entry->amount % 1000000);
      append_field (table, entry->generation_id);
      append_field (table, entry->job_id);
      append_field (table, entry->account);
      append_field (table, entry->board_name != NULL ? entry->board_name : entry->board);
      g_string_append_printf (table, "%d\r\n", entry->sandbox ? 1 : 0);
    }
  if (strcmp (file, "-") != 0)
    return g_file_set_contents_full (file, table->str, table->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  g_print ("%s", table->str);
  return TRUE;
}

static void
print_objects (GPtrArray *entries)
{
  g_autoptr (GStrvBuilder) objects = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *text = entry_to_json (entries->pdata[i]);

      g_strv_builder_add (objects, text);
    }
  lines = g_strv_builder_end (objects);
  gesso_cli_print_array ((const char *const *) lines);
}

int
gesso_cli_ledger (int    argc,
                  char **argv)
{
  gboolean as_json = FALSE, sandbox = FALSE;
  g_autofree char *path = NULL, *month = NULL, *by = NULL, *csv = NULL;
  const GOptionEntry entries[] = {
    { "month", 0, 0, G_OPTION_ARG_STRING, &month, N_("Only this month, in UTC"), N_("YYYY-MM") },
    { "sandbox", 0, 0, G_OPTION_ARG_NONE, &sandbox, N_("The sandbox’s stand-ins too; they cost nothing"), NULL },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Only sums"), "day|month|variant|board" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, N_("Write a table for a spreadsheet; “-” prints it"), N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one array of objects"), NULL },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("— what was spent, when, on what"));
  g_autoptr (GessoCliSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) ledger = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("ledger", error);
  if (month != NULL && !g_regex_match_simple ("^\\d{4}-(0[1-9]|1[0-2])$", month, 0, 0))
    return gesso_cli_usage ("ledger", g_error_new (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                                                   _("“%s” is not a month. Write it like 2026-11."), month));
  if (by != NULL && !g_regex_match_simple ("^(day|month|variant|board)$", by, 0, 0))
    return gesso_cli_usage ("ledger", g_error_new (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                                                   _("“%s” is not day, month, variant or board."), by));
  session = gesso_cli_open_to_read (path, &error);
  if (session == NULL)
    return gesso_cli_fail_error (error);
  gesso_library_ledger_async (session->library, month, sandbox, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  ledger = gesso_library_ledger_finish (session->library, result, &error);
  if (ledger == NULL)
    return gesso_cli_fail_error (error);
  if (csv != NULL)
    return write_csv (ledger, csv, &error) ? GESSO_EXIT_DONE : gesso_cli_fail_error (error);
  if (by != NULL)
    print_sums (ledger, by, as_json);
  else if (as_json)
    print_objects (ledger);
  else
    print_ledger (ledger);
  return GESSO_EXIT_DONE;
}

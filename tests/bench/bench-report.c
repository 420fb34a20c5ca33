/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-report.h"

#include <stdio.h>

/* Monotonic, µs: taken just before the process was started. */
#define STARTED "GESSO_BENCH_STARTED"

typedef struct {
  char   *name;
  GArray *values;
  gboolean is_list;
} Entry;

static GPtrArray *entries;

static Entry *
ensure (const char *name)
{
  Entry *entry;

  if (entries == NULL)
    entries = g_ptr_array_new ();
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((Entry *) entries->pdata[i])->name, name))
      return entries->pdata[i];
  entry = g_new0 (Entry, 1);
  entry->name = g_strdup (name);
  entry->values = g_array_new (FALSE, FALSE, sizeof (double));
  g_ptr_array_add (entries, entry);
  return entry;
}

void
bench_report_number (const char *name,
                     double      value)
{
  Entry *entry = ensure (name);

  g_array_set_size (entry->values, 0);
  g_array_append_val (entry->values, value);
}

void
bench_report_sample (const char *name,
                     double      value)
{
  Entry *entry = ensure (name);

  entry->is_list = TRUE;
  g_array_append_val (entry->values, value);
}

static void
append_number (GString *text,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4f", value));
}

void
bench_report_print (void)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const Entry *entry = entries->pdata[i];

      g_string_append_printf (text, "%s\"%s\": %s", i > 0 ? ", " : "", entry->name, entry->is_list ? "[" : "");
      for (guint j = 0; j < entry->values->len; j++)
        {
          g_string_append (text, j > 0 ? ", " : "");
          append_number (text, g_array_index (entry->values, double, j));
        }
      g_string_append (text, entry->is_list ? "]" : "");
    }
  g_string_append (text, "}");
  puts (text->str);
  fflush (stdout);
}

double
bench_now (void)
{
  return g_get_monotonic_time () / 1000.0;
}

double
bench_since_start (void)
{
  const char *started = g_getenv (STARTED);

  return started != NULL ? bench_now () - g_ascii_strtod (started, NULL) / 1000.0 : 0;
}

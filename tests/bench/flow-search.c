/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-window.h"

#include <string.h>

#include "bench-clock.h"
#include "bench-report.h"
#include "gallery/gesso-gallery-private.h"
#include "gesso-generation-list-private.h"

#define TIMEOUT_MS 10000
#define REST_MS 30

/*
 * Types the last key of each query of the file ARGUMENT, the rest of which stands there already. Until the first frame
 * that shows what was found, until its pictures are there too, and until the list is whole.
 */

typedef struct {
  BenchWindow *window;
  const char  *query;
  gboolean     pictures;
} Wanted;

static GessoGenerationList *
get_list (BenchWindow *self)
{
  GListModel *model = gesso_selection_get_model (gesso_grid_get_selection (self->grid));

  return model != NULL && GESSO_IS_GENERATION_LIST (model) ? GESSO_GENERATION_LIST (model) : NULL;
}

static gboolean
is_list_shown (Wanted *wanted)
{
  GessoGenerationList *list = get_list (wanted->window);

  return list != NULL && wanted->window->gallery->loading == NULL && g_strcmp0 (list->query.text, wanted->query) == 0;
}

static gboolean
is_shown (gpointer data)
{
  Wanted *wanted = data;

  if (!is_list_shown (wanted))
    return FALSE;
  if (g_list_model_get_n_items (G_LIST_MODEL (get_list (wanted->window))) == 0)
    return TRUE;
  return wanted->pictures ? bench_window_is_filled (wanted->window) : bench_window_is_read (wanted->window);
}

static gboolean
is_whole (gpointer data)
{
  Wanted *wanted = data;

  return is_list_shown (wanted) && !get_list (wanted->window)->loading;
}

static void
await_whole (BenchWindow *self,
             const char  *query)
{
  Wanted wanted = { self, query, TRUE };

  if (!bench_await (is_shown, &wanted, TIMEOUT_MS) || !bench_await (is_whole, &wanted, TIMEOUT_MS))
    g_error ("“%s” was not answered", query);
}

static void
measure (BenchWindow *self,
         const char  *query)
{
  GtkEditable *entry = GTK_EDITABLE (self->gallery->search_entry);
  const char *last = g_utf8_prev_char (query + strlen (query));
  g_autofree char *before = g_strndup (query, last - query);
  g_autofree char *shown = g_strstrip (g_strdup (before));
  const char *kind = strchr (query, ':') != NULL ? "mixed" : "text";
  g_autofree char *painted = g_strconcat (kind, "-painted", NULL);
  g_autofree char *filled = g_strconcat (kind, "-filled", NULL);
  g_autofree char *whole = g_strconcat (kind, "-whole", NULL);
  Wanted wanted = { self, query, FALSE };
  int position = g_utf8_strlen (before, -1);
  double began;

  gtk_editable_set_text (entry, before);
  if (*shown != '\0')
    await_whole (self, shown);
  bench_rest (REST_MS);
  began = bench_now ();
  gtk_editable_insert_text (entry, last, -1, &position);
  if (!bench_await_frame (is_shown, &wanted, TIMEOUT_MS))
    g_error ("“%s” was not answered", query);
  bench_report_sample (painted, bench_now () - began);
  wanted.pictures = TRUE;
  if (!is_shown (&wanted) && !bench_await (is_shown, &wanted, TIMEOUT_MS))
    g_error ("“%s” has no pictures", query);
  bench_report_sample (filled, bench_now () - began);
  bench_await (is_whole, &wanted, TIMEOUT_MS);
  bench_report_sample (whole, bench_now () - began);
}

void
bench_flow_search (BenchWindow *self)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (self->argument == NULL || !g_file_get_contents (self->argument, &text, NULL, NULL))
    g_error ("There are no queries");
  if (!bench_await (bench_window_is_filled, self, TIMEOUT_MS))
    g_error ("Some pictures never came");
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->gallery->search_bar), TRUE);
  bench_rest (1000);
  bench_clock_reset ();
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && **line != '#')
      measure (self, *line);
  bench_clock_report ("search");
}

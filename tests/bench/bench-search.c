/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "gesso-library-query.h"

/*
 * bench-search LIBRARY QUERIES: for each line of the file, how long until the first screen of ids and until all of
 * them, ms, the median of five. Lines with a colon count as mixed, the others as text.
 */

#define SCREEN 200
#define ROUNDS 5

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* Quantile @q of numbers (double), which are sorted. */
static double
quantile (GArray *numbers,
          double  q)
{
  if (numbers->len == 0)
    return 0;
  g_array_sort (numbers, compare);
  return g_array_index (numbers, double, MIN (numbers->len - 1, (guint) (q * numbers->len)));
}

static double
measure (GessoLibrary *library,
         const char   *text,
         guint         limit,
         guint        *n_found)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GessoQuery query = GESSO_QUERY_INIT;

  query.text = text;
  query.limit = limit;
  for (guint i = 0; i < ROUNDS; i++)
    {
      GAsyncResult *slot = NULL;
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) ids = NULL;
      double ms;

      gesso_library_list_ids_async (library, &query, NULL, result_cb, &slot);
      ids = gesso_library_list_ids_finish (library, await (&slot), &error);
      ms = (g_get_monotonic_time () - start) / 1000.0;
      g_object_unref (slot);
      if (ids == NULL)
        g_error ("%s: %s", text, error->message);
      *n_found = ids->len;
      g_array_append_val (times, ms);
    }
  return quantile (times, 0.5);
}

static void
summarize (const char *name,
           GArray     *first,
           GArray     *all)
{
  g_print ("%-6s first screen p50 %.1f p95 %.1f max %.1f   all p50 %.1f p95 %.1f max %.1f\n", name,
           quantile (first, 0.5), quantile (first, 0.95), quantile (first, 1), quantile (all, 0.5),
           quantile (all, 0.95), quantile (all, 1));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoLibrary) library = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *numbers[2][2];
  GAsyncResult *slot = NULL;

  if (argc != 3 || !g_file_get_contents (argv[2], &text, NULL, &error))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Usage: bench-search LIBRARY QUERIES");
      return EXIT_FAILURE;
    }
  gesso_library_open_async (argv[1], GESSO_LIBRARY_READ, NULL, result_cb, &slot);
  library = gesso_library_open_finish (await (&slot), &error);
  g_object_unref (slot);
  if (library == NULL)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  for (guint i = 0; i < 4; i++)
    numbers[i / 2][i % 2] = g_array_new (FALSE, FALSE, sizeof (double));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      const gboolean mixed = strchr (*line, ':') != NULL;
      guint n_found;
      double first, all;

      if (**line == '\0' || **line == '#')
        continue;
      first = measure (library, *line, SCREEN, &n_found);
      all = measure (library, *line, 0, &n_found);
      g_array_append_val (numbers[mixed][0], first);
      g_array_append_val (numbers[mixed][1], all);
      g_print ("%8.1f %8.1f %9u  %s\n", first, all, n_found, *line);
    }
  summarize ("text", numbers[0][0], numbers[0][1]);
  summarize ("mixed", numbers[1][0], numbers[1][1]);
  for (guint i = 0; i < 4; i++)
    g_array_unref (numbers[i / 2][i % 2]);
  return EXIT_SUCCESS;
}

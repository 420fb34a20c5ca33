/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "bench-report.h"
#include "gesso-library.h"

/*
 * bench-thumbnails FOLDER SUFFIX LIBRARY: how many pictures a second get their stored thumbnails, as it is done where
 * the user's cache was deleted: read, decoded in the helpers, written.
 */

#define AT_ONCE 6

typedef struct {
  GessoLibrary *library;
  GessoDecoder *decoder;
  GPtrArray    *paths;
  guint         next;
  guint         done;
} Rebuild;

static void start_next (Rebuild *self);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Rebuild *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_library_load_thumbnail_finish (GESSO_LIBRARY (source), result, &error);

  if (bytes == NULL)
    g_error ("%s", error->message);
  self->done++;
  start_next (self);
}

static void
start_next (Rebuild *self)
{
  g_autofree char *content = NULL;
  g_autofree char *label = NULL;

  if (self->next == self->paths->len)
    return;
  /* Another content in each process: nothing of it is stored. */
  label = g_strdup_printf ("%s %" G_GINT64_FORMAT, (char *) self->paths->pdata[self->next], g_get_real_time ());
  content = g_compute_checksum_for_string (G_CHECKSUM_SHA256, label, -1);
  gesso_library_load_thumbnail_async (self->library, self->decoder, content, self->paths->pdata[self->next++],
                                      GESSO_THUMBNAIL_SMALL, 0, NULL, loaded_cb, self);
}

static void
run (Rebuild *self,
     guint    n)
{
  while (self->next < n && self->next < AT_ONCE + self->done)
    start_next (self);
  while (self->done < n)
    g_main_context_iteration (NULL, TRUE);
}

static GPtrArray *
list_files (const char *folder,
            const char *suffix)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

int
main (int    argc,
      char **argv)
{
  Rebuild self = { NULL, NULL, NULL, 0, 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double began;

  if (argc != 4)
    {
      g_printerr ("Usage: bench-thumbnails FOLDER SUFFIX LIBRARY\n");
      return EXIT_FAILURE;
    }
  self.paths = list_files (argv[1], argv[2]);
  self.decoder = gesso_decoder_new (0);
  gesso_library_open_async (argv[3], GESSO_LIBRARY_READ, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  self.library = gesso_library_open_finish (result, &error);
  if (self.library == NULL || self.paths->len < 2 * AT_ONCE)
    g_error ("%s", error != NULL ? error->message : "There are too few pictures");
  /* The helpers are there already when much is rebuilt. */
  run (&self, AT_ONCE);
  began = bench_now ();
  run (&self, self.paths->len);
  bench_report_number ("rate", (self.paths->len - AT_ONCE) * 1000 / (bench_now () - began));
  bench_report_print ();
  exit (EXIT_SUCCESS);
}

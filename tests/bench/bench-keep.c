/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <dlfcn.h>
#include <stdlib.h>

#include "bench-report.h"
#include "library-fixture.h"

/* What it takes for a picture to be safe: fsyncs and ms, from the intent to the row that says it is kept. COUNT of them. */

static int n_syncs; /* atomic */

/* In the place of the C library's, for SQLite and GLib too. */
int
fsync (int fd)
{
  static int (*real) (int fd);

  if (real == NULL)
    real = (int (*) (int)) dlsym (RTLD_NEXT, "fsync");
  g_atomic_int_inc (&n_syncs);
  return real (fd);
}

int
fdatasync (int fd)
{
  static int (*real) (int fd);

  if (real == NULL)
    real = (int (*) (int)) dlsym (RTLD_NEXT, "fdatasync");
  g_atomic_int_inc (&n_syncs);
  return real (fd);
}

int
main (int    argc,
      char **argv)
{
  const guint count = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 10;
  g_autofree char *dir = NULL;
  GessoLibrary *library;

  gesso_test_isolate ();
  dir = gesso_test_make_dir ();
  library = library_open (dir);
  /* The first makes the folders of its month. */
  for (guint i = 0; i <= count; i++)
    {
      g_autofree char *job = g_strdup_printf ("job-%u", i);
      g_autoptr (GBytes) picture = gesso_test_make_png (64, 64, i);
      g_autoptr (GessoGeneration) generation = library_queue_one (library, "a boat");
      g_autoptr (GError) error = NULL;
      const double began = bench_now ();

      g_atomic_int_set (&n_syncs, 0);
      /* The fixture commits the intent with the job id: the engine does so before it sends, once. */
      library_submit (library, generation, job);
      if (!library_keep (library, generation, picture, &error))
        g_error ("%s", error->message);
      if (i > 0)
        {
          bench_report_sample ("syncs", g_atomic_int_get (&n_syncs));
          bench_report_sample ("ms", bench_now () - began);
        }
    }
  library_close (library);
  bench_report_print ();
  return EXIT_SUCCESS;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <string.h>

/*
 * replay FOLDER: a fuzzer without libFuzzer, for every compiler. Each file of the corpus as it is, cut short, and
 * changed in a few bytes, the same each time.
 */

#define MAX_CUTS    256
#define N_CHANGES   64

static guint n_inputs;

/* A block of its own, so that one byte too far is seen. */
static void
run (const guint8 *data,
     gsize         length)
{
  g_autofree guint8 *copy = g_malloc (MAX (length, 1));

  memcpy (copy, data, length);
  LLVMFuzzerTestOneInput (copy, length);
  n_inputs++;
}

static void
run_cut (const guint8 *data,
         gsize         length)
{
  gsize step = MAX (length / MAX_CUTS, 1);

  for (gsize cut = 0; cut < length; cut += step)
    run (data, cut);
}

static void
run_changed (const guint8 *data,
             gsize         length)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < N_CHANGES && length > 0; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (data, length);

      for (guint n = 0; n <= i % 4; n++)
        changed[g_rand_int (random) % length] = g_rand_int (random);
      run (changed, length);
    }
}

static void
test_file (gconstpointer path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  run ((const guint8 *) data, length);
  run_cut ((const guint8 *) data, length);
  run_changed ((const guint8 *) data, length);
  g_test_message ("%u inputs so far", n_inputs);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_strconcat ("/fuzz/", name, NULL);

      g_test_add_data_func_full (path, g_build_filename (argv[1], name, NULL), test_file, g_free);
    }
  return g_test_run ();
}

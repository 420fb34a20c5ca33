/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "bench-report.h"

/*
 * What decoding costs on two threads, and nothing else.
 * bare-decode files FOLDER SUFFIX EDGE: pictures a second, to fit into EDGE.
 * bare-decode copy FOLDER TARGET EDGE: the same for all of them, hashed and copied into TARGET too.
 * bare-decode stored THUMBNAILS-DB COUNT EDGE: ms for COUNT stored thumbnails, read and decoded to fit into EDGE; of a
 * file that nobody has in memory, where it was evicted before.
 */

#define THREADS 2
#define ROUNDS 5

static guint edge;

static void
fit_cb (GdkPixbufLoader *loader,
        int              width,
        int              height)
{
  const double scale = MIN (1, MIN ((double) edge / width, (double) edge / height));

  gdk_pixbuf_loader_set_size (loader, MAX (1, width * scale + 0.5), MAX (1, height * scale + 0.5));
}

static void
decode (GBytes *bytes)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();

  g_signal_connect (loader, "size-prepared", G_CALLBACK (fit_cb), NULL);
  if (!gdk_pixbuf_loader_write_bytes (loader, bytes, NULL) || !gdk_pixbuf_loader_close (loader, NULL))
    g_error ("A picture could not be decoded");
}

static void
decode_bytes (gpointer data,
              gpointer user_data)
{
  g_autoptr (GBytes) bytes = data;

  decode (bytes);
}

static void
decode_file (gpointer data,
             gpointer user_data)
{
  g_autofree char *path = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file_at_size (path, edge, edge, &error);

  if (pixbuf == NULL)
    g_error ("%s", error->message);
}

/* As an import has to. */
static void
copy_file (gpointer data,
           gpointer target)
{
  g_autofree char *path = data;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *copy = g_build_filename (target, name, NULL);
  g_autofree char *sha256 = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    g_error ("%s can't be read", path);
  bytes = g_bytes_new_take (contents, length);
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  decode (bytes);
  if (!g_file_set_contents_full (copy, contents, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_error ("%s can't be written", copy);
}

/* @suffix: (nullable): all of them */
static void
run_files (const char *folder,
           const char *suffix,
           GFunc       work,
           gpointer    target)
{
  GThreadPool *pool = g_thread_pool_new (work, target, THREADS, TRUE, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;
  const double began = bench_now ();

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (suffix == NULL || g_str_has_suffix (name, suffix))
      {
        g_thread_pool_push (pool, g_build_filename (folder, name, NULL), NULL);
        n++;
      }
  g_thread_pool_free (pool, FALSE, TRUE);
  bench_report_number ("rate", n * 1000 / (bench_now () - began));
}

/* As the grid shows them: neighbours in time, whose rows lie anywhere. */
static void
read_screen (sqlite3_stmt *statement,
             guint         count,
             guint         first)
{
  GThreadPool *pool = g_thread_pool_new (decode_bytes, NULL, THREADS, TRUE, NULL);

  for (guint i = 0; i < count; i++)
    {
      sqlite3_bind_int (statement, 1, first + i);
      if (sqlite3_step (statement) != SQLITE_ROW)
        g_error ("There are too few thumbnails");
      g_thread_pool_push (pool, g_bytes_new (sqlite3_column_blob (statement, 0), sqlite3_column_bytes (statement, 0)), NULL);
      sqlite3_reset (statement);
    }
  g_thread_pool_free (pool, FALSE, TRUE);
}

static void
run_stored (const char *path,
            guint       count)
{
  sqlite3 *database;
  sqlite3_stmt *statement;

  if (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (database, "SELECT jpeg FROM thumbnail WHERE rowid = ?", -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s can't be read", path);
  /* Once for what is loaded with the first. */
  read_screen (statement, 1, 1);
  for (guint i = 0; i < ROUNDS; i++)
    {
      const double began = bench_now ();

      read_screen (statement, count, 100 + i * 10 * count);
      bench_report_sample ("filled", bench_now () - began);
    }
}

int
main (int    argc,
      char **argv)
{
  if (argc != 5)
    {
      g_printerr ("Usage: bare-decode files FOLDER SUFFIX EDGE | copy FOLDER TARGET EDGE | stored THUMBNAILS-DB COUNT EDGE\n");
      return EXIT_FAILURE;
    }
  edge = g_ascii_strtoull (argv[4], NULL, 10);
  if (g_str_equal (argv[1], "files"))
    run_files (argv[2], argv[3], decode_file, NULL);
  else if (g_str_equal (argv[1], "copy"))
    run_files (argv[2], NULL, copy_file, argv[3]);
  else
    run_stored (argv[2], g_ascii_strtoull (argv[3], NULL, 10));
  bench_report_print ();
  return EXIT_SUCCESS;
}

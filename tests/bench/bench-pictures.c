/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-pictures.h"

static void
picture_free (gpointer data)
{
  BenchPicture *self = data;

  g_free (self->sha256);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
bench_pictures_read (const char  *folder,
                     GError     **error)
{
  g_autofree char *path = g_build_filename (folder, BENCH_PICTURES_LIST, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *pictures;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  pictures = g_ptr_array_new_with_free_func (picture_free);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) fields = g_strsplit (*line, " ", -1);
      BenchPicture *picture;

      if (g_strv_length (fields) != 5)
        continue;
      picture = g_new0 (BenchPicture, 1);
      picture->sha256 = g_strdup (fields[0]);
      picture->width = g_ascii_strtoull (fields[1], NULL, 10);
      picture->height = g_ascii_strtoull (fields[2], NULL, 10);
      picture->size = g_ascii_strtoull (fields[3], NULL, 10);
      picture->name = g_strdup (fields[4]);
      g_ptr_array_add (pictures, picture);
    }
  return pictures;
}

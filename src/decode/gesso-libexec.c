/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-libexec.h"

#include <string.h>

static char *
if_executable (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return path;
  g_free (path);
  return NULL;
}

static gboolean
runs_from_build_folder (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  size_t length = strlen (GESSO_BUILDDIR);

  return self != NULL && strncmp (self, GESSO_BUILDDIR, length) == 0 && self[length] == '/';
}

char *
gesso_libexec_find (const char *subdir,
                    const char *program)
{
  const char *folder = g_getenv ("GESSO_LIBEXECDIR");
  char *path = NULL;

  g_return_val_if_fail (subdir != NULL, NULL);
  g_return_val_if_fail (program != NULL, NULL);

  if (folder != NULL && g_path_is_absolute (folder))
    {
      path = if_executable (g_build_filename (folder, program, NULL));
      if (path == NULL)
        path = if_executable (g_build_filename (folder, subdir, program, NULL));
    }
  if (path == NULL && runs_from_build_folder ())
    path = if_executable (g_build_filename (GESSO_BUILDDIR, "src", subdir, program, NULL));
  if (path == NULL)
    path = if_executable (g_build_filename (GESSO_LIBEXECDIR, program, NULL));
  if (path == NULL)
    path = if_executable (g_build_filename (GESSO_BINDIR, program, NULL));
  return path;
}

const char *
gesso_libexec_get_localedir (void)
{
  return runs_from_build_folder () ? GESSO_BUILDDIR "/po" : GESSO_LOCALEDIR;
}

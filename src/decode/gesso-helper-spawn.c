/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-decode"

#include "gesso-decoder-private.h"

/* Where programs and libraries are, on one distribution or another. */
static const char *const system_folders[] = {
  "/usr", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store", "/etc/ld.so.cache", "/etc/alternatives",
};

/* All that a helper gets of the environment; the loaders of gdk-pixbuf may lie elsewhere. */
static const char *const passed_on[] = {
  "GDK_PIXBUF_MODULE_FILE", "GDK_PIXBUF_MODULEDIR", "LD_LIBRARY_PATH",
};

static gboolean
in_flatpak (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

const char *
gesso_helper_sandbox_name (void)
{
  g_autofree char *bwrap = NULL;

  if (in_flatpak ())
    return "Flatpak";
  bwrap = g_find_program_in_path ("bwrap");
  return bwrap != NULL ? "bubblewrap" : NULL;
}

static void
add (GPtrArray  *argv,
     const char *first,
     const char *second,
     const char *third)
{
  g_ptr_array_add (argv, g_strdup (first));
  if (second != NULL)
    g_ptr_array_add (argv, g_strdup (second));
  if (third != NULL)
    g_ptr_array_add (argv, g_strdup (third));
}

static void
add_bubblewrap (GPtrArray  *argv,
                const char *program)
{
  g_autofree char *bwrap = g_find_program_in_path ("bwrap");
  g_autofree char *folder = g_path_get_dirname (program);
  const char *libraries = g_getenv ("LD_LIBRARY_PATH");
  const char *modules = g_getenv ("GDK_PIXBUF_MODULE_FILE");

  add (argv, bwrap != NULL ? bwrap : "bwrap", "--unshare-all", "--die-with-parent");
  add (argv, "--new-session", "--cap-drop", "ALL");
  for (guint i = 0; i < G_N_ELEMENTS (system_folders); i++)
    add (argv, "--ro-bind-try", system_folders[i], system_folders[i]);
  if (libraries != NULL)
    {
      g_auto (GStrv) folders = g_strsplit (libraries, ":", -1);

      for (guint i = 0; folders[i] != NULL; i++)
        if (g_path_is_absolute (folders[i]))
          add (argv, "--ro-bind-try", folders[i], folders[i]);
    }
  if (modules != NULL)
    add (argv, "--ro-bind-try", modules, modules);
  add (argv, "--ro-bind", folder, folder);
  add (argv, "--chdir", "/", "--");
}

static void
add_flatpak (GPtrArray *argv)
{
  g_autofree char *forward = g_strdup_printf ("--forward-fd=%d", GESSO_WIRE_SOCKET);

  add (argv, "flatpak-spawn", "--sandbox", "--watch-bus");
  add (argv, "--no-network", "--clear-env", forward);
}

static char **
make_environment (gboolean flatpak)
{
  g_auto (GStrv) environment = g_environ_setenv (NULL, "PATH", "/usr/bin:/bin:/app/bin", TRUE);

  environment = g_environ_setenv (g_steal_pointer (&environment), "LANG", "C.UTF-8", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (passed_on); i++)
    if (g_getenv (passed_on[i]) != NULL)
      environment = g_environ_setenv (g_steal_pointer (&environment), passed_on[i], g_getenv (passed_on[i]), TRUE);
  /* flatpak-spawn itself asks the portal; what it starts gets none of it. */
  if (flatpak && g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL)
    environment = g_environ_setenv (g_steal_pointer (&environment), "DBUS_SESSION_BUS_ADDRESS",
                                    g_getenv ("DBUS_SESSION_BUS_ADDRESS"), TRUE);
  return g_steal_pointer (&environment);
}

GSubprocess *
gesso_helper_spawn (const char *program,
                    int         socket,
                    gboolean    sandboxed)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) environment = NULL;
  gboolean flatpak = sandboxed && in_flatpak ();
  GSubprocess *process;

  if (flatpak)
    add_flatpak (argv);
  else if (sandboxed)
    add_bubblewrap (argv, program);
  add (argv, program, NULL, NULL);
  g_ptr_array_add (argv, NULL);

  environment = make_environment (flatpak);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_take_fd (launcher, socket, GESSO_WIRE_SOCKET);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  if (process == NULL)
    g_message ("Could not start %s: %s", (const char *) argv->pdata[0], error->message);
  return process;
}

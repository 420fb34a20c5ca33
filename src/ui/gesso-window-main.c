/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>
#include <sys/resource.h>

#include "gesso-application.h"
#include "gesso-libexec.h"

int
main (int    argc,
      char **argv)
{
  const struct rlimit no_core = { 0, 0 };
  g_autoptr (GessoApplication) application = NULL;

  /* Before any thread or helper starts: the key must not be inherited, nor end in a core dump. */
  gesso_secrets_take_environment ();
  setrlimit (RLIMIT_CORE, &no_core);
#ifdef M_ARENA_MAX
  /* Pictures are made in some threads and freed in others: with a heap for each, most of each is holes before long. */
  mallopt (M_ARENA_MAX, 2);
#endif
#ifdef M_MMAP_THRESHOLD
  /* Pixels go back to the system when they are freed. Left alone, glibc learns to put them into the heap, where small
   * things between them keep their holes from being given back. */
  mallopt (M_MMAP_THRESHOLD, 64 * 1024);
#endif

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, gesso_libexec_get_localedir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Gesso");

  application = gesso_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

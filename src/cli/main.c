/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/resource.h>

#include "gesso-cli.h"
#include "gesso-libexec.h"
#include "gesso-secrets.h"

int
main (int    argc,
      char **argv)
{
  /* A core dump would have the key in it. */
  const struct rlimit no_core = { 0, 0 };

  /* First of all, so that nothing started from here inherits the key. */
  gesso_secrets_take_environment ();
  setrlimit (RLIMIT_CORE, &no_core);

  /* Standard output belongs to what was asked for. */
  g_log_writer_default_set_use_stderr (TRUE);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, gesso_libexec_get_localedir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return gesso_cli_main (argc, argv);
}

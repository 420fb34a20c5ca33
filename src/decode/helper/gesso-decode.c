/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-confine.h"
#include "gesso-decode-loop.h"
#include "gesso-decode-pixels.h"

#include <locale.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* Reads pictures for Gesso; started by it, with a socket, and of no use otherwise. */
int
main (int    argc,
      char **argv)
{
  guint confinement;
  int type = 0;
  socklen_t length = sizeof type;

  setlocale (LC_ALL, "C.UTF-8");
  if (getsockopt (GESSO_WIRE_SOCKET, SOL_SOCKET, SO_TYPE, &type, &length) != 0 || type != SOCK_SEQPACKET)
    {
      fputs ("gesso-decode is started by Gesso and can’t be used by itself.\n", stderr);
      return 2;
    }

  gesso_decode_leave_nothing_open ();
  /* Whatever the libraries want to open is opened before nothing can be. */
  gesso_decode_warm_up ();
  confinement = gesso_decode_confine (gesso_decode_uses_glycin ());
  gesso_decode_loop (GESSO_WIRE_SOCKET, confinement);

  /* Without exit handlers: nothing is left to be saved, and they might do what is no longer allowed. */
  _exit (0);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exit statuses of the command line. */
#define GESSO_EXIT_DONE   0
#define GESSO_EXIT_FAILED 1
#define GESSO_EXIT_USAGE  2

/**
 * gesso_cli_main:
 *
 * The command line. Without arguments, or with options of the window alone, it executes the window.
 *
 * Returns: the exit status
 */
int gesso_cli_main (int argc, char **argv);

G_END_DECLS

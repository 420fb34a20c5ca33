/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/* The sentence of @code for the library called @label; @detail only reaches the log. */
void gesso_set_library_error (GError            **error,
                              GessoLibraryError   code,
                              const char         *label,
                              const char         *detail);

/* As above, by errno. */
void gesso_set_file_error    (GError            **error,
                              int                 saved_errno,
                              const char         *label,
                              const char         *what);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-export-picture.h"

G_BEGIN_DECLS

/* What names look like until somebody says otherwise. */
#define GESSO_EXPORT_NAME_DEFAULT "{date} {prompt} {id}"

/**
 * gesso_export_name_check:
 * @pattern: what a person typed
 *
 * A pattern is text with words in braces: {date}, {time}, {prompt}, {variant}, {aspect}, {seed}, {rating}, {id} and
 * {number}.
 *
 * Returns: %FALSE with %G_IO_ERROR_INVALID_ARGUMENT and a sentence where it is none
 */
gboolean gesso_export_name_check  (const char                *pattern,
                                   GError                   **error);

/**
 * gesso_export_name_expand:
 * @number: of the picture in its export, from 1
 * @of: how many there are, which is how many digits the number has
 * @extension: (nullable): without the dot
 *
 * Returns: (transfer full): a name that any file system takes; never empty, never one that is hidden
 */
char    *gesso_export_name_expand (const char                *pattern,
                                   const GessoExportPicture  *picture,
                                   guint                      number,
                                   guint                      of,
                                   const char                *extension);

/* The names of all words, for help. (array zero-terminated=1) */
const char *const *gesso_export_name_words (void);

G_END_DECLS

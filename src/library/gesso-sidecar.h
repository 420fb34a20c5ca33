/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-row.h"

G_BEGIN_DECLS

/* Private to the layer: reading what gesso_row_to_sidecar() wrote. */

/**
 * gesso_sidecar_parse:
 * @bytes: untrusted
 * @id: (nullable): the generation that it should be of
 * @sent_recipe: (out) (optional) (nullable) (transfer full): what was really sent
 *
 * Returns: (transfer full) (nullable): the row as it was at its end; its path is relative. Its row id is 0 where the
 * sidecar has none. %NULL with %G_IO_ERROR_INVALID_DATA where it is not a sidecar
 */
GessoRow *gesso_sidecar_parse    (GBytes      *bytes,
                                  const char  *id,
                                  char       **sent_recipe,
                                  GError     **error);

/* Whether a relative path from a file stays within the library, and has nothing to hide. */
gboolean  gesso_sidecar_is_path  (const char  *path);

/* Whether it is 64 hexadecimal digits in lower case. */
gboolean  gesso_sidecar_is_hash  (const char  *text);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-exporter.h"

G_BEGIN_DECLS

/* Private to the layer: the blocking steps of one export. For a thread. */

/* The original's bytes. */
GBytes  *gesso_export_read        (const char                *path,
                                   GCancellable              *cancellable,
                                   GError                   **error);

/**
 * gesso_export_write:
 * @original: the original's bytes
 * @coded: (nullable): the same picture in another format
 * @exported: gets what was written
 *
 * Stamps and writes one picture.
 */
gboolean gesso_export_write       (const GessoExportPicture  *picture,
                                   const GessoExportOptions  *options,
                                   guint                      number,
                                   guint                      of,
                                   GBytes                    *original,
                                   GBytes                    *coded,
                                   GessoExported             *exported,
                                   GError                   **error);

G_END_DECLS

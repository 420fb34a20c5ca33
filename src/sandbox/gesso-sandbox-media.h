/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GessoSandboxMedia:
 * @mime_type: static string
 * @width: px; 0 where the kind of file has none
 *
 * What a file is, by its first bytes and its header.
 */
typedef struct {
  const char *mime_type;
  guint       width;
  guint       height;
} GessoSandboxMedia;

/* Returns: %FALSE if it is none of the types that the API takes */
gboolean gesso_sandbox_sniff     (GBytes            *bytes,
                                  GessoSandboxMedia *media);

/* The type's name in the API's list, or %NULL if it is not in it ("image/jpg"). */
const char *gesso_sandbox_known_type (const char    *mime_type);

/**
 * gesso_sandbox_palette:
 *
 * The colours that matter most in a picture, 0xRRGGBB, at most five. From the pixels of a PNG of reasonable
 * size, and made up from the content's hash for everything else.
 *
 * Returns: (transfer full) (element-type guint32): the colours
 */
GArray  *gesso_sandbox_palette   (GBytes            *bytes);

G_END_DECLS

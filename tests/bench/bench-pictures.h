/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What make-pictures made: a list of contents, the first of which are files. */

typedef struct {
  char    *sha256;
  char    *name; /* of its file, or of one that stands for it */
  guint    width;
  guint    height;
  guint64  size;
} BenchPicture;

/* Its file in a folder of pictures: a line for each, "SHA256 WIDTH HEIGHT SIZE NAME". */
#define BENCH_PICTURES_LIST "pictures.list"

/* Returns: (transfer full) (element-type BenchPicture) */
GPtrArray *bench_pictures_read (const char  *folder,
                                GError     **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gesso-json.h"
#include "krea-catalog.h"

G_BEGIN_DECLS

/* What the data file says; every array ends with NULL and owns what it points to. */
typedef struct
{
  int revision;
  GPtrArray *models;
  GPtrArray *aspects;
  GPtrArray *creativities;
  GPtrArray *resolutions;
  GHashTable *ranges; /* char* → KreaRange* */
  char *default_variant;
  char *default_aspect;
  char *default_creativity;
  guint max_references;
  guint max_moodboards;
  guint prompt_warning;
  guint prompt_limit;
} KreaCatalogData;

gboolean krea_catalog_data_read  (KreaCatalogData  *data,
                                  JsonObject       *root,
                                  GError          **error);
void     krea_catalog_data_clear (KreaCatalogData  *data);

G_END_DECLS

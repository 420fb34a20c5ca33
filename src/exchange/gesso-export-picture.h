/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-container.h"
#include "gesso-generation.h"

G_BEGIN_DECLS

/**
 * GessoExportProfile:
 * @GESSO_EXPORT_CLEAN: no prompt, no recipe; the colour profile stays
 * @GESSO_EXPORT_CREDITED: says what made the picture, and not with which prompt
 * @GESSO_EXPORT_FULL: prompt and settings, readable by other tools, and the recipe for Gesso itself
 *
 * What an exported file says of itself.
 */
typedef enum {
  GESSO_EXPORT_CLEAN,
  GESSO_EXPORT_CREDITED,
  GESSO_EXPORT_FULL,
} GessoExportProfile;

/* "clean", "credited", "full" */
const char         *gesso_export_profile_to_nick   (GessoExportProfile   profile);
gboolean            gesso_export_profile_from_nick (const char          *nick,
                                                    GessoExportProfile  *profile);

/**
 * GessoExportPicture:
 * @created_at: Unix ms
 * @tags: (nullable): a line each
 *
 * What exporting needs to know of a generation: a copy of plain data, for any thread.
 */
typedef struct {
  char    *id;
  char    *recipe;
  char    *prompt;
  char    *variant;
  char    *aspect_ratio;
  char    *creativity;
  gint64   seed;
  char    *path;
  char    *tags;
  int      rating;
  gint64   created_at;
  guint    width;
  guint    height;
  gboolean sandbox;
  gboolean imported;
} GessoExportPicture;

GessoExportPicture *gesso_export_picture_new       (GessoGeneration     *generation);
void                gesso_export_picture_free      (GessoExportPicture  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoExportPicture, gesso_export_picture_free)

/* --- What goes into the file; in none of it are paths, keys, addresses of assets, or ids of jobs --- */

/* An XMP packet; %NULL for %GESSO_EXPORT_CLEAN, and where nothing is known of how the picture was made. */
char               *gesso_export_picture_to_xmp    (const GessoExportPicture *self,
                                                    GessoExportProfile        profile);
/* The text that Stable Diffusion's tools look for; %NULL without a prompt. */
char               *gesso_export_picture_to_parameters (const GessoExportPicture *self);
/* The recipe in Gesso's own form, one line of JSON. */
char               *gesso_export_picture_to_recipe (const GessoExportPicture *self);
void                gesso_export_picture_stamp     (const GessoExportPicture *self,
                                                    GessoExportProfile        profile,
                                                    GessoStamp               *stamp);

/* The namespace of our own XMP properties, and the one that has the recipe. */
#define GESSO_XMP_NAMESPACE "https://gesso-app.github.io/ns/xmp/1.0/"
#define GESSO_XMP_PREFIX    "gesso"
#define GESSO_XMP_RECIPE    "Recipe"

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-private.h"
#include "gesso-library-upkeep.h"

G_BEGIN_DECLS

/* Private to the layer: what a check finds without decoding a picture. All of it blocks. */

GessoChecked *gesso_checked_new (void);

/* From any thread. Takes nothing; @path and @id are nullable. */
void     gesso_check_find     (GessoChecked  *report,
                               const char    *kind,
                               gboolean       is_fault,
                               const char    *path,
                               const char    *id,
                               const char    *text);
/* Database, ledger, log and folder. @moved: filled with row ids whose file is somewhere else */
gboolean gesso_check_folder   (GessoCall     *call,
                               GessoSql      *sql,
                               GessoChecked  *report,
                               GHashTable    *moved,
                               GError       **error);
/* Sidecars that no row knows. */
gboolean gesso_check_recipes  (GessoCall     *call,
                               GessoSql      *sql,
                               GessoChecked  *report,
                               GError       **error);
/* The sidecar of one row. */
void     gesso_check_sidecar  (GessoCall     *call,
                               GessoChecked  *report,
                               const GessoRow *row);
/* Thumbnails of one picture. */
void     gesso_check_thumbnails (GessoCall   *call,
                               GessoChecked  *report,
                               const char    *sha256,
                               const char    *path);

G_END_DECLS

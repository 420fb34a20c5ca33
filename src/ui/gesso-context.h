/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gesso-engine.h"
#include "gesso-library-query.h"

G_BEGIN_DECLS

/**
 * GessoContext:
 *
 * What every widget may use, handed down as a construct property instead of globals.
 *
 * Properties: "library", "engine", "decoder", "settings", "catalog", "request", "selected", "images".
 */
#define GESSO_TYPE_CONTEXT (gesso_context_get_type ())
G_DECLARE_FINAL_TYPE (GessoContext, gesso_context, GESSO, CONTEXT, GObject)

GessoContext    *gesso_context_new           (GessoEngine     *engine,
                                              GSettings       *settings);
GessoEngine     *gesso_context_get_engine    (GessoContext    *self);
GessoLibrary    *gesso_context_get_library   (GessoContext    *self);
GessoDecoder    *gesso_context_get_decoder   (GessoContext    *self);
GSettings       *gesso_context_get_settings  (GessoContext    *self);
KreaCatalog     *gesso_context_get_catalog   (GessoContext    *self);

/* A board in a file was dropped somewhere: emits "import-board" (#GFile), for the window. */
void             gesso_context_import_board  (GessoContext    *self,
                                              GFile           *file);

/* The request that the composer edits. One object for the life of the window. */
KreaRequest     *gesso_context_get_request   (GessoContext    *self);

/* The generation that details and curation are about: what is selected in the gallery or shown in the viewer. */
GessoGeneration *gesso_context_get_selected  (GessoContext    *self);
void             gesso_context_set_selected  (GessoContext    *self,
                                              GessoGeneration *generation);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

#include "gesso-engine.h"

G_BEGIN_DECLS

/**
 * GessoStyleItem:
 *
 * A trained style. Properties: "cover" (#GdkPaintable, %NULL until it is loaded).
 */
#define GESSO_TYPE_STYLE_ITEM (gesso_style_item_get_type ())
G_DECLARE_FINAL_TYPE (GessoStyleItem, gesso_style_item, GESSO, STYLE_ITEM, GObject)

const char     *gesso_style_item_get_id     (GessoStyleItem *self);
const char     *gesso_style_item_get_title  (GessoStyleItem *self);
gboolean        gesso_style_item_fits       (GessoStyleItem *self,
                                             const char     *variant);

/* Downloads and decodes the cover once. @edge: device px */
void            gesso_style_item_load_cover (GessoStyleItem *self,
                                             guint           edge);

/**
 * GessoStyleList:
 *
 * A #GListModel of the #GessoStyleItem that the account's key can use, so that no widget talks to the client.
 *
 * Properties: "loading".
 */
#define GESSO_TYPE_STYLE_LIST (gesso_style_list_get_type ())
G_DECLARE_FINAL_TYPE (GessoStyleList, gesso_style_list, GESSO, STYLE_LIST, GObject)

GessoStyleList *gesso_style_list_new        (GessoEngine    *engine);

/* Reads the listing again; does nothing while that is under way. */
void            gesso_style_list_load       (GessoStyleList *self);
gboolean        gesso_style_list_is_loading (GessoStyleList *self);

/* (nullable): why the listing could not be read, in one sentence */
const char     *gesso_style_list_get_error  (GessoStyleList *self);

G_END_DECLS

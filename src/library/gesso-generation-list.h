/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-query.h"

G_BEGIN_DECLS

/**
 * GessoGenerationList:
 *
 * A #GListModel of #GessoGeneration over a query: eight bytes a row, and objects only for rows that
 * somebody asked for. An item that was not read yet is a #GessoGeneration with a row id and nothing else;
 * its properties notify when the row arrives. New generations appear at the top by themselves.
 *
 * With stacks each item stands for one, by its newest.
 *
 * Properties: "loading", "n-items". Signals: "counts-changed": stacks have more or less in them.
 */
#define GESSO_TYPE_GENERATION_LIST (gesso_generation_list_get_type ())
G_DECLARE_FINAL_TYPE (GessoGenerationList, gesso_generation_list, GESSO, GENERATION_LIST, GObject)

/* Empty until the first gesso_generation_list_load_async() has finished. */
GessoGenerationList *gesso_generation_list_new           (GessoLibrary         *library,
                                                          const GessoQuery     *query);
void                 gesso_generation_list_load_async    (GessoGenerationList  *self,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              data);
gboolean             gesso_generation_list_load_finish   (GessoGenerationList  *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/* The position of a row; %G_MAXUINT if it is not in the list. Logarithmic. */
guint                gesso_generation_list_get_position  (GessoGenerationList  *self,
                                                          gint64                row_id);
/* How many are in the stack of a row; 1 without stacks. */
guint                gesso_generation_list_get_count     (GessoGenerationList  *self,
                                                          gint64                row_id);
/* Where a row is, or what stands there: %G_MAXUINT in an empty list. */
guint                gesso_generation_list_get_nearest   (GessoGenerationList  *self,
                                                          gint64                row_id);
gint64               gesso_generation_list_get_row_id    (GessoGenerationList  *self,
                                                          guint                 position);

G_END_DECLS

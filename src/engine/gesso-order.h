/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-engine.h"

G_BEGIN_DECLS

/**
 * GessoOrderPicture:
 * @path: of a file; relative ones are looked for in the folder of whoever ordered
 */
typedef struct {
  char   *path;
  double  strength;
} GessoOrderPicture;

/**
 * GessoOrder:
 * @request: without its pictures, which are still files
 * @references: (element-type GessoOrderPicture)
 * @source: (nullable): the image source
 * @board: (nullable): name of a board whose pictures become references
 * @images: how many pictures
 * @reuse: return a kept picture of the same request instead of making one
 *
 * One round as the command line orders it: the same whether it is carried out here or by the process that owns the
 * library.
 */
typedef struct {
  KreaRequest       *request;
  GPtrArray         *references;
  GessoOrderPicture *source;
  char              *board;
  guint              images;
  gboolean           reuse;
} GessoOrder;

GessoOrder        *gesso_order_new           (void);
void               gesso_order_free          (GessoOrder           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoOrder, gesso_order_free)
GessoOrderPicture *gesso_order_picture_new   (const char           *path,
                                              double                strength);
void               gesso_order_picture_free  (GessoOrderPicture    *self);

/* Between processes. Parsing does not trust what it reads. */
char              *gesso_order_to_json       (GessoOrder           *self);
GessoOrder        *gesso_order_new_from_json (const char           *json,
                                              GError              **error);

/**
 * gesso_order_run_async:
 * @order: taken over
 * @folder: where relative paths start
 *
 * Puts the pictures into the library and queues the round.
 */
void               gesso_order_run_async     (GessoOrder           *order,
                                              GessoEngine          *engine,
                                              const char           *folder,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* Returns: (transfer full) (element-type GessoGeneration): the round in the order of its seeds, with those that were reused */
GPtrArray         *gesso_order_run_finish    (GessoEngine          *engine,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-upkeep.h"

G_BEGIN_DECLS

/* Private to the layer: carries a #GessoProgressFunc from a working thread to the context that asked. */

typedef struct _GessoProgress GessoProgress;

/* For the thread-default context; @func: (nullable) */
GessoProgress *gesso_progress_new   (GessoProgressFunc  func,
                                     gpointer           data);
void           gesso_progress_unref (GessoProgress     *self);
/* From any thread; few of them arrive. */
void           gesso_progress_tell  (GessoProgress     *self,
                                     guint64            done,
                                     guint64            total);
/* Nothing arrives after this, which is called on the context that asked. */
void           gesso_progress_stop  (GessoProgress     *self);

G_END_DECLS

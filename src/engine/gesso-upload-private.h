/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-engine-private.h"
#include "gesso-upload.h"

G_BEGIN_DECLS

struct _GessoUpload {
  GObject       parent_instance;

  GessoEngine  *engine; /* unowned, NULL once it is gone */
  char         *sha256;
  char         *name;   /* (nullable) */
  gboolean      preparing;
  gboolean      prepared;
  gboolean      sending;
  gboolean      stopped;  /* by the user */
  gboolean      unwanted; /* what is sent early is no reference any more */
  double        progress;
  GPtrArray    *waiting; /* GTask; its data is the GessoDrive that waits, NULL for what is sent early */
  GessoRoute   *route;   /* (nullable): while it is under way */
  GCancellable *cancellable;
};

/* Its turn has come. */
void     gesso_upload_begin        (GessoUpload *self);
/* Whether there is a reason to go on with it. */
gboolean gesso_upload_is_wanted    (GessoUpload *self);
/* It has ended: the next one may go. */
void     gesso_engine_upload_ended (GessoEngine *self);

G_END_DECLS

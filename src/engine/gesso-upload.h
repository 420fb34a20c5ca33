/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-engine.h"

G_BEGIN_DECLS

/**
 * GessoUpload:
 *
 * What becomes of one reference on its way to Krea: it is made fit to be sent, and it is sent. There is one for each
 * content, for whoever waits for it.
 *
 * Properties, read-only: "sending" (boolean): it is on its way; "progress" (double): the part of it that is sent, 0..1
 */
#define GESSO_TYPE_UPLOAD (gesso_upload_get_type ())
G_DECLARE_FINAL_TYPE (GessoUpload, gesso_upload, GESSO, UPLOAD, GObject)

const char  *gesso_upload_get_sha256         (GessoUpload *self);
gboolean     gesso_upload_is_sending         (GessoUpload *self);
double       gesso_upload_get_progress       (GessoUpload *self);
/* Whether it was made fit to be sent in this session. */
gboolean     gesso_upload_is_prepared        (GessoUpload *self);

/* Stops sending it: a generation that waits for it fails, names it, and nothing is paid. */
void         gesso_upload_cancel             (GessoUpload *self);

/* (transfer none): of a reference, whether anything is done about it or not. It lives as long as the engine. */
GessoUpload *gesso_engine_get_upload         (GessoEngine *self,
                                              const char  *sha256);

/**
 * gesso_engine_add_reference:
 * @name: (nullable): for people
 *
 * A picture became a reference: it is made fit to be sent, so that Generate has little to wait for. That happens on this
 * computer. It is sent only where gesso_engine_set_upload_early() said so.
 */
void         gesso_engine_add_reference      (GessoEngine *self,
                                              const char  *sha256,
                                              const char  *name);
/* It is none any more: nobody has to wait for it, unless a generation does. */
void         gesso_engine_drop_reference     (GessoEngine *self,
                                              const char  *sha256);

/* Whether references are sent as they are added, and not only with Generate. No at first. */
void         gesso_engine_set_upload_early   (GessoEngine *self,
                                              gboolean     early);

G_END_DECLS

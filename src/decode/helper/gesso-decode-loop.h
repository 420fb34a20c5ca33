/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decode-wire.h"

G_BEGIN_DECLS

/* A request with its file, mapped. */
typedef struct {
  const GessoWireRequest *request;
  const guint8 *data;
  gsize length;
} GessoDecodeJob;

/* Greets with @confinement, then serves one request after the other until the socket ends. */
void gesso_decode_loop (int   socket,
                        guint confinement);

G_END_DECLS

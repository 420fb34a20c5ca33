/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decode-loop.h"
#include "gesso-picture-private.h"

G_BEGIN_DECLS

/* Serves GESSO_WIRE_INSPECT: both thumbnails, the small one first. */
GessoPictureVerdict gesso_decode_inspect (const GessoDecodeJob *job,
                                          GessoWireReply       *reply,
                                          int                  *fd);

/* Serves GESSO_WIRE_CONVERT. */
GessoPictureVerdict gesso_decode_convert (const GessoDecodeJob *job,
                                          GessoWireReply       *reply,
                                          int                  *fd);

G_END_DECLS

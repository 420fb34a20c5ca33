/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decode-loop.h"
#include "gesso-picture-private.h"

G_BEGIN_DECLS

/* Serves GESSO_WIRE_ENCODE. */
GessoPictureVerdict gesso_decode_encode (const GessoDecodeJob *job,
                                         GessoWireReply       *reply,
                                         int                  *fd);

G_END_DECLS

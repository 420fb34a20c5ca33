/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-sandbox-painter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GessoSandboxStudio:
 *
 * Paints pictures in two threads of its own and keeps the newest of them: any other is painted again when it
 * is asked for, and comes out the same.
 */
#define GESSO_TYPE_SANDBOX_STUDIO (gesso_sandbox_studio_get_type ())
G_DECLARE_FINAL_TYPE (GessoSandboxStudio, gesso_sandbox_studio, GESSO, SANDBOX_STUDIO, GObject)

GessoSandboxStudio *gesso_sandbox_studio_new          (void);

/**
 * gesso_sandbox_studio_paint_async:
 * @picture: what the picture is called; two calls with the same name share one painting
 * @spec: is copied
 * @plain: one colour instead of a painting
 */
void                gesso_sandbox_studio_paint_async  (GessoSandboxStudio      *self,
                                                       const char              *picture,
                                                       const GessoPaintingSpec *spec,
                                                       gboolean                 plain,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 data);
/* Returns: (transfer full): a PNG file */
GBytes             *gesso_sandbox_studio_paint_finish (GessoSandboxStudio      *self,
                                                       GAsyncResult            *result,
                                                       GError                 **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/* Private to the layer: settings that wait to be written. */
typedef struct _GessoPendingSettings GessoPendingSettings;

GessoPendingSettings *gesso_pending_settings_new         (void);
void                  gesso_pending_settings_unref       (GessoPendingSettings *self);
GessoPendingSettings *gesso_library_get_pending_settings (GessoLibrary         *self);

G_END_DECLS

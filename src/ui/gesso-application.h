/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-engine.h"

G_BEGIN_DECLS

/**
 * GessoApplication:
 *
 * One process for a session: opens the library, owns the engine and the window, serves command lines that want the
 * same library, and closes everything in order.
 */
#define GESSO_TYPE_APPLICATION (gesso_application_get_type ())
G_DECLARE_FINAL_TYPE (GessoApplication, gesso_application, GESSO, APPLICATION, AdwApplication)

GessoApplication *gesso_application_new (void);

G_END_DECLS

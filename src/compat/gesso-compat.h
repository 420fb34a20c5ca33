/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* The only place with GTK_CHECK_VERSION and ADW_CHECK_VERSION: today's shapes, on every version we build on. */

#include "gesso-compat-alert.h"
#include "gesso-compat-files.h"
#include "gesso-compat-launch.h"
#include "gesso-compat-names.h"
#include "gesso-compat-window.h"

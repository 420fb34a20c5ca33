/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @data is strict JSON (RFC 8259) that json-glib can be given: UTF-8, nested no deeper than
 * GESSO_JSON_MAX_DEPTH, at most GESSO_JSON_MAX_VALUES of them, numbers of a sane length, surrogates in pairs, no key twice in an object. */
gboolean gesso_json_check (const char  *data,
                           gsize        length,
                           GError     **error);

G_END_DECLS

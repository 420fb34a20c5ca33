/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-secrets.h"

G_BEGIN_DECLS

/* The calls of a store, awaited. */
char     *secrets_lookup     (GessoSecrets  *secrets,
                              const char    *origin,
                              gboolean       unlock,
                              GError       **error);
gboolean  secrets_store      (GessoSecrets  *secrets,
                              const char    *origin,
                              const char    *key,
                              GError       **error);
gboolean  secrets_clear      (GessoSecrets  *secrets,
                              const char    *origin,
                              GError       **error);

/* What is found without asking the person is @expected; %NULL for nothing. */
void      secrets_assert_key (GessoSecrets  *secrets,
                              const char    *origin,
                              const char    *expected);

G_END_DECLS

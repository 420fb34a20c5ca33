/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-secrets.h"

G_BEGIN_DECLS

#define GESSO_TYPE_SECRETS_KEYRING (gesso_secrets_keyring_get_type ())
G_DECLARE_FINAL_TYPE (GessoSecretsKeyring, gesso_secrets_keyring, GESSO, SECRETS_KEYRING, GessoSecrets)

#define GESSO_TYPE_SECRETS_SESSION (gesso_secrets_session_get_type ())
G_DECLARE_FINAL_TYPE (GessoSecretsSession, gesso_secrets_session, GESSO, SECRETS_SESSION, GessoSecrets)

/* Whether gesso_secrets_take_environment() found a key. */
gboolean  gesso_secrets_environment_has_key (void);

/* Returns: (transfer full) (nullable): a copy of that key */
char     *gesso_secrets_environment_dup_key (void);

/* How long a secret service may take to answer, ms. Prompts for the user do not count. Lowered by tests. */
void      gesso_secrets_keyring_set_patience (GessoSecretsKeyring *self,
                                              guint                ms);

G_END_DECLS

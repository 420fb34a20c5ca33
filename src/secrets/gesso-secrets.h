/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_SECRETS_ERROR (gesso_secrets_error_quark ())
GQuark gesso_secrets_error_quark (void);

/**
 * GessoSecretsError:
 * @GESSO_SECRETS_ERROR_LOCKED: the keyring is locked and was not unlocked
 * @GESSO_SECRETS_ERROR_ABSENT: no secret service answers
 * @GESSO_SECRETS_ERROR_FAILED: anything else
 */
typedef enum {
  GESSO_SECRETS_ERROR_LOCKED,
  GESSO_SECRETS_ERROR_ABSENT,
  GESSO_SECRETS_ERROR_FAILED,
} GessoSecretsError;

/**
 * GessoSecrets:
 *
 * Where the API key is kept: the environment (`KREA_API_TOKEN`, which wins and is unset at once so that no
 * helper inherits it), the Secret Service, or this session's memory. The key is never logged.
 */
#define GESSO_TYPE_SECRETS (gesso_secrets_get_type ())
G_DECLARE_DERIVABLE_TYPE (GessoSecrets, gesso_secrets, GESSO, SECRETS, GObject)

struct _GessoSecretsClass {
  GObjectClass parent_class;

  /* In a worker thread with a main context of its own. lookup returns %NULL without an error where there is no key. */
  char     *(*lookup) (GessoSecrets *self, const char *origin, gboolean unlock, GCancellable *cancellable, GError **error);
  gboolean  (*store)  (GessoSecrets *self, const char *origin, const char *key, GCancellable *cancellable, GError **error);
  gboolean  (*clear)  (GessoSecrets *self, const char *origin, GCancellable *cancellable, GError **error);
};

/* Takes `KREA_API_TOKEN` out of the environment; call once, first thing in main, before any thread or helper starts. */
void           gesso_secrets_take_environment (void);

/* The Secret Service, behind what gesso_secrets_take_environment() found. */
GessoSecrets  *gesso_secrets_new              (void);

/* For tests, and where no keyring runs: kept in memory only. @key: (nullable) */
GessoSecrets  *gesso_secrets_new_for_session  (const char           *key);

/* Wipes and frees a key that a lookup returned. @key: (nullable) */
void           gesso_secrets_key_free         (char                 *key);

/* Whether the key comes from the environment, so that it can't be changed here. */
gboolean       gesso_secrets_is_fixed         (GessoSecrets         *self);

/**
 * gesso_secrets_lookup_async:
 * @unlock: whether the user may be asked to unlock the keyring
 */
void           gesso_secrets_lookup_async     (GessoSecrets         *self,
                                               const char           *origin,
                                               gboolean              unlock,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              data);
/* Returns: (transfer full) (nullable): the key; %NULL without @error means there is certainly none */
char          *gesso_secrets_lookup_finish    (GessoSecrets         *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void           gesso_secrets_store_async      (GessoSecrets         *self,
                                               const char           *origin,
                                               const char           *key,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              data);
gboolean       gesso_secrets_store_finish     (GessoSecrets         *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void           gesso_secrets_clear_async      (GessoSecrets         *self,
                                               const char           *origin,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              data);
gboolean       gesso_secrets_clear_finish     (GessoSecrets         *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-secrets"

#include "gesso-secrets-private.h"

/* One key for whichever origin, until one is stored for an origin of its own. */
struct _GessoSecretsSession
{
  GessoSecrets parent_instance;

  GMutex mutex;
  GHashTable *keys;
  char *initial;
};

G_DEFINE_FINAL_TYPE (GessoSecretsSession, gesso_secrets_session, GESSO_TYPE_SECRETS)

static char *
gesso_secrets_session_lookup (GessoSecrets  *secrets,
                              const char    *origin,
                              gboolean       unlock,
                              GCancellable  *cancellable,
                              GError       **error)
{
  GessoSecretsSession *self = GESSO_SECRETS_SESSION (secrets);
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gpointer key;

  return g_strdup (g_hash_table_lookup_extended (self->keys, origin, NULL, &key) ? key : self->initial);
}

static gboolean
gesso_secrets_session_store (GessoSecrets  *secrets,
                             const char    *origin,
                             const char    *key,
                             GCancellable  *cancellable,
                             GError       **error)
{
  GessoSecretsSession *self = GESSO_SECRETS_SESSION (secrets);
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_replace (self->keys, g_strdup (origin), g_strdup (key));
  return TRUE;
}

static gboolean
gesso_secrets_session_clear (GessoSecrets  *secrets,
                             const char    *origin,
                             GCancellable  *cancellable,
                             GError       **error)
{
  /* An entry without a key hides the initial one. */
  return gesso_secrets_session_store (secrets, origin, NULL, cancellable, error);
}

static void
gesso_secrets_session_finalize (GObject *object)
{
  GessoSecretsSession *self = GESSO_SECRETS_SESSION (object);

  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->initial, gesso_secrets_key_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (gesso_secrets_session_parent_class)->finalize (object);
}

static void
gesso_secrets_session_class_init (GessoSecretsSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GessoSecretsClass *secrets_class = GESSO_SECRETS_CLASS (klass);

  object_class->finalize = gesso_secrets_session_finalize;

  secrets_class->lookup = gesso_secrets_session_lookup;
  secrets_class->store = gesso_secrets_session_store;
  secrets_class->clear = gesso_secrets_session_clear;
}

static void
gesso_secrets_session_init (GessoSecretsSession *self)
{
  g_mutex_init (&self->mutex);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gesso_secrets_key_free);
}

GessoSecrets *
gesso_secrets_new_for_session (const char *key)
{
  GessoSecretsSession *self = g_object_new (GESSO_TYPE_SECRETS_SESSION, NULL);

  self->initial = g_strdup (key);
  return GESSO_SECRETS (self);
}

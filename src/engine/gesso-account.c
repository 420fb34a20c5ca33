/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include <string.h>

#include "gesso-account.h"

/* Enough to tell keys apart, too little to search for one. */
#define FINGERPRINT_DIGITS 16

struct _GessoAccount {
  GObject parent_instance;

  char *id;
  char *origin;
  char *key;
  char *fingerprint;
  gboolean sandbox;
};

G_DEFINE_FINAL_TYPE (GessoAccount, gesso_account, G_TYPE_OBJECT)

static void
gesso_account_finalize (GObject *object)
{
  GessoAccount *self = GESSO_ACCOUNT (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->fingerprint, g_free);

  G_OBJECT_CLASS (gesso_account_parent_class)->finalize (object);
}

static void
gesso_account_class_init (GessoAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_account_finalize;
}

static void
gesso_account_init (GessoAccount *self)
{
}

/* "https://api.krea.ai/" and "https://api.krea.ai" are the same account. */
static char *
trim_origin (const char *origin)
{
  char *trimmed = g_strstrip (g_strdup (origin));

  while (g_str_has_suffix (trimmed, "/"))
    trimmed[strlen (trimmed) - 1] = '\0';
  return trimmed;
}

GessoAccount *
gesso_account_new (const char *origin,
                   const char *key,
                   const char *salt,
                   gboolean    sandbox)
{
  GessoAccount *self;

  g_return_val_if_fail (origin != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  if (salt == NULL)
    salt = "";
  self = g_object_new (GESSO_TYPE_ACCOUNT, NULL);
  self->origin = trim_origin (origin);
  self->key = g_strstrip (g_strdup (key));
  self->sandbox = sandbox;
  self->fingerprint = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) salt, strlen (salt),
                                                 self->key, -1);
  self->fingerprint[FINGERPRINT_DIGITS] = '\0';
  self->id = g_strconcat (sandbox ? "sandbox" : self->origin, "#", self->fingerprint, NULL);
  return self;
}

const char *
gesso_account_get_id (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return self->id;
}

const char *
gesso_account_get_origin (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return self->origin;
}

const char *
gesso_account_get_key (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return self->key;
}

const char *
gesso_account_get_fingerprint (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return self->fingerprint;
}

gboolean
gesso_account_is_sandbox (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), FALSE);

  return self->sandbox;
}

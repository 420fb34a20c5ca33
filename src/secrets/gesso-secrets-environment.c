/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-secrets-private.h"

#include <stdlib.h>
#include <string.h>

#define VARIABLE "KREA_API_TOKEN"

/* Written once before any thread starts, read afterwards. */
static char *taken;

void
gesso_secrets_take_environment (void)
{
  char *value = getenv (VARIABLE);

  if (value == NULL)
    return;
  g_clear_pointer (&taken, gesso_secrets_key_free);
  if (*value != '\0')
    {
      taken = g_strstrip (g_strdup (value));
      if (*taken == '\0')
        g_clear_pointer (&taken, gesso_secrets_key_free);
      /* Unsetting alone leaves the text in the process's initial block, where /proc/<pid>/environ shows it. */
      explicit_bzero (value, strlen (value));
    }
  g_unsetenv (VARIABLE);
}

gboolean
gesso_secrets_environment_has_key (void)
{
  return taken != NULL;
}

char *
gesso_secrets_environment_dup_key (void)
{
  return g_strdup (taken);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox.h"

struct _GessoSandbox
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (GessoSandbox, gesso_sandbox, G_TYPE_OBJECT)

static void
gesso_sandbox_class_init (GessoSandboxClass *klass)
{
}

static void
gesso_sandbox_init (GessoSandbox *self)
{
}

GessoSandbox *
gesso_sandbox_new (const GessoSandboxOptions *options, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
  return NULL;
}

const char *
gesso_sandbox_get_url (GessoSandbox *self)
{
  return NULL;
}

const char *
gesso_sandbox_get_token (GessoSandbox *self)
{
  return NULL;
}

gint64
gesso_sandbox_get_billed (GessoSandbox *self)
{
  return 0;
}

guint
gesso_sandbox_get_submits (GessoSandbox *self)
{
  return 0;
}

gboolean
gesso_sandbox_set_faults (GessoSandbox *self, const char *faults, GError **error)
{
  return FALSE;
}

int
gesso_sandbox_main (int argc, char **argv)
{
  return 1;
}

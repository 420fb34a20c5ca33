/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-handover-private.h"

#include "gesso-importer.h"

/* Import(paths) → how many are new, were known, have a recipe, failed: both sides. It asks for no account. */

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GDBusMethodInvocation *invocation = data;
  GessoImporter *importer = GESSO_IMPORTER (source);
  const GessoImportReport *report = gesso_importer_get_report (importer);
  g_autoptr (GError) error = NULL;

  if (gesso_importer_run_finish (importer, result, &error))
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(uuuu)", report->n_new, report->n_known, report->n_recipes,
                                                          report->failures->len));
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_IO_ERROR, G_IO_ERROR_FAILED, error->message);
}

void
gesso_handover_serve_import (GessoEngine           *engine,
                             GVariant              *parameters,
                             GDBusMethodInvocation *invocation)
{
  g_autoptr (GessoImporter) importer = gesso_importer_new (gesso_engine_get_library (engine),
                                                           gesso_engine_get_decoder (engine));
  g_auto (GStrv) paths = NULL;

  g_variant_get (parameters, "(^aay)", &paths);
  gesso_importer_run_async (importer, (const char *const *) paths, NULL, imported_cb, invocation);
}

gboolean
gesso_handover_import (const char         *library_uuid,
                       const char *const  *paths,
                       guint               counts[4],
                       GCancellable       *cancellable,
                       GError            **error)
{
  g_autoptr (GVariant) reply = gesso_handover_call (library_uuid, "Import", g_variant_new ("(^aay)", paths), "(uuuu)",
                                                    cancellable, error);

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(uuuu)", &counts[0], &counts[1], &counts[2], &counts[3]);
  return TRUE;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-handover-private.h"

/* Import(paths) → how many are new, were known, have a recipe, failed, and which failed with what: both sides. It asks for
 * no account. */

#define REPLY "(uuuua(ays))"

/* As many as anybody reads; a message has an end. */
#define MAX_NAMED 10000

static GVariant *
write_report (const GessoImportReport *report)
{
  GVariantBuilder failures;

  g_variant_builder_init (&failures, G_VARIANT_TYPE ("a(ays)"));
  for (guint i = 0; i < report->failures->len && i < MAX_NAMED; i++)
    {
      const GessoImportFailure *failure = report->failures->pdata[i];
      g_autofree char *message = g_utf8_make_valid (failure->error->message, -1);

      g_variant_builder_add (&failures, "(^ays)", failure->path, message);
    }
  return g_variant_new (REPLY, report->n_new, report->n_known, report->n_recipes, report->failures->len, &failures);
}

static GessoImportReport *
read_report (GVariant *reply,
             guint    *unnamed)
{
  GessoImportReport *report = g_new0 (GessoImportReport, 1);
  g_autoptr (GVariantIter) failures = NULL;
  const char *message;
  char *path;
  guint n_failed;

  report->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_import_failure_free);
  g_variant_get (reply, REPLY, &report->n_new, &report->n_known, &report->n_recipes, &n_failed, &failures);
  while (g_variant_iter_next (failures, "(^ay&s)", &path, &message))
    {
      GessoImportFailure *failure = g_new0 (GessoImportFailure, 1);

      failure->path = path;
      failure->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, message);
      g_ptr_array_add (report->failures, failure);
    }
  *unnamed = n_failed - MIN (n_failed, report->failures->len);
  return report;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GDBusMethodInvocation *invocation = data;
  GessoImporter *importer = GESSO_IMPORTER (source);
  g_autoptr (GError) error = NULL;

  if (gesso_importer_run_finish (importer, result, &error))
    g_dbus_method_invocation_return_value (invocation, write_report (gesso_importer_get_report (importer)));
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

GessoImportReport *
gesso_handover_import (const char         *library_uuid,
                       const char *const  *paths,
                       guint              *unnamed,
                       GCancellable       *cancellable,
                       GError            **error)
{
  g_autoptr (GVariant) reply = gesso_handover_call (library_uuid, "Import", g_variant_new ("(^aay)", paths), REPLY,
                                                    cancellable, error);

  return reply != NULL ? read_report (reply, unnamed) : NULL;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-reference-watch.h"

#include "gesso-upload.h"

typedef struct {
  GessoEngine *engine;
  KreaRequest *request; /* unowned: it owns this */
  GListModel *references;
  GHashTable *known;    /* sha256 of its references */
} Watch;

static void
watch_free (gpointer data)
{
  Watch *self = data;

  g_signal_handlers_disconnect_by_data (self->references, self);
  g_object_unref (self->references);
  g_object_unref (self->engine);
  g_hash_table_unref (self->known);
  g_free (self);
}

static void
see (Watch         *self,
     KreaReference *reference,
     GHashTable    *seen)
{
  const char *sha256 = krea_reference_get_sha256 (reference);

  if (sha256 == NULL || *sha256 == '\0' || !g_hash_table_add (seen, g_strdup (sha256)))
    return;
  if (!g_hash_table_contains (self->known, sha256))
    gesso_engine_add_reference (self->engine, sha256, krea_reference_get_name (reference));
}

static void
changed_cb (Watch *self)
{
  KreaReference *source = krea_request_get_source (self->request);
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer sha256;

  for (guint i = 0; i < g_list_model_get_n_items (self->references); i++)
    {
      g_autoptr (KreaReference) reference = g_list_model_get_item (self->references, i);

      see (self, reference, seen);
    }
  if (source != NULL)
    see (self, source, seen);
  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    if (!g_hash_table_contains (seen, sha256))
      gesso_engine_drop_reference (self->engine, sha256);
  g_hash_table_unref (self->known);
  self->known = seen;
}

static void
early_cb (GSettings   *settings,
          const char  *key,
          GessoEngine *engine)
{
  gesso_engine_set_upload_early (engine, g_settings_get_boolean (settings, "upload-early"));
}

void
gesso_reference_watch (GessoEngine *engine,
                       KreaRequest *request,
                       GSettings   *settings)
{
  Watch *self;

  g_return_if_fail (GESSO_IS_ENGINE (engine));
  g_return_if_fail (KREA_IS_REQUEST (request));
  g_return_if_fail (G_IS_SETTINGS (settings));

  self = g_new0 (Watch, 1);
  self->engine = g_object_ref (engine);
  self->request = request;
  self->references = g_object_ref (krea_request_get_references (request));
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_object_set_data_full (G_OBJECT (request), "gesso-reference-watch", self, watch_free);
  g_signal_connect_object (settings, "changed::upload-early", G_CALLBACK (early_cb), engine, 0);
  early_cb (settings, NULL, engine);
  g_signal_connect_swapped (self->references, "items-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (request, "notify::source", G_CALLBACK (changed_cb), self);
  changed_cb (self);
}

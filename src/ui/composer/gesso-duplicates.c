/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-duplicates.h"

/* Settings come in bursts; the library is asked after the last of them, ms. */
#define PAUSE_MS 150

struct _GessoDuplicates
{
  GObject parent_instance;

  GessoContext *context;
  GCancellable *cancellable; /* of the look under way */
  KreaRequest *looked_for;   /* a copy, so that typing does not change what is asked */
  gint64 seed;
  guint images;
  guint next;
  guint source;
  GessoGeneration *found[GESSO_ROUND_MAX];
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoDuplicates, gesso_duplicates, G_TYPE_OBJECT)

static void found_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
forget (GessoDuplicates *self)
{
  gboolean any = gesso_duplicates_get_count (self) > 0;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->looked_for);
  for (gsize i = 0; i < G_N_ELEMENTS (self->found); i++)
    g_clear_object (&self->found[i]);
  if (any)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
ask_next (GessoDuplicates *self)
{
  g_autofree char *hash = NULL;

  if (self->next >= self->images)
    {
      if (gesso_duplicates_get_count (self) > 0)
        g_signal_emit (self, signals[CHANGED], 0);
      return;
    }

  krea_request_set_seed (self->looked_for, krea_seed_nth (self->seed, self->next));
  hash = krea_request_hash (self->looked_for);
  gesso_library_find_same_async (gesso_context_get_library (self->context), hash, FALSE, self->cancellable, found_cb,
                                 g_object_ref (self));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoDuplicates) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoGeneration) same = gesso_library_find_same_finish (GESSO_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->looked_for == NULL)
    return;

  g_set_object (&self->found[self->next++], same);
  ask_next (self);
}

static gboolean
pause_cb (gpointer data)
{
  GessoDuplicates *self = data;
  GessoEngine *engine = gesso_context_get_engine (self->context);

  self->source = 0;
  gesso_duplicates_look (self, gesso_engine_get_account_state (engine) == GESSO_ACCOUNT_KREA);
  return G_SOURCE_REMOVE;
}

static void
request_changed_cb (GessoDuplicates *self)
{
  if (self->context == NULL)
    return;

  /* What was found is about another request from now on. */
  forget (self);
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
gesso_duplicates_dispose (GObject *object)
{
  GessoDuplicates *self = GESSO_DUPLICATES (object);

  g_clear_handle_id (&self->source, g_source_remove);
  forget (self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (gesso_duplicates_parent_class)->dispose (object);
}

static void
gesso_duplicates_class_init (GessoDuplicatesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_duplicates_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
gesso_duplicates_init (GessoDuplicates *self)
{
}

GessoDuplicates *
gesso_duplicates_new (GessoContext *context)
{
  GessoDuplicates *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_DUPLICATES, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (gesso_context_get_request (context), "changed", G_CALLBACK (request_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_context_get_settings (context), "changed::images", G_CALLBACK (request_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_context_get_engine (context), "kept", G_CALLBACK (request_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_context_get_engine (context), "notify::account-state",
                           G_CALLBACK (request_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

guint
gesso_duplicates_get_count (GessoDuplicates *self)
{
  guint count = 0;

  g_return_val_if_fail (GESSO_IS_DUPLICATES (self), 0);

  for (gsize i = 0; i < G_N_ELEMENTS (self->found); i++)
    count += self->found[i] != NULL;
  return count;
}

gboolean
gesso_duplicates_has (GessoDuplicates *self,
                      guint            n)
{
  g_return_val_if_fail (GESSO_IS_DUPLICATES (self), FALSE);

  return n < GESSO_ROUND_MAX && self->found[n] != NULL;
}

GessoGeneration *
gesso_duplicates_get_first (GessoDuplicates *self)
{
  g_return_val_if_fail (GESSO_IS_DUPLICATES (self), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (self->found); i++)
    {
      if (self->found[i] != NULL)
        return self->found[i];
    }

  return NULL;
}

void
gesso_duplicates_look (GessoDuplicates *self,
                       gboolean         account_counts)
{
  KreaRequest *request;

  g_return_if_fail (GESSO_IS_DUPLICATES (self));

  forget (self);
  request = gesso_context_get_request (self->context);
  if (!account_counts || krea_request_get_seed (request) < 0)
    return;

  self->cancellable = g_cancellable_new ();
  self->looked_for = krea_request_copy (request);
  self->seed = krea_request_get_seed (request);
  self->images = CLAMP (g_settings_get_uint (gesso_context_get_settings (self->context), "images"), 1, GESSO_ROUND_MAX);
  self->next = 0;
  ask_next (self);
}

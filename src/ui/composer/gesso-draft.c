/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-draft.h"

/* Typing pauses for about this long, ms. */
#define PAUSE_MS 300

struct _GessoDraft
{
  GObject parent_instance;

  GessoContext *context;
  gboolean changed; /* since the start */
  guint source;
};

enum {
  PROP_0,
  PROP_CONTEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoDraft, gesso_draft, G_TYPE_OBJECT)

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!gesso_library_set_setting_finish (GESSO_LIBRARY (source), result, &error))
    g_debug ("The draft was not kept: %s", error->message);
}

static gboolean
pause_cb (gpointer data)
{
  GessoDraft *self = data;

  self->source = 0;
  gesso_draft_flush (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GessoDraft *self)
{
  self->changed = TRUE;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoDraft) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *recipe = gesso_library_get_setting_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (KreaRequest) request = NULL;

  if (recipe == NULL || self->context == NULL || self->changed)
    return;

  request = krea_request_new_from_recipe (gesso_context_get_catalog (self->context), recipe, &error);
  if (request == NULL)
    {
      g_debug ("The draft can't be read: %s", error->message);
      return;
    }

  krea_request_assign (gesso_context_get_request (self->context), request);
  g_clear_handle_id (&self->source, g_source_remove);
}

static void
gesso_draft_constructed (GObject *object)
{
  GessoDraft *self = GESSO_DRAFT (object);
  GessoLibrary *library = gesso_context_get_library (self->context);

  G_OBJECT_CLASS (gesso_draft_parent_class)->constructed (object);

  g_signal_connect_object (gesso_context_get_request (self->context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  gesso_library_get_setting_async (library, GESSO_SETTING_DRAFT, NULL, loaded_cb, g_object_ref (self));
}

static void
gesso_draft_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_CONTEXT:
      GESSO_DRAFT (object)->context = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_draft_dispose (GObject *object)
{
  GessoDraft *self = GESSO_DRAFT (object);

  if (self->context != NULL)
    gesso_draft_flush (self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (gesso_draft_parent_class)->dispose (object);
}

static void
gesso_draft_class_init (GessoDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gesso_draft_constructed;
  object_class->dispose = gesso_draft_dispose;
  object_class->set_property = gesso_draft_set_property;

  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gesso_draft_init (GessoDraft *self)
{
}

GessoDraft *
gesso_draft_new (GessoContext *context)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  return g_object_new (GESSO_TYPE_DRAFT, "context", context, NULL);
}

void
gesso_draft_flush (GessoDraft *self)
{
  g_autofree char *recipe = NULL;
  GessoLibrary *library;

  g_return_if_fail (GESSO_IS_DRAFT (self));

  library = gesso_context_get_library (self->context);
  g_clear_handle_id (&self->source, g_source_remove);
  if (!self->changed || gesso_library_is_read_only (library))
    return;

  recipe = krea_request_to_recipe (gesso_context_get_request (self->context));
  gesso_library_set_setting_async (library, GESSO_SETTING_DRAFT, recipe, saved_cb, NULL);
}

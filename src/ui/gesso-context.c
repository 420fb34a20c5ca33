/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-context.h"

#include "gesso-reference-watch.h"

struct _GessoContext
{
  GObject parent_instance;

  GessoEngine *engine;
  GSettings *settings;
  KreaRequest *request;
  GessoGeneration *selected;
};

enum {
  PROP_0,
  PROP_CATALOG,
  PROP_DECODER,
  PROP_ENGINE,
  PROP_IMAGES,
  PROP_LIBRARY,
  PROP_REQUEST,
  PROP_SELECTED,
  PROP_SETTINGS,
  N_PROPS
};

enum {
  IMPORT_BOARD,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoContext, gesso_context, G_TYPE_OBJECT)

static void
images_changed_cb (GessoContext *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IMAGES]);
}

static void
gesso_context_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GessoContext *self = GESSO_CONTEXT (object);

  switch (id)
    {
    case PROP_CATALOG:
      g_value_set_object (value, gesso_context_get_catalog (self));
      break;
    case PROP_DECODER:
      g_value_set_object (value, gesso_context_get_decoder (self));
      break;
    case PROP_ENGINE:
      g_value_set_object (value, self->engine);
      break;
    case PROP_IMAGES:
      g_value_set_uint (value, g_settings_get_uint (self->settings, "images"));
      break;
    case PROP_LIBRARY:
      g_value_set_object (value, gesso_context_get_library (self));
      break;
    case PROP_REQUEST:
      g_value_set_object (value, self->request);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_context_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GessoContext *self = GESSO_CONTEXT (object);

  switch (id)
    {
    case PROP_ENGINE:
      self->engine = g_value_dup_object (value);
      break;
    case PROP_IMAGES:
      g_settings_set_uint (self->settings, "images", g_value_get_uint (value));
      break;
    case PROP_SELECTED:
      gesso_context_set_selected (self, g_value_get_object (value));
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_context_constructed (GObject *object)
{
  GessoContext *self = GESSO_CONTEXT (object);

  G_OBJECT_CLASS (gesso_context_parent_class)->constructed (object);
  g_signal_connect_object (self->settings, "changed::images", G_CALLBACK (images_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gesso_reference_watch (self->engine, self->request, self->settings);
}

static void
gesso_context_dispose (GObject *object)
{
  GessoContext *self = GESSO_CONTEXT (object);

  g_clear_object (&self->selected);
  G_OBJECT_CLASS (gesso_context_parent_class)->dispose (object);
}

static void
gesso_context_finalize (GObject *object)
{
  GessoContext *self = GESSO_CONTEXT (object);

  g_clear_object (&self->request);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (gesso_context_parent_class)->finalize (object);
}

static void
gesso_context_class_init (GessoContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = gesso_context_constructed;
  object_class->dispose = gesso_context_dispose;
  object_class->finalize = gesso_context_finalize;
  object_class->get_property = gesso_context_get_property;
  object_class->set_property = gesso_context_set_property;

  properties[PROP_CATALOG] = g_param_spec_object ("catalog", NULL, NULL, KREA_TYPE_CATALOG, readable);
  properties[PROP_DECODER] = g_param_spec_object ("decoder", NULL, NULL, GESSO_TYPE_DECODER, readable);
  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, GESSO_TYPE_ENGINE, construct);
  /* How many pictures one press of Generate makes. */
  properties[PROP_IMAGES] = g_param_spec_uint ("images", NULL, NULL, 1, 64, 4, writable);
  properties[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, GESSO_TYPE_LIBRARY, readable);
  properties[PROP_REQUEST] = g_param_spec_object ("request", NULL, NULL, KREA_TYPE_REQUEST, readable);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, GESSO_TYPE_GENERATION, writable);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, construct);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[IMPORT_BOARD] = g_signal_new ("import-board", GESSO_TYPE_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_FILE);
}

static void
gesso_context_init (GessoContext *self)
{
  self->request = krea_request_new (krea_catalog_get_default ());
}

GessoContext *
gesso_context_new (GessoEngine *engine,
                   GSettings   *settings)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  return g_object_new (GESSO_TYPE_CONTEXT, "engine", engine, "settings", settings, NULL);
}

GessoEngine *
gesso_context_get_engine (GessoContext *self)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (self), NULL);

  return self->engine;
}

GessoLibrary *
gesso_context_get_library (GessoContext *self)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (self), NULL);

  return gesso_engine_get_library (self->engine);
}

GessoDecoder *
gesso_context_get_decoder (GessoContext *self)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (self), NULL);

  return gesso_engine_get_decoder (self->engine);
}

GSettings *
gesso_context_get_settings (GessoContext *self)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (self), NULL);

  return self->settings;
}

KreaCatalog *
gesso_context_get_catalog (GessoContext *self)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (self), NULL);

  return krea_catalog_get_default ();
}

void
gesso_context_import_board (GessoContext *self,
                            GFile        *file)
{
  g_return_if_fail (GESSO_IS_CONTEXT (self));
  g_return_if_fail (G_IS_FILE (file));

  g_signal_emit (self, signals[IMPORT_BOARD], 0, file);
}

KreaRequest *
gesso_context_get_request (GessoContext *self)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (self), NULL);

  return self->request;
}

GessoGeneration *
gesso_context_get_selected (GessoContext *self)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (self), NULL);

  return self->selected;
}

void
gesso_context_set_selected (GessoContext    *self,
                            GessoGeneration *generation)
{
  g_return_if_fail (GESSO_IS_CONTEXT (self));
  g_return_if_fail (generation == NULL || GESSO_IS_GENERATION (generation));

  if (g_set_object (&self->selected, generation))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

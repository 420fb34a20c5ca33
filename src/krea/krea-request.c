/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request-private.h"

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[KREA_REQUEST_N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KreaRequest, krea_request, G_TYPE_OBJECT)

void
krea_request_changed (KreaRequest *self)
{
  gint64 price = krea_request_get_price (self);

  if (price != self->price)
    {
      self->price = price;
      g_object_notify_by_pspec (G_OBJECT (self), properties[KREA_REQUEST_PROP_PRICE]);
    }
  if (self->held > 0)
    self->changed_while_held = TRUE;
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
strength_changed_cb (KreaRequest *self)
{
  g_assert (KREA_IS_REQUEST (self));

  krea_request_changed (self);
}

static void
unwatch_items (KreaRequest *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (self->watched->pdata[i], strength_changed_cb, self);
  g_ptr_array_set_size (self->watched, 0);
}

static void
watch_item (KreaRequest *self,
            gpointer     item)
{
  if (!g_ptr_array_find (self->watched, item, NULL))
    {
      g_signal_connect_swapped (item, "notify::strength", G_CALLBACK (strength_changed_cb), self);
      g_ptr_array_add (self->watched, g_object_ref (item));
    }
  g_object_unref (item);
}

void
krea_request_watch_items (KreaRequest *self)
{
  unwatch_items (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->references)); i++)
    watch_item (self, g_list_model_get_item (G_LIST_MODEL (self->references), i));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->styles)); i++)
    watch_item (self, g_list_model_get_item (G_LIST_MODEL (self->styles), i));
  if (self->source != NULL)
    watch_item (self, g_object_ref (self->source));
}

static void
items_changed_cb (KreaRequest *self)
{
  g_assert (KREA_IS_REQUEST (self));

  krea_request_watch_items (self);
  krea_request_changed (self);
}

/* The properties that are texts. %NULL for another. */
static char **
get_text (KreaRequest *self,
          guint        id)
{
  switch (id)
    {
    case KREA_REQUEST_PROP_PROMPT:
      return &self->prompt;
    case KREA_REQUEST_PROP_VARIANT:
      return &self->variant;
    case KREA_REQUEST_PROP_ASPECT_RATIO:
      return &self->aspect_ratio;
    case KREA_REQUEST_PROP_RESOLUTION:
      return &self->resolution;
    case KREA_REQUEST_PROP_CREATIVITY:
      return &self->creativity;
    case KREA_REQUEST_PROP_MOODBOARD_ID:
      return &self->moodboard_id;
    case KREA_REQUEST_PROP_MOODBOARD_NAME:
      return &self->moodboard_name;
    case KREA_REQUEST_PROP_WORDS:
      return &self->words;
    case KREA_REQUEST_PROP_BOARD_ID:
      return &self->board_id;
    case KREA_REQUEST_PROP_BOARD_NAME:
      return &self->board_name;
    default:
      return NULL;
    }
}

static void
krea_request_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  KreaRequest *self = KREA_REQUEST (object);
  char **text;

  switch (id)
    {
    case KREA_REQUEST_PROP_CATALOG:
      g_value_set_object (value, self->catalog);
      break;
    case KREA_REQUEST_PROP_SEED:
      g_value_set_int64 (value, self->seed);
      break;
    case KREA_REQUEST_PROP_INTENSITY:
      g_value_set_int (value, self->intensity);
      break;
    case KREA_REQUEST_PROP_COMPLEXITY:
      g_value_set_int (value, self->complexity);
      break;
    case KREA_REQUEST_PROP_MOVEMENT:
      g_value_set_int (value, self->movement);
      break;
    case KREA_REQUEST_PROP_MOODBOARD_STRENGTH:
      g_value_set_double (value, self->moodboard_strength);
      break;
    case KREA_REQUEST_PROP_SOURCE:
      g_value_set_object (value, self->source);
      break;
    case KREA_REQUEST_PROP_REFERENCES:
      g_value_set_object (value, self->references);
      break;
    case KREA_REQUEST_PROP_STYLES:
      g_value_set_object (value, self->styles);
      break;
    case KREA_REQUEST_PROP_PRICE:
      g_value_set_int64 (value, self->price);
      break;
    default:
      text = get_text (self, id);
      if (text != NULL)
        g_value_set_string (value, *text);
      else
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
krea_request_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  KreaRequest *self = KREA_REQUEST (object);

  switch (id)
    {
    case KREA_REQUEST_PROP_CATALOG:
      self->catalog = g_value_dup_object (value);
      break;
    case KREA_REQUEST_PROP_PROMPT:
      krea_request_set_prompt (self, g_value_get_string (value));
      break;
    case KREA_REQUEST_PROP_VARIANT:
      krea_request_set_variant (self, g_value_get_string (value));
      break;
    case KREA_REQUEST_PROP_ASPECT_RATIO:
      krea_request_set_aspect_ratio (self, g_value_get_string (value));
      break;
    case KREA_REQUEST_PROP_CREATIVITY:
      krea_request_set_creativity (self, g_value_get_string (value));
      break;
    case KREA_REQUEST_PROP_SEED:
      krea_request_set_seed (self, g_value_get_int64 (value));
      break;
    case KREA_REQUEST_PROP_INTENSITY:
      krea_request_set_intensity (self, g_value_get_int (value));
      break;
    case KREA_REQUEST_PROP_COMPLEXITY:
      krea_request_set_complexity (self, g_value_get_int (value));
      break;
    case KREA_REQUEST_PROP_MOVEMENT:
      krea_request_set_movement (self, g_value_get_int (value));
      break;
    case KREA_REQUEST_PROP_MOODBOARD_ID:
      krea_request_set_moodboard (self, g_value_get_string (value), self->moodboard_name, self->moodboard_strength);
      break;
    case KREA_REQUEST_PROP_MOODBOARD_NAME:
      krea_request_set_moodboard (self, self->moodboard_id, g_value_get_string (value), self->moodboard_strength);
      break;
    case KREA_REQUEST_PROP_MOODBOARD_STRENGTH:
      krea_request_set_moodboard (self, self->moodboard_id, self->moodboard_name, g_value_get_double (value));
      break;
    case KREA_REQUEST_PROP_SOURCE:
      krea_request_set_source (self, g_value_get_object (value));
      break;
    case KREA_REQUEST_PROP_WORDS:
      krea_request_set_words (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
krea_request_constructed (GObject *object)
{
  KreaRequest *self = KREA_REQUEST (object);

  G_OBJECT_CLASS (krea_request_parent_class)->constructed (object);
  if (self->catalog == NULL)
    self->catalog = g_object_ref (krea_catalog_get_default ());
  self->prompt = g_strdup ("");
  self->variant = g_strdup (krea_catalog_get_default_variant (self->catalog));
  self->aspect_ratio = g_strdup (krea_catalog_get_default_aspect (self->catalog));
  self->resolution = g_strdup (krea_catalog_get_resolutions (self->catalog)[0]);
  self->creativity = g_strdup (krea_catalog_get_default_creativity (self->catalog));
  self->seed = KREA_SEED_RANDOM;
  self->moodboard_strength = krea_catalog_get_range (self->catalog, "moodboard.strength")->initial;
  self->price = krea_request_get_price (self);
}

static void
krea_request_dispose (GObject *object)
{
  KreaRequest *self = KREA_REQUEST (object);

  unwatch_items (self);
  g_signal_handlers_disconnect_by_func (self->references, items_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->styles, items_changed_cb, self);
  G_OBJECT_CLASS (krea_request_parent_class)->dispose (object);
}

static void
krea_request_finalize (GObject *object)
{
  KreaRequest *self = KREA_REQUEST (object);

  g_clear_object (&self->catalog);
  g_clear_object (&self->source);
  g_clear_object (&self->references);
  g_clear_object (&self->styles);
  g_ptr_array_unref (self->watched);
  g_free (self->prompt);
  g_free (self->variant);
  g_free (self->aspect_ratio);
  g_free (self->resolution);
  g_free (self->creativity);
  g_free (self->moodboard_id);
  g_free (self->moodboard_name);
  g_free (self->words);
  g_free (self->board_id);
  g_free (self->board_name);
  G_OBJECT_CLASS (krea_request_parent_class)->finalize (object);
}

static void
install_texts (GParamFlags flags)
{
  properties[KREA_REQUEST_PROP_PROMPT] = g_param_spec_string ("prompt", NULL, NULL, "", flags);
  properties[KREA_REQUEST_PROP_VARIANT] = g_param_spec_string ("variant", NULL, NULL, NULL, flags);
  properties[KREA_REQUEST_PROP_ASPECT_RATIO] = g_param_spec_string ("aspect-ratio", NULL, NULL, NULL, flags);
  properties[KREA_REQUEST_PROP_RESOLUTION] =
    g_param_spec_string ("resolution", NULL, NULL, NULL, flags & ~G_PARAM_WRITABLE);
  properties[KREA_REQUEST_PROP_CREATIVITY] = g_param_spec_string ("creativity", NULL, NULL, NULL, flags);
  properties[KREA_REQUEST_PROP_MOODBOARD_ID] = g_param_spec_string ("moodboard-id", NULL, NULL, NULL, flags);
  properties[KREA_REQUEST_PROP_MOODBOARD_NAME] = g_param_spec_string ("moodboard-name", NULL, NULL, NULL, flags);
  properties[KREA_REQUEST_PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, flags);
  properties[KREA_REQUEST_PROP_BOARD_ID] =
    g_param_spec_string ("board-id", NULL, NULL, NULL, flags & ~G_PARAM_WRITABLE);
  properties[KREA_REQUEST_PROP_BOARD_NAME] =
    g_param_spec_string ("board-name", NULL, NULL, NULL, flags & ~G_PARAM_WRITABLE);
}

static void
krea_request_class_init (KreaRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags fixed = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = krea_request_constructed;
  object_class->dispose = krea_request_dispose;
  object_class->finalize = krea_request_finalize;
  object_class->get_property = krea_request_get_property;
  object_class->set_property = krea_request_set_property;
  install_texts (flags);
  properties[KREA_REQUEST_PROP_CATALOG] =
    g_param_spec_object ("catalog", NULL, NULL, KREA_TYPE_CATALOG, flags | G_PARAM_CONSTRUCT_ONLY);
  /* As wide as the types: what is out of the contract's range is said by validate(), not by GObject. */
  properties[KREA_REQUEST_PROP_SEED] =
    g_param_spec_int64 ("seed", NULL, NULL, G_MININT64, G_MAXINT64, KREA_SEED_RANDOM, flags);
  properties[KREA_REQUEST_PROP_INTENSITY] = g_param_spec_int ("intensity", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  properties[KREA_REQUEST_PROP_COMPLEXITY] = g_param_spec_int ("complexity", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  properties[KREA_REQUEST_PROP_MOVEMENT] = g_param_spec_int ("movement", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  properties[KREA_REQUEST_PROP_MOODBOARD_STRENGTH] =
    g_param_spec_double ("moodboard-strength", NULL, NULL, -1000, 1000, 0, flags);
  properties[KREA_REQUEST_PROP_SOURCE] = g_param_spec_object ("source", NULL, NULL, KREA_TYPE_REFERENCE, flags);
  properties[KREA_REQUEST_PROP_REFERENCES] = g_param_spec_object ("references", NULL, NULL, G_TYPE_LIST_MODEL, fixed);
  properties[KREA_REQUEST_PROP_STYLES] = g_param_spec_object ("styles", NULL, NULL, G_TYPE_LIST_MODEL, fixed);
  properties[KREA_REQUEST_PROP_PRICE] = g_param_spec_int64 ("price", NULL, NULL, -1, G_MAXINT64, -1, fixed);
  g_object_class_install_properties (object_class, KREA_REQUEST_N_PROPS, properties);

  /**
   * KreaRequest::changed:
   *
   * Anything that makes the picture, or a name beside it, is no longer what it was.
   */
  signals[CHANGED] =
    g_signal_new ("changed", KREA_TYPE_REQUEST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
krea_request_init (KreaRequest *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->references = g_list_store_new (KREA_TYPE_REFERENCE);
  self->styles = g_list_store_new (KREA_TYPE_STYLE);
  g_signal_connect_swapped (self->references, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (self->styles, "items-changed", G_CALLBACK (items_changed_cb), self);
}

void
krea_request_notify (KreaRequest *self,
                     guint        property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
krea_request_begin (KreaRequest *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  self->held++;
}

void
krea_request_end (KreaRequest *self)
{
  g_assert (self->held > 0);

  g_object_thaw_notify (G_OBJECT (self));
  if (--self->held == 0 && self->changed_while_held)
    {
      self->changed_while_held = FALSE;
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

KreaRequest *
krea_request_new (KreaCatalog *catalog)
{
  return g_object_new (KREA_TYPE_REQUEST, "catalog", catalog, NULL);
}

KreaCatalog *
krea_request_get_catalog (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->catalog;
}

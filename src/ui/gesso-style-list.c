/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-style-list.h"
#include "gesso-words.h"

/* Styles in one page, and pages that are read at most. */
#define PAGE 100
#define MOST_PAGES 20
/* A cover is small; what is larger is not one. Bytes. */
#define COVER_LIMIT (8 * 1024 * 1024)

struct _GessoStyleItem
{
  GObject parent_instance;

  KreaStyleInfo *info;
  GessoEngine *engine;
  GdkTexture *cover;
  guint edge;
  gboolean asked;
};

enum {
  ITEM_PROP_0,
  ITEM_PROP_COVER,
  ITEM_N_PROPS
};

static GParamSpec *item_properties[ITEM_N_PROPS];

G_DEFINE_FINAL_TYPE (GessoStyleItem, gesso_style_item, G_TYPE_OBJECT)

static void downloaded_cb (GObject *source, GAsyncResult *result, gpointer data);
static void decoded_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
gesso_style_item_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (id)
    {
    case ITEM_PROP_COVER:
      g_value_set_object (value, GESSO_STYLE_ITEM (object)->cover);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_style_item_finalize (GObject *object)
{
  GessoStyleItem *self = GESSO_STYLE_ITEM (object);

  g_clear_pointer (&self->info, krea_style_info_free);
  g_clear_object (&self->engine);
  g_clear_object (&self->cover);

  G_OBJECT_CLASS (gesso_style_item_parent_class)->finalize (object);
}

static void
gesso_style_item_class_init (GessoStyleItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gesso_style_item_get_property;
  object_class->finalize = gesso_style_item_finalize;

  item_properties[ITEM_PROP_COVER] = g_param_spec_object ("cover", NULL, NULL, GDK_TYPE_PAINTABLE,
                                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, ITEM_N_PROPS, item_properties);
}

static void
gesso_style_item_init (GessoStyleItem *self)
{
}

const char *
gesso_style_item_get_id (GessoStyleItem *self)
{
  g_return_val_if_fail (GESSO_IS_STYLE_ITEM (self), NULL);

  return self->info->id;
}

const char *
gesso_style_item_get_title (GessoStyleItem *self)
{
  g_return_val_if_fail (GESSO_IS_STYLE_ITEM (self), NULL);

  return self->info->title != NULL ? self->info->title : self->info->id;
}

gboolean
gesso_style_item_fits (GessoStyleItem *self,
                       const char     *variant)
{
  g_return_val_if_fail (GESSO_IS_STYLE_ITEM (self), FALSE);

  return variant != NULL && krea_style_info_fits (self->info, variant);
}

void
gesso_style_item_load_cover (GessoStyleItem *self,
                             guint           edge)
{
  KreaClient *client;

  g_return_if_fail (GESSO_IS_STYLE_ITEM (self));

  client = gesso_engine_get_client (self->engine);
  if (self->asked || self->info->cover_url == NULL || client == NULL)
    return;

  self->asked = TRUE;
  self->edge = edge;
  krea_client_download_async (client, self->info->cover_url, KREA_DOWNLOAD_STRICT, COVER_LIMIT, NULL, NULL, NULL,
                              downloaded_cb, g_object_ref (self));
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GessoStyleItem) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = krea_client_download_finish (KREA_CLIENT (source), result, &error);

  if (bytes == NULL)
    {
      g_debug ("No cover for style %s: %s", self->info->id, error->message);
      return;
    }

  gesso_decoder_load_async (gesso_engine_get_decoder (self->engine), bytes, self->edge, self->edge, 0, NULL,
                            decoded_cb, g_object_ref (self));
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoStyleItem) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) pixels = gesso_decoder_load_finish (GESSO_DECODER (source), result, &error);

  if (pixels == NULL)
    {
      g_debug ("No cover for style %s: %s", self->info->id, error->message);
      return;
    }

  g_clear_object (&self->cover);
  self->cover = gdk_memory_texture_new ((int) pixels->width, (int) pixels->height, GDK_MEMORY_R8G8B8A8, pixels->data,
                                        pixels->stride);
  g_object_notify_by_pspec (G_OBJECT (self), item_properties[ITEM_PROP_COVER]);
}

struct _GessoStyleList
{
  GObject parent_instance;

  GessoEngine *engine;
  GPtrArray *items;
  GPtrArray *coming; /* what has arrived of the listing under way */
  GCancellable *cancellable;
  guint pages;
  char *error;
};

enum {
  PROP_0,
  PROP_LOADING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void gesso_style_list_iface_init (GListModelInterface *iface);
static void listed_cb (GObject *source, GAsyncResult *result, gpointer data);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoStyleList, gesso_style_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, gesso_style_list_iface_init))

static GType
get_item_type (GListModel *model)
{
  return GESSO_TYPE_STYLE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return GESSO_STYLE_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GPtrArray *items = GESSO_STYLE_LIST (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
gesso_style_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Ends the listing: the old items go at once, the new ones come at once. */
static void
finish (GessoStyleList *self)
{
  guint removed = self->items->len;

  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->items, 0);
  if (removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, 0);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&self->coming);
  if (self->items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->items->len);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoStyleList) self = data;
  g_autofree char *cursor = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = krea_client_list_styles_finish (KREA_CLIENT (source), result, &cursor, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->coming == NULL)
    return;

  if (page == NULL)
    {
      g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);

      self->error = g_strdup (sentence->text);
      finish (self);
      return;
    }

  g_ptr_array_set_free_func (page, NULL);
  for (guint i = 0; i < page->len; i++)
    {
      GessoStyleItem *item = g_object_new (GESSO_TYPE_STYLE_ITEM, NULL);

      item->info = g_ptr_array_index (page, i);
      item->engine = g_object_ref (self->engine);
      g_ptr_array_add (self->coming, item);
    }

  /* A server that never ends its listing ends here. */
  if (cursor == NULL || page->len == 0 || ++self->pages >= MOST_PAGES)
    finish (self);
  else
    krea_client_list_styles_async (KREA_CLIENT (source), PAGE, cursor, self->cancellable, listed_cb,
                                   g_object_ref (self));
}

static void
gesso_style_list_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, gesso_style_list_is_loading (GESSO_STYLE_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_style_list_dispose (GObject *object)
{
  GessoStyleList *self = GESSO_STYLE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->coming, g_ptr_array_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (gesso_style_list_parent_class)->dispose (object);
}

static void
gesso_style_list_finalize (GObject *object)
{
  GessoStyleList *self = GESSO_STYLE_LIST (object);

  g_ptr_array_unref (self->items);
  g_free (self->error);

  G_OBJECT_CLASS (gesso_style_list_parent_class)->finalize (object);
}

static void
gesso_style_list_class_init (GessoStyleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_style_list_dispose;
  object_class->finalize = gesso_style_list_finalize;
  object_class->get_property = gesso_style_list_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gesso_style_list_init (GessoStyleList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

GessoStyleList *
gesso_style_list_new (GessoEngine *engine)
{
  GessoStyleList *self;

  g_return_val_if_fail (GESSO_IS_ENGINE (engine), NULL);

  self = g_object_new (GESSO_TYPE_STYLE_LIST, NULL);
  self->engine = g_object_ref (engine);
  return self;
}

void
gesso_style_list_load (GessoStyleList *self)
{
  KreaClient *client;

  g_return_if_fail (GESSO_IS_STYLE_LIST (self));

  client = gesso_engine_get_client (self->engine);
  if (self->cancellable != NULL)
    return;

  g_clear_pointer (&self->error, g_free);
  if (client == NULL)
    {
      self->error = g_strdup (_("There is no key to ask for styles with."));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
      return;
    }

  self->pages = 0;
  self->coming = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  krea_client_list_styles_async (client, PAGE, NULL, self->cancellable, listed_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

gboolean
gesso_style_list_is_loading (GessoStyleList *self)
{
  g_return_val_if_fail (GESSO_IS_STYLE_LIST (self), FALSE);

  return self->cancellable != NULL;
}

const char *
gesso_style_list_get_error (GessoStyleList *self)
{
  g_return_val_if_fail (GESSO_IS_STYLE_LIST (self), NULL);

  return self->error;
}

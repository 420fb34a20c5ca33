/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-generation-list-private.h"

#include "gesso-library-private.h"

/* Rows of one call, no more than may be shown in one turn of the main loop, and calls for as many readers as there are. */
#define CHUNK   64
#define AT_ONCE 2
/* Read rows that are kept for when somebody scrolls back. */
#define RECENT  600

typedef enum { PROP_LOADING = 1, PROP_N_ITEMS, N_PROPERTIES } GessoGenerationListProperty;

enum { SIGNAL_COUNTS_CHANGED, N_SIGNALS };

/* Stacks are folded again in another thread; many changes at once want it once, ms. */
#define FOLD_MS 40

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void gesso_generation_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoGenerationList,
                               gesso_generation_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, gesso_generation_list_model_init))

/* --- Positions --- */

/* Where @row_id is, or would be. */
static guint
find_position (GessoGenerationList *self,
               gint64               row_id)
{
  guint low = 0;
  guint high = self->ids->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->ids, gint64, middle) > row_id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_at (GessoGenerationList *self,
       guint                position,
       gint64               row_id)
{
  return position < self->ids->len && g_array_index (self->ids, gint64, position) == row_id;
}

void
gesso_generation_list_items_changed (GessoGenerationList *self,
                                     guint                position,
                                     guint                removed,
                                     guint                added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* --- Membership --- */

static void
enforce_limit (GessoGenerationList *self)
{
  const guint limit = self->query.limit;
  const guint length = self->ids->len;

  if (limit == 0 || length <= limit)
    return;
  g_array_set_size (self->ids, limit);
  gesso_generation_list_items_changed (self, limit, length - limit, 0);
}

static gboolean
fold_cb (gpointer data)
{
  GessoGenerationList *self = data;

  self->fold_id = 0;
  if (self->loading)
    return G_SOURCE_REMOVE;
  gesso_generation_list_read_again (self);
  return G_SOURCE_REMOVE;
}

static void
queue_fold (GessoGenerationList *self)
{
  if (self->fold_id == 0)
    self->fold_id = g_timeout_add (FOLD_MS, fold_cb, self);
}

/* What is deleted, dismissed or back may change what stands for its stack; work under way does not. */
static void
update_stack (GessoGenerationList *self,
              GessoGeneration     *generation,
              gboolean             is_in)
{
  if (gesso_query_matches (&self->query, self->search, generation, is_in) != is_in &&
      gesso_state_is_final (gesso_generation_get_state (generation)))
    queue_fold (self);
}

void
gesso_generation_list_take_counts (GessoGenerationList *self,
                                   GArray              *counts)
{
  g_clear_pointer (&self->counts, g_array_unref);
  if (counts == NULL)
    return;
  self->counts = g_array_ref (counts);
  g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
}

void
gesso_generation_list_update (GessoGenerationList *self,
                              GessoGeneration     *generation)
{
  const gint64 row_id = gesso_generation_get_row_id (generation);
  const guint position = find_position (self, row_id);
  const gboolean is_in = is_at (self, position, row_id);
  gboolean belongs;

  if (self->query.stack != GESSO_STACK_NONE)
    {
      update_stack (self, generation, is_in);
      return;
    }
  belongs = gesso_query_matches (&self->query, self->search, generation, is_in);
  if (belongs == is_in)
    return;
  if (belongs)
    g_array_insert_val (self->ids, position, row_id);
  else
    g_array_remove_index (self->ids, position);
  gesso_generation_list_items_changed (self, position, is_in, belongs);
  enforce_limit (self);
}

static void
changed_cb (GessoLibrary        *library,
            GessoGeneration     *generation,
            GessoGenerationList *self)
{
  g_assert (GESSO_IS_GENERATION (generation));
  g_assert (GESSO_IS_GENERATION_LIST (self));

  if (self->loading)
    g_ptr_array_add (self->late, g_object_ref (generation));
  else
    gesso_generation_list_update (self, generation);
}

/* A round is one change: the grid lays itself out once. */
static void
added_cb (GessoLibrary        *library,
          GPtrArray           *generations,
          GessoGenerationList *self)
{
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 newest = self->ids->len > 0 ? g_array_index (self->ids, gint64, 0) : G_MININT64;
  gboolean on_top = !self->loading;

  for (guint i = generations->len; i-- > 0;)
    {
      gint64 row_id = gesso_generation_get_row_id (generations->pdata[i]);

      on_top = on_top && row_id > newest;
      if (gesso_query_matches (&self->query, self->search, generations->pdata[i], FALSE))
        g_array_append_val (fresh, row_id);
    }
  if (!on_top)
    {
      for (guint i = 0; i < generations->len; i++)
        changed_cb (library, generations->pdata[i], self);
      return;
    }
  if (fresh->len == 0)
    return;
  /* A round is at the top at once, and counted after. */
  if (self->query.stack != GESSO_STACK_NONE)
    {
      g_array_set_size (fresh, 1);
      g_clear_pointer (&self->counts, g_array_unref);
      queue_fold (self);
    }
  g_array_insert_vals (self->ids, 0, fresh->data, fresh->len);
  gesso_generation_list_items_changed (self, 0, 0, fresh->len);
  enforce_limit (self);
}

/* --- Reading rows --- */

/* What is known of a row that was asked for. */
typedef enum {
  ASKED_NOT,
  ASKED_WAITS,
  ASKED_UNDER_WAY,
} Asked;

void
gesso_generation_list_remember (GessoGenerationList *self,
                                GessoGeneration     *generation)
{
  if (self->recent->len < RECENT)
    {
      g_ptr_array_add (self->recent, g_object_ref (generation));
      return;
    }
  g_object_unref (self->recent->pdata[self->recent_at]);
  self->recent->pdata[self->recent_at] = g_object_ref (generation);
  self->recent_at = (self->recent_at + 1) % RECENT;
}

typedef struct {
  GessoGenerationList *list;
  GArray              *ids;
} Chunk;

static void fetch_soon (GessoGenerationList *self);

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Chunk *chunk = data;
  GessoGenerationList *self = chunk->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) generations = gesso_library_fetch_finish (GESSO_LIBRARY (source), result, &error);

  for (guint i = 0; i < chunk->ids->len; i++)
    g_hash_table_remove (self->asked, &g_array_index (chunk->ids, gint64, i));
  for (guint i = 0; generations != NULL && i < generations->len; i++)
    gesso_generation_list_remember (self, generations->pdata[i]);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Rows could not be read: %s", error->message);
  self->reading--;
  fetch_soon (self);
  g_array_unref (chunk->ids);
  g_object_unref (self);
  g_free (chunk);
}

static Asked
get_asked (GessoGenerationList *self,
           gint64               row_id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->asked, &row_id));
}

static void
set_asked (GessoGenerationList *self,
           gint64               row_id,
           Asked                asked)
{
  g_hash_table_replace (self->asked, g_memdup2 (&row_id, sizeof row_id), GINT_TO_POINTER (asked));
}

/* The last wish is what is on screen. What nobody holds any more has passed by; a row that was asked for again has an older
 * place, too, where it is skipped. (transfer full) */
static GArray *
take_wanted (GessoGenerationList *self)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), CHUNK);

  while (self->wanted->len > 0 && ids->len < CHUNK)
    {
      const gint64 row_id = g_array_index (self->wanted, gint64, self->wanted->len - 1);

      g_array_set_size (self->wanted, self->wanted->len - 1);
      if (get_asked (self, row_id) != ASKED_WAITS)
        continue;
      if (gesso_library_is_held (self->library, row_id))
        {
          g_array_append_val (ids, row_id);
          set_asked (self, row_id, ASKED_UNDER_WAY);
        }
      else
        {
          g_hash_table_remove (self->asked, &row_id);
        }
    }
  return ids;
}

static gboolean
fetch_cb (gpointer data)
{
  GessoGenerationList *self = data;
  GArray *ids = take_wanted (self);
  Chunk *chunk;

  self->fetch_id = 0;
  if (ids->len == 0)
    {
      g_array_unref (ids);
      return G_SOURCE_REMOVE;
    }
  chunk = g_new (Chunk, 1);
  chunk->list = g_object_ref (self);
  chunk->ids = ids;
  self->reading++;
  gesso_library_fetch_async (self->library, (const gint64 *) (gpointer) ids->data, ids->len, self->cancellable,
                             fetched_cb, chunk);
  fetch_soon (self);
  return G_SOURCE_REMOVE;
}

/* Few at a time: what was pulled past must not stand in a line before what is on screen when the thumb is let go. */
static void
fetch_soon (GessoGenerationList *self)
{
  if (self->fetch_id == 0 && self->wanted->len > 0 && self->reading < AT_ONCE)
    self->fetch_id = g_idle_add_full (G_PRIORITY_DEFAULT, fetch_cb, self, NULL);
}

static void
want (GessoGenerationList *self,
      gint64               row_id)
{
  const Asked asked = get_asked (self, row_id);
  const guint n = self->wanted->len;

  if (asked == ASKED_UNDER_WAY ||
      (asked == ASKED_WAITS && g_array_index (self->wanted, gint64, n - 1) == row_id))
    return;
  if (asked == ASKED_NOT)
    set_asked (self, row_id, ASKED_WAITS);
  g_array_append_val (self->wanted, row_id);
  fetch_soon (self);
}

/* --- GListModel --- */

static GType
get_item_type (GListModel *model)
{
  return GESSO_TYPE_GENERATION;
}

static guint
get_n_items (GListModel *model)
{
  return GESSO_GENERATION_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GessoGenerationList *self = GESSO_GENERATION_LIST (model);
  GessoGeneration *generation;

  if (position >= self->ids->len)
    return NULL;
  generation = gesso_library_get_shell (self->library, g_array_index (self->ids, gint64, position));
  if (!gesso_generation_is_loaded (generation))
    want (self, gesso_generation_get_row_id (generation));
  return generation;
}

static void
gesso_generation_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
gesso_generation_list_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  GessoGenerationList *self = GESSO_GENERATION_LIST (object);

  switch ((GessoGenerationListProperty) property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->ids->len);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gesso_generation_list_dispose (GObject *object)
{
  GessoGenerationList *self = GESSO_GENERATION_LIST (object);

  g_clear_handle_id (&self->fetch_id, g_source_remove);
  g_clear_handle_id (&self->fold_id, g_source_remove);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_object (&self->rest_cancellable);
  g_cancellable_cancel (self->cancellable);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_ptr_array_set_size (self->late, 0);
  G_OBJECT_CLASS (gesso_generation_list_parent_class)->dispose (object);
}

static void
gesso_generation_list_finalize (GObject *object)
{
  GessoGenerationList *self = GESSO_GENERATION_LIST (object);

  g_clear_object (&self->library);
  g_clear_object (&self->cancellable);
  g_array_unref (self->ids);
  g_clear_pointer (&self->counts, g_array_unref);
  g_array_unref (self->wanted);
  g_hash_table_unref (self->asked);
  g_ptr_array_unref (self->recent);
  g_ptr_array_unref (self->late);
  g_clear_pointer (&self->search, gesso_search_free);
  g_free ((char *) self->query.text);
  g_free ((char *) self->query.round_id);
  g_free ((char *) self->query.prompt);
  G_OBJECT_CLASS (gesso_generation_list_parent_class)->finalize (object);
}

static void
gesso_generation_list_class_init (GessoGenerationListClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gesso_generation_list_get_property;
  object_class->dispose = gesso_generation_list_dispose;
  object_class->finalize = gesso_generation_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_COUNTS_CHANGED] = g_signal_new ("counts-changed", GESSO_TYPE_GENERATION_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_generation_list_init (GessoGenerationList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->recent = g_ptr_array_new_with_free_func (g_object_unref);
  self->late = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

GessoGenerationList *
gesso_generation_list_new (GessoLibrary     *library,
                           const GessoQuery *query)
{
  GessoGenerationList *self;

  g_return_val_if_fail (GESSO_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  self = g_object_new (GESSO_TYPE_GENERATION_LIST, NULL);
  self->library = g_object_ref (library);
  self->query = *query;
  self->query.text = g_strdup (query->text);
  self->query.round_id = g_strdup (query->round_id);
  self->query.prompt = g_strdup (query->prompt);
  self->search = query->text != NULL ? gesso_search_parse (query->text) : NULL;
  g_signal_connect (library, "generations-added", G_CALLBACK (added_cb), self);
  g_signal_connect (library, "generation-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (library, "generations-reset", G_CALLBACK (gesso_generation_list_read_again), self);
  return self;
}

void
gesso_generation_list_set_loading (GessoGenerationList *self,
                                   gboolean             loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

guint
gesso_generation_list_get_position (GessoGenerationList *self,
                                    gint64               row_id)
{
  guint position;

  g_return_val_if_fail (GESSO_IS_GENERATION_LIST (self), G_MAXUINT);
  position = find_position (self, row_id);
  return is_at (self, position, row_id) ? position : G_MAXUINT;
}

gint64
gesso_generation_list_get_row_id (GessoGenerationList *self,
                                  guint                position)
{
  g_return_val_if_fail (GESSO_IS_GENERATION_LIST (self), 0);
  return position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
}

guint
gesso_generation_list_get_count (GessoGenerationList *self,
                                 gint64               row_id)
{
  guint position;

  g_return_val_if_fail (GESSO_IS_GENERATION_LIST (self), 1);
  if (self->counts == NULL)
    return 1;
  position = find_position (self, row_id);
  return is_at (self, position, row_id) && position < self->counts->len ? g_array_index (self->counts, guint, position) : 1;
}

guint
gesso_generation_list_get_nearest (GessoGenerationList *self,
                                   gint64               row_id)
{
  guint position;

  g_return_val_if_fail (GESSO_IS_GENERATION_LIST (self), G_MAXUINT);
  if (self->ids->len == 0)
    return G_MAXUINT;
  position = find_position (self, row_id);
  /* What is inside a stack follows the newest of it. */
  if (!is_at (self, position, row_id) && position > 0)
    position--;
  return MIN (position, self->ids->len - 1);
}

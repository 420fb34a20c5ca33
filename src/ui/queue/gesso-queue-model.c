/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-queue"

#include "config.h"

#include "gesso-queue-model.h"

struct _GessoQueueModel
{
  GObject parent_instance;

  GListModel *queue;
  GListStore *sections[GESSO_QUEUE_N_SECTIONS];
  GPtrArray *watched; /* what is in the queue, in order, with a handler on each */
  guint idle;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoQueueModel, gesso_queue_model, G_TYPE_OBJECT)

GessoQueueSection
gesso_queue_section_of (GessoGeneration *generation)
{
  switch (gesso_generation_get_state (generation))
    {
    case GESSO_STATE_QUEUED:
      return GESSO_QUEUE_SECTION_WAITING;
    case GESSO_STATE_SUBMITTING:
    case GESSO_STATE_SUBMITTED:
    case GESSO_STATE_RUNNING:
    case GESSO_STATE_DOWNLOADING:
    case GESSO_STATE_IN_DOUBT:
      return GESSO_QUEUE_SECTION_RUNNING;
    case GESSO_STATE_HELD:
      return GESSO_QUEUE_SECTION_NEEDS_YOU;
    case GESSO_STATE_FAILED:
      return gesso_generation_is_dismissed (generation) ? GESSO_QUEUE_SECTION_NONE : GESSO_QUEUE_SECTION_NEEDS_YOU;
    case GESSO_STATE_KEPT:
    case GESSO_STATE_CANCELLED:
    default:
      return GESSO_QUEUE_SECTION_NONE;
    }
}

/* Replaces only what differs, so that rows, focus and scroll position stay. */
static gboolean
replace (GListStore *store,
         GPtrArray  *items)
{
  guint before = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint head = 0, tail = 0;

  while (head < MIN (before, items->len))
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), head);

      if (item != items->pdata[head])
        break;
      head++;
    }
  while (tail < MIN (before, items->len) - head)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), before - tail - 1);

      if (item != items->pdata[items->len - tail - 1])
        break;
      tail++;
    }
  if (head + tail == before && before == items->len)
    return FALSE;
  g_list_store_splice (store, head, before - head - tail, items->pdata + head, items->len - head - tail);
  return TRUE;
}

static void
sort_out (GessoQueueModel *self)
{
  GPtrArray *items[GESSO_QUEUE_N_SECTIONS];
  gboolean changed = FALSE;

  for (guint i = 0; i < GESSO_QUEUE_N_SECTIONS; i++)
    items[i] = g_ptr_array_new ();
  for (guint i = 0; i < self->watched->len; i++)
    {
      GessoQueueSection section = gesso_queue_section_of (self->watched->pdata[i]);

      if (section != GESSO_QUEUE_SECTION_NONE)
        g_ptr_array_add (items[section], self->watched->pdata[i]);
    }
  for (guint i = 0; i < GESSO_QUEUE_N_SECTIONS; i++)
    {
      changed = replace (self->sections[i], items[i]) || changed;
      g_ptr_array_unref (items[i]);
    }
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
idle_cb (gpointer data)
{
  GessoQueueModel *self = data;

  self->idle = 0;
  sort_out (self);
  return G_SOURCE_REMOVE;
}

/* A round changes state all at once: once is enough. */
static void
state_changed_cb (GessoQueueModel *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (idle_cb, self);
}

static void
unwatch (GessoQueueModel *self,
         GessoGeneration *generation)
{
  g_signal_handlers_disconnect_by_data (generation, self);
}

static void
items_changed_cb (GessoQueueModel *self,
                  guint            position,
                  guint            removed,
                  guint            added)
{
  for (guint i = 0; i < removed; i++)
    unwatch (self, self->watched->pdata[position + i]);
  if (removed > 0)
    g_ptr_array_remove_range (self->watched, position, removed);
  for (guint i = 0; i < added; i++)
    {
      GessoGeneration *generation = g_list_model_get_item (self->queue, position + i);

      g_signal_connect_swapped (generation, "notify::state", G_CALLBACK (state_changed_cb), self);
      g_signal_connect_swapped (generation, "notify::dismissed", G_CALLBACK (state_changed_cb), self);
      g_ptr_array_insert (self->watched, (int) (position + i), generation);
    }
  state_changed_cb (self);
}

static void
gesso_queue_model_dispose (GObject *object)
{
  GessoQueueModel *self = GESSO_QUEUE_MODEL (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  for (guint i = 0; i < self->watched->len; i++)
    unwatch (self, self->watched->pdata[i]);
  g_ptr_array_set_size (self->watched, 0);
  if (self->queue != NULL)
    g_signal_handlers_disconnect_by_data (self->queue, self);
  g_clear_object (&self->queue);
  G_OBJECT_CLASS (gesso_queue_model_parent_class)->dispose (object);
}

static void
gesso_queue_model_finalize (GObject *object)
{
  GessoQueueModel *self = GESSO_QUEUE_MODEL (object);

  g_ptr_array_unref (self->watched);
  for (guint i = 0; i < GESSO_QUEUE_N_SECTIONS; i++)
    g_object_unref (self->sections[i]);
  G_OBJECT_CLASS (gesso_queue_model_parent_class)->finalize (object);
}

static void
gesso_queue_model_class_init (GessoQueueModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_queue_model_dispose;
  object_class->finalize = gesso_queue_model_finalize;

  signals[CHANGED] = g_signal_new ("changed", GESSO_TYPE_QUEUE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
gesso_queue_model_init (GessoQueueModel *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < GESSO_QUEUE_N_SECTIONS; i++)
    self->sections[i] = g_list_store_new (GESSO_TYPE_GENERATION);
}

GessoQueueModel *
gesso_queue_model_new (GListModel *queue)
{
  GessoQueueModel *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (queue), NULL);

  self = g_object_new (GESSO_TYPE_QUEUE_MODEL, NULL);
  self->queue = g_object_ref (queue);
  g_signal_connect_swapped (queue, "items-changed", G_CALLBACK (items_changed_cb), self);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (queue));
  g_clear_handle_id (&self->idle, g_source_remove);
  sort_out (self);
  return self;
}

GListModel *
gesso_queue_model_get_section (GessoQueueModel   *self,
                               GessoQueueSection  section)
{
  g_return_val_if_fail (GESSO_IS_QUEUE_MODEL (self), NULL);
  g_return_val_if_fail (section < GESSO_QUEUE_N_SECTIONS, NULL);

  return G_LIST_MODEL (self->sections[section]);
}

guint
gesso_queue_model_get_count (GessoQueueModel   *self,
                             GessoQueueSection  section)
{
  return g_list_model_get_n_items (gesso_queue_model_get_section (self, section));
}

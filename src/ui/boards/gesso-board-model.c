/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-model.h"

#include "canvas/gesso-canvas-geometry.h"
#include "gesso-board-model-private.h"
#include "gesso-words.h"

/* Of undo and redo that wait for the one under way. */
#define MOST_PRESSES 8

enum {
  PROP_0,
  PROP_CAN_REDO,
  PROP_CAN_UNDO,
  PROP_GREY,
  PROP_LOADED,
  PROP_NAME,
  N_PROPS
};

enum {
  CHANGED,
  FAILED,
  STEERED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoBoardModel, gesso_board_model, G_TYPE_OBJECT)

void
gesso_board_model_complain (GessoBoardModel *self,
                            const GError    *error)
{
  g_autoptr (GessoSentence) sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  sentence = gesso_words_for_error (error);
  g_signal_emit (self, signals[FAILED], 0, sentence->text);
}

static void
item_free (gpointer item)
{
  if (item != NULL)
    gesso_board_item_free (item);
}

static int
compare_z (gconstpointer a,
           gconstpointer b)
{
  const GessoBoardItem *one = *(GessoBoardItem *const *) a;
  const GessoBoardItem *other = *(GessoBoardItem *const *) b;

  if (one->z != other->z)
    return one->z < other->z ? -1 : 1;
  return (one->id > other->id) - (one->id < other->id);
}

static void
forget (GHashTable *gone,
        gint64      id)
{
  g_hash_table_add (gone, g_memdup2 (&id, sizeof id));
}

static void
index_items (GessoBoardModel *self)
{
  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_insert (self->by_id, &((GessoBoardItem *) self->items->pdata[i])->id, self->items->pdata[i]);
}

/* What did not change stays the same object; what did is another one. */
static void
apply (GessoBoardModel *self,
       GPtrArray       *items,
       GArray          *removed)
{
  g_autoptr (GHashTable) gone = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);

  self->items = gesso_board_items_new ();
  for (guint i = 0; removed != NULL && i < removed->len; i++)
    forget (gone, g_array_index (removed, gint64, i));
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      forget (gone, ((GessoBoardItem *) items->pdata[i])->id);
      g_ptr_array_add (self->items, gesso_board_item_copy (items->pdata[i]));
    }
  for (guint i = 0; i < old->len; i++)
    if (!g_hash_table_contains (gone, &((GessoBoardItem *) old->pdata[i])->id))
      g_ptr_array_add (self->items, g_steal_pointer (&old->pdata[i]));
  g_ptr_array_set_free_func (old, item_free);
  g_ptr_array_sort (self->items, compare_z);
  index_items (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
notify_steps (GessoBoardModel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

static void
take_state (GessoBoardModel        *self,
            const GessoBoardChange *state)
{
  self->can_undo = state->undo_label != NULL;
  self->can_redo = state->redo_label != NULL;
  self->revision = state->revision;
  gesso_board_model_take_steering (self, state);
  if (gesso_board_model_take_grey (self, state))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GREY]);
  if (g_strcmp0 (self->name, state->name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (state->name);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
    }
  notify_steps (self);
}

static void load (GessoBoardModel *self);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoBoardModel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoardChange) board = gesso_library_load_board_finish (GESSO_LIBRARY (source), result, &error);

  self->loading = FALSE;
  if (self->outdated)
    load (self);
  if (board == NULL)
    {
      gesso_board_model_complain (self, error);
      return;
    }
  /* A change that is under way tells how it is after it; one that was faster has told it. */
  if (self->loaded && (self->pending > 0 || self->undoing || board->revision < self->revision))
    return;
  if (self->loaded && board->revision == self->revision)
    {
      take_state (self, board);
      return;
    }
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->items, 0);
  self->loaded = TRUE;
  take_state (self, board);
  apply (self, board->items, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

static void
load (GessoBoardModel *self)
{
  self->loading = TRUE;
  self->outdated = FALSE;
  gesso_library_load_board_async (gesso_context_get_library (self->context), self->id, self->cancellable, loaded_cb,
                                  g_object_ref (self));
}

/* Somebody else may have changed it: the command line, or a picture that arrived. */
static void
boards_changed_cb (GessoBoardModel *self)
{
  if (self->loading)
    self->outdated = TRUE;
  else if (self->loaded && self->pending == 0 && !self->undoing)
    load (self);
}

/* What a change of ours made of the board. Where somebody else's came in between, the items are not known any more. */
static void
take_change (GessoBoardModel        *self,
             const GessoBoardChange *state)
{
  const gboolean alone = state->revision - self->revision <= 1;

  take_state (self, state);
  if (alone)
    return;
  self->revision = 0;
  boards_changed_cb (self);
}

/* What could not be kept is not shown as if it were. */
static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoBoardModel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoardChange) state = gesso_library_change_board_finish (GESSO_LIBRARY (source), result, &error);

  self->pending--;
  if (state != NULL)
    {
      take_change (self, state);
      return;
    }
  notify_steps (self);
  gesso_board_model_complain (self, error);
  self->revision = 0;
  load (self);
}

static void undone_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
start_undo (GessoBoardModel *self,
            gboolean         redo)
{
  self->undoing = TRUE;
  gesso_library_undo_board_async (gesso_context_get_library (self->context), self->id, redo, undone_cb,
                                  g_object_ref (self));
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoBoardModel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoardChange) change = gesso_library_change_board_finish (GESSO_LIBRARY (source), result, &error);

  self->undoing = FALSE;
  if (change == NULL)
    {
      g_queue_clear (&self->undo_line);
      notify_steps (self);
      gesso_board_model_complain (self, error);
      return;
    }
  /* Before anybody is told: a change that waits would otherwise be what the next press takes back. */
  if (!g_queue_is_empty (&self->undo_line))
    start_undo (self, GPOINTER_TO_INT (g_queue_pop_head (&self->undo_line)));
  take_change (self, change);
  apply (self, change->items, change->removed);
}

static void
renamed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoBoardModel) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_boards_finish (GESSO_LIBRARY (source), result, &error))
    gesso_board_model_complain (self, error);
}

static void
gesso_board_model_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GessoBoardModel *self = GESSO_BOARD_MODEL (object);

  switch (id)
    {
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->can_redo || self->undoing);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->can_undo || self->pending > 0);
      break;
    case PROP_GREY:
      g_value_set_boolean (value, self->grey);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_board_model_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  GessoBoardModel *self = GESSO_BOARD_MODEL (object);

  if (id != PROP_GREY)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (gesso_board_model_keep_grey (self, g_value_get_boolean (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
gesso_board_model_finalize (GObject *object)
{
  GessoBoardModel *self = GESSO_BOARD_MODEL (object);

  if (self->shared)
    g_hash_table_remove (g_object_get_data (G_OBJECT (self->context), "gesso-open-boards"), self->id);
  g_object_unref (self->cancellable);
  g_object_unref (self->context);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->items);
  g_free (self->id);
  g_free (self->name);
  g_free (self->words);
  g_free (self->moodboard);
  g_free (self->moodboard_name);
  g_queue_clear (&self->undo_line);
  G_OBJECT_CLASS (gesso_board_model_parent_class)->finalize (object);
}

static void
gesso_board_model_class_init (GessoBoardModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gesso_board_model_get_property;
  object_class->set_property = gesso_board_model_set_property;
  object_class->finalize = gesso_board_model_finalize;
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_GREY] = g_param_spec_boolean ("grey", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", GESSO_TYPE_BOARD_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", GESSO_TYPE_BOARD_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);
  signals[STEERED] = g_signal_new ("steered", GESSO_TYPE_BOARD_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
gesso_board_model_init (GessoBoardModel *self)
{
  self->items = gesso_board_items_new ();
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->undo_line);
}

GessoBoardModel *
gesso_board_model_new (GessoContext *context,
                       const char   *board_id)
{
  GessoBoardModel *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (board_id != NULL, NULL);

  self = g_object_new (GESSO_TYPE_BOARD_MODEL, NULL);
  self->context = g_object_ref (context);
  self->id = g_strdup (board_id);
  g_signal_connect_object (gesso_context_get_library (context), "boards-changed", G_CALLBACK (boards_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return self;
}

/* Boards that are open, by id: one model for all who look at one. */
static GHashTable *
get_open (GessoContext *context)
{
  GHashTable *open = g_object_get_data (G_OBJECT (context), "gesso-open-boards");

  if (open == NULL)
    {
      open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_object_set_data_full (G_OBJECT (context), "gesso-open-boards", open, (GDestroyNotify) g_hash_table_unref);
    }
  return open;
}

GessoBoardModel *
gesso_board_model_open (GessoContext *context,
                        const char   *board_id)
{
  GessoBoardModel *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (board_id != NULL, NULL);

  self = g_hash_table_lookup (get_open (context), board_id);
  if (self != NULL)
    return g_object_ref (self);
  self = gesso_board_model_new (context, board_id);
  self->shared = TRUE;
  g_hash_table_insert (get_open (context), g_strdup (board_id), self);
  return self;
}

const char *
gesso_board_model_get_id (GessoBoardModel *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), NULL);

  return self->id;
}

gboolean
gesso_board_model_is_loaded (GessoBoardModel *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), FALSE);

  return self->loaded;
}

GPtrArray *
gesso_board_model_get_items (GessoBoardModel *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), NULL);

  return self->items;
}

const GessoBoardItem *
gesso_board_model_find (GessoBoardModel *self,
                        gint64           id)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), NULL);

  return g_hash_table_lookup (self->by_id, &id);
}

guint
gesso_board_model_count_pictures (GessoBoardModel *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += ((GessoBoardItem *) self->items->pdata[i])->kind == GESSO_BOARD_PICTURE;
  return n;
}

double
gesso_board_model_get_top (GessoBoardModel *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), 0);

  return self->items->len > 0 ? ((GessoBoardItem *) self->items->pdata[self->items->len - 1])->z + 1 : 0;
}

gboolean
gesso_board_model_change (GessoBoardModel *self,
                          GPtrArray       *items,
                          GArray          *removed,
                          const char      *label,
                          GessoBoardStep   step)
{
  g_autoptr (GessoBoardChange) change = NULL;

  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), FALSE);

  if (!self->loaded || self->undoing)
    return FALSE;
  change = gesso_board_change_new ();
  for (guint i = 0; items != NULL && i < items->len; i++)
    g_ptr_array_add (change->items, gesso_board_item_copy (items->pdata[i]));
  if (removed != NULL)
    g_array_append_vals (change->removed, removed->data, removed->len);
  if (change->items->len + change->removed->len == 0)
    return TRUE;
  self->pending++;
  gesso_library_change_board_async (gesso_context_get_library (self->context), self->id, change, label, step,
                                    changed_cb, g_object_ref (self));
  notify_steps (self);
  apply (self, change->items, change->removed);
  return TRUE;
}

void
gesso_board_model_undo (GessoBoardModel *self,
                        gboolean         redo)
{
  g_return_if_fail (GESSO_IS_BOARD_MODEL (self));

  if (!self->loaded)
    return;
  /* The key may be faster than the disk: each press counts. One that is held does not go on for long after it is let go. */
  if (!self->undoing)
    {
      start_undo (self, redo);
      notify_steps (self);
    }
  else if (g_queue_get_length (&self->undo_line) < MOST_PRESSES)
    g_queue_push_tail (&self->undo_line, GINT_TO_POINTER (redo));
}

void
gesso_board_model_rename (GessoBoardModel *self,
                          const char      *name)
{
  g_return_if_fail (GESSO_IS_BOARD_MODEL (self));
  g_return_if_fail (name != NULL);

  g_free (self->name);
  self->name = g_strdup (name);
  gesso_library_rename_board_async (gesso_context_get_library (self->context), self->id, name, renamed_cb,
                                    g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

GessoBoardItem *
gesso_board_model_make_picture (const GessoReferenceFile *file)
{
  GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_PICTURE);

  item->sha256 = g_strdup (file->sha256);
  item->name = g_strdup (file->name);
  item->path = g_strdup (file->path);
  item->origin = g_strdup (file->origin);
  item->picture_width = file->width;
  item->picture_height = file->height;
  gesso_canvas_first_size (file->width, file->height, &item->width, &item->height);
  return item;
}

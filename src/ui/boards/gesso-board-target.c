/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-target.h"

#include "gesso-board-add.h"
#include "gesso-library-boards.h"

/* In the library's settings. */
#define SETTING "target-board"

struct _GessoBoardTarget
{
  GObject parent_instance;

  GessoContext *context; /* unowned: it owns this */
  GCancellable *cancellable;
  char *id;
  char *name;
  gboolean loaded;
  gboolean adding;
  GQueue arrived; /* GessoGeneration: one after another, in the order in which they were kept */
};

/* A picture on its way to the board. */
typedef struct {
  GessoBoardTarget *target;
  char *origin;
} Arrival;

enum {
  PROP_0,
  PROP_ID,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoBoardTarget, gesso_board_target, G_TYPE_OBJECT)

static void referenced_cb (GObject *source, GAsyncResult *result, gpointer data);
static void added_cb      (GObject *source, GAsyncResult *result, gpointer data);

static void
take (GessoBoardTarget *self,
      const char       *id,
      const char       *name)
{
  gboolean other = g_strcmp0 (self->id, id) != 0;
  gboolean renamed = g_strcmp0 (self->name, name) != 0;

  if (other)
    {
      g_free (self->id);
      self->id = g_strdup (id);
    }
  if (renamed)
    {
      g_free (self->name);
      self->name = g_strdup (name);
    }
  if (other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
  if (renamed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/* --- What arrives --- */

static void
arrival_free (Arrival *self)
{
  g_object_unref (self->target);
  g_free (self->origin);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

static void
add_next (GessoBoardTarget *self)
{
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GFile) file = NULL;
  Arrival *arrival;

  if (self->adding || !self->loaded)
    return;
  do
    {
      g_clear_object (&generation);
      generation = g_queue_pop_head (&self->arrived);
      if (generation == NULL)
        return;
    }
  while (self->id == NULL || gesso_generation_get_path (generation) == NULL);
  self->adding = TRUE;
  file = g_file_new_for_path (gesso_generation_get_path (generation));
  arrival = g_new0 (Arrival, 1);
  arrival->target = g_object_ref (self);
  arrival->origin = g_strdup_printf ("generation:%s", gesso_generation_get_id (generation));
  gesso_library_add_reference_file_async (gesso_context_get_library (self->context),
                                          gesso_context_get_decoder (self->context), file, self->cancellable, referenced_cb,
                                          arrival);
}

/* With the next one, whatever became of this one. */
static void
go_on (GessoBoardTarget *self,
       const GError     *error)
{
  if (self->context == NULL)
    return;
  if (error != NULL)
    g_warning ("A new picture can't be put on the board: %s", error->message);
  self->adding = FALSE;
  add_next (self);
}

static void
referenced_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (Arrival) arrival = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoReferenceFile) reference = gesso_library_add_reference_file_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_file_free);
  GessoBoardTarget *self = arrival->target;

  if (reference == NULL || self->context == NULL || self->id == NULL)
    {
      go_on (self, error);
      return;
    }
  g_free (reference->origin);
  reference->origin = g_steal_pointer (&arrival->origin);
  g_ptr_array_add (files, g_steal_pointer (&reference));
  gesso_board_add_async (self->context, self->id, files, self->cancellable, added_cb, g_object_ref (self));
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoBoardTarget) self = data;
  g_autoptr (GError) error = NULL;

  gesso_board_add_finish (result, &error);
  go_on (self, error);
}

static void
kept_cb (GessoBoardTarget *self,
         GessoGeneration  *generation)
{
  if (self->loaded && self->id == NULL)
    return;
  g_queue_push_tail (&self->arrived, g_object_ref (generation));
  add_next (self);
}

/* --- Which board --- */

/* One that was deleted is none. */
static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoBoardTarget) self = data;
  g_autoptr (GPtrArray) boards = gesso_library_list_boards_finish (GESSO_LIBRARY (source), result, NULL);

  if (boards == NULL || self->context == NULL)
    return;
  for (guint i = 0; i < boards->len; i++)
    {
      const GessoBoard *board = boards->pdata[i];

      if (g_strcmp0 (board->id, self->id) == 0)
        {
          take (self, board->id, board->name);
          return;
        }
    }
  gesso_board_target_set (self, NULL);
}

static void
look_up (GessoBoardTarget *self)
{
  if (self->id != NULL && self->context != NULL)
    gesso_library_list_boards_async (gesso_context_get_library (self->context), self->cancellable, listed_cb,
                                     g_object_ref (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoBoardTarget) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = gesso_library_get_setting_finish (GESSO_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->context == NULL || self->loaded)
    return;
  self->loaded = TRUE;
  if (id != NULL && *id != '\0')
    take (self, id, NULL);
  look_up (self);
  add_next (self);
}

static void
gesso_board_target_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  GessoBoardTarget *self = GESSO_BOARD_TARGET (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_board_target_finalize (GObject *object)
{
  GessoBoardTarget *self = GESSO_BOARD_TARGET (object);

  g_queue_clear_full (&self->arrived, g_object_unref);
  g_object_unref (self->cancellable);
  g_free (self->id);
  g_free (self->name);
  G_OBJECT_CLASS (gesso_board_target_parent_class)->finalize (object);
}

static void
gesso_board_target_class_init (GessoBoardTargetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gesso_board_target_get_property;
  object_class->finalize = gesso_board_target_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gesso_board_target_init (GessoBoardTarget *self)
{
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->arrived);
}

/* The context goes away, and what is under way ends in nothing. */
static void
let_go (gpointer data)
{
  GessoBoardTarget *self = data;

  g_cancellable_cancel (self->cancellable);
  self->context = NULL;
  g_object_unref (self);
}

GessoBoardTarget *
gesso_board_target_get (GessoContext *context)
{
  GessoBoardTarget *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_get_data (G_OBJECT (context), "gesso-board-target");
  if (self != NULL)
    return self;
  self = g_object_new (GESSO_TYPE_BOARD_TARGET, NULL);
  self->context = context;
  g_object_set_data_full (G_OBJECT (context), "gesso-board-target", self, let_go);
  g_signal_connect_object (gesso_context_get_engine (context), "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_context_get_library (context), "boards-changed", G_CALLBACK (look_up), self,
                           G_CONNECT_SWAPPED);
  gesso_library_get_setting_async (gesso_context_get_library (context), SETTING, self->cancellable, loaded_cb,
                                   g_object_ref (self));
  return self;
}

const char *
gesso_board_target_get_id (GessoBoardTarget *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_TARGET (self), NULL);

  return self->id;
}

const char *
gesso_board_target_get_name (GessoBoardTarget *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_TARGET (self), NULL);

  return self->name;
}

void
gesso_board_target_set (GessoBoardTarget *self,
                        const char       *board_id)
{
  g_return_if_fail (GESSO_IS_BOARD_TARGET (self));

  if (self->context == NULL || g_strcmp0 (self->id, board_id) == 0)
    return;
  self->loaded = TRUE;
  take (self, board_id, NULL);
  gesso_library_set_setting_async (gesso_context_get_library (self->context), SETTING, board_id != NULL ? board_id : "",
                                   NULL, NULL);
  look_up (self);
}

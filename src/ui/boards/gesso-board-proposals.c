/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-proposals.h"

#include <string.h>

#include "gesso-board-model-private.h"
#include "gesso-library-signatures.h"

struct _GessoBoardProposals
{
  GObject parent_instance;

  GessoContext *context;
  GessoBoardModel *model;
  GCancellable *cancellable;
  gint64 proposed[GESSO_BOARD_SLOTS]; /* ids; 0 for none */
  gboolean warm; /* signatures were looked for once */
  gboolean busy;
};

enum {
  PROP_0,
  PROP_BUSY,
  PROP_COUNT,
  N_PROPS
};

enum {
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoBoardProposals, gesso_board_proposals, G_TYPE_OBJECT)

static void
told (GessoBoardProposals *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_busy (GessoBoardProposals *self,
          gboolean             busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* By content, so that what is proposed does not depend on what was moved or added when. */
static int
compare_content (gconstpointer a,
                 gconstpointer b)
{
  return strcmp ((*(GessoBoardItem *const *) a)->sha256, (*(GessoBoardItem *const *) b)->sha256);
}

/* One item for each content that has a signature; the one that steers, where one does. */
static GPtrArray *
list_candidates (GessoBoardProposals *self,
                 GHashTable          *signatures)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *candidates = g_ptr_array_new ();

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < items->len; i++)
      {
        GessoBoardItem *item = items->pdata[i];

        if (item->kind == GESSO_BOARD_PICTURE && (item->slot >= 0) == (round == 0) && item->sha256 != NULL &&
            g_hash_table_contains (signatures, item->sha256) && g_hash_table_add (seen, item->sha256))
          g_ptr_array_add (candidates, item);
      }
  g_ptr_array_sort (candidates, compare_content);
  return candidates;
}

static void
propose (GessoBoardProposals *self,
         GHashTable          *known)
{
  g_autoptr (GPtrArray) candidates = list_candidates (self, known);
  g_autofree GessoSignature *signatures = g_new (GessoSignature, MAX (candidates->len, 1));
  g_autofree gboolean *taken = g_new (gboolean, MAX (candidates->len, 1));
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  guint next = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      const GessoBoardItem *item = candidates->pdata[i];
      const GessoSignature *signature = g_hash_table_lookup (known, item->sha256);

      signatures[i] = *signature;
      taken[i] = item->slot >= 0;
    }
  gesso_signature_spread (signatures, candidates->len, taken,
                          GESSO_BOARD_SLOTS - gesso_board_model_count_slots (self->model), order);
  for (int slot = 0; slot < GESSO_BOARD_SLOTS; slot++)
    {
      self->proposed[slot] = 0;
      if (gesso_board_model_get_slot (self->model, slot) == NULL && next < order->len)
        self->proposed[slot] =
          ((GessoBoardItem *) candidates->pdata[g_array_index (order, guint, next++)])->id;
    }
  told (self);
}

static void
signatures_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GessoBoardProposals) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) known = gesso_library_load_signatures_finish (GESSO_LIBRARY (source), result, &error);

  if (self->model == NULL)
    return;
  set_busy (self, FALSE);
  if (known != NULL)
    propose (self, known);
  else
    gesso_board_model_complain (self->model, error);
}

/* They are made while somebody looks at the board, so that Suggest has nothing to wait for. */
static void
warmed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GHashTable) known = gesso_library_load_signatures_finish (GESSO_LIBRARY (source), result, NULL);

  (void) known;
}

static void
load (GessoBoardProposals *self,
      GAsyncReadyCallback  callback,
      gpointer             data)
{
  gesso_library_load_signatures_async (gesso_context_get_library (self->context),
                                       gesso_context_get_decoder (self->context),
                                       gesso_board_model_get_items (self->model), self->cancellable, callback, data);
}

static void
board_changed_cb (GessoBoardProposals *self)
{
  gboolean changed = FALSE;

  if (!self->warm && gesso_board_model_is_loaded (self->model))
    {
      self->warm = TRUE;
      load (self, warmed_cb, NULL);
    }
  for (int slot = 0; slot < GESSO_BOARD_SLOTS; slot++)
    {
      const GessoBoardItem *item = self->proposed[slot] != 0 ? gesso_board_model_find (self->model, self->proposed[slot])
                                                             : NULL;

      if (self->proposed[slot] == 0 ||
          (item != NULL && item->slot < 0 && gesso_board_model_get_slot (self->model, slot) == NULL))
        continue;
      self->proposed[slot] = 0;
      changed = TRUE;
    }
  if (changed)
    told (self);
}

static void
gesso_board_proposals_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  GessoBoardProposals *self = GESSO_BOARD_PROPOSALS (object);

  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, gesso_board_proposals_get_count (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_board_proposals_dispose (GObject *object)
{
  GessoBoardProposals *self = GESSO_BOARD_PROPOSALS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->model);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_board_proposals_parent_class)->dispose (object);
}

static void
gesso_board_proposals_finalize (GObject *object)
{
  g_object_unref (GESSO_BOARD_PROPOSALS (object)->cancellable);
  G_OBJECT_CLASS (gesso_board_proposals_parent_class)->finalize (object);
}

static void
gesso_board_proposals_class_init (GessoBoardProposalsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gesso_board_proposals_get_property;
  object_class->dispose = gesso_board_proposals_dispose;
  object_class->finalize = gesso_board_proposals_finalize;
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, GESSO_BOARD_SLOTS, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", GESSO_TYPE_BOARD_PROPOSALS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
gesso_board_proposals_init (GessoBoardProposals *self)
{
  self->cancellable = g_cancellable_new ();
}

GessoBoardProposals *
gesso_board_proposals_new (GessoContext    *context,
                           GessoBoardModel *model)
{
  GessoBoardProposals *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (model), NULL);

  self = g_object_new (GESSO_TYPE_BOARD_PROPOSALS, NULL);
  self->context = g_object_ref (context);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (board_changed_cb), self, G_CONNECT_SWAPPED);
  board_changed_cb (self);
  return self;
}

void
gesso_board_proposals_suggest (GessoBoardProposals *self)
{
  g_return_if_fail (GESSO_IS_BOARD_PROPOSALS (self));

  if (self->busy || !gesso_board_model_is_loaded (self->model))
    return;
  set_busy (self, TRUE);
  load (self, signatures_cb, g_object_ref (self));
}

void
gesso_board_proposals_accept (GessoBoardProposals *self,
                              int                  slot)
{
  g_autoptr (GPtrArray) items = gesso_board_items_new ();

  g_return_if_fail (GESSO_IS_BOARD_PROPOSALS (self));

  for (int i = 0; i < GESSO_BOARD_SLOTS; i++)
    {
      const GessoBoardItem *item = gesso_board_proposals_get (self, i);
      GessoBoardItem *copy;

      if (item == NULL || (slot >= 0 && slot != i))
        continue;
      copy = gesso_board_item_copy (item);
      copy->slot = i;
      g_ptr_array_add (items, copy);
    }
  gesso_board_model_change (self->model, items, NULL, "suggest", GESSO_BOARD_STEP_NEW);
}

void
gesso_board_proposals_clear (GessoBoardProposals *self)
{
  g_return_if_fail (GESSO_IS_BOARD_PROPOSALS (self));

  memset (self->proposed, 0, sizeof self->proposed);
  told (self);
}

const GessoBoardItem *
gesso_board_proposals_get (GessoBoardProposals *self,
                           int                  slot)
{
  g_return_val_if_fail (GESSO_IS_BOARD_PROPOSALS (self), NULL);
  g_return_val_if_fail (slot >= 0 && slot < GESSO_BOARD_SLOTS, NULL);

  return self->proposed[slot] != 0 ? gesso_board_model_find (self->model, self->proposed[slot]) : NULL;
}

guint
gesso_board_proposals_get_count (GessoBoardProposals *self)
{
  guint n = 0;

  g_return_val_if_fail (GESSO_IS_BOARD_PROPOSALS (self), 0);

  for (int slot = 0; slot < GESSO_BOARD_SLOTS; slot++)
    n += self->proposed[slot] != 0;
  return n;
}

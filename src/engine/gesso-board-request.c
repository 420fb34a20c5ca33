/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-board-request.h"

static void
take_out (KreaRequest *request,
          const char  *moodboard)
{
  GListModel *references = krea_request_get_references (request);
  const char *linked = krea_request_get_moodboard_id (request);

  for (guint i = g_list_model_get_n_items (references); i-- > 0;)
    {
      g_autoptr (KreaReference) reference = g_list_model_get_item (references, i);

      if (krea_reference_is_from_board (reference))
        krea_request_remove_reference (request, i);
    }
  if (moodboard != NULL && g_strcmp0 (moodboard, linked) == 0)
    krea_request_set_moodboard (request, NULL, NULL, krea_request_get_moodboard_strength (request));
  krea_request_set_words (request, NULL);
  krea_request_set_board (request, NULL, NULL, 0);
}

guint
gesso_board_apply (const GessoBoard *board,
                   KreaRequest      *request)
{
  g_autoptr (KreaRequest) changed = NULL;
  guint most, others, n;

  g_return_val_if_fail (board != NULL, 0);
  g_return_val_if_fail (KREA_IS_REQUEST (request), 0);

  changed = krea_request_copy (request);
  take_out (changed, NULL);
  most = krea_catalog_get_max_references (krea_request_get_catalog (request));
  others = g_list_model_get_n_items (krea_request_get_references (changed));
  n = board->moodboard_instead ? 0 : board->references->len;
  for (guint i = 0; i < n && i + others < most; i++)
    {
      const GessoRecipeReference *slot = board->references->pdata[i];
      g_autoptr (KreaReference) reference = krea_reference_new (slot->sha256, slot->name, slot->strength);

      krea_reference_set_from_board (reference, TRUE);
      krea_request_insert_reference (changed, i, reference);
    }
  if (board->moodboard != NULL)
    krea_request_set_moodboard (changed, board->moodboard, board->moodboard_name, board->moodboard_strength);
  krea_request_set_words (changed, board->words);
  krea_request_set_board (changed, board->id, board->name, board->revision);
  krea_request_assign (request, changed);
  return n + others > most ? n + others - most : 0;
}

void
gesso_board_remove (KreaRequest *request,
                    const char  *moodboard)
{
  g_autoptr (KreaRequest) changed = NULL;

  g_return_if_fail (KREA_IS_REQUEST (request));

  changed = krea_request_copy (request);
  take_out (changed, moodboard);
  krea_request_assign (request, changed);
}

gboolean
gesso_board_is_applied (const GessoBoard *board,
                        KreaRequest      *request)
{
  g_autoptr (KreaRequest) applied = NULL;
  g_autofree char *is = NULL;
  g_autofree char *would = NULL;

  g_return_val_if_fail (board != NULL, FALSE);
  g_return_val_if_fail (KREA_IS_REQUEST (request), FALSE);

  if (g_strcmp0 (krea_request_get_board_id (request), board->id) != 0)
    return FALSE;
  applied = krea_request_copy (request);
  gesso_board_apply (board, applied);
  is = krea_request_hash (request);
  would = krea_request_hash (applied);
  return g_str_equal (is, would);
}

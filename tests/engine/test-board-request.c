/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"
#include "gesso-board-request.h"
#include "gesso-order.h"

#define MOODBOARD "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21"

static GessoBoard *
make_board (guint       n,
            const char *words)
{
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (g_free);
  const GessoBoard board = { .id = (char *) "board-1", .name = (char *) "Harbour", .revision = 4,
                             .references = references, .words = (char *) words };
  GessoBoard *copy;

  for (guint i = 0; i < n; i++)
    {
      GessoRecipeReference *reference = g_new0 (GessoRecipeReference, 1);

      reference->sha256 = (char *) "abcdefghijkl" + i;
      reference->strength = 0.1 * (i + 1);
      g_ptr_array_add (references, reference);
    }
  copy = gesso_board_copy (&board);
  return copy;
}

static void
add_own (KreaRequest *request,
         const char  *sha256)
{
  g_autoptr (KreaReference) reference = krea_reference_new (sha256, NULL, 0.5);

  krea_request_add_reference (request, reference);
}

static guint
count (KreaRequest *request)
{
  return g_list_model_get_n_items (krea_request_get_references (request));
}

static void
test_apply (void)
{
  g_autoptr (KreaRequest) request = krea_request_new (NULL);
  GessoBoard *board = make_board (3, "muted");
  GessoBoard *other = make_board (9, NULL);
  g_autoptr (KreaReference) first = NULL;
  g_autoptr (KreaReference) last = NULL;

  add_own (request, "own 1");
  add_own (request, "own 2");
  g_assert_cmpuint (gesso_board_apply (board, request), ==, 0);
  g_assert_cmpuint (count (request), ==, 5);
  first = g_list_model_get_item (krea_request_get_references (request), 0);
  last = g_list_model_get_item (krea_request_get_references (request), 4);
  g_assert_true (krea_reference_is_from_board (first));
  g_assert_cmpfloat (krea_reference_get_strength (first), ==, 0.1);
  g_assert_false (krea_reference_is_from_board (last));
  g_assert_cmpstr (krea_request_get_words (request), ==, "muted");
  g_assert_cmpuint (krea_request_get_board_revision (request), ==, 4);
  g_assert_true (gesso_board_is_applied (board, request));

  /* One board at a time; what was chosen by itself stays, and there is room for ten. */
  g_assert_cmpuint (gesso_board_apply (other, request), ==, 1);
  g_assert_cmpuint (count (request), ==, 10);
  g_assert_null (krea_request_get_words (request));
  g_assert_false (gesso_board_is_applied (board, request));
  gesso_board_remove (request, NULL);
  g_assert_cmpuint (count (request), ==, 2);
  g_assert_null (krea_request_get_board_id (request));
  gesso_board_free (board);
  gesso_board_free (other);
}

static void
test_moodboard (void)
{
  g_autoptr (KreaRequest) request = krea_request_new (NULL);
  GessoBoard *board = make_board (3, NULL);

  board->moodboard = g_strdup (MOODBOARD);
  board->moodboard_name = g_strdup ("Sea");
  board->moodboard_strength = 0.4;
  gesso_board_apply (board, request);
  g_assert_cmpuint (count (request), ==, 3);
  g_assert_cmpstr (krea_request_get_moodboard_id (request), ==, MOODBOARD);
  g_assert_cmpfloat (krea_request_get_moodboard_strength (request), ==, 0.4);
  board->moodboard_instead = TRUE;
  g_assert_false (gesso_board_is_applied (board, request));
  gesso_board_apply (board, request);
  g_assert_cmpuint (count (request), ==, 0);
  g_assert_true (gesso_board_is_applied (board, request));
  /* Another moodboard was chosen by itself. */
  gesso_board_remove (request, "another");
  g_assert_cmpstr (krea_request_get_moodboard_id (request), ==, MOODBOARD);
  gesso_board_apply (board, request);
  gesso_board_remove (request, MOODBOARD);
  g_assert_null (krea_request_get_moodboard_id (request));
  gesso_board_free (board);
}

static void
save_board (Fixture     *fixture,
            GessoBoard **board)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GessoBoard *saved;

  gesso_library_save_board_async (fixture->library, *board, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  saved = gesso_library_save_board_finish (fixture->library, result, &error);
  g_assert_no_error (error);
  gesso_board_free (*board);
  *board = saved;
}

/* As the command line orders it; the board by its name. */
static GessoGeneration *
order (Fixture    *fixture,
       const char *board)
{
  GessoOrder *order = gesso_order_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) round = NULL;
  GAsyncResult *slot = NULL;
  GessoGeneration *generation;

  krea_request_set_prompt (order->request, "a pier");
  krea_request_set_seed (order->request, 7);
  order->board = g_strdup (board);
  gesso_order_run_async (order, fixture->engine, "/", NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  round = gesso_order_run_finish (fixture->engine, result, &error);
  g_assert_no_error (error);
  generation = g_object_ref (round->pdata[0]);
  await_state (generation, GESSO_STATE_KEPT);
  return generation;
}

static GessoGeneration *
again (Fixture         *fixture,
       GessoGeneration *generation)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) round = NULL;
  GAsyncResult *slot = NULL;

  gesso_engine_retry_async (fixture->engine, generation, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  round = gesso_engine_retry_finish (fixture->engine, result, NULL);
  await_state (round->pdata[0], GESSO_STATE_KEPT);
  return g_object_ref (round->pdata[0]);
}

/* The recipe alone makes the same picture, whatever became of the board. */
static void
test_same_picture (void)
{
  g_auto (Fixture) fixture = { 0 };
  GessoBoard *board = make_board (0, NULL);
  g_autofree char *red = NULL;
  g_autofree char *blue = NULL;
  g_autoptr (GessoGeneration) made = NULL;
  g_autoptr (GessoGeneration) same = NULL;
  g_autoptr (GessoGeneration) other = NULL;
  g_autoptr (KreaRequest) sent = NULL;
  GessoRecipeReference *reference = g_new0 (GessoRecipeReference, 1);

  fixture_set_up (&fixture, NULL);
  red = fixture_add_reference (&fixture, 0xd04020);
  blue = fixture_add_reference (&fixture, 0x2040d0);
  reference->sha256 = g_strdup (red);
  reference->strength = 0.9;
  g_clear_pointer (&board->id, g_free);
  g_ptr_array_add (board->references, reference);
  save_board (&fixture, &board);
  made = order (&fixture, "Harbour");
  sent = krea_request_new_from_recipe (NULL, gesso_generation_get_recipe (made), NULL);
  g_assert_cmpstr (krea_request_get_board_id (sent), ==, board->id);
  g_assert_cmpstr (krea_request_get_board_name (sent), ==, "Harbour");
  g_assert_cmpuint (krea_request_get_board_revision (sent), ==, 1);

  reference = board->references->pdata[0];
  g_free (reference->sha256);
  reference->sha256 = g_strdup (blue);
  save_board (&fixture, &board);
  other = order (&fixture, board->id);
  same = again (&fixture, made);
  g_assert_cmpstr (gesso_generation_get_sha256 (same), ==, gesso_generation_get_sha256 (made));
  g_assert_cmpstr (gesso_generation_get_sha256 (other), !=, gesso_generation_get_sha256 (made));
  gesso_board_free (board);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/board/apply", test_apply);
  g_test_add_func ("/engine/board/moodboard", test_moodboard);
  g_test_add_func ("/engine/board/same-picture", test_same_picture);
  return g_test_run ();
}

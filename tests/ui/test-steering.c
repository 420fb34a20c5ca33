/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "boards/gesso-board-proposals.h"
#include "boards/gesso-board-words.h"
#include "boards/gesso-steering-strip.h"
#include "composer/gesso-reference-tile.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

#define N_PICTURES 12
#define MOODBOARD "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21"

static GessoUiTest test;

static gboolean
is_loaded (gpointer model)
{
  return gesso_board_model_is_loaded (model);
}

static gboolean
can_undo (gpointer model)
{
  gboolean can;

  g_object_get (model, "can-undo", &can, NULL);
  return can;
}

static gboolean
cannot_undo (gpointer model)
{
  return !can_undo (model);
}

/* A board of pictures of one colour each, the next one always as wide again. */
static GessoBoardModel *
make_model (void)
{
  g_autofree char *id = gesso_ui_test_save_board (&test, "Harbour");
  GessoBoardModel *model = gesso_board_model_new (test.context, id);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();

  g_assert_true (gesso_test_await (is_loaded, model, GESSO_TEST_TIMEOUT_MS));
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autoptr (GBytes) png = gesso_test_make_png (64, 48, 0x14120e * i);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GessoReferenceFile) file = NULL;
      GAsyncResult *slot = NULL;
      GessoBoardItem *item;

      gesso_library_add_reference_async (test.library, test.decoder, png, "ink.png", NULL, gesso_test_result_cb, &slot);
      result = gesso_test_await_result (&slot);
      file = gesso_library_add_reference_finish (test.library, result, NULL);
      item = gesso_board_model_make_picture (file);
      item->x = 100 * i;
      item->width = 100 * (i + 1);
      item->height = 100;
      item->z = i;
      g_ptr_array_add (items, item);
    }
  gesso_board_model_change (model, items, NULL, "add", GESSO_BOARD_STEP_NEW);
  g_assert_true (gesso_test_await (can_undo, model, GESSO_TEST_TIMEOUT_MS));
  return model;
}

static GArray *
first_ids (GessoBoardModel *model,
           guint            n)
{
  GPtrArray *items = gesso_board_model_get_items (model);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    g_array_append_val (ids, ((GessoBoardItem *) items->pdata[i])->id);
  return ids;
}

typedef struct {
  GessoBoardModel *model;
  guint            count;
} SlotWait;

static gboolean
has_slots (gpointer data)
{
  SlotWait *wait = data;

  return gesso_board_model_count_slots (wait->model) == wait->count;
}

static void
await_slots (GessoBoardModel *model,
             guint            count)
{
  SlotWait wait = { model, count };

  g_assert_true (gesso_test_await (has_slots, &wait, GESSO_TEST_TIMEOUT_MS));
}

/* P on three is one step; what does not fit stays out. */
static void
test_several (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) three = first_ids (model, 3);
  g_autoptr (GArray) all = first_ids (model, N_PICTURES);

  gesso_board_model_toggle_steer (model, three);
  g_assert_cmpuint (gesso_board_model_count_slots (model), ==, 3);
  g_assert_cmpint (gesso_board_model_find (model, g_array_index (three, gint64, 2))->slot, ==, 2);
  gesso_board_model_toggle_steer (model, all);
  g_assert_cmpuint (gesso_board_model_count_slots (model), ==, 10);
  gesso_board_model_undo (model, FALSE);
  await_slots (model, 3);
  gesso_board_model_toggle_steer (model, three);
  g_assert_cmpuint (gesso_board_model_count_slots (model), ==, 0);
  gesso_board_model_undo (model, FALSE);
  await_slots (model, 3);
  gesso_board_model_undo (model, FALSE);
  await_slots (model, 0);
  gesso_test_settle (50);
}

static void
assert_slots (GessoBoardModel *model,
              GArray          *ids,
              const int       *slots)
{
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpint (gesso_board_model_find (model, g_array_index (ids, gint64, i))->slot, ==, slots[i]);
}

static void
count_cb (GessoBoardModel *model,
          const char      *text,
          char           **said)
{
  g_free (*said);
  *said = g_strdup (text);
}

/* Several that are dragged into a slot are one step, too: the first takes it, the others the next that are free. */
static void
test_dragged_together (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) all = first_ids (model, N_PICTURES);
  g_autoptr (GArray) four = first_ids (model, 4);
  g_autofree char *said = NULL;
  const gint64 fifth = g_array_index (all, gint64, 4);

  g_signal_connect (model, "failed", G_CALLBACK (count_cb), &said);
  gesso_board_model_steer_all (model, four, 8);
  assert_slots (model, four, (int[]) { 8, 9, 0, 1 });
  gesso_board_model_undo (model, FALSE);
  await_slots (model, 0);
  gesso_board_model_undo (model, TRUE);
  await_slots (model, 4);

  /* Again elsewhere: those that steer stay, and those in each other's place change places. */
  gesso_board_model_steer_all (model, four, 9);
  assert_slots (model, four, (int[]) { 9, 8, 0, 1 });
  /* What came from outside the strip makes another one leave it, which stays on the board. */
  gesso_board_model_steer (model, fifth, 5);
  g_array_remove_range (all, 0, 5);
  g_array_set_size (all, 2);
  gesso_board_model_steer_all (model, all, 5);
  assert_slots (model, all, (int[]) { 5, 6 });
  g_assert_cmpint (gesso_board_model_find (model, fifth)->slot, ==, -1);
  g_assert_null (said);
  gesso_board_model_undo (model, FALSE);
  await_slots (model, 5);
  g_assert_cmpint (gesso_board_model_find (model, fifth)->slot, ==, 5);
  gesso_test_settle (50);
}

static void
note_count_cb (GessoBoardModel *model,
               GString         *counts)
{
  g_string_append_printf (counts, "%u", gesso_board_model_count_slots (model));
}

typedef struct {
  GString    *counts;
  const char *all;
} CountsWait;

static gboolean
has_counts (gpointer data)
{
  CountsWait *wait = data;

  return wait->counts->len >= strlen (wait->all);
}

/* Keys that are faster than the disk: each press counts. */
static void
test_undone_at_once (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) three = first_ids (model, 3);
  g_autoptr (GString) counts = g_string_new (NULL);
  CountsWait wait = { counts, "2101232" };

  for (guint i = 0; i < 3; i++)
    gesso_board_model_steer (model, g_array_index (three, gint64, i), (int) i);
  assert_slots (model, three, (int[]) { 0, 1, 2 });
  g_signal_connect (model, "changed", G_CALLBACK (note_count_cb), counts);
  for (guint i = 0; i < 3; i++)
    gesso_board_model_undo (model, FALSE);
  for (guint i = 0; i < 3; i++)
    gesso_board_model_undo (model, TRUE);
  gesso_board_model_undo (model, FALSE);
  g_assert_true (gesso_test_await (has_counts, &wait, GESSO_TEST_TIMEOUT_MS));
  gesso_test_settle (50);
  g_assert_cmpstr (counts->str, ==, wait.all);
  g_signal_handlers_disconnect_by_data (model, counts);
}

typedef struct {
  GArray  *id;
  gboolean put;
} Waiting;

static void
put_when_possible_cb (GessoBoardModel *model,
                      Waiting         *waiting)
{
  g_signal_handlers_block_by_func (model, put_when_possible_cb, waiting);
  if (!waiting->put)
    waiting->put = gesso_board_model_change (model, NULL, waiting->id, "waited", GESSO_BOARD_STEP_NEW);
  g_signal_handlers_unblock_by_func (model, put_when_possible_cb, waiting);
}

static gboolean
was_put (gpointer waiting)
{
  return ((Waiting *) waiting)->put;
}

/* A change that waited for the undo is made after the last of the presses, none of which takes it back. */
static void
test_change_waits (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) three = first_ids (model, 3);
  g_autoptr (GArray) last = first_ids (model, N_PICTURES);
  Waiting waiting = { last, FALSE };

  g_array_remove_range (last, 0, N_PICTURES - 1);
  for (guint i = 0; i < 3; i++)
    gesso_board_model_steer (model, g_array_index (three, gint64, i), (int) i);
  g_signal_connect (model, "changed", G_CALLBACK (put_when_possible_cb), &waiting);
  for (guint i = 0; i < 2; i++)
    gesso_board_model_undo (model, FALSE);
  g_assert_true (gesso_test_await (was_put, &waiting, GESSO_TEST_TIMEOUT_MS));
  gesso_test_settle (50);
  g_assert_cmpuint (gesso_board_model_count_slots (model), ==, 1);
  g_assert_null (gesso_board_model_find (model, g_array_index (last, gint64, 0)));
  g_signal_handlers_disconnect_by_data (model, &waiting);
}

static gboolean
can_redo (GessoBoardModel *model)
{
  gboolean can;

  g_object_get (model, "can-redo", &can, NULL);
  return can;
}

/* The key works at once after a change, and after its undo. */
static void
test_offered_at_once (void)
{
  g_autofree char *id = gesso_ui_test_save_board (&test, "New");
  g_autoptr (GessoBoardModel) model = gesso_board_model_new (test.context, id);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();

  g_assert_true (gesso_test_await (is_loaded, model, GESSO_TEST_TIMEOUT_MS));
  g_assert_false (can_undo (model));
  g_ptr_array_add (items, gesso_board_item_new (GESSO_BOARD_NOTE));
  gesso_board_model_change (model, items, NULL, "note", GESSO_BOARD_STEP_NEW);
  g_assert_true (can_undo (model));
  g_assert_false (can_redo (model));
  gesso_board_model_undo (model, FALSE);
  g_assert_true (can_redo (model));
  g_assert_true (gesso_test_await (cannot_undo, model, GESSO_TEST_TIMEOUT_MS));
  gesso_test_settle (50);
  g_assert_cmpuint (gesso_board_model_get_items (model)->len, ==, 0);
  g_assert_true (can_redo (model));
}

/* What finds no slot is said, however it came. */
static void
test_full_strip (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) all = first_ids (model, N_PICTURES);
  g_autoptr (GArray) none = first_ids (model, 1);
  g_autofree char *said = NULL;

  g_signal_connect (model, "failed", G_CALLBACK (count_cb), &said);
  gesso_board_model_toggle_steer (model, all);
  g_assert_cmpstr (said, ==, "Krea takes 10 style references. 2 pictures were left out.");
  g_array_index (none, gint64, 0) = g_array_index (all, gint64, 11);
  gesso_board_model_toggle_steer (model, none);
  g_assert_cmpstr (said, ==, "Krea takes 10 style references. 1 picture was left out.");
  g_clear_pointer (&said, g_free);
  gesso_board_model_undo (model, FALSE);
  await_slots (model, 0);
  gesso_board_model_steer_all (model, all, 3);
  g_assert_cmpuint (gesso_board_model_count_slots (model), ==, 10);
  g_assert_cmpstr (said, ==, "Krea takes 10 style references. 2 pictures were left out.");
  gesso_test_settle (50);
}

static gboolean
has_proposals (gpointer proposals)
{
  gboolean busy;

  g_object_get (proposals, "busy", &busy, NULL);
  return !busy && gesso_board_proposals_get_count (proposals) > 0;
}

static void
test_proposals (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GessoBoardProposals) proposals = gesso_board_proposals_new (test.context, model);
  g_autoptr (GArray) two = first_ids (model, 2);
  gint64 first[GESSO_BOARD_SLOTS] = { 0 };

  gesso_board_model_toggle_steer (model, two);
  gesso_board_proposals_suggest (proposals);
  g_assert_true (gesso_test_await (has_proposals, proposals, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (gesso_board_proposals_get_count (proposals), ==, 8);
  g_assert_null (gesso_board_proposals_get (proposals, 0));
  /* Farthest from the two darkest is the brightest. */
  g_assert_cmpfloat (gesso_board_proposals_get (proposals, 2)->width, ==, 100 * N_PICTURES);
  /* Nothing is sent because it is proposed. */
  g_assert_cmpuint (gesso_board_model_count_slots (model), ==, 2);
  for (int i = 2; i < GESSO_BOARD_SLOTS; i++)
    first[i] = gesso_board_proposals_get (proposals, i)->id;

  gesso_board_proposals_clear (proposals);
  g_assert_cmpuint (gesso_board_proposals_get_count (proposals), ==, 0);
  gesso_board_proposals_suggest (proposals);
  g_assert_true (gesso_test_await (has_proposals, proposals, GESSO_TEST_TIMEOUT_MS));
  for (int i = 2; i < GESSO_BOARD_SLOTS; i++)
    g_assert_cmpint (gesso_board_proposals_get (proposals, i)->id, ==, first[i]);

  /* One alone, then the rest as one step. */
  gesso_board_proposals_accept (proposals, 4);
  g_assert_cmpint (gesso_board_model_get_slot (model, 4)->id, ==, first[4]);
  g_assert_cmpuint (gesso_board_proposals_get_count (proposals), ==, 7);
  gesso_board_proposals_accept (proposals, -1);
  g_assert_cmpuint (gesso_board_model_count_slots (model), ==, 10);
  g_assert_cmpuint (gesso_board_proposals_get_count (proposals), ==, 0);
  gesso_board_model_undo (model, FALSE);
  await_slots (model, 3);
  gesso_test_settle (50);
}

static gboolean
is_half_again (gpointer model)
{
  return gesso_board_model_get_slot (model, 0)->strength == 0.5;
}

static void
test_match_sizes (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) three = first_ids (model, 3);

  gesso_board_model_toggle_steer (model, three);
  gesso_board_model_match_sizes (model);
  g_assert_cmpfloat (gesso_board_model_get_slot (model, 0)->strength, ==, 0.25);
  g_assert_cmpfloat (gesso_board_model_get_slot (model, 1)->strength, ==, 0.5);
  g_assert_cmpfloat (gesso_board_model_get_slot (model, 2)->strength, ==, 0.75);
  gesso_board_model_undo (model, FALSE);
  g_assert_true (gesso_test_await (is_half_again, model, GESSO_TEST_TIMEOUT_MS));
  gesso_board_model_undo (model, FALSE);
  await_slots (model, 0);
  gesso_board_model_undo (model, FALSE);
  g_assert_true (gesso_test_await (cannot_undo, model, GESSO_TEST_TIMEOUT_MS));
}

static void
save_moodboard (void)
{
  const GessoKreaMoodboard sea = { (char *) MOODBOARD, (char *) "Sea", NULL, 0.4 };
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_save_moodboard_async (test.library, &sea, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_boards_finish (test.library, result, NULL));
}

static gboolean
is_muted (gpointer model)
{
  return g_strcmp0 (gesso_board_model_get_words (model), "muted") == 0;
}

static void
test_strip (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) seven = first_ids (model, 7);
  GtkWidget *strip = gesso_steering_strip_new (test.context, model);
  GtkWidget *window = gesso_ui_test_present (strip, 900, 220);
  GessoSteeringStrip *self = GESSO_STEERING_STRIP (strip);
  GessoBoardWords *words = gesso_ui_test_find (strip, GESSO_TYPE_BOARD_WORDS);
  g_autoptr (GessoBoardModel) again = NULL;

  g_assert_cmpstr (gesso_steering_strip_get_caption (self), ==, "Sends the first 10 pictures · $0.035 each");
  gesso_board_model_toggle_steer (model, seven);
  g_assert_cmpstr (gesso_steering_strip_get_caption (self), ==, "Sends 7 pictures · $0.035 each");
  krea_request_set_variant (gesso_context_get_request (test.context), "large");
  g_assert_cmpstr (gesso_steering_strip_get_caption (self), ==, "Sends 7 pictures · $0.065 each");

  save_moodboard ();
  gesso_board_model_set_moodboard (model, MOODBOARD, "Sea", FALSE);
  g_assert_true (g_str_has_prefix (gesso_steering_strip_get_caption (self), "Sends 7 pictures and the Krea moodboard · "));
  gesso_board_model_set_moodboard (model, MOODBOARD, "Sea", TRUE);
  g_assert_true (g_str_has_prefix (gesso_steering_strip_get_caption (self), "Sends the Krea moodboard · "));
  gtk_editable_set_text (GTK_EDITABLE (gesso_board_words_get_entry (words)), "  muted ");
  g_signal_emit_by_name (gesso_board_words_get_entry (words), "activate");
  g_assert_cmpstr (gesso_board_model_get_words (model), ==, "muted");
  gesso_test_settle (100);
  if (g_getenv ("GESSO_TEST_SCREENSHOTS") != NULL)
    {
      g_autofree char *path = g_build_filename (g_getenv ("GESSO_TEST_SCREENSHOTS"), "steering-strip.png", NULL);

      gesso_ui_test_save (window, path);
    }

  again = gesso_board_model_new (test.context, gesso_board_model_get_id (model));
  g_assert_true (gesso_test_await (is_loaded, again, GESSO_TEST_TIMEOUT_MS));
  /* It may have been read before the words were kept. */
  g_assert_true (gesso_test_await (is_muted, again, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (gesso_board_model_get_moodboard_name (again), ==, "Sea");
  g_assert_true (gesso_board_model_is_moodboard_instead (again));
  gesso_test_settle (50);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_settle (50);
}

/* The name of the reference that has the focus, and where its tile is. */
static const char *
get_focused (GtkWidget *window,
             int       *place)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  GtkWidget *tile = focus != NULL ? gtk_widget_get_ancestor (focus, GESSO_TYPE_REFERENCE_TILE) : NULL;

  if (tile == NULL)
    return NULL;
  *place = gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (gtk_widget_get_parent (tile)));
  return krea_reference_get_sha256 (gesso_reference_tile_get_reference (GESSO_REFERENCE_TILE (tile)));
}

/* Ctrl and arrows move it, Delete takes it out: each time there is something left to press the next key on. */
static void
test_keys_keep_the_focus (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) two = first_ids (model, 2);
  GtkWidget *strip = gesso_steering_strip_new (test.context, model);
  GtkWidget *window = gesso_ui_test_present (strip, 900, 220);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  int place = -1;

  gesso_board_model_toggle_steer (model, two);
  first = g_strdup (gesso_board_model_get_slot (model, 0)->sha256);
  second = g_strdup (gesso_board_model_get_slot (model, 1)->sha256);
  g_assert_true (gtk_widget_grab_focus (gesso_ui_test_find (strip, GESSO_TYPE_REFERENCE_TILE)));
  gtk_widget_activate_action (gtk_root_get_focus (GTK_ROOT (window)), "reference.move", "i", 1);
  g_assert_cmpstr (get_focused (window, &place), ==, first);
  g_assert_cmpint (place, ==, 1);
  /* Into an empty one, too. */
  gtk_widget_activate_action (gtk_root_get_focus (GTK_ROOT (window)), "reference.move", "i", 1);
  g_assert_cmpstr (get_focused (window, &place), ==, first);
  g_assert_cmpint (place, ==, 2);
  gtk_widget_activate_action (gtk_root_get_focus (GTK_ROOT (window)), "reference.remove", NULL);
  g_assert_cmpstr (get_focused (window, &place), ==, second);
  gtk_widget_activate_action (gtk_root_get_focus (GTK_ROOT (window)), "reference.remove", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), strip));
  g_assert_cmpuint (gesso_board_model_count_slots (model), ==, 0);
  gesso_test_settle (50);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_settle (50);
}

/* Down to nothing; below only where somebody wants that, and what is below stays so. */
static void
test_negative_strengths (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) one = first_ids (model, 1);
  GtkWidget *strip = gesso_steering_strip_new (test.context, model);
  GtkWidget *window = gesso_ui_test_present (strip, 900, 220);
  GessoReferenceTile *tile;

  gesso_board_model_toggle_steer (model, one);
  tile = gesso_ui_test_find (strip, GESSO_TYPE_REFERENCE_TILE);
  gesso_reference_tile_step (tile, -100);
  g_assert_cmpfloat (gesso_board_model_get_slot (model, 0)->strength, ==, 0);
  g_settings_set_boolean (test.settings, "extended-strengths", TRUE);
  gesso_reference_tile_step (tile, -8);
  g_assert_cmpfloat_with_epsilon (gesso_board_model_get_slot (model, 0)->strength, -0.4, 1e-9);
  gesso_reference_tile_step (tile, -100);
  g_assert_cmpfloat (gesso_board_model_get_slot (model, 0)->strength, ==, -2);
  gesso_reference_tile_step (tile, 100);
  g_assert_cmpfloat (gesso_board_model_get_slot (model, 0)->strength, ==, 2);
  gesso_reference_tile_step (tile, -50);
  g_assert_cmpfloat_with_epsilon (gesso_board_model_get_slot (model, 0)->strength, -0.5, 1e-9);
  g_settings_set_boolean (test.settings, "extended-strengths", FALSE);
  g_assert_cmpfloat_with_epsilon (gesso_board_model_get_slot (model, 0)->strength, -0.5, 1e-9);
  gesso_reference_tile_step (tile, 1);
  g_assert_cmpfloat (gesso_board_model_get_slot (model, 0)->strength, ==, 0);
  gesso_test_settle (50);
  gesso_ui_test_close (window, strip);
}

static int
count_rows (GtkWidget *slots)
{
  int rows = 0, row_x = G_MAXINT;

  for (GtkWidget *slot = gtk_widget_get_first_child (slots); slot != NULL; slot = gtk_widget_get_next_sibling (slot))
    {
      GtkAllocation at;

      gtk_widget_get_allocation (slot, &at);
      rows += at.x <= row_x;
      row_x = row_x == G_MAXINT ? at.x : row_x;
    }
  return rows;
}

/* All in one row, or five and five. */
static void
test_rows_of_slots (void)
{
  const struct
  {
    int width;
    int rows;
  } cases[] = { { 1000, 1 }, { 450, 2 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GessoBoardModel) model = make_model ();
      GtkWidget *strip = gesso_steering_strip_new (test.context, model);
      GtkWidget *window = gesso_ui_test_present (strip, cases[i].width, 260);
      GtkWidget *slots = gesso_ui_test_find (strip, GTK_TYPE_FLOW_BOX);
      g_autoptr (GArray) all = first_ids (model, N_PICTURES);
      GtkAllocation first, sixth, last;

      gesso_board_model_toggle_steer (model, all);
      gtk_test_widget_wait_for_draw (window);
      g_assert_cmpint (count_rows (slots), ==, cases[i].rows);
      gtk_widget_get_allocation (gtk_widget_get_first_child (slots), &first);
      gtk_widget_get_allocation (GTK_WIDGET (gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (slots), 5)), &sixth);
      gtk_widget_get_allocation (gtk_widget_get_last_child (slots), &last);
      g_assert_cmpint (sixth.x == first.x, ==, cases[i].rows == 2);
      g_assert_cmpint (last.x + last.width, <=, gtk_widget_get_width (slots));
      gesso_ui_test_close (window, strip);
    }
}

/* Only what is in a slot of this board changes its place there; what was dragged from elsewhere is not taken. */
static void
test_dropped_on_a_tile (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GArray) two = first_ids (model, 2);
  g_autoptr (KreaReference) other = krea_reference_new (gesso_board_model_find (model, g_array_index (two, gint64, 0))->sha256,
                                                        "ink.png", 0.5);
  g_autoptr (KreaReference) second = NULL;
  GtkWidget *strip = gesso_steering_strip_new (test.context, model);
  GtkWidget *window = gesso_ui_test_present (strip, 900, 220);
  GtkWidget *slot;
  gboolean taken = TRUE;

  gesso_board_model_toggle_steer (model, two);
  slot = gtk_widget_get_parent (gesso_ui_test_find (strip, GESSO_TYPE_REFERENCE_TILE));
  g_signal_emit_by_name (gtk_widget_get_first_child (slot), "move-here", other, &taken);
  g_assert_false (taken);
  assert_slots (model, two, (int[]) { 0, 1 });
  second = g_object_ref (gesso_reference_tile_get_reference (GESSO_REFERENCE_TILE (gtk_widget_get_first_child (
    gtk_widget_get_next_sibling (slot)))));
  g_signal_emit_by_name (gtk_widget_get_first_child (slot), "move-here", second, &taken);
  g_assert_true (taken);
  assert_slots (model, two, (int[]) { 1, 0 });
  gesso_test_settle (50);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_settle (50);
}

/* Two who look at one board without sharing a model: each sees what the other does. */
static void
test_follows (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GessoBoardModel) other = gesso_board_model_new (test.context, gesso_board_model_get_id (model));
  g_autoptr (GArray) two = first_ids (model, 2);

  g_assert_true (gesso_test_await (is_loaded, other, GESSO_TEST_TIMEOUT_MS));
  gesso_board_model_toggle_steer (model, two);
  await_slots (other, 2);
  gesso_board_model_toggle_steer (model, two);
  await_slots (other, 0);
  gesso_test_settle (50);

  /* And what both do at once is seen by both. */
  gesso_board_model_steer (model, g_array_index (two, gint64, 0), 0);
  gesso_board_model_steer (other, g_array_index (two, gint64, 1), 1);
  await_slots (other, 2);
  await_slots (model, 2);
  gesso_test_settle (50);
}

/* What is changed while a board is being read is not missed. */
static void
test_changed_while_read (void)
{
  g_autoptr (GessoBoardModel) model = make_model ();
  g_autoptr (GessoBoardModel) other = NULL;
  g_autoptr (GArray) two = first_ids (model, 2);

  other = gesso_board_model_new (test.context, gesso_board_model_get_id (model));
  gesso_board_model_toggle_steer (model, two);
  await_slots (other, 2);
  gesso_test_settle (50);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/steering/undone-at-once", test_undone_at_once);
  g_test_add_func ("/steering/change-waits", test_change_waits);
  g_test_add_func ("/steering/offered-at-once", test_offered_at_once);
  g_test_add_func ("/steering/several", test_several);
  g_test_add_func ("/steering/dragged-together", test_dragged_together);
  g_test_add_func ("/steering/full-strip", test_full_strip);
  g_test_add_func ("/steering/proposals", test_proposals);
  g_test_add_func ("/steering/match-sizes", test_match_sizes);
  g_test_add_func ("/steering/strip", test_strip);
  g_test_add_func ("/steering/keys-keep-the-focus", test_keys_keep_the_focus);
  g_test_add_func ("/steering/rows-of-slots", test_rows_of_slots);
  g_test_add_func ("/steering/negative-strengths", test_negative_strengths);
  g_test_add_func ("/steering/dropped-on-a-tile", test_dropped_on_a_tile);
  g_test_add_func ("/steering/follows", test_follows);
  g_test_add_func ("/steering/changed-while-read", test_changed_while_read);
  return gesso_ui_test_run (&test);
}

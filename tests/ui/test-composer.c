/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "composer/gesso-aspect-section.h"
#include "composer/gesso-choice-section.h"
#include "composer/gesso-composer-footer.h"
#include "composer/gesso-composer.h"
#include "composer/gesso-drop-zones.h"
#include "composer/gesso-history-popover.h"
#include "composer/gesso-board-sent.h"
#include "composer/gesso-chip.h"
#include "composer/gesso-moodboard-dialog.h"
#include "composer/gesso-moodboard-section.h"
#include "composer/gesso-more-section.h"
#include "composer/gesso-prompt-section.h"
#include "composer/gesso-reference-tile.h"
#include "composer/gesso-references-section.h"
#include "composer/gesso-seed-section.h"
#include "composer/gesso-slider-row.h"
#include "composer/gesso-source-row.h"
#include "composer/gesso-strength-popover.h"
#include "gesso-library-boards.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

typedef struct
{
  GessoUiTest base;
  GtkWidget *composer;
  GtkWidget *window;
  KreaRequest *request;
  GPtrArray *toasts;
} Fixture;

static void
toast_cb (GtkWidget *composer,
          AdwToast  *toast,
          GPtrArray *toasts)
{
  g_ptr_array_add (toasts, g_object_ref (toast));
}

static void
present (Fixture *self)
{
  self->composer = gesso_composer_new (self->base.context);
  g_signal_connect (self->composer, "toast", G_CALLBACK (toast_cb), self->toasts);
  self->window = gesso_ui_test_present (self->composer, 300, 700);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  gesso_ui_test_set_up (&self->base);
  self->toasts = g_ptr_array_new_with_free_func (g_object_unref);
  self->request = gesso_context_get_request (self->base.context);
  present (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gesso_ui_test_close (self->window, self->composer);
  g_clear_pointer (&self->toasts, g_ptr_array_unref);
  g_settings_reset (self->base.settings, "images");
  g_settings_reset (self->base.settings, "confirm-pictures");
  g_settings_reset (self->base.settings, "extended-strengths");
  gesso_ui_test_tear_down (&self->base);
}

static gpointer
find (Fixture *self,
      GType    type)
{
  gpointer widget = gesso_ui_test_find (self->composer, type);

  g_assert_nonnull (widget);
  return widget;
}

static AdwToast *
last_toast (Fixture *self)
{
  g_assert_cmpuint (self->toasts->len, >, 0);
  return g_ptr_array_index (self->toasts, self->toasts->len - 1);
}

static gboolean
has_toast (gpointer data)
{
  return ((Fixture *) data)->toasts->len > 0;
}

static void
add_reference (Fixture    *self,
               const char *sha256,
               double      strength)
{
  g_autoptr (KreaReference) reference = krea_reference_new (sha256, sha256, strength);

  krea_request_add_reference (self->request, reference);
}

static const char *
reference_at (Fixture *self,
              guint    position)
{
  g_autoptr (KreaReference) reference = g_list_model_get_item (krea_request_get_references (self->request), position);

  return reference != NULL ? krea_reference_get_sha256 (reference) : NULL;
}

static void
test_prompt (Fixture       *self,
             gconstpointer  data)
{
  GessoPromptSection *section = find (self, GESSO_TYPE_PROMPT_SECTION);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (gesso_prompt_section_get_view (section)));
  g_autofree char *medium = g_strnfill (2001, 'a');
  g_autofree char *large = g_strnfill (6000, 'b');

  gtk_text_buffer_set_text (buffer, "A paper boat", -1);
  g_assert_cmpstr (krea_request_get_prompt (self->request), ==, "A paper boat");
  g_assert_null (gesso_prompt_section_get_count (section));
  gtk_text_buffer_set_text (buffer, medium, -1);
  g_assert_nonnull (gesso_prompt_section_get_count (section));
  gtk_text_buffer_set_text (buffer, large, -1);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 5000);
  krea_request_set_prompt (self->request, "From elsewhere");
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 14);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gesso_prompt_section_get_view (section)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Prompt");
}

static void
test_choices (Fixture       *self,
              gconstpointer  data)
{
  GessoChoiceSection *section = find (self, GESSO_TYPE_CHOICE_SECTION);
  GessoAspectSection *aspects = find (self, GESSO_TYPE_ASPECT_SECTION);
  g_autofree char *title = NULL;

  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (gesso_choice_section_get_toggle (section, "medium"))));
  g_assert_cmpstr (gesso_choice_section_get_hint (section), ==, "Steady. Illustration, painting, anime. About 12 s.");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gesso_choice_section_get_toggle (section, "large")), TRUE);
  g_assert_cmpstr (krea_request_get_variant (self->request), ==, "large");
  g_assert_cmpstr (gesso_choice_section_get_hint (section), ==, "Raw and textured. Photographs, grain. About 25 s.");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gesso_aspect_section_get_toggle (aspects, "4:5")), TRUE);
  g_assert_cmpstr (krea_request_get_aspect_ratio (self->request), ==, "4:5");
  g_object_get (aspects, "title", &title, NULL);
  g_assert_cmpstr (title, ==, "Aspect · 4:5 · 928 × 1152 px");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gesso_aspect_section_get_toggle (aspects, "4:5")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "4:5, 928 × 1152 pixels");
}

static void
test_seed (Fixture       *self,
           gconstpointer  data)
{
  GessoSeedSection *section = find (self, GESSO_TYPE_SEED_SECTION);
  GtkEditable *entry = GTK_EDITABLE (gesso_seed_section_get_entry (section));
  GtkToggleButton *lock = GTK_TOGGLE_BUTTON (gesso_seed_section_get_lock (section));

  g_settings_set_uint (self->base.settings, "images", 4);
  g_assert_cmpint (krea_request_get_seed (self->request), ==, KREA_SEED_RANDOM);
  g_assert_false (gtk_toggle_button_get_active (lock));

  gtk_editable_set_text (entry, "42");
  g_assert_cmpint (krea_request_get_seed (self->request), ==, 42);
  g_assert_true (gtk_toggle_button_get_active (lock));
  g_assert_cmpstr (gesso_seed_section_get_caption (section), ==, "Seeds 42–45");

  gtk_toggle_button_set_active (lock, FALSE);
  g_assert_cmpint (krea_request_get_seed (self->request), ==, KREA_SEED_RANDOM);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  g_assert_null (gesso_seed_section_get_caption (section));

  gesso_seed_section_set_last (section, 77);
  gtk_toggle_button_set_active (lock, TRUE);
  g_assert_cmpint (krea_request_get_seed (self->request), ==, 77);

  /* A pasted label keeps its number; what is no seed is not taken. */
  gtk_editable_set_text (entry, "Seed: 7");
  g_assert_cmpint (krea_request_get_seed (self->request), ==, 7);
}

static void
test_references (Fixture       *self,
                 gconstpointer  data)
{
  GessoReferencesSection *section = find (self, GESSO_TYPE_REFERENCES_SECTION);
  GtkWidget *tile;
  g_autofree char *title = NULL;
  g_autoptr (KreaReference) first = NULL;

  add_reference (self, "a", 0.5);
  add_reference (self, "b", 0.5);
  add_reference (self, "c", 0.5);
  g_object_get (section, "title", &title, NULL);
  g_assert_cmpstr (title, ==, "Style references · 3 of 10");

  first = g_list_model_get_item (krea_request_get_references (self->request), 0);
  tile = gesso_references_section_get_tile (section, 0);
  gtk_widget_activate_action (tile, "reference.step", "i", 2);
  g_assert_cmpfloat_with_epsilon (krea_reference_get_strength (first), 0.6, 0.0001);
  gesso_reference_tile_step (GESSO_REFERENCE_TILE (tile), 50);
  g_assert_cmpfloat_with_epsilon (krea_reference_get_strength (first), 1, 0.0001);
  g_settings_set_boolean (self->base.settings, "extended-strengths", TRUE);
  gesso_reference_tile_step (GESSO_REFERENCE_TILE (tile), 50);
  g_assert_cmpfloat_with_epsilon (krea_reference_get_strength (first), 2, 0.0001);

  gtk_widget_activate_action (tile, "reference.move", "i", 1);
  g_assert_cmpstr (reference_at (self, 0), ==, "b");
  g_assert_cmpstr (reference_at (self, 1), ==, "a");
  gtk_widget_activate_action (gesso_references_section_get_tile (section, 0), "reference.move", "i", -1);
  g_assert_cmpstr (reference_at (self, 0), ==, "b");
  gtk_widget_activate_action (gesso_references_section_get_tile (section, 0), "reference.remove", NULL);
  g_assert_cmpstr (reference_at (self, 0), ==, "a");
  g_assert_cmpuint (g_list_model_get_n_items (krea_request_get_references (self->request)), ==, 2);
}

static void
test_strength_popover (Fixture       *self,
                       gconstpointer  data)
{
  GessoReferencesSection *section = find (self, GESSO_TYPE_REFERENCES_SECTION);
  GtkMenuButton *button;
  GtkPopover *popover;
  g_autoptr (KreaReference) reference = NULL;

  add_reference (self, "a", 0.5);
  reference = g_list_model_get_item (krea_request_get_references (self->request), 0);
  button = gesso_ui_test_find (gesso_references_section_get_tile (section, 0), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (button);
  popover = gtk_menu_button_get_popover (button);
  g_assert_true (GESSO_IS_STRENGTH_POPOVER (popover));

  gtk_adjustment_set_value (gesso_strength_popover_get_adjustment (GESSO_STRENGTH_POPOVER (popover)), 0.75);
  g_assert_cmpfloat_with_epsilon (krea_reference_get_strength (reference), 0.75, 0.0001);
  g_signal_emit_by_name (popover, "use-as-source");
  g_assert_cmpstr (krea_reference_get_sha256 (krea_request_get_source (self->request)), ==, "a");
  g_signal_emit_by_name (popover, "remove");
  g_assert_cmpuint (g_list_model_get_n_items (krea_request_get_references (self->request)), ==, 0);
}

static void
test_too_many_references (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_file_free);

  for (guint i = 0; i < 12; i++)
    {
      GessoReferenceFile *file = g_new0 (GessoReferenceFile, 1);

      file->sha256 = g_strdup_printf ("%u", i);
      file->name = g_strdup ("a.png");
      g_ptr_array_add (files, file);
    }
  gesso_composer_add_references (GESSO_COMPOSER (self->composer), files);

  g_assert_cmpuint (g_list_model_get_n_items (krea_request_get_references (self->request)), ==, 10);
  g_assert_cmpstr (adw_toast_get_title (last_toast (self)), ==,
                   "Krea takes 10 style references. 2 pictures were left out.");
}

static void
test_more (Fixture       *self,
           gconstpointer  data)
{
  GessoMoreSection *section = find (self, GESSO_TYPE_MORE_SECTION);
  GessoSliderRow *slider;

  g_assert_cmpstr (gesso_more_section_get_label (section), ==, "More");
  gesso_more_section_set_expanded (section, TRUE);
  slider = find (self, GESSO_TYPE_SLIDER_ROW);
  gesso_slider_row_set_value (slider, 25);
  krea_request_set_movement (self->request, -10);
  g_assert_cmpint (krea_request_get_intensity (self->request), ==, 25);
  g_assert_cmpstr (gesso_more_section_get_label (section), ==, "More · 2 set");
}

/* One source after another, and none: the strength is that of the one there is. */
static void
test_source (Fixture       *self,
             gconstpointer  data)
{
  const double strengths[] = { 0.3, 0.7 };
  GtkWidget *row;
  GtkRange *scale;

  gesso_more_section_set_expanded (find (self, GESSO_TYPE_MORE_SECTION), TRUE);
  row = find (self, GESSO_TYPE_SOURCE_ROW);
  scale = GTK_RANGE (gtk_widget_get_template_child (row, GESSO_TYPE_SOURCE_ROW, "scale"));
  for (guint i = 0; i < G_N_ELEMENTS (strengths); i++)
    {
      g_autofree char *sha256 = g_strnfill (64, 'a' + i);
      g_autoptr (KreaReference) source = krea_reference_new (sha256, "a.png", strengths[i]);

      krea_request_set_source (self->request, source);
      g_assert_cmpfloat_with_epsilon (gtk_range_get_value (scale), strengths[i], 0.0001);
    }
  gtk_range_set_value (scale, 0.5);
  g_assert_cmpfloat_with_epsilon (krea_reference_get_strength (krea_request_get_source (self->request)), 0.5, 0.0001);
  krea_request_set_source (self->request, NULL);
  gtk_range_set_value (scale, 0.9);
}

static void
test_footer (Fixture       *self,
             gconstpointer  data)
{
  GessoComposerFooter *footer = find (self, GESSO_TYPE_COMPOSER_FOOTER);
  GtkWidget *button = gesso_composer_footer_get_button (footer);
  g_autofree char *label = NULL;

  g_assert_false (gtk_widget_get_sensitive (button));
  krea_request_set_prompt (self->request, "A boat");
  krea_request_set_variant (self->request, "large");
  add_reference (self, "a", 0.5);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gesso_composer_footer_get_label (footer), ==, "Generate · $0.26");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "4 × $0.065, Large with style references");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Generate 4 pictures for 26 cents");
  g_object_get (self->composer, "generate-label", &label, NULL);
  g_assert_cmpstr (label, ==, "Generate · $0.26");

  gtk_widget_activate_action (GTK_WIDGET (footer), "footer.count", "i", 1);
  g_assert_cmpstr (gesso_composer_footer_get_label (footer), ==, "Generate · $0.065");
}

static void
test_question (Fixture       *self,
               gconstpointer  data)
{
  GessoComposerFooter *footer = find (self, GESSO_TYPE_COMPOSER_FOOTER);

  krea_request_set_prompt (self->request, "A boat");
  g_settings_set_uint (self->base.settings, "images", 8);
  g_assert_true (gesso_composer_footer_confirm (footer));
  g_settings_set_uint (self->base.settings, "confirm-pictures", 7);

  g_assert_false (gesso_composer_footer_confirm (footer));
  g_assert_cmpstr (gesso_composer_footer_get_label (footer), ==, "Generate 8 more · $0.24?");
  /* What is asked about has changed, so the question is taken back. */
  krea_request_set_variant (self->request, "large");
  g_assert_cmpstr (gesso_composer_footer_get_label (footer), ==, "Generate · $0.48");
  g_assert_false (gesso_composer_footer_confirm (footer));
  g_assert_true (gesso_composer_footer_confirm (footer));
  g_assert_true (gesso_composer_footer_confirm (footer));
}

static void
test_clear_and_undo (Fixture       *self,
                     gconstpointer  data)
{
  krea_request_set_prompt (self->request, "A boat");
  gtk_widget_activate_action (self->composer, "composer.clear", NULL);
  g_assert_cmpstr (krea_request_get_prompt (self->request), ==, "");
  g_assert_cmpstr (adw_toast_get_title (last_toast (self)), ==, "Prompt cleared");
  g_signal_emit_by_name (last_toast (self), "button-clicked");
  g_assert_cmpstr (krea_request_get_prompt (self->request), ==, "A boat");
}

static void
test_recipe (Fixture       *self,
             gconstpointer  data)
{
  const char *recipe = "{\"prompt\": \"a lighthouse\", \"variant\": \"large\", \"aspect_ratio\": \"4:5\", "
                       "\"resolution\": \"1K\", \"creativity\": \"high\", \"seed\": 42}";

  krea_request_set_prompt (self->request, "A boat");
  gesso_composer_use_recipe (GESSO_COMPOSER (self->composer), recipe, GESSO_RECIPE_SETTINGS);
  g_assert_cmpstr (krea_request_get_prompt (self->request), ==, "A boat");
  g_assert_cmpstr (krea_request_get_variant (self->request), ==, "large");
  g_assert_cmpint (krea_request_get_seed (self->request), ==, KREA_SEED_RANDOM);

  gesso_composer_use_recipe (GESSO_COMPOSER (self->composer), recipe, GESSO_RECIPE_ALL);
  g_assert_cmpstr (krea_request_get_prompt (self->request), ==, "a lighthouse");
  g_assert_cmpint (krea_request_get_seed (self->request), ==, 42);
  g_assert_cmpstr (adw_toast_get_title (last_toast (self)), ==, "Recipe loaded");
  g_signal_emit_by_name (last_toast (self), "button-clicked");
  g_assert_cmpstr (krea_request_get_prompt (self->request), ==, "A boat");
}

static gboolean
prompt_is_boat (gpointer data)
{
  return g_strcmp0 (krea_request_get_prompt (((Fixture *) data)->request), "A boat") == 0;
}

static gboolean
prompt_is_older (gpointer data)
{
  return g_strcmp0 (krea_request_get_prompt (((Fixture *) data)->request), "A lighthouse") == 0;
}

static void
test_draft (Fixture       *self,
            gconstpointer  data)
{
  GessoContext *again;

  krea_request_set_prompt (self->request, "A boat");
  gesso_composer_flush (GESSO_COMPOSER (self->composer));
  gesso_ui_test_close (self->window, self->composer);

  again = gesso_context_new (self->base.engine, self->base.settings);
  g_set_object (&self->base.context, again);
  g_object_unref (again);
  self->request = gesso_context_get_request (self->base.context);
  g_assert_cmpstr (krea_request_get_prompt (self->request), ==, "");
  present (self);
  g_assert_true (gesso_test_await (prompt_is_boat, self, GESSO_TEST_TIMEOUT_MS));
}

static void
test_history (Fixture       *self,
              gconstpointer  data)
{
  krea_request_set_prompt (self->request, "A lighthouse");
  gtk_widget_activate_action (self->composer, "composer.clear", NULL);
  krea_request_set_prompt (self->request, "A boat");

  gtk_widget_activate_action (self->composer, "composer.previous-prompt", NULL);
  g_assert_true (gesso_test_await (prompt_is_older, self, GESSO_TEST_TIMEOUT_MS));
  gtk_widget_activate_action (self->composer, "composer.next-prompt", NULL);
  g_assert_true (prompt_is_boat (self));
}

static void
test_escape_leaves_the_search (Fixture       *self,
                               gconstpointer  data)
{
  GtkWidget *popover = find (self, GESSO_TYPE_HISTORY_POPOVER);
  GtkWidget *search = gesso_ui_test_find (popover, GTK_TYPE_SEARCH_ENTRY);

  gtk_popover_popup (GTK_POPOVER (popover));
  g_assert_true (gtk_widget_get_mapped (popover));
  g_signal_emit_by_name (search, "stop-search");
  g_assert_false (gtk_widget_is_visible (popover));
}

static void
test_board (Fixture       *self,
            gconstpointer  data)
{
  GessoMoodboardSection *section = find (self, GESSO_TYPE_MOODBOARD_SECTION);
  GessoReferencesSection *references = find (self, GESSO_TYPE_REFERENCES_SECTION);
  g_autofree char *recipe = NULL;
  GtkWidget *chip;
  g_autoptr (GPtrArray) slots = g_ptr_array_new ();
  GessoRecipeReference slot = { (char *) "a", (char *) "a.png", (char *) "style", 0.7 };
  GessoBoard board = { .name = (char *) "Harbour", .references = slots };
  g_autoptr (GessoBoard) saved = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  g_ptr_array_add (slots, &slot);
  gesso_library_save_board_async (self->base.library, &board, gesso_test_result_cb, &pending);
  result = gesso_test_await_result (&pending);
  saved = gesso_library_save_board_finish (self->base.library, result, &error);
  g_assert_no_error (error);

  gesso_composer_use_board (GESSO_COMPOSER (self->composer), saved->id);
  while (gesso_moodboard_section_count (section) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (reference_at (self, 0), ==, "a");
  krea_request_set_moodboard (self->request, "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21", "Autumn", 0.35);
  g_assert_cmpuint (gesso_moodboard_section_count (section), ==, 2);
  /* It is one chip: what was chosen by itself stands beside it. */
  g_assert_null (gesso_references_section_get_tile (references, 0));
  add_reference (self, "b", 0.5);
  g_assert_cmpuint (gesso_moodboard_section_count (section), ==, 2);
  g_assert_nonnull (gesso_references_section_get_tile (references, 0));
  g_assert_cmpstr (reference_at (self, 1), ==, "b");

  /* It follows its board: the words that are added now are sent, too. */
  gesso_library_steer_board_async (self->base.library, saved->id, "muted", NULL, FALSE, NULL, NULL);
  while (krea_request_get_words (self->request) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (krea_request_get_words (self->request), ==, "muted");
  g_assert_cmpuint (krea_request_get_board_revision (self->request), ==, 2);

  /* A recipe brings back what was sent, and that does not follow. */
  recipe = krea_request_to_recipe (self->request);
  krea_request_set_words (self->request, NULL);
  gesso_library_steer_board_async (self->base.library, saved->id, "loud", NULL, FALSE, gesso_test_result_cb, &pending);
  g_clear_object (&result);
  result = gesso_test_await_result (&pending);
  gesso_test_settle (100);
  gesso_composer_use_recipe (GESSO_COMPOSER (self->composer), recipe, GESSO_RECIPE_ALL);
  gesso_test_settle (100);
  g_assert_cmpstr (krea_request_get_words (self->request), ==, "muted");
  g_assert_cmpuint (krea_request_get_board_revision (self->request), ==, 2);
  chip = find (self, GESSO_TYPE_BOARD_SENT);
  g_signal_emit_by_name (chip, "renew");
  while (g_strcmp0 (krea_request_get_words (self->request), "loud") != 0)
    g_main_context_iteration (NULL, TRUE);

  chip = find (self, GESSO_TYPE_BOARD_SENT);
  g_signal_emit_by_name (gtk_widget_get_ancestor (chip, GESSO_TYPE_CHIP), "remove");
  g_assert_null (krea_request_get_words (self->request));
  g_assert_null (krea_request_get_board_id (self->request));
  g_assert_cmpstr (reference_at (self, 0), ==, "b");
  g_assert_cmpuint (gesso_moodboard_section_count (section), ==, 1);
}

static void
test_moodboard_dialog (Fixture       *self,
                       gconstpointer  data)
{
  GtkWidget *widget = gesso_moodboard_dialog_new (self->base.context, self->composer);
  GessoMoodboardDialog *dialog = GESSO_MOODBOARD_DIALOG (widget);

  gesso_moodboard_dialog_set_link (dialog, "https://example.org");
  g_assert_cmpstr (gesso_moodboard_dialog_get_error (dialog), ==,
                   "That isn't a Krea moodboard link. Use Share on krea.ai.");
  gesso_moodboard_dialog_set_link (dialog, "https://www.krea.ai/moodboards?share=1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21");
  g_assert_null (gesso_moodboard_dialog_get_error (dialog));
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
test_zones (Fixture       *self,
            gconstpointer  data)
{
  GessoDropZones *zones = find (self, GESSO_TYPE_DROP_ZONES);
  const char *plain = "text/plain";
  const char *png = "image/png";
  g_autoptr (GdkContentFormats) text = gdk_content_formats_new (&plain, 1);
  g_autoptr (GdkContentFormats) picture = gdk_content_formats_new (&png, 1);
  g_autoptr (GdkContentFormats) ours = gdk_content_formats_new_for_gtype (GESSO_TYPE_GENERATION);

  gesso_drop_zones_enter (zones, text);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (zones)));
  gesso_drop_zones_enter (zones, picture);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (zones)));
  g_assert_false (gtk_widget_get_visible (gesso_drop_zones_get_zone (zones, "recipe")));
  gesso_drop_zones_enter (zones, ours);
  g_assert_true (gtk_widget_get_visible (gesso_drop_zones_get_zone (zones, "recipe")));
  gesso_drop_zones_leave (zones);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (zones)));
}

static void
test_generate_without_account (Fixture       *self,
                               gconstpointer  data)
{
  gesso_composer_generate (GESSO_COMPOSER (self->composer));
  g_assert_cmpuint (self->toasts->len, ==, 0);
  krea_request_set_prompt (self->request, "A boat");
  gesso_composer_generate (GESSO_COMPOSER (self->composer));
  /* Whatever the engine answers, it is said. */
  g_assert_true (gesso_test_await (has_toast, self, GESSO_TEST_TIMEOUT_MS));
}

static void
test_show_setting (Fixture       *self,
                   gconstpointer  data)
{
  gesso_composer_show_setting (GESSO_COMPOSER (self->composer), "seed");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self->window)),
                                         find (self, GESSO_TYPE_SEED_SECTION)));
  gesso_composer_show_setting (GESSO_COMPOSER (self->composer), "movement");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self->window)),
                                         find (self, GESSO_TYPE_MORE_SECTION)));
}

int
main (int   argc,
      char *argv[])
{
  gesso_test_isolate ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, function) g_test_add ("/composer/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("prompt", test_prompt);
  ADD ("choices", test_choices);
  ADD ("seed", test_seed);
  ADD ("references", test_references);
  ADD ("strength-popover", test_strength_popover);
  ADD ("too-many-references", test_too_many_references);
  ADD ("more", test_more);
  ADD ("source", test_source);
  ADD ("footer", test_footer);
  ADD ("question", test_question);
  ADD ("clear-and-undo", test_clear_and_undo);
  ADD ("recipe", test_recipe);
  ADD ("draft", test_draft);
  ADD ("history", test_history);
  ADD ("escape-leaves-the-search", test_escape_leaves_the_search);
  ADD ("board", test_board);
  ADD ("moodboard-dialog", test_moodboard_dialog);
  ADD ("zones", test_zones);
  ADD ("generate-without-account", test_generate_without_account);
  ADD ("show-setting", test_show_setting);
  return g_test_run ();
}

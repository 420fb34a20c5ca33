/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "composer/gesso-composer-footer.h"
#include "composer/gesso-composer.h"
#include "composer/gesso-duplicates.h"
#include "gesso-library-journal.h"
#include "gesso-sandbox.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static gboolean
has_one (gpointer duplicates)
{
  return gesso_duplicates_get_count (duplicates) == 1;
}

/* Keeps a picture of exactly this request. */
static void
keep (GessoUiTest *test,
      KreaRequest *request)
{
  g_autofree char *recipe = krea_request_to_recipe (request);
  g_autofree char *hash = krea_request_hash (request);
  g_autofree char *round_id = g_uuid_string_random ();
  g_autoptr (GPtrArray) round = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) png = gesso_test_make_png (16, 16, 0x1f6f78);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (round, gesso_generation_new (recipe, round_id, hash, 30000, 1, &error));
  g_assert_no_error (error);
  gesso_library_add_round_async (test->library, round, NULL, "https://api.krea.ai", "https://api.krea.ai#test", FALSE,
                                 gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_add_round_finish (test->library, result, &error));
  gesso_ui_test_keep (test, g_ptr_array_index (round, 0), png);
}

static void
test_some (void)
{
  GessoUiTest test = { 0 };
  g_autoptr (GessoDuplicates) duplicates = NULL;
  KreaRequest *request;

  gesso_ui_test_set_up (&test);
  request = gesso_context_get_request (test.context);
  krea_request_set_prompt (request, "A paper boat");
  krea_request_set_seed (request, 43);
  keep (&test, request);

  g_settings_set_uint (test.settings, "images", 4);
  duplicates = gesso_duplicates_new (test.context);
  krea_request_set_seed (request, 42);
  gesso_duplicates_look (duplicates, TRUE);
  g_assert_true (gesso_test_await (has_one, duplicates, GESSO_TEST_TIMEOUT_MS));
  g_assert_false (gesso_duplicates_has (duplicates, 0));
  g_assert_true (gesso_duplicates_has (duplicates, 1));
  g_assert_cmpint (gesso_generation_get_seed (gesso_duplicates_get_first (duplicates)), ==, 43);

  /* What is asked for has changed: nothing is known of it yet. */
  krea_request_set_creativity (request, "raw");
  g_assert_cmpuint (gesso_duplicates_get_count (duplicates), ==, 0);

  /* A random seed never asks for the same picture, nor does the sandbox. */
  krea_request_set_creativity (request, "medium");
  gesso_duplicates_look (duplicates, FALSE);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_duplicates_get_count (duplicates), ==, 0);

  g_clear_object (&duplicates);
  g_settings_reset (test.settings, "images");
  gesso_ui_test_tear_down (&test);
}

/* A real account at a real server, and the composer over it. */
typedef struct
{
  GessoUiTest base;
  GessoSandbox *server;
  GtkWidget *composer;
  GtkWidget *window;
  GessoComposerFooter *footer;
  guint rounds;
  guint toasts;
  GPtrArray *kept;
} Press;

static void
generated_cb (Press *self)
{
  self->rounds++;
}

static void
toast_cb (Press *self)
{
  self->toasts++;
}

static void
kept_cb (Press           *self,
         GessoGeneration *generation)
{
  g_ptr_array_add (self->kept, g_object_ref (generation));
}

static void
press_set_up (Press *self)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new_for_session ("right:key");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  options.token = "right:key";
  options.speed = 20;
  self->server = gesso_sandbox_new (&options, &error);
  g_assert_no_error (error);
  gesso_ui_test_set_up (&self->base);
  g_clear_object (&self->base.context);
  g_object_unref (self->base.engine);
  self->base.engine = gesso_engine_new (self->base.library, self->base.decoder, secrets, gesso_sandbox_get_url (self->server));
  self->base.context = gesso_context_new (self->base.engine, self->base.settings);
  gesso_engine_start_async (self->base.engine, GESSO_ENGINE_NO_SANDBOX, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  gesso_engine_start_finish (self->base.engine, result, &error);
  g_assert_no_error (error);
  self->kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (self->base.engine, "kept", G_CALLBACK (kept_cb), self);
  self->composer = gesso_composer_new (self->base.context);
  g_signal_connect_swapped (self->composer, "generated", G_CALLBACK (generated_cb), self);
  g_signal_connect_swapped (self->composer, "toast", G_CALLBACK (toast_cb), self);
  self->window = gesso_ui_test_present (self->composer, 300, 700);
  self->footer = gesso_ui_test_find (self->composer, GESSO_TYPE_COMPOSER_FOOTER);
}

static void
press_tear_down (Press *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_ui_test_close (self->window, self->composer);
  g_settings_reset (self->base.settings, "images");
  g_ptr_array_unref (self->kept);
  gesso_engine_stop_async (self->base.engine, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_engine_stop_finish (self->base.engine, result, NULL));
  gesso_ui_test_tear_down (&self->base);
  g_object_unref (self->server);
}

static gboolean
is_second_here (gpointer data)
{
  return !gesso_composer_footer_is_wanted (((Press *) data)->footer, 1);
}

static gboolean
has_three (gpointer data)
{
  return ((Press *) data)->kept->len >= 3;
}

/* One of four is here: the others are bought, and are one round. */
static void
test_one_press_is_one_round (void)
{
  Press self = { 0 };
  KreaRequest *request;
  gint64 price;

  press_set_up (&self);
  request = gesso_context_get_request (self.base.context);
  price = krea_request_get_price (request);
  krea_request_set_prompt (request, "A paper boat");
  krea_request_set_seed (request, 43);
  keep (&self.base, request);
  g_settings_set_uint (self.base.settings, "images", 4);
  krea_request_set_seed (request, 42);
  g_assert_true (gesso_test_await (is_second_here, &self, GESSO_TEST_TIMEOUT_MS));

  gtk_widget_activate_action (self.composer, "composer.generate", NULL);
  g_assert_true (gesso_test_await (has_three, &self, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (gesso_sandbox_get_submits (self.server), ==, 3);
  g_assert_cmpint (gesso_sandbox_get_billed (self.server), ==, 3 * price);
  g_assert_cmpuint (self.rounds, ==, 1);
  g_assert_cmpuint (self.toasts, ==, 1);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (gesso_generation_get_round_id (self.kept->pdata[i]), ==,
                       gesso_generation_get_round_id (self.kept->pdata[0]));
      g_assert_cmpint (gesso_generation_get_seed (self.kept->pdata[i]), !=, 43);
    }
  press_tear_down (&self);
}

int
main (int   argc,
      char *argv[])
{
  gesso_test_isolate ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/composer/duplicates/some", test_some);
  g_test_add_func ("/composer/duplicates/one-press-is-one-round", test_one_press_is_one_round);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Presents the composer, empty and full, light and dark, and writes what it looks like: present-composer FOLDER */

#include "config.h"

#include <adwaita.h>

#include "composer/gesso-composer.h"
#include "composer/gesso-drop-zones.h"
#include "composer/gesso-more-section.h"
#include "gesso-compat.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

#define WIDTH 300

static void
add_style (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  g_autoptr (GtkCssProvider) accent = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/io/github/gesso_app/Gesso/style.css");
  gtk_css_provider_load_from_resource (accent, "/io/github/gesso_app/Gesso/style-accent.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (accent),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static GessoReferenceFile *
add_reference (GessoUiTest *test,
               guint32      colour,
               const char  *name)
{
  g_autoptr (GBytes) png = gesso_test_make_png (96, 72, colour);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GessoReferenceFile *file;

  gesso_library_add_reference_async (test->library, test->decoder, png, name, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  file = gesso_library_add_reference_finish (test->library, result, &error);
  g_assert_no_error (error);
  return file;
}

static void
fill (GessoUiTest *test)
{
  static const guint32 colours[] = { 0x8aa9a8, 0xc8b08a, 0xd9482b, 0x1f6f78, 0x40342b,
                                     0xe7dcc4, 0x7c8f55, 0x9c6b8e, 0x34495e, 0xdca54c };
  KreaRequest *request = gesso_context_get_request (test->context);

  krea_request_set_prompt (request, "A paper boat on a rain puddle, low winter sun, wet cobbles, a child's red boots at "
                                    "the edge of the frame, seen from very low, 35 mm, grain");
  krea_request_set_seed (request, 42);
  krea_request_set_aspect_ratio (request, "4:5");
  krea_request_set_variant (request, "large");
  krea_request_set_creativity (request, "high");
  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      g_autoptr (GessoReferenceFile) file = add_reference (test, colours[i], "harbour at dusk.png");
      g_autoptr (KreaReference) reference = krea_reference_new (file->sha256, file->name, 0.1 + 0.15 * (double) (i % 6));

      krea_request_add_reference (request, reference);
    }
}

static void
save (GtkWidget  *window,
      const char *folder,
      const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/composer-%s.png", folder, name);

  gesso_test_settle (400);
  gesso_ui_test_save (window, path);
}

static void
start_sandbox (GessoUiTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  gesso_engine_start_async (test->engine, GESSO_ENGINE_SANDBOX, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  if (!gesso_engine_start_finish (test->engine, result, &error))
    g_printerr ("No sandbox: %s\n", error->message);
}

static void
stop (GessoUiTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_engine_stop_async (test->engine, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  gesso_engine_stop_finish (test->engine, result, NULL);
}

int
main (int   argc,
      char *argv[])
{
  GessoUiTest test = { 0 };
  AdwStyleManager *style;
  KreaRequest *request;
  GtkWidget *composer, *window, *more, *zones;
  g_autoptr (KreaReference) source = NULL;
  g_autoptr (KreaStyle) ink = NULL;
  g_autoptr (GdkContentFormats) formats = NULL;
  const char *folder = argc > 1 ? argv[1] : ".";

  gesso_test_isolate ();
  adw_init ();
  add_style ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  style = adw_style_manager_get_default ();
  gesso_ui_test_set_up (&test);
  request = gesso_context_get_request (test.context);

  composer = gesso_composer_new (test.context);
  window = gesso_ui_test_present (composer, WIDTH, 800);
  save (window, folder, "empty-light");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  save (window, folder, "empty-dark");

  fill (&test);
  save (window, folder, "full-dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  save (window, folder, "full-light");

  krea_request_set_moodboard (request, "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21", "Harbour, late autumn", 0.35);
  krea_request_set_intensity (request, 25);
  krea_request_set_complexity (request, -40);
  source = krea_reference_new ("0000000000000000000000000000000000000000000000000000000000000000", "sketch.png", 0.7);
  krea_request_set_source (request, source);
  ink = krea_style_new ("k3v9x1q7b", "Soft ink", 1);
  krea_request_add_style (request, ink);
  more = gesso_ui_test_find (composer, GESSO_TYPE_MORE_SECTION);
  gesso_more_section_set_expanded (GESSO_MORE_SECTION (more), TRUE);
  save (window, folder, "moodboard-light");
  gesso_composer_show_setting (GESSO_COMPOSER (composer), "styles");
  save (window, folder, "more-light");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  save (window, folder, "more-dark");

  zones = gesso_ui_test_find (composer, GESSO_TYPE_DROP_ZONES);
  formats = gdk_content_formats_new_for_gtype (GESSO_TYPE_GENERATION);
  gesso_drop_zones_enter (GESSO_DROP_ZONES (zones), formats);
  save (window, folder, "zones-dark");

  gesso_drop_zones_leave (GESSO_DROP_ZONES (zones));

  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_settle (50);
  start_sandbox (&test);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  window = gesso_ui_test_present (gesso_composer_new (test.context), WIDTH, 700);
  save (window, folder, "sandbox-700-light");

  gtk_window_destroy (GTK_WINDOW (window));
  stop (&test);
  gesso_test_settle (50);
  gesso_ui_test_tear_down (&test);
  return 0;
}

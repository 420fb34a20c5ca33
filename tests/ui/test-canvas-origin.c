/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "boards/canvas/gesso-canvas.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

/* Where a picture comes from: a file is shown in its folder, a page in the browser, and nothing else is opened. */

static const char interface_xml[]
    = "<node><interface name='org.freedesktop.FileManager1'><method name='ShowItems'>"
      "<arg type='as' direction='in'/><arg type='s' direction='in'/></method></interface></node>";

static GessoUiTest test;
static char *in_folder; /* what the file manager was asked to show */
static char *opened;    /* the file in which the browser notes what it opens, one a line */

static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               data)
{
  g_autofree const char **uris = NULL;

  g_assert_null (in_folder);
  g_variant_get (parameters, "(^a&ss)", &uris, NULL);
  in_folder = g_strjoinv (" ", (char **) uris);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* It is asked for pages, and for what nobody should be asked to open. */
static void
install_browser (void)
{
  const char *const types[] = { "x-scheme-handler/https", "x-scheme-handler/http", "x-scheme-handler/smb",
                                "x-scheme-handler/javascript" };
  g_autofree char *folder = gesso_test_make_dir ();
  g_autofree char *program = g_build_filename (folder, "browser", NULL);
  g_autofree char *script = NULL;
  g_autoptr (GAppInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  opened = g_build_filename (folder, "opened", NULL);
  script = g_strdup_printf ("#!/bin/sh\necho \"$1\" >> %s\n", opened);
  g_assert_true (g_file_set_contents (program, script, -1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  info = g_app_info_create_from_commandline (program, "Browser", G_APP_INFO_CREATE_SUPPORTS_URIS, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_true (g_app_info_set_as_default_for_type (info, types[i], NULL));
}

static gboolean
is_loaded (gpointer model)
{
  return gesso_board_model_is_loaded (model);
}

/* (transfer full) (nullable): lines */
static char *
read_opened (void)
{
  char *text = NULL;

  g_file_get_contents (opened, &text, NULL, NULL);
  return text;
}

static gboolean
has_opened (gpointer expected)
{
  g_autofree char *text = read_opened ();

  return g_strcmp0 (text, expected) == 0;
}

static gboolean
was_shown (gpointer unused)
{
  return in_folder != NULL;
}

static void
show (GessoCanvas     *canvas,
      GessoBoardModel *model,
      const char      *origin)
{
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_PICTURE);

  item->sha256 = g_strdup_printf ("%064u", 1);
  item->width = item->height = 100;
  item->origin = g_strdup (origin);
  g_array_append_val (ids, item->id);
  g_ptr_array_add (items, item);
  g_assert_true (gesso_board_model_change (model, items, NULL, "add", GESSO_BOARD_STEP_NEW));
  gesso_canvas_select (canvas, ids);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (canvas), "canvas.show-origin", NULL));
}

static void
test_origins (void)
{
  g_autoptr (GDBusConnection) connection = gesso_ui_test_serve ("org.freedesktop.FileManager1", interface_xml,
                                                                method_called_cb);
  g_autofree char *id = gesso_ui_test_save_board (&test, "Harbour");
  g_autoptr (GessoBoardModel) model = gesso_board_model_open (test.context, id);
  GtkWidget *canvas, *window;

  install_browser ();
  g_assert_true (gesso_test_await (is_loaded, model, GESSO_TEST_TIMEOUT_MS));
  canvas = gesso_canvas_new (test.context, model);
  window = gesso_ui_test_present (canvas, 600, 400);
  show (GESSO_CANVAS (canvas), model, "file:///srv/pictures/ink%20wash.png");
  g_assert_true (gesso_test_await (was_shown, NULL, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (in_folder, ==, "file:///srv/pictures/ink%20wash.png");

  /* Had they been opened, they would be there before the page. */
  show (GESSO_CANVAS (canvas), model, "javascript:alert(1)");
  show (GESSO_CANVAS (canvas), model, "smb://example.org/share");
  show (GESSO_CANVAS (canvas), model, "https://example.org/a/page");
  g_assert_true (gesso_test_await (has_opened, (gpointer) "https://example.org/a/page\n", GESSO_TEST_TIMEOUT_MS));
  show (GESSO_CANVAS (canvas), model, "http://example.org/lamp.png");
  g_assert_true (gesso_test_await (has_opened, (gpointer) "https://example.org/a/page\nhttp://example.org/lamp.png\n",
                                   GESSO_TEST_TIMEOUT_MS));
  gesso_test_settle (50);
  gesso_ui_test_close (window, canvas);
  g_clear_pointer (&in_folder, g_free);
  g_clear_pointer (&opened, g_free);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/canvas/origins", test_origins);
  return gesso_ui_test_run (&test);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-ui-test.h"

#include <adwaita.h>
#include <string.h>

#include "gesso-library-boards.h"
#include "gesso-library-import.h"
#include "gesso-library-journal.h"
#include "gesso-test.h"
#include "gesso-time.h"

static GAsyncResult *slot;

/* (transfer full): the result of what was just called with gesso_test_result_cb and &slot */
static GAsyncResult *
await (void)
{
  return gesso_test_await_result (&slot);
}

void
gesso_ui_test_set_up (GessoUiTest *self)
{
  g_autofree char *path = gesso_test_make_dir ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new_for_session (NULL);

  gesso_library_open_async (path, GESSO_LIBRARY_DEFAULT, NULL, gesso_test_result_cb, &slot);
  result = await ();
  self->library = gesso_library_open_finish (result, &error);
  g_assert_no_error (error);
  self->decoder = gesso_decoder_new (2);
  self->engine = gesso_engine_new (self->library, self->decoder, secrets, "https://api.krea.ai");
  self->settings = g_settings_new ("io.github.gesso_app.Gesso");
  self->context = gesso_context_new (self->engine, self->settings);
}

void
gesso_ui_test_tear_down (GessoUiTest *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gpointer context = self->context;

  g_object_add_weak_pointer (G_OBJECT (self->context), &context);
  g_object_unref (self->context);
  gesso_test_await_finalized (&context);
  g_object_unref (self->engine);
  g_object_unref (self->decoder);
  g_object_unref (self->settings);
  gesso_library_close_async (self->library, gesso_test_result_cb, &slot);
  result = await ();
  g_assert_true (gesso_library_close_finish (self->library, result, &error));
  g_assert_no_error (error);
  g_object_unref (self->library);
}

void
gesso_ui_test_init (GessoUiTest   *self,
                    int           *argc,
                    char        ***argv)
{
  gesso_test_isolate ();
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  gesso_ui_test_set_up (self);
}

int
gesso_ui_test_run (GessoUiTest *self)
{
  const int status = g_test_run ();

  gesso_context_set_selected (self->context, NULL);
  gesso_ui_test_tear_down (self);
  return status;
}

static char *
make_recipe (const char *prompt,
             const char *aspect_ratio,
             const char *more,
             guint       seed)
{
  return g_strdup_printf ("{\"prompt\": \"%s\", \"variant\": \"medium\", \"aspect_ratio\": \"%s\", \"resolution\": \"1K\", "
                          "\"creativity\": \"high\", \"seed\": %u%s%s}",
                          prompt, aspect_ratio, seed, more ? ", " : "", more ? more : "");
}

GPtrArray *
gesso_ui_test_add_round (GessoUiTest *self,
                         const char  *prompt,
                         const char  *aspect_ratio,
                         const char  *more,
                         guint        n)
{
  GPtrArray *round = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *round_id = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *recipe = make_recipe (prompt, aspect_ratio, more, 42 + i);
      GessoGeneration *generation = gesso_generation_new (recipe, round_id, "hash", 30000, 1, &error);

      g_assert_no_error (error);
      g_ptr_array_add (round, generation);
    }
  gesso_library_add_round_async (self->library, round, NULL, "https://api.krea.ai", "https://api.krea.ai#test", FALSE,
                                 gesso_test_result_cb, &slot);
  result = await ();
  g_assert_true (gesso_library_add_round_finish (self->library, result, &error));
  g_assert_no_error (error);
  return round;
}

GessoGeneration *
gesso_ui_test_add (GessoUiTest *self,
                   const char  *prompt,
                   const char  *aspect_ratio,
                   const char  *more)
{
  g_autoptr (GPtrArray) round = gesso_ui_test_add_round (self, prompt, aspect_ratio, more, 1);

  return g_object_ref (round->pdata[0]);
}

static void
finish_commit (GessoUiTest *self)
{
  g_autoptr (GAsyncResult) result = await ();
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_library_commit_finish (self->library, result, &error));
  g_assert_no_error (error);
}

void
gesso_ui_test_submit (GessoUiTest     *self,
                      GessoGeneration *generation)
{
  GessoIntent intent = { .window_start = gesso_time_now_ms () };
  g_autofree char *job = g_uuid_string_random ();

  gesso_library_commit_submitting_async (self->library, generation, &intent, gesso_test_result_cb, &slot);
  finish_commit (self);
  gesso_library_commit_submitted_async (self->library, generation, job, gesso_time_now_ms (), gesso_test_result_cb, &slot);
  finish_commit (self);
}

void
gesso_ui_test_fail (GessoUiTest     *self,
                    GessoGeneration *generation,
                    const char      *code,
                    const char      *json)
{
  gesso_library_commit_failed_async (self->library, generation, code, "The server's words", json, GESSO_CHARGE_NONE,
                                     gesso_time_now_ms (), gesso_test_result_cb, &slot);
  finish_commit (self);
}

void
gesso_ui_test_keep (GessoUiTest     *self,
                    GessoGeneration *generation,
                    GBytes          *picture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoInspection) inspection = NULL;
  g_autoptr (GError) error = NULL;

  gesso_ui_test_submit (self, generation);
  gesso_decoder_inspect_async (self->decoder, picture, 0, NULL, gesso_test_result_cb, &slot);
  result = await ();
  inspection = gesso_decoder_inspect_finish (self->decoder, result, &error);
  g_assert_no_error (error);
  gesso_library_keep_async (self->library, generation, picture, inspection, GESSO_CHARGE_EXACT,
                            gesso_generation_get_submitted_at (generation) + 24000, gesso_test_result_cb, &slot);
  finish_commit (self);
}

GessoGeneration *
gesso_ui_test_add_kept (GessoUiTest *self,
                        const char  *prompt,
                        guint        width,
                        guint        height,
                        guint32      colour)
{
  GessoGeneration *generation = gesso_ui_test_add (self, prompt, "1:1", NULL);
  g_autoptr (GBytes) picture = gesso_test_make_png (width, height, colour);

  gesso_ui_test_keep (self, generation, picture);
  return generation;
}

GessoGeneration *
gesso_ui_test_import (GessoUiTest *self,
                      const char  *name,
                      const char  *recipe,
                      guint32      colour)
{
  g_autoptr (GessoImport) import = g_new0 (GessoImport, 1);
  g_autoptr (GPtrArray) imports = g_ptr_array_new ();
  g_autoptr (GPtrArray) fetched = NULL;
  g_autoptr (GessoInspection) inspection = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  import->recipe = g_strdup (recipe);
  import->path = g_strdup_printf ("/nowhere/%s.png", name);
  import->name = g_strdup (name);
  import->created_at = gesso_time_now_ms ();
  import->picture = gesso_test_make_png (90, 60, colour);
  import->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, import->picture);
  import->format = GESSO_PICTURE_PNG;
  gesso_decoder_inspect_async (self->decoder, import->picture, 0, NULL, gesso_test_result_cb, &slot);
  result = await ();
  inspection = gesso_decoder_inspect_finish (self->decoder, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  import->width = inspection->width;
  import->height = inspection->height;
  import->thumbnails[0] = g_bytes_ref (inspection->thumbnail_small);
  import->thumbnails[1] = g_bytes_ref (inspection->thumbnail_large);
  g_ptr_array_add (imports, import);
  gesso_library_import_async (self->library, imports, gesso_test_result_cb, &slot);
  result = await ();
  g_assert_true (gesso_library_import_finish (self->library, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  gesso_library_fetch_async (self->library, &import->row_id, 1, NULL, gesso_test_result_cb, &slot);
  result = await ();
  fetched = gesso_library_fetch_finish (self->library, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fetched->len, ==, 1);
  return g_object_ref (fetched->pdata[0]);
}

char *
gesso_ui_test_save_board (GessoUiTest *self,
                          const char  *name)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const GessoBoard board = { .name = (char *) name, .references = none };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoard) saved = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_save_board_async (self->library, &board, gesso_test_result_cb, &slot);
  result = await ();
  saved = gesso_library_save_board_finish (self->library, result, &error);
  g_assert_no_error (error);
  return g_strdup (saved->id);
}

GtkWidget *
gesso_ui_test_present (GtkWidget *child,
                       int        width,
                       int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_titlebar (GTK_WINDOW (window), g_object_new (GTK_TYPE_BOX, "visible", FALSE, NULL));
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

void
gesso_ui_test_close (GtkWidget *window,
                     gpointer   widget)
{
  gpointer weak = widget;

  g_object_add_weak_pointer (G_OBJECT (widget), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
}

gpointer
gesso_ui_test_find (GtkWidget *root,
                    GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = gesso_ui_test_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
press_on (GtkWidget           *widget,
          GtkPropagationPhase  phase,
          guint                key,
          GdkModifierType      state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; !taken && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == phase)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &taken);
    }
  return taken;
}

gboolean
gesso_ui_test_press_key (GtkWidget       *widget,
                         guint            key,
                         GdkModifierType  state)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  gboolean taken = FALSE;

  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    g_ptr_array_add (path, at);
  for (guint i = path->len; !taken && i-- > 0;)
    taken = press_on (path->pdata[i], GTK_PHASE_CAPTURE, key, state);
  for (guint i = 0; !taken && i < path->len; i++)
    taken = press_on (path->pdata[i], GTK_PHASE_BUBBLE, key, state);
  return taken;
}

void
gesso_ui_test_save (GtkWidget  *window,
                    const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (window);
  int height = gtk_widget_get_height (window);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
name_acquired_cb (GDBusConnection *connection,
                  const char      *name,
                  gpointer         acquired)
{
  *(gboolean *) acquired = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

GDBusConnection *
gesso_ui_test_serve (const char                  *name,
                     const char                  *xml,
                     GDBusInterfaceMethodCallFunc method_called)
{
  static GDBusInterfaceVTable vtable;
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autofree char *path = g_strdelimit (g_strconcat ("/", name, NULL), ".", '/');
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection;
  gboolean acquired = FALSE;

  connection = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  vtable.method_call = method_called;
  g_dbus_connection_register_object (connection, path, info->interfaces[0], &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (connection, name, G_BUS_NAME_OWNER_FLAGS_NONE, name_acquired_cb, NULL, &acquired, NULL);
  g_assert_true (gesso_test_await (is_true, &acquired, GESSO_TEST_TIMEOUT_MS));
  return connection;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <string.h>

#include "gesso-window-upkeep.h"

/* What is asked for one generation, between the click and the row that was read. */
typedef struct {
  GessoWindow *window;
  const char *action;
} Fix;

static void
fix_free (Fix *fix)
{
  g_object_unref (fix->window);
  g_free (fix);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fix, fix_free)

static void
retried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) generations = gesso_engine_retry_finish (GESSO_ENGINE (source), result, &error);

  if (generations == NULL)
    gesso_window_toast_error (self, error);
  else if (generations->len > 0)
    gesso_window_announce_round (self, generations);
}

static void
retry (GessoWindow     *self,
       GessoGeneration *generation)
{
  gesso_engine_retry_async (gesso_context_get_engine (self->context), generation, retried_cb, g_object_ref (self));
}

static void
send_held (GessoWindow     *self,
           GessoGeneration *generation)
{
  gesso_engine_send_held (gesso_context_get_engine (self->context), generation);
}

static void
discard_held (GessoWindow     *self,
              GessoGeneration *generation)
{
  gesso_engine_discard_held (gesso_context_get_engine (self->context), generation);
}

static void
stop_waiting (GessoWindow     *self,
              GessoGeneration *generation)
{
  gesso_engine_stop_waiting (gesso_context_get_engine (self->context), generation);
}

static void
check_now (GessoWindow     *self,
           GessoGeneration *generation)
{
  gesso_engine_check_now (gesso_context_get_engine (self->context), generation);
}

static void
download_anyway (GessoWindow     *self,
                 GessoGeneration *generation)
{
  gesso_engine_download_anyway (gesso_context_get_engine (self->context), generation);
}

static void
edit_prompt (GessoWindow     *self,
             GessoGeneration *generation)
{
  gesso_composer_use_recipe (self->composer, gesso_generation_get_recipe (generation), GESSO_RECIPE_PROMPT);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-prompt", NULL);
}

static const struct {
  const char *action;
  void (*perform) (GessoWindow *self, GessoGeneration *generation);
} fixes[] = {
  { "win.generation-retry", retry },
  { "win.generation-send", send_held },
  { "win.generation-discard", discard_held },
  { "win.generation-stop-waiting", stop_waiting },
  { "win.generation-check-now", check_now },
  { "win.generation-download-anyway", download_anyway },
  { "win.generation-edit-prompt", edit_prompt },
  { "win.generation-locate", gesso_window_locate },
  { "win.generation-send-smaller", gesso_window_send_smaller },
  { "win.generation-leave-out", gesso_window_leave_out },
};

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Fix) fix = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoGeneration) generation = gesso_library_find_finish (GESSO_LIBRARY (source), result, &error);

  if (generation == NULL)
    {
      gesso_window_toast_error (fix->window, error);
      return;
    }
  for (gsize i = 0; fix->window->context != NULL && i < G_N_ELEMENTS (fixes); i++)
    if (g_str_equal (fixes[i].action, fix->action))
      fixes[i].perform (fix->window, generation);
}

static void
fix_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *id)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  Fix *fix;

  if (self->context == NULL)
    return;
  fix = g_new0 (Fix, 1);
  fix->window = g_object_ref (self);
  fix->action = g_intern_string (action);
  gesso_library_find_async (gesso_context_get_library (self->context), g_variant_get_string (id, NULL), NULL, found_cb,
                            fix);
}

static void
generated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) generations = gesso_engine_generate_finish (GESSO_ENGINE (source), result, &error);

  if (generations == NULL)
    gesso_window_toast_error (self, error);
  else if (generations->len > 0)
    gesso_window_announce_round (self, generations);
}

void
gesso_window_send_request (GessoWindow *self,
                           KreaRequest *request)
{
  gesso_engine_generate_async (gesso_context_get_engine (self->context), request, 1, generated_cb, g_object_ref (self));
}

void
gesso_window_send_instead (GessoWindow     *self,
                           GessoGeneration *failed,
                           KreaRequest     *request)
{
  gesso_engine_generate_instead_async (gesso_context_get_engine (self->context), failed, request, generated_cb,
                                       g_object_ref (self));
}

KreaRequest *
gesso_window_read_recipe (GessoWindow     *self,
                          GessoGeneration *generation)
{
  g_autoptr (GError) error = NULL;
  KreaRequest *request = krea_request_new_from_recipe (gesso_context_get_catalog (self->context),
                                                       gesso_generation_get_recipe (generation), &error);

  if (request == NULL)
    gesso_window_toast_error (self, error);
  return request;
}

/* A refused value is replaced in the composer, and in the one that was refused, which is sent again. */
static void
use_value_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *value)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  const char *text = g_variant_get_string (value, NULL);
  g_autoptr (KreaRequest) request = NULL;
  GessoGeneration *selected;
  KreaRequest *both[2] = { NULL };

  if (self->context == NULL)
    return;
  selected = gesso_context_get_selected (self->context);
  if (selected != NULL && gesso_generation_get_state (selected) == GESSO_STATE_FAILED)
    {
      request = gesso_window_read_recipe (self, selected);
      if (request == NULL)
        return;
    }
  both[0] = gesso_context_get_request (self->context);
  both[1] = request;
  for (gsize i = 0; i < G_N_ELEMENTS (both) && both[i] != NULL; i++)
    {
      if (g_str_equal (action, "win.use-aspect"))
        krea_request_set_aspect_ratio (both[i], text);
      else
        krea_request_set_variant (both[i], text);
    }
  if (request != NULL)
    gesso_window_send_instead (self, selected, request);
}

static void
show_setting_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *field)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->context == NULL)
    return;
  gesso_window_set_show_composer (self, TRUE);
  gesso_composer_show_setting (self->composer, g_variant_get_string (field, NULL));
}

void
gesso_window_install_generation (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixes); i++)
    gtk_widget_class_install_action (widget_class, fixes[i].action, "s", fix_cb);
  gtk_widget_class_install_action (widget_class, "win.use-aspect", "s", use_value_cb);
  gtk_widget_class_install_action (widget_class, "win.use-variant", "s", use_value_cb);
  gtk_widget_class_install_action (widget_class, "win.show-setting", "s", show_setting_cb);
}

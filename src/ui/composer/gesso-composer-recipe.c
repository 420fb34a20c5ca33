/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-composer-private.h"
#include "gesso-picture-input.h"
#include "gesso-recipe-load.h"
#include "gesso-recipe-read.h"
#include "gesso-words.h"

/* Prompts that Alt+Up goes back through. */
#define WALK_LENGTH 100

static void read_history (GessoComposer *self);

void
gesso_composer_say (GessoComposer *self,
                    const char    *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = adw_toast_new (escaped);

  g_signal_emit_by_name (self, "toast", toast);
}

static void
undo_cb (AdwToast      *toast,
         GessoComposer *self)
{
  KreaRequest *before = g_object_get_data (G_OBJECT (toast), "gesso-before");

  krea_request_assign (gesso_context_get_request (self->context), before);
}

void
gesso_composer_say_undoable (GessoComposer *self,
                             const char    *text,
                             KreaRequest   *before)
{
  g_autoptr (AdwToast) toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "gesso-before", g_object_ref (before), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
  g_signal_emit_by_name (self, "toast", toast);
}

static void
pushed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoComposer) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_add_history_finish (GESSO_LIBRARY (source), result, &error))
    g_debug ("The prompt was not kept: %s", error->message);
  if (--self->pushing == 0 && self->walk_waits && self->context != NULL)
    read_history (self);
}

void
gesso_composer_push_history (GessoComposer *self)
{
  GessoLibrary *library = gesso_context_get_library (self->context);
  KreaRequest *request = gesso_context_get_request (self->context);
  g_autofree char *recipe = NULL;

  if (krea_request_get_prompt (request) == NULL || *krea_request_get_prompt (request) == '\0' ||
      gesso_library_is_read_only (library))
    return;

  recipe = krea_request_to_recipe (request);
  self->pushing++;
  gesso_library_add_history_async (library, recipe, pushed_cb, g_object_ref (self));
}

void
gesso_composer_clear (GessoComposer *self)
{
  KreaRequest *request = gesso_context_get_request (self->context);
  g_autoptr (KreaRequest) before = NULL;

  gesso_composer_focus_prompt (self);
  if (krea_request_get_prompt (request) == NULL || *krea_request_get_prompt (request) == '\0')
    return;

  before = krea_request_copy (request);
  gesso_composer_push_history (self);
  krea_request_set_prompt (request, "");
  gesso_composer_say_undoable (self, _("Prompt cleared"), before);
}

static void
copy_references (KreaRequest *to,
                 KreaRequest *from)
{
  GListModel *references = krea_request_get_references (from);

  krea_request_clear_references (to);
  for (guint i = 0; i < g_list_model_get_n_items (references); i++)
    {
      g_autoptr (KreaReference) item = g_list_model_get_item (references, i);
      g_autoptr (KreaReference) copy = krea_reference_copy (item);

      krea_request_add_reference (to, copy);
    }
  krea_request_set_moodboard (to, krea_request_get_moodboard_id (from), krea_request_get_moodboard_name (from),
                              krea_request_get_moodboard_strength (from));
  krea_request_set_source (to, krea_request_get_source (from));
  krea_request_set_words (to, krea_request_get_words (from));
  krea_request_set_board (to, krea_request_get_board_id (from), krea_request_get_board_name (from),
                          krea_request_get_board_revision (from));
}

static void
copy_settings (KreaRequest *to,
               KreaRequest *from)
{
  GListModel *styles = krea_request_get_styles (from);

  krea_request_set_variant (to, krea_request_get_variant (from));
  krea_request_set_aspect_ratio (to, krea_request_get_aspect_ratio (from));
  krea_request_set_creativity (to, krea_request_get_creativity (from));
  krea_request_set_intensity (to, krea_request_get_intensity (from));
  krea_request_set_complexity (to, krea_request_get_complexity (from));
  krea_request_set_movement (to, krea_request_get_movement (from));

  while (g_list_model_get_n_items (krea_request_get_styles (to)) > 0)
    krea_request_remove_style (to, 0);
  for (guint i = 0; i < g_list_model_get_n_items (styles); i++)
    {
      g_autoptr (KreaStyle) item = g_list_model_get_item (styles, i);
      g_autoptr (KreaStyle) copy = krea_style_new (krea_style_get_id (item), krea_style_get_title (item),
                                                   krea_style_get_strength (item));

      krea_request_add_style (to, copy);
    }
}

void
gesso_composer_use_recipe (GessoComposer    *self,
                           const char       *recipe,
                           GessoRecipeParts  parts)
{
  KreaRequest *request;
  g_autoptr (KreaRequest) wanted = NULL;
  g_autoptr (KreaRequest) before = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (GESSO_IS_COMPOSER (self));
  g_return_if_fail (recipe != NULL);

  request = gesso_context_get_request (self->context);
  wanted = krea_request_new_from_recipe (gesso_context_get_catalog (self->context), recipe, &error);
  if (wanted == NULL)
    {
      gesso_composer_say (self, _("This recipe can't be read."));
      return;
    }

  before = krea_request_copy (request);
  gesso_composer_push_history (self);
  if (parts == GESSO_RECIPE_ALL && !gesso_recipe_is_complete (recipe))
    {
      /* Another program's: its words and its shape, and the rest as it is. */
      krea_request_set_prompt (request, krea_request_get_prompt (wanted));
      krea_request_set_aspect_ratio (request, krea_request_get_aspect_ratio (wanted));
    }
  else if (parts == GESSO_RECIPE_ALL)
    {
      krea_request_assign (request, wanted);
    }
  else
    {
      if (parts & GESSO_RECIPE_PROMPT)
        krea_request_set_prompt (request, krea_request_get_prompt (wanted));
      if (parts & GESSO_RECIPE_REFERENCES)
        copy_references (request, wanted);
      if (parts & GESSO_RECIPE_SETTINGS)
        copy_settings (request, wanted);
      if (parts & GESSO_RECIPE_SEED)
        krea_request_set_seed (request, krea_request_get_seed (wanted));
    }
  gesso_composer_say_undoable (self, _("Recipe loaded"), before);
}

void
gesso_composer_use_foreign_recipe (GessoComposer *self,
                                   const char    *recipe,
                                   guint          n_missing)
{
  g_autofree char *text = NULL;

  g_return_if_fail (GESSO_IS_COMPOSER (self));
  g_return_if_fail (recipe != NULL);

  gesso_composer_use_recipe (self, recipe, GESSO_RECIPE_ALL);
  if (n_missing == 0)
    return;
  text = g_strdup_printf (ngettext ("%u picture of this recipe isn’t in the library.",
                                    "%u pictures of this recipe aren’t in the library.", n_missing), n_missing);
  gesso_composer_say (self, text);
}

static void
file_recipe_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GessoComposer) self = data;
  g_autoptr (GError) error = NULL;
  guint n_missing = 0;
  g_autofree char *recipe = gesso_recipe_load_finish (GESSO_LIBRARY (source), result, &n_missing, &error);

  if (self->context == NULL)
    return;
  if (recipe != NULL)
    gesso_composer_use_foreign_recipe (self, recipe, n_missing);
  else
    gesso_composer_say (self, error != NULL ? error->message : _("There is no recipe in this picture."));
}

static void
recipe_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GessoComposer) self = data;
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GPtrArray) files = gesso_picture_input_read_finish (result, &generation, NULL, NULL);

  if (self->context == NULL)
    return;
  if (generation != NULL && gesso_generation_get_recipe (generation) != NULL)
    gesso_composer_use_recipe (self, gesso_generation_get_recipe (generation), GESSO_RECIPE_ALL);
  else if (files != NULL && files->len > 0)
    gesso_recipe_load_async (gesso_context_get_library (self->context), gesso_context_get_decoder (self->context),
                             ((GessoReferenceFile *) files->pdata[0])->path, self->cancellable, file_recipe_cb,
                             g_object_ref (self));
}

void
gesso_composer_load_recipe_of (GessoComposer *self,
                               GdkDrop       *drop)
{
  gesso_picture_input_read_drop_async (self->context, drop, self->cancellable, recipe_read_cb, g_object_ref (self));
}

/* Shows the prompt at the walk's position; position 0 is what was being written. */
static void
show_walk (GessoComposer *self)
{
  const char *prompt = self->walk_position == 0 ? self->walk_draft
                                                : g_ptr_array_index (self->walk, self->walk_position - 1);

  self->walking = TRUE;
  krea_request_set_prompt (gesso_context_get_request (self->context), prompt);
  self->walking = FALSE;
}

static void
step_walk (GessoComposer *self,
           int            step)
{
  int position = (int) self->walk_position + step;

  if (position < 0 || position > (int) self->walk->len)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  self->walk_position = (guint) position;
  show_walk (self);
}

static void
history_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GessoComposer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recipes = gesso_library_list_history_finish (GESSO_LIBRARY (source), result, &error);

  if (self->context == NULL || recipes == NULL || self->walk != NULL)
    return;

  self->walk = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < recipes->len; i++)
    {
      g_autoptr (KreaRequest) request = krea_request_new_from_recipe (gesso_context_get_catalog (self->context),
                                                                      g_ptr_array_index (recipes, i), NULL);

      /* The prompt that is being written is the newest entry already. */
      if (request != NULL && g_strcmp0 (krea_request_get_prompt (request), self->walk_draft) != 0)
        g_ptr_array_add (self->walk, g_strdup (krea_request_get_prompt (request)));
    }
  step_walk (self, 1);
}

static void
read_history (GessoComposer *self)
{
  self->walk_waits = FALSE;
  gesso_library_list_history_async (gesso_context_get_library (self->context), NULL, WALK_LENGTH, self->cancellable,
                                    history_read_cb, g_object_ref (self));
}

void
gesso_composer_walk (GessoComposer *self,
                     int            step)
{
  if (self->walk != NULL)
    {
      step_walk (self, step);
      return;
    }
  if (step < 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  g_free (self->walk_draft);
  self->walk_draft = g_strdup (krea_request_get_prompt (gesso_context_get_request (self->context)));
  self->walk_position = 0;
  if (self->pushing > 0)
    self->walk_waits = TRUE;
  else
    read_history (self);
}

void
gesso_composer_end_walk (GessoComposer *self)
{
  if (self->walking)
    return;

  g_clear_pointer (&self->walk, g_ptr_array_unref);
  g_clear_pointer (&self->walk_draft, g_free);
  self->walk_position = 0;
  self->walk_waits = FALSE;
}

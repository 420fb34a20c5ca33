/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-board-popover.h"
#include "gesso-library-boards.h"
#include "gesso-words.h"

struct _GessoBoardPopover
{
  GtkPopover parent_instance;

  GessoContext *context;
  GtkEditable *name;
  GtkWidget *save;
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (GessoBoardPopover, gesso_board_popover, GTK_TYPE_POPOVER)

static void
name_changed_cb (GessoBoardPopover *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  gtk_widget_set_sensitive (self->save, *name != '\0');
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoBoardPopover) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoard) board = NULL;

  board = gesso_library_save_board_finish (GESSO_LIBRARY (source), result, &error);
  if (self->name == NULL)
    return;

  gtk_widget_set_sensitive (self->save, TRUE);
  if (board == NULL)
    {
      g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);

      gtk_label_set_label (self->error, sentence->text);
      gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
      return;
    }

  gtk_editable_set_text (self->name, "");
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "composer.board-saved", "s", board->name);
}

static void
save_clicked_cb (GessoBoardPopover *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  if (*name != '\0')
    gesso_board_popover_save (self, name);
}

static void
gesso_board_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_BOARD_POPOVER);
  g_clear_object (&GESSO_BOARD_POPOVER (object)->context);

  G_OBJECT_CLASS (gesso_board_popover_parent_class)->dispose (object);
}

static void
gesso_board_popover_class_init (GessoBoardPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_board_popover_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-board-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoBoardPopover, error);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardPopover, name);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardPopover, save);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
gesso_board_popover_init (GessoBoardPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_board_popover_new (GessoContext *context)
{
  GessoBoardPopover *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_BOARD_POPOVER, NULL);
  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

static void
free_reference (gpointer data)
{
  GessoRecipeReference *reference = data;

  g_free (reference->sha256);
  g_free (reference->name);
  g_free (reference->role);
  g_free (reference);
}

void
gesso_board_popover_save (GessoBoardPopover *self,
                          const char        *name)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (free_reference);
  GessoBoard board = { 0 };
  GListModel *references;

  g_return_if_fail (GESSO_IS_BOARD_POPOVER (self));
  g_return_if_fail (name != NULL);

  references = krea_request_get_references (gesso_context_get_request (self->context));
  for (guint i = 0; i < g_list_model_get_n_items (references); i++)
    {
      g_autoptr (KreaReference) item = g_list_model_get_item (references, i);
      GessoRecipeReference *reference = g_new0 (GessoRecipeReference, 1);

      reference->sha256 = g_strdup (krea_reference_get_sha256 (item));
      reference->name = g_strdup (krea_reference_get_name (item));
      reference->role = g_strdup ("style");
      reference->strength = krea_reference_get_strength (item);
      g_ptr_array_add (pictures, reference);
    }

  board.name = (char *) name;
  board.references = pictures;
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_widget_set_sensitive (self->save, FALSE);
  gesso_library_save_board_async (gesso_context_get_library (self->context), &board, saved_cb, g_object_ref (self));
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-boards-page-private.h"

#include <glib/gi18n.h>

#include <string.h>

#include "gesso-board-tile.h"
#include "gesso-board-view.h"
#include "gesso-compat.h"
#include "gesso-library-board-items.h"
#include "gesso-picture-input.h"
#include "gesso-words.h"

enum {
  PROP_0,
  PROP_CONTEXT,
  N_PROPS
};

enum {
  USE_BOARD,
  TOAST,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void listed_cb (GObject *source, GAsyncResult *result, gpointer data);
static void saved_cb  (GObject *source, GAsyncResult *result, gpointer data);

G_DEFINE_FINAL_TYPE (GessoBoardsPage, gesso_boards_page, GTK_TYPE_WIDGET)

void
gesso_boards_page_complain (GessoBoardsPage *self,
                            const GError    *error)
{
  g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);
  g_autoptr (AdwToast) toast = gesso_toast_new (sentence->text);

  g_signal_emit (self, signals[TOAST], 0, toast);
}

/* Not while nobody sees the tiles: each change on a board would make them anew. */
static void
reload (GessoBoardsPage *self)
{
  self->stale = self->view != NULL;
  if (self->stale)
    return;
  gesso_library_list_boards_async (gesso_context_get_library (self->context), self->cancellable, listed_cb,
                                   g_object_ref (self));
}

static void
curated_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoBoardsPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_delete_board_finish (GESSO_LIBRARY (source), result, &error))
    gesso_boards_page_complain (self, error);
}

static void
undo_delete_cb (AdwToast        *toast,
                GessoBoardsPage *self)
{
  gesso_library_delete_board_async (gesso_context_get_library (self->context),
                                    g_object_get_data (G_OBJECT (toast), "board"), FALSE, curated_cb,
                                    g_object_ref (self));
}

static void
deleted_cb (GessoBoardTile  *tile,
            GessoBoardsPage *self)
{
  const GessoBoard *board = gesso_board_tile_get_board (tile);
  g_autofree char *text = g_strdup_printf (_("“%s” deleted"), board->name);
  g_autoptr (AdwToast) toast = gesso_toast_new (text);

  gesso_library_delete_board_async (gesso_context_get_library (self->context), board->id, TRUE, curated_cb,
                                    g_object_ref (self));
  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "board", g_strdup (board->id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_delete_cb), self, 0);
  g_signal_emit (self, signals[TOAST], 0, toast);
}

static void
renamed_cb (GessoBoardTile  *tile,
            const char      *name,
            GessoBoardsPage *self)
{
  gesso_library_rename_board_async (gesso_context_get_library (self->context), gesso_board_tile_get_board (tile)->id, name,
                                    saved_cb, g_object_ref (self));
}

static void
tile_used_cb (GessoBoardTile  *tile,
              GessoBoardsPage *self)
{
  g_signal_emit (self, signals[USE_BOARD], 0, gesso_board_tile_get_board (tile)->id);
}

static void
duplicated_cb (GessoBoardTile  *tile,
               GessoBoardsPage *self)
{
  const GessoBoard *board = gesso_board_tile_get_board (tile);
  /* Translators: the name of a board that is a copy of another */
  g_autofree char *name = g_strdup_printf (_("%s (copy)"), board->name);

  gesso_library_duplicate_board_async (gesso_context_get_library (self->context), board->id, name, saved_cb,
                                       g_object_ref (self));
}

static void
add_tile (GessoBoardsPage  *self,
          const GessoBoard *board)
{
  GtkWidget *tile = gesso_board_tile_new (self->context, board);

  g_signal_connect (tile, "renamed", G_CALLBACK (renamed_cb), self);
  g_signal_connect (tile, "deleted", G_CALLBACK (deleted_cb), self);
  g_signal_connect (tile, "duplicated", G_CALLBACK (duplicated_cb), self);
  gesso_boards_page_connect_tile (self, tile);
  g_signal_connect (tile, "use", G_CALLBACK (tile_used_cb), self);
  gtk_flow_box_insert (self->flow, tile, -1);
}

/* --- Search --- */

static gboolean
fits (GtkFlowBoxChild *child,
      gpointer         data)
{
  GessoBoardsPage *self = data;
  const GessoBoard *board = gesso_board_tile_get_board (GESSO_BOARD_TILE (child));
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  g_autofree char *name = g_utf8_casefold (board->name, -1);

  return strstr (name, g_strstrip (wanted)) != NULL;
}

static void
search_changed_cb (GessoBoardsPage *self)
{
  GtkFlowBoxChild *child;
  gboolean any = FALSE;

  gtk_flow_box_invalidate_filter (self->flow);
  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->flow, i)) != NULL; i++)
    any = any || fits (child, self);
  gtk_widget_set_visible (self->nothing, !any);
}

static void
search_stopped_cb (GessoBoardsPage *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_child_focus (GTK_WIDGET (self->flow), GTK_DIR_TAB_FORWARD);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoBoardsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) boards = gesso_library_list_boards_finish (GESSO_LIBRARY (source), result, &error);
  GtkWidget *child;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->flow == NULL)
    return;
  if (boards == NULL)
    {
      gesso_boards_page_complain (self, error);
      return;
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->flow))) != NULL)
    gtk_flow_box_remove (self->flow, child);
  for (guint i = 0; i < boards->len; i++)
    add_tile (self, boards->pdata[i]);
  search_changed_cb (self);
  gesso_boards_page_show_boards (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoBoardsPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_boards_finish (GESSO_LIBRARY (source), result, &error))
    gesso_boards_page_complain (self, error);
}

/* --- The board that is open --- */

static void
close_board (GessoBoardsPage *self)
{
  GtkWidget *view = g_steal_pointer (&self->view);

  if (view == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "boards");
  gtk_stack_remove (self->stack, view);
  reload (self);
  gtk_widget_child_focus (GTK_WIDGET (self->flow), GTK_DIR_TAB_FORWARD);
}

static void
view_used_cb (GessoBoardsPage *self,
              const char      *id)
{
  g_signal_emit (self, signals[USE_BOARD], 0, id);
}

static void
view_message_cb (GessoBoardsPage *self,
                 const char      *text)
{
  g_autoptr (AdwToast) toast = gesso_toast_new (text);

  g_signal_emit (self, signals[TOAST], 0, toast);
}

static void
view_window_cb (GessoBoardsPage *self)
{
  g_autofree char *id = g_strdup (gesso_board_view_get_id (GESSO_BOARD_VIEW (self->view)));

  close_board (self);
  gesso_boards_page_open_window (self, id);
}

static void
open_board (GessoBoardsPage *self,
            const char      *id)
{
  GtkWidget *old = self->view;

  self->in_trash = FALSE;
  self->view = gesso_board_view_new (self->context, id);
  g_signal_connect_object (self->view, "back", G_CALLBACK (close_board), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "open-window", G_CALLBACK (view_window_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "use-board", G_CALLBACK (view_used_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "message", G_CALLBACK (view_message_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, self->view);
  gtk_stack_set_visible_child (self->stack, self->view);
  if (old != NULL)
    gtk_stack_remove (self->stack, old);
  gtk_widget_grab_focus (self->view);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoBoardsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoard) board = gesso_library_save_board_finish (GESSO_LIBRARY (source), result, &error);

  if (board == NULL)
    {
      gesso_boards_page_complain (self, error);
      return;
    }
  if (self->flow != NULL)
    open_board (self, board->id);
}

static void
reference_free (GessoRecipeReference *reference)
{
  g_free (reference->sha256);
  g_free (reference->name);
  g_free (reference->role);
  g_free (reference);
}

/* As many of the pictures as a request can take. */
void
gesso_boards_page_make_board (GessoBoardsPage *self,
                              GPtrArray       *files)
{
  guint most = krea_catalog_get_max_references (gesso_context_get_catalog (self->context));
  const KreaRange *range = krea_catalog_get_range (gesso_context_get_catalog (self->context), "reference.strength");
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func ((GDestroyNotify) reference_free);
  const GessoBoard board = { .name = _("New Board"), .references = references };

  for (guint i = 0; i < MIN (files->len, most); i++)
    {
      const GessoReferenceFile *file = files->pdata[i];
      GessoRecipeReference *reference = g_new0 (GessoRecipeReference, 1);

      reference->sha256 = g_strdup (file->sha256);
      reference->name = g_strdup (file->name);
      reference->role = g_strdup ("style");
      reference->strength = range != NULL ? range->initial : 0.5;
      g_ptr_array_add (references, reference);
    }
  gesso_library_save_board_async (gesso_context_get_library (self->context), &board, made_cb, g_object_ref (self));
}

static void
new_board_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  GessoBoardsPage *self = GESSO_BOARDS_PAGE (widget);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  gesso_boards_page_make_board (self, nothing);
}

static void
show_deleted_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  gesso_boards_page_show_trash (GESSO_BOARDS_PAGE (widget), TRUE);
}

static void
child_activated_cb (GtkFlowBox      *flow,
                    GtkFlowBoxChild *child,
                    GessoBoardsPage *self)
{
  open_board (self, gesso_board_tile_get_board (GESSO_BOARD_TILE (child))->id);
}

static void
gesso_boards_page_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  GessoBoardsPage *self = GESSO_BOARDS_PAGE (object);

  switch (id)
    {
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_boards_page_constructed (GObject *object)
{
  GessoBoardsPage *self = GESSO_BOARDS_PAGE (object);

  G_OBJECT_CLASS (gesso_boards_page_parent_class)->constructed (object);
  gesso_boards_page_accept_drops (self);
  /* Not before somebody comes to see: it costs the window's start. */
  g_signal_connect (self, "map", G_CALLBACK (gesso_boards_page_add_trash), NULL);
  g_signal_connect_object (gesso_context_get_library (self->context), "boards-changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
}

static void
gesso_boards_page_dispose (GObject *object)
{
  GessoBoardsPage *self = GESSO_BOARDS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gesso_boards_page_close_windows (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), GESSO_TYPE_BOARDS_PAGE);
  G_OBJECT_CLASS (gesso_boards_page_parent_class)->dispose (object);
}

static void
gesso_boards_page_finalize (GObject *object)
{
  GessoBoardsPage *self = GESSO_BOARDS_PAGE (object);

  g_ptr_array_unref (self->windows);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_boards_page_parent_class)->finalize (object);
}

static void
gesso_boards_page_class_init (GessoBoardsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = gesso_boards_page_constructed;
  object_class->dispose = gesso_boards_page_dispose;
  object_class->finalize = gesso_boards_page_finalize;
  object_class->set_property = gesso_boards_page_set_property;

  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[USE_BOARD] = g_signal_new ("use-board", GESSO_TYPE_BOARDS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TOAST] = g_signal_new ("toast", GESSO_TYPE_BOARDS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, ADW_TYPE_TOAST);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/boards/gesso-boards-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoBoardsPage, deleted);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardsPage, deleted_alone);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardsPage, flow);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardsPage, search);
  gtk_widget_class_bind_template_child (widget_class, GessoBoardsPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, child_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_install_action (widget_class, "boards.new", NULL, new_board_cb);
  gtk_widget_class_install_action (widget_class, "boards.show-deleted", NULL, show_deleted_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "gesso-boards");
}

static void
gesso_boards_page_init (GessoBoardsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->windows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_flow_box_set_filter_func (self->flow, fits, self, NULL);
}

GtkWidget *
gesso_boards_page_new (GessoContext *context)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  return g_object_new (GESSO_TYPE_BOARDS_PAGE, "context", context, NULL);
}

void
gesso_boards_page_zoom (GessoBoardsPage *self,
                        gboolean         in)
{
  g_return_if_fail (GESSO_IS_BOARDS_PAGE (self));

  if (self->view != NULL)
    gesso_board_view_zoom (GESSO_BOARD_VIEW (self->view), in);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-library-boards.h"
#include "gesso-money.h"
#include "gesso-moodboard-popover.h"
#include "gesso-thumbnail.h"

#define THUMBNAIL_SIZE 32

struct _GessoMoodboardPopover
{
  GtkPopover parent_instance;

  GessoContext *context;
  GCancellable *cancellable; /* of what is being read */
  GtkListBox *list;
  GPtrArray *boards;
  GPtrArray *moodboards;
};

enum {
  ADD,
  BOARD,
  MOODBOARD,
  NONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoMoodboardPopover, gesso_moodboard_popover, GTK_TYPE_POPOVER)

static void boards_cb (GObject *source, GAsyncResult *result, gpointer data);
static void moodboards_cb (GObject *source, GAsyncResult *result, gpointer data);

static GtkWidget *
make_row (GessoMoodboardPopover *self,
          const char            *name,
          gboolean               picture,
          const char            *sha256)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (name);

  if (picture)
    {
      GtkWidget *thumbnail = gesso_thumbnail_new (self->context, THUMBNAIL_SIZE);

      gesso_thumbnail_set_sha256 (GESSO_THUMBNAIL (thumbnail), sha256);
      gtk_box_append (GTK_BOX (box), thumbnail);
    }
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
  return row;
}

/* The heading of a group, and what choosing from it costs with the variant that is chosen. */
static void
add_heading (GessoMoodboardPopover *self,
             const char            *name,
             const char            *format,
             gboolean               moodboard)
{
  KreaRequest *request = gesso_context_get_request (self->context);
  gint64 price = krea_catalog_get_price (krea_request_get_catalog (request), krea_request_get_variant (request),
                                         !moodboard, moodboard);
  g_autofree char *money = gesso_money_format (MAX (price, 0));
  g_autoptr (GString) text = g_string_new (format);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (name);
  GtkWidget *caption;

  g_string_replace (text, "{price}", money, 1);
  caption = gtk_label_new (text->str);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (caption), 30);
  gtk_widget_add_css_class (caption, "hint");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "group");
  gtk_list_box_append (self->list, row);
}

static void
fill (GessoMoodboardPopover *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);

  make_row (self, C_("moodboard", "None"), FALSE, NULL);

  if (self->boards != NULL && self->boards->len > 0)
    add_heading (self, _("Your boards"), _("sent as up to 10 style references · from {price}"), FALSE);
  for (guint i = 0; self->boards != NULL && i < self->boards->len; i++)
    {
      const GessoBoard *board = g_ptr_array_index (self->boards, i);
      const GessoRecipeReference *first = board->references->len > 0 ? g_ptr_array_index (board->references, 0) : NULL;

      g_object_set_data (G_OBJECT (make_row (self, board->name, TRUE, first != NULL ? first->sha256 : NULL)),
                         "gesso-board", (gpointer) board);
    }

  add_heading (self, _("Krea moodboards"), _("made on krea.ai · from {price}"), TRUE);
  for (guint i = 0; self->moodboards != NULL && i < self->moodboards->len; i++)
    {
      const GessoKreaMoodboard *moodboard = g_ptr_array_index (self->moodboards, i);

      g_object_set_data (G_OBJECT (make_row (self, moodboard->name, TRUE, moodboard->cover)), "gesso-moodboard",
                         (gpointer) moodboard);
    }
  g_object_set_data (G_OBJECT (make_row (self, _("Add Krea Moodboard…"), FALSE, NULL)), "gesso-add",
                     GINT_TO_POINTER (TRUE));
}

static void
row_activated_cb (GessoMoodboardPopover *self,
                  GtkListBoxRow         *row)
{
  const GessoBoard *board = g_object_get_data (G_OBJECT (row), "gesso-board");
  const GessoKreaMoodboard *moodboard = g_object_get_data (G_OBJECT (row), "gesso-moodboard");

  gtk_popover_popdown (GTK_POPOVER (self));
  if (board != NULL)
    g_signal_emit (self, signals[BOARD], 0, board->id);
  else if (moodboard != NULL)
    g_signal_emit (self, signals[MOODBOARD], 0, moodboard->id, moodboard->name, moodboard->strength);
  else if (g_object_get_data (G_OBJECT (row), "gesso-add") != NULL)
    g_signal_emit (self, signals[ADD], 0);
  else
    g_signal_emit (self, signals[NONE], 0);
}

static void
boards_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoMoodboardPopover) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) boards = gesso_library_list_boards_finish (GESSO_LIBRARY (source), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->boards, g_ptr_array_unref);
  self->boards = g_steal_pointer (&boards);
  gesso_library_list_moodboards_async (GESSO_LIBRARY (source), self->cancellable, moodboards_cb, g_object_ref (self));
}

static void
moodboards_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GessoMoodboardPopover) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) moodboards = gesso_library_list_moodboards_finish (GESSO_LIBRARY (source), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->moodboards, g_ptr_array_unref);
  self->moodboards = g_steal_pointer (&moodboards);
  fill (self);
}

static void
show_cb (GessoMoodboardPopover *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gesso_library_list_boards_async (gesso_context_get_library (self->context), self->cancellable, boards_cb,
                                   g_object_ref (self));
}

static void
gesso_moodboard_popover_dispose (GObject *object)
{
  GessoMoodboardPopover *self = GESSO_MOODBOARD_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->boards, g_ptr_array_unref);
  g_clear_pointer (&self->moodboards, g_ptr_array_unref);

  G_OBJECT_CLASS (gesso_moodboard_popover_parent_class)->dispose (object);
}

static void
gesso_moodboard_popover_class_init (GessoMoodboardPopoverClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_moodboard_popover_dispose;

  signals[ADD] = g_signal_new ("add", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BOARD] = g_signal_new ("board", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MOODBOARD] = g_signal_new ("moodboard", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                     G_TYPE_STRING, G_TYPE_STRING, G_TYPE_DOUBLE);
  signals[NONE] = g_signal_new ("none", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_moodboard_popover_init (GessoMoodboardPopover *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 400);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
  gtk_widget_set_size_request (GTK_WIDGET (self), 260, -1);
  g_signal_connect (self, "show", G_CALLBACK (show_cb), NULL);
}

GtkWidget *
gesso_moodboard_popover_new (GessoContext *context)
{
  GessoMoodboardPopover *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_MOODBOARD_POPOVER, NULL);
  self->context = g_object_ref (context);
  fill (self);
  return GTK_WIDGET (self);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-board-sent.h"
#include "gesso-thumbnail.h"
#include "gesso-words.h"

#define COLUMNS 5
#define SIZE 48
#define WORDS_WIDTH 32

struct _GessoBoardSent
{
  GtkPopover parent_instance;

  GessoContext *context;
  GtkLabel *title;
  GtkGrid *grid;
  GtkLabel *words;
  GtkLabel *earlier;
  GtkWidget *renew;
};

enum {
  RENEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoBoardSent, gesso_board_sent, GTK_TYPE_POPOVER)

static GtkWidget *
make_picture (GessoBoardSent *self,
              KreaReference  *reference)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *thumbnail = gesso_thumbnail_new (self->context, SIZE);
  const char *name = krea_reference_get_name (reference);
  g_autofree char *strength = gesso_words_strength (krea_reference_get_strength (reference));
  /* Translators: the name of a picture's file and its strength */
  g_autofree char *text = g_strdup_printf (_("%s · strength %s"), name != NULL ? name : _("Style reference"), strength);
  GtkWidget *label = gtk_label_new (strength);

  gesso_thumbnail_set_sha256 (GESSO_THUMBNAIL (thumbnail), krea_reference_get_sha256 (reference));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), thumbnail);
  gtk_widget_set_halign (label, GTK_ALIGN_END);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_widget_add_css_class (label, "strength");
  gtk_widget_add_css_class (label, "numeric");
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), label);
  gtk_widget_set_tooltip_text (overlay, text);
  return overlay;
}

static guint
fill_pictures (GessoBoardSent *self,
               KreaRequest    *request)
{
  GListModel *references = krea_request_get_references (request);
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (guint i = 0; i < g_list_model_get_n_items (references); i++)
    {
      g_autoptr (KreaReference) reference = g_list_model_get_item (references, i);

      if (!krea_reference_is_from_board (reference))
        continue;
      gtk_grid_attach (self->grid, make_picture (self, reference), (int) (n % COLUMNS), (int) (n / COLUMNS), 1, 1);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->grid), n > 0);
  return n;
}

static void
show_cb (GessoBoardSent *self)
{
  KreaRequest *request = gesso_context_get_request (self->context);
  const char *name = krea_request_get_board_name (request);
  const char *words = krea_request_get_words (request);
  guint n = fill_pictures (self, request);
  g_autofree char *title = NULL;

  if (n > 0)
    /* Translators: the name of a board, and how many of its pictures are sent */
    title = g_strdup_printf (ngettext ("“%s” sends %u picture", "“%s” sends %u pictures", n), name != NULL ? name : "", n);
  else
    title = g_strdup_printf (_("“%s” sends no picture"), name != NULL ? name : "");
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
}

static void
renew_cb (GessoBoardSent *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[RENEW], 0);
}

static void
gesso_board_sent_dispose (GObject *object)
{
  g_clear_object (&GESSO_BOARD_SENT (object)->context);
  G_OBJECT_CLASS (gesso_board_sent_parent_class)->dispose (object);
}

static void
gesso_board_sent_class_init (GessoBoardSentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_board_sent_dispose;
  signals[RENEW] = g_signal_new ("renew", GESSO_TYPE_BOARD_SENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WORDS_WIDTH);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
gesso_board_sent_init (GessoBoardSent *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_widget_add_css_class (GTK_WIDGET (self), "board-sent");
  self->title = add_label (box, NULL, "heading");
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  self->words = add_label (box, NULL, "dim-label");
  self->earlier = add_label (box, _("As it was then. The board has changed since."), "caption");
  self->renew = gtk_button_new_with_mnemonic (_("_Use as It Is Now"));
  gtk_box_append (GTK_BOX (box), self->renew);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gesso_board_sent_set_earlier (self, FALSE);
  g_signal_connect_object (self->renew, "clicked", G_CALLBACK (renew_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "show", G_CALLBACK (show_cb), NULL);
}

GtkWidget *
gesso_board_sent_new (GessoContext *context)
{
  GessoBoardSent *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_BOARD_SENT, NULL);
  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
gesso_board_sent_set_earlier (GessoBoardSent *self,
                              gboolean        earlier)
{
  g_return_if_fail (GESSO_IS_BOARD_SENT (self));

  gtk_widget_set_visible (GTK_WIDGET (self->earlier), earlier);
  gtk_widget_set_visible (self->renew, earlier);
}

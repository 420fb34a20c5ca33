/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-board-request.h"
#include "gesso-board-sent.h"
#include "gesso-chip.h"
#include "gesso-library-boards.h"
#include "gesso-moodboard-dialog.h"
#include "gesso-moodboard-popover.h"
#include "gesso-moodboard-section.h"
#include "gesso-strength-popover.h"
#include "gesso-words.h"

struct _GessoMoodboardSection
{
  GessoSection parent_instance;

  GtkMenuButton *button;
  GtkWidget *popover;
  GtkWidget *chips;
  GtkWidget *sent;    /* (nullable): the popover of the board's chip */
  GessoBoard *board;  /* (nullable): the one that steers, as it was when it was last looked at */
  char *shown;        /* ids of what has a chip */
  char *asked;        /* id of the board that is being opened */
};

enum {
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoMoodboardSection, gesso_moodboard_section, GESSO_TYPE_SECTION)

static void
remove_board_cb (GessoMoodboardSection *self)
{
  g_autofree char *linked = self->board != NULL ? g_strdup (self->board->moodboard) : NULL;

  g_clear_pointer (&self->board, gesso_board_free);
  gesso_board_remove (gesso_section_get_request (GESSO_SECTION (self)), linked);
}

static void
remove_moodboard_cb (GessoMoodboardSection *self)
{
  krea_request_set_moodboard (gesso_section_get_request (GESSO_SECTION (self)), NULL, NULL, 0);
}

static void
strength_cb (GessoMoodboardSection *self,
             GParamSpec            *pspec,
             GtkAdjustment         *adjustment)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  g_autofree char *id = g_strdup (krea_request_get_moodboard_id (request));
  g_autofree char *name = g_strdup (krea_request_get_moodboard_name (request));

  if (id != NULL && gtk_adjustment_get_value (adjustment) != krea_request_get_moodboard_strength (request))
    krea_request_set_moodboard (request, id, name, gtk_adjustment_get_value (adjustment));
}

static void
add_moodboard_chip (GessoMoodboardSection *self,
                    KreaRequest           *request)
{
  GessoContext *context = gesso_section_get_context (GESSO_SECTION (self));
  const char *name = krea_request_get_moodboard_name (request);
  GtkWidget *popover;
  GtkAdjustment *adjustment;
  GtkWidget *chip;

  if (name == NULL || *name == '\0')
    name = _("Krea moodboard");

  popover = gesso_strength_popover_new (context, name, "moodboard.strength");
  adjustment = gesso_strength_popover_get_adjustment (GESSO_STRENGTH_POPOVER (popover));
  gtk_adjustment_set_value (adjustment, krea_request_get_moodboard_strength (request));
  g_signal_connect_object (adjustment, "notify::value", G_CALLBACK (strength_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "remove", G_CALLBACK (remove_moodboard_cb), self, G_CONNECT_SWAPPED);

  chip = gesso_chip_new (name, popover);
  gesso_chip_set_strength (GESSO_CHIP (chip), krea_request_get_moodboard_strength (request));
  g_object_bind_property (adjustment, "value", chip, "strength", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (chip, "remove", G_CALLBACK (remove_moodboard_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->chips), chip);
}

static void
renew_cb (GessoMoodboardSection *self)
{
  g_autofree char *id = g_strdup (krea_request_get_board_id (gesso_section_get_request (GESSO_SECTION (self))));

  if (id != NULL)
    gesso_moodboard_section_use_board (self, id);
}

/* One chip for all that a board sends. */
static void
add_board_chip (GessoMoodboardSection *self,
                KreaRequest           *request)
{
  const char *name = krea_request_get_board_name (request);
  GtkWidget *chip;

  self->sent = gesso_board_sent_new (gesso_section_get_context (GESSO_SECTION (self)));
  gesso_board_sent_set_earlier (GESSO_BOARD_SENT (self->sent),
                                self->board != NULL && !gesso_board_is_applied (self->board, request));
  g_signal_connect_object (self->sent, "renew", G_CALLBACK (renew_cb), self, G_CONNECT_SWAPPED);
  chip = gesso_chip_new (name != NULL ? name : _("Board"), self->sent);
  gesso_chip_set_tooltip (GESSO_CHIP (chip), _("See what is sent"));
  g_signal_connect_object (chip, "remove", G_CALLBACK (remove_board_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->chips), chip);
}

static char *
describe_shown (KreaRequest *request)
{
  const char *board = krea_request_get_board_id (request);
  const char *board_name = krea_request_get_board_name (request);
  const char *moodboard = krea_request_get_moodboard_id (request);

  return g_strdup_printf ("%s %s %u/%s", board != NULL ? board : "", board_name != NULL ? board_name : "",
                          krea_request_get_board_revision (request), moodboard != NULL ? moodboard : "");
}

static void
update (GessoMoodboardSection *self)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  const char *id = krea_request_get_moodboard_id (request);
  const char *name = krea_request_get_moodboard_name (request);
  gboolean steered = krea_request_get_board_id (request) != NULL;
  GtkWidget *chip;

  self->sent = NULL;
  while ((chip = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), chip);

  if (steered)
    add_board_chip (self, request);
  if (id != NULL)
    add_moodboard_chip (self, request);
  g_free (self->shown);
  self->shown = describe_shown (request);
  gtk_widget_set_visible (self->chips, steered || id != NULL);

  if (steered && id != NULL)
    gtk_menu_button_set_label (self->button, _("Board and Krea moodboard"));
  else if (steered)
    gtk_menu_button_set_label (self->button, _("Board"));
  else if (id != NULL)
    gtk_menu_button_set_label (self->button, _("Krea moodboard"));
  else
    gtk_menu_button_set_label (self->button, C_("moodboard", "None"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
}

/* Its strength alone changes nothing here, and the popover that changes it stays open. */
static void
moodboard_changed_cb (GessoMoodboardSection *self)
{
  g_autofree char *shown = describe_shown (gesso_section_get_request (GESSO_SECTION (self)));

  if (g_strcmp0 (shown, self->shown) != 0)
    update (self);
}

/* Takes over a board that was chosen, or that changed while it steers. */
static void
fill (GessoMoodboardSection *self,
      const GessoBoard      *board)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  guint left = gesso_board_apply (board, request);

  g_clear_pointer (&self->board, gesso_board_free);
  self->board = gesso_board_copy (board);
  update (self);
  if (left > 0)
    {
      guint most = krea_catalog_get_max_references (krea_request_get_catalog (request));
      g_autofree char *text = g_strdup_printf (
        ngettext ("Krea takes %u style references. %u picture was left out.",
                  "Krea takes %u style references. %u pictures were left out.", left),
        most, left);

      g_signal_emit (self, signals[MESSAGE], 0, text);
    }
}

static void
touched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!gesso_library_boards_finish (GESSO_LIBRARY (source), result, &error))
    g_debug ("When the board was used could not be kept: %s", error->message);
}

static const GessoBoard *
find_board (GPtrArray  *boards,
            const char *id)
{
  for (guint i = 0; boards != NULL && i < boards->len; i++)
    if (g_strcmp0 (((GessoBoard *) boards->pdata[i])->id, id) == 0)
      return boards->pdata[i];
  return NULL;
}

static void
boards_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoMoodboardSection) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) boards = gesso_library_list_boards_finish (GESSO_LIBRARY (source), result, &error);
  g_autofree char *asked = g_steal_pointer (&self->asked);
  const GessoBoard *board = find_board (boards, asked);

  if (board != NULL)
    {
      fill (self, board);
      gesso_library_touch_board_async (GESSO_LIBRARY (source), board->id, touched_cb, NULL);
      return;
    }

  g_signal_emit (self, signals[MESSAGE], 0, error != NULL ? error->message : _("This board is not there any more."));
}

/* What steers follows its board. What was taken from a recipe, or changed here, stays as it is. */
static void
followed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoMoodboardSection) self = data;
  g_autoptr (GPtrArray) boards = gesso_library_list_boards_finish (GESSO_LIBRARY (source), result, NULL);
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  const GessoBoard *board;
  gboolean follows;

  if (boards == NULL || request == NULL || krea_request_get_board_id (request) == NULL)
    return;
  board = find_board (boards, krea_request_get_board_id (request));
  follows = board != NULL && self->board != NULL && gesso_board_is_applied (self->board, request);
  if (follows && (board->revision != self->board->revision || g_strcmp0 (board->name, self->board->name) != 0))
    {
      fill (self, board);
      return;
    }
  g_clear_pointer (&self->board, gesso_board_free);
  self->board = board != NULL ? gesso_board_copy (board) : NULL;
  if (self->sent != NULL)
    gesso_board_sent_set_earlier (GESSO_BOARD_SENT (self->sent),
                                  board != NULL && !gesso_board_is_applied (board, request));
}

static void
follow (GessoMoodboardSection *self)
{
  GessoContext *context = gesso_section_get_context (GESSO_SECTION (self));

  if (krea_request_get_board_id (gesso_section_get_request (GESSO_SECTION (self))) != NULL)
    gesso_library_list_boards_async (gesso_context_get_library (context), NULL, followed_cb, g_object_ref (self));
}

/* Another board, or the same from a recipe. */
static void
board_changed_cb (GessoMoodboardSection *self)
{
  moodboard_changed_cb (self);
  follow (self);
}

static void
board_chosen_cb (GessoMoodboardSection *self,
                 const char            *id)
{
  gesso_moodboard_section_use_board (self, id);
}

static void
moodboard_chosen_cb (GessoMoodboardSection *self,
                     const char            *id,
                     const char            *name,
                     double                 strength)
{
  krea_request_set_moodboard (gesso_section_get_request (GESSO_SECTION (self)), id, name, strength);
}

static void
none_chosen_cb (GessoMoodboardSection *self)
{
  if (krea_request_get_board_id (gesso_section_get_request (GESSO_SECTION (self))) != NULL)
    remove_board_cb (self);
  remove_moodboard_cb (self);
  update (self);
}

static void
gesso_moodboard_section_bind (GessoSection *section)
{
  GessoMoodboardSection *self = GESSO_MOODBOARD_SECTION (section);
  KreaRequest *request = gesso_section_get_request (section);

  self->popover = gesso_moodboard_popover_new (gesso_section_get_context (section));
  g_signal_connect_object (self->popover, "board", G_CALLBACK (board_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "moodboard", G_CALLBACK (moodboard_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "none", G_CALLBACK (none_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "add", G_CALLBACK (gesso_moodboard_section_add), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->button, self->popover);

  g_signal_connect_object (request, "notify::moodboard-id", G_CALLBACK (moodboard_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "notify::board-id", G_CALLBACK (board_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "notify::words", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_context_get_library (gesso_section_get_context (section)), "boards-changed",
                           G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  update (self);
}

static gboolean
gesso_moodboard_section_reveal (GessoSection *section,
                                const char   *field)
{
  return g_str_equal (field, "moodboards") &&
         gtk_widget_grab_focus (GTK_WIDGET (GESSO_MOODBOARD_SECTION (section)->button));
}

static void
gesso_moodboard_section_dispose (GObject *object)
{
  GessoMoodboardSection *self = GESSO_MOODBOARD_SECTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_MOODBOARD_SECTION);
  g_clear_pointer (&self->board, gesso_board_free);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (gesso_moodboard_section_parent_class)->dispose (object);
}

static void
gesso_moodboard_section_class_init (GessoMoodboardSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_moodboard_section_dispose;
  GESSO_SECTION_CLASS (klass)->bind = gesso_moodboard_section_bind;
  GESSO_SECTION_CLASS (klass)->reveal = gesso_moodboard_section_reveal;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-moodboard-section.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoMoodboardSection, button);
  gtk_widget_class_bind_template_child (widget_class, GessoMoodboardSection, chips);
}

static void
gesso_moodboard_section_init (GessoMoodboardSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_moodboard_section_new (void)
{
  return g_object_new (GESSO_TYPE_MOODBOARD_SECTION, NULL);
}

void
gesso_moodboard_section_use_board (GessoMoodboardSection *self,
                                   const char            *board_id)
{
  GessoContext *context;

  g_return_if_fail (GESSO_IS_MOODBOARD_SECTION (self));
  g_return_if_fail (board_id != NULL);

  context = gesso_section_get_context (GESSO_SECTION (self));
  g_free (self->asked);
  self->asked = g_strdup (board_id);
  gesso_library_list_boards_async (gesso_context_get_library (context), NULL, boards_cb, g_object_ref (self));
}

void
gesso_moodboard_section_add (GessoMoodboardSection *self)
{
  GtkWidget *dialog;

  g_return_if_fail (GESSO_IS_MOODBOARD_SECTION (self));

  dialog = gesso_moodboard_dialog_new (gesso_section_get_context (GESSO_SECTION (self)), GTK_WIDGET (self));
  g_signal_connect_object (dialog, "added", G_CALLBACK (moodboard_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

guint
gesso_moodboard_section_count (GessoMoodboardSection *self)
{
  guint count = 0;

  g_return_val_if_fail (GESSO_IS_MOODBOARD_SECTION (self), 0);

  for (GtkWidget *chip = gtk_widget_get_first_child (self->chips); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    count++;

  return count;
}

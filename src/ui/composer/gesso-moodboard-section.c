/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

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
  GessoBoard *board;  /* the one whose pictures are the references now */
  char *shown;        /* id of the moodboard that has a chip */
  char *asked;        /* id of the board that is being opened */
  gboolean filling;   /* the references are being replaced by the board's */
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
  g_clear_pointer (&self->board, gesso_board_free);
  krea_request_clear_references (gesso_section_get_request (GESSO_SECTION (self)));
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
update (GessoMoodboardSection *self)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  const char *id = krea_request_get_moodboard_id (request);
  const char *name = krea_request_get_moodboard_name (request);
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), chip);

  if (self->board != NULL)
    {
      chip = gesso_chip_new (self->board->name, NULL);
      g_signal_connect_object (chip, "remove", G_CALLBACK (remove_board_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->chips), chip);
    }
  if (id != NULL)
    add_moodboard_chip (self, request);
  g_free (self->shown);
  self->shown = g_strdup (id);
  gtk_widget_set_visible (self->chips, self->board != NULL || id != NULL);

  if (self->board != NULL && id != NULL)
    gtk_menu_button_set_label (self->button, _("Board and Krea moodboard"));
  else if (self->board != NULL)
    gtk_menu_button_set_label (self->button, _("Board"));
  else if (id != NULL)
    gtk_menu_button_set_label (self->button, _("Krea moodboard"));
  else
    gtk_menu_button_set_label (self->button, C_("moodboard", "None"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
}

/* A board whose pictures were changed is not that board any more. */
static void
references_changed_cb (GessoMoodboardSection *self)
{
  GListModel *references = krea_request_get_references (gesso_section_get_request (GESSO_SECTION (self)));
  gboolean same;

  if (self->board == NULL || self->filling)
    return;

  same = g_list_model_get_n_items (references) == self->board->references->len;
  for (guint i = 0; same && i < self->board->references->len; i++)
    {
      g_autoptr (KreaReference) reference = g_list_model_get_item (references, i);
      const GessoRecipeReference *slot = g_ptr_array_index (self->board->references, i);

      same = g_strcmp0 (krea_reference_get_sha256 (reference), slot->sha256) == 0;
    }
  if (same)
    return;

  g_clear_pointer (&self->board, gesso_board_free);
  update (self);
}

/* Its strength alone changes nothing here, and the popover that changes it stays open. */
static void
moodboard_changed_cb (GessoMoodboardSection *self)
{
  const char *id = krea_request_get_moodboard_id (gesso_section_get_request (GESSO_SECTION (self)));

  if (g_strcmp0 (id, self->shown) != 0)
    update (self);
}

static void
fill (GessoMoodboardSection *self,
      const GessoBoard      *board)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  guint most = krea_catalog_get_max_references (krea_request_get_catalog (request));

  self->filling = TRUE;
  krea_request_clear_references (request);
  for (guint i = 0; i < MIN (board->references->len, most); i++)
    {
      const GessoRecipeReference *slot = g_ptr_array_index (board->references, i);
      g_autoptr (KreaReference) reference = krea_reference_new (slot->sha256, slot->name, slot->strength);

      krea_request_add_reference (request, reference);
    }
  self->filling = FALSE;

  g_clear_pointer (&self->board, gesso_board_free);
  self->board = gesso_board_copy (board);
  update (self);
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

static void
boards_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoMoodboardSection) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) boards = gesso_library_list_boards_finish (GESSO_LIBRARY (source), result, &error);
  g_autofree char *asked = g_steal_pointer (&self->asked);

  for (guint i = 0; boards != NULL && i < boards->len; i++)
    {
      const GessoBoard *board = g_ptr_array_index (boards, i);

      if (g_strcmp0 (board->id, asked) != 0)
        continue;
      fill (self, board);
      gesso_library_touch_board_async (GESSO_LIBRARY (source), board->id, touched_cb, NULL);
      return;
    }

  g_signal_emit (self, signals[MESSAGE], 0, error != NULL ? error->message : _("This board is not there any more."));
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
  if (self->board != NULL)
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
  g_signal_connect_object (krea_request_get_references (request), "items-changed", G_CALLBACK (references_changed_cb),
                           self, G_CONNECT_SWAPPED);
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

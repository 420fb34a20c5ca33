/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-trash.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "composer/gesso-thumbnail.h"
#include "gesso-compat.h"
#include "gesso-library-boards.h"
#include "gesso-time.h"
#include "gesso-words.h"

/* Edge of the picture that stands for a board, px. */
#define COVER_EDGE 40
#define WIDEST 640

struct _GessoBoardTrash
{
  GtkWidget parent_instance;

  GessoContext *context;
  GCancellable *cancellable;
  GtkListBox *list;
  guint count;
};

enum {
  PROP_0,
  PROP_COUNT,
  N_PROPS
};

enum {
  BACK,
  TOAST,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoBoardTrash, gesso_board_trash, GTK_TYPE_WIDGET)

static void
say (GessoBoardTrash *self,
     const char      *text)
{
  g_autoptr (AdwToast) toast = gesso_toast_new (text);

  g_signal_emit (self, signals[TOAST], 0, toast);
}

static void
complain (GessoBoardTrash *self,
          const GError    *error)
{
  g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);

  say (self, sentence->text);
}

/* --- Back, and gone --- */

/* The row's board; of the button or the row itself. */
static const GessoBoard *
get_board (GtkWidget *inside)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (inside, GTK_TYPE_LIST_BOX_ROW)), "gesso-board");
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoBoardTrash) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_delete_board_finish (GESSO_LIBRARY (source), result, &error))
    complain (self, error);
}

static void
restore_cb (GtkWidget       *button,
            GessoBoardTrash *self)
{
  const GessoBoard *board = get_board (button);
  /* Translators: the name of a board */
  g_autofree char *text = g_strdup_printf (_("“%s” restored"), board->name);

  gesso_library_delete_board_async (gesso_context_get_library (self->context), board->id, FALSE, restored_cb,
                                    g_object_ref (self));
  say (self, text);
}

/* What is to be removed once somebody has said so; without an id everything. */
typedef struct {
  GessoBoardTrash *trash;
  char            *id;
} Purge;

static void
purge_free (Purge *purge)
{
  g_object_unref (purge->trash);
  g_free (purge->id);
  g_free (purge);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Purge, purge_free)

static void
purged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoBoardTrash) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_boards_finish (GESSO_LIBRARY (source), result, &error))
    complain (self, error);
}

static void
purge_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (Purge) purge = data;
  g_autofree char *response = gesso_alert_choose_finish (result);

  if (g_strcmp0 (response, "purge") == 0 && purge->trash->list != NULL)
    gesso_library_purge_boards_async (gesso_context_get_library (purge->trash->context), purge->id, purged_cb,
                                      g_object_ref (purge->trash));
}

static void
ask (GessoBoardTrash *self,
     const char      *id,
     const char      *heading,
     const char      *body,
     const char      *label)
{
  const GessoAlertResponse responses[] = {
    { "cancel", _("_Cancel"), ADW_RESPONSE_DEFAULT },
    { "purge", label, ADW_RESPONSE_DESTRUCTIVE },
    { NULL, NULL, ADW_RESPONSE_DEFAULT },
  };
  Purge *purge = g_new0 (Purge, 1);

  purge->trash = g_object_ref (self);
  purge->id = g_strdup (id);
  gesso_alert_choose_async (GTK_WIDGET (self), heading, body, NULL, responses, purge_chosen_cb, purge);
}

static void
purge_cb (GtkWidget       *button,
          GessoBoardTrash *self)
{
  const GessoBoard *board = get_board (button);
  /* Translators: the name of a board */
  g_autofree char *heading = g_strdup_printf (_("Delete “%s” for Good?"), board->name);

  ask (self, board->id, heading, _("Its layout and its journal are removed. Pictures that were made with it stay."),
       _("_Delete for Good"));
}

static void
empty_cb (GessoBoardTrash *self)
{
  ask (self, NULL, _("Empty Trash?"), _("The boards in the trash are removed for good. Pictures that were made with them stay."),
       _("_Empty Trash"));
}

/* --- The list --- */

/* "3 pictures · deleted 2 days ago" */
static char *
describe (const GessoBoard *board)
{
  guint days = (guint) (MAX (0, gesso_time_now_ms () - board->deleted_at) / (24 * 60 * 60 * G_GINT64_CONSTANT (1000)));
  g_autofree char *pictures = g_strdup_printf (ngettext ("%u picture", "%u pictures", board->n_pictures), board->n_pictures);
  g_autofree char *when = days == 0 ? g_strdup (_("deleted today"))
                                    : g_strdup_printf (ngettext ("deleted %u day ago", "deleted %u days ago", days), days);

  /* Translators: how many pictures a board has, and when it was last used: “3 pictures · used today” */
  return g_strdup_printf (_("%s · %s"), pictures, when);
}

static void
add_button (GessoBoardTrash *self,
            GtkWidget       *row,
            GtkWidget       *button,
            const char      *name,
            GCallback        callback)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !gesso_library_is_read_only (gesso_context_get_library (self->context)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_row (GessoBoardTrash  *self,
         const GessoBoard *board)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *restore = gtk_button_new_with_label (_("Restore"));
  GtkWidget *purge = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkWidget *cover = gesso_thumbnail_new (self->context, COVER_EDGE);
  g_autofree char *about = describe (board);
  /* Translators: what a button does, and the name of a board */
  g_autofree char *restore_name = g_strdup_printf (_("Restore “%s”"), board->name);
  /* Translators: what a button does, and the name of a board */
  g_autofree char *purge_name = g_strdup_printf (_("Delete “%s” for good"), board->name);

  g_object_set_data_full (G_OBJECT (row), "gesso-board", gesso_board_copy (board), (GDestroyNotify) gesso_board_free);
  g_object_set (row, "use-markup", FALSE, "title", board->name, "subtitle", about, "title-lines", 1, NULL);
  if (board->references->len > 0)
    gesso_thumbnail_set_sha256 (GESSO_THUMBNAIL (cover), ((GessoRecipeReference *) board->references->pdata[0])->sha256);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), cover);
  add_button (self, row, restore, restore_name, G_CALLBACK (restore_cb));
  gtk_widget_add_css_class (purge, "flat");
  gtk_widget_set_tooltip_text (purge, _("Delete for Good…"));
  add_button (self, row, purge, purge_name, G_CALLBACK (purge_cb));
  gtk_list_box_append (self->list, row);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoBoardTrash) self = data;
  g_autoptr (GPtrArray) boards = gesso_library_list_boards_finish (GESSO_LIBRARY (source), result, NULL);
  GtkWidget *row;

  if (boards == NULL || self->list == NULL)
    return;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < boards->len; i++)
    add_row (self, boards->pdata[i]);
  if (self->count == boards->len)
    return;
  self->count = boards->len;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static void
reload (GessoBoardTrash *self)
{
  gesso_library_list_deleted_boards_async (gesso_context_get_library (self->context), self->cancellable, listed_cb,
                                           g_object_ref (self));
}

static void
back_cb (GessoBoardTrash *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static GtkWidget *
make_bar (GessoBoardTrash *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *title = gtk_label_new (_("Deleted boards"));
  GtkWidget *empty = gtk_button_new_with_mnemonic (_("_Empty Trash…"));

  gtk_widget_add_css_class (bar, "gesso-trash-bar");
  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_tooltip_text (back, _("All Boards"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All Boards"), -1);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_sensitive (empty, !gesso_library_is_read_only (gesso_context_get_library (self->context)));
  g_signal_connect_object (back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (empty, "clicked", G_CALLBACK (empty_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), back);
  gtk_box_append (GTK_BOX (bar), title);
  gtk_box_append (GTK_BOX (bar), empty);
  return bar;
}

static GtkWidget *
make_list (GessoBoardTrash *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "deleted-boards");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDEST);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
gesso_board_trash_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (id == PROP_COUNT)
    g_value_set_uint (value, GESSO_BOARD_TRASH (object)->count);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_board_trash_dispose (GObject *object)
{
  GessoBoardTrash *self = GESSO_BOARD_TRASH (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  self->list = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_board_trash_parent_class)->dispose (object);
}

static void
gesso_board_trash_finalize (GObject *object)
{
  g_object_unref (GESSO_BOARD_TRASH (object)->cancellable);
  G_OBJECT_CLASS (gesso_board_trash_parent_class)->finalize (object);
}

static void
gesso_board_trash_class_init (GessoBoardTrashClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_board_trash_dispose;
  object_class->finalize = gesso_board_trash_finalize;
  object_class->get_property = gesso_board_trash_get_property;
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[BACK] = g_signal_new ("back", GESSO_TYPE_BOARD_TRASH, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[TOAST] = g_signal_new ("toast", GESSO_TYPE_BOARD_TRASH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 ADW_TYPE_TOAST);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Escape, 0, "back", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "board-trash");
}

static void
gesso_board_trash_init (GessoBoardTrash *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
gesso_board_trash_new (GessoContext *context)
{
  GessoBoardTrash *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_BOARD_TRASH, NULL);
  self->context = g_object_ref (context);
  gtk_widget_set_parent (make_bar (self), GTK_WIDGET (self));
  gtk_widget_set_parent (make_list (self), GTK_WIDGET (self));
  g_signal_connect_object (gesso_context_get_library (context), "boards-changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  return GTK_WIDGET (self);
}

guint
gesso_board_trash_get_count (GessoBoardTrash *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_TRASH (self), 0);

  return self->count;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

/* Beyond this many, what all of them have in common is not asked for. */
#define KNOWN_TARGETS 400

/* Rating, favourites, the trash, and taking back what was done: for all that is selected, or what has the focus. */

static gboolean
is_writable (GessoWindow *self)
{
  return self->context != NULL && !gesso_library_is_read_only (gesso_context_get_library (self->context));
}

/* Whether the grid's selection is meant, not what is looked at. */
static gboolean
means_selection (GessoWindow *self)
{
  return !gesso_window_is_viewing (self) && !gesso_gallery_is_round_shown (self->gallery) &&
         gesso_gallery_count_selected (self->gallery) > 0;
}

guint
gesso_window_count_targets (GessoWindow *self)
{
  if (self->context == NULL)
    return 0;
  if (means_selection (self))
    return gesso_gallery_count_selected (self->gallery);
  return gesso_context_get_selected (self->context) != NULL ? 1 : 0;
}

GPtrArray *
gesso_window_get_known_targets (GessoWindow *self)
{
  GPtrArray *targets = NULL;
  GessoGeneration *looked_at = gesso_context_get_selected (self->context);

  if (means_selection (self) && gesso_gallery_count_selected (self->gallery) <= KNOWN_TARGETS)
    targets = gesso_gallery_get_selection (self->gallery);
  if (targets == NULL)
    targets = g_ptr_array_new_with_free_func (g_object_unref);
  if (targets->len == 0 && looked_at != NULL)
    g_ptr_array_add (targets, g_object_ref (looked_at));
  return targets;
}

/* The pictures that a key is about: the selection in the grid, otherwise the one that is looked at. */
static GArray *
get_rows (GessoWindow *self)
{
  GessoGeneration *looked_at = gesso_context_get_selected (self->context);
  GArray *rows;
  gint64 row;

  if (means_selection (self))
    return gesso_gallery_get_selected_rows (self->gallery);
  rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  row = looked_at != NULL ? gesso_generation_get_row_id (looked_at) : 0;
  if (looked_at != NULL)
    g_array_append_val (rows, row);
  return rows;
}

/* A toast that was shown so short a time ago says the next step, too: one after the other would only flicker. */
#define COMING_US (1500 * 1000)

/* A step under way, and who else wants to know its end. */
typedef struct {
  GessoWindow *window;
  GAsyncReadyCallback then;
} Step;

static void undo_clicked_cb (AdwToast *toast, GessoWindow *self);

static void
step_dismissed_cb (AdwToast    *toast,
                   GessoWindow *self)
{
  if (self->step_toast == toast)
    g_clear_weak_pointer (&self->step_toast);
}

/* What it offers to take back is no longer the last step. It says nothing that is still so, and others wait for it to go; it is
 * not told anything more, as it may go at once. */
static void
drop_step_toast (GessoWindow *self)
{
  if (self->step_toast == NULL)
    return;
  adw_toast_set_button_label (self->step_toast, NULL);
  gesso_toast_dismiss (self->toasts, self->step_toast);
  g_clear_weak_pointer (&self->step_toast);
}

/* What was done to many is told; one shows it by itself. Takes @text. */
static void
tell (GessoWindow *self,
      gpointer     library,
      char        *text)
{
  const gint64 now = g_get_monotonic_time ();
  AdwToast *toast;

  if (!gesso_window_has_library (self, library))
    {
      g_free (text);
      return;
    }
  /* Undo takes back the last step: there is one such toast at a time. One that has just come says it itself. */
  if (self->step_toast != NULL && now - self->step_told_at < COMING_US)
    {
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      adw_toast_set_title (self->step_toast, escaped);
      adw_toast_set_button_label (self->step_toast, _("Undo"));
      g_free (text);
      return;
    }
  toast = gesso_toast_new (text);
  drop_step_toast (self);
  self->step_told_at = now;
  g_set_weak_pointer (&self->step_toast, toast);
  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (step_dismissed_cb), self, 0);
  gesso_window_add_toast (self, toast);
  g_free (text);
}

static void
marked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Step *step = data;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (!gesso_library_step_finish (GESSO_LIBRARY (source), result, &n, &error))
    gesso_window_toast_error (step->window, error);
  else if (n > 1)
    tell (step->window, source, g_strdup_printf (ngettext ("%'u picture changed", "%'u pictures changed", n), n));
  if (step->then != NULL)
    step->then (source, result, g_object_ref (step->window));
  g_object_unref (step->window);
  g_free (step);
}

void
gesso_window_mark (GessoWindow         *self,
                   const GessoMark     *mark,
                   GAsyncReadyCallback  then)
{
  GessoLibrary *library = gesso_context_get_library (self->context);
  GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GArray) rows = NULL;
  Step *step = g_new0 (Step, 1);

  step->window = g_object_ref (self);
  step->then = then;
  if (means_selection (self) && gesso_gallery_is_all_selected (self->gallery))
    {
      gesso_gallery_get_query (self->gallery, &query);
      gesso_library_mark_found_async (library, &query, mark, marked_cb, step);
      return;
    }
  rows = get_rows (self);
  gesso_library_mark_async (library, (const gint64 *) (gpointer) rows->data, rows->len, mark, marked_cb, step);
}

static void
rate (GessoWindow *self,
      int          rating)
{
  const GessoMark what = { .set_rating = TRUE, .rating = rating };

  if (gesso_window_count_targets (self) > 0)
    gesso_window_mark (self, &what, NULL);
}

/* All become favourites, unless all of them are. */
static void
toggle_favourite (GessoWindow *self)
{
  g_autoptr (GPtrArray) known = gesso_window_get_known_targets (self);
  GessoMark what = { .set_favourite = TRUE, .favourite = FALSE };

  for (guint i = 0; i < known->len; i++)
    what.favourite = what.favourite || !gesso_generation_is_favourite (known->pdata[i]);
  if (known->len > 0)
    gesso_window_mark (self, &what, NULL);
}

/* --- Undo --- */

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GessoCurationKind kind;
  guint n;

  if (!gesso_library_undo_finish (GESSO_LIBRARY (source), result, &kind, &n, &error))
    gesso_window_toast_error (self, error);
  else if (kind == GESSO_CURATION_DELETED || kind == GESSO_CURATION_RESTORED)
    {
      text = g_strdup_printf (ngettext ("%u picture moved back", "%u pictures moved back", n), n);
      gesso_window_toast_text (self, text);
    }
}

static void
undo (GessoWindow *self,
      gboolean     redo)
{
  drop_step_toast (self);
  gesso_library_undo_async (gesso_context_get_library (self->context), redo, undone_cb, g_object_ref (self));
}

static void
undo_clicked_cb (AdwToast    *toast,
                 GessoWindow *self)
{
  /* It goes by itself. */
  if (self->step_toast == toast)
    g_clear_weak_pointer (&self->step_toast);
  if (is_writable (self))
    undo (self, FALSE);
}

/* --- Trash --- */

static void
trashed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (!gesso_library_step_finish (GESSO_LIBRARY (source), result, &n, &error))
    {
      gesso_window_toast_error (self, error);
      return;
    }
  if (n == 0)
    return;
  tell (self, source, g_strdup_printf (ngettext ("%u picture moved to the trash", "%u pictures moved to the trash", n), n));
}

/* In the viewer the next one is looked at; it goes on where the deleted one was. */
static void
step_on (GessoWindow *self)
{
  GessoGeneration *gone = gesso_context_get_selected (self->context);
  g_autoptr (GessoGeneration) next = gone != NULL ? gesso_gallery_get_neighbour (self->gallery, gone, 1) : NULL;

  if (next == NULL && gone != NULL)
    next = gesso_gallery_get_neighbour (self->gallery, gone, -1);
  if (next != NULL)
    gesso_window_open_viewer (self, next);
  else
    gesso_window_close_viewer (self);
}

static void
trash (GessoWindow *self)
{
  g_autoptr (GArray) rows = get_rows (self);

  if (rows->len == 0)
    return;
  if (gesso_window_is_viewing (self))
    step_on (self);
  gesso_library_trash_async (gesso_context_get_library (self->context), (const gint64 *) (gpointer) rows->data,
                             rows->len, trashed_cb, g_object_ref (self));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (!gesso_library_step_finish (GESSO_LIBRARY (source), result, &n, &error))
    gesso_window_toast_error (self, error);
  else if (n > 0)
    tell (self, source, g_strdup_printf (ngettext ("%u picture moved back", "%u pictures moved back", n), n));
}

static void
emptied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_step_finish (GESSO_LIBRARY (source), result, NULL, &error))
    gesso_window_toast_error (self, error);
}

static void
restore (GessoWindow *self)
{
  g_autoptr (GArray) rows = get_rows (self);

  if (rows->len > 0)
    gesso_library_untrash_async (gesso_context_get_library (self->context), (const gint64 *) (gpointer) rows->data,
                                 rows->len, restored_cb, g_object_ref (self));
}

static void
empty_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autofree char *response = gesso_alert_choose_finish (result);

  if (g_strcmp0 (response, "empty") == 0 && is_writable (self))
    gesso_library_empty_trash_async (gesso_context_get_library (self->context), emptied_cb, g_object_ref (self));
}

static void
empty_trash (GessoWindow *self)
{
  const GessoAlertResponse responses[] = {
    { "cancel", _("_Cancel"), ADW_RESPONSE_DEFAULT },
    { "empty", _("_Empty Trash"), ADW_RESPONSE_DESTRUCTIVE },
    { NULL, NULL, ADW_RESPONSE_DEFAULT },
  };

  gesso_alert_choose_async (GTK_WIDGET (self), _("Empty Trash?"),
                            _("The pictures in the trash are removed for good. Their prompts stay in the history."),
                            NULL, responses, empty_chosen_cb, g_object_ref (self));
}

/* --- Actions and keys --- */

static const struct {
  const char *action;
  void (*perform) (GessoWindow *self);
} actions[] = {
  { "win.favourite", toggle_favourite },
  { "win.trash", trash },
  { "win.restore", restore },
  { "win.empty-trash", empty_trash },
  { "win.tags", gesso_window_show_tags },
};

static void
action_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  for (gsize i = 0; is_writable (self) && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].action, action))
      actions[i].perform (self);
}

static void
rate_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  if (is_writable (GESSO_WINDOW (widget)))
    rate (GESSO_WINDOW (widget), g_variant_get_int32 (parameter));
}

/* Whether a picture has the focus: in the grid, a round or the viewer. */
static gboolean
has_picture_focus (GessoWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (focus == NULL || self->context == NULL || GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  if (gesso_window_is_viewing (self))
    return gtk_widget_is_ancestor (focus, GTK_WIDGET (self->viewer_bin)) || focus == GTK_WIDGET (self->viewer);
  return gesso_gallery_has_picture_focus (self->gallery);
}

/* The last step may have taken what had the focus out of what is found; it is then wherever GTK put it. */
static gboolean
may_undo (GessoWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (self->context == NULL || GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  if (focus == NULL || has_picture_focus (self))
    return TRUE;
  return gtk_widget_get_mapped (GTK_WIDGET (self->gallery)) &&
         !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->composer_bin)) &&
         !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->details_bin));
}

static gboolean
undo_key (GessoWindow     *self,
          guint            keyval,
          GdkModifierType  modifiers)
{
  if ((modifiers & ~GDK_SHIFT_MASK) != GDK_CONTROL_MASK || (keyval != GDK_KEY_z && keyval != GDK_KEY_Z) ||
      !may_undo (self) || !is_writable (self))
    return GDK_EVENT_PROPAGATE;
  undo (self, (modifiers & GDK_SHIFT_MASK) != 0);
  return GDK_EVENT_STOP;
}

static void
compare_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  if (GESSO_WINDOW (widget)->context != NULL)
    gesso_window_show_compare (GESSO_WINDOW (widget));
}

static gboolean
plain_key (GessoWindow *self,
           guint        keyval)
{
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_0 + GESSO_RATING_MAX)
    rate (self, keyval - GDK_KEY_0);
  else if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_0 + GESSO_RATING_MAX)
    rate (self, keyval - GDK_KEY_KP_0);
  else if (keyval == GDK_KEY_f || keyval == GDK_KEY_F)
    toggle_favourite (self);
  else if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    trash (self);
  else if (keyval == GDK_KEY_t || keyval == GDK_KEY_T)
    gesso_window_show_tags (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GessoWindow           *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (undo_key (self, keyval, modifiers))
    return GDK_EVENT_STOP;
  if (!has_picture_focus (self))
    return GDK_EVENT_PROPAGATE;
  /* Looking needs no right to write. */
  if (modifiers == 0 && (keyval == GDK_KEY_c || keyval == GDK_KEY_C))
    {
      gesso_window_show_compare (self);
      return GDK_EVENT_STOP;
    }
  if (modifiers != 0 || !is_writable (self))
    return GDK_EVENT_PROPAGATE;
  return plain_key (self, keyval);
}

void
gesso_window_curate_init (GessoWindow *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
gesso_window_install_curate (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].action, NULL, action_cb);
  gtk_widget_class_install_action (widget_class, "win.rate", "i", rate_cb);
  gtk_widget_class_install_action (widget_class, "win.compare", NULL, compare_cb);
}

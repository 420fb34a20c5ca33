/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-compat"

#include "config.h"

#include "gesso-compat-window.h"

/* How long a toast takes at most until it has come, and how often is looked whether it has. */
#define TOAST_COMES_MS 600
#define TOAST_AGAIN_MS 100
/* Characters that fit into one line of a toast, and how long a longer one stays, s. */
#define TOAST_LINE 60
#define TOAST_LONG_S 10

#if ADW_CHECK_VERSION (1, 5, 0)
#define DIALOG_TYPE ADW_TYPE_DIALOG
#else
#define DIALOG_TYPE ADW_TYPE_WINDOW
#endif

static void
present_over (GtkWidget *dialog,
              GtkWidget *parent)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  adw_dialog_present (ADW_DIALOG (dialog), parent);
#else
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}

#if !ADW_CHECK_VERSION (1, 5, 0)
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}
#endif

void
gesso_dialog_present (GtkWidget  *content,
                      GtkWidget  *parent,
                      const char *title,
                      int         width)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  AdwDialog *dialog = adw_dialog_new ();

  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, width);
  adw_dialog_set_child (dialog, content);
  present_over (GTK_WIDGET (dialog), parent);
#else
  GtkWidget *window = adw_window_new ();
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, controller);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), width, -1);
  gtk_window_set_resizable (GTK_WINDOW (window), FALSE);
  gtk_widget_set_size_request (content, width, -1);
  adw_window_set_content (ADW_WINDOW (window), content);
  present_over (window, parent);
#endif
}

void
gesso_dialog_close (GtkWidget *content)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (content, DIALOG_TYPE);

  if (dialog == NULL)
    return;
#if ADW_CHECK_VERSION (1, 5, 0)
  adw_dialog_close (ADW_DIALOG (dialog));
#else
  gtk_window_close (GTK_WINDOW (dialog));
#endif
}

GtkWidget *
gesso_preferences_new (void)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  return GTK_WIDGET (adw_preferences_dialog_new ());
#else
  return adw_preferences_window_new ();
#endif
}

void
gesso_preferences_add (GtkWidget          *preferences,
                       AdwPreferencesPage *page)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (preferences), page);
#else
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (preferences), page);
#endif
}

void
gesso_preferences_present (GtkWidget *preferences,
                           GtkWidget *parent)
{
  present_over (preferences, parent);
}

void
gesso_preferences_close (GtkWidget *content)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  GtkWidget *preferences = gtk_widget_get_ancestor (content, ADW_TYPE_PREFERENCES_DIALOG);

  if (preferences != NULL)
    adw_dialog_close (ADW_DIALOG (preferences));
#else
  GtkWidget *preferences = gtk_widget_get_ancestor (content, ADW_TYPE_PREFERENCES_WINDOW);

  if (preferences != NULL)
    gtk_window_close (GTK_WINDOW (preferences));
#endif
}

GtkWidget *
gesso_about_new (void)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  return GTK_WIDGET (adw_about_dialog_new ());
#else
  return adw_about_window_new ();
#endif
}

void
gesso_about_present (GtkWidget *about,
                     GtkWidget *parent)
{
  present_over (about, parent);
}

AdwToast *
gesso_toast_new (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);
  GtkWidget *label;

  /* A toast's own title is one line that is cut: what names several files would lose what is wrong with them. */
  if (g_utf8_strlen (text, -1) > TOAST_LINE)
    {
      label = gtk_label_new (text);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), TOAST_LINE);
      adw_toast_set_custom_title (toast, label);
      adw_toast_set_timeout (toast, TOAST_LONG_S);
    }
  return toast;
}

typedef struct {
  GListModel *widgets; /* of the overlay: one more with each toast that comes */
  gint64      came_at; /* when the last one did, µs of the monotonic clock */
} ToastWatch;

typedef struct {
  AdwToast   *toast;
  ToastWatch *watch;
} Dismissal;

static void
watch_clear (ToastWatch *watch)
{
  g_signal_handlers_disconnect_by_data (watch->widgets, watch);
  g_object_unref (watch->widgets);
}

static void
watch_free (gpointer watch)
{
  g_rc_box_release_full (watch, (GDestroyNotify) watch_clear);
}

static void
widgets_changed_cb (GListModel *widgets,
                    guint       position,
                    guint       removed,
                    guint       added,
                    ToastWatch *watch)
{
  if (added > 0)
    watch->came_at = g_get_monotonic_time ();
}

static ToastWatch *
get_watch (AdwToastOverlay *overlay)
{
  ToastWatch *watch = g_object_get_data (G_OBJECT (overlay), "gesso-toast-watch");

  if (watch != NULL)
    return watch;
  watch = g_rc_box_new0 (ToastWatch);
  watch->widgets = gtk_widget_observe_children (GTK_WIDGET (overlay));
  watch->came_at = g_get_monotonic_time ();
  g_signal_connect (watch->widgets, "items-changed", G_CALLBACK (widgets_changed_cb), watch);
  g_object_set_data_full (G_OBJECT (overlay), "gesso-toast-watch", watch, watch_free);
  return watch;
}

void
gesso_toast_add (AdwToastOverlay *overlay,
                 AdwToast        *toast)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  get_watch (overlay);
  adw_toast_overlay_add_toast (overlay, toast);
}

static void
dismissal_free (gpointer data)
{
  Dismissal *dismissal = data;

  g_object_unref (dismissal->toast);
  watch_free (dismissal->watch);
  g_free (dismissal);
}

static gboolean
dismiss_cb (gpointer data)
{
  Dismissal *dismissal = data;

  if (g_get_monotonic_time () - dismissal->watch->came_at < TOAST_COMES_MS * G_TIME_SPAN_MILLISECOND)
    return G_SOURCE_CONTINUE;
  adw_toast_dismiss (dismissal->toast);
  return G_SOURCE_REMOVE;
}

void
gesso_toast_dismiss (AdwToastOverlay *overlay,
                     AdwToast        *toast)
{
  Dismissal *dismissal;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  dismissal = g_new0 (Dismissal, 1);
  dismissal->toast = g_object_ref (toast);
  dismissal->watch = g_rc_box_acquire (get_watch (overlay));
  if (dismiss_cb (dismissal) == G_SOURCE_REMOVE)
    dismissal_free (dismissal);
  else
    g_timeout_add_full (G_PRIORITY_DEFAULT, TOAST_AGAIN_MS, dismiss_cb, dismissal, dismissal_free);
}

gboolean
gesso_style_has_accent (void)
{
  return adw_get_major_version () > 1 || adw_get_minor_version () >= 6;
}

char *
gesso_platform_describe (void)
{
  return g_strdup_printf ("GTK %u.%u.%u, libadwaita %u.%u.%u", gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version ());
}

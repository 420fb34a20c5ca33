/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-preferences"

#include "config.h"

#include "gesso-stored-page.h"

#include <glib/gi18n.h>

#include "composer/gesso-thumbnail.h"
#include "gesso-compat.h"
#include "gesso-stored.h"
#include "gesso-words.h"

#define THUMBNAIL_SIZE 36

struct _GessoStoredPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget *delete_all;
  GtkWidget *spinner;
  GtkLabel *message;
  GtkButton *more;

  GessoContext *context;
  GCancellable *cancellable; /* of all that is under way */
  GPtrArray *rows;           /* GtkWidget, unowned */
  char *next_cursor;
  gboolean loading;
  gboolean loaded;
  guint deleting;
};

/* What is to be deleted once that was confirmed. */
typedef struct {
  GessoStoredPage *page;
  GPtrArray *rows; /* GtkWidget */
} Deletion;

G_DEFINE_FINAL_TYPE (GessoStoredPage, gesso_stored_page, ADW_TYPE_PREFERENCES_PAGE)

static void
deletion_free (Deletion *self)
{
  g_object_unref (self->page);
  g_ptr_array_unref (self->rows);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static GessoStored *
get_stored (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "gesso-stored");
}

static void
update (GessoStoredPage *self,
        const char      *message)
{
  GessoEngine *engine = gesso_context_get_engine (self->context);

  if (message == NULL && self->loaded && self->rows->len == 0)
    message = gesso_engine_get_account_state (engine) == GESSO_ACCOUNT_KREA
                ? _("Nothing is stored at Krea.")
                : _("Nothing is stored at Krea: without a key, references stay on this computer.");
  gtk_label_set_label (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
  gtk_widget_set_visible (self->spinner, self->loading);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->loading);
  gtk_button_set_label (self->more, self->loaded ? _("Show More") : _("Try Again"));
  gtk_widget_set_visible (GTK_WIDGET (self->more), !self->loading && (!self->loaded || self->next_cursor != NULL));
  gtk_widget_set_visible (self->delete_all, self->rows->len > 0);
  gtk_widget_set_sensitive (self->delete_all, self->deleting == 0);
}

static void
complain (GessoStoredPage *self,
          const GError    *error)
{
  g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);

  update (self, sentence->text);
}

/* --- Deleting --- */

/* What had the focus can't have it any more: the next that can takes it. Without, no key would reach the dialog. */
static void
keep_focus (GessoStoredPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = GTK_WIDGET (self);

  if (root == NULL || gtk_root_get_focus (root) != NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_child_focus (self->rows->pdata[i], GTK_DIR_TAB_FORWARD))
      return;
  while (widget != NULL && !gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD))
    widget = gtk_widget_get_parent (widget);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Deletion) deletion = data;
  g_autoptr (GError) error = NULL;
  gboolean deleted = gesso_engine_delete_stored_finish (GESSO_ENGINE (source), result, &error);
  GessoStoredPage *self = deletion->page;
  GtkWidget *row = deletion->rows->pdata[0];

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->context == NULL)
    return;
  self->deleting--;
  if (deleted)
    {
      g_ptr_array_remove (self->rows, row);
      adw_preferences_group_remove (self->group, row);
      update (self, NULL);
      keep_focus (self);
      return;
    }
  gtk_widget_set_sensitive (row, TRUE);
  complain (self, error);
}

static void
delete_row (GessoStoredPage *self,
            GtkWidget       *row)
{
  Deletion *one = g_new0 (Deletion, 1);

  one->page = g_object_ref (self);
  one->rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (one->rows, g_object_ref (row));
  gtk_widget_set_sensitive (row, FALSE);
  self->deleting++;
  gesso_engine_delete_stored_async (gesso_context_get_engine (self->context), get_stored (row), self->cancellable,
                                    deleted_cb, one);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Deletion) deletion = data;
  g_autofree char *response = gesso_alert_choose_finish (result);
  GessoStoredPage *self = deletion->page;

  if (!g_str_equal (response, "delete") || self->context == NULL)
    return;
  for (guint i = 0; i < deletion->rows->len; i++)
    if (g_ptr_array_find (self->rows, deletion->rows->pdata[i], NULL))
      delete_row (self, deletion->rows->pdata[i]);
  update (self, NULL);
  keep_focus (self);
}

/* Takes @deletion. */
static void
ask (Deletion   *deletion,
     const char *heading)
{
  static const GessoAlertResponse responses[] = {
    { "cancel", N_("_Cancel"), ADW_RESPONSE_DEFAULT },
    { "delete", N_("_Delete"), ADW_RESPONSE_DESTRUCTIVE },
    { NULL, NULL, 0 },
  };
  GessoAlertResponse translated[G_N_ELEMENTS (responses)];
  g_autofree char *foreign_text = NULL;
  g_autofree char *body = NULL;
  guint foreign = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (responses); i++)
    {
      translated[i] = responses[i];
      translated[i].label = responses[i].label != NULL ? _(responses[i].label) : NULL;
    }
  for (guint i = 0; i < deletion->rows->len; i++)
    foreign += get_stored (deletion->rows->pdata[i])->sha256 == NULL;
  foreign_text = g_strdup_printf (ngettext ("%u picture was not uploaded from this library.",
                                            "%u pictures were not uploaded from this library.", foreign),
                                  foreign);
  body = g_strconcat (_("This can’t be undone."), foreign > 0 ? " " : NULL, foreign_text, NULL);
  gesso_alert_choose_async (GTK_WIDGET (deletion->page), heading, body, NULL, translated, answered_cb, deletion);
}

static void
delete_cb (GtkWidget       *button,
           GessoStoredPage *self)
{
  Deletion *deletion = g_new0 (Deletion, 1);
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  /* Translators: the name of a picture’s file */
  g_autofree char *heading = g_strdup_printf (_("Delete “%s” at Krea?"), get_stored (row)->name);

  deletion->page = g_object_ref (self);
  deletion->rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (deletion->rows, g_object_ref (row));
  ask (deletion, heading);
}

static void
delete_all_cb (GessoStoredPage *self)
{
  Deletion *deletion = g_new0 (Deletion, 1);
  g_autofree char *heading = NULL;

  deletion->page = g_object_ref (self);
  deletion->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (deletion->rows, g_object_ref (self->rows->pdata[i]));
  heading = g_strdup_printf (ngettext ("Delete %u picture at Krea?", "Delete %u pictures at Krea?", self->rows->len),
                             self->rows->len);
  ask (deletion, heading);
}

/* --- Listing --- */

/* "812 kB · 22 November 2026"; (transfer full) */
static char *
describe (const GessoStored *stored)
{
  g_autofree char *size = stored->size > 0 ? g_format_size (stored->size) : NULL;
  g_autoptr (GDateTime) at = stored->uploaded_at > 0 ? g_date_time_new_from_unix_local (stored->uploaded_at / 1000) : NULL;
  /* Translators: a date as in “22 November 2026” */
  g_autofree char *date = at != NULL ? g_date_time_format (at, _("%-d %B %Y")) : NULL;

  if (size != NULL && date != NULL)
    return g_strdup_printf ("%s · %s", size, date);
  return g_strdup (size != NULL ? size : date != NULL ? date : "");
}

static GtkWidget *
make_picture (GessoStoredPage   *self,
              const GessoStored *stored)
{
  GtkWidget *picture;

  if (stored->sha256 == NULL)
    {
      picture = gtk_image_new_from_icon_name ("image-x-generic-symbolic");
      gtk_widget_set_size_request (picture, THUMBNAIL_SIZE, THUMBNAIL_SIZE);
      gtk_widget_set_tooltip_text (picture, _("Not uploaded from this library"));
      return picture;
    }
  picture = gesso_thumbnail_new (self->context, THUMBNAIL_SIZE);
  gesso_thumbnail_set_sha256 (GESSO_THUMBNAIL (picture), stored->sha256);
  return picture;
}

static void
add_row (GessoStoredPage   *self,
         GessoStored       *stored)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *subtitle = describe (stored);
  /* Translators: the name of a picture’s file */
  g_autofree char *label = g_strdup_printf (_("Delete “%s” at Krea"), stored->name);

  g_object_set_data_full (G_OBJECT (row), "gesso-stored", stored, (GDestroyNotify) gesso_stored_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), stored->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_picture (self, stored));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Delete at Krea…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->group, row);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoStoredPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *next_cursor = NULL;
  g_autoptr (GPtrArray) stored = gesso_engine_list_stored_finish (GESSO_ENGINE (source), result, &next_cursor, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->context == NULL)
    return;
  self->loading = FALSE;
  if (stored == NULL)
    {
      complain (self, error);
      return;
    }
  self->loaded = TRUE;
  g_free (self->next_cursor);
  self->next_cursor = g_steal_pointer (&next_cursor);
  g_ptr_array_set_free_func (stored, NULL);
  for (guint i = 0; i < stored->len; i++)
    add_row (self, stored->pdata[i]);
  update (self, NULL);
}

static void
load_cb (GessoStoredPage *self)
{
  GessoEngine *engine = gesso_context_get_engine (self->context);

  if (self->loading)
    return;
  /* The stand-in's are not Krea's. */
  self->loaded = self->loaded || gesso_engine_get_account_state (engine) == GESSO_ACCOUNT_SANDBOX;
  self->loading = gesso_engine_get_account_state (engine) != GESSO_ACCOUNT_SANDBOX;
  if (self->loading)
    gesso_engine_list_stored_async (engine, self->next_cursor, self->cancellable, listed_cb, g_object_ref (self));
  update (self, NULL);
}

static void
gesso_stored_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_stored_page_parent_class)->map (widget);

  if (!GESSO_STORED_PAGE (widget)->loaded)
    load_cb (GESSO_STORED_PAGE (widget));
}

static void
gesso_stored_page_dispose (GObject *object)
{
  GessoStoredPage *self = GESSO_STORED_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), GESSO_TYPE_STORED_PAGE);
  G_OBJECT_CLASS (gesso_stored_page_parent_class)->dispose (object);
}

static void
gesso_stored_page_finalize (GObject *object)
{
  GessoStoredPage *self = GESSO_STORED_PAGE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->rows);
  g_free (self->next_cursor);
  G_OBJECT_CLASS (gesso_stored_page_parent_class)->finalize (object);
}

static void
gesso_stored_page_class_init (GessoStoredPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_stored_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_stored_page_finalize;
  widget_class->map = gesso_stored_page_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/preferences/gesso-stored-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoStoredPage, delete_all);
  gtk_widget_class_bind_template_child (widget_class, GessoStoredPage, group);
  gtk_widget_class_bind_template_child (widget_class, GessoStoredPage, message);
  gtk_widget_class_bind_template_child (widget_class, GessoStoredPage, more);
  gtk_widget_class_bind_template_child (widget_class, GessoStoredPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, delete_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
}

static void
gesso_stored_page_init (GessoStoredPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_stored_page_new (GessoContext *context)
{
  GessoStoredPage *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_STORED_PAGE, NULL);
  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

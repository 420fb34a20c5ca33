/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-compat-files.h"
#include "gesso-library-boards.h"
#include "gesso-moodboard-dialog.h"
#include "gesso-picture-input.h"
#include "gesso-thumbnail.h"
#include "gesso-words.h"

/* Where krea.ai's own page suggests to start. */
#define INITIAL_STRENGTH 0.35
#define COVER_SIZE 48

struct _GessoMoodboardDialog
{
  AdwWindow parent_instance;

  GessoContext *context;
  GCancellable *cancellable;
  GtkEditable *link;
  GtkEditable *name;
  GtkAdjustment *strength;
  GtkLabel *error;
  GtkWidget *add;
  GtkButton *cover_button;
  GtkWidget *cover;
  char *cover_sha256;
};

enum {
  ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoMoodboardDialog, gesso_moodboard_dialog, ADW_TYPE_WINDOW)

static void
show_error (GessoMoodboardDialog *self,
            const char           *text)
{
  gtk_label_set_label (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), text != NULL);
}

static void
link_changed_cb (GessoMoodboardDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->link)));
  g_autofree char *id = krea_moodboard_parse (text);

  gtk_widget_set_sensitive (self->add, id != NULL);
  show_error (self, id == NULL && *text != '\0' ? _("That isn't a Krea moodboard link. Use Share on krea.ai.") : NULL);
}

static void
clipboard_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoMoodboardDialog) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autofree char *id = text != NULL && strlen (text) < 4096 ? krea_moodboard_parse (g_strstrip (text)) : NULL;

  if (self->link == NULL || id == NULL || *gtk_editable_get_text (self->link) != '\0')
    return;

  gtk_editable_set_text (self->link, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
cover_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GessoMoodboardDialog) self = data;
  g_autofree char *refused = NULL;
  g_autoptr (GPtrArray) files = gesso_picture_input_read_finish (result, NULL, &refused, NULL);

  if (self->cover == NULL)
    return;

  show_error (self, refused);
  if (files != NULL && files->len > 0)
    {
      const GessoReferenceFile *file = g_ptr_array_index (files, 0);

      g_free (self->cover_sha256);
      self->cover_sha256 = g_strdup (file->sha256);
      gesso_thumbnail_set_sha256 (GESSO_THUMBNAIL (self->cover), file->sha256);
      gtk_button_set_child (self->cover_button, self->cover);
    }
}

static void
cover_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GessoMoodboardDialog) self = data;
  g_autoptr (GListModel) files = gesso_file_dialog_open_multiple_finish (result, NULL);

  if (files != NULL && self->context != NULL)
    gesso_picture_input_read_files_async (self->context, files, self->cancellable, cover_read_cb, g_object_ref (self));
}

static void
cover_clicked_cb (GessoMoodboardDialog *self)
{
  static const char *const types[] = { "image/png", "image/jpeg", "image/webp", NULL };

  gesso_file_dialog_open_multiple_async (GTK_WINDOW (self), _("Choose a Cover"), _("Pictures"), types,
                                         self->cancellable, cover_chosen_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoMoodboardDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  if (!gesso_library_boards_finish (GESSO_LIBRARY (source), result, &error))
    {
      g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);

      if (self->link == NULL)
        return;
      show_error (self, sentence->text);
      gtk_widget_set_sensitive (self->add, TRUE);
      return;
    }
  if (self->link == NULL)
    return;

  id = krea_moodboard_parse (gtk_editable_get_text (self->link));
  name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_signal_emit (self, signals[ADDED], 0, id, *name != '\0' ? name : _("Krea moodboard"),
                 gtk_adjustment_get_value (self->strength));
  gtk_window_close (GTK_WINDOW (self));
}

static void
gesso_moodboard_dialog_dispose (GObject *object)
{
  GessoMoodboardDialog *self = GESSO_MOODBOARD_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_MOODBOARD_DIALOG);
  g_clear_object (&self->cover);
  g_clear_object (&self->context);
  g_clear_pointer (&self->cover_sha256, g_free);

  G_OBJECT_CLASS (gesso_moodboard_dialog_parent_class)->dispose (object);
}

static void
gesso_moodboard_dialog_class_init (GessoMoodboardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_moodboard_dialog_dispose;

  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_DOUBLE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-moodboard-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoMoodboardDialog, add);
  gtk_widget_class_bind_template_child (widget_class, GessoMoodboardDialog, cover_button);
  gtk_widget_class_bind_template_child (widget_class, GessoMoodboardDialog, error);
  gtk_widget_class_bind_template_child (widget_class, GessoMoodboardDialog, link);
  gtk_widget_class_bind_template_child (widget_class, GessoMoodboardDialog, name);
  gtk_widget_class_bind_template_child (widget_class, GessoMoodboardDialog, strength);
  gtk_widget_class_bind_template_callback (widget_class, cover_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, gesso_moodboard_dialog_add);
  gtk_widget_class_bind_template_callback (widget_class, link_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gesso_moodboard_dialog_init (GessoMoodboardDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_moodboard_dialog_new (GessoContext *context,
                            GtkWidget    *parent)
{
  GessoMoodboardDialog *self;
  const KreaRange *range;
  GtkRoot *root;
  gboolean wide;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);

  root = gtk_widget_get_root (parent);
  self = g_object_new (GESSO_TYPE_MOODBOARD_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->cover = g_object_ref_sink (gesso_thumbnail_new (context, COVER_SIZE));
  range = krea_catalog_get_range (gesso_context_get_catalog (context), "moodboard.strength");
  wide = g_settings_get_boolean (gesso_context_get_settings (context), "extended-strengths");
  if (range != NULL)
    {
      gtk_adjustment_set_lower (self->strength, wide ? range->wide_minimum : range->minimum);
      gtk_adjustment_set_upper (self->strength, wide ? range->wide_maximum : range->maximum);
    }
  gtk_adjustment_set_value (self->strength, INITIAL_STRENGTH);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_widget_grab_focus (GTK_WIDGET (self->link));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable, clipboard_cb,
                                 g_object_ref (self));
  return GTK_WIDGET (self);
}

void
gesso_moodboard_dialog_set_link (GessoMoodboardDialog *self,
                                 const char           *link)
{
  g_return_if_fail (GESSO_IS_MOODBOARD_DIALOG (self));

  gtk_editable_set_text (self->link, link);
}

const char *
gesso_moodboard_dialog_get_error (GessoMoodboardDialog *self)
{
  g_return_val_if_fail (GESSO_IS_MOODBOARD_DIALOG (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->error)) ? gtk_label_get_label (self->error) : NULL;
}

void
gesso_moodboard_dialog_add (GessoMoodboardDialog *self)
{
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  GessoKreaMoodboard moodboard = { 0 };

  g_return_if_fail (GESSO_IS_MOODBOARD_DIALOG (self));

  id = krea_moodboard_parse (gtk_editable_get_text (self->link));
  if (id == NULL)
    return;

  name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  moodboard.id = id;
  moodboard.name = *name != '\0' ? name : (char *) _("Krea moodboard");
  moodboard.cover = self->cover_sha256;
  moodboard.strength = gtk_adjustment_get_value (self->strength);
  gtk_widget_set_sensitive (self->add, FALSE);
  gesso_library_save_moodboard_async (gesso_context_get_library (self->context), &moodboard, saved_cb,
                                      g_object_ref (self));
}

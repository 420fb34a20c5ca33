/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-tag-popover.h"

#include "gesso-library-curation.h"

#define MOST_COMPLETIONS 6

struct _GessoTagPopover
{
  GtkPopover parent_instance;

  GessoContext *context;
  GCancellable *cancellable;
  char *tags;
  GtkWidget *title;
  GtkWidget *chips;
  GtkWidget *entry;
  GtkWidget *list;
};

enum {
  SIGNAL_ADD,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoTagPopover, gesso_tag_popover, GTK_TYPE_POPOVER)

static gboolean
has_tag (GessoTagPopover *self,
         const char      *tag)
{
  g_auto (GStrv) lines = g_strsplit (self->tags != NULL ? self->tags : "", "\n", -1);

  return g_strv_contains ((const char *const *) lines, tag);
}

static void
add (GessoTagPopover *self,
     const char      *tag)
{
  g_autofree char *text = g_strstrip (g_strdup (tag));

  if (*text == '\0')
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (self->entry);
  g_signal_emit (self, signals[SIGNAL_ADD], 0, text);
}

static void
entry_activate_cb (GessoTagPopover *self)
{
  g_assert (GESSO_IS_TAG_POPOVER (self));

  add (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
row_activated_cb (GessoTagPopover *self,
                  GtkListBoxRow   *row)
{
  g_assert (GESSO_IS_TAG_POPOVER (self));

  add (self, gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));
}

static void
remove_clicked_cb (GessoTagPopover *self,
                   GtkButton       *button)
{
  g_autofree char *tag = g_strdup (g_object_get_data (G_OBJECT (button), "gesso-tag"));

  g_assert (GESSO_IS_TAG_POPOVER (self));

  gtk_widget_grab_focus (self->entry);
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0, tag);
}

static void
completed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoTagPopover) self = data;
  g_autoptr (GPtrArray) tags = gesso_library_complete_tag_finish (GESSO_LIBRARY (source), result, NULL);
  GtkWidget *child;
  guint n = 0;

  if (tags == NULL || self->context == NULL)
    return;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < tags->len && n < MOST_COMPLETIONS; i++)
    {
      GtkWidget *label;

      if (has_tag (self, tags->pdata[i]))
        continue;
      label = gtk_label_new (tags->pdata[i]);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_list_box_append (GTK_LIST_BOX (self->list), label);
      n++;
    }
  gtk_widget_set_visible (self->list, n > 0);
}

static void
complete (GessoTagPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_assert (GESSO_IS_TAG_POPOVER (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->context == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  gesso_library_complete_tag_async (gesso_context_get_library (self->context), text, 2 * MOST_COMPLETIONS,
                                    self->cancellable, completed_cb, g_object_ref (self));
}

/* Down goes to the tags that were used before. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GessoTagPopover       *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  g_assert (GESSO_IS_TAG_POPOVER (self));

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || first == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (first));
  return GDK_EVENT_STOP;
}

static void
add_chip (GessoTagPopover *self,
          const char      *tag)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (tag);
  g_autofree char *name = g_strdup_printf (_("Remove the tag “%s”"), tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "gesso-tag");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "gesso-tag", g_strdup (tag), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->chips), button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
gesso_tag_popover_dispose (GObject *object)
{
  GessoTagPopover *self = GESSO_TAG_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_tag_popover_parent_class)->dispose (object);
}

static void
gesso_tag_popover_finalize (GObject *object)
{
  g_free (GESSO_TAG_POPOVER (object)->tags);
  G_OBJECT_CLASS (gesso_tag_popover_parent_class)->finalize (object);
}

static void
gesso_tag_popover_class_init (GessoTagPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_tag_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_tag_popover_finalize;
  signals[SIGNAL_ADD] = g_signal_new ("add", GESSO_TYPE_TAG_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                      1, G_TYPE_STRING);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", GESSO_TYPE_TAG_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gesso_tag_popover_init (GessoTagPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "heading");
  self->chips = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->chips), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->chips), 8);
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Add a tag"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a tag"), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (complete), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "gesso-completions");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tags used before"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_widget_set_size_request (box, 240, -1);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->chips);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
gesso_tag_popover_new (GessoContext *context)
{
  GessoTagPopover *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_TAG_POPOVER, NULL);
  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
gesso_tag_popover_set_tags (GessoTagPopover *self,
                            const char      *tags,
                            guint            n_pictures)
{
  g_auto (GStrv) lines = g_strsplit (tags != NULL ? tags : "", "\n", -1);
  g_autofree char *title = NULL;
  GtkWidget *child;

  g_return_if_fail (GESSO_IS_TAG_POPOVER (self));

  g_free (self->tags);
  self->tags = g_strdup (tags);
  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->chips), child);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      add_chip (self, *line);
  gtk_widget_set_visible (self->chips, lines[0] != NULL && *lines[0] != '\0');
  title = g_strdup_printf (ngettext ("Tags of %'u picture", "Tags of %'u pictures", n_pictures), n_pictures);
  gtk_label_set_text (GTK_LABEL (self->title), n_pictures == 1 ? _("Tags") : title);
  complete (self);
}

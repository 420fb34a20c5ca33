/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-style-list.h"
#include "gesso-style-picker.h"
#include "gesso-words.h"

#define COVER_SIZE 72
#define INITIAL_STRENGTH 1.0

struct _GessoStylePicker
{
  GtkPopover parent_instance;

  GessoContext *context;
  GessoStyleList *styles;
  GtkFilterListModel *fitting;
  GtkCustomFilter *filter;
  GtkEditable *search;
  GtkStack *stack;
  GtkGridView *grid;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (GessoStylePicker, gesso_style_picker, GTK_TYPE_POPOVER)

static gboolean
fits (gpointer item,
      gpointer data)
{
  GessoStylePicker *self = GESSO_STYLE_PICKER (data);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (self->context == NULL ||
      !gesso_style_item_fits (item, krea_request_get_variant (gesso_context_get_request (self->context))))
    return FALSE;

  title = g_utf8_casefold (gesso_style_item_get_title (item), -1);
  text = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  return strstr (title, g_strstrip (text)) != NULL;
}

static void
update (GessoStylePicker *self)
{
  const char *error = gesso_style_list_get_error (self->styles);
  const char *variant;
  g_autofree char *none = NULL;

  if (self->context == NULL)
    return;

  variant = gesso_words_variant (krea_request_get_variant (gesso_context_get_request (self->context)));
  if (g_list_model_get_n_items (G_LIST_MODEL (self->fitting)) > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "grid");
      return;
    }
  if (gesso_style_list_is_loading (self->styles))
    {
      gtk_stack_set_visible_child_name (self->stack, "loading");
      return;
    }

  if (*gtk_editable_get_text (self->search) != '\0')
    none = g_strdup_printf (_("No style is called “%s”."), gtk_editable_get_text (self->search));
  else
    none = g_strdup_printf (_("No trained styles for %s on this key."), variant);
  gtk_label_set_label (self->message, error != NULL ? error : none);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
filter_changed_cb (GessoStylePicker *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
show_cb (GessoStylePicker *self)
{
  gtk_editable_set_text (self->search, "");
  gesso_style_list_load (self->styles);
  filter_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
activate_cb (GessoStylePicker *self,
             guint             position)
{
  g_autoptr (GessoStyleItem) item = g_list_model_get_item (G_LIST_MODEL (self->fitting), position);
  g_autoptr (KreaStyle) style = NULL;

  if (item == NULL)
    return;

  style = krea_style_new (gesso_style_item_get_id (item), gesso_style_item_get_title (item), INITIAL_STRENGTH);
  krea_request_add_style (gesso_context_get_request (self->context), style);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_size_request (picture, COVER_SIZE, COVER_SIZE);
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (picture, "cover");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 10);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  GessoStyleItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *picture = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *label = gtk_widget_get_last_child (gtk_list_item_get_child (list_item));
  GBinding *binding;

  gtk_label_set_label (GTK_LABEL (label), gesso_style_item_get_title (item));
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (list_item), gesso_style_item_get_title (item));
  binding = g_object_bind_property (item, "cover", picture, "paintable", G_BINDING_SYNC_CREATE);
  g_object_set_data (G_OBJECT (list_item), "gesso-binding", binding);
  gesso_style_item_load_cover (item, COVER_SIZE * 2);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  GBinding *binding = g_object_steal_data (G_OBJECT (list_item), "gesso-binding");

  g_clear_pointer (&binding, g_binding_unbind);
}

static void
gesso_style_picker_dispose (GObject *object)
{
  GessoStylePicker *self = GESSO_STYLE_PICKER (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_STYLE_PICKER);
  g_clear_object (&self->fitting);
  g_clear_object (&self->styles);

  G_OBJECT_CLASS (gesso_style_picker_parent_class)->dispose (object);
}

static void
gesso_style_picker_class_init (GessoStylePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_style_picker_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-style-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoStylePicker, grid);
  gtk_widget_class_bind_template_child (widget_class, GessoStylePicker, message);
  gtk_widget_class_bind_template_child (widget_class, GessoStylePicker, search);
  gtk_widget_class_bind_template_child (widget_class, GessoStylePicker, stack);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
gesso_style_picker_init (GessoStylePicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_style_picker_new (GessoContext *context)
{
  GessoStylePicker *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_STYLE_PICKER, NULL);
  self->context = g_object_ref (context);
  self->styles = gesso_style_list_new (gesso_context_get_engine (context));
  self->filter = gtk_custom_filter_new (fits, self, NULL);
  self->fitting = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->styles)), GTK_FILTER (self->filter));
  gtk_grid_view_set_model (self->grid,
                           GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->fitting)))));
  g_signal_connect_object (self->styles, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fitting, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

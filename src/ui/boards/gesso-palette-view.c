/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-palette-view.h"

#include <glib/gi18n.h>

#include "gesso-board-palette.h"

#define CHIP 28

struct _GessoPaletteView
{
  GtkWidget parent_instance;

  GessoContext *context;
  GCancellable *cancellable;
  GPtrArray *colours; /* "#rrggbb" */
  gboolean editing;

  GtkWidget *title;
  GtkWidget *entry;
  GtkWidget *flow;
  GtkWidget *hint;
  GtkWidget *buttons;
};

enum {
  CHOSEN,
  COPIED,
  PUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoPaletteView, gesso_palette_view, GTK_TYPE_WIDGET)

static void
copy (GessoPaletteView *self,
      const char       *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[COPIED], 0, text);
}

static void
chip_clicked_cb (GtkWidget        *chip,
                 GessoPaletteView *self)
{
  const char *colour = g_object_get_data (G_OBJECT (chip), "colour");

  if (self->editing)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), colour);
  else
    copy (self, colour);
}

static void
copy_all_cb (GessoPaletteView *self)
{
  g_auto (GStrv) colours = gesso_palette_view_get_colours (self);
  g_autofree char *text = g_strjoinv (", ", colours);

  copy (self, text);
}

static void
put_cb (GessoPaletteView *self)
{
  g_auto (GStrv) colours = gesso_palette_view_get_colours (self);

  g_signal_emit (self, signals[PUT], 0, colours);
}

/* As people write colours: "#fa0", "1f6f78", "teal". */
static char *
parse (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *with_hash = g_strconcat ("#", stripped, NULL);
  GdkRGBA rgba;

  if (!gdk_rgba_parse (&rgba, stripped) && !gdk_rgba_parse (&rgba, with_hash))
    return NULL;
  return g_strdup_printf ("#%02x%02x%02x", (guint) (rgba.red * 255 + 0.5f), (guint) (rgba.green * 255 + 0.5f),
                          (guint) (rgba.blue * 255 + 0.5f));
}

static void
typed_cb (GessoPaletteView *self)
{
  g_autofree char *colour = parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (colour == NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  if (colour != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, colour);
}

static void
entered_cb (GessoPaletteView *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* --- The colours --- */

static void
draw_chip_cb (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        colour)
{
  GdkRGBA rgba;

  if (!gdk_rgba_parse (&rgba, colour))
    return;
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_paint (cr);
}

static GtkWidget *
make_chip (GessoPaletteView *self,
           const char       *colour)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *area = gtk_drawing_area_new ();
  GtkWidget *label = gtk_label_new (colour);
  g_autofree char *name = NULL;

  /* Translators: a colour as “#1f6f78”, on a button that copies or chooses it */
  name = g_strdup_printf (self->editing ? _("Choose %s") : _("Copy %s"), colour);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 2 * CHIP);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), CHIP);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_chip_cb, g_strdup (colour), g_free);
  gtk_widget_add_css_class (area, "chip-colour");
  gtk_widget_set_overflow (area, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), area);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "colour", g_strdup (colour), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (chip_clicked_cb), self, 0);
  return button;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoPaletteView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoardPalette) palette = gesso_board_palette_find_finish (result, &error);

  if (palette == NULL || self->flow == NULL)
    return;
  for (guint i = 0; i < palette->n; i++)
    {
      char *colour = gesso_oklab_to_hex (palette->shades[i].colour);

      g_ptr_array_add (self->colours, colour);
      gtk_flow_box_insert (GTK_FLOW_BOX (self->flow), make_chip (self, colour), -1);
      gtk_widget_set_focusable (
        GTK_WIDGET (gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->flow), (int) i)), FALSE);
    }
  gtk_label_set_text (GTK_LABEL (self->hint), self->colours->len == 0 ? _("No pictures to take colours from.")
                                              : self->editing         ? ""
                                                                      : _("Click one to copy it."));
  gtk_widget_set_visible (self->hint, !self->editing || self->colours->len == 0);
  gtk_widget_set_visible (self->buttons, !self->editing && self->colours->len > 0);
}

static void
gesso_palette_view_dispose (GObject *object)
{
  GessoPaletteView *self = GESSO_PALETTE_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  self->flow = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_palette_view_parent_class)->dispose (object);
}

static void
gesso_palette_view_finalize (GObject *object)
{
  GessoPaletteView *self = GESSO_PALETTE_VIEW (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->colours);
  G_OBJECT_CLASS (gesso_palette_view_parent_class)->finalize (object);
}

static void
gesso_palette_view_class_init (GessoPaletteViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = GESSO_TYPE_PALETTE_VIEW;

  G_OBJECT_CLASS (klass)->dispose = gesso_palette_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_palette_view_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COPIED] = g_signal_new ("copied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PUT] = g_signal_new ("put", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "palette-view");
}

static void
append_button (GessoPaletteView *self,
               const char       *label,
               GCallback         callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

static void
gesso_palette_view_init (GessoPaletteView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget **children[] = { &self->title, &self->entry, &self->flow, &self->hint, &self->buttons };

  self->cancellable = g_cancellable_new ();
  self->colours = g_ptr_array_new_with_free_func (g_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 9);
  self->title = gtk_label_new (_("Colours of the board"));
  gtk_widget_add_css_class (self->title, "heading");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  self->entry = gtk_entry_new ();
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Colour"), -1);
  gtk_widget_set_visible (self->entry, FALSE);
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->flow), 4);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 4);
  self->hint = gtk_label_new (_("Looking at the pictures…"));
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_widget_add_css_class (self->hint, "hint");
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_set_homogeneous (GTK_BOX (self->buttons), TRUE);
  gtk_widget_set_visible (self->buttons, FALSE);
  append_button (self, _("_Copy All"), G_CALLBACK (copy_all_cb));
  append_button (self, _("_Put on Board"), G_CALLBACK (put_cb));
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_set_parent (*children[i], GTK_WIDGET (self));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
gesso_palette_view_new (GessoContext *context)
{
  GessoPaletteView *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_PALETTE_VIEW, NULL);
  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
gesso_palette_view_edit (GessoPaletteView *self,
                         const char       *colour)
{
  g_return_if_fail (GESSO_IS_PALETTE_VIEW (self));

  self->editing = TRUE;
  gtk_widget_set_visible (self->entry, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), colour != NULL ? colour : "");
}

void
gesso_palette_view_show (GessoPaletteView *self,
                         GPtrArray        *items)
{
  GtkWidget *child;

  g_return_if_fail (GESSO_IS_PALETTE_VIEW (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_ptr_array_set_size (self->colours, 0);
  while ((child = gtk_widget_get_first_child (self->flow)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->flow), child);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_widget_set_visible (self->hint, TRUE);
  gtk_label_set_text (GTK_LABEL (self->hint), _("Looking at the pictures…"));
  gesso_board_palette_find_async (self->context, items, self->cancellable, found_cb, g_object_ref (self));
}

void
gesso_palette_view_set_title (GessoPaletteView *self,
                              const char       *title)
{
  g_return_if_fail (GESSO_IS_PALETTE_VIEW (self));

  gtk_label_set_text (GTK_LABEL (self->title), title);
}

char **
gesso_palette_view_get_colours (GessoPaletteView *self)
{
  GStrvBuilder *builder;
  char **colours;

  g_return_val_if_fail (GESSO_IS_PALETTE_VIEW (self), NULL);

  builder = g_strv_builder_new ();
  for (guint i = 0; i < self->colours->len; i++)
    g_strv_builder_add (builder, self->colours->pdata[i]);
  colours = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return colours;
}

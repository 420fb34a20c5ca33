/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-compare.h"

#include <glib/gi18n.h>

#include "../viewer/gesso-picture-view.h"
#include "gesso-compare-pane.h"
#include "gesso-recipe-difference.h"
#include "gesso-words.h"

/* What an arrow key moves pictures that are zoomed in, px; and the line, of a hundred. */
#define PAN_PX 64
#define LINE_STEP 5

struct _GessoCompare
{
  GtkWidget parent_instance;

  GtkAdjustment *adjustment;
  GtkWidget *differences;
  GtkWidget *pane_bin;
  GtkWidget *scale;
  GtkWidget *scrolled;
  GtkWidget *side_button;
  GtkWidget *slider_button;
  GtkWidget *zoom_label;
  GtkWidget *pane;
  GtkWidget *views[2];

  GessoContext *context;
  GessoGeneration *generations[2];
  gboolean matching;
};

enum {
  SIGNAL_CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoCompare, gesso_compare, GTK_TYPE_WIDGET)

static GessoPictureView *
view (GessoCompare *self,
      guint         i)
{
  return GESSO_PICTURE_VIEW (self->views[i]);
}

/* What one does, the other does. */
static void
view_changed_cb (GessoCompare *self,
                 GtkWidget    *changed)
{
  g_autofree char *percent = NULL;

  g_assert (GESSO_IS_COMPARE (self));

  if (self->matching)
    return;
  self->matching = TRUE;
  gesso_picture_view_match (view (self, changed == self->views[0]), GESSO_PICTURE_VIEW (changed));
  self->matching = FALSE;
  percent = g_strdup_printf (_("%d %%"), (int) (gesso_picture_view_get_zoom (view (self, 0)) * 100 + 0.5));
  gtk_label_set_text (GTK_LABEL (self->zoom_label), percent);
}

static GtkWidget *
create_label (const char *text,
              gboolean    name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (name)
    gtk_widget_add_css_class (label, "dim-label");
  else
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_set_hexpand (label, TRUE);
    }
  return label;
}

static void
show_difference (GessoCompare          *self,
                 const GessoDifference *difference,
                 int                    row)
{
  GtkWidget *name = create_label (difference->name, TRUE);
  GtkWidget *value = create_label (difference->text, FALSE);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", difference->name, difference->text);

  if (difference->markup != NULL)
    gtk_label_set_markup (GTK_LABEL (value), difference->markup);
  /* Struck out and underlined can't be heard. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_grid_attach (GTK_GRID (self->differences), name, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->differences), value, 1, row, 1, 1);
}

/* Of what another program made, only some is known. */
static const char *
say_same (GessoCompare *self)
{
  return gesso_generation_get_variant (self->generations[0]) != NULL &&
             gesso_generation_get_variant (self->generations[1]) != NULL
           ? _("Both have the same recipe.")
           : _("Nothing that is known of them differs.");
}

static void
show_differences (GessoCompare *self)
{
  g_autoptr (GPtrArray) all = NULL;
  const char *first, *second;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->differences)) != NULL)
    gtk_grid_remove (GTK_GRID (self->differences), child);
  if (self->generations[0] == NULL)
    return;
  first = gesso_generation_get_recipe (self->generations[0]);
  second = gesso_generation_get_recipe (self->generations[1]);
  if (first == NULL || second == NULL)
    return;
  all = gesso_recipe_difference (gesso_context_get_catalog (self->context), first, second);
  if (all == NULL)
    return;
  for (guint i = 0; i < all->len; i++)
    show_difference (self, all->pdata[i], (int) i);
  if (all->len == 0)
    gtk_grid_attach (GTK_GRID (self->differences), create_label (say_same (self), FALSE), 0, 0, 1, 1);
}

/* A row that is read later brings its picture and its recipe. */
static void
generation_changed_cb (GessoCompare *self)
{
  g_assert (GESSO_IS_COMPARE (self));

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = self->generations[i] ? gesso_words_picture_name (self->generations[i]) : NULL;

      gesso_picture_view_set_generation (view (self, i), self->generations[i]);
      if (name != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (self->views[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  show_differences (self);
}

static void
fit_cb (GessoCompare *self)
{
  g_assert (GESSO_IS_COMPARE (self));

  gesso_picture_view_fit (view (self, 0));
}

static void
actual_cb (GessoCompare *self)
{
  g_assert (GESSO_IS_COMPARE (self));

  gesso_picture_view_zoom_actual (view (self, 0));
}

static void
swap_cb (GessoCompare *self)
{
  g_autoptr (GessoGeneration) first = NULL;
  g_autoptr (GessoGeneration) second = NULL;

  g_assert (GESSO_IS_COMPARE (self));

  g_set_object (&first, self->generations[0]);
  g_set_object (&second, self->generations[1]);
  gesso_compare_set_generations (self, second, first);
}

static gboolean
split_to_percent (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      data)
{
  g_value_set_double (to, g_value_get_double (from) * 100);
  return TRUE;
}

static gboolean
percent_to_split (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      data)
{
  g_value_set_double (to, g_value_get_double (from) / 100);
  return TRUE;
}

static gboolean
zoom_key (GessoCompare    *self,
          guint            key,
          GdkModifierType  modifiers)
{
  if (modifiers == GDK_CONTROL_MASK && (key == GDK_KEY_0 || key == GDK_KEY_KP_0))
    fit_cb (self);
  else if (modifiers == GDK_CONTROL_MASK && (key == GDK_KEY_1 || key == GDK_KEY_KP_1))
    actual_cb (self);
  /* Shift belongs to plus on many keyboards. */
  else if ((modifiers & ~GDK_SHIFT_MASK) == 0 && (key == GDK_KEY_plus || key == GDK_KEY_equal || key == GDK_KEY_KP_Add))
    gesso_picture_view_zoom_by (view (self, 0), 1);
  else if (modifiers == 0 && (key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract))
    gesso_picture_view_zoom_by (view (self, 0), -1);
  else
    return FALSE;
  return TRUE;
}

/* Shift and an arrow moves both pictures; an arrow alone the line. */
static gboolean
arrow_key (GessoCompare    *self,
           guint            key,
           GdkModifierType  modifiers)
{
  static const struct { guint key; int dx, dy; } moves[] = {
    { GDK_KEY_Left, 1, 0 }, { GDK_KEY_Right, -1, 0 }, { GDK_KEY_Up, 0, 1 }, { GDK_KEY_Down, 0, -1 },
  };
  gboolean slider = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->slider_button));

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      if (moves[i].key != key)
        continue;
      if (modifiers == GDK_SHIFT_MASK)
        gesso_picture_view_pan (view (self, 0), moves[i].dx * PAN_PX, moves[i].dy * PAN_PX);
      else if (slider && modifiers == 0 && moves[i].dx != 0)
        gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) - moves[i].dx * LINE_STEP);
      else
        return FALSE;
      return TRUE;
    }
  return FALSE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GessoCompare          *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  GtkToggleButton *side = GTK_TOGGLE_BUTTON (self->side_button);
  GtkToggleButton *slider = GTK_TOGGLE_BUTTON (self->slider_button);

  g_assert (GESSO_IS_COMPARE (self));

  if (zoom_key (self, key, modifiers) || arrow_key (self, key, modifiers))
    return GDK_EVENT_STOP;
  if ((modifiers & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape)
    g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
  else if (key == GDK_KEY_s || key == GDK_KEY_S)
    gtk_toggle_button_set_active (gtk_toggle_button_get_active (side) ? slider : side, TRUE);
  else if (key == GDK_KEY_x || key == GDK_KEY_X)
    swap_cb (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
gesso_compare_dispose (GObject *object)
{
  GessoCompare *self = GESSO_COMPARE (object);
  GtkWidget *child;

  for (guint i = 0; i < 2; i++)
    {
      if (self->generations[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->generations[i], self);
      g_clear_object (&self->generations[i]);
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_compare_parent_class)->dispose (object);
}

static void
gesso_compare_class_init (GessoCompareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_compare_dispose;
  signals[SIGNAL_CLOSE] =
    g_signal_new ("close", GESSO_TYPE_COMPARE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "gesso-compare");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/compare/gesso-compare.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoCompare, adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoCompare, differences);
  gtk_widget_class_bind_template_child (widget_class, GessoCompare, pane_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoCompare, scale);
  gtk_widget_class_bind_template_child (widget_class, GessoCompare, scrolled);
  gtk_widget_class_bind_template_child (widget_class, GessoCompare, side_button);
  gtk_widget_class_bind_template_child (widget_class, GessoCompare, slider_button);
  gtk_widget_class_bind_template_child (widget_class, GessoCompare, zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, actual_cb);
  gtk_widget_class_bind_template_callback (widget_class, fit_cb);
  gtk_widget_class_bind_template_callback (widget_class, swap_cb);
}

static void
gesso_compare_init (GessoCompare *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The line is where the thumb is, and a picture has no direction of reading. */
  gtk_widget_set_direction (self->scale, GTK_TEXT_DIR_LTR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Compare two pictures"), -1);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
gesso_compare_new (GessoContext *context)
{
  GessoCompare *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_COMPARE, NULL);
  self->context = g_object_ref (context);
  for (guint i = 0; i < 2; i++)
    {
      self->views[i] = gesso_picture_view_new (context);
      g_signal_connect_object (self->views[i], "changed", G_CALLBACK (view_changed_cb), self, G_CONNECT_SWAPPED);
    }
  self->pane = gesso_compare_pane_new (self->views[0], self->views[1]);
  adw_bin_set_child (ADW_BIN (self->pane_bin), self->pane);
  g_object_bind_property (self->slider_button, "active", self->pane, "slider", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (self->pane, "split", self->adjustment, "value",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, split_to_percent, percent_to_split,
                               NULL, NULL);
  return GTK_WIDGET (self);
}

void
gesso_compare_set_generations (GessoCompare    *self,
                               GessoGeneration *first,
                               GessoGeneration *second)
{
  GessoGeneration *const wanted[2] = { first, second };
  static const char *const watched[] = { "notify::recipe", "notify::sha256", "notify::state" };

  g_return_if_fail (GESSO_IS_COMPARE (self));
  g_return_if_fail ((first == NULL) == (second == NULL));

  for (guint i = 0; i < 2; i++)
    {
      if (self->generations[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->generations[i], self);
      g_set_object (&self->generations[i], wanted[i]);
      for (guint j = 0; wanted[i] != NULL && j < G_N_ELEMENTS (watched); j++)
        g_signal_connect_swapped (wanted[i], watched[j], G_CALLBACK (generation_changed_cb), self);
    }
  generation_changed_cb (self);
}

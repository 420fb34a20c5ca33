/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-banner.h"

/* What the buttons have in the narrowest window, px: its width without the padding around them. */
#define NARROW_WIDTH 330

struct _GessoBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkOrientable *row;
  GtkLabel *title;
  GtkWidget *buttons;
  GtkWidget *details_button;
  GtkLabel *details;

  GessoFix fixes[3]; /* what the buttons are */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (GessoBanner, gesso_banner, GTK_TYPE_WIDGET)

static void
add_fix (GessoBanner    *self,
         const GessoFix *fix)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (fix->label);

  /* Only where even a row of its own has no room for it. */
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  /* A child of its own gives the button no name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, fix->label, -1);
  gesso_fix_bind (fix, GTK_ACTIONABLE (button), NULL);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

/* Buttons that stay the same keep the focus: the sentence comes again with each change of the queue. */
static void
set_fixes (GessoBanner         *self,
           const GessoSentence *sentence)
{
  gboolean same = TRUE;
  GtkWidget *child;

  for (gsize i = 0; i < G_N_ELEMENTS (self->fixes); i++)
    same = same && g_strcmp0 (self->fixes[i].label, sentence->fixes[i].label) == 0 &&
           g_strcmp0 (self->fixes[i].action, sentence->fixes[i].action) == 0;
  if (same)
    return;
  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_box_remove (GTK_BOX (self->buttons), child);
  for (gsize i = 0; i < G_N_ELEMENTS (self->fixes); i++)
    {
      self->fixes[i] = sentence->fixes[i];
      if (sentence->fixes[i].label != NULL)
        add_fix (self, &sentence->fixes[i]);
    }
}

/* In a narrow window the buttons are below the sentence, and below each other where they are too long for one row. */
static void
arrange (GessoBanner *self)
{
  gboolean stacked = FALSE;
  int natural;

  gtk_orientable_set_orientation (self->row, self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), GTK_ORIENTATION_HORIZONTAL);
  if (self->narrow)
    {
      gtk_widget_measure (self->buttons, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      stacked = natural > NARROW_WIDTH;
    }
  if (stacked)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_halign (self->buttons, stacked ? GTK_ALIGN_FILL : GTK_ALIGN_END);
}

static void
gesso_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_BANNER);
  G_OBJECT_CLASS (gesso_banner_parent_class)->dispose (object);
}

static void
gesso_banner_class_init (GessoBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_banner_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/window/gesso-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoBanner, buttons);
  gtk_widget_class_bind_template_child (widget_class, GessoBanner, details);
  gtk_widget_class_bind_template_child (widget_class, GessoBanner, details_button);
  gtk_widget_class_bind_template_child (widget_class, GessoBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, GessoBanner, row);
  gtk_widget_class_bind_template_child (widget_class, GessoBanner, title);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "gesso-banner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

/* A screen reader would go on reading what has slid away. */
static void
child_revealed_cb (GessoBanner *self)
{
  g_assert (GESSO_IS_BANNER (self));

  gtk_widget_set_visible (GTK_WIDGET (self->row), gtk_revealer_get_reveal_child (self->revealer));
}

static void
gesso_banner_init (GessoBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->revealer, "notify::child-revealed", G_CALLBACK (child_revealed_cb), self);
}

GtkWidget *
gesso_banner_new (void)
{
  return g_object_new (GESSO_TYPE_BANNER, NULL);
}

void
gesso_banner_set_sentence (GessoBanner         *self,
                           const GessoSentence *sentence)
{
  g_return_if_fail (GESSO_IS_BANNER (self));

  if (sentence != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->row), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, sentence != NULL);
  if (sentence == NULL)
    {
      gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
      return;
    }

  gtk_widget_set_can_focus (GTK_WIDGET (self), TRUE);
  gtk_label_set_text (self->title, sentence->text);
  gtk_label_set_text (self->details, sentence->details != NULL ? sentence->details : "");
  gtk_widget_set_visible (self->details_button, sentence->details != NULL && *sentence->details != '\0');
  set_fixes (self, sentence);
  arrange (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence->text, -1);
}

void
gesso_banner_set_narrow (GessoBanner *self,
                         gboolean     narrow)
{
  g_return_if_fail (GESSO_IS_BANNER (self));

  self->narrow = narrow;
  arrange (self);
}

const char *
gesso_banner_get_text (GessoBanner *self)
{
  g_return_val_if_fail (GESSO_IS_BANNER (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->title) : NULL;
}

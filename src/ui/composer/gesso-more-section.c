/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-more-section.h"
#include "gesso-slider-row.h"
#include "gesso-source-row.h"
#include "gesso-styles-row.h"

struct _GessoMoreSection
{
  GessoSection parent_instance;

  GtkExpander *expander;
  GtkWidget *sliders[3];
  GtkWidget *source;
  GtkWidget *styles;
};

static const char *const slider_fields[] = { "intensity", "complexity", "movement" };

enum {
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoMoreSection, gesso_more_section, GESSO_TYPE_SECTION)

static void
update_label (GessoMoreSection *self)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  g_autofree char *label = NULL;
  guint set = 0;

  set += krea_request_get_intensity (request) != 0;
  set += krea_request_get_complexity (request) != 0;
  set += krea_request_get_movement (request) != 0;
  set += krea_request_get_source (request) != NULL;
  set += g_list_model_get_n_items (krea_request_get_styles (request));

  /* Translators: how many of the folded settings are not at their default */
  if (set > 0)
    label = g_strdup_printf (ngettext ("More · %u set", "More · %u set", set), set);
  gtk_expander_set_label (self->expander, label != NULL ? label : _("More"));
}

static void
message_cb (GessoMoreSection *self,
            const char       *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static void
gesso_more_section_bind (GessoSection *section)
{
  GessoMoreSection *self = GESSO_MORE_SECTION (section);
  KreaRequest *request = gesso_section_get_request (section);

  for (gsize i = 0; i < G_N_ELEMENTS (self->sliders); i++)
    g_object_bind_property (request, slider_fields[i], self->sliders[i], "value",
                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  gesso_section_set_context (GESSO_SECTION (self->source), gesso_section_get_context (section));
  gesso_section_set_context (GESSO_SECTION (self->styles), gesso_section_get_context (section));

  g_signal_connect_object (request, "changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  update_label (self);
}

static gboolean
gesso_more_section_reveal (GessoSection *section,
                           const char   *field)
{
  GessoMoreSection *self = GESSO_MORE_SECTION (section);

  for (gsize i = 0; i < G_N_ELEMENTS (slider_fields); i++)
    {
      if (!g_str_equal (field, slider_fields[i]))
        continue;
      gtk_expander_set_expanded (self->expander, TRUE);
      return gtk_widget_child_focus (self->sliders[i], GTK_DIR_TAB_FORWARD);
    }
  if (!g_str_equal (field, "image_url") && !g_str_equal (field, "styles"))
    return FALSE;

  gtk_expander_set_expanded (self->expander, TRUE);
  return gesso_section_reveal (GESSO_SECTION (self->source), field) ||
         gesso_section_reveal (GESSO_SECTION (self->styles), field);
}

static void
gesso_more_section_class_init (GessoMoreSectionClass *klass)
{
  GESSO_SECTION_CLASS (klass)->bind = gesso_more_section_bind;
  GESSO_SECTION_CLASS (klass)->reveal = gesso_more_section_reveal;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gesso_more_section_init (GessoMoreSection *self)
{
  const char *titles[] = { _("Intensity"), _("Complexity"), _("Movement") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->expander = GTK_EXPANDER (gtk_expander_new (_("More")));
  gtk_widget_set_margin_top (box, 6);
  for (gsize i = 0; i < G_N_ELEMENTS (self->sliders); i++)
    {
      self->sliders[i] = gesso_slider_row_new (titles[i]);
      gtk_box_append (GTK_BOX (box), self->sliders[i]);
    }
  self->source = gesso_source_row_new ();
  self->styles = gesso_styles_row_new ();
  gtk_box_append (GTK_BOX (box), self->source);
  gtk_box_append (GTK_BOX (box), self->styles);
  g_signal_connect_object (self->source, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);

  gtk_expander_set_child (self->expander, box);
  gtk_widget_set_parent (GTK_WIDGET (self->expander), GTK_WIDGET (self));
}

GtkWidget *
gesso_more_section_new (void)
{
  return g_object_new (GESSO_TYPE_MORE_SECTION, NULL);
}

void
gesso_more_section_set_expanded (GessoMoreSection *self,
                                 gboolean          expanded)
{
  g_return_if_fail (GESSO_IS_MORE_SECTION (self));

  gtk_expander_set_expanded (self->expander, expanded);
}

const char *
gesso_more_section_get_label (GessoMoreSection *self)
{
  g_return_val_if_fail (GESSO_IS_MORE_SECTION (self), NULL);

  return gtk_expander_get_label (self->expander);
}

void
gesso_more_section_drop_source (GessoMoreSection *self,
                                GdkDrop          *drop)
{
  g_return_if_fail (GESSO_IS_MORE_SECTION (self));

  gesso_source_row_drop (GESSO_SOURCE_ROW (self->source), drop);
}

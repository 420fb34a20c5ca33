/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-choice-section.h"
#include "gesso-words.h"

struct _GessoChoiceSection
{
  GessoSection parent_instance;

  char *field;
  GtkWidget *toggles;
  GtkLabel *hint;
};

enum {
  PROP_0,
  PROP_FIELD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoChoiceSection, gesso_choice_section, GESSO_TYPE_SECTION)

static gboolean
is_variant (GessoChoiceSection *self)
{
  return g_strcmp0 (self->field, "variant") == 0;
}

static const char *
toggle_value (GtkWidget *toggle)
{
  return g_object_get_data (G_OBJECT (toggle), "gesso-value");
}

static void
update_hint (GessoChoiceSection *self,
             const char         *value)
{
  GessoContext *context = gesso_section_get_context (GESSO_SECTION (self));
  g_autofree char *hint = NULL;

  if (is_variant (self))
    hint = gesso_words_variant_hint (value, gesso_engine_get_typical (gesso_context_get_engine (context), value));
  else
    hint = g_strdup (gesso_words_creativity_hint (value));
  gtk_label_set_label (self->hint, hint);
}

static void
request_changed_cb (GessoChoiceSection *self)
{
  g_autofree char *value = NULL;

  g_object_get (gesso_section_get_request (GESSO_SECTION (self)), self->field, &value, NULL);
  for (GtkWidget *toggle = gtk_widget_get_first_child (self->toggles); toggle != NULL;
       toggle = gtk_widget_get_next_sibling (toggle))
    {
      if (g_strcmp0 (toggle_value (toggle), value) == 0)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
    }
  if (value != NULL)
    update_hint (self, value);
}

static void
toggled_cb (GessoChoiceSection *self,
            GtkToggleButton    *toggle)
{
  g_autofree char *value = NULL;

  if (!gtk_toggle_button_get_active (toggle))
    return;

  g_object_get (gesso_section_get_request (GESSO_SECTION (self)), self->field, &value, NULL);
  if (g_strcmp0 (value, toggle_value (GTK_WIDGET (toggle))) != 0)
    g_object_set (gesso_section_get_request (GESSO_SECTION (self)), self->field, toggle_value (GTK_WIDGET (toggle)),
                  NULL);
}

static void
add_toggle (GessoChoiceSection *self,
            const char         *value,
            const char         *label)
{
  GtkWidget *first = gtk_widget_get_first_child (self->toggles);
  GtkWidget *toggle = gtk_toggle_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (toggle), "gesso-value", g_strdup (value), g_free);
  /* Never abbreviated: a long translation gives its own toggle more room instead. */
  gtk_widget_set_hexpand (toggle, TRUE);
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (toggle), GTK_TOGGLE_BUTTON (first));
  gtk_box_append (GTK_BOX (self->toggles), toggle);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

static void
gesso_choice_section_bind (GessoSection *section)
{
  GessoChoiceSection *self = GESSO_CHOICE_SECTION (section);
  GessoContext *context = gesso_section_get_context (section);
  KreaCatalog *catalog = gesso_context_get_catalog (context);
  g_autofree char *notify = g_strconcat ("notify::", self->field, NULL);

  if (is_variant (self))
    {
      for (const KreaModel *const *model = krea_catalog_get_models (catalog); *model != NULL; model++)
        add_toggle (self, (*model)->variant, gesso_words_variant ((*model)->variant));
      /* The machine's own median is known better with every picture. */
      g_signal_connect_object (gesso_context_get_engine (context), "kept", G_CALLBACK (request_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    {
      for (const char *const *value = krea_catalog_get_creativities (catalog); *value != NULL; value++)
        add_toggle (self, *value, gesso_words_creativity (*value));
    }

  g_signal_connect_object (gesso_section_get_request (section), notify, G_CALLBACK (request_changed_cb), self,
                           G_CONNECT_SWAPPED);
  request_changed_cb (self);
}

static gboolean
gesso_choice_section_reveal (GessoSection *section,
                             const char   *field)
{
  GessoChoiceSection *self = GESSO_CHOICE_SECTION (section);
  g_autofree char *value = NULL;
  GtkWidget *toggle;

  if (!g_str_equal (field, self->field))
    return FALSE;

  g_object_get (gesso_section_get_request (section), self->field, &value, NULL);
  toggle = gesso_choice_section_get_toggle (self, value);
  return toggle != NULL && gtk_widget_grab_focus (toggle);
}

static void
gesso_choice_section_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FIELD:
      g_value_set_string (value, GESSO_CHOICE_SECTION (object)->field);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_choice_section_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_FIELD:
      GESSO_CHOICE_SECTION (object)->field = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_choice_section_constructed (GObject *object)
{
  G_OBJECT_CLASS (gesso_choice_section_parent_class)->constructed (object);

  gesso_section_set_title (GESSO_SECTION (object),
                           is_variant (GESSO_CHOICE_SECTION (object)) ? _("Variant") : _("Creativity"));
}

static void
gesso_choice_section_finalize (GObject *object)
{
  g_free (GESSO_CHOICE_SECTION (object)->field);

  G_OBJECT_CLASS (gesso_choice_section_parent_class)->finalize (object);
}

static void
gesso_choice_section_class_init (GessoChoiceSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gesso_choice_section_constructed;
  object_class->finalize = gesso_choice_section_finalize;
  object_class->get_property = gesso_choice_section_get_property;
  object_class->set_property = gesso_choice_section_set_property;
  GESSO_SECTION_CLASS (klass)->bind = gesso_choice_section_bind;
  GESSO_SECTION_CLASS (klass)->reveal = gesso_choice_section_reveal;

  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "variant",
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gesso_choice_section_init (GessoChoiceSection *self)
{
  self->toggles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->toggles, "linked");
  gtk_widget_add_css_class (self->toggles, "choices");
  gtk_widget_set_parent (self->toggles, GTK_WIDGET (self));

  self->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->hint, 0);
  gtk_label_set_yalign (self->hint, 0);
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "hint");
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "reserve");
  gtk_widget_set_parent (GTK_WIDGET (self->hint), GTK_WIDGET (self));
}

GtkWidget *
gesso_choice_section_new (const char *field)
{
  g_return_val_if_fail (g_strcmp0 (field, "variant") == 0 || g_strcmp0 (field, "creativity") == 0, NULL);

  return g_object_new (GESSO_TYPE_CHOICE_SECTION, "field", field, NULL);
}

GtkWidget *
gesso_choice_section_get_toggle (GessoChoiceSection *self,
                                 const char         *value)
{
  g_return_val_if_fail (GESSO_IS_CHOICE_SECTION (self), NULL);

  for (GtkWidget *toggle = gtk_widget_get_first_child (self->toggles); toggle != NULL;
       toggle = gtk_widget_get_next_sibling (toggle))
    {
      if (g_strcmp0 (toggle_value (toggle), value) == 0)
        return toggle;
    }

  return NULL;
}

const char *
gesso_choice_section_get_hint (GessoChoiceSection *self)
{
  g_return_val_if_fail (GESSO_IS_CHOICE_SECTION (self), NULL);

  return gtk_label_get_label (self->hint);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-aspect-section.h"
#include "gesso-choice-section.h"
#include "gesso-composer-private.h"

enum {
  PROP_0,
  PROP_CONTEXT,
  PROP_GENERATE_LABEL,
  PROP_GENERATE_SENSITIVE,
  PROP_GENERATE_TOOLTIP,
  N_PROPS
};

enum {
  GENERATED,
  TOAST,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoComposer, gesso_composer, GTK_TYPE_WIDGET)

static void
message_cb (GessoComposer *self,
            const char    *text)
{
  gesso_composer_say (self, text);
}

static void
history_prompt_cb (GessoComposer *self,
                   const char    *recipe)
{
  gesso_composer_use_recipe (self, recipe, GESSO_RECIPE_PROMPT);
  gesso_composer_focus_prompt (self);
}

static void
history_recipe_cb (GessoComposer *self,
                   const char    *recipe)
{
  gesso_composer_use_recipe (self, recipe, GESSO_RECIPE_ALL);
}

static void
reference_dropped_cb (GessoComposer *self,
                      GdkDrop       *drop)
{
  gesso_references_section_drop (self->references, drop);
}

static void
source_dropped_cb (GessoComposer *self,
                   GdkDrop       *drop)
{
  gesso_more_section_set_expanded (self->more, TRUE);
  gesso_more_section_drop_source (self->more, drop);
}

static void
drag_enter_cb (GessoComposer           *self,
               double                   x,
               double                   y,
               GtkDropControllerMotion *controller)
{
  GdkDrop *drop = gtk_drop_controller_motion_get_drop (controller);

  if (drop != NULL)
    gesso_drop_zones_enter (self->zones, gdk_drop_get_formats (drop));
}

static void
drag_leave_cb (GessoComposer *self)
{
  gesso_drop_zones_leave (self->zones);
}

static void
footer_label_cb (GessoComposer *self)
{
  gboolean ready;

  g_object_get (self->footer, "ready", &ready, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.generate", ready);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATE_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATE_SENSITIVE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATE_TOOLTIP]);
}

static void
run_action (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  GessoComposer *self = GESSO_COMPOSER (widget);

  if (g_str_equal (action, "composer.generate"))
    gesso_composer_generate (self);
  else if (g_str_equal (action, "composer.clear"))
    gesso_composer_clear (self);
  else if (g_str_equal (action, "composer.history"))
    gtk_menu_button_popup (self->history_button);
  else if (g_str_equal (action, "composer.add-reference"))
    gesso_references_section_choose (self->references);
  else if (g_str_equal (action, "composer.paste-reference"))
    gesso_references_section_paste (self->references);
  else if (g_str_equal (action, "composer.save-board"))
    gesso_references_section_save_board (self->references);
  else if (g_str_equal (action, "composer.add-moodboard"))
    gesso_moodboard_section_add (self->moodboard);
  else if (g_str_equal (action, "composer.previous-prompt"))
    gesso_composer_walk (self, 1);
  else if (g_str_equal (action, "composer.next-prompt"))
    gesso_composer_walk (self, -1);
}

static void
board_saved_action (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  g_autofree char *text = g_strdup_printf (_("Saved as board “%s”"), g_variant_get_string (parameter, NULL));

  gesso_composer_say (GESSO_COMPOSER (widget), text);
}

/* Pictures in the clipboard become references; text is left to the prompt. */
static gboolean
paste_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   data)
{
  GessoComposer *self = GESSO_COMPOSER (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (widget));

  if (!gdk_content_formats_contain_mime_type (formats, "image/png") &&
      !gdk_content_formats_contain_mime_type (formats, "image/jpeg") &&
      !gdk_content_formats_contain_mime_type (formats, "image/webp") &&
      !gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) &&
      !gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    return FALSE;

  gesso_references_section_paste (self->references);
  return TRUE;
}

static void
gesso_composer_constructed (GObject *object)
{
  GessoComposer *self = GESSO_COMPOSER (object);
  KreaRequest *request;

  G_OBJECT_CLASS (gesso_composer_parent_class)->constructed (object);

  g_return_if_fail (self->context != NULL);

  request = gesso_context_get_request (self->context);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->sections)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gesso_section_set_context (GESSO_SECTION (child), self->context);
  gesso_composer_footer_set_context (self->footer, self->context);
  gesso_history_popover_set_context (self->history_popover, self->context);
  self->draft = gesso_draft_new (self->context);

  g_signal_connect_object (request, "notify::prompt", G_CALLBACK (gesso_composer_end_walk), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->footer, "notify::label", G_CALLBACK (footer_label_cb), self, G_CONNECT_SWAPPED);
  footer_label_cb (self);
}

static void
gesso_composer_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GessoComposer *self = GESSO_COMPOSER (object);

  switch (id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, self->context);
      break;
    case PROP_GENERATE_LABEL:
      g_value_set_string (value, gesso_composer_footer_get_label (self->footer));
      break;
    case PROP_GENERATE_SENSITIVE:
      g_object_get_property (G_OBJECT (self->footer), "ready", value);
      break;
    case PROP_GENERATE_TOOLTIP:
      g_object_get_property (G_OBJECT (self->footer), "tooltip", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_composer_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_CONTEXT:
      GESSO_COMPOSER (object)->context = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_composer_dispose (GObject *object)
{
  GessoComposer *self = GESSO_COMPOSER (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->draft != NULL)
    gesso_draft_flush (self->draft);
  g_clear_object (&self->draft);
  gesso_composer_end_walk (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_COMPOSER);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (gesso_composer_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const char *const actions[] = {
    "composer.generate",    "composer.clear",         "composer.history",         "composer.add-reference",
    "composer.save-board",  "composer.add-moodboard", "composer.previous-prompt", "composer.next-prompt",
    "composer.paste-reference",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, run_action);
  gtk_widget_class_install_action (widget_class, "composer.board-saved", "s", board_saved_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "composer.previous-prompt", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "composer.next-prompt", NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/composer/gesso-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, footer);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, history_button);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, history_popover);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, moodboard);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, more);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, prompt);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, references);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, scroller);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, sections);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, seed);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, zones);
  gtk_widget_class_bind_template_callback (widget_class, drag_enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, gesso_composer_load_recipe_of);
  gtk_widget_class_bind_template_callback (widget_class, history_prompt_cb);
  gtk_widget_class_bind_template_callback (widget_class, history_recipe_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, reference_dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, source_dropped_cb);
}

static void
gesso_composer_class_init (GessoComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = gesso_composer_constructed;
  object_class->dispose = gesso_composer_dispose;
  object_class->get_property = gesso_composer_get_property;
  object_class->set_property = gesso_composer_set_property;

  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_GENERATE_LABEL] = g_param_spec_string ("generate-label", NULL, NULL, NULL, flags);
  properties[PROP_GENERATE_SENSITIVE] = g_param_spec_boolean ("generate-sensitive", NULL, NULL, FALSE, flags);
  properties[PROP_GENERATE_TOOLTIP] = g_param_spec_string ("generate-tooltip", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[GENERATED] = g_signal_new ("generated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, ADW_TYPE_TOAST);

  g_type_ensure (GESSO_TYPE_ASPECT_SECTION);
  g_type_ensure (GESSO_TYPE_CHOICE_SECTION);
  g_type_ensure (GESSO_TYPE_COMPOSER_FOOTER);
  g_type_ensure (GESSO_TYPE_DROP_ZONES);
  g_type_ensure (GESSO_TYPE_HISTORY_POPOVER);
  g_type_ensure (GESSO_TYPE_MOODBOARD_SECTION);
  g_type_ensure (GESSO_TYPE_MORE_SECTION);
  g_type_ensure (GESSO_TYPE_PROMPT_SECTION);
  g_type_ensure (GESSO_TYPE_REFERENCES_SECTION);
  g_type_ensure (GESSO_TYPE_SEED_SECTION);

  install_actions (widget_class);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "composer");
}

static void
gesso_composer_init (GessoComposer *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  /* Before the text view, which would take the paste and find no text. */
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (paste_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

GtkWidget *
gesso_composer_new (GessoContext *context)
{
  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  return g_object_new (GESSO_TYPE_COMPOSER, "context", context, NULL);
}

void
gesso_composer_focus_prompt (GessoComposer *self)
{
  g_return_if_fail (GESSO_IS_COMPOSER (self));

  gtk_widget_grab_focus (gesso_prompt_section_get_view (self->prompt));
}

void
gesso_composer_show_setting (GessoComposer *self,
                             const char    *field)
{
  g_autofree char *key = NULL;

  g_return_if_fail (GESSO_IS_COMPOSER (self));
  g_return_if_fail (field != NULL);

  /* "image_style_references[3].strength" is in the references; the focus scrolls to it. */
  key = g_strndup (field, strcspn (field, "[."));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->sections)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gesso_section_reveal (GESSO_SECTION (child), key))
        return;
    }
}

void
gesso_composer_flush (GessoComposer *self)
{
  g_return_if_fail (GESSO_IS_COMPOSER (self));

  gesso_draft_flush (self->draft);
}

void
gesso_composer_add_references (GessoComposer *self,
                               GPtrArray     *references)
{
  g_return_if_fail (GESSO_IS_COMPOSER (self));

  gesso_references_section_add (self->references, references);
}

void
gesso_composer_use_board (GessoComposer *self,
                          const char    *board_id)
{
  g_return_if_fail (GESSO_IS_COMPOSER (self));

  gesso_moodboard_section_use_board (self->moodboard, board_id);
}

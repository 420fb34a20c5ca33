/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-chip.h"
#include "gesso-prompt-section.h"

#define MIN_LINES 5
#define MAX_LINES 10

struct _GessoPromptSection
{
  GessoSection parent_instance;

  GtkWidget *scroller;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkWidget *placeholder;
  GtkLabel *count;
  GtkWidget *words; /* the chip of the board's */
  gboolean updating; /* the text follows the request, not the other way round */
};

G_DEFINE_FINAL_TYPE (GessoPromptSection, gesso_prompt_section, GESSO_TYPE_SECTION)

static void
update_count (GessoPromptSection *self)
{
  KreaCatalog *catalog = krea_request_get_catalog (gesso_section_get_request (GESSO_SECTION (self)));
  guint characters = (guint) gtk_text_buffer_get_char_count (self->buffer);
  guint limit = krea_catalog_get_prompt_limit (catalog);

  gtk_widget_set_visible (self->placeholder, characters == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->count), characters > krea_catalog_get_prompt_warning (catalog));
  if (gtk_widget_get_visible (GTK_WIDGET (self->count)))
    {
      /* Translators: how long the prompt is, and how long it may be, in characters */
      g_autofree char *text = g_strdup_printf (_("%'u of %'u characters"), characters, limit);

      gtk_label_set_label (self->count, text);
    }
  if (characters >= limit)
    gtk_widget_add_css_class (GTK_WIDGET (self->count), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->count), "warning");
}

static void
changed_cb (GessoPromptSection *self)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  g_autofree char *text = NULL;

  if (request == NULL || self->updating)
    return;

  g_object_get (self->buffer, "text", &text, NULL);
  if (g_strcmp0 (text, krea_request_get_prompt (request)) != 0)
    krea_request_set_prompt (request, text);
  update_count (self);
}

/* What would pass the limit is cut off: a paste keeps its beginning. */
static void
insert_text_cb (GtkTextBuffer      *buffer,
                GtkTextIter        *location,
                char               *text,
                int                 length,
                GessoPromptSection *self)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  guint limit, present, added;
  const char *end;

  if (request == NULL)
    return;

  limit = krea_catalog_get_prompt_limit (krea_request_get_catalog (request));
  present = (guint) gtk_text_buffer_get_char_count (buffer);
  added = (guint) g_utf8_strlen (text, length);
  if (present + added <= limit)
    return;

  g_signal_stop_emission_by_name (buffer, "insert-text");
  if (present < limit)
    {
      end = g_utf8_offset_to_pointer (text, (glong) (limit - present));
      gtk_text_buffer_insert (buffer, location, text, (int) (end - text));
    }
  gtk_widget_error_bell (GTK_WIDGET (self->view));
}

static void
prompt_changed_cb (GessoPromptSection *self)
{
  const char *prompt = krea_request_get_prompt (gesso_section_get_request (GESSO_SECTION (self)));
  g_autofree char *text = NULL;

  if (prompt == NULL)
    prompt = "";
  g_object_get (self->buffer, "text", &text, NULL);
  if (g_strcmp0 (text, prompt) != 0)
    {
      GtkTextIter end;

      self->updating = TRUE;
      gtk_text_buffer_set_text (self->buffer, prompt, -1);
      self->updating = FALSE;
      gtk_text_buffer_get_end_iter (self->buffer, &end);
      gtk_text_buffer_place_cursor (self->buffer, &end);
    }
  update_count (self);
}

static void
remove_words_cb (GessoPromptSection *self)
{
  krea_request_set_words (gesso_section_get_request (GESSO_SECTION (self)), NULL);
}

/* What a board adds to the prompt stands below it. */
static void
words_changed_cb (GessoPromptSection *self)
{
  const char *words = krea_request_get_words (gesso_section_get_request (GESSO_SECTION (self)));
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (self->words)) != NULL)
    gtk_box_remove (GTK_BOX (self->words), chip);
  gtk_widget_set_visible (self->words, words != NULL);
  if (words == NULL)
    return;
  chip = gesso_chip_new (words, NULL);
  gesso_chip_set_tooltip (GESSO_CHIP (chip), _("Words of the board, sent after the prompt"));
  g_signal_connect_object (chip, "remove", G_CALLBACK (remove_words_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->words), chip);
}

static int
measure_lines (GessoPromptSection *self,
               guint               lines)
{
  g_autofree char *text = g_strnfill (lines - 1, '\n');
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), text);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + gtk_text_view_get_top_margin (self->view) + gtk_text_view_get_bottom_margin (self->view);
}

/* The text's size is the user's, so lines are measured rather than assumed. */
static void
gesso_prompt_section_css_changed (GtkWidget         *widget,
                                  GtkCssStyleChange *change)
{
  GessoPromptSection *self = GESSO_PROMPT_SECTION (widget);
  int low, high;

  GTK_WIDGET_CLASS (gesso_prompt_section_parent_class)->css_changed (widget, change);

  if (self->view == NULL)
    return;

  low = measure_lines (self, MIN_LINES);
  high = measure_lines (self, MAX_LINES);
  if (gtk_scrolled_window_get_min_content_height (GTK_SCROLLED_WINDOW (self->scroller)) == low &&
      gtk_scrolled_window_get_max_content_height (GTK_SCROLLED_WINDOW (self->scroller)) == high)
    return;

  /* Never a minimum above the maximum, not even in between. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), high);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), low);
}

static void
gesso_prompt_section_bind (GessoSection *section)
{
  GessoPromptSection *self = GESSO_PROMPT_SECTION (section);

  g_signal_connect_object (gesso_section_get_request (section), "notify::prompt", G_CALLBACK (prompt_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_section_get_request (section), "notify::words", G_CALLBACK (words_changed_cb), self,
                           G_CONNECT_SWAPPED);
  prompt_changed_cb (self);
  words_changed_cb (self);
}

static gboolean
gesso_prompt_section_reveal (GessoSection *section,
                             const char   *field)
{
  if (!g_str_equal (field, "prompt"))
    return FALSE;

  gtk_widget_grab_focus (GTK_WIDGET (GESSO_PROMPT_SECTION (section)->view));
  return TRUE;
}

static void
gesso_prompt_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_PROMPT_SECTION);

  G_OBJECT_CLASS (gesso_prompt_section_parent_class)->dispose (object);
}

static void
gesso_prompt_section_class_init (GessoPromptSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_prompt_section_dispose;
  widget_class->css_changed = gesso_prompt_section_css_changed;
  GESSO_SECTION_CLASS (klass)->bind = gesso_prompt_section_bind;
  GESSO_SECTION_CLASS (klass)->reveal = gesso_prompt_section_reveal;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-prompt-section.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoPromptSection, buffer);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptSection, count);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptSection, placeholder);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptSection, scroller);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptSection, view);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptSection, words);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, insert_text_cb);
}

static void
gesso_prompt_section_init (GessoPromptSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_prompt_section_new (void)
{
  return g_object_new (GESSO_TYPE_PROMPT_SECTION, NULL);
}

GtkWidget *
gesso_prompt_section_get_view (GessoPromptSection *self)
{
  g_return_val_if_fail (GESSO_IS_PROMPT_SECTION (self), NULL);

  return GTK_WIDGET (self->view);
}

const char *
gesso_prompt_section_get_count (GessoPromptSection *self)
{
  g_return_val_if_fail (GESSO_IS_PROMPT_SECTION (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->count)) ? gtk_label_get_label (self->count) : NULL;
}

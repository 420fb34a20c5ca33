/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-seed-section.h"

struct _GessoSeedSection
{
  GessoSection parent_instance;

  GtkEditable *entry;
  GtkToggleButton *lock;
  GtkLabel *caption;
  gint64 last;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GessoSeedSection, gesso_seed_section, GESSO_TYPE_SECTION)

static gint64
seed_maximum (GessoSeedSection *self)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  const KreaRange *range = krea_catalog_get_range (krea_request_get_catalog (request), "seed");

  return range != NULL ? (gint64) range->maximum : G_MAXINT32;
}

static void
update_caption (GessoSeedSection *self)
{
  GSettings *settings = gesso_context_get_settings (gesso_section_get_context (GESSO_SECTION (self)));
  gint64 seed = krea_request_get_seed (gesso_section_get_request (GESSO_SECTION (self)));
  guint images = g_settings_get_uint (settings, "images");
  gboolean shown = seed >= 0 && images > 1;

  if (shown)
    {
      g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, seed);
      g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, krea_seed_nth (seed, images - 1));
      /* Translators: the first and the last seed of a round */
      g_autofree char *text = g_strdup_printf (_("Seeds %s–%s"), first, last);

      gtk_label_set_label (self->caption, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->caption), shown);
}

static void
update_lock (GessoSeedSection *self,
             gboolean          locked)
{
  gtk_toggle_button_set_active (self->lock, locked);
  gtk_button_set_icon_name (GTK_BUTTON (self->lock), locked ? "changes-prevent-symbolic" : "changes-allow-symbolic");
}

static void
seed_changed_cb (GessoSeedSection *self)
{
  gint64 seed = krea_request_get_seed (gesso_section_get_request (GESSO_SECTION (self)));
  g_autofree char *text = seed >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, seed) : g_strdup ("");
  gint64 shown = -1;

  self->updating = TRUE;
  /* "007" stays as it is typed while it means the same. */
  if (*gtk_editable_get_text (self->entry) != '\0')
    shown = g_ascii_strtoll (gtk_editable_get_text (self->entry), NULL, 10);
  if (shown != seed)
    gtk_editable_set_text (self->entry, text);
  update_lock (self, seed >= 0);
  self->updating = FALSE;
  update_caption (self);
}

static void
entry_changed_cb (GessoSeedSection *self)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  const char *text = gtk_editable_get_text (self->entry);
  guint64 seed = 0;

  if (self->updating || request == NULL)
    return;

  if (*text == '\0')
    krea_request_set_seed (request, KREA_SEED_RANDOM);
  else if (g_ascii_string_to_unsigned (text, 10, 0, (guint64) seed_maximum (self), &seed, NULL))
    krea_request_set_seed (request, (gint64) seed);
}

/* Only digits, and only as many as still are a seed; a pasted "Seed: 42" keeps its number. */
static void
insert_text_cb (GtkEditable      *editable,
                const char       *text,
                int               length,
                int              *position,
                GessoSeedSection *self)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) whole = NULL;
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  guint64 seed = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (g_ascii_isdigit (text[i]))
        g_string_append_c (digits, text[i]);
    }

  whole = g_string_new (gtk_editable_get_text (self->entry));
  g_string_insert_len (whole, MIN (*position, (int) whole->len), digits->str, (gssize) digits->len);
  g_signal_stop_emission_by_name (editable, "insert-text");
  if (digits->len == 0 || gesso_section_get_request (GESSO_SECTION (self)) == NULL ||
      !g_ascii_string_to_unsigned (whole->str, 10, 0, (guint64) seed_maximum (self), &seed, NULL))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  g_signal_handlers_block_by_func (editable, insert_text_cb, self);
  gtk_editable_insert_text (editable, digits->str, (int) digits->len, position);
  g_signal_handlers_unblock_by_func (editable, insert_text_cb, self);
}

static void
lock_toggled_cb (GessoSeedSection *self)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  gboolean active = gtk_toggle_button_get_active (self->lock);

  if (self->updating || request == NULL || active == (krea_request_get_seed (request) >= 0))
    return;

  if (active)
    {
      krea_request_set_seed (request, self->last >= 0 ? self->last : krea_seed_random ());
    }
  else
    {
      self->last = krea_request_get_seed (request);
      krea_request_set_seed (request, KREA_SEED_RANDOM);
    }
}

static void
gesso_seed_section_bind (GessoSection *section)
{
  GessoSeedSection *self = GESSO_SEED_SECTION (section);
  GSettings *settings = gesso_context_get_settings (gesso_section_get_context (section));

  g_signal_connect_object (gesso_section_get_request (section), "notify::seed", G_CALLBACK (seed_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::images", G_CALLBACK (update_caption), self, G_CONNECT_SWAPPED);
  seed_changed_cb (self);
}

static gboolean
gesso_seed_section_reveal (GessoSection *section,
                           const char   *field)
{
  return g_str_equal (field, "seed") && gtk_widget_grab_focus (GTK_WIDGET (GESSO_SEED_SECTION (section)->entry));
}

static void
gesso_seed_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_SEED_SECTION);

  G_OBJECT_CLASS (gesso_seed_section_parent_class)->dispose (object);
}

static void
gesso_seed_section_class_init (GessoSeedSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_seed_section_dispose;
  GESSO_SECTION_CLASS (klass)->bind = gesso_seed_section_bind;
  GESSO_SECTION_CLASS (klass)->reveal = gesso_seed_section_reveal;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-seed-section.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoSeedSection, caption);
  gtk_widget_class_bind_template_child (widget_class, GessoSeedSection, entry);
  gtk_widget_class_bind_template_child (widget_class, GessoSeedSection, lock);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, lock_toggled_cb);
}

static void
gesso_seed_section_init (GessoSeedSection *self)
{
  self->last = KREA_SEED_RANDOM;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The signal is the delegate's: an entry only forwards it. */
  g_signal_connect_object (gtk_editable_get_delegate (self->entry), "insert-text", G_CALLBACK (insert_text_cb), self, 0);
}

GtkWidget *
gesso_seed_section_new (void)
{
  return g_object_new (GESSO_TYPE_SEED_SECTION, NULL);
}

void
gesso_seed_section_set_last (GessoSeedSection *self,
                             gint64            seed)
{
  g_return_if_fail (GESSO_IS_SEED_SECTION (self));

  self->last = seed;
}

const char *
gesso_seed_section_get_caption (GessoSeedSection *self)
{
  g_return_val_if_fail (GESSO_IS_SEED_SECTION (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->caption)) ? gtk_label_get_label (self->caption) : NULL;
}

GtkWidget *
gesso_seed_section_get_entry (GessoSeedSection *self)
{
  g_return_val_if_fail (GESSO_IS_SEED_SECTION (self), NULL);

  return GTK_WIDGET (self->entry);
}

GtkWidget *
gesso_seed_section_get_lock (GessoSeedSection *self)
{
  g_return_val_if_fail (GESSO_IS_SEED_SECTION (self), NULL);

  return GTK_WIDGET (self->lock);
}

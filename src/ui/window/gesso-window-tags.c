/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include "gallery/gesso-tag-popover.h"

/* The popover that tags what is selected, or what is looked at. */

static void
update_tags (GessoWindow *self)
{
  g_autoptr (GPtrArray) known = gesso_window_get_known_targets (self);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *lines = NULL;

  for (guint i = 0; i < known->len; i++)
    {
      const char *of_one = gesso_generation_get_tags (known->pdata[i]);
      g_auto (GStrv) each = g_strsplit (of_one != NULL ? of_one : "", "\n", -1);

      for (char **tag = each; *tag != NULL; tag++)
        if (!g_ptr_array_find_with_equal_func (tags, *tag, g_str_equal, NULL))
          g_ptr_array_add (tags, g_strdup (*tag));
    }
  g_ptr_array_add (tags, NULL);
  lines = g_strjoinv ("\n", (char **) tags->pdata);
  gesso_tag_popover_set_tags (GESSO_TAG_POPOVER (self->tags), lines, gesso_window_count_targets (self));
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoWindow) self = data;

  if (self->tags != NULL && gtk_widget_get_visible (self->tags))
    update_tags (self);
}

static void
add_cb (GessoWindow *self,
        const char  *tag)
{
  const char *const tags[] = { tag, NULL };
  const GessoMark mark = { .add_tags = tags };

  gesso_window_mark (self, &mark, changed_cb);
}

static void
remove_cb (GessoWindow *self,
           const char  *tag)
{
  const char *const tags[] = { tag, NULL };
  const GessoMark mark = { .remove_tags = tags };

  gesso_window_mark (self, &mark, changed_cb);
}

/* The keys go back to the picture. */
static void
closed_cb (GessoWindow *self)
{
  GtkWidget *focus = self->tags_focus;

  g_clear_weak_pointer (&self->tags_focus);
  if (focus != NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

/* At what has the focus; in the middle of the room where that is all of it. */
static void
point (GessoWindow *self,
       GtkWidget   *focus)
{
  graphene_rect_t bounds;
  int height = gtk_widget_get_height (self->content);
  GdkRectangle at = { gtk_widget_get_width (self->content) / 2, height / 2, 1, 1 };

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->content) &&
      gtk_widget_compute_bounds (focus, self->content, &bounds) && bounds.size.height < height / 2)
    at = (GdkRectangle) { bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->tags), &at);
}

void
gesso_window_drop_tags (GessoWindow *self)
{
  g_clear_weak_pointer (&self->tags_focus);
  g_clear_pointer (&self->tags, gtk_widget_unparent);
}

void
gesso_window_show_tags (GessoWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (gesso_window_count_targets (self) == 0)
    return;
  if (self->tags == NULL)
    {
      self->tags = gesso_tag_popover_new (self->context);
      gtk_widget_set_parent (self->tags, self->content);
      g_signal_connect_swapped (self->tags, "add", G_CALLBACK (add_cb), self);
      g_signal_connect_swapped (self->tags, "remove", G_CALLBACK (remove_cb), self);
      g_signal_connect_swapped (self->tags, "closed", G_CALLBACK (closed_cb), self);
    }
  g_set_weak_pointer (&self->tags_focus, focus);
  update_tags (self);
  point (self, focus);
  gtk_popover_popup (GTK_POPOVER (self->tags));
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-picture-view-private.h"

/* What is beside the picture that is seen, decoded ahead at the size that it will be seen at. */

/* Behind everything that can be seen. */
void
gesso_picture_view_update_ahead (GessoPictureView *self)
{
  for (guint i = 0; i < GESSO_PICTURE_VIEW_NEAR; i++)
    {
      GessoGeneration *near = self->near[i];
      GessoViewport fit = self->viewport;
      double x, y, width, height;

      if (near == NULL || gesso_generation_get_state (near) != GESSO_STATE_KEPT ||
          gesso_generation_get_sha256 (near) == NULL || gesso_generation_get_width (near) == 0 ||
          !gtk_widget_get_mapped (GTK_WIDGET (self)) || self->viewport.view_width < 1)
        {
          gesso_image_slot_drop (self->ahead[i]);
          continue;
        }
      fit.picture_width = gesso_generation_get_width (near);
      fit.picture_height = gesso_generation_get_height (near);
      gesso_viewport_fit (&fit);
      gesso_viewport_get_rect (&fit, &x, &y, &width, &height);
      gesso_image_slot_want (self->ahead[i], gesso_generation_get_sha256 (near), gesso_generation_get_path (near),
                             MAX (1, width), MAX (1, height), 0);
    }
}

static void
set_near (GessoPictureView *self,
          guint             i,
          GessoGeneration  *generation)
{
  if (self->near[i] != NULL)
    g_signal_handlers_disconnect_by_func (self->near[i], gesso_picture_view_update_ahead, self);
  g_set_object (&self->near[i], generation);
  /* A row that was not read yet. */
  if (generation != NULL)
    g_signal_connect_swapped (generation, "notify::sha256", G_CALLBACK (gesso_picture_view_update_ahead), self);
}

void
gesso_picture_view_create_ahead (GessoPictureView *self)
{
  for (guint i = 0; i < GESSO_PICTURE_VIEW_NEAR; i++)
    self->ahead[i] = gesso_image_slot_new (gesso_image_loader_get (self->context));
}

void
gesso_picture_view_free_ahead (GessoPictureView *self)
{
  for (guint i = 0; i < GESSO_PICTURE_VIEW_NEAR; i++)
    {
      set_near (self, i, NULL);
      gesso_image_slot_drop (self->ahead[i]);
      g_clear_object (&self->ahead[i]);
    }
}

void
gesso_picture_view_prepare (GessoPictureView *self,
                            GessoGeneration  *previous,
                            GessoGeneration  *next)
{
  g_return_if_fail (GESSO_IS_PICTURE_VIEW (self));

  set_near (self, 0, next);
  set_near (self, 1, previous);
  gesso_picture_view_update_ahead (self);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-progress.h"

#define INTERVAL_US (100 * 1000)

struct _GessoProgress {
  gatomicrefcount    references;
  GMainContext      *context;
  GMutex             mutex;
  GessoProgressFunc  func;
  gpointer           data;
  guint64            done;
  guint64            total;
  gint64             told_at;
  gboolean           is_on_its_way;
};

GessoProgress *
gesso_progress_new (GessoProgressFunc func,
                    gpointer          data)
{
  GessoProgress *self = g_new0 (GessoProgress, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->data = data;
  return self;
}

void
gesso_progress_unref (GessoProgress *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
tell_cb (gpointer data)
{
  GessoProgress *self = data;
  GessoProgressFunc func;
  guint64 done;
  guint64 total;

  g_mutex_lock (&self->mutex);
  func = self->func;
  done = self->done;
  total = self->total;
  self->is_on_its_way = FALSE;
  g_mutex_unlock (&self->mutex);
  if (func != NULL)
    func (done, total, self->data);
  return G_SOURCE_REMOVE;
}

void
gesso_progress_tell (GessoProgress *self,
                     guint64        done,
                     guint64        total)
{
  const gint64 now = g_get_monotonic_time ();
  GSource *source = NULL;

  g_mutex_lock (&self->mutex);
  self->done = done;
  self->total = total;
  if (self->func != NULL && !self->is_on_its_way && now - self->told_at > INTERVAL_US)
    {
      self->is_on_its_way = TRUE;
      self->told_at = now;
      source = g_idle_source_new ();
    }
  g_mutex_unlock (&self->mutex);
  if (source == NULL)
    return;
  g_atomic_ref_count_inc (&self->references);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, self, (GDestroyNotify) gesso_progress_unref);
  g_source_set_static_name (source, "gesso-library progress");
  g_source_attach (source, self->context);
  g_source_unref (source);
}

void
gesso_progress_stop (GessoProgress *self)
{
  g_mutex_lock (&self->mutex);
  self->func = NULL;
  g_mutex_unlock (&self->mutex);
}

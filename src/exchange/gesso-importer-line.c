/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-importer-private.h"

/* One import after the other: a library remembers one, to offer it again. */

#define LINE  "gesso-imports" /* of the library: a GQueue of GTask, the first under way */
#define BEGIN "gesso-begin"   /* of a task */
#define STOP  "gesso-stop"    /* of a task: a GSource */

static GQueue *
get_line (GTask *task)
{
  GObject *library = G_OBJECT (((GessoImporter *) g_task_get_source_object (task))->library);
  GQueue *line = g_object_get_data (library, LINE);

  if (line == NULL)
    {
      line = g_queue_new ();
      g_object_set_data_full (library, LINE, line, (GDestroyNotify) g_queue_free);
    }
  return line;
}

static void
begin (GTask *task)
{
  void (*func) (GTask *task) = g_object_get_data (G_OBJECT (task), BEGIN);

  func (task);
}

static void
completed_cb (GTask      *task,
              GParamSpec *pspec,
              gpointer    data)
{
  GQueue *line = get_line (task);
  const gboolean was_first = g_queue_peek_head (line) == task;

  g_object_set_data (G_OBJECT (task), STOP, NULL);
  g_queue_remove (line, task);
  if (was_first && !g_queue_is_empty (line))
    begin (g_queue_peek_head (line));
  g_object_unref (task);
}

static gboolean
stopped_cb (GCancellable *cancellable,
            gpointer      data)
{
  GTask *task = data;

  if (g_queue_peek_head (get_line (task)) != task)
    g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
free_source (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

void
gesso_importer_stand_in_line (GTask  *task,
                              void  (*func) (GTask *task))
{
  GQueue *line = get_line (task);
  GSource *stop;

  g_object_set_data (G_OBJECT (task), BEGIN, func);
  g_signal_connect (task, "notify::completed", G_CALLBACK (completed_cb), NULL);
  g_queue_push_tail (line, g_object_ref (task));
  if (g_queue_get_length (line) == 1)
    {
      begin (task);
      return;
    }
  if (g_task_get_cancellable (task) == NULL)
    return;
  stop = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (stop, G_SOURCE_FUNC (stopped_cb), g_object_ref (task), g_object_unref);
  g_source_set_static_name (stop, "gesso-importer stop");
  g_source_attach (stop, g_task_get_context (task));
  g_object_set_data_full (G_OBJECT (task), STOP, stop, free_source);
}

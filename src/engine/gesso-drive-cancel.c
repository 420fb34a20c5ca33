/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"

/*
 * Cancel. What is unsent is cancelled here. For a job, the server is asked where it stands first (a completed picture
 * is kept), then DELETE, then polled to its end. What is being posted or in doubt remembers the wish.
 */

typedef struct {
  guint pending;
  guint unsent;
  guint asked;
} Cancelling;

static void
task_done (GTask *task)
{
  Cancelling *cancelling = g_task_get_task_data (task);

  if (--cancelling->pending == 0)
    g_task_return_boolean (task, TRUE);
}

/* Tells everyone who wanted this one cancelled that it is final, or that the server was asked. */
void
gesso_drive_answer_cancel (GessoDrive *self,
                           gboolean    unsent)
{
  GSList *tasks = g_steal_pointer (&self->cancel_tasks);

  for (GSList *link = tasks; link != NULL; link = link->next)
    {
      if (unsent)
        ((Cancelling *) g_task_get_task_data (link->data))->unsent++;
      task_done (link->data);
    }
  g_slist_free_full (tasks, g_object_unref);
}

static void
count_asked (GessoDrive *self)
{
  for (GSList *link = self->cancel_tasks; link != NULL; link = link->next)
    ((Cancelling *) g_task_get_task_data (link->data))->asked++;
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  gboolean gone = krea_client_cancel_job_finish (KREA_CLIENT (source), result, &error);

  if (self->engine == NULL)
    return;
  self->busy = FALSE;
  gesso_route_note_clock (self->route);
  gesso_engine_step (self->engine, self->generation, "deleted");
  if (self->engine == NULL)
    return;
  count_asked (self);
  if (gone || g_error_matches (error, KREA_ERROR, KREA_ERROR_NOT_FOUND))
    {
      self->deleted = TRUE;
      self->poll_delay = 0;
      gesso_drive_answer_cancel (self, FALSE);
      if (gone)
        gesso_drive_advance (self);
      else
        gesso_drive_look_in_listing (self, error);
      return;
    }
  /* Not answered: ask again after the next poll, which may find it finished. */
  gesso_engine_note_trouble (self->engine, self->route, error);
  gesso_drive_answer_cancel (self, FALSE);
  gesso_drive_advance_in (self, gesso_engine_backoff (self->engine, self->failures++));
}

void
gesso_drive_delete (GessoDrive *self)
{
  self->busy = TRUE;
  krea_client_cancel_job_async (self->route->client, gesso_generation_get_job_id (self->generation),
                                self->cancellable, deleted_cb, gesso_drive_ref (self));
}

/* A held one that had an intent may have been paid for; unless the server was found to know nothing of it, or its
 * charge was counted with the recovered pictures. */
static GessoCharge
held_charge (GessoGeneration *generation)
{
  gint64 start = 0, end = 0;

  gesso_generation_get_window (generation, &start, &end);
  if (gesso_generation_get_hold (generation) == GESSO_HOLD_MOVED && start > 0)
    return GESSO_CHARGE_UNKNOWN;
  return GESSO_CHARGE_NONE;
}

/* It was sent, and may outlive this process. */
static void
request_cancel (GessoEngine *self,
                GessoDrive  *drive)
{
  gesso_generation_set_cancel_requested (drive->generation, TRUE);
  gesso_library_remember_cancel (self->library, drive->generation);
}

static void
cancel_one (GessoEngine *self,
            GessoDrive  *drive,
            GTask       *task)
{
  Cancelling *cancelling = g_task_get_task_data (task);

  cancelling->pending++;
  drive->cancel_tasks = g_slist_prepend (drive->cancel_tasks, g_object_ref (task));
  switch (gesso_generation_get_state (drive->generation))
    {
    case GESSO_STATE_QUEUED:
      gesso_generation_set_cancel_requested (drive->generation, TRUE);
      cancelling->unsent++;
      if (!drive->busy && !drive->outcome.pending)
        gesso_drive_conclude_cancelled (drive, GESSO_CHARGE_NONE);
      else
        gesso_engine_check_uploads (self);
      break;

    case GESSO_STATE_HELD:
      if (!drive->busy && !drive->outcome.pending)
        gesso_drive_conclude_cancelled (drive, held_charge (drive->generation));
      break;

    case GESSO_STATE_SUBMITTING:
      request_cancel (self, drive);
      break;

    case GESSO_STATE_IN_DOUBT:
      request_cancel (self, drive);
      count_asked (drive);
      gesso_drive_answer_cancel (drive, FALSE);
      break;

    case GESSO_STATE_SUBMITTED:
    case GESSO_STATE_RUNNING:
      request_cancel (self, drive);
      if (drive->stuck || drive->picture != NULL || gesso_engine_route_for (self, drive->generation) == NULL)
        gesso_drive_answer_cancel (drive, FALSE); /* completed already; or asked when its key is back */
      else
        gesso_drive_advance (drive);
      break;

    case GESSO_STATE_DOWNLOADING: /* completed: it is kept */
    case GESSO_STATE_KEPT:
    case GESSO_STATE_FAILED:
    case GESSO_STATE_CANCELLED:
    default:
      gesso_drive_answer_cancel (drive, FALSE);
      break;
    }
}

void
gesso_engine_cancel_async (GessoEngine         *self,
                           GPtrArray           *generations,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Cancelling *cancelling = g_new0 (Cancelling, 1);

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (generations != NULL);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, gesso_engine_cancel_async);
  g_task_set_task_data (task, cancelling, g_free);
  cancelling->pending = 1;
  for (guint i = 0; i < generations->len; i++)
    {
      GessoDrive *drive = gesso_engine_find_drive (self, generations->pdata[i]);

      if (drive != NULL)
        cancel_one (self, drive, task);
    }
  task_done (task);
}

gboolean
gesso_engine_cancel_finish (GessoEngine   *self,
                            GAsyncResult  *result,
                            guint         *unsent,
                            guint         *asked,
                            GError       **error)
{
  Cancelling *cancelling;

  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_cancel_async), FALSE);

  cancelling = g_task_get_task_data (G_TASK (result));
  if (unsent != NULL)
    *unsent = cancelling->unsent;
  if (asked != NULL)
    *asked = cancelling->asked;
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_engine_discard_held (GessoEngine     *self,
                           GessoGeneration *generation)
{
  GessoDrive *drive;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  drive = gesso_engine_find_drive (self, generation);
  if (drive != NULL && gesso_generation_get_state (generation) == GESSO_STATE_HELD
      && !drive->busy && !drive->outcome.pending)
    gesso_drive_conclude_cancelled (drive, held_charge (generation));
}

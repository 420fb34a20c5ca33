/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-decode"

#include "gesso-decoder-private.h"

#include "gesso-libexec.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* Longest time for one picture, and how long a helper without work is kept. */
#define CALL_MS 10000
#define IDLE_MS 30000

/*
 * Threads that each own at most one helper, and a queue that they share. Threads are started when there is work that
 * none is free for, and end when there was none for a while. Each holds a reference: nobody has to wait for them.
 */
struct _GessoDecoderPool {
  GMutex mutex;
  GCond changed;
  GQueue jobs;
  guint64 next_order;
  guint workers;
  guint running;
  guint waiting;
  gboolean closed;

  GPtrArray *helpers;
  const char *confinement;
  GessoRecent *recent;

  char *program;
  guint timeout_ms;
  guint idle_ms;
};

static void
pool_clear (gpointer data)
{
  GessoDecoderPool *self = data;

  g_assert (g_queue_is_empty (&self->jobs));
  g_ptr_array_unref (self->helpers);
  gesso_recent_free (self->recent);
  g_free (self->program);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
}

static void
pool_unref (GessoDecoderPool *self)
{
  g_atomic_rc_box_release_full (self, pool_clear);
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b,
              gpointer      unused)
{
  const GessoDecoderJob *left = a, *right = b;

  if (left->priority != right->priority)
    return left->priority > right->priority ? -1 : 1;
  return left->order > right->order ? -1 : 1;
}

/* %NULL when there was no work for a while, or will be none. */
static GessoDecoderJob *
pool_pop (GessoDecoderPool *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 deadline = g_get_monotonic_time () + (gint64) self->idle_ms * 1000;
  GessoDecoderJob *job;

  self->waiting++;
  while ((job = g_queue_pop_head (&self->jobs)) == NULL && !self->closed)
    if (!g_cond_wait_until (&self->changed, &self->mutex, deadline))
      {
        job = g_queue_pop_head (&self->jobs);
        break;
      }
  self->waiting--;
  if (job == NULL)
    self->running--;
  return job;
}

static void
drop_helper (GessoDecoderPool  *self,
             GessoHelper      **helper)
{
  if (*helper == NULL)
    return;
  g_mutex_lock (&self->mutex);
  g_ptr_array_remove_fast (self->helpers, *helper);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (helper, gesso_helper_free);
}

static GessoHelper *
start_helper (GessoDecoderPool *self)
{
  g_autofree char *program = NULL;
  GessoHelper *helper;

  g_mutex_lock (&self->mutex);
  program = self->program != NULL ? g_strdup (self->program) : gesso_libexec_find ("decode", "gesso-decode");
  g_mutex_unlock (&self->mutex);
  if (program == NULL)
    {
      g_message ("gesso-decode is not installed");
      return NULL;
    }
  helper = gesso_helper_new (program);
  if (helper == NULL)
    return NULL;
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->helpers, helper);
  self->confinement = gesso_helper_describe (helper);
  g_mutex_unlock (&self->mutex);
  return helper;
}

static void
serve (GessoDecoderPool  *self,
       GessoHelper      **helper,
       GessoDecoderJob   *job,
       int                input)
{
  GessoHelperOutcome outcome = GESSO_HELPER_DIED;

  /* A helper that died may have been killed from outside, so its picture is tried once more; one that hung is not. */
  for (int attempt = 0; attempt < 2 && outcome == GESSO_HELPER_DIED; attempt++)
    {
      GessoWireReply reply;
      int fd;

      if (*helper == NULL)
        *helper = start_helper (self);
      if (*helper == NULL)
        break;
      outcome = gesso_helper_ask (*helper, &job->request, input);
      if (outcome == GESSO_HELPER_ANSWERED)
        {
          gesso_decoder_job_work_meanwhile (job);
          outcome = gesso_helper_await (*helper, self->timeout_ms, &reply, &fd);
        }
      if (outcome == GESSO_HELPER_ANSWERED)
        {
          gesso_decoder_job_answer (job, &reply, fd);
          return;
        }
      drop_helper (self, helper);
    }
  gesso_decoder_job_fail (job, GESSO_PICTURE_ERROR_DECODER);
}

static void
run (GessoDecoderPool  *self,
     GessoHelper      **helper,
     GessoDecoderJob   *job)
{
  GError *error = NULL;
  int input;

  if (!g_task_return_error_if_cancelled (job->task))
    {
      input = gesso_decoder_job_open (job, &error);
      if (input < 0)
        g_task_return_error (job->task, error);
      else
        {
          serve (self, helper, job, input);
          close (input);
        }
    }
  g_cancellable_disconnect (g_task_get_cancellable (job->task), job->cancelled_handler);
  gesso_decoder_job_free (job);
}

static gboolean
has_jobs (GessoDecoderPool *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return !g_queue_is_empty (&self->jobs);
}

static gpointer
worker_thread (gpointer data)
{
  GessoDecoderPool *self = data;
  GessoHelper *helper = NULL;
  GessoDecoderJob *job;

  /* Started ahead of its first job. */
  if (!has_jobs (self))
    helper = start_helper (self);
  while ((job = pool_pop (self)) != NULL)
    run (self, &helper, job);
  drop_helper (self, &helper);
  gesso_recent_purge (self->recent);
  pool_unref (self);
  return NULL;
}

/* It is counted as running already. */
static void
start_worker (GessoDecoderPool *self)
{
  g_thread_unref (g_thread_new ("gesso-decoder", worker_thread, g_atomic_rc_box_acquire (self)));
}

typedef struct {
  GessoDecoderPool *pool;
  GessoDecoderJob *job;
} Cancellation;

static void
cancellation_free (gpointer  data,
                   GClosure *closure)
{
  Cancellation *cancellation = data;

  pool_unref (cancellation->pool);
  g_free (cancellation);
}

static gboolean
return_cancelled_cb (gpointer data)
{
  GessoDecoderJob *job = data;

  g_cancellable_disconnect (g_task_get_cancellable (job->task), job->cancelled_handler);
  g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Cancelled"));
  gesso_decoder_job_free (job);
  return G_SOURCE_REMOVE;
}

/* In its own time: a caller's callback must not run inside g_cancellable_cancel(). */
static void
return_cancelled_later (GessoDecoderJob *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, return_cancelled_cb, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

static void
cancelled_cb (GCancellable *cancellable,
              Cancellation *cancellation)
{
  GessoDecoderPool *self = cancellation->pool;
  GessoDecoderJob *job = cancellation->job;
  gboolean waited;

  /* The job lives as long as this handler is connected: whoever frees it disconnects it first. */
  g_mutex_lock (&self->mutex);
  job->cancelled = TRUE;
  waited = g_queue_remove (&self->jobs, job);
  g_mutex_unlock (&self->mutex);
  if (waited)
    return_cancelled_later (job);
}

void
gesso_decoder_pool_push (GessoDecoderPool *self,
                         GessoDecoderJob  *job)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  gboolean start = FALSE, refused;
  gulong handler = 0;

  if (cancellable != NULL)
    {
      Cancellation *cancellation = g_new0 (Cancellation, 1);

      cancellation->pool = g_atomic_rc_box_acquire (self);
      cancellation->job = job;
      handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), cancellation,
                                       (GDestroyNotify) (void (*) (void)) cancellation_free);
    }
  g_mutex_lock (&self->mutex);
  job->cancelled_handler = handler;
  job->order = self->next_order++;
  refused = job->cancelled;
  if (!refused)
    {
      g_queue_insert_sorted (&self->jobs, job, compare_jobs, NULL);
      start = g_queue_get_length (&self->jobs) > self->waiting && self->running < self->workers;
      self->running += start ? 1 : 0;
      g_cond_signal (&self->changed);
    }
  g_mutex_unlock (&self->mutex);
  if (refused)
    return_cancelled_later (job);
  if (start)
    start_worker (self);
}

GessoRecent *
gesso_decoder_pool_get_recent (GessoDecoderPool *self)
{
  return self->recent;
}

void
gesso_decoder_pool_prepare (GessoDecoderPool *self)
{
  gboolean start;

  g_mutex_lock (&self->mutex);
  start = self->running == 0;
  self->running += start ? 1 : 0;
  g_mutex_unlock (&self->mutex);
  if (start)
    start_worker (self);
}

GessoDecoderPool *
gesso_decoder_pool_new (guint workers)
{
  GessoDecoderPool *self = g_atomic_rc_box_new0 (GessoDecoderPool);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->jobs);
  self->helpers = g_ptr_array_new ();
  self->recent = gesso_recent_new ();
  self->workers = workers > 0 ? workers : g_get_num_processors ();
  self->timeout_ms = CALL_MS;
  self->idle_ms = IDLE_MS;
  return self;
}

void
gesso_decoder_pool_close (GessoDecoderPool *self)
{
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  for (guint i = 0; i < self->helpers->len; i++)
    g_subprocess_force_exit (((GessoHelper *) self->helpers->pdata[i])->process);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  pool_unref (self);
}

const char *
gesso_decoder_pool_get_confinement (GessoDecoderPool *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->confinement;
}

void
gesso_decoder_pool_set_helper (GessoDecoderPool *self,
                               const char       *program,
                               guint             timeout_ms,
                               guint             idle_ms)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_free (self->program);
  self->program = g_strdup (program);
  self->timeout_ms = timeout_ms > 0 ? timeout_ms : CALL_MS;
  self->idle_ms = idle_ms > 0 ? idle_ms : IDLE_MS;
}

GArray *
gesso_decoder_pool_list_helpers (GessoDecoderPool *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < self->helpers->len; i++)
    {
      const char *id = g_subprocess_get_identifier (((GessoHelper *) self->helpers->pdata[i])->process);
      int number = id != NULL ? atoi (id) : 0;

      if (number > 0)
        g_array_append_val (ids, number);
    }
  return ids;
}

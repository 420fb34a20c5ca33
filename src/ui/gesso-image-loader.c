/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-image-loader-private.h"

#include "gesso-image-cache.h"
#include "gesso-image-job.h"

/*
 * A screen and more, so that nothing waits for the main thread while that draws. What is begun still goes by priority,
 * and costs nothing when it is cancelled before a thread takes it.
 */
#define MAX_ACTIVE 64
#define THREADS    2
#define CACHE_BYTES (64 * 1024 * 1024)

struct _GessoImageLoader
{
  GObject parent_instance;

  GessoLibrary *library;
  GessoDecoder *decoder;
  GThreadPool *threads;

  GessoImageCache *cache;
  GHashTable *jobs;    /* key, owned by the job → GessoImageJob: one for each key that is wanted */
  GPtrArray *pending;  /* of GessoImageJob, oldest first */
  guint n_active;
  guint most_active;
  guint n_started;
  guint n_holds;
};

/* One caller of load_async(). */
typedef struct
{
  GTask *task;
  GessoImageJob *job;
  gulong cancelled_handler;
} Request;

static void pump (GessoImageLoader *self);

G_DEFINE_FINAL_TYPE (GessoImageLoader, gesso_image_loader, G_TYPE_OBJECT)

static void
request_disconnect (Request *request)
{
  g_clear_signal_handler (&request->cancelled_handler, g_task_get_cancellable (request->task));
}

static void
request_free (Request *request)
{
  request_disconnect (request);
  g_object_unref (request->task);
  g_free (request);
}

static char *
make_key (const char *sha256,
          guint       width,
          guint       height)
{
  return g_strdup_printf ("%s %ux%u", sha256, width, height);
}

/* Takes the job out of what is wanted: it is answered, or nobody waits for it any more. */
static void
forget (GessoImageLoader *self,
        GessoImageJob    *job)
{
  g_ptr_array_remove (self->pending, job);
  if (g_hash_table_lookup (self->jobs, job->key) == job)
    g_hash_table_remove (self->jobs, job->key);
}

static void
answer (GessoImageJob *job,
        GdkTexture    *texture,
        const GError  *error)
{
  GessoImageLoader *self = job->loader;
  g_autoptr (GPtrArray) requests = g_steal_pointer (&job->requests);

  job->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  if (texture != NULL)
    gesso_image_cache_insert (self->cache, job->key, texture,
                              (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4);
  /* A callback below may cancel the others: they are answered already. */
  for (guint i = 0; i < requests->len; i++)
    request_disconnect (requests->pdata[i]);
  for (guint i = 0; i < requests->len; i++)
    {
      Request *request = requests->pdata[i];

      if (texture != NULL)
        g_task_return_pointer (request->task, g_object_ref (texture), g_object_unref);
      else
        g_task_return_error (request->task, g_error_copy (error));
    }
}

/* Ends an active job, and lets the next one start. */
static void
done (GessoImageJob *job,
      const GError  *error)
{
  g_autoptr (GessoImageLoader) self = g_object_ref (job->loader);

  self->n_active--;
  forget (self, job);
  answer (job, job->texture, error);
  g_object_unref (job->loader);
  gesso_image_job_unref (job);
  pump (self);
}

static void
start (GessoImageJob *job)
{
  GessoImageLoader *self = g_object_ref (job->loader);

  self->n_active++;
  job->order = self->n_started++;
  gesso_image_job_start (gesso_image_job_ref (job), self->library, self->decoder, self->threads);
}

/* Highest priority first; among equals the newest, which is what was scrolled to last. */
static void
pump (GessoImageLoader *self)
{
  while (self->n_holds == 0 && self->n_active < self->most_active && self->pending->len > 0)
    {
      guint best = self->pending->len - 1;

      for (guint i = best; i-- > 0;)
        if (((GessoImageJob *) self->pending->pdata[i])->priority > ((GessoImageJob *) self->pending->pdata[best])->priority)
          best = i;
      start (g_ptr_array_steal_index (self->pending, best));
    }
}

/* The last one who waits takes the job along. */
static void
request_cancelled_cb (GCancellable *cancellable,
                      Request      *request)
{
  GessoImageJob *job = request->job;
  GessoImageLoader *self = job->loader;
  g_autoptr (GTask) task = g_object_ref (request->task);

  g_ptr_array_remove (job->requests, request);
  if (job->requests->len == 0)
    {
      g_cancellable_cancel (job->cancellable);
      forget (self, job);
    }
  g_task_return_error_if_cancelled (task);
}

static void
gesso_image_loader_finalize (GObject *object)
{
  GessoImageLoader *self = GESSO_IMAGE_LOADER (object);

  g_thread_pool_free (self->threads, FALSE, TRUE);
  g_ptr_array_unref (self->pending);
  g_hash_table_unref (self->jobs);
  gesso_image_cache_free (self->cache);
  g_object_unref (self->library);
  g_object_unref (self->decoder);
  G_OBJECT_CLASS (gesso_image_loader_parent_class)->finalize (object);
}

static void
gesso_image_loader_class_init (GessoImageLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_image_loader_finalize;
}

static void
gesso_image_loader_init (GessoImageLoader *self)
{
  self->cache = gesso_image_cache_new (CACHE_BYTES);
  self->threads = gesso_image_job_threads_new (THREADS);
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) gesso_image_job_unref);
  self->pending = g_ptr_array_new ();
  self->most_active = MAX_ACTIVE;
}

GessoImageLoader *
gesso_image_loader_new (GessoContext *context)
{
  GessoImageLoader *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  /* Not the context itself, which owns its loader. */
  self = g_object_new (GESSO_TYPE_IMAGE_LOADER, NULL);
  self->library = g_object_ref (gesso_context_get_library (context));
  self->decoder = g_object_ref (gesso_context_get_decoder (context));
  return self;
}

GessoImageLoader *
gesso_image_loader_get (GessoContext *context)
{
  GessoImageLoader *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_get_data (G_OBJECT (context), "gesso-image-loader");
  if (self == NULL)
    {
      self = gesso_image_loader_new (context);
      g_object_set_data_full (G_OBJECT (context), "gesso-image-loader", self, g_object_unref);
    }
  return self;
}

GdkTexture *
gesso_image_loader_peek (GessoImageLoader *self,
                         const char       *sha256,
                         guint             width,
                         guint             height)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (GESSO_IS_IMAGE_LOADER (self), NULL);

  if (sha256 == NULL)
    return NULL;
  key = make_key (sha256, width, height);
  return gesso_image_cache_lookup (self->cache, key);
}

static GessoImageJob *
ensure_job (GessoImageLoader *self,
            const char       *sha256,
            const char       *path,
            guint             width,
            guint             height,
            int               priority)
{
  g_autofree char *key = make_key (sha256, width, height);
  GessoImageJob *job = g_hash_table_lookup (self->jobs, key);

  if (job != NULL)
    {
      job->priority = MAX (job->priority, priority);
      return job;
    }
  job = gesso_image_job_new (sha256, path, width, height, priority);
  job->loader = self;
  job->key = g_steal_pointer (&key);
  job->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  job->done = done;
  g_hash_table_insert (self->jobs, job->key, job);
  g_ptr_array_add (self->pending, job);
  return job;
}

void
gesso_image_loader_load_async (GessoImageLoader    *self,
                               const char          *sha256,
                               const char          *path,
                               guint                width,
                               guint                height,
                               int                  priority,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GdkTexture *texture;
  Request *request;

  g_return_if_fail (GESSO_IS_IMAGE_LOADER (self));
  g_return_if_fail (sha256 != NULL && width > 0 && height > 0);

  g_task_set_source_tag (task, gesso_image_loader_load_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  texture = gesso_image_loader_peek (self, sha256, width, height);
  if (texture != NULL)
    {
      g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
      return;
    }
  if (path == NULL && MAX (width, height) > GESSO_THUMBNAIL_LARGE)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s has no file", sha256);
      return;
    }
  request = g_new0 (Request, 1);
  request->job = ensure_job (self, sha256, path, width, height, priority);
  request->task = g_steal_pointer (&task);
  g_ptr_array_add (request->job->requests, request);
  if (cancellable != NULL)
    request->cancelled_handler = g_signal_connect (cancellable, "cancelled", G_CALLBACK (request_cancelled_cb), request);
  pump (self);
}

GdkTexture *
gesso_image_loader_load_finish (GessoImageLoader  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_image_loader_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_image_loader_hold (GessoImageLoader *self,
                         gboolean          hold)
{
  g_return_if_fail (GESSO_IS_IMAGE_LOADER (self));
  g_return_if_fail (hold || self->n_holds > 0);

  self->n_holds += hold ? 1 : -1;
  pump (self);
}

guint
gesso_image_loader_get_started (GessoImageLoader *self)
{
  return self->n_started;
}

void
gesso_image_loader_set_most_active (GessoImageLoader *self,
                                    guint             most_active)
{
  self->most_active = most_active;
}

guint
gesso_image_loader_get_active (GessoImageLoader *self)
{
  return self->n_active;
}

guint
gesso_image_loader_get_waiting (GessoImageLoader *self)
{
  return self->pending->len;
}

gsize
gesso_image_loader_get_cached (GessoImageLoader *self)
{
  return gesso_image_cache_get_bytes (self->cache);
}

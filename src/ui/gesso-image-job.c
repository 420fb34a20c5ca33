/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-image-job.h"

#include "gesso-decoder-recent.h"
#include "gesso-image-loader-private.h"
#include "gesso-stored-thumbnail.h"

GessoImageJob *
gesso_image_job_new (const char *sha256,
                     const char *path,
                     guint       width,
                     guint       height,
                     int         priority)
{
  GessoImageJob *self = g_new0 (GessoImageJob, 1);

  g_atomic_ref_count_init (&self->references);
  self->sha256 = g_strdup (sha256);
  self->path = g_strdup (path);
  self->width = width;
  self->height = height;
  self->priority = priority;
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  return self;
}

GessoImageJob *
gesso_image_job_ref (GessoImageJob *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gesso_image_job_unref (GessoImageJob *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->key);
  g_free (self->sha256);
  g_free (self->path);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_clear_pointer (&self->jpeg, g_bytes_unref);
  g_clear_pointer (&self->pixels, gesso_pixels_free);
  g_clear_object (&self->texture);
  g_free (self);
}

/* Whether a stored thumbnail is enough. */
static gboolean
is_small (GessoImageJob *self)
{
  return MAX (self->width, self->height) <= GESSO_THUMBNAIL_LARGE;
}

static void
thumbnail_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  GessoImageJob *self = data;
  g_autoptr (GError) error = NULL;

  self->jpeg = gesso_library_load_thumbnail_finish (GESSO_LIBRARY (source), result, &error);
  if (self->jpeg == NULL)
    self->done (self, error);
  else
    g_thread_pool_push (self->threads, self, NULL);
}

static void
file_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GessoImageJob *self = data;
  g_autoptr (GError) error = NULL;

  self->pixels = gesso_decoder_load_file_finish (GESSO_DECODER (source), result, &error);
  if (self->pixels == NULL)
    self->done (self, error);
  else
    g_thread_pool_push (self->threads, self, NULL);
}

/* For what was not at hand. A thumbnail that is made for it is stored, too. */
static void
ask_for_original (GessoImageJob *self)
{
  self->retried = TRUE;
  if (is_small (self))
    gesso_library_load_thumbnail_async (self->library, self->decoder, self->sha256, self->path,
                                        MAX (self->width, self->height), self->priority, self->cancellable,
                                        thumbnail_cb, self);
  else
    gesso_decoder_load_file_async (self->decoder, self->path, self->width, self->height, self->priority,
                                   self->cancellable, file_cb, self);
}

/* Back from the thread. */
static gboolean
worked_cb (gpointer data)
{
  GessoImageJob *self = data;
  g_autoptr (GError) error = NULL;

  if (self->texture == NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, &error) && !self->retried)
    {
      ask_for_original (self);
      return G_SOURCE_REMOVE;
    }
  if (self->texture == NULL && error == NULL)
    error = g_error_new_literal (GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DAMAGED, "The decoder sent no picture");
  self->done (self, error);
  return G_SOURCE_REMOVE;
}

/* In a thread: the pixels of its file, the thumbnail that was made for it, the stored one, or what just came. */
static void
work (gpointer data,
      gpointer user_data)
{
  GessoImageJob *self = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      if (self->pixels == NULL && self->jpeg != NULL)
        self->pixels = gesso_stored_thumbnail_decode (self->jpeg, self->width, self->height);
      else if (self->pixels == NULL && is_small (self))
        self->pixels = gesso_library_read_thumbnail (self->library, self->sha256, self->width, self->height);
      else if (self->pixels == NULL)
        self->pixels = gesso_decoder_read_recent (self->decoder, self->sha256, self->width, self->height);
      if (self->pixels != NULL)
        self->texture = gesso_image_loader_make_texture (self->pixels);
      g_clear_pointer (&self->pixels, gesso_pixels_free);
    }
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, worked_cb, self, NULL);
  g_source_attach (source, self->context);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      unused)
{
  const GessoImageJob *left = a, *right = b;

  if (left->priority != right->priority)
    return left->priority > right->priority ? -1 : 1;
  return left->order > right->order ? -1 : 1;
}

GThreadPool *
gesso_image_job_threads_new (guint n_threads)
{
  GThreadPool *threads = g_thread_pool_new (work, NULL, (int) n_threads, FALSE, NULL);

  g_thread_pool_set_sort_function (threads, compare, NULL);
  return threads;
}

void
gesso_image_job_start (GessoImageJob *self,
                       GessoLibrary  *library,
                       GessoDecoder  *decoder,
                       GThreadPool   *threads)
{
  self->library = library;
  self->decoder = decoder;
  self->threads = threads;
  g_thread_pool_push (threads, self, NULL);
}

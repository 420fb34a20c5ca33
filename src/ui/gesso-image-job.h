/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-image-loader.h"

G_BEGIN_DECLS

typedef struct _GessoImageJob GessoImageJob;

/**
 * GessoImageJob:
 * @requests: whoever waits for it; the loader's
 * @done: called once on @context, with @texture or, where there is none, an error
 *
 * One picture in one size on its way to a texture: from its stored thumbnail, decoded in a thread; from one that is made
 * and stored first, where there is none; or, where that is too small, from the pixels with which it was received, or from
 * its file, decoded by a helper.
 */
struct _GessoImageJob {
  gatomicrefcount references;
  GessoImageLoader *loader;
  char *key;
  char *sha256;
  char *path;
  guint width;
  guint height;
  int priority;
  guint order;
  GPtrArray *requests;
  GCancellable *cancellable;
  void (*done) (GessoImageJob *job, const GError *error);

  GMainContext *context;
  GessoLibrary *library;
  GessoDecoder *decoder;
  GThreadPool *threads;
  gboolean retried;
  GBytes *jpeg;
  GessoPixels *pixels;
  GdkTexture *texture;
};

GessoImageJob *gesso_image_job_new         (const char     *sha256,
                                            const char     *path,
                                            guint           width,
                                            guint           height,
                                            int             priority);
GessoImageJob *gesso_image_job_ref         (GessoImageJob  *self);
void           gesso_image_job_unref       (GessoImageJob  *self);

/* Threads for jobs: highest priority first; among equals the one that was started last. */
GThreadPool   *gesso_image_job_threads_new (guint           n_threads);

/* Whoever calls it keeps a reference, and all that is handed over, until @done was called. */
void           gesso_image_job_start       (GessoImageJob  *self,
                                            GessoLibrary   *library,
                                            GessoDecoder   *decoder,
                                            GThreadPool    *threads);

G_END_DECLS

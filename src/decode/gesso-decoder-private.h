/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decode-wire.h"
#include "gesso-recent.h"

G_BEGIN_DECLS

/* A helper process and our end of its socket. Belongs to one thread, which alone talks to it. */
typedef struct {
  GSubprocess *process;
  int socket;
  guint32 serial;
  guint confinement;
  gboolean sandboxed;
} GessoHelper;

typedef enum {
  GESSO_HELPER_ANSWERED,
  GESSO_HELPER_DIED,
  GESSO_HELPER_HUNG,
} GessoHelperOutcome;

/* One call, from when it is made until it is answered. */
typedef struct {
  /* inputs */
  GTask *task;
  GBytes *bytes;
  char *path;
  GessoWireRequest request;
  GessoRecent *recent; /* (nullable) (unowned): the pool's */
  gboolean hashes;
  int priority;

  /* in progress, in the thread that serves it */
  char *sha256;

  /* in progress, under the pool's mutex */
  guint64 order;
  gulong cancelled_handler;
  gboolean cancelled;
} GessoDecoderJob;

typedef struct _GessoDecoderPool GessoDecoderPool;

void                gesso_decoder_job_free             (GessoDecoderJob    *job);

/* Turns a reply into the result of the task; nothing in it is believed. */
void                gesso_decoder_job_answer           (GessoDecoderJob    *job,
                                                        const GessoWireReply *reply,
                                                        int                 fd);
void                gesso_decoder_job_fail             (GessoDecoderJob    *job,
                                                        GessoPictureError   code);

/* What is to be done here beside what the helper does. */
void                gesso_decoder_job_work_meanwhile   (GessoDecoderJob    *job);

/* The file of a job as a descriptor that the helper can't change; -1 with @error. */
int                 gesso_decoder_job_open             (GessoDecoderJob    *job,
                                                        GError            **error);

/* Starts a helper, confined as well as it can be, and waits for its greeting. */
GessoHelper        *gesso_helper_new                   (const char         *program);
void                gesso_helper_free                  (GessoHelper        *self);
const char         *gesso_helper_describe              (GessoHelper        *self);
/* To be followed by one gesso_helper_await(). */
GessoHelperOutcome  gesso_helper_ask                   (GessoHelper        *self,
                                                        const GessoWireRequest *request,
                                                        int                 input);
GessoHelperOutcome  gesso_helper_await                 (GessoHelper        *self,
                                                        guint               timeout_ms,
                                                        GessoWireReply     *reply,
                                                        int                *fd);

/* In gesso-helper-spawn.c. Started without a sandbox where @sandboxed is %FALSE. */
GSubprocess        *gesso_helper_spawn                 (const char         *program,
                                                        int                 socket,
                                                        gboolean            sandboxed);
/* The name of the sandbox that is tried, %NULL for none. */
const char         *gesso_helper_sandbox_name          (void);

GessoDecoderPool   *gesso_decoder_pool_new             (guint               workers);
/* Ends every helper. Threads that are still at work keep what they need. */
void                gesso_decoder_pool_close           (GessoDecoderPool   *self);
GessoRecent        *gesso_decoder_pool_get_recent      (GessoDecoderPool   *self);
void                gesso_decoder_pool_prepare         (GessoDecoderPool   *self);
/* Takes @job. */
void                gesso_decoder_pool_push            (GessoDecoderPool   *self,
                                                        GessoDecoderJob    *job);
const char         *gesso_decoder_pool_get_confinement (GessoDecoderPool   *self);

/* For tests: another program than the installed helper, and shorter waits. */
void                gesso_decoder_set_helper           (GessoDecoder       *self,
                                                        const char         *program,
                                                        guint               timeout_ms,
                                                        guint               idle_ms);
void                gesso_decoder_pool_set_helper      (GessoDecoderPool   *self,
                                                        const char         *program,
                                                        guint               timeout_ms,
                                                        guint               idle_ms);
/* For tests: process ids of the helpers that run now. Returns: (transfer full) */
GArray             *gesso_decoder_list_helpers         (GessoDecoder       *self);
GArray             *gesso_decoder_pool_list_helpers    (GessoDecoderPool   *self);

G_END_DECLS

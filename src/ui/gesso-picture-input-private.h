/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-picture-input.h"

G_BEGIN_DECLS

/* What reads one drop, clipboard or choice of files: the data of its task. */
typedef struct {
  /* inputs */
  GessoContext *context;
  GdkDrop *drop;
  GdkClipboard *clipboard;
  GdkContentFormats *formats;
  /* in progress */
  GPtrArray *files; /* GFile, from which next_file on are to be read */
  guint next_file;
  guint at_work;    /* of those before it */
  GPtrArray *found; /* GessoReferenceFile or %NULL, one for each file */
  gsize next_type;
  gboolean cancelled;
  KreaClient *client;
  /* outputs */
  GPtrArray *taken;
  GPtrArray *refusals;
  GessoGeneration *generation;
} GessoInput;

/* One picture on its way in: the data of what reads it. */
typedef struct {
  GTask *task;
  guint  order;  /* among the files; 0 for what is none */
  char  *name;   /* for people */
  char  *origin; /* (nullable): the file, address or generation it comes from */
} GessoInputJob;

GessoInputJob *gesso_input_job_new       (GTask             *task,
                                          guint              order,
                                          const char        *name,
                                          const char        *origin);
void        gesso_input_job_free         (GessoInputJob     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoInputJob, gesso_input_job_free)

/* Fetches what a person dropped as an address: strictly, and never with the key. Takes @job. */
void        gesso_input_download         (GessoInputJob     *job,
                                          const char        *address);
/* Stores bytes as a picture of the library. Takes @job. */
void        gesso_input_add_bytes        (GessoInputJob     *job,
                                          GBytes            *bytes);
/* Reads the files, a few at a time, in whichever order they are done. */
void        gesso_input_start_files      (GTask             *task);
/* Takes @error. */
void        gesso_input_refuse           (GTask             *task,
                                          guint              order,
                                          const char        *name,
                                          GError            *error);
/* Goes on with the next form; ends where there is none, or something was taken. */
void        gesso_input_read_next_type   (GTask             *task);
void        gesso_input_finish           (GTask             *task);

/* Goes through the forms of a drop or a clipboard; goes on with the files that folders were expanded to. */
void        gesso_input_start            (GTask             *task);
void        gesso_input_expanded_cb      (GObject           *source,
                                          GAsyncResult      *result,
                                          gpointer           data);

/* Most pictures that one drop, paste or choice brings, folders counted as what is in them. */
#define GESSO_PICTURE_INPUT_MOST 2000

/**
 * GessoInputRefusal: what could not be taken, and why. @order: among the files, from 0.
 */
typedef struct {
  char   *name;
  guint   order;
  GError *error;
} GessoInputRefusal;

void        gesso_input_refusal_free     (GessoInputRefusal *self);

/* One sentence that names what was refused; %NULL for nothing. @refusals: (element-type GessoInputRefusal) */
char       *gesso_input_describe         (GPtrArray         *refusals);

/* (nullable) (transfer full): the address of the first picture in an HTML fragment, https or http */
char       *gesso_input_find_image       (const char        *html);

/* (nullable) (transfer full): the first web address in a list of addresses or a line of text */
char       *gesso_input_find_address     (const char        *text);

/* Expands folders, one level deep, to the pictures in them. (element-type GFile) */
void        gesso_input_expand_async     (GListModel        *files,
                                          GCancellable      *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer           data);
GPtrArray  *gesso_input_expand_finish    (GAsyncResult      *result,
                                          GError           **error);

/* Reads a stream up to @limit bytes, and closes it. */
void        gesso_input_read_stream_async  (GInputStream        *stream,
                                            gsize                limit,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             data);
GBytes     *gesso_input_read_stream_finish (GAsyncResult        *result,
                                            GError             **error);

G_END_DECLS

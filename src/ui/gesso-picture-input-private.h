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
  gsize next_type;
  KreaClient *client;
  char *name; /* of what is being read */
  /* outputs */
  GPtrArray *taken;
  GPtrArray *refusals;
  GessoGeneration *generation;
} GessoInput;

/* Goes through the forms of a drop or a clipboard; goes on with the files that folders were expanded to. */
void        gesso_input_start            (GTask             *task);
void        gesso_input_expanded_cb      (GObject           *source,
                                          GAsyncResult      *result,
                                          gpointer           data);

/* Most pictures that one drop, paste or choice brings, folders counted as what is in them. */
#define GESSO_PICTURE_INPUT_MOST 200

/**
 * GessoInputRefusal: what could not be taken, and why.
 */
typedef struct {
  char   *name;
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

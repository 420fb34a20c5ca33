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
  gboolean foreign;  /* there are addresses among the files: what is behind one may be no picture */
  gboolean further;  /* further forms of the same were looked at */
  guint refused;     /* of the files, before that */
  gboolean seeking;  /* where it comes from, in the other forms */
  gsize resume_type; /* as next_type was before that */
  char *address;     /* (nullable): where it comes from */
  GBytes *picture;   /* read, but not taken yet */
  GHashTable *tried; /* addresses */
  gboolean cancelled;
  KreaClient *client;
  /* outputs */
  GPtrArray *taken;
  GPtrArray *refusals;
  guint left; /* files that are too many */
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

/* What an address holds that is a picture itself; any other that a person dropped is fetched, strictly, and never with the
 * key. Takes @job. */
void        gesso_input_take_address     (GessoInputJob     *job,
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

/* A message that names what was refused; %NULL for nothing. @refusals: (element-type GessoInputRefusal); @left: further
 * ones that nobody looked at */
char       *gesso_input_describe         (GPtrArray         *refusals,
                                          guint              left);

/* gesso-picture-input-address.c */
/* Text as another program gives it, in UTF-8. */
char       *gesso_input_decode_text      (GBytes            *bytes);
/* (nullable) (transfer full): the address of the first picture in an HTML fragment: https, http, or one that is the
 * picture itself */
char       *gesso_input_find_image       (const char        *html);
/* (nullable) (transfer full): the first such address in a list of addresses or a line of text */
char       *gesso_input_find_address     (const char        *text);
/* Whether an address is a picture itself: "data:image/png;base64,…" */
gboolean    gesso_input_is_data_address  (const char        *address);
/* (nullable) (transfer full): what such a one holds, up to @limit bytes; not in the main thread */
GBytes     *gesso_input_read_data_address (const char       *address,
                                          gsize              limit,
                                          GError           **error);
/* (nullable) (transfer full): for people */
char       *gesso_input_name_address     (const char        *address);

/* Expands folders, one level deep, to the pictures in them, however many. (element-type GFile) */
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

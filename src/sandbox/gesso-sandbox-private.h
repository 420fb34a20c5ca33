/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-sandbox.h"

#include "gesso-sandbox-faults.h"
#include "gesso-sandbox-job.h"
#include "gesso-sandbox-media.h"
#include "gesso-sandbox-studio.h"
#include "krea-catalog.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* An uploaded file. Its bytes lie in the state folder; what is served is @path. */
typedef struct {
  char             *id;
  char             *path;
  char             *description; /* (nullable) */
  gint64            uploaded_ms;
  GessoSandboxMedia media;
  guint64           size;
  GArray           *palette; /* of guint32 */
} GessoSandboxAsset;

struct _GessoSandbox
{
  GObject             parent_instance;

  SoupServer         *server;
  SoupSession        *webhooks;
  GMainContext       *context;
  GHashTable         *sources; /* GSource, set: what must not outlive the sandbox */
  char               *url;
  char               *token;
  char               *state_dir;
  gboolean            state_is_temporary;
  int                 lock;
  char               *account; /* UUID in the addresses of assets */

  double              speed;
  guint               slots;
  guint               backlog;
  gint64              first_balance; /* µ$; negative: endless */
  GessoSandboxFaults *faults;
  KreaCatalog        *catalog;

  GPtrArray          *jobs; /* of GessoSandboxJob, oldest first */
  GHashTable         *jobs_by_id;
  GHashTable         *jobs_by_picture;
  guint               running;
  GessoSandboxStudio *studio;
  GPtrArray          *assets; /* of GessoSandboxAsset, oldest first */

  guint               submits;
  guint64             streamed;
  guint               idle_exit_s;
  gint64              last_request_us;
};

/**
 * GessoSandboxExchange:
 * @kind: what the request is about
 * @rest: what follows the collection's name in the path, may be empty
 * @model: (nullable): for a submission
 * @scope: (nullable): whose prompt tokens are counted
 * @prompt: (nullable): where tokens are looked for
 * @done: a fault has answered, or the answer comes later
 *
 * One request and what its handler must know.
 */
typedef struct {
  GessoSandbox      *sandbox;
  SoupServerMessage *message;
  GHashTable        *query;
  GessoSandboxKind   kind;
  const char        *rest;
  const KreaModel   *model;
  char              *scope;
  char              *prompt;
  gboolean           done;
} GessoSandboxExchange;

/* gesso-sandbox.c */
void     gesso_sandbox_later           (GessoSandbox   *self,
                                        guint           ms,
                                        GSourceFunc     func,
                                        gpointer        data,
                                        GDestroyNotify  destroy,
                                        GSource       **handle);
void     gesso_sandbox_forget_source   (GessoSandbox   *self,
                                        GSource       **handle);

/* gesso-sandbox-http.c */
void     gesso_sandbox_serve_cb        (SoupServer        *server,
                                        SoupServerMessage *message,
                                        const char        *path,
                                        GHashTable        *query,
                                        gpointer           data);
void     gesso_sandbox_headers_cb      (SoupServer        *server,
                                        SoupServerMessage *message,
                                        const char        *path,
                                        GHashTable        *query,
                                        gpointer           data);

/* gesso-sandbox-reply.c */
void     gesso_sandbox_reply_object    (SoupServerMessage    *message,
                                        guint                 status,
                                        JsonObject           *object); /* (transfer full) */
void     gesso_sandbox_reply_error     (GessoSandboxExchange *exchange,
                                        guint                 status,
                                        const char           *text);
void     gesso_sandbox_reply_status    (GessoSandboxExchange *exchange,
                                        guint                 status);
void     gesso_sandbox_reply_page      (GessoSandboxExchange *exchange,
                                        JsonArray            *items, /* (transfer full) */
                                        const char           *cursor);
gboolean gesso_sandbox_read_page       (GessoSandboxExchange *exchange,
                                        guint                *limit,
                                        gint64               *before_ms);

/* gesso-sandbox-hostile.c */
gboolean gesso_sandbox_fault_before    (GessoSandboxExchange *exchange);
void     gesso_sandbox_fault_after     (GessoSandboxExchange *exchange);
void     gesso_sandbox_spoil           (GessoSandboxExchange *exchange,
                                        const GessoSandboxFault *fault);
void     gesso_sandbox_drop            (SoupServerMessage    *message);

/* gesso-sandbox-stream.c */
void     gesso_sandbox_drip            (GessoSandboxExchange *exchange,
                                        guint                 ms);
void     gesso_sandbox_stream_huge     (GessoSandboxExchange *exchange,
                                        gboolean              with_length);

/* gesso-sandbox-submit.c */
void     gesso_sandbox_serve_submit    (GessoSandboxExchange *exchange);

/* gesso-sandbox-jobs.c */
void     gesso_sandbox_serve_jobs      (GessoSandboxExchange *exchange);
void     gesso_sandbox_serve_ledger    (GessoSandboxExchange *exchange);
gint64   gesso_sandbox_get_balance     (GessoSandbox         *self);

/* gesso-sandbox-run.c */
gboolean gesso_sandbox_add_job         (GessoSandbox         *self,
                                        GessoSandboxJob      *job,
                                        GError              **error);
gboolean gesso_sandbox_cancel_job      (GessoSandbox         *self,
                                        GessoSandboxJob      *job,
                                        GError              **error);
void     gesso_sandbox_run_jobs        (GessoSandbox         *self);
guint    gesso_sandbox_count_waiting   (GessoSandbox         *self);

/* gesso-sandbox-assets.c */
void               gesso_sandbox_serve_assets  (GessoSandboxExchange *exchange);
void               gesso_sandbox_serve_upload  (GessoSandboxExchange *exchange);
void               gesso_sandbox_serve_file    (GessoSandboxExchange *exchange);
GessoSandboxAsset *gesso_sandbox_find_asset    (GessoSandbox         *self,
                                                const char           *url);
void               gesso_sandbox_asset_free    (GessoSandboxAsset    *asset);

/* gesso-sandbox-styles.c */
void     gesso_sandbox_serve_styles    (GessoSandboxExchange *exchange);
/* Returns: (nullable): why the style cannot be used; NULL if it can */
char    *gesso_sandbox_refuse_style    (const char           *id,
                                        const char           *variant);

/* gesso-sandbox-pictures.c */
void     gesso_sandbox_serve_picture   (GessoSandboxExchange *exchange);

/* gesso-sandbox-webhook.c */
void     gesso_sandbox_call_webhook    (GessoSandbox         *self,
                                        GessoSandboxJob      *job);

/* gesso-sandbox-store.c */
gboolean gesso_sandbox_store_open      (GessoSandbox              *self,
                                        const GessoSandboxOptions *options,
                                        guint16                   *port,
                                        GError                   **error);
gboolean gesso_sandbox_store_publish   (GessoSandbox              *self,
                                        guint16                    port,
                                        GError                   **error);
void     gesso_sandbox_store_close     (GessoSandbox              *self);
gboolean gesso_sandbox_store_job       (GessoSandbox              *self,
                                        GessoSandboxJob           *job,
                                        GError                   **error);
gboolean gesso_sandbox_store_asset     (GessoSandbox              *self,
                                        GessoSandboxAsset         *asset,
                                        GBytes                    *bytes,
                                        GError                   **error);
GBytes  *gesso_sandbox_load_asset      (GessoSandbox              *self,
                                        GessoSandboxAsset         *asset,
                                        GError                   **error);
gboolean gesso_sandbox_delete_asset    (GessoSandbox              *self,
                                        GessoSandboxAsset         *asset,
                                        GError                   **error);

G_END_DECLS

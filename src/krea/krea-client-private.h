/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-json.h"
#include "krea-http.h"

G_BEGIN_DECLS

/* Most bytes of a reply of the API; result pictures have a limit of their own. */
#define KREA_CLIENT_MAX_REPLY GESSO_JSON_MAX_BYTES

typedef enum
{
  KREA_SESSION_API,
  KREA_SESSION_SUBMIT,
  KREA_SESSION_UPLOAD, /* minutes each: what is asked after meanwhile must not wait behind them */
  KREA_SESSION_DOWNLOAD,
  KREA_SESSION_DIRECT, /* downloads that no proxy may stand in: strict ones, and loopback */
  KREA_N_SESSIONS
} KreaSessionKind;

struct _KreaClient
{
  GObject parent_instance;

  char *origin;
  char *key;
  gboolean origin_is_good;
  guint timeout_ms;
  guint upload_timeout_ms;
  guint stall_timeout_ms;
  gboolean allow_loopback;
  SoupSession *sessions[KREA_N_SESSIONS];
  gint64 server_time;
  GHashTable *sunsets; /* variant → date */
};

/* Turns a reply of 2xx into the call's result, or NULL with an error. */
typedef gpointer (*KreaParseFunc) (KreaReply  *reply,
                                   GError    **error);

typedef struct
{
  const char *method;
  char *path; /* with its query; owned by the call */
  const char *what; /* for the message of an error */
  const char *variant; /* (nullable): of the catalog, whose sunset the reply may announce */
  GBytes *body; /* (nullable), owned by the call */
  char *content_type; /* (nullable), owned by the call */
  const char *webhook_url; /* (nullable) */
  guint timeout_ms;
  gboolean submit;
  gboolean upload;
  KreaProgressFunc progress; /* (nullable): of the body on its way out */
  gpointer progress_data;
  guint64 written;
  KreaParseFunc parse;
  GDestroyNotify free_result;
  gpointer source_tag;
} KreaCall;

/* One call of the API with the key; takes what @call owns. */
void     krea_client_call        (KreaClient           *self,
                                  const KreaCall       *call,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              data);
gpointer krea_client_call_finish (KreaClient           *self,
                                  GAsyncResult         *result,
                                  gpointer              source_tag,
                                  GError              **error);

/* An error that is found before anything is sent. */
void     krea_client_refuse      (KreaClient           *self,
                                  GError               *error,
                                  gpointer              source_tag,
                                  GAsyncReadyCallback   callback,
                                  gpointer              data);

/* A page of a listing. */
typedef struct
{
  GPtrArray *items;
  char *next_cursor;
} KreaPage;

typedef gpointer (*KreaItemFunc) (JsonObject  *object,
                                  GError     **error);

/* Reads {items, next_cursor}. With @strict one bad item makes a bad page, otherwise it is left out. */
KreaPage  *krea_page_parse       (KreaReply            *reply,
                                  KreaItemFunc          read_item,
                                  GDestroyNotify        free_item,
                                  gboolean              strict,
                                  GError              **error);
void       krea_page_free        (gpointer              page);
GPtrArray *krea_page_open        (KreaPage             *page,
                                  char                **next_cursor);

/* "/jobs?limit=…&cursor=…&status=…" */
char      *krea_listing_path     (const char           *path,
                                  guint                 limit,
                                  const char           *cursor,
                                  const char           *status);

/* "/jobs/…", or NULL if @id cannot be part of an address. */
char      *krea_item_path        (const char           *path,
                                  const char           *id);

JsonNode  *krea_reply_parse      (KreaReply            *reply,
                                  GError              **error);
gpointer   krea_reply_nothing    (KreaReply            *reply,
                                  GError              **error);

/* Says "sunset" once for each variant. */
void       krea_client_learn     (KreaClient           *self,
                                  KreaReply            *reply,
                                  const char           *variant);

G_END_DECLS

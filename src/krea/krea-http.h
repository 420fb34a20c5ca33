/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "krea-client.h"

G_BEGIN_DECLS

/**
 * KreaHttpOptions:
 * @limit: bytes of body after decompression
 * @timeout_ms: for the whole exchange; 0 for none
 * @stall_ms: for each step that brings nothing, or next to nothing; 0 for none
 * @public_only: refuse to connect to an address that is not public
 * @allow_loopback: loopback addresses are fine even so
 * @uncancellable: nothing may end this exchange but the network (the submitting POST)
 */
typedef struct
{
  guint64 limit;
  guint timeout_ms;
  guint stall_ms;
  gboolean public_only;
  gboolean allow_loopback;
  gboolean uncancellable;
  KreaProgressFunc progress;
  gpointer progress_data;
} KreaHttpOptions;

/* What came back. For a status of 400 and up @body is what could be read of it; for 3xx it is empty. */
typedef struct
{
  SoupMessage *message;
  guint status;
  GBytes *body;
} KreaReply;

void       krea_reply_free       (KreaReply              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KreaReply, krea_reply_free)

/* Sends @message, which must not follow redirects itself. Errors are of KREA_ERROR, or G_IO_ERROR_CANCELLED. */
void       krea_http_send_async  (SoupSession            *session,
                                  SoupMessage            *message,
                                  const KreaHttpOptions  *options,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                data);
KreaReply *krea_http_send_finish (SoupSession            *session,
                                  GAsyncResult           *result,
                                  GError                **error);

G_END_DECLS

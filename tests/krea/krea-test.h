/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "krea-client.h"

G_BEGIN_DECLS

#define TEST_KEY "11111111-2222-4333-8444-555555555555:s3cret-part-of-the-key"

/* How a raw server treats a connection. */
typedef enum
{
  RAW_REPLY,       /* reads the request, writes the reply, closes */
  RAW_DROP_UNREAD, /* closes at once */
  RAW_DROP_READ,   /* reads the request, closes without a word */
  RAW_HANG,        /* reads the request, writes the reply, then says nothing more until it is freed */
  RAW_DRIBBLE,     /* the same, but says a letter now and then */
} RawBehaviour;

/* A server below HTTP, on loopback, one thread for each connection. */
typedef struct _RawServer RawServer;

RawServer  *raw_server_new             (RawBehaviour   behaviour,
                                        const char    *reply,
                                        gssize         length);
void        raw_server_free            (RawServer     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawServer, raw_server_free)
const char *raw_server_get_url         (RawServer     *self);
guint       raw_server_count           (RawServer     *self);

/* Every request that arrived, headers and body, one after the other. Returns (transfer full) */
char       *raw_server_dup_requests    (RawServer     *self);

/* A client with short time-outs. */
KreaClient *test_client_new            (const char    *origin);
KreaRequest *test_request_new          (void);

KreaJob    *test_submit                (KreaClient    *client,
                                        KreaRequest   *request,
                                        GError       **error);
KreaJob    *test_get_job               (KreaClient    *client,
                                        const char    *id,
                                        GError       **error);
GBytes     *test_download              (KreaClient    *client,
                                        const char    *url,
                                        KreaDownloadFlags flags,
                                        guint64        limit,
                                        GError       **error);

/* Bytes of gzip that inflate to @size zeros. */
GBytes     *test_make_gzip_bomb        (gsize          size);

G_END_DECLS

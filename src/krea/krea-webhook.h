/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KreaWebhook:
 *
 * Takes the calls that Krea makes when a job has ended, on loopback; a tunnel or relay brings them there. Anybody may
 * call: only a secret that was handed out is listened to, and what is said with it is a hint to ask, never an answer.
 *
 * Signal "called" (char *secret, char *job_id): @job_id is what the body says, and may be %NULL.
 */
#define KREA_TYPE_WEBHOOK (krea_webhook_get_type ())
G_DECLARE_FINAL_TYPE (KreaWebhook, krea_webhook, KREA, WEBHOOK, GObject)

/**
 * krea_webhook_new:
 * @url: the public address that leads to the port: https, or http on loopback
 * @port: on loopback; 0 for any that is free
 */
KreaWebhook *krea_webhook_new         (const char   *url,
                                       guint16       port,
                                       GError      **error);
/* Whether @url (nullable) may be one. */
gboolean     krea_webhook_is_address  (const char   *url);
guint        krea_webhook_get_port    (KreaWebhook  *self);
/* What a call may take as a whole before it is cut off, 10 s unless set. */
void         krea_webhook_set_timeout (KreaWebhook  *self,
                                       guint         ms);

/* A secret that nobody can guess, listened to from now on. (transfer full) */
char        *krea_webhook_hand_out    (KreaWebhook  *self);
/* One of an earlier session. */
void         krea_webhook_expect      (KreaWebhook  *self,
                                       const char   *secret);
void         krea_webhook_forget      (KreaWebhook  *self,
                                       const char   *secret);
/* What is sent as X-Webhook-URL. (transfer full) */
char        *krea_webhook_dup_url     (KreaWebhook  *self,
                                       const char   *secret);

G_END_DECLS

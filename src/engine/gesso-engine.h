/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gesso-account.h"
#include "gesso-library.h"
#include "gesso-secrets.h"
#include "krea-client.h"
#include "krea-request.h"

G_BEGIN_DECLS

#define GESSO_ENGINE_ERROR (gesso_engine_error_quark ())
GQuark gesso_engine_error_quark (void);

typedef enum {
  GESSO_ENGINE_ERROR_ACCOUNT,   /* no account to send with */
  GESSO_ENGINE_ERROR_STATE,     /* not possible in the state it is in */
  GESSO_ENGINE_ERROR_MOVED,     /* the library was moved and nobody has looked */
  GESSO_ENGINE_ERROR_FAILED,
} GessoEngineError;

/**
 * GessoAccountState:
 * @GESSO_ACCOUNT_UNKNOWN: not looked up yet
 * @GESSO_ACCOUNT_KREA: there is a key
 * @GESSO_ACCOUNT_SANDBOX: there certainly is none, and the sandbox runs
 * @GESSO_ACCOUNT_KEYRING_LOCKED: the keyring is locked
 * @GESSO_ACCOUNT_KEYRING_ABSENT: no keyring answers
 * @GESSO_ACCOUNT_FAILED: neither a key nor a sandbox could be had; see "account-error"
 */
typedef enum {
  GESSO_ACCOUNT_UNKNOWN,
  GESSO_ACCOUNT_KREA,
  GESSO_ACCOUNT_SANDBOX,
  GESSO_ACCOUNT_KEYRING_LOCKED,
  GESSO_ACCOUNT_KEYRING_ABSENT,
  GESSO_ACCOUNT_FAILED,
} GessoAccountState;

/**
 * GessoQueueHold:
 *
 * Why nothing is sent at the moment although something waits. One at a time, the first that applies.
 */
typedef enum {
  GESSO_QUEUE_RUNS,
  GESSO_QUEUE_PAUSED,        /* by the user */
  GESSO_QUEUE_OFFLINE,       /* no connection; goes on by itself */
  GESSO_QUEUE_BUSY,          /* 429; goes on by itself at "retry-at" */
  GESSO_QUEUE_UNAUTHORIZED,  /* 401 */
  GESSO_QUEUE_NO_BALANCE,    /* 402 */
  GESSO_QUEUE_FORBIDDEN,     /* 403 */
  GESSO_QUEUE_INSECURE,      /* TLS */
  GESSO_QUEUE_CAP,           /* the monthly cap */
  GESSO_QUEUE_IN_DOUBT,      /* one POST's outcome is unknown and being looked for */
  GESSO_QUEUE_DISK_FULL,     /* the library has no space */
} GessoQueueHold;

/**
 * gesso_queue_hold_stops:
 * @hold: see gesso_engine_get_obstacle()
 * @sent: whether any of what is waited for is under way; see gesso_engine_is_under_way()
 *
 * Whether there is no use in waiting on. What was sent comes although the queue is paused, the cap reached, the balance
 * empty or the key not allowed to order; without space, or without a key and a connection that are good, it doesn't come,
 * either. Space and the connection are looked at again now and then, but nobody knows when they come.
 */
gboolean           gesso_queue_hold_stops          (GessoQueueHold        hold,
                                                    gboolean              sent);

/**
 * GessoEngine:
 *
 * Turns requests into kept pictures: a durable queue, one POST in flight for an account, polling, download,
 * settlement of what is in doubt, recovery after a restart, ledger and cap.
 *
 * Properties, read-only unless said: "account-state", "account-error" (string), "hold" (#GessoQueueHold),
 * "hold-error" (boxed #GError, nullable: what the server said), "retry-at" (Unix ms of the next try, 0), "paused" (read-write),
 * "waiting", "running", "failed", "held", "in-doubt" (uint), "spent" (µ$ this month), "cap" (µ$, read-write, 0 for none),
 * "online".
 *
 * Signals:
 * "round-added" (GPtrArray of #GessoGeneration): a round was queued
 * "kept" (#GessoGeneration), "failed" (#GessoGeneration)
 * "recovered" (GPtrArray of #GessoGeneration): pictures that were paid for and found again
 * "sunset" (char *variant, char *date): a retirement was announced; once
 */
#define GESSO_TYPE_ENGINE (gesso_engine_get_type ())
G_DECLARE_FINAL_TYPE (GessoEngine, gesso_engine, GESSO, ENGINE, GObject)

/**
 * gesso_engine_new:
 * @origin: (nullable): the API's origin; `KREA_API_URL`, otherwise "https://api.krea.ai", if %NULL
 */
GessoEngine       *gesso_engine_new                (GessoLibrary         *library,
                                                    GessoDecoder         *decoder,
                                                    GessoSecrets         *secrets,
                                                    const char           *origin);

/**
 * GessoEngineFlags:
 * @GESSO_ENGINE_SANDBOX: never look for a key, always use the sandbox
 * @GESSO_ENGINE_NO_SANDBOX: without a key, do not start the sandbox (%GESSO_ACCOUNT_FAILED)
 * @GESSO_ENGINE_ONLY_MINE: drive only generations that were added through this engine
 */
typedef enum {
  GESSO_ENGINE_DEFAULT    = 0,
  GESSO_ENGINE_SANDBOX    = 1 << 0,
  GESSO_ENGINE_NO_SANDBOX = 1 << 1,
  GESSO_ENGINE_ONLY_MINE  = 1 << 2,
} GessoEngineFlags;

/* Finds the account, starts the sandbox where there is no key, reads what is unfinished and goes on with it. */
void               gesso_engine_start_async        (GessoEngine          *self,
                                                    GessoEngineFlags      flags,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
gboolean           gesso_engine_start_finish       (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/* Stops sending, waits up to 10 s for a POST in flight, then leaves it in doubt. */
void               gesso_engine_stop_async         (GessoEngine          *self,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
gboolean           gesso_engine_stop_finish        (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

GessoLibrary      *gesso_engine_get_library        (GessoEngine          *self);
GessoDecoder      *gesso_engine_get_decoder        (GessoEngine          *self);
GessoSecrets      *gesso_engine_get_secrets        (GessoEngine          *self);
const char        *gesso_engine_get_api_origin     (GessoEngine          *self);
GessoAccount      *gesso_engine_get_account        (GessoEngine          *self); /* (nullable) */
KreaClient        *gesso_engine_get_client         (GessoEngine          *self); /* (nullable) of the account */
GessoAccountState  gesso_engine_get_account_state  (GessoEngine          *self);
GessoQueueHold     gesso_engine_get_hold           (GessoEngine          *self);
const GError      *gesso_engine_get_hold_error     (GessoEngine          *self);
gint64             gesso_engine_get_retry_at       (GessoEngine          *self);
gboolean           gesso_engine_is_paused          (GessoEngine          *self);
void               gesso_engine_set_paused         (GessoEngine          *self, gboolean paused);
gint64             gesso_engine_get_spent          (GessoEngine          *self);
gint64             gesso_engine_get_cap            (GessoEngine          *self);
void               gesso_engine_set_cap            (GessoEngine          *self, gint64 cap);
/* As above, and calls back when it is on disk; it holds for this session even where it can't be written. */
void               gesso_engine_set_cap_async      (GessoEngine          *self,
                                                    gint64                cap,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
gboolean           gesso_engine_set_cap_finish     (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
guint              gesso_engine_get_waiting        (GessoEngine          *self);
guint              gesso_engine_get_running        (GessoEngine          *self);

/* Where Krea may call when a job has ended: @url leads to @port of this computer (0: any that is free). Polling then
 * is only a safety net. @url: (nullable): none */
gboolean           gesso_engine_set_webhook        (GessoEngine          *self,
                                                    const char           *url,
                                                    guint                 port,
                                                    GError              **error);
/* 0 where there is none. */
guint              gesso_engine_get_webhook_port   (GessoEngine          *self);

/* How many of @count pictures at @price would have to wait for the cap. */
guint              gesso_engine_count_over_cap     (GessoEngine          *self,
                                                    gint64                price,
                                                    guint                 count);

/* (transfer none): #GListModel of #GessoGeneration: everything unfinished, then what failed in this session, in queue order */
GListModel        *gesso_engine_get_queue          (GessoEngine          *self);

/* Seconds that one picture of @variant (nullable) usually takes: this machine's own median, otherwise the catalog's; 0 where
 * nobody knows. */
double             gesso_engine_get_typical        (GessoEngine          *self,
                                                    const char           *variant);

/* As many pictures as one round may have. */
#define GESSO_ROUND_MAX 64

/**
 * gesso_engine_generate_async:
 * @request: copied; a random seed is chosen here
 * @count: 1..%GESSO_ROUND_MAX pictures; their seeds follow one another
 *
 * Validates, and queues one round. Calls back when the round is in the journal, before anything is sent.
 */
void               gesso_engine_generate_async     (GessoEngine          *self,
                                                    KreaRequest          *request,
                                                    guint                 count,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);

/**
 * gesso_engine_generate_missing_async:
 * @count: as if all of them were made
 * @skip: bit n: the n-th picture is here already, and neither made nor paid again
 *
 * As gesso_engine_generate_async(): what is left is one round, empty where nothing is. Ends in
 * gesso_engine_generate_finish().
 */
void               gesso_engine_generate_missing_async (GessoEngine      *self,
                                                    KreaRequest          *request,
                                                    guint                 count,
                                                    guint64               skip,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);

/**
 * gesso_engine_generate_instead_async:
 * @failed: is dismissed by the same commit that puts what takes its place into the journal
 *
 * One picture of @request in the place of one that failed. Where somebody did that already, or tried it again, or it was
 * dismissed, nothing happens and the round is empty: a second press is not paid. Where what came is cancelled unsent in the
 * same session, @failed is back.
 * Ends in gesso_engine_generate_finish().
 */
void               gesso_engine_generate_instead_async (GessoEngine          *self,
                                                        GessoGeneration      *failed,
                                                        KreaRequest          *request,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              data);
/* Returns: (transfer full) (element-type GessoGeneration): the round */
GPtrArray         *gesso_engine_generate_finish    (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/**
 * gesso_engine_cancel_async:
 *
 * Cancels what is unsent, asks the server for the rest, and calls back when each has a final state or the
 * server was asked. @generations: (element-type GessoGeneration)
 */
void               gesso_engine_cancel_async       (GessoEngine          *self,
                                                    GPtrArray            *generations,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
/* @unsent: (out): cancelled before they were sent; @asked: (out): the server was asked */
gboolean           gesso_engine_cancel_finish      (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    guint                *unsent,
                                                    guint                *asked,
                                                    GError              **error);

/* What waits to be sent, in queue order. Returns: (transfer full) (element-type GessoGeneration) */
GPtrArray         *gesso_engine_list_waiting       (GessoEngine          *self);
/* Cancels all of it, and nothing that was sent; gesso_engine_cancel_finish() says how many there were. */
void               gesso_engine_cancel_waiting_async (GessoEngine        *self,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);

/* Queues the same recipe again as a new generation of a new round (never the same job twice). One that failed leaves
 * the queue by it, and is not tried, and paid, a second time: the round is empty then. */
void               gesso_engine_retry_async        (GessoEngine          *self,
                                                    GessoGeneration      *generation,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
GPtrArray         *gesso_engine_retry_finish       (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/* What failed and may go well the next time, in queue order; what was refused for what it is, would be refused again.
 * @price: (out) (optional): µ$ for trying all of it. Returns: (transfer full) (element-type GessoGeneration) */
GPtrArray         *gesso_engine_list_retryable     (GessoEngine          *self,
                                                    gint64               *price);
/* As gesso_engine_retry_async(), all of them as one round. @generations: (element-type GessoGeneration) */
void               gesso_engine_retry_many_async   (GessoEngine          *self,
                                                    GPtrArray            *generations,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
GPtrArray         *gesso_engine_retry_many_finish  (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/* For a held generation (moved, not sent, uncertain): queue it. Only after the user said so. */
void               gesso_engine_send_held          (GessoEngine          *self,
                                                    GessoGeneration      *generation);
/* For a held generation: give it up. */
void               gesso_engine_discard_held       (GessoEngine          *self,
                                                    GessoGeneration      *generation);
/* Sends again although one POST is in doubt. Until the next one is. */
void               gesso_engine_continue_anyway    (GessoEngine          *self);
/* After 401, 402, 403, a full disk, offline or 429: try now. */
void               gesso_engine_try_again          (GessoEngine          *self);
/* Moves a queued generation to @position among the queued ones. */
void               gesso_engine_move               (GessoEngine          *self,
                                                    GessoGeneration      *generation,
                                                    guint                 position);

/**
 * gesso_engine_get_needed_account:
 *
 * Polling, cancelling, downloading and settling happen only with the account that submitted.
 *
 * Returns: (transfer none) (nullable): the id of the account that an unfinished @generation waits for, %NULL if it does
 *   not wait for one; see #GessoAccount
 */
const char        *gesso_engine_get_needed_account (GessoEngine          *self,
                                                    GessoGeneration      *generation);

/**
 * gesso_engine_get_problem:
 *
 * Why an unfinished @generation does not go on at the moment: a download that fails, a server that does not answer.
 * Changes together with its "state".
 *
 * Returns: (transfer none) (nullable): the error
 */
const GError      *gesso_engine_get_problem        (GessoEngine          *self,
                                                    GessoGeneration      *generation);

/**
 * GessoRest:
 * @GESSO_REST_NONE: it goes on by itself
 * @GESSO_REST_ASKED: the user stopped waiting for it; it is looked at only now and then
 * @GESSO_REST_STUCK: its picture was not to be had; see gesso_engine_get_problem()
 * @GESSO_REST_OTHER_KEY: it waits for a key that is not the one in use; see gesso_engine_get_needed_account()
 */
typedef enum {
  GESSO_REST_NONE,
  GESSO_REST_ASKED,
  GESSO_REST_STUCK,
  GESSO_REST_OTHER_KEY,
} GessoRest;

/* Whether an unfinished @generation still goes on. Changes together with its "state". */
GessoRest          gesso_engine_get_rest           (GessoEngine          *self,
                                                    GessoGeneration      *generation);

/* --- For those who wait for an end --- */

/* Whether @generation was sent and comes to an end by itself. "state" and "running" are notified when that changes. */
gboolean           gesso_engine_is_under_way       (GessoEngine          *self,
                                                    GessoGeneration      *generation);
guint              gesso_engine_count_under_way    (GessoEngine          *self);
/* Returns: (transfer none) (nullable): why @generation was sent and is not under way any more */
const char        *gesso_engine_why_not_under_way  (GessoEngine          *self,
                                                    GessoGeneration      *generation);
/* What holds the queue, as gesso_queue_hold_stops() wants it: a pause and the cap hide nothing that stops more than they
 * do. "hold", "hold-error" or "retry-at" are notified when it changes. */
GessoQueueHold     gesso_engine_get_obstacle       (GessoEngine          *self);

/* Stops waiting for a job that takes long. It stays what it is, and its picture is kept whenever it comes. */
void               gesso_engine_stop_waiting       (GessoEngine          *self,
                                                    GessoGeneration      *generation);
/* For one that rests: look now, and go on. */
void               gesso_engine_check_now          (GessoEngine          *self,
                                                    GessoGeneration      *generation);
/* As above, also for one that failed and has a job; and downloads its picture wherever it points. */
void               gesso_engine_download_anyway    (GessoEngine          *self,
                                                    GessoGeneration      *generation);
/* Takes failed and cancelled ones out of the queue and the default view. @generations: (element-type GessoGeneration) */
void               gesso_engine_dismiss            (GessoEngine          *self,
                                                    GPtrArray            *generations);
void               gesso_engine_dismiss_failed     (GessoEngine          *self);

/**
 * gesso_engine_use_key_async:
 * @key: the new key
 * @check: whether to ask the server first
 * @keep: whether it goes to the keyring, or only to this session's memory
 *
 * Checks and stores a key and makes it the account. Unsent sandbox work is cancelled: it is never sent to Krea.
 */
void               gesso_engine_use_key_async      (GessoEngine          *self,
                                                    const char           *key,
                                                    gboolean              check,
                                                    gboolean              keep,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
gboolean           gesso_engine_use_key_finish     (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
/* Forgets the key; what was sent with it waits for it. */
void               gesso_engine_remove_key_async   (GessoEngine          *self,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
gboolean           gesso_engine_remove_key_finish  (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
/* Asks the keyring again, letting it prompt to be unlocked. */
void               gesso_engine_unlock_async       (GessoEngine          *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
gboolean           gesso_engine_unlock_finish      (GessoEngine          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS

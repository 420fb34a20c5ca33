/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-engine.h"
#include "gesso-library-journal.h"
#include "gesso-sandbox-process.h"
#include "krea-webhook.h"

G_BEGIN_DECLS

/*
 * The engine, one file for each aspect:
 *
 *   gesso-engine.c            the object: properties, getters
 *   gesso-engine-start.c      start, resume, stop
 *   gesso-engine-account.c    key, sandbox, and the routes they open (gesso-route.c)
 *   gesso-engine-key.c        the key is changed while Gesso runs
 *   gesso-engine-queue.c      the list, the counts, and whose turn it is
 *   gesso-engine-hold.c       why nothing is sent: holds, cap, network
 *   gesso-engine-waiting.c    what those go by who wait for an end
 *   gesso-engine-spending.c   the month's amount, the cap, the usual times
 *   gesso-engine-generate.c   a round is queued
 *   gesso-engine-bulk.c       what the user does with many at once
 *   gesso-drive.c             the life of one generation; start reading there
 *   gesso-drive-commit.c      what happened to it goes to disk
 *   gesso-drive-send.c        the intent, and the one POST
 *   gesso-drive-references.c  what has to be uploaded before
 *   gesso-upload.c            one picture's way to Krea
 *   gesso-engine-uploads.c    all of them, and whose turn it is
 *   gesso-drive-poll.c        asks after the job
 *   gesso-drive-pace.c        how often (gesso-poll-pace.c)
 *   gesso-drive-download.c    fetches the picture and keeps it
 *   gesso-drive-cancel.c      the user changed their mind
 *   gesso-engine-settle.c     what is in doubt is looked for
 *   gesso-engine-listing.c    the server's own list of jobs
 *   gesso-engine-webhook.c    Krea calls
 */

/* All in ms. Tests shorten them; nothing else does. */
typedef struct {
  guint poll_first;     /* the shortest wait before a poll … */
  guint poll_max;       /* … and the longest; between them by gesso-poll-pace.c */
  guint settle_margin;  /* how long after its end a lost POST may still become a job */
  guint settle_confirm; /* between the two listings that must both know nothing */
  guint retry_first;    /* back-off of what failed for a passing reason, doubling … */
  guint retry_max;      /* … up to this */
  guint busy_first;     /* after 429 without Retry-After, three times as long each time, three times */
  guint busy_floor;     /* least wait after 429, whatever Retry-After says */
  guint stop_wait;      /* how long closing waits for a POST */
  guint poll_gap;       /* least time between the beginnings of two polls, of whichever job */
  guint poll_slow;      /* between polls of a job that nobody waits for any more */
  guint poll_safety;    /* between polls of a job whose end we will be told */
} GessoEngineTimes;

#define GESSO_ENGINE_TIMES_INIT { 2000, 5000, 120000, 60000, 1000, 60000, 5000, 1000, 10000, 200, 60000, 30000 }

/* Called at named points of a generation's life: "intent", "posted", "submitted", "uploaded", "polled", "downloaded",
 * "decoded", "kept", "deleted", "in-doubt", "listed", "failed", "cancelled", "held", "queued". A test may end the process there. */
typedef void (*GessoStepHook) (GessoEngine *self, GessoGeneration *generation, const char *step, gpointer data);

void gesso_engine_set_times     (GessoEngine *self, const GessoEngineTimes *times);
void gesso_engine_set_step_hook (GessoEngine *self, GessoStepHook hook, gpointer data);

/* Before the start: asked instead of the system's, and about loopback, too. */
void gesso_engine_set_monitor   (GessoEngine *self, GNetworkMonitor *monitor);

/**
 * GessoRoute:
 *
 * An account that can be reached: its client, and what is known of the server's clock. There are at most two, Krea and
 * the sandbox. Counted references, so that a POST under way keeps its client when the key is removed.
 */
typedef struct {
  GessoEngine *engine;    /* unowned, NULL once the route is closed */
  GessoAccount *account;
  KreaClient *client;
  gboolean looked;        /* the listing was read once, before the first POST */
  gint64 server_seen;     /* newest `Date`, Unix ms in server time, 0 before the first */
  gint64 server_seen_at;  /* monotonic µs when it was seen */
  GHashTable *assets;     /* sha256 → asset URL: known to exist in this session */
  guint settle_timer;
  gboolean listed;        /* a listing for settlement was read, so the clock is known if it can be */
  gboolean settling;      /* a listing for settlement is under way */
  gint64 clear_at;        /* server ms of the first closing listing that knew nothing, 0 if none */
  guint settle_failures;
} GessoRoute;

GessoRoute *gesso_route_new         (GessoEngine *engine, GessoAccount *account);
GessoRoute *gesso_route_ref         (GessoRoute *self);
void        gesso_route_unref       (GessoRoute *self);
/* Notes the server's clock; call in every callback of its client. */
void        gesso_route_note_clock  (GessoRoute *self);
gint64      gesso_route_server_now  (GessoRoute *self);
gboolean    gesso_route_is_loopback (GessoRoute *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoRoute, gesso_route_unref)

/* What happened to a generation, remembered until it is on disk. */
typedef struct {
  gboolean pending;
  GessoState state;
  char *job_id;
  gint64 at;          /* created_at, window_end or completed_at, server ms */
  GessoHold hold;
  GError *error;
  GessoCharge charge;
} GessoOutcome;

/**
 * GessoDrive:
 *
 * The engine's companion of one unfinished generation. At most one thing is under way for it (@busy), at most one
 * timer waits. Counted references: every call under way holds one; @engine is %NULL once nobody drives it any more,
 * and then callbacks return at once.
 */
typedef struct {
  GessoEngine *engine;          /* unowned */
  GessoGeneration *generation;
  GessoRoute *route;            /* (nullable): of the call under way */
  GCancellable *cancellable;
  gboolean busy;
  gboolean posted;              /* the POST may be on the wire */
  guint timer;
  guint poll_delay;
  gint64 begun_at;              /* monotonic ms when it was first seen to be drawn, 0 if it was not yet */
  gboolean backlogged;          /* it was seen to wait at the server */
  guint failures;               /* in a row, of calls and commits */
  guint tries;                  /* downloads that failed */
  guint missing;                /* 404s in a row */
  gboolean deleted;             /* DELETE was answered */
  gboolean recovered;
  gboolean anywhere;            /* download wherever it points */
  char *secret;                 /* (nullable): handed out with its POST */
  char *hint;                   /* (nullable): id of its job, as somebody with its secret says */
  gboolean called;              /* somebody with its secret called */
  gint64 called_at;             /* monotonic µs */
  gboolean verifying;           /* the hint is looked into */
  gboolean stuck;               /* downloading stopped trying; "try again" goes on */
  gboolean refused;             /* asking after its job is forbidden */
  gboolean resting;             /* nobody waits for it: it is only looked at now and then */
  KreaRequest *request;         /* while it is being sent */
  GHashTable *uploading;        /* sha256 of references that are looked after now */
  GError *upload_error;         /* the first of them that failed */
  KreaJob *job;                 /* completed, its picture not yet kept */
  GBytes *picture;
  GessoInspection *inspection;
  GError *problem;              /* why it does not go on at the moment */
  GessoOutcome outcome;
  GSList *cancel_tasks;
} GessoDrive;

struct _GessoEngine {
  GObject parent_instance;

  GessoLibrary *library;
  GessoDecoder *decoder;
  GessoSecrets *secrets;
  char *origin;
  GessoEngineTimes times;
  GessoStepHook hook;
  gpointer hook_data;

  GessoEngineFlags flags;
  gboolean starting;
  gboolean started;
  gboolean stopping;
  GCancellable *cancellable;
  GPtrArray *deferred;          /* (element-type GTask): generate calls made while starting */

  GessoAccountState account_state;
  GError *account_error;
  GessoRoute *krea;
  GessoRoute *sandbox;
  GessoSandboxProcess *process;
  gboolean sandbox_starting;
  double sandbox_speed;

  GListStore *queue;            /* unfinished ones, then the failed ones of this session */
  guint n_unfinished;
  GHashTable *retrying;         /* GessoGeneration → what came in its place in this session; itself while that comes */
  GHashTable *drives;           /* GessoGeneration → GessoDrive */
  GessoDrive *sender;           /* (nullable): the one that is being sent */
  guint pump_source;
  KreaWebhook *webhook;         /* (nullable) */
  gboolean webhook_works;       /* the last job that ended was told */
  GHashTable *handed_out;       /* secret → GessoGeneration */
  GHashTable *uploads;          /* sha256 → GessoUpload */
  GQueue upload_line;           /* uploads waiting for their turn */
  guint n_uploading;
  gboolean upload_early;
  guint n_polls;
  GQueue poll_line;             /* drives waiting for their turn to poll */
  guint poll_timer;             /* until the next of them may go */
  gint64 polled_at;             /* monotonic µs when the last one went */
  guint waiting, running, failed, held, in_doubt;
  GPtrArray *recovered;         /* kept, and not yet told */

  gboolean paused;
  gboolean capped;
  gboolean continue_anyway;
  GessoQueueHold hold;          /* what is shown */
  GessoQueueHold block;         /* an obstacle that was met */
  GError *block_error;
  gint64 retry_at;
  guint retry_timer;
  guint block_count;
  gboolean forced;              /* try although the network monitor says no */
  GNetworkMonitor *monitor;
  gboolean monitor_given;       /* by a test: it is asked about loopback, too */
  gint64 cap;
  gint64 spent;
  char *month;
  guint month_timer;
  GHashTable *medians;          /* variant → double * */

  GTask *stop_task;
  guint stop_timer;
};

enum {
  PROP_ACCOUNT_STATE = 1,
  PROP_ACCOUNT_ERROR,
  PROP_HOLD,
  PROP_HOLD_ERROR,
  PROP_RETRY_AT,
  PROP_PAUSED,
  PROP_WAITING,
  PROP_RUNNING,
  PROP_FAILED,
  PROP_HELD,
  PROP_IN_DOUBT,
  PROP_SPENT,
  PROP_CAP,
  PROP_ONLINE,
  N_PROPERTIES
};

enum {
  SIGNAL_ROUND_ADDED,
  SIGNAL_KEPT,
  SIGNAL_FAILED,
  SIGNAL_RECOVERED,
  SIGNAL_SUNSET,
  N_SIGNALS
};

void        gesso_engine_notify        (GessoEngine *self, int property);
void        gesso_engine_emit          (GessoEngine *self, int signal, ...);
void        gesso_engine_step          (GessoEngine *self, GessoGeneration *generation, const char *step);

/* --- accounts --- */
GessoRoute *gesso_engine_active_route  (GessoEngine *self);
GessoRoute *gesso_engine_route_for     (GessoEngine *self, GessoGeneration *generation);
void        gesso_engine_find_account_async  (GessoEngine *self, gboolean unlock, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer data);
gboolean    gesso_engine_find_account_finish (GessoEngine *self, GAsyncResult *result, GError **error);
void        gesso_engine_start_sandbox (GessoEngine *self);
void        gesso_engine_switch_to_key (GessoEngine *self, const char *key);
void        gesso_engine_forget_key    (GessoEngine *self);
void        gesso_engine_close_routes  (GessoEngine *self);
void        gesso_engine_drop_idle_sandbox (GessoEngine *self);

/* --- queue --- */
GessoDrive *gesso_engine_add_drive     (GessoEngine *self, GessoGeneration *generation);
GessoDrive *gesso_engine_find_drive    (GessoEngine *self, GessoGeneration *generation);
/* Ends driving; @show_failed: it stays in the list, behind what is unfinished. */
void        gesso_engine_remove_drive  (GessoEngine *self, GessoDrive *drive, gboolean show_failed);
/* What failed or was cancelled of @generations leaves the list. Returns: (transfer full): it */
GPtrArray  *gesso_engine_unlist        (GessoEngine *self, GPtrArray *generations);
GPtrArray  *gesso_engine_list_drives   (GessoEngine *self);
void        gesso_engine_count         (GessoEngine *self);
void        gesso_engine_pump          (GessoEngine *self);
void        gesso_engine_release_sender (GessoEngine *self, GessoDrive *drive);
gint64      gesso_engine_get_committed (GessoEngine *self);
void        gesso_engine_stop_if_idle  (GessoEngine *self);
/* Takes up the generate calls that were made while the engine started. */
void        gesso_engine_run_deferred  (GessoEngine *self);

/* One new round with the recipes of @again. @tag: of the task, whose result is a GPtrArray */
void        gesso_engine_generate_again (GessoEngine *self, GPtrArray *again, gpointer tag,
                                         GAsyncReadyCallback callback, gpointer data);

/* @taken_back was never sent. Where it was in the place of a failed one, that one is there again, and may be tried. */
void        gesso_engine_recall        (GessoEngine *self, GessoGeneration *taken_back);

/* --- holds --- */
GessoQueueHold gesso_engine_hold_for_error (const GError *error);
void        gesso_engine_block         (GessoEngine *self, GessoQueueHold hold, const GError *error);
void        gesso_engine_unblock       (GessoEngine *self);
void        gesso_engine_update_hold   (GessoEngine *self);
/* A reply came, so there is a connection. */
void        gesso_engine_note_reply    (GessoEngine *self, GessoRoute *route);
/* A call failed: hold the queue if that is what it means. Returns %FALSE if it says nothing about the queue. */
gboolean    gesso_engine_note_trouble  (GessoEngine *self, GessoRoute *route, const GError *error);
void        gesso_engine_refresh_spent (GessoEngine *self);
void        gesso_engine_watch         (GessoEngine *self);
/* Whether another month has begun; looked at once a minute. */
void        gesso_engine_check_month   (GessoEngine *self);
void        gesso_engine_unwatch       (GessoEngine *self);
void        gesso_engine_learn_medians (GessoEngine *self);
guint       gesso_engine_backoff       (GessoEngine *self, guint failures);
/* Whether it is worth trying: what is on this computer needs no network. */
gboolean    gesso_engine_has_network   (GessoEngine *self, GessoRoute *route);

/* --- one generation --- */
GessoDrive *gesso_drive_new            (GessoEngine *engine, GessoGeneration *generation);
GessoDrive *gesso_drive_ref            (GessoDrive *self);
void        gesso_drive_unref          (GessoDrive *self);
void        gesso_drive_disconnect     (GessoDrive *self);
void        gesso_drive_advance        (GessoDrive *self);
void        gesso_drive_advance_in     (GessoDrive *self, guint ms);
void        gesso_drive_set_problem    (GessoDrive *self, const GError *error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoDrive, gesso_drive_unref)

void        gesso_drive_conclude_queued    (GessoDrive *self);
void        gesso_drive_conclude_submitted (GessoDrive *self, const char *job_id, gint64 created_at);
void        gesso_drive_conclude_in_doubt  (GessoDrive *self, gint64 window_end);
void        gesso_drive_conclude_held      (GessoDrive *self, GessoHold hold);
void        gesso_drive_conclude_failed    (GessoDrive *self, const GError *error, GessoCharge charge, gint64 completed_at);
void        gesso_drive_conclude_cancelled (GessoDrive *self, GessoCharge charge);
void        gesso_drive_commit             (GessoDrive *self);
/* It is on disk: take the next step, or let go. */
void        gesso_drive_concluded          (GessoDrive *self);
GessoCharge gesso_drive_charge             (GessoDrive *self, GessoCharge charge);

void        gesso_drive_send               (GessoDrive *self);
void        gesso_drive_post               (GessoDrive *self);
void        gesso_drive_upload             (GessoDrive *self);
gboolean    gesso_drive_wants_uploads      (GessoDrive *self);
gboolean    gesso_drive_may_send           (GessoDrive *self);
void        gesso_drive_send_trouble       (GessoDrive *self, const GError *error);
void        gesso_drive_poll               (GessoDrive *self);
void        gesso_drive_poll_later         (GessoDrive *self);
gboolean    gesso_drive_begins             (GessoDrive *self, KreaJob *job);
void        gesso_drive_ask_next           (GessoDrive *self);
void        gesso_drive_see_job            (GessoDrive *self, KreaJob *job);
/* Whether it is under way has changed, and its state has not. */
void        gesso_drive_tell_waiting       (GessoDrive *self);
void        gesso_drive_poll_done          (GessoEngine *engine);
void        gesso_drive_look_in_listing    (GessoDrive *self, const GError *not_found);
void        gesso_drive_delete             (GessoDrive *self);
void        gesso_drive_answer_cancel      (GessoDrive *self, gboolean unsent);
void        gesso_drive_fetch              (GessoDrive *self);
void        gesso_drive_keep               (GessoDrive *self);

/* --- uploads --- */
/* Ends as soon as the address is known on the active route, or nobody wants it any more: then %FALSE without an error. */
void        gesso_engine_upload_async      (GessoEngine *self, const char *sha256, const char *name, GessoDrive *drive,
                                            GAsyncReadyCallback callback, gpointer data);
gboolean    gesso_engine_upload_finish     (GAsyncResult *result, GError **error);
/* Ends those under way that nobody wants any more. */
void        gesso_engine_check_uploads     (GessoEngine *self);
/* The engine goes away. */
void        gesso_engine_end_uploads       (GessoEngine *self);

/* --- webhook --- */
/* Of its next POST, listened to from now on; %NULL without a webhook. */
const char *gesso_engine_hand_out_secret   (GessoEngine *self, GessoDrive *drive);
void        gesso_engine_forget_secret     (GessoEngine *self, GessoDrive *drive);
void        gesso_engine_expect_calls      (GessoEngine *self);
gboolean    gesso_engine_expects_call      (GessoEngine *self, GessoDrive *drive);
/* A poll saw the end of its job. */
void        gesso_engine_note_end          (GessoEngine *self, GessoDrive *drive);
/* Looks into what was said of a lost job; returns %FALSE if there is nothing to look into. */
gboolean    gesso_engine_follow_hint       (GessoEngine *self, GessoDrive *drive);

/* --- settlement --- */
guint       gesso_engine_settle_margin     (GessoEngine *self, GessoRoute *route);
guint       gesso_engine_settle_confirm    (GessoEngine *self, GessoRoute *route);
void        gesso_engine_settle            (GessoEngine *self, GessoRoute *route);

/* Every job since @since (server ms), newest first, each once. */
void        gesso_engine_list_since_async  (KreaClient *client, gint64 since, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer data);
GPtrArray  *gesso_engine_list_since_finish (GAsyncResult *result, GError **error);
/* Of @jobs (element-type KreaJob), those that the library does not know. */
void        gesso_engine_strangers_async   (GessoLibrary *library, GPtrArray *jobs, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer data);
GPtrArray  *gesso_engine_strangers_finish  (GAsyncResult *result, GError **error);

G_END_DECLS

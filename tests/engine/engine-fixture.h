/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-engine-private.h"
#include "gesso-library-query.h"
#include "gesso-sandbox.h"
#include "gesso-test.h"

G_BEGIN_DECLS

#define TEST_KEY "00000000-0000-4000-8000-000000000000:secret"

/* A library, an engine and a server, all real, in one process; everything quick. */
typedef struct {
  char         *folder;
  GessoSandbox *sandbox;
  GessoLibrary *library;
  GessoDecoder *decoder;
  GessoEngine  *engine;
  GPtrArray    *kept;      /* in the order of the signal */
  GPtrArray    *failed;
  guint         recovered;
} Fixture;

/* @faults: (nullable): of the server */
void             fixture_set_up        (Fixture *self, const char *faults);
void             fixture_tear_down     (Fixture *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_tear_down)

/* The pieces of set-up, for tests that do something between them. */
GessoSandbox    *fixture_new_sandbox   (const char *token, const char *faults);
void             fixture_open_library  (Fixture *self);
void             fixture_close_library (Fixture *self);
/* @origin: (nullable): the fixture's server */
void             fixture_make_engine   (Fixture *self, const char *origin, const char *key);
void             fixture_start_engine  (Fixture *self, GessoEngineFlags flags);
void             fixture_stop_engine   (Fixture *self);
void             fixture_faults        (Fixture *self, const char *faults);
void             fixture_shorten_times (GessoEngine *engine);

/* Returns: (transfer full): "medium-turbo" unless changed */
KreaRequest     *fixture_request       (const char *prompt);
/* Returns: (transfer full) (element-type GessoGeneration) */
GPtrArray       *fixture_generate      (Fixture *self, KreaRequest *request, guint count);
GessoGeneration *fixture_generate_one  (Fixture *self, const char *prompt);
/* Returns: how many were unsent */
guint            fixture_cancel        (Fixture *self, GessoGeneration *generation, guint *asked);
/* Stores a picture as a reference. Returns: (transfer full): its hash */
char            *fixture_add_reference (Fixture *self, guint32 colour);
/* Somebody else with the same key: a job that our library knows nothing of. */
void             fixture_make_foreign_job (GessoSandbox *sandbox);

void             await_state           (GessoGeneration *generation, GessoState state);
void             await_hold            (GessoEngine *engine, GessoQueueHold hold);
void             await_count           (const guint *count, guint least);
gint64           fixture_spent         (Fixture *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-sandbox.h"
#include "gesso-test.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define TOKEN "00000000-0000-4000-8000-000000000000:secret"
#define MEDIUM "/generate/image/krea/krea-2/medium"

/* A server in this process, quick and with plain pictures, and a session to ask it with. */
typedef struct {
  GessoSandbox *sandbox;
  SoupSession  *session;
  char         *state_dir;
} Fixture;

/* What came back. @error is set where there was no reply; @object where it was a JSON object. */
typedef struct {
  SoupMessage *message;
  GBytes      *body;
  GError      *error;
  JsonNode    *node;
  JsonObject  *object;
  guint        status;
} Reply;

/* @faults is appended to "pictures=plain". NULL options for the usual ones. */
void        fixture_set_up      (Fixture             *fixture,
                                 GessoSandboxOptions *options,
                                 const char          *faults);
void        fixture_tear_down   (Fixture             *fixture);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_tear_down)

/* @body (nullable): JSON text. @path may be a whole address. */
Reply      *ask                 (Fixture             *fixture,
                                 const char          *method,
                                 const char          *path,
                                 const char          *body);
Reply      *ask_message         (Fixture             *fixture,
                                 SoupMessage         *message);
void        reply_free          (Reply               *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

SoupMessage *message_new        (Fixture             *fixture,
                                 const char          *method,
                                 const char          *path);

/* A valid body with that prompt. */
char       *body_for            (const char          *prompt);

/* Submits the prompt, asserts that it is accepted, and returns the job's id. */
char       *submit              (Fixture             *fixture,
                                 const char          *path,
                                 const char          *prompt);
Reply      *poll_job            (Fixture             *fixture,
                                 const char          *job_id);

/* Polls until the job has that status. */
Reply      *await_status        (Fixture             *fixture,
                                 const char          *job_id,
                                 const char          *status);

/* Submits, waits for the end, and returns the picture's address. */
char       *make_picture        (Fixture             *fixture,
                                 const char          *prompt);

/* Uploads as the part "file". @type (nullable): Content-Type of the part. */
Reply      *upload              (Fixture             *fixture,
                                 GBytes              *bytes,
                                 const char          *name,
                                 const char          *type);

const char *string_member       (Reply               *reply,
                                 const char          *name);
gint64      ledger_member       (Fixture             *fixture,
                                 const char          *name);

G_END_DECLS

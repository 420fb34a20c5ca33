/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-sandbox-faults.h"
#include "gesso-sandbox-painter.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  GESSO_SANDBOX_WAITING,
  GESSO_SANDBOX_RUNNING,
  GESSO_SANDBOX_COMPLETED,
  GESSO_SANDBOX_FAILED,
  GESSO_SANDBOX_CANCELLED,
} GessoSandboxState;

/**
 * GessoSandboxJob:
 * @picture: UUID in the result's address
 * @price: µ$ if it completes
 * @billed: µ$ that it cost
 * @removed: deleted, and not found any more; what it cost still counts
 * @outcome: (nullable): what goes wrong with it
 * @webhook: (nullable): whom to call at the end
 * @stage: index of the status while it runs
 * @body: (nullable): of the request, as it arrived
 *
 * Times are Unix ms. The last group is not kept: a job that was running when the sandbox ended starts again.
 */
typedef struct {
  char              *id;
  char              *picture;
  char              *prompt;
  char              *variant;
  char              *aspect_ratio;
  char              *creativity;
  char              *webhook;
  guint              width;
  guint              height;
  guint32            seed;
  int                intensity;
  int                complexity;
  int                movement;
  guint              n_references;
  guint              n_moodboards;
  GArray            *palette; /* of guint32 */
  double             palette_strength;

  gint64             created_ms;
  gint64             completed_ms;
  gint64             price;
  gint64             billed;
  GessoSandboxState  state;
  gboolean           removed;
  GessoSandboxFault *outcome;

  GBytes            *body;
  guint              stage;
  gboolean           painted;
  GSource           *timer;
} GessoSandboxJob;

GessoSandboxJob *gesso_sandbox_job_new         (void);
void             gesso_sandbox_job_free        (GessoSandboxJob    *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSandboxJob, gesso_sandbox_job_free)

/* As it is kept on disk. */
JsonObject      *gesso_sandbox_job_to_record   (GessoSandboxJob    *job);
GessoSandboxJob *gesso_sandbox_job_from_record (JsonObject         *record);

/* The palette of a record: colours as numbers. */
JsonArray       *gesso_sandbox_palette_to_json   (GArray           *palette);
GArray          *gesso_sandbox_palette_from_json (JsonArray        *array);

/* As GET /jobs/{id} tells it, in the shapes that the options say; @base is the sandbox's address. */
JsonObject      *gesso_sandbox_job_to_reply    (GessoSandboxJob    *job,
                                                GessoSandboxFaults *faults,
                                                const char         *base);
const char      *gesso_sandbox_job_get_status  (GessoSandboxJob    *job);
gboolean         gesso_sandbox_job_is_pending  (GessoSandboxJob    *job);
gboolean         gesso_sandbox_job_has_effect  (GessoSandboxJob    *job,
                                                GessoSandboxEffect  effect);
void             gesso_sandbox_job_get_spec    (GessoSandboxJob    *job,
                                                GessoPaintingSpec  *spec);

/* Whether @word is one of the API's nine statuses. */
gboolean         gesso_sandbox_is_status       (const char         *word);

/**
 * gesso_sandbox_stage_ms:
 *
 * Returns: how long a job of @variant stays in the @stage-th status at speed 1; 0 after the last
 */
guint            gesso_sandbox_stage_ms        (const char         *variant,
                                                guint               stage);

G_END_DECLS

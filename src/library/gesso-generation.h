/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GessoState:
 * @GESSO_STATE_QUEUED: waiting to be sent; nothing of it has left the machine
 * @GESSO_STATE_SUBMITTING: the intent is on disk and the POST may be under way
 * @GESSO_STATE_SUBMITTED: the job id is on disk
 * @GESSO_STATE_RUNNING: as above, and the API reported progress; never on disk
 * @GESSO_STATE_DOWNLOADING: as above, and the picture is on its way; never on disk
 * @GESSO_STATE_KEPT: the picture is on disk, with its recipe
 * @GESSO_STATE_FAILED: it failed; the error says why
 * @GESSO_STATE_CANCELLED: it was cancelled
 * @GESSO_STATE_IN_DOUBT: the POST's outcome is unknown
 * @GESSO_STATE_HELD: it goes on only when a person says so; the hold says why
 *
 * Where a generation stands. See "The life of a generation" in HACKING.md.
 */
typedef enum {
  GESSO_STATE_QUEUED,
  GESSO_STATE_SUBMITTING,
  GESSO_STATE_SUBMITTED,
  GESSO_STATE_RUNNING,
  GESSO_STATE_DOWNLOADING,
  GESSO_STATE_KEPT,
  GESSO_STATE_FAILED,
  GESSO_STATE_CANCELLED,
  GESSO_STATE_IN_DOUBT,
  GESSO_STATE_HELD,
} GessoState;

/* "queued", "in-doubt" …; the words used in the database, sidecars and JSON */
const char *gesso_state_to_nick   (GessoState  state);
gboolean    gesso_state_from_nick (const char *nick, GessoState *state);

/* Whether nothing more will happen to it by itself or by the server. */
gboolean    gesso_state_is_final  (GessoState  state);

/**
 * GessoHold:
 * @GESSO_HOLD_MOVED: the library was copied, restored or rolled back
 * @GESSO_HOLD_NOT_SENT: the server has no record of it; sending again should not charge twice
 * @GESSO_HOLD_UNCERTAIN: one of the recovered jobs may be this one
 */
typedef enum {
  GESSO_HOLD_NONE,
  GESSO_HOLD_MOVED,
  GESSO_HOLD_NOT_SENT,
  GESSO_HOLD_UNCERTAIN,
} GessoHold;

/**
 * GessoCharge:
 * @GESSO_CHARGE_NONE: nothing was charged
 * @GESSO_CHARGE_EXACT: charged at the price it was sent with
 * @GESSO_CHARGE_ESTIMATED: charged, but the recipe is uncertain, so the price is the highest it can be
 * @GESSO_CHARGE_UNKNOWN: perhaps charged; counted at full price against the cap
 */
typedef enum {
  GESSO_CHARGE_NONE,
  GESSO_CHARGE_EXACT,
  GESSO_CHARGE_ESTIMATED,
  GESSO_CHARGE_UNKNOWN,
} GessoCharge;

const char *gesso_charge_to_nick   (GessoCharge  charge);
gboolean    gesso_charge_from_nick (const char  *nick, GessoCharge *charge);

/* The origin of what was imported: it stands where others have the address of the API. */
#define GESSO_ORIGIN_IMPORT "import"

/* The best rating; 0 is none. */
#define GESSO_RATING_MAX 5

/**
 * GessoGeneration:
 *
 * One request and, if it succeeds, its one picture. There is one object for a row as long as anybody
 * holds it, so everything that shows it can bind to it. Lives on the main thread; changes state only
 * after the change is on disk ("running", "downloading" and the progress excepted).
 *
 * Properties, all read-only: "id" (UUID), "row-id", "round-id", "state", "status" (the API's word),
 * "hold", "recipe" (JSON, see HACKING.md), "prompt", "variant", "aspect-ratio", "resolution", "creativity",
 * "seed", "request-hash", "origin", "account", "sandbox", "price" (µ$), "charge", "charged" (µ$),
 * "catalog-revision", "job-id", "created-at", "submitted-at", "completed-at" (Unix ms), "path" (absolute,
 * %NULL until kept), "sha256", "width", "height" (px), "format", "size" (bytes), "error-code" (nick),
 * "error-message", "error-json", "recipe-certain", "deleted", "dismissed", "fraction" (0..1, of the download),
 * "cancel-requested", "purged" (deleted for good), "favourite", "rating" (0..5), "tags" (a line each, %NULL without any),
 * "missing" (its file is not where it was kept).
 */
#define GESSO_TYPE_GENERATION (gesso_generation_get_type ())
G_DECLARE_FINAL_TYPE (GessoGeneration, gesso_generation, GESSO, GENERATION, GObject)

/**
 * gesso_generation_new:
 * @recipe: the recipe's JSON
 * @round_id: UUID of the round
 * @price: µ$
 * @request_hash: see krea_request_hash()
 *
 * A generation that is not in any library yet; gesso_library_add_round_async() gives it its row.
 *
 * Returns: (transfer full) (nullable): %NULL if @recipe is not a recipe
 */
GessoGeneration *gesso_generation_new                  (const char       *recipe,
                                                        const char       *round_id,
                                                        const char       *request_hash,
                                                        gint64            price,
                                                        int               catalog_revision,
                                                        GError          **error);

const char      *gesso_generation_get_id               (GessoGeneration  *self);
gint64           gesso_generation_get_row_id           (GessoGeneration  *self);
const char      *gesso_generation_get_round_id         (GessoGeneration  *self);
GessoState       gesso_generation_get_state            (GessoGeneration  *self);
const char      *gesso_generation_get_status           (GessoGeneration  *self);
GessoHold        gesso_generation_get_hold             (GessoGeneration  *self);
const char      *gesso_generation_get_recipe           (GessoGeneration  *self);
const char      *gesso_generation_get_prompt           (GessoGeneration  *self);
const char      *gesso_generation_get_variant          (GessoGeneration  *self);
const char      *gesso_generation_get_aspect_ratio     (GessoGeneration  *self);
const char      *gesso_generation_get_resolution       (GessoGeneration  *self);
const char      *gesso_generation_get_creativity       (GessoGeneration  *self);
gint64           gesso_generation_get_seed             (GessoGeneration  *self);
const char      *gesso_generation_get_request_hash     (GessoGeneration  *self);
const char      *gesso_generation_get_origin           (GessoGeneration  *self);
const char      *gesso_generation_get_account          (GessoGeneration  *self);
gboolean         gesso_generation_is_sandbox           (GessoGeneration  *self);
/* Whether it came from a file that somebody imported; it was never sent, and cost nothing here. */
gboolean         gesso_generation_is_imported          (GessoGeneration  *self);
gint64           gesso_generation_get_price            (GessoGeneration  *self);
GessoCharge      gesso_generation_get_charge           (GessoGeneration  *self);
gint64           gesso_generation_get_charged          (GessoGeneration  *self);
int              gesso_generation_get_catalog_revision (GessoGeneration  *self);
const char      *gesso_generation_get_job_id           (GessoGeneration  *self);
gint64           gesso_generation_get_created_at       (GessoGeneration  *self);
gint64           gesso_generation_get_submitted_at     (GessoGeneration  *self);
gint64           gesso_generation_get_completed_at     (GessoGeneration  *self);
const char      *gesso_generation_get_path             (GessoGeneration  *self);
const char      *gesso_generation_get_sha256           (GessoGeneration  *self);
guint            gesso_generation_get_width            (GessoGeneration  *self);
guint            gesso_generation_get_height           (GessoGeneration  *self);
guint64          gesso_generation_get_size             (GessoGeneration  *self);
const char      *gesso_generation_get_error_code       (GessoGeneration  *self);
const char      *gesso_generation_get_error_message    (GessoGeneration  *self);
const char      *gesso_generation_get_error_json       (GessoGeneration  *self);
gboolean         gesso_generation_is_recipe_certain    (GessoGeneration  *self);
gboolean         gesso_generation_is_deleted           (GessoGeneration  *self);
gboolean         gesso_generation_is_dismissed         (GessoGeneration  *self);
gboolean         gesso_generation_is_purged            (GessoGeneration  *self);
/* Whether its file was not found where it was kept; see gesso_library_locate_async(). */
gboolean         gesso_generation_is_missing           (GessoGeneration  *self);
gboolean         gesso_generation_is_favourite         (GessoGeneration  *self);
int              gesso_generation_get_rating           (GessoGeneration  *self);
/* (nullable): the tags in their order, a line each */
const char      *gesso_generation_get_tags             (GessoGeneration  *self);
double           gesso_generation_get_fraction         (GessoGeneration  *self);
gboolean         gesso_generation_is_cancel_requested  (GessoGeneration  *self);

/**
 * GessoRecipeReference:
 *
 * A reference as the recipe has it. @role is "style" or "source".
 */
typedef struct {
  char   *sha256;
  char   *name;
  char   *role;
  double  strength;
} GessoRecipeReference;

/* Returns: (transfer full) (element-type GessoRecipeReference) */
GPtrArray       *gesso_generation_get_references       (GessoGeneration  *self);

/**
 * gesso_generation_set_progress:
 * @state: %GESSO_STATE_SUBMITTED, %GESSO_STATE_RUNNING or %GESSO_STATE_DOWNLOADING
 * @status: (nullable): the API's word
 * @fraction: 0..1 of the download
 *
 * Progress that is never on disk. For the engine only.
 */
void             gesso_generation_set_progress         (GessoGeneration  *self,
                                                        GessoState        state,
                                                        const char       *status,
                                                        double            fraction);
void             gesso_generation_set_cancel_requested (GessoGeneration  *self,
                                                        gboolean          requested);

/* The object of "Command line" in HACKING.md, as one line of JSON. @references_dir: (nullable) for their paths */
char            *gesso_generation_to_json              (GessoGeneration  *self,
                                                        const char       *references_dir);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-generation.h"

#include "gesso-json.h"
#include "gesso-row.h"

#include <string.h>

struct _GessoGeneration {
  GObject   parent;

  GessoRow *row;
  char     *status;
  double    fraction;
  gboolean  cancel_requested;
};

typedef enum {
  PROP_STATUS = 1,
  PROP_FRACTION,
  PROP_CANCEL_REQUESTED,
  PROP_FIRST_FIELD,
} GessoGenerationProperty;

typedef enum { FIELD_STRING, FIELD_INT, FIELD_INT64, FIELD_UINT, FIELD_UINT64, FIELD_BOOLEAN } FieldType;

/* The properties that mirror a member of the row. */
typedef struct {
  const char *name;
  FieldType   type;
  gsize       offset;
} Field;

#define FIELD(name, type, member) { name, type, G_STRUCT_OFFSET (GessoRow, member) }

static const Field fields[] = {
  FIELD ("id", FIELD_STRING, id),
  FIELD ("row-id", FIELD_INT64, row_id),
  FIELD ("round-id", FIELD_STRING, round_id),
  FIELD ("state", FIELD_INT, state),
  FIELD ("hold", FIELD_INT, hold),
  FIELD ("recipe", FIELD_STRING, recipe),
  FIELD ("prompt", FIELD_STRING, prompt),
  FIELD ("variant", FIELD_STRING, variant),
  FIELD ("aspect-ratio", FIELD_STRING, aspect_ratio),
  FIELD ("resolution", FIELD_STRING, resolution),
  FIELD ("creativity", FIELD_STRING, creativity),
  FIELD ("seed", FIELD_INT64, seed),
  FIELD ("request-hash", FIELD_STRING, request_hash),
  FIELD ("origin", FIELD_STRING, origin),
  FIELD ("account", FIELD_STRING, account),
  FIELD ("sandbox", FIELD_BOOLEAN, sandbox),
  FIELD ("price", FIELD_INT64, price),
  FIELD ("charge", FIELD_INT, charge),
  FIELD ("charged", FIELD_INT64, charged),
  FIELD ("catalog-revision", FIELD_INT, catalog_revision),
  FIELD ("job-id", FIELD_STRING, job_id),
  FIELD ("created-at", FIELD_INT64, created_at),
  FIELD ("submitted-at", FIELD_INT64, submitted_at),
  FIELD ("completed-at", FIELD_INT64, completed_at),
  FIELD ("path", FIELD_STRING, path),
  FIELD ("sha256", FIELD_STRING, sha256),
  FIELD ("width", FIELD_UINT, width),
  FIELD ("height", FIELD_UINT, height),
  FIELD ("format", FIELD_STRING, format),
  FIELD ("size", FIELD_UINT64, size),
  FIELD ("error-code", FIELD_STRING, error_code),
  FIELD ("error-message", FIELD_STRING, error_message),
  FIELD ("error-json", FIELD_STRING, error_json),
  FIELD ("recipe-certain", FIELD_BOOLEAN, recipe_certain),
  FIELD ("deleted", FIELD_BOOLEAN, deleted),
  FIELD ("dismissed", FIELD_BOOLEAN, dismissed),
  FIELD ("purged", FIELD_BOOLEAN, purged),
  FIELD ("favourite", FIELD_BOOLEAN, favourite),
  FIELD ("rating", FIELD_INT, rating),
  FIELD ("tags", FIELD_STRING, tags),
  FIELD ("missing", FIELD_BOOLEAN, missing),
};

static GParamSpec *properties[PROP_FIRST_FIELD + G_N_ELEMENTS (fields)];

G_DEFINE_FINAL_TYPE (GessoGeneration, gesso_generation, G_TYPE_OBJECT)

static gboolean
field_is_equal (const Field    *field,
                const GessoRow *a,
                const GessoRow *b)
{
  const guint8 *left = (const guint8 *) a + field->offset;
  const guint8 *right = (const guint8 *) b + field->offset;

  switch (field->type)
    {
    case FIELD_STRING:
      return g_strcmp0 (*(char *const *) (gconstpointer) left, *(char *const *) (gconstpointer) right) == 0;
    case FIELD_INT64:
    case FIELD_UINT64:
      return memcmp (left, right, sizeof (gint64)) == 0;
    case FIELD_INT:
    case FIELD_UINT:
    case FIELD_BOOLEAN:
    default:
      return memcmp (left, right, sizeof (int)) == 0;
    }
}

static GParamSpec *
field_to_spec (const Field *field)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  switch (field->type)
    {
    case FIELD_STRING:
      return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
    case FIELD_INT64:
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case FIELD_UINT64:
      return g_param_spec_uint64 (field->name, NULL, NULL, 0, G_MAXUINT64, 0, flags);
    case FIELD_INT:
      return g_param_spec_int (field->name, NULL, NULL, G_MININT, G_MAXINT, 0, flags);
    case FIELD_UINT:
      return g_param_spec_uint (field->name, NULL, NULL, 0, G_MAXUINT, 0, flags);
    case FIELD_BOOLEAN:
    default:
      return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
    }
}

static void
field_to_value (const Field    *field,
                const GessoRow *row,
                GValue         *value)
{
  const void *member = (const guint8 *) row + field->offset;

  switch (field->type)
    {
    case FIELD_STRING:
      g_value_set_string (value, *(char *const *) member);
      break;
    case FIELD_INT64:
      g_value_set_int64 (value, *(const gint64 *) member);
      break;
    case FIELD_UINT64:
      g_value_set_uint64 (value, *(const guint64 *) member);
      break;
    case FIELD_INT:
      g_value_set_int (value, *(const int *) member);
      break;
    case FIELD_UINT:
      g_value_set_uint (value, *(const guint *) member);
      break;
    case FIELD_BOOLEAN:
    default:
      g_value_set_boolean (value, *(const gboolean *) member);
    }
}

static void
gesso_generation_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  GessoGeneration *self = GESSO_GENERATION (object);

  switch ((GessoGenerationProperty) property_id)
    {
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_CANCEL_REQUESTED:
      g_value_set_boolean (value, self->cancel_requested);
      break;
    case PROP_FIRST_FIELD:
    default:
      if (property_id < G_N_ELEMENTS (properties))
        field_to_value (&fields[property_id - PROP_FIRST_FIELD], self->row, value);
      else
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gesso_generation_finalize (GObject *object)
{
  GessoGeneration *self = GESSO_GENERATION (object);

  gesso_row_free (self->row);
  g_free (self->status);
  G_OBJECT_CLASS (gesso_generation_parent_class)->finalize (object);
}

static void
gesso_generation_class_init (GessoGenerationClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gesso_generation_get_property;
  object_class->finalize = gesso_generation_finalize;

  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_CANCEL_REQUESTED] = g_param_spec_boolean ("cancel-requested", NULL, NULL, FALSE, flags);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    properties[PROP_FIRST_FIELD + i] = field_to_spec (&fields[i]);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
gesso_generation_init (GessoGeneration *self)
{
  self->row = gesso_row_new ();
}

GessoGeneration *
gesso_generation_new (const char  *recipe,
                      const char  *round_id,
                      const char  *request_hash,
                      gint64       price,
                      int          catalog_revision,
                      GError     **error)
{
  g_autoptr (GessoGeneration) self = g_object_new (GESSO_TYPE_GENERATION, NULL);

  g_return_val_if_fail (recipe != NULL, NULL);
  g_return_val_if_fail (round_id != NULL, NULL);

  if (!gesso_row_set_recipe (self->row, recipe, error))
    return NULL;
  self->row->id = g_uuid_string_random ();
  self->row->round_id = g_strdup (round_id);
  self->row->request_hash = g_strdup (request_hash);
  self->row->price = price;
  self->row->catalog_revision = catalog_revision;
  return g_steal_pointer (&self);
}

GessoGeneration *
gesso_generation_new_shell (gint64 row_id)
{
  GessoGeneration *self = g_object_new (GESSO_TYPE_GENERATION, NULL);

  self->row->row_id = row_id;
  return self;
}

gboolean
gesso_generation_is_loaded (GessoGeneration *self)
{
  return self->row->id != NULL;
}

const GessoRow *
gesso_generation_peek (GessoGeneration *self)
{
  return self->row;
}

static GessoRow *
copy_row (const GessoRow *row)
{
  GessoRow *copy = g_memdup2 (row, sizeof *row);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].type == FIELD_STRING)
      {
        char **member = (char **) (gpointer) ((guint8 *) copy + fields[i].offset);

        *member = g_strdup (*member);
      }
  return copy;
}

void
gesso_generation_apply (GessoGeneration *self,
                        const GessoRow  *row)
{
  GessoRow *old = self->row;

  if (gesso_generation_is_loaded (self) && row->revision <= old->revision)
    return;
  self->row = copy_row (row);
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!field_is_equal (&fields[i], old, self->row))
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST_FIELD + i]);
  if (gesso_state_is_final (row->state))
    gesso_generation_set_cancel_requested (self, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
  gesso_row_free (old);
}

void
gesso_generation_set_progress (GessoGeneration *self,
                               GessoState       state,
                               const char      *status,
                               double           fraction)
{
  const GessoState old = self->row->state;

  g_return_if_fail (GESSO_IS_GENERATION (self));
  g_return_if_fail (state == GESSO_STATE_SUBMITTED || state == GESSO_STATE_RUNNING ||
                    state == GESSO_STATE_DOWNLOADING);

  /* Progress that comes late must not undo what is on disk. */
  if (old != GESSO_STATE_SUBMITTED && old != GESSO_STATE_RUNNING && old != GESSO_STATE_DOWNLOADING)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  if (old != state)
    {
      self->row->state = state;
      g_object_notify (G_OBJECT (self), "state");
    }
  if (g_strcmp0 (self->status, status) != 0)
    {
      g_free (self->status);
      self->status = g_strdup (status);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
    }
  fraction = CLAMP (fraction, 0, 1);
  if (self->fraction != fraction)
    {
      self->fraction = fraction;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
gesso_generation_set_cancel_requested (GessoGeneration *self,
                                       gboolean         requested)
{
  g_return_if_fail (GESSO_IS_GENERATION (self));

  if (self->cancel_requested == requested)
    return;
  self->cancel_requested = requested;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANCEL_REQUESTED]);
}

const char *
gesso_generation_get_status (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return self->status;
}

double
gesso_generation_get_fraction (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return self->fraction;
}

gboolean
gesso_generation_is_cancel_requested (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), FALSE);
  return self->cancel_requested;
}

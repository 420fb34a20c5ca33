/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-sidecar.h"

#include <string.h>

#include "gesso-folder.h"
#include "gesso-json.h"

#define NEWEST_SCHEMA 1

gboolean
gesso_sidecar_is_path (const char *path)
{
  g_auto (GStrv) parts = NULL;

  if (path == NULL || *path == '\0' || strlen (path) > 4000)
    return FALSE;
  if (g_str_has_prefix (path, GESSO_FOLDER_TRASH "/"))
    return strchr (path + strlen (GESSO_FOLDER_TRASH "/"), '/') == NULL;
  parts = g_strsplit (path, "/", -1);
  for (char **part = parts; *part != NULL; part++)
    if (**part == '\0' || **part == '.' || strlen (*part) > 255)
      return FALSE;
  return TRUE;
}

gboolean
gesso_sidecar_is_hash (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static char *
copy_member (JsonObject *object,
             const char *name)
{
  return g_strdup (gesso_json_string (object, name));
}

static char *
copy_json (JsonObject *object,
           const char *name)
{
  JsonNode *node = gesso_json_member (object, name);

  return gesso_json_object (node) != NULL ? gesso_json_to_text (node) : NULL;
}

static void
read_file (GessoRow   *row,
           JsonObject *file)
{
  const char *path = gesso_json_string (file, "path");
  const char *sha256 = gesso_json_string (file, "sha256");

  if (!gesso_sidecar_is_path (path) || !gesso_sidecar_is_hash (sha256))
    return;
  row->path = g_strdup (path);
  row->sha256 = g_strdup (sha256);
  row->width = CLAMP (gesso_json_int (file, "width", 0), 0, G_MAXINT);
  row->height = CLAMP (gesso_json_int (file, "height", 0), 0, G_MAXINT);
  row->format = copy_member (file, "format");
  row->size = MAX (gesso_json_int (file, "size", 0), 0);
}

static void
read_account (GessoRow   *row,
              JsonObject *object)
{
  row->request_hash = copy_member (object, "request_hash");
  row->origin = copy_member (object, "origin");
  row->account = copy_member (object, "account");
  row->sandbox = gesso_json_boolean (object, "sandbox", FALSE);
  row->price = MAX (gesso_json_int (object, "price_micro_usd", 0), 0);
  if (!gesso_charge_from_nick (gesso_json_string (object, "charge"), &row->charge))
    row->charge = GESSO_CHARGE_UNKNOWN;
  row->charged = MAX (gesso_json_int (object, "charged_micro_usd", 0), 0);
  row->catalog_revision = CLAMP (gesso_json_int (object, "catalog_revision", 0), 0, G_MAXINT);
  row->job_id = copy_member (object, "job_id");
}

static gboolean
is_complete (const GessoRow *row)
{
  return row->id != NULL && row->round_id != NULL && row->origin != NULL && row->account != NULL &&
         gesso_state_is_final (row->state) && (row->state != GESSO_STATE_KEPT || row->path != NULL) && row->row_id >= 0;
}

GessoRow *
gesso_sidecar_parse (GBytes      *bytes,
                     const char  *id,
                     char       **sent_recipe,
                     GError     **error)
{
  g_autoptr (JsonNode) node = gesso_json_parse (bytes, error);
  JsonObject *object = gesso_json_object (node);
  g_autoptr (GessoRow) row = gesso_row_new ();
  g_autofree char *recipe = object != NULL ? copy_json (object, "recipe") : NULL;
  const char *own_id = gesso_json_string (object, "id");
  JsonObject *failure = gesso_json_sub_object (object, "error");

  if (node == NULL)
    return NULL;
  if (recipe == NULL || gesso_json_int (object, "schema", 1) > NEWEST_SCHEMA || own_id == NULL ||
      !g_uuid_string_is_valid (own_id) || (id != NULL && !g_str_equal (id, own_id)) ||
      !gesso_row_set_recipe (row, recipe, NULL) ||
      !gesso_state_from_nick (gesso_json_string (object, "state"), &row->state))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Not a sidecar");
      return NULL;
    }
  row->id = g_strdup (own_id);
  row->row_id = gesso_json_int (object, "row_id", 0);
  row->round_id = copy_member (object, "round_id");
  row->recipe_certain = gesso_json_boolean (object, "recipe_certain", TRUE);
  read_account (row, object);
  row->created_at = MAX (gesso_json_time (object, "created_at"), 0);
  row->submitted_at = MAX (gesso_json_time (object, "submitted_at"), 0);
  row->completed_at = MAX (gesso_json_time (object, "completed_at"), 0);
  read_file (row, gesso_json_sub_object (object, "file"));
  row->error_code = copy_member (failure, "code");
  row->error_message = copy_member (failure, "message");
  row->error_json = copy_json (object, "error_detail");
  if (!is_complete (row))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "A sidecar that lacks something");
      return NULL;
    }
  if (sent_recipe != NULL)
    *sent_recipe = copy_json (object, "sent_recipe");
  return g_steal_pointer (&row);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-files.h"
#include "gesso-json.h"
#include "gesso-rebuild.h"
#include "gesso-scan.h"
#include "gesso-sidecar.h"

#define SIDECAR_MAX_BYTES (1024 * 1024)

static GMutex finding_mutex;

static void
finding_free (gpointer data)
{
  GessoFinding *finding = data;

  g_free (finding->path);
  g_free (finding->id);
  g_free (finding->text);
  g_free (finding);
}

GessoChecked *
gesso_checked_new (void)
{
  GessoChecked *self = g_new0 (GessoChecked, 1);

  self->findings = g_ptr_array_new_with_free_func (finding_free);
  return self;
}

void
gesso_checked_free (GessoChecked *self)
{
  g_ptr_array_unref (self->findings);
  g_free (self);
}

void
gesso_check_find (GessoChecked *report,
                  const char   *kind,
                  gboolean      is_fault,
                  const char   *path,
                  const char   *id,
                  const char   *text)
{
  GessoFinding *finding = g_new0 (GessoFinding, 1);

  finding->kind = kind;
  finding->is_fault = is_fault;
  finding->path = g_strdup (path);
  finding->id = g_strdup (id);
  finding->text = g_strdup (text);
  /* Decoders answer while the next picture is read. */
  g_mutex_lock (&finding_mutex);
  g_ptr_array_add (report->findings, finding);
  report->faults += is_fault ? 1 : 0;
  g_mutex_unlock (&finding_mutex);
}

/* --- The database --- */

static gboolean
check_database (GessoSql      *sql,
                GessoChecked  *report,
                GError       **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, "PRAGMA integrity_check (20)", "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    if (g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") != 0)
      {
        g_debug ("integrity_check: %s", (const char *) sqlite3_column_text (statement, 0));
        gesso_check_find (report, "database", TRUE, GESSO_FOLDER_DATABASE, NULL,
                          _("The database is damaged. “gesso library rebuild” makes it again."));
      }
  if (local == NULL || g_error_matches (local, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_DAMAGED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_ledger (GessoSql      *sql,
              GessoChecked  *report,
              GError       **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (
    sql, error,
    "SELECT id FROM generation LEFT JOIN ledger ON ledger.generation = row_id WHERE"
    " (generation.charge != 'none') != (ledger.generation IS NOT NULL) OR ledger.amount != charged"
    " OR ledger.charge != generation.charge OR ledger.job_id IS NOT generation.job_id"
    " UNION SELECT generation_id FROM ledger WHERE generation NOT IN (SELECT row_id FROM generation)",
    "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    gesso_check_find (report, "ledger", TRUE, NULL, (const char *) sqlite3_column_text (statement, 0),
                      _("The ledger says something else than the recipe about what it cost."));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- The log --- */

typedef struct {
  GessoChecked *report;
  GCancellable *cancellable;
  guint         damaged;
} LogCheck;

static gboolean
take_line (const char  *text,
           gsize        length,
           gpointer     data,
           GError     **error)
{
  LogCheck *check = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (JsonNode) node = length > 0 ? gesso_json_parse (bytes, NULL) : NULL;
  JsonObject *object = gesso_json_object (node);

  if (length == 0)
    return TRUE;
  check->report->lines++;
  if (object == NULL || gesso_json_string (object, "event") == NULL || gesso_json_time (object, "time") <= 0)
    check->damaged++;
  return !g_cancellable_set_error_if_cancelled (check->cancellable, error);
}

static gboolean
check_log (GessoCall     *call,
           GessoChecked  *report,
           GError       **error)
{
  g_autoptr (GPtrArray) names = gesso_files_list (call->core->folder->root, GESSO_FOLDER_LOG);

  for (guint i = 0; i < names->len; i++)
    {
      LogCheck check = { report, g_task_get_cancellable (call->task), 0 };
      g_autofree char *path = g_build_filename (GESSO_FOLDER_LOG, names->pdata[i], NULL);

      if (!gesso_rebuild_each_line (call->core->folder, path, take_line, &check, error))
        return FALSE;
      if (check.damaged > 0)
        {
          g_autofree char *text = g_strdup_printf (ngettext ("%u line of the log can’t be read.",
                                                             "%u lines of the log can’t be read.", check.damaged),
                                                   check.damaged);

          gesso_check_find (report, "damaged-log", TRUE, path, NULL, text);
        }
    }
  return TRUE;
}

/* --- The folder --- */

gboolean
gesso_check_folder (GessoCall     *call,
                    GessoSql      *sql,
                    GessoChecked  *report,
                    GHashTable    *moved,
                    GError       **error)
{
  g_autoptr (GessoScan) scan = NULL;

  if (!check_database (sql, report, error) || !check_ledger (sql, report, error) || !check_log (call, report, error))
    return FALSE;
  scan = gesso_scan_new (sql, call->core->folder, TRUE, g_task_get_cancellable (call->task), error);
  if (scan == NULL)
    return FALSE;
  for (guint i = 0; i < scan->strays->len; i++)
    {
      const GessoScanFile *stray = scan->strays->pdata[i];

      if (!stray->is_taken)
        gesso_check_find (report, "foreign-file", FALSE, stray->path, NULL, _("No recipe tells of this picture."));
    }
  for (guint i = 0; i < scan->moved->len; i++)
    {
      const GessoScanFile *file = scan->moved->pdata[i];

      g_hash_table_add (moved, g_memdup2 (&file->row_id, sizeof file->row_id));
      gesso_check_find (report, "moved-picture", FALSE, file->path, NULL,
                        _("The picture was moved here. Gesso notes it when its window opens."));
    }
  return TRUE;
}

/* --- Sidecars --- */

gboolean
gesso_check_recipes (GessoCall     *call,
                     GessoSql      *sql,
                     GessoChecked  *report,
                     GError       **error)
{
  g_autoptr (GPtrArray) names = gesso_files_list (call->core->folder->root, GESSO_FOLDER_RECIPES);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (GESSO_FOLDER_RECIPES, names->pdata[i], NULL);
      g_autofree char *id = g_strndup (names->pdata[i], strcspn (names->pdata[i], "."));
      sqlite3_stmt *statement;

      if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (call->task), error))
        return FALSE;
      statement = gesso_sql_bind (sql, error, "SELECT 1 FROM generation WHERE id = ?", "s", id);
      if (statement == NULL)
        return FALSE;
      if (gesso_sql_step (sql, statement, NULL))
        sqlite3_reset (statement);
      else if (g_str_has_suffix (path, ".json") && g_uuid_string_is_valid (id))
        gesso_check_find (report, "missing-row", TRUE, path, id,
                          _("The database does not know this recipe. “gesso library rebuild” brings it back."));
      else
        gesso_check_find (report, "foreign-file", FALSE, path, NULL, _("This is not a recipe."));
    }
  return TRUE;
}

static gboolean
is_same_json (const char *a,
              const char *b)
{
  g_autoptr (GBytes) left_bytes = g_bytes_new (a, a != NULL ? strlen (a) : 0);
  g_autoptr (GBytes) right_bytes = g_bytes_new (b, b != NULL ? strlen (b) : 0);
  g_autoptr (JsonNode) left = gesso_json_parse (left_bytes, NULL);
  g_autoptr (JsonNode) right = gesso_json_parse (right_bytes, NULL);

  return left != NULL && right != NULL && json_node_equal (left, right);
}

/* What differs; %NULL where nothing does. */
static const char *
compare (const GessoRow *row,
         const GessoRow *sidecar)
{
  return row->state != sidecar->state                                     ? "state"
         : !is_same_json (row->recipe, sidecar->recipe)                   ? "recipe"
         : !!row->recipe_certain != !!sidecar->recipe_certain             ? "recipe_certain"
         : g_strcmp0 (row->round_id, sidecar->round_id) != 0              ? "round_id"
         : g_strcmp0 (row->request_hash, sidecar->request_hash) != 0      ? "request_hash"
         : g_strcmp0 (row->origin, sidecar->origin) != 0                  ? "origin"
         : g_strcmp0 (row->account, sidecar->account) != 0                ? "account"
         : !!row->sandbox != !!sidecar->sandbox                           ? "sandbox"
         : row->price != sidecar->price                                   ? "price_micro_usd"
         : row->charge != sidecar->charge                                 ? "charge"
         : row->charged != sidecar->charged                               ? "charged_micro_usd"
         : g_strcmp0 (row->job_id, sidecar->job_id) != 0                  ? "job_id"
         : row->created_at != sidecar->created_at                         ? "created_at"
         : row->completed_at != sidecar->completed_at                     ? "completed_at"
         : g_strcmp0 (row->sha256, sidecar->sha256) != 0                  ? "sha256"
         : row->size != sidecar->size                                     ? "size"
         : row->width != sidecar->width || row->height != sidecar->height ? "width"
         : g_strcmp0 (row->error_code, sidecar->error_code) != 0          ? "error"
                                                                          : NULL;
}

void
gesso_check_sidecar (GessoCall      *call,
                     GessoChecked   *report,
                     const GessoRow *row)
{
  g_autofree char *path = g_strdup_printf (GESSO_FOLDER_RECIPES "/%s.json", row->id);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GessoRow) sidecar = NULL;
  const char *difference;

  /* What never reached the server has none. */
  if (!gesso_state_is_final (row->state))
    return;
  bytes = gesso_files_read (call->core->folder->root, path, SIDECAR_MAX_BYTES, NULL);
  if (bytes == NULL)
    {
      if (row->job_id != NULL || row->window_start > 0 || row->state == GESSO_STATE_KEPT)
        gesso_check_find (report, "missing-sidecar", TRUE, path, row->id,
                          _("The recipe’s file is missing; the database still has it."));
      return;
    }
  report->recipes++;
  sidecar = gesso_sidecar_parse (bytes, row->id, NULL, NULL);
  if (sidecar == NULL)
    {
      gesso_check_find (report, "damaged-sidecar", TRUE, path, row->id,
                        _("The recipe’s file can’t be read; the database still has it."));
      return;
    }
  difference = compare (row, sidecar);
  if (difference != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("The recipe’s file and the database disagree about “%s”."), difference);

      gesso_check_find (report, "sidecar-disagrees", TRUE, path, row->id, text);
    }
}

/* --- Thumbnails --- */

void
gesso_check_thumbnails (GessoCall    *call,
                        GessoChecked *report,
                        const char   *sha256,
                        const char   *path)
{
  static const guint edges[] = { GESSO_THUMBNAIL_SMALL, GESSO_THUMBNAIL_LARGE };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autoptr (GBytes) jpeg = gesso_thumbnails_get (call->core->thumbnails, sha256, edges[i]);
      const guint8 *data;
      guint width;
      guint height;
      gsize size;

      if (jpeg == NULL)
        continue;
      data = g_bytes_get_data (jpeg, &size);
      if (gesso_picture_read_header (data, size, &width, &height, NULL) == GESSO_PICTURE_JPEG && width <= edges[i] &&
          height <= edges[i] && gesso_picture_is_complete (data, size))
        continue;
      gesso_thumbnails_drop (call->core->thumbnails, sha256);
      gesso_check_find (report, "damaged-thumbnail", FALSE, path, NULL,
                        _("Its thumbnail was damaged, and will be made anew."));
      return;
    }
}

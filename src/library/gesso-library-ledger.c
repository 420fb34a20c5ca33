/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-query.h"

#include <stdlib.h>

#include "gesso-library-private.h"

/* What was spent, and how long it takes. */

/* The median needs this many to say anything, and looks at no more than that many. */
#define MEDIAN_MIN 5
#define MEDIAN_MAX 20

typedef struct {
  /* inputs */
  gint64         from;
  gint64         to;
  gboolean       sandbox;
  char          *variant;

  /* outputs */
  GPtrArray     *entries;
  GessoSpending  spending;
  double         median;
} LedgerData;

static void
ledger_data_free (LedgerData *data)
{
  g_free (data->variant);
  g_clear_pointer (&data->entries, g_ptr_array_unref);
  g_free (data);
}

void
gesso_ledger_entry_free (GessoLedgerEntry *self)
{
  g_free (self->generation_id);
  g_free (self->job_id);
  g_free (self->variant);
  g_free (self->account);
  g_free (self->board);
  g_free (self->board_name);
  g_free (self);
}

/* All of time where @month is not one. */
static void
set_month (LedgerData *data,
           const char *month)
{
  g_auto (GStrv) parts = month != NULL ? g_strsplit (month, "-", 2) : NULL;
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) next = NULL;

  data->from = G_MININT64;
  data->to = G_MAXINT64;
  if (parts == NULL || g_strv_length (parts) != 2)
    return;
  first = g_date_time_new_utc (atoi (parts[0]), atoi (parts[1]), 1, 0, 0, 0);
  next = first != NULL ? g_date_time_add_months (first, 1) : NULL;
  if (next == NULL)
    return;
  data->from = g_date_time_to_unix (first) * 1000;
  data->to = g_date_time_to_unix (next) * 1000;
}

static GessoLedgerEntry *
read_entry (sqlite3_stmt *statement)
{
  GessoLedgerEntry *entry = g_new0 (GessoLedgerEntry, 1);

  entry->generation_id = gesso_sql_text (statement, 0);
  entry->job_id = gesso_sql_text (statement, 1);
  entry->variant = gesso_sql_text (statement, 2);
  entry->account = gesso_sql_text (statement, 3);
  entry->amount = sqlite3_column_int64 (statement, 4);
  if (!gesso_charge_from_nick ((const char *) sqlite3_column_text (statement, 5), &entry->charge))
    entry->charge = GESSO_CHARGE_UNKNOWN;
  entry->completed_at = sqlite3_column_int64 (statement, 6);
  entry->sandbox = sqlite3_column_int (statement, 7);
  entry->board = gesso_sql_text (statement, 8);
  entry->board_name = gesso_sql_text (statement, 9);
  return entry;
}

static gboolean
ledger_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  LedgerData *data = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT l.generation_id, l.job_id, l.variant, l.account, l.amount,"
                                            " l.charge, l.completed_at, l.sandbox, l.board,"
                                            " coalesce ((SELECT name FROM board WHERE id = l.board), l.board_name)"
                                            " FROM (SELECT e.*, json_extract (r.recipe, '$.board.id') AS board,"
                                            "   json_extract (r.recipe, '$.board.name') AS board_name FROM ledger e"
                                            "   LEFT JOIN generation r ON r.row_id = e.generation"
                                            "   AND json_valid (r.recipe)"
                                            "   WHERE e.completed_at >= ? AND e.completed_at < ? AND e.sandbox <= ?) l"
                                            " ORDER BY l.completed_at, l.generation",
                                            "iii", data->from, data->to, (gint64) (data->sandbox != FALSE));

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    g_ptr_array_add (data->entries, read_entry (statement));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
ledger_done (GessoCall *call)
{
  LedgerData *data = call->data;

  g_task_return_pointer (call->task, g_steal_pointer (&data->entries), (GDestroyNotify) g_ptr_array_unref);
}

void
gesso_library_ledger_async (GessoLibrary        *self,
                            const char          *month,
                            gboolean             sandbox,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  LedgerData *ledger;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  ledger = g_new0 (LedgerData, 1);
  set_month (ledger, month);
  ledger->sandbox = sandbox;
  ledger->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_ledger_entry_free);
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_ledger_async, ledger,
                             (GDestroyNotify) ledger_data_free, cancellable, callback, data);
  call->work = ledger_work;
  call->done = ledger_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_ledger_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_ledger_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Both sums in one statement, so that nothing is between them: what is kept leaves one and enters the other. */
static gboolean
spending_work (GessoCall  *call,
               GessoSql   *sql,
               GError    **error)
{
  LedgerData *data = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (
    sql, error,
    "SELECT (SELECT coalesce (sum (amount), 0) FROM ledger WHERE completed_at >= ? AND completed_at < ?"
    "  AND NOT sandbox),"
    " (SELECT coalesce (sum (price), 0) FROM generation WHERE state NOT IN ('kept', 'failed', 'cancelled')"
    "  AND NOT sandbox AND (state IN ('submitting', 'submitted', 'running', 'downloading', 'in-doubt')"
    "  OR (state = 'held' AND (window_start > 0 OR job_id IS NOT NULL) AND hold != 2)))",
    "ii", data->from, data->to);

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, &local))
    {
      data->spending.spent = sqlite3_column_int64 (statement, 0);
      data->spending.committed = sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
spending_done (GessoCall *call)
{
  LedgerData *data = call->data;

  g_task_return_pointer (call->task, g_memdup2 (&data->spending, sizeof data->spending), g_free);
}

void
gesso_library_spending_async (GessoLibrary        *self,
                              const char          *month,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  LedgerData *ledger;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  ledger = g_new0 (LedgerData, 1);
  set_month (ledger, month);
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_spending_async, ledger,
                             (GDestroyNotify) ledger_data_free, cancellable, callback, data);
  call->work = spending_work;
  call->done = spending_done;
  gesso_library_send (self, call);
}

gboolean
gesso_library_spending_finish (GessoLibrary   *self,
                               GAsyncResult   *result,
                               GessoSpending  *spending,
                               GError        **error)
{
  g_autofree GessoSpending *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_spending_async), FALSE);
  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *spending = *found;
  return TRUE;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static gboolean
median_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  LedgerData *data = call->data;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT completed_at - submitted_at FROM generation"
                                            " WHERE variant = ? AND sandbox = ? AND state = 'kept'"
                                            " AND submitted_at > 0 AND completed_at > submitted_at"
                                            " ORDER BY row_id DESC LIMIT ?",
                                            "sii", data->variant, (gint64) (data->sandbox != FALSE),
                                            (gint64) MEDIAN_MAX);

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      gint64 ms = sqlite3_column_int64 (statement, 0);

      g_array_append_val (times, ms);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_array_sort (times, compare_times);
  if (times->len >= MEDIAN_MIN)
    data->median = (g_array_index (times, gint64, (times->len - 1) / 2) + g_array_index (times, gint64, times->len / 2)) /
                   2000.0;
  return TRUE;
}

static void
median_done (GessoCall *call)
{
  LedgerData *data = call->data;

  g_task_return_pointer (call->task, g_memdup2 (&data->median, sizeof data->median), g_free);
}

void
gesso_library_median_async (GessoLibrary        *self,
                            const char          *variant,
                            gboolean             sandbox,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  LedgerData *ledger;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (variant != NULL);

  ledger = g_new0 (LedgerData, 1);
  ledger->variant = g_strdup (variant);
  ledger->sandbox = sandbox;
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_median_async, ledger,
                             (GDestroyNotify) ledger_data_free, cancellable, callback, data);
  call->work = median_work;
  call->done = median_done;
  gesso_library_send (self, call);
}

double
gesso_library_median_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_autofree double *median = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_median_async), 0);
  median = g_task_propagate_pointer (G_TASK (result), error);
  return median != NULL ? *median : 0;
}

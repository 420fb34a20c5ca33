/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "gesso-replay.h"
#include "gesso-schema.h"
#include "gesso-sidecar.h"

/* Lines of a log that anybody may have written. Whatever they say, the database stays one, and no path leads out of it. */

static GessoSql *
open_database (void)
{
  GessoSql *sql = gesso_sql_open (":memory:", GESSO_SQL_WRITE, "fuzz", NULL);

  g_assert_nonnull (sql);
  g_assert_true (gesso_schema_migrate (sql, "fuzz", NULL));
  return sql;
}

static void
check_paths (GessoSql *sql)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, NULL,
                                            "SELECT path FROM generation WHERE path IS NOT NULL UNION"
                                            " SELECT trashed_from FROM generation WHERE trashed_from IS NOT NULL",
                                            "");

  g_assert_nonnull (statement);
  while (gesso_sql_step (sql, statement, NULL))
    g_assert_true (gesso_sidecar_is_path ((const char *) sqlite3_column_text (statement, 0)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static GessoSql *sql;
  g_autoptr (GessoReplay) replay = NULL;
  const guint8 *left = data;

  if (sql == NULL)
    sql = open_database ();
  replay = gesso_replay_new (sql, NULL);
  g_assert_nonnull (replay);
  g_assert_true (gesso_sql_begin (sql, FALSE, NULL));
  while (size > 0)
    {
      const guint8 *end = memchr (left, '\n', size);
      const gsize length = end != NULL ? (gsize) (end - left) : size;
      g_autoptr (GBytes) line = g_bytes_new (left, length);
      g_autoptr (GError) error = NULL;
      const gboolean read = gesso_replay_line (replay, line, &error);

      fuzz_assert_result (read ? replay : NULL, error);
      left += MIN (length + 1, size);
      size -= MIN (length + 1, size);
    }
  check_paths (sql);
  gesso_sql_rollback (sql);
  return 0;
}

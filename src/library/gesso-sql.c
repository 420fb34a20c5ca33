/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-sql.h"

#include <errno.h>

#include "gesso-errors.h"

struct _GessoSql {
  sqlite3    *db;
  char       *label;
  GHashTable *statements; /* literal text → sqlite3_stmt */
  const char *const *watched;
  GArray     *changes;    /* (nullable): GessoSqlChange */
  gboolean    begun;      /* until the commit or the rollback */
};

#define BUSY_TIMEOUT_MS 10000

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static GessoLibraryError
code_of (int result,
         int system_errno)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return GESSO_LIBRARY_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return GESSO_LIBRARY_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return GESSO_LIBRARY_ERROR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return GESSO_LIBRARY_ERROR_LOCKED;
    case SQLITE_IOERR:
      return system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG ? GESSO_LIBRARY_ERROR_FULL
                                                                                      : GESSO_LIBRARY_ERROR_FAILED;
    default:
      return GESSO_LIBRARY_ERROR_FAILED;
    }
}

static void
set_error (GessoSql  *self,
           int        result,
           GError   **error)
{
  if ((result & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Interrupted");
  else
    gesso_set_library_error (error, code_of (result, sqlite3_system_errno (self->db)), self->label,
                             sqlite3_errmsg (self->db));
}

/* SQLite itself rolls a transaction back where it finds no memory or can't read, in a query too. What came after it would
 * be committed one by one, although the whole is reported to have failed. */
static gboolean
is_undone (GessoSql  *self,
           GError   **error)
{
  if (!self->begun || !sqlite3_get_autocommit (self->db))
    return FALSE;
  gesso_set_library_error (error, GESSO_LIBRARY_ERROR_FAILED, self->label, "the transaction was rolled back");
  return TRUE;
}

/* FNV-1a, 64 bits. */
gint64
gesso_sql_key (const char *text)
{
  guint64 key = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *text != '\0'; text++)
    key = (key ^ (guint8) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return (gint64) key;
}

static void
key_function (sqlite3_context  *context,
              int               n_values,
              sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  sqlite3_result_int64 (context, gesso_sql_key (text != NULL ? text : ""));
}

GessoSql *
gesso_sql_open (const char     *path,
                GessoSqlFlags   flags,
                const char     *label,
                GError        **error)
{
  g_autoptr (GessoSql) self = g_new0 (GessoSql, 1);
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, flags & GESSO_SQL_IMMUTABLE ? "?immutable=1" : "", NULL);
  int mode = flags & (GESSO_SQL_READ | GESSO_SQL_IMMUTABLE) ? SQLITE_OPEN_READONLY
                                                            : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  int result;

  self->label = g_strdup (label);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  result = sqlite3_open_v2 (uri, &self->db, mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL);
  if (result != SQLITE_OK)
    {
      set_error (self, result, error);
      return NULL;
    }
  sqlite3_extended_result_codes (self->db, TRUE);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  /* The file may come from anywhere: no function with side effects from its schema, no damage by its own SQL. */
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_create_function (self->db, "gesso_key", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                           key_function, NULL, NULL);
  return g_steal_pointer (&self);
}

void
gesso_sql_close (GessoSql *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  sqlite3_close_v2 (self->db);
  g_free (self->label);
  g_free (self);
}

gboolean
gesso_sql_exec (GessoSql    *self,
                const char  *text,
                GError     **error)
{
  int result;

  if (is_undone (self, error))
    return FALSE;
  result = sqlite3_exec (self->db, text, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  set_error (self, result, error);
  return FALSE;
}

static sqlite3_stmt *
prepare (GessoSql    *self,
         const char  *text,
         GError     **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, text);
  int result;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  result = sqlite3_prepare_v3 (self->db, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      set_error (self, result, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) text, statement);
  return statement;
}

static int
bind_bytes (sqlite3_stmt *statement,
            int           index,
            GBytes       *bytes)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  return sqlite3_bind_blob64 (statement, index, data, size, SQLITE_TRANSIENT);
}

static sqlite3_stmt *
bind_valist (GessoSql    *self,
             GError     **error,
             const char  *text,
             const char  *types,
             va_list      list)
{
  sqlite3_stmt *statement = prepare (self, text, error);
  int result = SQLITE_OK;

  if (statement == NULL)
    return NULL;
  for (int i = 1; *types != '\0' && result == SQLITE_OK; i++, types++)
    switch (*types)
      {
      case 's':
        result = sqlite3_bind_text (statement, i, va_arg (list, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'i':
        result = sqlite3_bind_int64 (statement, i, va_arg (list, gint64));
        break;
      case 'd':
        result = sqlite3_bind_double (statement, i, va_arg (list, double));
        break;
      case 'b':
        result = bind_bytes (statement, i, va_arg (list, GBytes *));
        break;
      default:
        g_assert_not_reached ();
      }
  if (result == SQLITE_OK)
    return statement;
  set_error (self, result, error);
  return NULL;
}

sqlite3_stmt *
gesso_sql_bind (GessoSql    *self,
                GError     **error,
                const char  *text,
                const char  *types,
                ...)
{
  sqlite3_stmt *statement;
  va_list list;

  va_start (list, types);
  statement = bind_valist (self, error, text, types, list);
  va_end (list);
  return statement;
}

gboolean
gesso_sql_step (GessoSql      *self,
                sqlite3_stmt  *statement,
                GError       **error)
{
  int result;

  if (is_undone (self, error))
    {
      sqlite3_reset (statement);
      return FALSE;
    }
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    set_error (self, result, error);
  sqlite3_reset (statement);
  return FALSE;
}

gboolean
gesso_sql_end (GessoSql      *self,
               sqlite3_stmt  *statement,
               GError       **error)
{
  int result = sqlite3_reset (statement);

  if (result == SQLITE_OK)
    return TRUE;
  set_error (self, result, error);
  return FALSE;
}

gboolean
gesso_sql_run (GessoSql    *self,
               GError     **error,
               const char  *text,
               const char  *types,
               ...)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement;
  va_list list;

  va_start (list, types);
  statement = bind_valist (self, error, text, types, list);
  va_end (list);
  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (self, statement, &local))
    ;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

sqlite3_stmt *
gesso_sql_prepare (GessoSql    *self,
                   const char  *text,
                   GError     **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->db, text, -1, &statement, NULL);

  if (result == SQLITE_OK)
    return statement;
  set_error (self, result, error);
  return NULL;
}

gboolean
gesso_sql_collect (GessoSql      *self,
                   GArray        *ids,
                   guint          limit,
                   sqlite3_stmt  *statement,
                   GError       **error)
{
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while ((limit == 0 || ids->len < limit) && gesso_sql_step (self, statement, &local))
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gint64
gesso_sql_int (GessoSql   *self,
               const char *text,
               gint64      fallback)
{
  sqlite3_stmt *statement = gesso_sql_bind (self, NULL, text, "");
  gint64 value = fallback;

  if (statement != NULL && gesso_sql_step (self, statement, NULL))
    {
      value = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return value;
}

gboolean
gesso_sql_snapshot (GessoSql  *self,
                    GError   **error)
{
  gesso_sql_rollback (self);
  return gesso_sql_run (self, error, "BEGIN", "");
}

gboolean
gesso_sql_begin (GessoSql  *self,
                 gboolean   durable,
                 GError   **error)
{
  if (self->changes != NULL)
    g_array_set_size (self->changes, 0);
  /* The last one may still be open, if there was no memory even for its end. */
  gesso_sql_rollback (self);
  self->begun = gesso_sql_exec (self, durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", error) &&
                gesso_sql_run (self, error, "BEGIN IMMEDIATE", "");
  return self->begun;
}

gboolean
gesso_sql_commit (GessoSql  *self,
                  GError   **error)
{
  if (!gesso_sql_run (self, error, "COMMIT", ""))
    return FALSE;
  self->begun = FALSE;
  return TRUE;
}

void
gesso_sql_rollback (GessoSql *self)
{
  self->begun = FALSE;
  if (!sqlite3_get_autocommit (self->db))
    gesso_sql_run (self, NULL, "ROLLBACK", "");
}

static void
changed_cb (void          *data,
            int            operation,
            const char    *database,
            const char    *table,
            sqlite3_int64  row)
{
  GessoSql *self = data;

  for (const char *const *watched = self->watched; *watched != NULL; watched++)
    if (g_str_equal (*watched, table))
      {
        const GessoSqlChange change = { *watched, row, operation == SQLITE_INSERT };

        g_array_append_val (self->changes, change);
      }
}

void
gesso_sql_watch (GessoSql          *self,
                 const char *const *tables)
{
  self->watched = tables;
  if (self->changes == NULL)
    self->changes = g_array_new (FALSE, FALSE, sizeof (GessoSqlChange));
  sqlite3_update_hook (self->db, changed_cb, self);
}

const GArray *
gesso_sql_get_changes (GessoSql *self)
{
  return self->changes;
}

void
gesso_sql_interrupt (GessoSql *self)
{
  sqlite3_interrupt (self->db);
}

int
gesso_sql_changes (GessoSql *self)
{
  return sqlite3_changes (self->db);
}

char *
gesso_sql_text (sqlite3_stmt *statement,
                int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

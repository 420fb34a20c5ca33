/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Private to the layer: one SQLite connection, used by one thread at a time. */

typedef struct _GessoSql GessoSql;

/**
 * GessoSqlFlags:
 * @GESSO_SQL_READ: only read; does not make the file
 * @GESSO_SQL_IMMUTABLE: nobody writes to it, and no file may appear beside it
 */
typedef enum {
  GESSO_SQL_WRITE     = 0,
  GESSO_SQL_READ      = 1 << 0,
  GESSO_SQL_IMMUTABLE = 1 << 1,
} GessoSqlFlags;

/* @label: what the sentences of errors call it */
GessoSql     *gesso_sql_open      (const char     *path,
                                   GessoSqlFlags   flags,
                                   const char     *label,
                                   GError        **error);
void          gesso_sql_close     (GessoSql       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSql, gesso_sql_close)

/* Any number of statements without parameters or rows. */
gboolean      gesso_sql_exec      (GessoSql       *self,
                                   const char     *text,
                                   GError        **error);

/**
 * gesso_sql_bind:
 * @text: one statement; a literal, for it is prepared once and kept
 * @types: a letter for each parameter: `s` const char * (NULL allowed), `i` gint64, `d` double, `b` GBytes *
 *
 * Returns: (nullable): the statement, ready to be stepped; owned by @self
 */
sqlite3_stmt *gesso_sql_bind      (GessoSql       *self,
                                   GError        **error,
                                   const char     *text,
                                   const char     *types,
                                   ...);
/* A statement that is composed at run time: not kept, for the caller to finalize. */
sqlite3_stmt *gesso_sql_prepare   (GessoSql       *self,
                                   const char     *text,
                                   GError        **error);
/* %TRUE for a row; %FALSE at the end and on errors, and then the statement is reset. */
gboolean      gesso_sql_step      (GessoSql       *self,
                                   sqlite3_stmt   *statement,
                                   GError        **error);
/* Ends a statement of which one row was read. %FALSE where a column of it could not be had for lack of memory. */
gboolean      gesso_sql_end       (GessoSql       *self,
                                   sqlite3_stmt   *statement,
                                   GError        **error);
/* Binds and steps to the end. */
gboolean      gesso_sql_run       (GessoSql       *self,
                                   GError        **error,
                                   const char     *text,
                                   const char     *types,
                                   ...);
/* A number for a text, the same for ever; also the SQL function gesso_key (text). */
gint64        gesso_sql_key       (const char     *text);
/* The first columns (gint64) of all rows of @statement (nullable: then it fails), until @ids has @limit (0: no limit). */
gboolean      gesso_sql_collect   (GessoSql       *self,
                                   GArray         *ids,
                                   guint           limit,
                                   sqlite3_stmt   *statement,
                                   GError        **error);
/* The first column of the first row; @fallback without a row or on errors. */
gint64        gesso_sql_int       (GessoSql       *self,
                                   const char     *text,
                                   gint64          fallback);

/* What is read until the rollback is of one moment, however many statements that takes. */
gboolean      gesso_sql_snapshot  (GessoSql       *self,
                                   GError        **error);
/* @durable: whether the commit is fsynced */
gboolean      gesso_sql_begin     (GessoSql       *self,
                                   gboolean        durable,
                                   GError        **error);
gboolean      gesso_sql_commit    (GessoSql       *self,
                                   GError        **error);
void          gesso_sql_rollback  (GessoSql       *self);

/**
 * GessoSqlChange:
 * @table: one of those that are watched
 * @is_new: whether the row was inserted
 */
typedef struct {
  const char *table;
  gint64      row;
  gboolean    is_new;
} GessoSqlChange;

/* Notes from now on which rows of @tables (%NULL-terminated, static) are changed. Those without row ids can't be watched. */
void          gesso_sql_watch     (GessoSql           *self,
                                   const char *const  *tables);
/* What the transaction changed so far, in order; a row may come more than once. (element-type GessoSqlChange) */
const GArray *gesso_sql_get_changes (GessoSql         *self);

/* From any thread: what runs ends with %G_IO_ERROR_CANCELLED. */
void          gesso_sql_interrupt (GessoSql       *self);

/* Rows changed by the last statement. */
int           gesso_sql_changes   (GessoSql       *self);

/* A copy of a text column; %NULL for NULL. */
char         *gesso_sql_text      (sqlite3_stmt   *statement,
                                   int             column);

G_END_DECLS

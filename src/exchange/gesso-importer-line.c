/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-importer-private.h"

/*
 * One import after the other, and what is left of them. All that stand in line are remembered from the beginning, beside what
 * was left before: whichever is cut off or stopped is offered again, and forgotten when it was gone through.
 */

#define LINE "gesso-imports" /* of the library */
#define TURN "gesso-turn"    /* of a task */
#define STOP "gesso-stop"    /* of a task: a GSource */

/**
 * Line:
 * @tasks: GTask, the first under way
 * @left: paths of those that did not come to their end
 * @read: @left has what the library remembered, too
 * @asked: tasks that wait for a write which has not begun
 * @writing: those that wait for the one that has
 */
typedef struct {
  GQueue     tasks;
  GPtrArray *left;
  gboolean   read;
  GPtrArray *asked;
  GPtrArray *writing;
} Line;

typedef struct {
  void     (*func) (GTask *task);
  gboolean   remembered;
  gboolean   begun;
  gboolean   stopped; /* before it was its turn */
  gboolean   over;    /* all of it was gone through */
  gboolean   forgets; /* it imports nothing: what is left of its paths is not wanted any more */
} Turn;

static void write_next (GessoLibrary *library);

static void
line_free (gpointer data)
{
  Line *self = data;

  g_queue_clear (&self->tasks);
  g_ptr_array_unref (self->left);
  g_ptr_array_unref (self->asked);
  g_clear_pointer (&self->writing, g_ptr_array_unref);
  g_free (self);
}

static GessoLibrary *
library_of (GTask *task)
{
  return ((GessoImporter *) g_task_get_source_object (task))->library;
}

static Line *
get_line (GessoLibrary *library)
{
  Line *line = g_object_get_data (G_OBJECT (library), LINE);

  if (line == NULL)
    {
      line = g_new0 (Line, 1);
      g_queue_init (&line->tasks);
      line->left = g_ptr_array_new_with_free_func (g_free);
      line->asked = g_ptr_array_new_with_free_func (g_object_unref);
      g_object_set_data_full (G_OBJECT (library), LINE, line, line_free);
    }
  return line;
}

static Turn *
get_turn (GTask *task)
{
  return g_object_get_data (G_OBJECT (task), TURN);
}

static void
begin_first (Line *line)
{
  GTask *task = g_queue_peek_head (&line->tasks);
  Turn *turn = task != NULL ? get_turn (task) : NULL;

  if (turn == NULL || !turn->remembered || turn->begun || turn->stopped)
    return;
  turn->begun = TRUE;
  turn->func (task);
}

/* --- What is remembered --- */

static void
add_paths (GPtrArray         *paths,
           GHashTable        *known,
           const char *const *more)
{
  for (; *more != NULL; more++)
    if (g_hash_table_add (known, (gpointer) *more))
      g_ptr_array_add (paths, g_strdup (*more));
}

/* What is left, and what stands in line; one that is both, once. Returns (transfer full) (array zero-terminated=1) */
static char **
collect (Line *line)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < line->left->len; i++)
    if (g_hash_table_add (known, line->left->pdata[i]))
      g_ptr_array_add (paths, g_strdup (line->left->pdata[i]));
  for (GList *each = line->tasks.head; each != NULL; each = each->next)
    if (!get_turn (each->data)->over)
      add_paths (paths, known, g_task_get_task_data (each->data));
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_steal (paths, NULL);
}

static void
remove_left (Line  *line,
             GTask *task)
{
  const char *const *paths = g_task_get_task_data (task);
  g_autoptr (GHashTable) own = g_hash_table_new (g_str_hash, g_str_equal);

  for (; *paths != NULL; paths++)
    g_hash_table_add (own, (gpointer) *paths);
  for (guint i = line->left->len; i > 0; i--)
    if (g_hash_table_contains (own, line->left->pdata[i - 1]))
      g_ptr_array_remove_index (line->left, i - 1);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GessoLibrary *library = GESSO_LIBRARY (source);
  Line *line = get_line (library);
  g_autoptr (GPtrArray) written = g_steal_pointer (&line->writing);
  g_autoptr (GError) error = NULL;

  if (result != NULL)
    gesso_library_set_setting_finish (library, result, &error);
  for (guint i = 0; i < written->len; i++)
    {
      GTask *task = written->pdata[i];
      Turn *turn = get_turn (task);

      if (turn->stopped)
        continue;
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else if (turn->over)
        g_task_return_boolean (task, TRUE);
      else
        turn->remembered = TRUE;
    }
  begin_first (line);
  write_next (library);
}

static void
encode_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  g_task_return_pointer (task, gesso_importer_write_unfinished (data), g_free);
}

static void
encoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);

  gesso_library_set_setting_async (GESSO_LIBRARY (source), GESSO_SETTING_IMPORT, text, stored_cb, NULL);
}

static void
left_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Line *line = get_line (GESSO_LIBRARY (source));
  g_autofree char **paths = gesso_importer_find_unfinished_finish (GESSO_LIBRARY (source), result, NULL);

  /* What can't be read can't be offered again, either. */
  line->read = TRUE;
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    g_ptr_array_insert (line->left, (int) i, paths[i]);
  g_clear_pointer (&line->writing, g_ptr_array_unref);
  write_next (GESSO_LIBRARY (source));
}

/* One write after the other, each with all there is by then: the last one is the newest. There may be very many paths. */
static void
write_next (GessoLibrary *library)
{
  Line *line = get_line (library);
  g_auto (GStrv) paths = NULL;
  g_autoptr (GTask) step = NULL;

  if (line->writing != NULL || line->asked->len == 0)
    return;
  if (!line->read)
    {
      line->writing = g_ptr_array_new ();
      gesso_importer_find_unfinished_async (library, NULL, left_read_cb, NULL);
      return;
    }
  line->writing = g_steal_pointer (&line->asked);
  line->asked = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < line->writing->len; i++)
    if (get_turn (line->writing->pdata[i])->forgets)
      remove_left (line, line->writing->pdata[i]);
  paths = collect (line);
  if (paths[0] == NULL)
    {
      gesso_library_set_setting_async (library, GESSO_SETTING_IMPORT, NULL, stored_cb, NULL);
      return;
    }
  step = g_task_new (library, NULL, encoded_cb, NULL);
  g_task_set_source_tag (step, write_next);
  g_task_set_task_data (step, g_steal_pointer (&paths), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (step, encode_thread);
}

static void
ask (GTask *task)
{
  g_ptr_array_add (get_line (library_of (task))->asked, g_object_ref (task));
  write_next (library_of (task));
}

/* --- The line --- */

static void
completed_cb (GTask      *task,
              GParamSpec *pspec,
              gpointer    data)
{
  Line *line = get_line (library_of (task));

  g_object_set_data (G_OBJECT (task), STOP, NULL);
  g_queue_remove (&line->tasks, task);
  if (!get_turn (task)->over)
    for (char **path = g_task_get_task_data (task); *path != NULL; path++)
      g_ptr_array_add (line->left, g_strdup (*path));
  begin_first (line);
  g_object_unref (task);
}

static gboolean
stopped_cb (GCancellable *cancellable,
            gpointer      data)
{
  GTask *task = data;

  if (!get_turn (task)->begun)
    {
      get_turn (task)->stopped = TRUE;
      g_task_return_error_if_cancelled (task);
    }
  return G_SOURCE_REMOVE;
}

static void
free_source (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

void
gesso_importer_stand_in_line (GTask  *task,
                              void  (*func) (GTask *task))
{
  Line *line = get_line (library_of (task));
  Turn *turn = g_new0 (Turn, 1);
  GSource *stop;

  turn->func = func;
  g_object_set_data_full (G_OBJECT (task), TURN, turn, g_free);
  g_signal_connect (task, "notify::completed", G_CALLBACK (completed_cb), NULL);
  g_queue_push_tail (&line->tasks, g_object_ref (task));
  ask (task);
  if (g_task_get_cancellable (task) == NULL)
    return;
  stop = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (stop, G_SOURCE_FUNC (stopped_cb), g_object_ref (task), g_object_unref);
  g_source_set_static_name (stop, "gesso-importer stop");
  g_source_attach (stop, g_task_get_context (task));
  g_object_set_data_full (G_OBJECT (task), STOP, stop, free_source);
}

void
gesso_importer_leave_line (GTask *task)
{
  get_turn (task)->over = TRUE;
  g_task_set_check_cancellable (task, FALSE);
  remove_left (get_line (library_of (task)), task);
  ask (task);
}

void
gesso_importer_forget_async (GessoImporter       *self,
                             const char *const   *paths,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Turn *turn;

  g_return_if_fail (GESSO_IS_IMPORTER (self));
  g_return_if_fail (paths != NULL);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, gesso_importer_forget_async);
  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  turn = g_new0 (Turn, 1);
  turn->over = turn->forgets = TRUE;
  g_object_set_data_full (G_OBJECT (task), TURN, turn, g_free);
  ask (task);
}

gboolean
gesso_importer_forget_finish (GessoImporter  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_importer_forget_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

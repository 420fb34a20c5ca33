/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-named-files.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Whoever was given a file has copied it by then, s. */
#define KEPT_S (24 * 60 * 60)
/* Of a name, without its extension, bytes. */
#define LONGEST 120

/* Files to link: from each of @paths to the one of @links. */
typedef struct {
  char      *all; /* the folder of folders */
  char      *folder;
  GPtrArray *paths;
  GPtrArray *links;
} Work;

static void
work_free (Work *work)
{
  g_free (work->all);
  g_free (work->folder);
  g_ptr_array_unref (work->paths);
  g_ptr_array_unref (work->links);
  g_free (work);
}

/* --- Names --- */

static const char *
get_extension (const char *name)
{
  static const char *const known[] = { ".png", ".jpg", ".jpeg", ".webp" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (name) > strlen (known[i]) && g_ascii_strcasecmp (name + strlen (name) - strlen (known[i]), known[i]) == 0)
      return name + strlen (name) - strlen (known[i]);
  return name + strlen (name);
}

char *
gesso_named_files_choose_name (const char *name,
                               const char *path)
{
  g_autofree char *valid = NULL;
  char *end;

  g_return_val_if_fail (path != NULL, NULL);

  valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  *(char *) get_extension (valid) = '\0';
  g_strdelimit (g_strstrip (valid), "/\\:*?\"<>|\n\r\t", '-');
  while (*valid == '.')
    memmove (valid, valid + 1, strlen (valid));
  if (strlen (valid) > LONGEST)
    {
      end = g_utf8_find_prev_char (valid, valid + LONGEST + 1);
      *end = '\0';
    }
  return g_strconcat (*valid != '\0' ? valid : _("Picture"), get_extension (path), NULL);
}

/* "lamp.png", "lamp 2.png": no two are alike. */
static char *
make_unique (GHashTable *taken,
             char       *name)
{
  g_autofree char *base = g_strdup (name);
  g_autofree char *extension = g_strdup (get_extension (name));

  base[strlen (base) - strlen (extension)] = '\0';
  for (guint number = 2; g_hash_table_contains (taken, name); number++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u%s", base, number, extension);
    }
  g_hash_table_add (taken, g_strdup (name));
  return name;
}

/* --- In a thread --- */

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      g_unlink (inside);
    }
  g_rmdir (path);
}

static void
remove_old (const char *all)
{
  g_autoptr (GDir) dir = g_dir_open (all, 0, NULL);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (all, name, NULL);
      GStatBuf about;

      if (g_lstat (folder, &about) == 0 && about.st_mtime < now - KEPT_S)
        remove_folder (folder);
    }
}

static void
link_one (const char *path,
          const char *as)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (as);
  g_autoptr (GError) error = NULL;

  /* The cache may be on another disk, or on one that knows no links. */
  if (link (path, as) == 0 || errno == EEXIST)
    return;
  if (!g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error))
    g_debug ("Not handed over: %s", error->message);
}

static void
link_all (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  Work *work = data;

  remove_old (work->all);
  if (g_mkdir_with_parents (work->folder, 0700) == 0)
    for (guint i = 0; i < work->paths->len; i++)
      link_one (work->paths->pdata[i], work->links->pdata[i]);
  g_task_return_boolean (task, TRUE);
}

GSList *
gesso_named_files_hand_over (GPtrArray *paths,
                             GPtrArray *names)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  g_autofree char *id = g_uuid_string_random ();
  GSList *files = NULL;
  Work *work;

  g_return_val_if_fail (paths != NULL && names != NULL && paths->len == names->len, NULL);

  work = g_new0 (Work, 1);
  work->all = g_build_filename (g_get_user_cache_dir (), "gesso", "handed-over", NULL);
  work->folder = g_build_filename (work->all, id, NULL);
  work->paths = g_ptr_array_new_with_free_func (g_free);
  work->links = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = make_unique (taken, gesso_named_files_choose_name (names->pdata[i], paths->pdata[i]));
      char *as = g_build_filename (work->folder, name, NULL);

      g_ptr_array_add (work->paths, g_strdup (paths->pdata[i]));
      g_ptr_array_add (work->links, as);
      files = g_slist_prepend (files, g_file_new_for_path (as));
    }
  g_task_set_source_tag (task, gesso_named_files_hand_over);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, link_all);
  return g_slist_reverse (files);
}

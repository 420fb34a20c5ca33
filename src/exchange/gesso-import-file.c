/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-import-file.h"

#include <string.h>
#include <sys/stat.h>

#include "gesso-export-file.h"
#include "gesso-recipe-read.h"
#include "gesso-time.h"

/* Deepest folder that is gone into. */
#define MAX_DEPTH 32
#define MAX_TAGS  64

static gboolean
is_picture_name (const char *name)
{
  static const char *const endings[] = { ".png", ".jpg", ".jpeg", ".webp" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Neither hidden ones nor links: the first are somebody else's business, the others may lead in a circle. */
static void
list_folder (const char   *path,
             const char   *skip,
             GPtrArray    *paths,
             guint         depth,
             GCancellable *cancellable)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL || depth == 0 || g_strcmp0 (path, skip) == 0)
    return;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (*name != '.')
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare);
  for (guint i = 0; i < names->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      struct stat info;

      if (lstat (names->pdata[i], &info) != 0)
        continue;
      if (S_ISDIR (info.st_mode))
        list_folder (names->pdata[i], skip, paths, depth - 1, cancellable);
      else if (S_ISREG (info.st_mode) && is_picture_name (names->pdata[i]))
        g_ptr_array_add (paths, g_strdup (names->pdata[i]));
    }
}

void
gesso_import_list (const char   *path,
                   const char   *skip,
                   GPtrArray    *paths,
                   GCancellable *cancellable)
{
  struct stat info;

  /* What was named by a person is tried, whatever it is called. */
  if (stat (path, &info) == 0 && S_ISDIR (info.st_mode))
    list_folder (path, skip, paths, MAX_DEPTH, cancellable);
  else
    g_ptr_array_add (paths, g_strdup (path));
}

static gint64
read_time (const char *path)
{
  const gint64 now = gesso_time_now_ms ();
  struct stat info;

  if (lstat (path, &info) != 0 || info.st_mtim.tv_sec <= 0)
    return now;
  return MIN ((gint64) info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000, now);
}

GessoImport *
gesso_import_read (const char    *path,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GessoImport) self = g_new0 (GessoImport, 1);
  const guint8 *data;
  char *dot;
  gsize length;

  self->picture = gesso_export_read (path, cancellable, error);
  if (self->picture == NULL)
    return NULL;
  data = g_bytes_get_data (self->picture, &length);
  self->format = gesso_picture_read_header (data, length, &self->width, &self->height, error);
  if (self->format == GESSO_PICTURE_UNKNOWN)
    return NULL;
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->picture);
  self->created_at = read_time (path);
  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  dot = strrchr (self->name, '.');
  if (dot != NULL && dot != self->name)
    *dot = '\0';
  return g_steal_pointer (&self);
}

/* Of keywords by the hundred nobody wants to choose. */
static char **
read_tags (const char *subject)
{
  char **tags = g_strsplit (subject, "\n", MAX_TAGS + 1);

  if (g_strv_length (tags) > MAX_TAGS)
    g_clear_pointer (&tags[MAX_TAGS], g_free);
  return tags;
}

gboolean
gesso_import_read_texts (GessoImport *import,
                         GHashTable  *texts)
{
  const char *rating = g_hash_table_lookup (texts, "Xmp.xmp.Rating");
  const char *created = g_hash_table_lookup (texts, "Xmp.xmp.CreateDate");
  const char *subject = g_hash_table_lookup (texts, "Xmp.dc.subject");
  gboolean known;

  import->recipe = gesso_recipe_read (texts, import->width, import->height);
  known = import->recipe != NULL;
  if (!known)
    import->recipe = gesso_recipe_new_empty (import->width, import->height);
  if (rating != NULL && g_ascii_isdigit (*rating))
    import->rating = CLAMP (*rating - '0', 0, GESSO_RATING_MAX);
  import->tags = subject != NULL ? read_tags (subject) : NULL;
  /* A copy is newer than its picture; one of ours says when that was made. */
  if (known && created != NULL && gesso_recipe_is_complete (import->recipe))
    {
      gint64 time = gesso_time_from_iso (created);

      if (time > 0 && time < import->created_at)
        import->created_at = time;
    }
  return known;
}

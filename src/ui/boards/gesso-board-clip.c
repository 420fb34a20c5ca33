/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-clip.h"

#include "gesso-named-files.h"
#include "gesso-picture-input.h"

/* Names of their own: arrays have types in GLib, too. */
typedef GArray GessoBoardIds;
typedef GPtrArray GessoBoardItems;

G_DEFINE_BOXED_TYPE (GessoBoardIds, gesso_board_ids, g_array_ref, g_array_unref)
G_DEFINE_BOXED_TYPE (GessoBoardItems, gesso_board_items, g_ptr_array_ref, g_ptr_array_unref)

/* Notes and colours, one a line. */
static char *
list_texts (GPtrArray *items)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      const char *line = item->kind == GESSO_BOARD_NOTE ? item->text : item->kind == GESSO_BOARD_SWATCH ? item->colour : NULL;

      if (line != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

GdkContentProvider *
gesso_board_clip_provide (GPtrArray *items)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = list_texts (items);
  GdkContentProvider *providers[5];
  GSList *files = NULL;
  gsize n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];

      g_array_append_val (ids, item->id);
      if (item->path == NULL)
        continue;
      g_ptr_array_add (paths, item->path);
      g_ptr_array_add (names, item->name);
    }
  if (paths->len > 0)
    files = gesso_named_files_hand_over (paths, names);
  providers[n++] = gdk_content_provider_new_typed (GESSO_TYPE_BOARD_ITEMS, items);
  providers[n++] = gdk_content_provider_new_typed (GESSO_TYPE_BOARD_IDS, ids);
  if (files != NULL)
    providers[n++] = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
  if (files != NULL && files->next == NULL)
    providers[n++] = gesso_picture_input_provide_original (paths->pdata[0]);
  if (files == NULL && text != NULL)
    providers[n++] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  g_slist_free_full (files, g_object_unref);
  return gdk_content_provider_new_union (providers, n);
}

GessoBoardItem *
gesso_board_clip_copy_item (const GessoBoardItem *item)
{
  g_autoptr (GessoBoardItem) blank = gesso_board_item_new (item->kind);
  GessoBoardItem *copy = gesso_board_item_copy (item);

  copy->id = blank->id;
  copy->slot = -1;
  return copy;
}

GessoReferenceFile *
gesso_board_clip_get_file (const GessoBoardItem *item)
{
  GessoReferenceFile *file;

  if (item->kind != GESSO_BOARD_PICTURE || item->path == NULL)
    return NULL;
  file = g_new0 (GessoReferenceFile, 1);
  file->sha256 = g_strdup (item->sha256);
  file->path = g_strdup (item->path);
  file->name = g_strdup (item->name);
  file->origin = g_strdup (item->origin);
  file->width = item->picture_width;
  file->height = item->picture_height;
  return file;
}

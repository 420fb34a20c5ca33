/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-board-sheet.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-json.h"

#define FORMAT "gesso-board"
#define VERSION 1

GessoBoardSheet *
gesso_board_sheet_new (void)
{
  GessoBoardSheet *self = g_new0 (GessoBoardSheet, 1);

  self->items = gesso_board_items_new ();
  return self;
}

void
gesso_board_sheet_free (GessoBoardSheet *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->words);
  g_free (self->moodboard);
  g_free (self->moodboard_name);
  g_ptr_array_unref (self->items);
  g_free (self);
}

gboolean
gesso_board_sheet_is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

/* --- Writing --- */

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

/* An address on the web is where others find it, too. */
static gboolean
is_public (const char *origin)
{
  return origin != NULL && (g_str_has_prefix (origin, "https://") || g_str_has_prefix (origin, "http://"));
}

char *
gesso_board_sheet_to_json (const GessoBoardSheet *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_node_take_object (node, object);
  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_string_member (object, "program", "Gesso " GESSO_VERSION);
  json_object_set_string_member (object, "name", self->name != NULL ? self->name : "");
  add_text (object, "words", self->words);
  if (self->moodboard != NULL)
    {
      JsonObject *moodboard = json_object_new ();

      json_object_set_string_member (moodboard, "id", self->moodboard);
      add_text (moodboard, "name", self->moodboard_name);
      json_object_set_boolean_member (moodboard, "instead", self->moodboard_instead);
      json_object_set_object_member (object, "moodboard", moodboard);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const GessoBoardItem *item = self->items->pdata[i];
      JsonObject *written = gesso_board_item_to_json (item);

      if (!is_public (item->origin))
        json_object_remove_member (written, "origin");
      json_array_add_object_element (items, written);
    }
  json_object_set_array_member (object, "items", items);
  return gesso_json_to_text (node);
}

/* --- Reading --- */

static char *
read_text (JsonObject *object,
           const char *name,
           glong       most)
{
  const char *text = gesso_json_string (object, name);

  if (text == NULL || *text == '\0')
    return NULL;
  return g_utf8_strlen (text, -1) <= most ? g_strdup (text) : g_utf8_substring (text, 0, most);
}

static void
cut (char **text,
     glong  most)
{
  if (*text != NULL && g_utf8_strlen (*text, -1) > most)
    {
      char *shorter = g_utf8_substring (*text, 0, most);

      g_free (*text);
      *text = shorter;
    }
}

/* A new item: ids are of the library that it comes to. */
static GessoBoardItem *
read_item (JsonObject *object)
{
  g_autoptr (GessoBoardItem) item = gesso_board_item_from_json (object);
  g_autoptr (GessoBoardItem) blank = NULL;

  if (item == NULL || (item->kind == GESSO_BOARD_PICTURE && !gesso_board_sheet_is_sha256 (item->sha256)))
    return NULL;
  blank = gesso_board_item_new (item->kind);
  item->id = blank->id;
  cut (&item->name, GESSO_BOARD_SHEET_MAX_NAME);
  cut (&item->text, GESSO_BOARD_SHEET_MAX_TEXT);
  cut (&item->colour, GESSO_BOARD_SHEET_MAX_NAME);
  if (!is_public (item->origin))
    g_clear_pointer (&item->origin, g_free);
  cut (&item->origin, GESSO_BOARD_SHEET_MAX_TEXT);
  return g_steal_pointer (&item);
}

static void
read_items (GessoBoardSheet *self,
            JsonArray       *items)
{
  gboolean taken[GESSO_BOARD_SLOTS] = { FALSE };

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *object = gesso_json_object (json_array_get_element (items, i));
      GessoBoardItem *item = object != NULL ? read_item (object) : NULL;

      if (item == NULL || self->items->len == GESSO_BOARD_SHEET_MAX_ITEMS)
        {
          g_clear_pointer (&item, gesso_board_item_free);
          continue;
        }
      /* One picture for each slot. */
      if (item->slot >= 0 && (taken[item->slot] || item->kind != GESSO_BOARD_PICTURE))
        item->slot = -1;
      else if (item->slot >= 0)
        taken[item->slot] = TRUE;
      g_ptr_array_add (self->items, item);
    }
}

static void
read_moodboard (GessoBoardSheet *self,
                JsonObject      *moodboard)
{
  const char *id = moodboard != NULL ? gesso_json_string (moodboard, "id") : NULL;

  if (id == NULL || !g_uuid_string_is_valid (id))
    return;
  self->moodboard = g_ascii_strdown (id, -1);
  self->moodboard_name = read_text (moodboard, "name", GESSO_BOARD_SHEET_MAX_NAME);
  self->moodboard_instead = gesso_json_boolean (moodboard, "instead", FALSE);
}

GessoBoardSheet *
gesso_board_sheet_from_json (GBytes  *json,
                             GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GessoBoardSheet) self = NULL;
  JsonObject *object;

  g_return_val_if_fail (json != NULL, NULL);

  node = gesso_json_parse (json, NULL);
  object = node != NULL ? gesso_json_object (node) : NULL;
  if (object == NULL || g_strcmp0 (gesso_json_string (object, "format"), FORMAT) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("This is not a board."));
      return NULL;
    }
  if (gesso_json_int (object, "version", 0) > VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("This board was made by a newer version of Gesso."));
      return NULL;
    }
  self = gesso_board_sheet_new ();
  self->name = read_text (object, "name", GESSO_BOARD_SHEET_MAX_NAME);
  if (self->name == NULL)
    self->name = g_strdup (_("Board"));
  self->words = read_text (object, "words", GESSO_BOARD_SHEET_MAX_TEXT);
  read_moodboard (self, gesso_json_sub_object (object, "moodboard"));
  read_items (self, gesso_json_sub_array (object, "items"));
  return g_steal_pointer (&self);
}

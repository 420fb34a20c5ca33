/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "gesso-board-image.h"
#include "gesso-board-transfer.h"
#include "gesso-json.h"
#include "gesso-library-board-items.h"
#include "gesso-library-boards.h"

/* gesso board list, show, import, export */

typedef struct {
  gboolean  as_json;
  gboolean  force;
  char     *library;
  char     *to;
  char     *file; /* what is imported, absolute */
} Options;

static void
options_clear (Options *self)
{
  g_free (self->library);
  g_free (self->to);
  g_free (self->file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
usage (const char *message)
{
  return gesso_cli_usage ("board", g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_FAILED, message));
}

static GPtrArray *
list_boards (GessoLibrary  *library,
             GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_list_boards_async (library, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  return gesso_library_list_boards_finish (library, result, error);
}

/* By its id, its name, or the one name that begins like that. */
static const GessoBoard *
find_board (GPtrArray   *boards,
            const char  *name,
            GError     **error)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  const GessoBoard *found = NULL;
  guint n = 0;

  for (guint i = 0; i < boards->len; i++)
    {
      const GessoBoard *board = boards->pdata[i];
      g_autofree char *other = g_utf8_casefold (board->name, -1);

      if (strcmp (board->id, name) == 0 || g_utf8_collate (board->name, name) == 0)
        return board;
      if (!g_str_has_prefix (other, folded))
        continue;
      found = board;
      n++;
    }
  if (n == 1)
    return found;
  if (n == 0)
    g_set_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND,
                 _("There is no board “%s”. “gesso board list” says which there are."), name);
  else
    g_set_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND,
                 _("Several boards begin with “%s”. Give the whole name, or the id."), name);
  return NULL;
}

/* --- As JSON --- */

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static char *
find_file (const char *folder,
           const char *sha256)
{
  static const char *const extensions[] = { "png", "jpg", "webp" };

  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.%s", folder, sha256, extensions[i]);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

static JsonArray *
make_references (GessoLibrary     *library,
                 const GessoBoard *board)
{
  g_autofree char *folder = gesso_library_get_references_dir (library);
  JsonArray *array = json_array_new ();

  for (guint i = 0; !board->moodboard_instead && i < board->references->len; i++)
    {
      const GessoRecipeReference *reference = board->references->pdata[i];
      g_autofree char *path = find_file (folder, reference->sha256);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "sha256", reference->sha256);
      add_text (object, "name", reference->name);
      json_object_set_double_member (object, "strength", reference->strength);
      add_text (object, "path", path);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* What lies on it, in reading order. */
static JsonArray *
make_items (GPtrArray *items)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      JsonObject *object = gesso_board_item_to_json (item);

      if (item->kind == GESSO_BOARD_PICTURE)
        add_text (object, "path", item->path);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* @items: (nullable) (element-type GessoBoardItem) */
static char *
board_to_json (GessoLibrary     *library,
               const GessoBoard *board,
               GPtrArray        *items)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_string_member (object, "id", board->id);
  json_object_set_string_member (object, "name", board->name);
  json_object_set_int_member (object, "revision", board->revision);
  json_object_set_int_member (object, "pictures", board->n_pictures);
  add_text (object, "words", board->words);
  if (board->moodboard != NULL)
    {
      JsonObject *moodboard = json_object_new ();

      json_object_set_string_member (moodboard, "id", board->moodboard);
      add_text (moodboard, "name", board->moodboard_name);
      json_object_set_double_member (moodboard, "strength", board->moodboard_strength);
      json_object_set_boolean_member (moodboard, "instead", board->moodboard_instead);
      json_object_set_object_member (object, "moodboard", moodboard);
    }
  else
    json_object_set_null_member (object, "moodboard");
  json_object_set_array_member (object, "references", make_references (library, board));
  if (items != NULL)
    json_object_set_array_member (object, "items", make_items (items));
  return gesso_json_to_text (node);
}

/* --- list, show --- */

static int
list (Options *options)
{
  GError *error = NULL;
  g_autoptr (GessoCliSession) session = gesso_cli_open_to_read (options->library, &error);
  g_autoptr (GPtrArray) boards = session != NULL ? list_boards (session->library, &error) : NULL;
  g_autoptr (GStrvBuilder) objects = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  if (boards == NULL)
    return gesso_cli_fail_error (error);
  for (guint i = 0; i < boards->len; i++)
    {
      const GessoBoard *board = boards->pdata[i];

      if (options->as_json)
        {
          g_autofree char *json = board_to_json (session->library, board, NULL);

          g_strv_builder_add (objects, json);
        }
      else
        g_print ("%.8s  %5u  %s\n", board->id, board->n_pictures, board->name);
    }
  lines = g_strv_builder_end (objects);
  if (options->as_json)
    gesso_cli_print_array ((const char *const *) lines);
  return GESSO_EXIT_DONE;
}

static GessoBoardChange *
load_items (GessoLibrary     *library,
            const GessoBoard *board,
            GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GessoBoardChange *loaded;
  GAsyncResult *slot = NULL;

  gesso_library_load_board_async (library, board->id, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  loaded = gesso_library_load_board_finish (library, result, error);
  if (loaded != NULL)
    gesso_board_items_sort (loaded->items);
  return loaded;
}

/* "picture  lamp.png  https://example.org/lamp.png" */
static void
print_items (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      const char *what = item->kind == GESSO_BOARD_NOTE     ? item->text
                         : item->kind == GESSO_BOARD_SWATCH ? item->colour
                                                            : item->name;

      g_print ("%s  %s%s%s\n", gesso_board_kind_to_nick (item->kind), what != NULL ? what : "",
               item->origin != NULL ? "  " : "", item->origin != NULL ? item->origin : "");
    }
}

static void
print_board (const GessoBoard *board)
{
  g_print ("%s\n%s\n", board->name, board->id);
  g_print (ngettext ("%u picture", "%u pictures", board->n_pictures), board->n_pictures);
  g_print ("\n");
  if (board->words != NULL)
    g_print ("“%s”\n", board->words);
  if (board->moodboard != NULL)
    g_print ("%s %s %.2f\n", board->moodboard, board->moodboard_name != NULL ? board->moodboard_name : "",
             board->moodboard_strength);
  for (guint i = 0; !board->moodboard_instead && i < board->references->len; i++)
    {
      const GessoRecipeReference *reference = board->references->pdata[i];

      g_print ("%.2f  %.16s  %s\n", reference->strength, reference->sha256, reference->name != NULL ? reference->name : "");
    }
}

static int
show (Options    *options,
      const char *name)
{
  GError *error = NULL;
  g_autoptr (GessoCliSession) session = gesso_cli_open_to_read (options->library, &error);
  g_autoptr (GPtrArray) boards = session != NULL ? list_boards (session->library, &error) : NULL;
  const GessoBoard *board = boards != NULL ? find_board (boards, name, &error) : NULL;
  g_autoptr (GessoBoardChange) loaded = board != NULL ? load_items (session->library, board, &error) : NULL;

  if (loaded == NULL)
    return gesso_cli_fail_error (error);
  if (options->as_json)
    {
      g_autofree char *json = board_to_json (session->library, board, loaded->items);

      g_print ("%s\n", json);
    }
  else
    {
      print_board (board);
      print_items (loaded->items);
    }
  return GESSO_EXIT_DONE;
}

/* --- export --- */

static gboolean
export_file (GessoCliSession  *session,
             const GessoBoard *board,
             const char       *path,
             GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_board_export_async (session->library, board->id, path, session->interrupted, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  return gesso_board_export_finish (session->library, result, error);
}

static gboolean
export_image (GessoCliSession  *session,
              const GessoBoard *board,
              const char       *path,
              GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GessoBoardImage image;
  GAsyncResult *slot = NULL;

  gesso_board_image_async (session->library, session->decoder, board->id, NULL, 1, path, session->interrupted,
                           gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  if (!gesso_board_image_finish (session->library, result, &image, error))
    return FALSE;
  if (image.scale < 1)
    {
      g_printerr (_("gesso: the board is larger than a picture can be; written at %.0f %%, %u × %u px."),
                  image.scale * 100, image.width, image.height);
      g_printerr ("\n");
    }
  return TRUE;
}

static int
export (Options    *options,
        const char *name)
{
  GError *error = NULL;
  g_autoptr (GessoCliSession) session = NULL;
  g_autoptr (GPtrArray) boards = NULL;
  const GessoBoard *board;
  g_autofree char *path = NULL;
  gboolean is_image;

  if (options->to == NULL)
    return usage (_("Where to? Give --to FILE.gesso-board or --to FILE.png."));
  is_image = g_str_has_suffix (options->to, ".png");
  if (!is_image && !g_str_has_suffix (options->to, GESSO_BOARD_FILE_SUFFIX))
    return usage (_("A board is written as .gesso-board or as .png."));
  path = g_canonicalize_filename (options->to, NULL);
  if (!options->force && g_file_test (path, G_FILE_TEST_EXISTS))
    return gesso_cli_fail (_("This file is there already. Add --force to replace it."));
  session = gesso_cli_open_to_read (options->library, &error);
  boards = session != NULL ? list_boards (session->library, &error) : NULL;
  board = boards != NULL ? find_board (boards, name, &error) : NULL;
  if (board == NULL || !(is_image ? export_image (session, board, path, &error) : export_file (session, board, path, &error)))
    return gesso_cli_fail_error (error);
  if (!options->as_json)
    g_print ("%s\n", path);
  else
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();
      g_autofree char *text = NULL;

      json_node_take_object (node, object);
      json_object_set_string_member (object, "id", board->id);
      json_object_set_string_member (object, "path", path);
      text = gesso_json_to_text (node);
      g_print ("%s\n", text);
    }
  return GESSO_EXIT_DONE;
}

/* --- import --- */

static int
print_imported (Options      *options,
                GessoLibrary *library,
                const char   *id,
                guint         missing)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) boards = list_boards (library, &error);
  const GessoBoard *board = boards != NULL ? find_board (boards, id, &error) : NULL;

  if (board == NULL)
    return gesso_cli_fail_error (error);
  if (missing > 0)
    {
      g_printerr (ngettext ("gesso: %u picture could not be read and was left out.",
                            "gesso: %u pictures could not be read and were left out.", missing),
                  missing);
      g_printerr ("\n");
    }
  if (options->as_json)
    {
      g_autofree char *json = board_to_json (library, board, NULL);

      g_print ("%s\n", json);
    }
  else
    g_print ("%.8s  %5u  %s\n", board->id, board->n_pictures, board->name);
  return GESSO_EXIT_DONE;
}

static int
import_here (GessoCliSession *session,
             gpointer         data)
{
  Options *options = data;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoardImport) imported = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  gesso_board_import_async (session->library, session->decoder, options->file, session->interrupted, gesso_cli_result_cb,
                            &slot);
  result = gesso_cli_await (&slot);
  imported = gesso_board_import_finish (session->library, result, &error);
  if (imported == NULL)
    return gesso_cli_fail_error (error);
  return print_imported (options, session->library, imported->id, imported->missing);
}

static int
import_there (GessoCliSession *session,
              gpointer         data)
{
  Options *options = data;
  g_autofree char *id = NULL;
  guint missing = 0;
  GError *error = NULL;

  id = gesso_handover_import_board (gesso_library_get_uuid (session->library), options->file, &missing,
                                    session->interrupted, &error);
  if (id != NULL)
    return print_imported (options, session->library, id, missing);
  if (!g_error_matches (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_STATE))
    return gesso_cli_fail_error (error);
  g_clear_error (&error);
  return GESSO_EXIT_UNREACHED;
}

static int
import (Options    *options,
        const char *file)
{
  g_autoptr (GessoCliSession) session = NULL;

  options->file = g_canonicalize_filename (file, NULL);
  if (!g_file_test (options->file, G_FILE_TEST_IS_REGULAR))
    return gesso_cli_fail (_("There is no such file."));
  session = gesso_cli_session_new ();
  return gesso_cli_session_work (session, options->library, import_here, import_there, options);
}

int
gesso_cli_board (int    argc,
                 char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_("Print JSON"), NULL },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.to, N_("Export to FILE: .gesso-board, or .png"), N_("FILE") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_("Replace a file that is there"), NULL },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &options.library, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("list | show BOARD | export BOARD | import FILE"));
  const char *verb;
  GError *error = NULL;

  g_option_context_set_summary (context, _("Boards: what there are, one with what it sends, to a file and from one."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return gesso_cli_usage ("board", error);
  verb = argc > 1 ? argv[1] : "";
  if (strcmp (verb, "list") == 0 && argc == 2)
    return list (&options);
  if (strcmp (verb, "show") == 0 && argc == 3)
    return show (&options, argv[2]);
  if (strcmp (verb, "export") == 0 && argc == 3)
    return export (&options, argv[2]);
  if (strcmp (verb, "import") == 0 && argc == 3)
    return import (&options, argv[2]);
  return usage (_("Say one of: list, show BOARD, export BOARD, import FILE."));
}

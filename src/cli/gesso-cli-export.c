/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "gesso-exporter.h"
#include "gesso-json.h"

/* Copies of pictures in a folder. Only reads the library, so it works beside an open window. */

typedef struct {
  char     *to;
  char     *format;
  char     *profile;
  char     *pattern;
  char     *search;
  char     *path;
  gboolean  all;
  gboolean  sandbox;
  gboolean  break_credentials;
  gboolean  as_json;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_free (self->to);
  g_free (self->format);
  g_free (self->profile);
  g_free (self->pattern);
  g_free (self->search);
  g_free (self->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* What was asked for, before anything is touched. */
static gboolean
check (const Arguments     *arguments,
       int                  n_ids,
       GessoExportOptions  *options,
       GError             **error)
{
  if (arguments->to == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("Where to? Give a folder with --to DIR."));
  else if ((n_ids > 0) + (arguments->search != NULL) + arguments->all != 1)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _("Which pictures? Give ids, or --search QUERY, or --all."));
  else if (!gesso_export_format_from_nick (arguments->format != NULL ? arguments->format : "original",
                                           &options->format))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("There is no format “%s”: %s."), arguments->format,
                 "original, jpeg, webp");
  else if (!gesso_export_profile_from_nick (arguments->profile != NULL ? arguments->profile : "credited",
                                            &options->profile))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("There is no profile “%s”: %s."),
                 arguments->profile, "clean, credited, full");
  else
    {
      options->pattern = arguments->pattern != NULL ? arguments->pattern : GESSO_EXPORT_NAME_DEFAULT;
      options->break_credentials = arguments->break_credentials;
      return gesso_export_name_check (options->pattern, error);
    }
  return FALSE;
}

static GArray *
find_rows (GessoCliSession  *session,
           char            **ids,
           GError          **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (; *ids != NULL; ids++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GessoGeneration) generation = NULL;
      GAsyncResult *slot = NULL;
      gint64 row;

      gesso_library_find_async (session->library, *ids, NULL, gesso_cli_result_cb, &slot);
      result = gesso_cli_await (&slot);
      generation = gesso_library_find_finish (session->library, result, error);
      if (generation == NULL)
        return NULL;
      row = gesso_generation_get_row_id (generation);
      g_array_append_val (rows, row);
    }
  return g_steal_pointer (&rows);
}

/* Stand-ins are left out unless somebody wants them. */
static GArray *
search_rows (GessoCliSession  *session,
             const Arguments  *arguments,
             GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GessoQuery query = GESSO_QUERY_INIT;
  GAsyncResult *slot = NULL;

  query.text = arguments->search;
  query.kept_only = TRUE;
  query.sandbox = arguments->sandbox ? -1 : 0;
  gesso_library_list_ids_async (session->library, &query, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  return gesso_library_list_ids_finish (session->library, result, error);
}

static void
progress_cb (GessoExporter *exporter)
{
  g_autofree char *text = g_strdup_printf (_("%u of %u"), gesso_exporter_get_done (exporter),
                                           gesso_exporter_get_total (exporter));

  gesso_cli_progress (text);
}

static void
add_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static char *
to_json (const GessoExported *exported)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  add_string (object, "id", exported->id);
  add_string (object, "path", exported->path);
  add_string (object, "sidecar", exported->sidecar);
  json_object_set_boolean_member (object, "lost_credentials", exported->lost_credentials);
  add_string (object, "error", exported->error != NULL ? exported->error->message : NULL);
  return gesso_json_to_text (node);
}

static int
report (GPtrArray *exported,
        gboolean   as_json)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) objects = NULL;
  int status = GESSO_EXIT_DONE;

  gesso_cli_progress (NULL);
  for (guint i = 0; i < exported->len; i++)
    {
      const GessoExported *each = exported->pdata[i];
      g_autofree char *object = to_json (each);

      g_strv_builder_add (builder, object);
      if (each->error != NULL)
        {
          g_autofree char *message = g_strdup_printf ("%s: %s", each->source != NULL ? each->source : each->id,
                                                      each->error->message);

          status = gesso_cli_fail (message);
        }
      else if (!as_json)
        {
          g_print ("%s\n", each->path);
        }
      if (each->lost_credentials && !as_json)
        g_printerr (_("gesso: %s: the copy has no valid Content Credentials any more."), each->source);
      if (each->lost_credentials && !as_json)
        g_printerr ("\n");
    }
  objects = g_strv_builder_end (builder);
  if (as_json)
    gesso_cli_print_array ((const char *const *) objects);
  return status;
}

static int
export_rows (GessoCliSession          *session,
             GArray                   *rows,
             const GessoExportOptions *options,
             gboolean                  as_json)
{
  g_autoptr (GessoExporter) exporter = gesso_exporter_new (session->library, session->decoder, options);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) exported = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  g_signal_connect (exporter, "notify::done", G_CALLBACK (progress_cb), NULL);
  gesso_exporter_run_async (exporter, (const gint64 *) (gpointer) rows->data, rows->len, session->interrupted,
                            gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  exported = gesso_exporter_run_finish (exporter, result, &error);
  return exported != NULL ? report (exported, as_json) : gesso_cli_fail_error (error);
}

int
gesso_cli_export (int    argc,
                  char **argv)
{
  g_auto (Arguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &arguments.to, N_("Folder to write into"), N_("DIR") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &arguments.profile,
      N_("What the files say: clean, credited (the default) or full"), N_("PROFILE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &arguments.format, N_("original (the default), jpeg or webp"), N_("FORMAT") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &arguments.pattern,
      N_("Names, from {date} {time} {prompt} {variant} {aspect} {seed} {rating} {id} {number}"), N_("PATTERN") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &arguments.search, N_("All that is found"), N_("QUERY") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &arguments.all, N_("All pictures"), NULL },
    { "sandbox", 0, 0, G_OPTION_ARG_NONE, &arguments.sandbox, N_("Stand-in pictures too"), NULL },
    { "break-credentials", 0, 0, G_OPTION_ARG_NONE, &arguments.break_credentials,
      N_("Write into files with Content Credentials, instead of an .xmp file beside them"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &arguments.as_json, N_("Print one array of objects"), NULL },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &arguments.path, N_("Library folder"), N_("DIR") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("[ID…] — write copies of pictures into a folder"));
  g_autoptr (GessoCliSession) session = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autofree char *folder = NULL;
  GessoExportOptions options = { 0 };
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error) || !check (&arguments, argc - 1, &options, &error))
    return gesso_cli_usage ("export", error);
  session = gesso_cli_open_to_read (arguments.path, &error);
  if (session == NULL)
    return gesso_cli_fail_error (error);
  rows = argc > 1 ? find_rows (session, argv + 1, &error) : search_rows (session, &arguments, &error);
  if (rows == NULL)
    return gesso_cli_fail_error (error);
  folder = g_canonicalize_filename (arguments.to, NULL);
  options.folder = folder;
  return export_rows (session, rows, &options, arguments.as_json);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-generate-options.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * Words:
 *
 * The options as they were typed, before anything is made of them. What is not given is %NULL, and numbers that need
 * telling apart from their default are kept as text.
 */
typedef struct {
  char    *variant, *aspect, *creativity, *seed, *moodboard, *source, *board;
  char   **references, **styles, **prompt;
  int      images, intensity, complexity, movement;
  gboolean reuse;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->variant);
  g_free (words->aspect);
  g_free (words->creativity);
  g_free (words->seed);
  g_free (words->moodboard);
  g_free (words->source);
  g_free (words->board);
  g_strfreev (words->references);
  g_strfreev (words->styles);
  g_strfreev (words->prompt);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

void
gesso_generate_options_clear (GessoGenerateOptions *self)
{
  g_clear_pointer (&self->order, gesso_order_free);
  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->library, g_free);
  g_clear_pointer (&self->webhook, g_free);
}

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  va_list words;

  va_start (words, format);
  g_propagate_error (error, g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, words));
  va_end (words);
  return FALSE;
}

/* Splits "NAME=0.6" at its last "="; a file whose name has one needs the strength. */
static gboolean
split_strength (const char  *word,
                double       fallback,
                char       **name,
                double      *strength,
                GError     **error)
{
  const char *equals = strrchr (word, '=');
  char *end;

  *strength = fallback;
  if (equals == NULL)
    {
      *name = g_strdup (word);
      return TRUE;
    }
  *strength = g_ascii_strtod (equals + 1, &end);
  if (end == equals + 1 || *end != '\0')
    return refuse (error, _("“%s” does not end in a strength like =0.6."), word);
  *name = g_strndup (word, equals - word);
  return TRUE;
}

static gboolean
take_pictures (GessoOrder   *order,
               const Words  *words,
               GError      **error)
{
  KreaCatalog *catalog = krea_request_get_catalog (order->request);
  double initial = krea_catalog_get_range (catalog, "reference.strength")->initial;
  double strength;

  for (char **word = words->references; word != NULL && *word != NULL; word++)
    {
      g_autofree char *path = NULL;

      if (!split_strength (*word, initial, &path, &strength, error))
        return FALSE;
      g_ptr_array_add (order->references, gesso_order_picture_new (path, strength));
    }
  if (order->references->len > krea_catalog_get_max_references (catalog))
    return refuse (error, _("At most %u references can be sent."), krea_catalog_get_max_references (catalog));
  if (words->source != NULL)
    {
      g_autofree char *path = NULL;

      if (!split_strength (words->source, krea_catalog_get_range (catalog, "strength")->initial, &path, &strength, error))
        return FALSE;
      order->source = gesso_order_picture_new (path, strength);
    }
  return TRUE;
}

static gboolean
take_moodboard_and_styles (KreaRequest  *request,
                           const Words  *words,
                           GError      **error)
{
  KreaCatalog *catalog = krea_request_get_catalog (request);
  double strength;

  if (words->moodboard != NULL)
    {
      g_autofree char *text = NULL, *id = krea_moodboard_parse (words->moodboard);

      strength = krea_catalog_get_range (catalog, "moodboard.strength")->initial;
      if (id == NULL)
        {
          if (!split_strength (words->moodboard, strength, &text, &strength, error))
            return FALSE;
          id = krea_moodboard_parse (text);
        }
      if (id == NULL)
        return refuse (error, _("“%s” isn’t a Krea moodboard id or link. Use Share on krea.ai."), words->moodboard);
      krea_request_set_moodboard (request, id, NULL, strength);
    }
  for (char **word = words->styles; word != NULL && *word != NULL; word++)
    {
      g_autoptr (KreaStyle) style = NULL;
      g_autofree char *id = NULL;

      if (!split_strength (*word, 1, &id, &strength, error))
        return FALSE;
      style = krea_style_new (id, NULL, strength);
      krea_request_add_style (request, style);
    }
  return TRUE;
}

static gboolean
take_seed (KreaRequest  *request,
           const char   *seed,
           GError      **error)
{
  gint64 value;

  if (seed == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (seed, 10, 0, G_MAXINT32, &value, NULL))
    return refuse (error, _("“%s” is not a seed. It is a whole number from 0 to 2147483647."), seed);
  krea_request_set_seed (request, value);
  return TRUE;
}

static gboolean
take_prompt (KreaRequest  *request,
             char        **words,
             GError      **error)
{
  g_autofree char *prompt = words != NULL ? g_strjoinv (" ", words) : g_strdup ("");

  if (!g_utf8_validate (prompt, -1, NULL))
    return refuse (error, "%s", _("The prompt is not valid UTF-8."));
  krea_request_set_prompt (request, prompt);
  return TRUE;
}

static gboolean
make_order (GessoOrder   *order,
            const Words  *words,
            GError      **error)
{
  KreaRequest *request = order->request;

  if (words->images < 1 || words->images > GESSO_ROUND_MAX)
    return refuse (error, _("--images takes a number from 1 to %d."), GESSO_ROUND_MAX);
  if (words->variant != NULL)
    krea_request_set_variant (request, words->variant);
  if (words->aspect != NULL)
    krea_request_set_aspect_ratio (request, words->aspect);
  if (words->creativity != NULL)
    krea_request_set_creativity (request, words->creativity);
  krea_request_set_intensity (request, words->intensity);
  krea_request_set_complexity (request, words->complexity);
  krea_request_set_movement (request, words->movement);
  order->images = words->images;
  order->reuse = words->reuse;
  order->board = g_strdup (words->board);
  return take_prompt (request, words->prompt, error)
         && take_seed (request, words->seed, error)
         && take_pictures (order, words, error)
         && take_moodboard_and_styles (request, words, error)
         && krea_request_validate (request, TRUE, error);
}

gboolean
gesso_generate_options_parse (GessoGenerateOptions  *self,
                              int                    argc,
                              char                 **argv,
                              GError               **error)
{
  g_auto (Words) words = { .images = 1 };
  const GOptionEntry entries[] = {
    { "variant", 0, 0, G_OPTION_ARG_STRING, &words.variant, N_("medium-turbo, medium or large"), "V" },
    { "aspect", 0, 0, G_OPTION_ARG_STRING, &words.aspect, N_("1:1 4:3 3:2 16:9 2.35:1 4:5 3:4 2:3 or 9:16"), "A" },
    { "creativity", 0, 0, G_OPTION_ARG_STRING, &words.creativity, N_("raw, low, medium or high"), "C" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &words.seed, N_("Seed of the first picture; the others follow it"), "N" },
    { "images", 0, 0, G_OPTION_ARG_INT, &words.images, N_("How many pictures"), "N" },
    { "reference", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words.references, N_("Style reference; up to 10"), N_("FILE[=STRENGTH]") },
    { "board", 0, 0, G_OPTION_ARG_STRING, &words.board, N_("A board’s pictures as style references"), N_("NAME") },
    { "moodboard", 0, 0, G_OPTION_ARG_STRING, &words.moodboard, N_("Krea moodboard, by id or link"), N_("ID[=STRENGTH]") },
    { "style", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.styles, N_("Trained style"), N_("ID[=STRENGTH]") },
    { "source", 0, 0, G_OPTION_ARG_FILENAME, &words.source, N_("Image source; 0 keeps it, 1 replaces it"), N_("FILE[=STRENGTH]") },
    { "intensity", 0, 0, G_OPTION_ARG_INT, &words.intensity, N_("-100 to 100"), "N" },
    { "complexity", 0, 0, G_OPTION_ARG_INT, &words.complexity, N_("-100 to 100"), "N" },
    { "movement", 0, 0, G_OPTION_ARG_INT, &words.movement, N_("-100 to 100"), "N" },
    { "reuse", 0, 0, G_OPTION_ARG_NONE, &words.reuse, N_("Return a picture that is already there"), NULL },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &self->output, N_("Copy the pictures there too"), N_("DIR") },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &self->library, N_("Library folder"), N_("DIR") },
    { "sandbox", 0, 0, G_OPTION_ARG_NONE, &self->sandbox, N_("Use the free stand-in, drawn on this computer"), NULL },
    { "webhook-url", 0, 0, G_OPTION_ARG_STRING, &self->webhook, N_("Where Krea can call, besides being asked"),
      N_("URL") },
    { "webhook-port", 0, 0, G_OPTION_ARG_INT, &self->webhook_port, N_("The port of this computer that it leads to"),
      N_("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->as_json, N_("Print one array of objects"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.prompt, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("PROMPT — make pictures from a prompt"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  self->order = gesso_order_new ();
  return make_order (self->order, &words, error);
}

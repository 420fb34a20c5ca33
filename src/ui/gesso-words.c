/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "gesso-money.h"
#include "gesso-words.h"

/* Longest beginning of a prompt in an accessible name, characters: a screen reader reads all of it. */
#define NAME_CHARACTERS 160

typedef struct
{
  const char *value;
  const char *word;
  const char *hint;
} Word;

/* The first sentences are followed by how long a picture takes. */
static const Word variants[] = {
  { "medium-turbo", N_("Turbo"), N_("Quick sketches.") },
  { "medium", NC_("variant", "Medium"), N_("Steady. Illustration, painting, anime.") },
  { "large", N_("Large"), N_("Raw and textured. Photographs, grain.") },
};

static const Word creativities[] = {
  { "raw", N_("Raw"), N_("Draws only what you wrote.") },
  { "low", N_("Low"), N_("Your words, with obvious gaps filled.") },
  { "medium", NC_("creativity", "Medium"), N_("Reads between the lines: light, framing, colour.") },
  { "high", N_("High"), N_("Takes liberties. Good for short prompts.") },
};

static const Word *
find_word (const Word *words,
           gsize       n_words,
           const char *value)
{
  for (gsize i = 0; i < n_words; i++)
    {
      if (g_strcmp0 (words[i].value, value) == 0)
        return &words[i];
    }

  return NULL;
}

const char *
gesso_words_variant (const char *variant)
{
  const Word *word = find_word (variants, G_N_ELEMENTS (variants), variant);
  const KreaModel *model;

  if (word != NULL && g_str_equal (word->value, "medium"))
    return C_("variant", "Medium");
  if (word != NULL)
    return _(word->word);

  /* A model that only the catalog's data knows has the name that the data gives it. */
  model = variant != NULL ? krea_catalog_find_model (krea_catalog_get_default (), variant) : NULL;
  return model != NULL ? model->name : _("Unknown model");
}

const char *
gesso_words_creativity (const char *creativity)
{
  const Word *word = find_word (creativities, G_N_ELEMENTS (creativities), creativity);

  if (word == NULL)
    return creativity != NULL ? creativity : "";

  return g_str_equal (word->value, "medium") ? C_("creativity", "Medium") : _(word->word);
}

char *
gesso_words_variant_hint (const char *variant,
                          double      typical_s)
{
  const Word *word = find_word (variants, G_N_ELEMENTS (variants), variant);
  const KreaModel *model = variant != NULL ? krea_catalog_find_model (krea_catalog_get_default (), variant) : NULL;
  g_autofree char *about = NULL;
  int seconds;

  if (!(typical_s > 0) && model != NULL)
    typical_s = model->typical_s;
  seconds = MAX (1, (int) lround (CLAMP (typical_s, 0, 86400)));

  if (typical_s > 0)
    about = g_strdup_printf (ngettext ("About %d s.", "About %d s.", seconds), seconds);
  if (word == NULL)
    return g_strdup (about != NULL ? about : "");
  if (about == NULL)
    return g_strdup (_(word->hint));

  /* Translators: what a model is good for, then how long a picture takes */
  return g_strdup_printf (C_("variant hint", "%s %s"), _(word->hint), about);
}

const char *
gesso_words_creativity_hint (const char *creativity)
{
  const Word *word = find_word (creativities, G_N_ELEMENTS (creativities), creativity);

  return word != NULL ? _(word->hint) : "";
}

const char *
gesso_words_state (GessoState state)
{
  switch (state)
    {
    case GESSO_STATE_QUEUED:
      return _("queued");
    case GESSO_STATE_SUBMITTING:
      return _("sending");
    case GESSO_STATE_SUBMITTED:
      return _("sent");
    case GESSO_STATE_RUNNING:
      return _("drawing");
    case GESSO_STATE_DOWNLOADING:
      return _("downloading");
    case GESSO_STATE_KEPT:
      return _("ready");
    case GESSO_STATE_FAILED:
      return _("failed");
    case GESSO_STATE_CANCELLED:
      return _("cancelled");
    case GESSO_STATE_IN_DOUBT:
      return _("being looked for");
    case GESSO_STATE_HELD:
      return _("waiting for you");
    default:
      return "";
    }
}

static const char *
state_of (GessoGeneration *generation)
{
  /* Translators: of a picture whose file is not where it was kept, for a screen reader */
  return gesso_generation_is_missing (generation) ? _("file missing")
                                                  : gesso_words_state (gesso_generation_get_state (generation));
}

static char *
to_line (const char *text)
{
  return g_strstrip (g_strdelimit (g_strdup (text), "\n\r\t", ' '));
}

static char *
shorten (const char *line)
{
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (line, -1) <= NAME_CHARACTERS)
    return g_strdup (line);

  cut = g_utf8_substring (line, 0, NAME_CHARACTERS);
  return g_strconcat (g_strchomp (cut), "…", NULL);
}

char *
gesso_words_marks (GessoGeneration *generation)
{
  GString *marks = g_string_new (NULL);

  if (gesso_generation_is_favourite (generation))
    g_string_append (marks, "♥");
  for (int i = 0; i < gesso_generation_get_rating (generation); i++)
    g_string_append (marks, i == 0 && marks->len > 0 ? " ★" : "★");
  return g_string_free (marks, FALSE);
}

/* Takes @name. What a person said of the picture, after what it is. */
static char *
add_marks (char            *name,
           GessoGeneration *generation)
{
  g_autofree char *plain = name;
  const int rating = gesso_generation_get_rating (generation);
  g_autofree char *stars = NULL;

  if (rating > 0)
    stars = g_strdup_printf (ngettext ("%d star", "%d stars", rating), rating);
  if (rating > 0 && gesso_generation_is_favourite (generation))
    /* Translators: a picture's description and its rating, for a screen reader */
    return g_strdup_printf (_("%s, favourite, %s"), plain, stars);
  if (gesso_generation_is_favourite (generation))
    /* Translators: a picture's description, for a screen reader */
    return g_strdup_printf (_("%s, favourite"), plain);
  return rating > 0 ? g_strdup_printf (C_("picture and its rating", "%s, %s"), plain, stars) : g_steal_pointer (&plain);
}

char *
gesso_words_cancelled (guint unsent,
                       guint asked)
{
  g_autofree char *first =
    g_strdup_printf (ngettext ("%u cancelled before it was sent.", "%u cancelled before they were sent.", unsent), unsent);
  g_autofree char *second =
    g_strdup_printf (ngettext ("Krea was asked to cancel %u.", "Krea was asked to cancel %u.", asked), asked);

  if (unsent > 0 && asked > 0)
    return g_strdup_printf (C_("two sentences", "%s %s"), first, second);
  if (unsent > 0)
    return g_steal_pointer (&first);
  return asked > 0 ? g_steal_pointer (&second) : g_strdup (_("Nothing was left to cancel."));
}

char *
gesso_words_title (GessoGeneration *generation)
{
  const char *prompt;
  const char *path;
  g_autofree char *line = NULL;
  g_autofree char *name = NULL;
  char *dot;

  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  prompt = gesso_generation_get_prompt (generation);
  path = gesso_generation_get_path (generation);
  line = prompt != NULL ? to_line (prompt) : NULL;
  if (line != NULL && *line != '\0')
    return g_steal_pointer (&line);
  if (path == NULL)
    return g_strdup (_("Picture"));
  name = g_filename_display_basename (path);
  dot = strrchr (name, '.');
  if (dot != NULL && dot != name)
    *dot = '\0';
  return g_steal_pointer (&name);
}

char *
gesso_words_picture_name (GessoGeneration *generation)
{
  g_autofree char *title = NULL;
  g_autofree char *prompt = NULL;
  const char *variant;

  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  /* A row that was not read yet has nothing to say. */
  if (gesso_generation_get_prompt (generation) == NULL)
    return g_strdup (_("Picture"));

  variant = gesso_generation_get_variant (generation);
  title = gesso_words_title (generation);
  prompt = shorten (title);
  /* Made elsewhere. */
  if (variant == NULL)
    /* Translators: prompt or file name, and state of a picture that was imported, for a screen reader */
    return add_marks (g_strdup_printf (_("%s, %s"), prompt, state_of (generation)),
                      generation);
  if (gesso_generation_is_sandbox (generation))
    /* Translators: prompt, model, state of a picture, for a screen reader */
    return add_marks (g_strdup_printf (_("%s, %s, sandbox, %s"), prompt, gesso_words_variant (variant),
                                       state_of (generation)),
                      generation);

  /* Translators: prompt, model, state of a picture, for a screen reader */
  return add_marks (g_strdup_printf (_("%s, %s, %s"), prompt, gesso_words_variant (variant),
                                     state_of (generation)),
                    generation);
}

char *
gesso_words_duration (double seconds)
{
  guint whole = (guint) lround (CLAMP (seconds, 0, 359999));

  if (whole >= 3600)
    return g_strdup_printf ("%u:%02u:%02u", whole / 3600, whole / 60 % 60, whole % 60);

  return g_strdup_printf ("%u:%02u", whole / 60, whole % 60);
}

char *
gesso_words_strength (double strength)
{
  g_autofree char *number = g_strdup_printf ("%.2f", fabs (strength));
  gsize length = strlen (number);

  if (number[length - 1] == '0')
    number[length - 1] = '\0';
  return g_strconcat (strength < -0.004 ? "\u200e−" : "", number, NULL);
}

char *
gesso_words_budget (gint64 micro_usd)
{
  g_autofree char *whole = g_strdup_printf ("%" G_GINT64_FORMAT, micro_usd / GESSO_MICRO_PER_DOLLAR);

  return micro_usd % GESSO_MICRO_PER_DOLLAR == 0 ? gesso_money_sign (whole) : gesso_money_format (micro_usd);
}

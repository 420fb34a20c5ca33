/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "../../src/ui/compare/gesso-recipe-difference.h"
#include "../../src/ui/compare/gesso-word-difference.h"
#include "gesso-test.h"

static void
assert_words (const char *before,
              const char *after,
              const char *wanted)
{
  g_autoptr (GPtrArray) difference = gesso_word_difference (before, after);
  g_autofree char *markup = gesso_word_difference_markup (difference);

  g_assert_cmpstr (markup, ==, wanted);
}

static void
test_words (void)
{
  assert_words ("", "", "");
  assert_words ("a boat", "a boat", "a boat");
  assert_words ("a  boat ", "\na boat", "a boat");
  assert_words ("a calm sea", "a heavy sea", "a <s>calm</s> <b><u>heavy</u></b> sea");
  assert_words ("", "a boat", "<b><u>a boat</u></b>");
  assert_words ("a boat", "", "<s>a boat</s>");
  assert_words ("a boat", "a boat at night", "a boat <b><u>at night</u></b>");
  assert_words ("red boat", "boat", "<s>red</s> boat");
  /* Each end finds its own; what changed in between is told as one. */
  assert_words ("one two three four five", "one 2 3 four five", "one <s>two three</s> <b><u>2 3</u></b> four five");
  assert_words ("a b c d", "b c x d", "<s>a</s> b c <b><u>x</u></b> d");
  assert_words ("a & b", "a < b", "a <s>&amp;</s> <b><u>&lt;</u></b> b");
}

/* The longest prompts that differ everywhere: no table of all pairs is made. */
static void
test_long (void)
{
  GString *before = g_string_new (NULL);
  GString *after = g_string_new (NULL);
  g_autoptr (GPtrArray) difference = NULL;

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_printf (before, "a%u ", i);
      g_string_append_printf (after, "b%u ", i);
    }
  difference = gesso_word_difference (before->str, after->str);
  g_assert_cmpuint (difference->len, ==, 2);
  g_string_free (before, TRUE);
  g_string_free (after, TRUE);
}

/* "name: text" a line each. */
static char *
describe (const char *before,
          const char *after)
{
  g_autoptr (GPtrArray) all = gesso_recipe_difference (krea_catalog_get_default (), before, after);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const GessoDifference *each = all->pdata[i];

      g_string_append_printf (lines, "%s%s: %s", i > 0 ? "\n" : "", each->name, each->text);
    }
  return g_string_free (lines, FALSE);
}

#define SHA_1 "1111111111111111111111111111111111111111111111111111111111111111"
#define SHA_2 "2222222222222222222222222222222222222222222222222222222222222222"

static void
test_recipes (void)
{
  const char *plain = "{\"prompt\": \"a calm sea\", \"variant\": \"large\", \"aspect_ratio\": \"4:5\", \"resolution\": \"1K\","
                      " \"creativity\": \"high\", \"seed\": 42}";
  const char *other = "{\"prompt\": \"a heavy sea\", \"variant\": \"medium\", \"aspect_ratio\": \"1:1\","
                      " \"resolution\": \"1K\", \"creativity\": \"raw\", \"seed\": 7, \"intensity\": 25,"
                      " \"movement\": -10}";
  const char *old = "{\"prompt\": \"x\", \"variant\": \"large\", \"aspect_ratio\": \"1:1\", \"resolution\": \"1K\","
                    " \"creativity\": \"high\", \"seed\": 1, \"references\": [{\"sha256\": \"" SHA_1 "\", \"name\":"
                    " \"ink.png\", \"strength\": 0.6}, {\"sha256\": \"" SHA_2 "\", \"name\": \"chalk.png\","
                    " \"strength\": 0.5}]}";
  const char *new = "{\"prompt\": \"x\", \"variant\": \"large\", \"aspect_ratio\": \"1:1\", \"resolution\": \"1K\","
                    " \"creativity\": \"high\", \"seed\": 1, \"references\": [{\"sha256\": \"" SHA_1 "\", \"name\":"
                    " \"ink.png\", \"strength\": 0.3}], \"source\": {\"sha256\": \"" SHA_2 "\", \"name\": \"chalk.png\","
                    " \"strength\": 0.9}}";
  g_autofree char *same = describe (plain, plain);
  g_autofree char *settings = describe (plain, other);
  g_autofree char *references = describe (old, new);

  g_assert_cmpstr (same, ==, "");
  g_assert_cmpstr (settings, ==,
                   "Prompt: without “calm”; with “heavy”\nVariant: Large → Medium\nAspect: 4:5 → 1:1\n"
                   "Creativity: High → Raw\nSeed: 42 → 7\nIntensity: 0 → 25\nMovement: 0 → −10");
  g_assert_cmpstr (references, ==,
                   "Style reference: ink.png 0.6 → 0.3\nStyle reference: without chalk.png\n"
                   "Image source: with chalk.png 0.9");
}

/* What another program leaves out isn't made up. */
static void
test_foreign (void)
{
  const char *ours = "{\"prompt\": \"a calm sea\", \"variant\": \"medium\", \"aspect_ratio\": \"4:5\", \"resolution\": \"1K\","
                     " \"creativity\": \"high\", \"seed\": 42, \"intensity\": 25, \"styles\": [{\"id\": \"k3v9x1q7b\","
                     " \"title\": \"Soft ink\", \"strength\": 1}]}";
  const char *theirs = "{\"prompt\": \"a heavy sea\", \"aspect_ratio\": \"3:2\", \"seed\": 7,"
                       " \"imported\": {\"program\": \"A1111\"}}";
  const char *nothing = "{\"prompt\": \"\", \"imported\": {}}";
  g_autofree char *known = describe (ours, theirs);
  g_autofree char *unknown = describe (theirs, nothing);

  g_assert_cmpstr (known, ==,
                   "Prompt: without “calm”; with “heavy”\nAspect: 4:5 → 3:2\nSeed: 42 → 7\nStyle: without Soft ink");
  g_assert_cmpstr (unknown, ==, "");
  g_assert_null (gesso_recipe_difference (krea_catalog_get_default (), ours, "[]"));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/words", test_words);
  g_test_add_func ("/compare/long", test_long);
  g_test_add_func ("/compare/recipes", test_recipes);
  g_test_add_func ("/compare/foreign", test_foreign);
  return g_test_run ();
}

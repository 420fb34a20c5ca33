/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-search.h"
#include "gesso-test.h"

/* What a query is taken apart into, a line for each term. */
static char *
describe (const char *text)
{
  g_autoptr (GessoSearch) search = gesso_search_parse (text);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < search->terms->len; i++)
    {
      const GessoTerm *term = search->terms->pdata[i];

      g_string_append_printf (lines, "%s%s%d%s%s%s", i > 0 ? "|" : "", term->negated ? "-" : "", term->kind,
                              term->text != NULL ? "=" : "", term->text != NULL ? term->text : "",
                              term->prefix ? "*" : "");
    }
  return g_string_free (lines, FALSE);
}

static void
test_terms (void)
{
  static const struct { const char *text; const char *terms; } cases[] = {
    { "", "" },
    { "  \t ", "" },
    { "boat", "0=boat*" },
    { "boat ", "0=boat" },
    { "teal boat", "0=teal|0=boat*" },
    { "light* boat ", "0=light*|0=boat" },
    { "\"rain puddle\"", "0=rain puddle" },
    { "“rain puddle” x ", "0=rain puddle|0=x" },
    { "-boat", "-0=boat" },
    { "-\"old boat\" sea ", "-0=old boat|0=sea" },
    { "- -- ( * OR", "0=OR*" },
    { "variant:large", "1=large" },
    { "Variant:Large -variant:turbo", "1=Large|-1=medium-turbo" },
    { "aspect:4:5 4:5 ", "2=4:5|0=4:5" },
    { "board:\"Sea fog\" tag:teal", "8=Sea fog|9=teal" },
    { "is:favourite is:favorite is:failed is:trash is:sandbox", "10=favourite|10=favorite|11=failed|12=trash|13=sandbox" },
    { "has:reference has:tag", "14=reference|15=tag" },
    { "portrait: http://a ", "0=portrait:|0=http://a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *terms = describe (cases[i].text);
      g_autoptr (GessoSearch) search = gesso_search_parse (cases[i].text);

      g_assert_cmpstr (terms, ==, cases[i].terms);
      g_assert_null (search->error);
    }
}

static void
check_range (const char *text,
             gint64      low,
             gint64      high)
{
  g_autoptr (GessoSearch) search = gesso_search_parse (text);
  const GessoTerm *term;

  g_assert_null (search->error);
  g_assert_cmpuint (search->terms->len, ==, 1);
  term = search->terms->pdata[0];
  g_assert_cmpint (term->low, ==, low);
  g_assert_cmpint (term->high, ==, high);
}

static void
test_ranges (void)
{
  g_autoptr (GDateTime) day = g_date_time_new_local (2026, 9, 1, 0, 0, 0);
  const gint64 september = g_date_time_to_unix (day) * 1000;

  check_range ("seed:42", 42, 42);
  check_range ("rating:>3", 4, G_MAXINT64);
  check_range ("rating:>=3", 3, G_MAXINT64);
  check_range ("rating:<3", G_MININT64, 2);
  check_range ("rating:<=3", G_MININT64, 3);
  check_range ("cost:>0.05", 50001, G_MAXINT64);
  check_range ("cost:$0.065", 65000, 65000);
  check_range ("after:2026-09-01", september, G_MAXINT64);
  check_range ("after:2026-09", september, G_MAXINT64);
  check_range ("before:2026-09", G_MININT64, september - 1);
}

/* What can't be read is said, and searched for as words. */
static void
test_errors (void)
{
  static const struct { const char *text; guint start; guint end; const char *terms; } cases[] = {
    { "boat rating:many sea ", 5, 16, "0=boat|0=rating|0=many|0=sea" },
    { "é cost:", 2, 7, "0=é" },
    { "seed:4x", 0, 7, "0=seed|0=4x*" },
    { "seed:99999999999999999999 ", 0, 25, "0=seed|0=99999999999999999999" },
    { "aspect:wide ", 0, 11, "0=aspect|0=wide" },
    { "before:2026-13 ", 0, 14, "0=before|0=2026-13" },
    { "is:lovely ", 0, 9, "0=is|0=lovely" },
    { "colour:teal ", 0, 11, "0=colour:teal" },
    { "sea \"rain pud", 4, 13, "0=sea|0=rain pud" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *terms = describe (cases[i].text);
      g_autoptr (GessoSearch) search = gesso_search_parse (cases[i].text);

      g_assert_cmpstr (terms, ==, cases[i].terms);
      g_assert_nonnull (search->error);
      g_assert_cmpuint (search->error_start, ==, cases[i].start);
      g_assert_cmpuint (search->error_end, ==, cases[i].end);
    }
}

/* Whatever is typed, and whatever is pasted. */
static void
test_anything (void)
{
  static const char alphabet[] = "ab:\"-*<>=5. \xc3\xa9\xff(seed:rating:";
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 5000; i++)
    {
      char text[24] = { 0 };
      guint length = g_rand_int_range (rand, 0, sizeof text);
      g_autoptr (GessoSearch) search = NULL;

      for (guint j = 0; j < length; j++)
        text[j] = alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];
      text[length > 0 ? length - 1 : 0] = '\0';
      search = gesso_search_parse (text);
      for (guint j = 0; j < search->terms->len; j++)
        g_assert_cmpuint (((GessoTerm *) search->terms->pdata[j])->start, <, ((GessoTerm *) search->terms->pdata[j])->end);
      g_assert_true (search->error == NULL || search->error_start < search->error_end);
    }
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/terms", test_terms);
  g_test_add_func ("/search/ranges", test_ranges);
  g_test_add_func ("/search/errors", test_errors);
  g_test_add_func ("/search/anything", test_anything);
  return g_test_run ();
}

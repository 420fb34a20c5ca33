/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-money.h"

static void
test_format (void)
{
  static const struct
  {
    gint64 amount;
    const char *text;
  } cases[] = {
    { 0, "$0.00" },          { 260000, "$0.26" },    { 17500, "$0.0175" },        { 65000, "$0.065" },
    { 1840000, "$1.84" },    { 20000000, "$20.00" }, { 1000000000000, "$1000000.00" }, { -260000, "−$0.26" },
    { 100, "$0.0001" },      { 49, "$0.00" },        { 50, "$0.0001" },           { -49, "$0.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = gesso_money_format (cases[i].amount);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_spoken (void)
{
  static const struct
  {
    gint64 amount;
    const char *text;
  } cases[] = {
    { 0, "0 cents" },
    { 260000, "26 cents" },
    { 10000, "1 cent" },
    { 17500, "1.75 cents" },
    { 1000000, "1 dollar" },
    { 1050000, "1 dollar and 5 cents" },
    { 20000000, "20 dollars" },
    { -50000, "minus 5 cents" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = gesso_money_format_spoken (cases[i].amount);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 amount;
  } good[] = {
    { "20", 20000000 },     { "$20", 20000000 },        { " $ 20.50 ", 20500000 },     { "0.0175", 17500 },
    { "0,26", 260000 },     { "20,5 $", 20500000 },     { "1,000", 1000000000 },       { "1,000.50", 1000500000 },
    { "1.000,50", 1000500000 }, { ".5", 500000 },       { "1000000", 1000000000000 },  { "0", 0 },
    { "0,065", 65000 },     { "1,000,000", 1000000000000 }, { "0.0000010", 1 },
  };
  static const char *const bad[] = {
    "", "$", ".", "abc", "-1", "1e3", "1000000.01", "1.2.3x", "0.0000001", "99999999999999999999", "$$1", "1,,0", "\xff",
  };
  gint64 amount = 7;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i].text);
      g_assert_true (gesso_money_parse (good[i].text, &amount));
      g_assert_cmpint (amount, ==, good[i].amount);
    }
  amount = 7;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (gesso_money_parse (bad[i], &amount));
    }
  g_assert_false (gesso_money_parse (NULL, &amount));
  g_assert_cmpint (amount, ==, 7);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/money/format", test_format);
  g_test_add_func ("/base/money/spoken", test_spoken);
  g_test_add_func ("/base/money/parse", test_parse);
  return g_test_run ();
}

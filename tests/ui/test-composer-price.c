/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "composer/gesso-price-words.h"
#include "gesso-test.h"

static void
check (const GessoPress *press,
       const char       *label,
       const char       *name,
       const char       *tooltip)
{
  g_autofree char *got_label = gesso_press_get_label (press);
  g_autofree char *got_name = gesso_press_get_name (press);
  g_autofree char *got_tooltip = gesso_press_get_tooltip (press);

  g_assert_cmpstr (got_label, ==, label);
  g_assert_cmpstr (got_name, ==, name);
  g_assert_cmpstr (got_tooltip, ==, tooltip);
}

static void
test_account (void)
{
  GessoPress press = { .price = 65000, .count = 4, .variant = "Large", .has_references = TRUE };

  check (&press, "Generate · $0.26", "Generate 4 pictures for 26 cents", "4 × $0.065, Large with style references");
  press.has_moodboard = TRUE;
  press.price = 70000;
  press.count = 1;
  check (&press, "Generate · $0.07", "Generate 1 picture for 7 cents", "1 × $0.07, Large with a moodboard");
}

static void
test_sandbox (void)
{
  GessoPress press = { .price = 65000, .count = 4, .variant = "Large", .sandbox = TRUE };

  check (&press, "Generate · Free", "Generate 4 pictures for free", "With a key: $0.26");
}

static void
test_cap_and_question (void)
{
  GessoPress press = { .price = 65000, .count = 4, .variant = "Large", .over_cap = 2 };

  check (&press, "Generate · $0.26, 2 will wait", "Generate 4 pictures for 26 cents", "4 × $0.065, Large");
  press.over_cap = 0;
  press.count = 8;
  press.price = 70000;
  press.asking = TRUE;
  check (&press, "Generate 8 more · $0.56?", "Generate 8 pictures for 56 cents", "8 × $0.07, Large");
}

static void
test_here (void)
{
  GessoPress press = { .price = 60000, .count = 3, .here = 1, .variant = "Large" };
  g_autofree char *some = gesso_press_get_label (&press);
  g_autofree char *all = NULL;

  g_assert_cmpstr (some, ==, "Generate 3 · $0.18, 1 already here");
  press.count = 0;
  all = gesso_press_get_label (&press);
  g_assert_cmpstr (all, ==, "Generate Anyway · $0.06");
}

static void
test_toast (void)
{
  GessoPress press = { .price = 65000, .count = 4, .variant = "Large" };
  g_autofree char *paid = gesso_press_get_toast (&press, 4);
  g_autofree char *free_of_charge = NULL;

  g_assert_cmpstr (paid, ==, "4 queued · $0.26");
  press.sandbox = TRUE;
  free_of_charge = gesso_press_get_toast (&press, 2);
  g_assert_cmpstr (free_of_charge, ==, "2 queued · Free");
}

int
main (int   argc,
      char *argv[])
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/composer/price/account", test_account);
  g_test_add_func ("/composer/price/sandbox", test_sandbox);
  g_test_add_func ("/composer/price/cap-and-question", test_cap_and_question);
  g_test_add_func ("/composer/price/here", test_here);
  g_test_add_func ("/composer/price/toast", test_toast);
  return g_test_run ();
}

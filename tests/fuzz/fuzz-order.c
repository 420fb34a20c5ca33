/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "gesso-order.h"

/* An order that another process hands over to the one that owns the library. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoOrder) order = gesso_order_new_from_json (text, &error);
  g_autoptr (GessoOrder) again = NULL;
  g_autofree char *json = NULL;
  g_autofree char *second = NULL;

  fuzz_assert_result (order, error);
  if (order == NULL)
    return 0;
  json = gesso_order_to_json (order);
  fuzz_assert_text (json);
  again = gesso_order_new_from_json (json, &error);
  g_assert_no_error (error);
  second = gesso_order_to_json (again);
  g_assert_cmpstr (json, ==, second);
  return 0;
}

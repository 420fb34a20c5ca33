/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "gesso-json.h"
#include "gesso-money.h"
#include "gesso-time.h"

#include <string.h>

/* JSON as such, amounts that are typed, and times. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = gesso_json_parse (bytes, &error);
  gint64 amount, time;

  fuzz_assert_result (node, error);
  if (node != NULL)
    {
      g_autofree char *line = gesso_json_to_text (node);

      fuzz_assert_text (line);
      g_assert_null (strchr (line, '\n'));
    }
  if (gesso_money_parse (text, &amount))
    {
      g_autofree char *shown = gesso_money_format (amount);
      gint64 again;

      g_assert_true (amount >= 0 && amount <= 1000000 * GESSO_MICRO_PER_DOLLAR);
      g_assert_true (gesso_money_parse (shown, &again));
      /* Shown to a ten-thousandth of a dollar. */
      g_assert_cmpint (ABS (amount - again), <=, 50);
    }
  time = gesso_time_from_iso (text);
  if (time > 0)
    {
      g_autofree char *iso = gesso_time_to_iso (time);

      g_assert_cmpint (gesso_time_from_iso (iso), ==, time);
    }
  return 0;
}

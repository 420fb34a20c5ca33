/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "gesso-json.h"
#include "gesso-row.h"

#include <string.h>

/* What the database says of one picture, made into its sidecar and into what the command line prints: always JSON. */

static void
check_json (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = gesso_json_parse (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (gesso_json_object (node));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GessoRow) row = gesso_row_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sidecar = NULL;
  g_autofree char *sidecar_text = NULL;
  g_autofree char *json = NULL;

  if (!gesso_row_set_recipe (row, text, &error))
    {
      g_assert_nonnull (error);
      return 0;
    }
  row->id = g_strdup ("5d2c");
  row->round_id = g_strdup ("round");
  fuzz_assert_text (row->prompt);
  row->error_json = g_strdup (text);
  sidecar = gesso_row_to_sidecar (row, text, "2026/2026-11/a boat.png", "library");
  sidecar_text = g_strndup (g_bytes_get_data (sidecar, NULL), g_bytes_get_size (sidecar));
  check_json (sidecar_text);
  json = gesso_row_to_json (row, "/references");
  check_json (json);
  return 0;
}

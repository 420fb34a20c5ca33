/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "gesso-sidecar.h"

/* A recipe's file that anybody may have written: what was read from it is written, and read the same ever after. */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  g_autoptr (GessoRow) row = gesso_sidecar_parse (bytes, NULL, &sent, &error);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GessoRow) again = NULL;

  fuzz_assert_result (row, error);
  if (row == NULL)
    return 0;
  g_assert_true (row->path == NULL || gesso_sidecar_is_path (row->path));
  g_assert_true (gesso_state_is_final (row->state));
  written = gesso_row_to_sidecar (row, sent, row->path, "library");
  again = gesso_sidecar_parse (written, row->id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->recipe, ==, row->recipe);
  g_assert_cmpstr (again->path, ==, row->path);
  g_assert_cmpint (again->charged, ==, row->charged);
  g_assert_cmpint (again->row_id, ==, row->row_id);
  return 0;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "gesso-board-file.h"

/* What a file that says it is a board makes us take over. */
static void
check_sheet (GessoBoardSheet *sheet)
{
  g_autofree char *json = gesso_board_sheet_to_json (sheet);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoardSheet) again = gesso_board_sheet_from_json (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->items->len, ==, sheet->items->len);
  g_assert_cmpuint (sheet->items->len, <=, GESSO_BOARD_SHEET_MAX_ITEMS);
  g_assert_cmpint (g_utf8_strlen (sheet->name, -1), <=, GESSO_BOARD_SHEET_MAX_NAME);
  fuzz_assert_text (sheet->words);
  for (guint i = 0; i < sheet->items->len; i++)
    {
      const GessoBoardItem *item = sheet->items->pdata[i];

      g_assert_true (gesso_board_item_is_sane (item));
      g_assert_true (item->kind != GESSO_BOARD_PICTURE || gesso_board_sheet_is_sha256 (item->sha256));
      fuzz_assert_text (item->name);
      fuzz_assert_text (item->text);
      fuzz_assert_text (item->origin);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoardReader) reader = gesso_board_reader_open_bytes (bytes, &error);
  char *sha256 = NULL;
  GBytes *picture = NULL;

  fuzz_assert_result (reader, error);
  if (reader == NULL)
    return 0;
  check_sheet (gesso_board_reader_get_sheet (reader));
  while (gesso_board_reader_next (reader, &sha256, &picture, &error))
    {
      g_autofree char *real = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, picture);

      g_assert_cmpstr (real, ==, sha256);
      g_assert_cmpuint (g_bytes_get_size (picture), <=, size);
      g_free (sha256);
      g_bytes_unref (picture);
    }
  return 0;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "gesso-decode-metadata.h"
#include "gesso-decode-orientation.h"
#include "gesso-decode-pixels.h"

#include <unistd.h>

/* What the helper reads of a picture beside its pixels, here without the walls around it. */

static void
check_texts (GHashTable *texts)
{
  GHashTableIter iter;
  gpointer name, text;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      fuzz_assert_text (name);
      fuzz_assert_text (text);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  GessoWireRequest request = { .magic = GESSO_WIRE_MAGIC, .operation = GESSO_WIRE_METADATA };
  GessoDecodeJob job = { .request = &request, .data = data, .length = size };
  GessoWireReply reply = { 0 };
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GessoPictureFormat format = gesso_picture_sniff (data, size);
  GessoOrientation orientation = gesso_orientation_read (data, size, format);
  static gboolean warm;
  int fd = -1;

  if (!warm)
    gesso_decode_warm_up ();
  warm = TRUE;

  g_assert_true (orientation >= 1 && orientation <= 8);
  gesso_decode_png_text (data, size, texts);
  check_texts (texts);
  if (size > 0 && gesso_decode_metadata (&job, &reply, &fd) == GESSO_PICTURE_VERDICT_OK)
    g_assert_cmpuint (reply.sizes[0], <=, GESSO_WIRE_MAX_METADATA);
  if (fd >= 0)
    close (fd);
  return 0;
}

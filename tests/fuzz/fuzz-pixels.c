/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "gesso-decode-pixels.h"
#include "gesso-decode-thumbnail.h"

#include <unistd.h>

/* The helper's pixels, here without the walls around it. The first byte picks what is done with them. */

/* Larger ones are as good as these, but slower. */
#define MAX_PIXELS (256 * 1024)

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  GessoWireRequest request = { .magic = GESSO_WIRE_MAGIC, .max_width = 64, .max_height = 64, .max_pixels = 1024 };
  GessoDecodeJob job = { .request = &request, .data = data + 1, .length = size - 1 };
  GessoWireReply reply = { 0 };
  guint width, height;
  static gboolean warm;
  int fd = -1;

  if (!warm)
    gesso_decode_warm_up ();
  warm = TRUE;

  if (size < 2 ||
      gesso_picture_read_header (job.data, job.length, &width, &height, NULL) == GESSO_PICTURE_UNKNOWN ||
      (guint64) width * height > MAX_PIXELS)
    return 0;
  switch (data[0] % 3)
    {
    case 0:
      gesso_decode_inspect (&job, &reply, &fd);
      break;
    case 1:
      gesso_decode_load (&job, &reply, &fd);
      break;
    default:
      gesso_decode_convert (&job, &reply, &fd);
      break;
    }
  if (fd >= 0)
    close (fd);
  return 0;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "gesso-picture.h"

/* The beginning of a picture, as it is looked at in the window's own process. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  guint width = 0;
  guint height = 0;
  GessoPictureFormat format = gesso_picture_read_header (data, size, &width, &height, &error);

  g_assert_true ((format != GESSO_PICTURE_UNKNOWN) == (error == NULL));
  gesso_picture_is_complete (data, size);
  if (format == GESSO_PICTURE_UNKNOWN)
    return 0;
  g_assert_cmpint (gesso_picture_sniff (data, size), ==, format);
  g_assert_cmpuint (width, >, 0);
  g_assert_cmpuint (height, >, 0);
  g_assert_cmpuint ((guint64) width * height, <=, GESSO_PICTURE_MAX_PIXELS);
  return 0;
}

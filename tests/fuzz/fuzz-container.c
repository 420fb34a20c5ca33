/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "gesso-container.h"

/* Taking a picture file apart and putting it together anew: what comes out has the same size in px, no Content
 * Credentials, and comes out the same a second time. */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const GessoStamp stamp = { (char *) "<x/>", (char *) "a caf\xc3\xa9\nSeed: 1" };
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GBytes) clean = NULL, again = NULL, stamped = NULL;
  g_autoptr (GError) error = NULL;
  guint width, height, new_width, new_height;

  gesso_container_has_credentials (data, size);
  clean = gesso_container_rewrite (file, NULL, &error);
  fuzz_assert_result (clean, error);
  if (clean == NULL)
    return 0;
  g_assert_cmpint (gesso_picture_read_header (data, size, &width, &height, NULL), ==,
                   gesso_picture_read_header (g_bytes_get_data (clean, NULL), g_bytes_get_size (clean), &new_width,
                                              &new_height, NULL));
  g_assert_cmpuint (width, ==, new_width);
  g_assert_cmpuint (height, ==, new_height);
  g_assert_false (gesso_container_has_credentials (g_bytes_get_data (clean, NULL), g_bytes_get_size (clean)));
  again = gesso_container_rewrite (clean, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (clean, again));
  stamped = gesso_container_rewrite (file, &stamp, &error);
  g_assert_no_error (error);
  g_clear_pointer (&again, g_bytes_unref);
  again = gesso_container_rewrite (stamped, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (clean, again));
  return 0;
}

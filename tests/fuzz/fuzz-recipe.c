/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "krea-request.h"

/* A recipe of a sidecar, the database or the clipboard: what was read once is written and read the same ever after. */

static void
check_body (KreaRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = krea_request_to_body (request, &error);

  fuzz_assert_result (body, error);
  if (body != NULL)
    g_assert_true (g_utf8_validate (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaRequest) request = krea_request_new_from_recipe (krea_catalog_get_default (), text, &error);
  g_autoptr (KreaRequest) again = NULL;
  g_autofree char *recipe = NULL;
  g_autofree char *second = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *second_hash = NULL;

  fuzz_assert_result (request, error);
  if (request == NULL)
    return 0;
  recipe = krea_request_to_recipe (request);
  fuzz_assert_text (recipe);
  again = krea_request_new_from_recipe (krea_catalog_get_default (), recipe, &error);
  g_assert_no_error (error);
  second = krea_request_to_recipe (again);
  g_assert_cmpstr (recipe, ==, second);
  hash = krea_request_hash (request);
  second_hash = krea_request_hash (again);
  g_assert_cmpstr (hash, ==, second_hash);
  krea_request_validate (request, TRUE, NULL);
  check_body (request);
  return 0;
}

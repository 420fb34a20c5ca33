/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "krea-catalog.h"
#include "krea-request.h"

/* The catalog, and a request made by it. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaCatalog) catalog = krea_catalog_new_from_data (bytes, &error);
  g_autoptr (KreaRequest) request = NULL;
  g_autofree char *recipe = NULL;

  fuzz_assert_result (catalog, error);
  if (catalog == NULL)
    return 0;
  request = krea_request_new (catalog);
  krea_request_set_prompt (request, "a paper boat");
  krea_request_set_seed (request, 7);
  if (!krea_request_validate (request, FALSE, &error))
    fuzz_assert_text (error->message);
  recipe = krea_request_to_recipe (request);
  fuzz_assert_text (recipe);
  return 0;
}

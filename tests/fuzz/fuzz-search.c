/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "library-fixture.h"

/* What a person types into the search: whatever it is, a library understands it. */

static GessoLibrary *
get_library (void)
{
  static GessoLibrary *library;
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) round = NULL;

  if (library != NULL)
    return library;
  gesso_test_isolate ();
  folder = gesso_test_make_dir ();
  library = library_open (folder);
  round = library_queue (library, FALSE, "a paper boat, “drifting” at dusk", "böat 漢字 1:1", NULL);
  return library;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GArray) ids = NULL;

  query.text = text;
  ids = library_ids (get_library (), &query);
  g_assert_cmpuint (ids->len, <=, 2);
  return 0;
}

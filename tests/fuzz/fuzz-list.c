/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "krea-client-private.h"
#include "krea-job-private.h"

/* A page of GET /jobs, read strictly and not. */

static void
read_page (KreaReply *reply,
           gboolean   strict)
{
  g_autoptr (GError) error = NULL;
  KreaPage *page = krea_page_parse (reply, (KreaItemFunc) krea_job_new_from_object, g_object_unref, strict, &error);

  fuzz_assert_result (page, error);
  if (page == NULL)
    return;
  fuzz_assert_text (page->next_cursor);
  for (guint i = 0; i < page->items->len; i++)
    fuzz_assert_text (krea_job_get_id (page->items->pdata[i]));
  if (page->next_cursor != NULL)
    {
      g_autofree char *path = krea_listing_path ("/jobs", 100, page->next_cursor, NULL);

      g_assert_true (g_str_is_ascii (path));
    }
  krea_page_free (page);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  KreaReply reply = { .status = 200 };

  reply.body = g_bytes_new (data, size);
  read_page (&reply, TRUE);
  read_page (&reply, FALSE);
  g_bytes_unref (reply.body);
  return 0;
}

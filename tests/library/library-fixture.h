/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-boards.h"
#include "gesso-library-journal.h"
#include "gesso-library-query.h"
#include "gesso-test.h"

G_BEGIN_DECLS

#define TEST_ORIGIN "https://api.krea.ai"
#define TEST_ACCOUNT "https://api.krea.ai 0123456789abcdef"

/* Every helper fails the test on an error it was not asked to return. */
GessoLibrary    *library_open        (const char        *path);
GessoLibrary    *library_try_open    (const char        *path,
                                      GessoLibraryFlags  flags,
                                      GError           **error);
/* Closes, drops the last reference, and waits until the object is gone. */
void             library_close       (GessoLibrary      *library);

/* One generation that is in no library yet. */
GessoGeneration *generation_make     (const char        *prompt,
                                      const char        *round_id);
/* A round of one for each prompt, queued. (transfer full) */
GPtrArray       *library_queue       (GessoLibrary      *library,
                                      gboolean           sandbox,
                                      const char        *first_prompt,
                                      ...) G_GNUC_NULL_TERMINATED;
/* A round of one. (transfer full) */
GessoGeneration *library_queue_one   (GessoLibrary      *library,
                                      const char        *prompt);
void             library_submit      (GessoLibrary      *library,
                                      GessoGeneration   *generation,
                                      const char        *job_id);
gboolean         library_keep        (GessoLibrary      *library,
                                      GessoGeneration   *generation,
                                      GBytes            *picture,
                                      GError           **error);
/* Queued, submitted and kept. (transfer full) */
GessoGeneration *library_add_kept    (GessoLibrary      *library,
                                      const char        *prompt,
                                      const char        *job_id);

GArray          *library_ids         (GessoLibrary      *library,
                                      const GessoQuery  *query);
GPtrArray       *library_unfinished  (GessoLibrary      *library);
GessoGeneration *library_find        (GessoLibrary      *library,
                                      const char        *id,
                                      GError           **error);
gboolean         library_commit_end  (GessoLibrary      *library,
                                      GAsyncResult     **slot,
                                      GError           **error);

/* How many plain files there are below a folder. */
guint            count_files         (const char        *path);

G_END_DECLS

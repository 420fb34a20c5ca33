/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "krea-http.h"

G_BEGIN_DECLS

/* What a reply outside 2xx means: code, the server's words, the field, when to come back.
 * @what was tried, for the message; @secret is kept out of it. */
GError *krea_reply_to_error (KreaReply  *reply,
                             const char *what,
                             const char *secret);

/* An HTTP date or an ISO time as "2027-01-31". Returns (transfer full) (nullable). */
char   *krea_date_parse     (const char *text);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-poll-pace.h"

/*
 * Seldom while it can hardly be done, often while it is likely to be, and ever seldomer when it should have been: known as
 * soon as with the shortest wait all the time, with a third fewer requests (tests/engine/test-poll-pace.c counts them).
 */

/* Of what is typical, percent: from here … */
#define LIKELY_FROM 70
/* … to here. */
#define LIKELY_UNTIL 150
/* Each wait after that, percent of the one before it. */
#define GROWTH 130

guint
gesso_poll_pace (guint  previous,
                 gint64 running,
                 gint64 typical,
                 guint  first,
                 guint  most)
{
  gint64 likely = typical * LIKELY_FROM / 100;

  /* Nobody is sure of what is typical, so that not even an early wait is longer than the longest. */
  if (running < likely)
    return CLAMP (likely - running, first, most);
  if (running < typical * LIKELY_UNTIL / 100)
    return first;
  return previous == 0 ? first : MIN ((guint64) previous * GROWTH / 100, most);
}

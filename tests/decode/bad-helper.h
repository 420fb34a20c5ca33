/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* What the bad helper does: asked for by the max_width of a request to load, by the width of a PNG to inspect. */
enum {
  BAD_CRASHES = 1,
  BAD_HANGS,
  BAD_IS_GOOD,
  BAD_IS_SLOW,
  BAD_SAYS_HUGE,
  BAD_SAYS_LARGER_THAN_ASKED,
  BAD_SAYS_ODD_FORMAT,
  BAD_SAYS_ODD_VERDICT,
  BAD_LEAVES_UNSEALED,
  BAD_SENDS_TOO_LITTLE,
  BAD_SENDS_NOTHING,
  BAD_SENDS_A_PIPE,
  BAD_SENDS_SEVERAL,
  BAD_SENDS_HALF_A_REPLY,
  BAD_ANSWERS_ANOTHER,
  BAD_LAST,
};

/* What it does for a request to inspect. */
enum {
  BAD_THUMBNAILS_ARE_GOOD = 1,
  BAD_THUMBNAILS_ARE_SHIFTED,
  BAD_THUMBNAILS_ARE_TOO_FEW,
  BAD_THUMBNAILS_ARE_HUGE,
  BAD_THUMBNAILS_OF_A_LARGER_PICTURE,
  BAD_THUMBNAILS_ARE_FILES,
  BAD_THUMBNAILS_AND_MORE,
  BAD_THUMBNAILS_LAST,
};

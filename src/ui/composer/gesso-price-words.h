/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoPress:
 * @price: µ$ of one picture
 * @count: pictures that a press makes, without those that are already here
 * @here: pictures of the round that are already in the library
 * @over_cap: how many of @count would wait for the monthly cap
 * @asking: whether the press has to be confirmed
 * @sandbox: whether the pictures are stand-ins, which cost nothing
 * @variant: the model's name, translated
 *
 * What one press of Generate means, for the words on the button. Pure state: tested without a display.
 */
typedef struct {
  gint64      price;
  guint       count;
  guint       here;
  guint       over_cap;
  gboolean    asking;
  gboolean    sandbox;
  const char *variant;
  gboolean    has_references;
  gboolean    has_moodboard;
} GessoPress;

/* "Generate · $0.26", "Generate · Free", "Generate 8 more · $0.56?" */
char *gesso_press_get_label   (const GessoPress *self);

/* "Generate 4 pictures for 26 cents" */
char *gesso_press_get_name    (const GessoPress *self);

/* "4 × $0.065, Large with style references"; in the sandbox "With a key: $0.26" */
char *gesso_press_get_tooltip (const GessoPress *self);

/* "4 queued · $0.26": what is said once it is in the journal. @count: how many really are */
char *gesso_press_get_toast   (const GessoPress *self,
                               guint             count);

G_END_DECLS

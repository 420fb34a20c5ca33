/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GessoAccount:
 *
 * What a generation is sent with: an API origin and a key, of which only a salted fingerprint is ever
 * written down. Immutable. @id is "<origin>#<fingerprint>", for Gesso's own sandbox "sandbox#<fingerprint>",
 * whose port changes from start to start.
 */
#define GESSO_TYPE_ACCOUNT (gesso_account_get_type ())
G_DECLARE_FINAL_TYPE (GessoAccount, gesso_account, GESSO, ACCOUNT, GObject)

/* @salt: the library's; @sandbox: whether this is the stand-in that Gesso started itself */
GessoAccount *gesso_account_new             (const char   *origin,
                                             const char   *key,
                                             const char   *salt,
                                             gboolean      sandbox);
const char   *gesso_account_get_id          (GessoAccount *self);
const char   *gesso_account_get_origin      (GessoAccount *self);
const char   *gesso_account_get_key         (GessoAccount *self);
const char   *gesso_account_get_fingerprint (GessoAccount *self);
gboolean      gesso_account_is_sandbox      (GessoAccount *self);

G_END_DECLS

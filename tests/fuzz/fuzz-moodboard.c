/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "krea-address.h"
#include "krea-request.h"

/* What a person pastes as a moodboard, and addresses that a link may lead to. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *id = krea_moodboard_parse (text);
  g_autoptr (GInetAddress) address = NULL;

  g_assert_true (id == NULL || g_uuid_string_is_valid (id));
  for (const char *c = id; c != NULL && *c != '\0'; c++)
    g_assert_false (g_ascii_isupper (*c));
  address = g_inet_address_new_from_string (text);
  if (address != NULL && krea_address_is_public (address))
    g_assert_false (krea_host_is_loopback (text));
  krea_host_is_loopback (text);
  return 0;
}

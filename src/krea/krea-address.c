/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-address.h"

#include <string.h>

typedef struct
{
  guint8 prefix[4];
  guint bits;
} Network;

/* IANA's special-purpose registry, as far as nothing public lives there. */
static const Network special[] = {
  { { 0, 0, 0, 0 }, 8 },      { { 10, 0, 0, 0 }, 8 },     { { 100, 64, 0, 0 }, 10 },  { { 127, 0, 0, 0 }, 8 },
  { { 169, 254, 0, 0 }, 16 }, { { 172, 16, 0, 0 }, 12 },  { { 192, 0, 0, 0 }, 24 },   { { 192, 0, 2, 0 }, 24 },
  { { 192, 168, 0, 0 }, 16 }, { { 198, 18, 0, 0 }, 15 },  { { 198, 51, 100, 0 }, 24 }, { { 203, 0, 113, 0 }, 24 },
  { { 224, 0, 0, 0 }, 4 },    { { 240, 0, 0, 0 }, 4 },
};

gboolean
krea_host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static guint32
read_be32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
is_public_v4 (const guint8 *bytes)
{
  guint32 address = read_be32 (bytes);

  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    {
      guint32 mask = G_MAXUINT32 << (32 - special[i].bits);

      if ((address & mask) == read_be32 (special[i].prefix))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_public_v6 (const guint8 *bytes)
{
  static const guint8 mapped[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  static const guint8 nat64[] = { 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0 };
  static const guint8 teredo[] = { 0x20, 0x01, 0, 0 };

  if (memcmp (bytes, mapped, sizeof mapped) == 0 || memcmp (bytes, nat64, sizeof nat64) == 0)
    return is_public_v4 (bytes + 12);
  if (bytes[0] == 0x20 && bytes[1] == 0x02) /* 6to4 */
    return is_public_v4 (bytes + 2);
  if (memcmp (bytes, teredo, sizeof teredo) == 0)
    return FALSE;
  /* Global unicast is 2000::/3; everything else is loopback, local, multicast or reserved. */
  return (bytes[0] & 0xe0) == 0x20;
}

gboolean
krea_address_is_public (GInetAddress *address)
{
  const guint8 *bytes;

  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);

  bytes = g_inet_address_to_bytes (address);
  switch (g_inet_address_get_family (address))
    {
    case G_SOCKET_FAMILY_IPV4:
      return is_public_v4 (bytes);
    case G_SOCKET_FAMILY_IPV6:
      return is_public_v6 (bytes);
    case G_SOCKET_FAMILY_INVALID:
    case G_SOCKET_FAMILY_UNIX:
    default:
      return FALSE;
    }
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* "localhost", 127.0.0.0/8 or ::1, as written: nothing is resolved. */
gboolean krea_host_is_loopback    (const char   *host);

/* Whether an address may be fetched from for a person who dropped a link: no private, link-local,
 * loopback, multicast or reserved one, also not inside an IPv6 address. */
gboolean krea_address_is_public   (GInetAddress *address);

G_END_DECLS

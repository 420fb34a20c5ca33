/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request.h"

#include <string.h>

/* Nobody's link is longer; what is pasted by mistake often is. */
#define MAX_LENGTH 4096

static char *
parse_uuid (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  g_strstrip (lower);
  return g_uuid_string_is_valid (lower) ? g_steal_pointer (&lower) : NULL;
}

static gboolean
is_krea_host (const char *host)
{
  return host != NULL && (g_ascii_strcasecmp (host, "krea.ai") == 0 || g_ascii_strcasecmp (host, "www.krea.ai") == 0);
}

char *
krea_moodboard_parse (const char *text)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *with_scheme = NULL;
  g_autofree char *uuid = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GHashTable) query = NULL;
  const char *share;

  if (text == NULL || strlen (text) > MAX_LENGTH)
    return NULL;
  uuid = parse_uuid (text);
  if (uuid != NULL)
    return g_steal_pointer (&uuid);

  trimmed = g_strstrip (g_strdup (text));
  with_scheme = strstr (trimmed, "://") != NULL ? g_strdup (trimmed) : g_strconcat ("https://", trimmed, NULL);
  uri = g_uri_parse (with_scheme, G_URI_FLAGS_ENCODED_QUERY, NULL);
  if (uri == NULL || !is_krea_host (g_uri_get_host (uri)) || g_uri_get_query (uri) == NULL ||
      (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http")))
    return NULL;
  query =
    g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_CASE_INSENSITIVE | G_URI_PARAMS_WWW_FORM, NULL);
  share = query != NULL ? g_hash_table_lookup (query, "share") : NULL;
  return share != NULL ? parse_uuid (share) : NULL;
}

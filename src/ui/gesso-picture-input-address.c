/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <string.h>

#include "gesso-picture-input-private.h"
#include "gesso-picture.h"

/* What browsers give beside a picture, or instead of it: HTML, addresses, and pictures that are their own address. */

/* Chromium marks its HTML as UTF-16; Firefox gives addresses with their titles as UTF-16 without a mark. */
char *
gesso_input_decode_text (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *charset = NULL;
  gsize skip = 0;
  char *text = NULL;

  if (size >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    {
      charset = data[0] == 0xff ? "UTF-16LE" : "UTF-16BE";
      skip = 2;
    }
  else if (size >= 2 && data[0] != 0 && data[1] == 0)
    charset = "UTF-16LE";
  if (charset != NULL)
    text = g_convert ((const char *) data + skip, (gssize) ((size - skip) & ~(gsize) 1), "UTF-8", charset, NULL, NULL, NULL);
  return text != NULL ? text : g_utf8_make_valid ((const char *) data, (gssize) size);
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"));
}

/* Of a kind that can be taken: pages have others in the places of pictures that are still to come. */
gboolean
gesso_input_is_data_address (const char *text)
{
  return g_str_has_prefix (text, "data:image/png;base64,") || g_str_has_prefix (text, "data:image/jpeg;base64,") ||
         g_str_has_prefix (text, "data:image/webp;base64,");
}

GBytes *
gesso_input_read_data_address (const char  *address,
                               gsize        limit,
                               GError     **error)
{
  g_autofree guchar *data = NULL;
  const char *text;
  gsize size = 0;

  g_return_val_if_fail (address != NULL && gesso_input_is_data_address (address), NULL);

  text = strchr (address, ',') + 1;
  /* Three bytes of four characters; the last ones may say less. */
  if (strlen (text) / 4 * 3 <= limit + 2)
    data = g_base64_decode (text, &size);
  if (data != NULL && size <= limit)
    return g_bytes_new_take (g_steal_pointer (&data), size);
  g_set_error_literal (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE, "The address is larger than a picture");
  return NULL;
}

/* The value of an attribute that starts at @text, with the few entities that addresses have. */
static char *
read_attribute (const char *text)
{
  g_autoptr (GString) value = NULL;
  gsize length;

  if (*text == '"' || *text == '\'')
    length = strcspn (text + 1, *text == '"' ? "\"" : "'");
  else
    length = strcspn (text, " \t\r\n>");
  value = g_string_new_len (*text == '"' || *text == '\'' ? text + 1 : text, (gssize) length);
  g_string_replace (value, "&amp;", "&", 0);
  return g_strstrip (g_string_free (g_steal_pointer (&value), FALSE));
}

char *
gesso_input_find_image (const char *html)
{
  g_autoptr (GRegex) image = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_return_val_if_fail (html != NULL, NULL);

  image = g_regex_new ("<img\\b[^>]*?\\ssrc\\s*=\\s*", G_REGEX_CASELESS, 0, NULL);
  for (g_regex_match (image, html, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *address = NULL;
      int end = 0;

      g_match_info_fetch_pos (match, 0, NULL, &end);
      address = read_attribute (html + end);
      if (is_web_address (address) || gesso_input_is_data_address (address))
        return g_steal_pointer (&address);
    }

  return NULL;
}

char *
gesso_input_find_address (const char *text)
{
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  lines = g_strsplit_set (text, "\r\n", 16);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '#' && (is_web_address (lines[i]) || gesso_input_is_data_address (lines[i])))
        return g_strdup (lines[i]);
    }

  return NULL;
}

char *
gesso_input_name_address (const char *address)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;
  name = g_path_get_basename (g_uri_get_path (uri));
  if (*name == '\0' || *name == '.' || *name == '/')
    return g_strdup (g_uri_get_host (uri));
  return g_steal_pointer (&name);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-json-private.h"

#include <gio/gio.h>
#include <string.h>

#include "gesso-json.h"

/* Longer numbers carry nothing that a double or an int64 could hold. */
#define MAX_NUMBER_LENGTH 64

/*
 * A checker of its own in front of json-glib, because json-glib recurses without a limit, reads NaN,
 * comments and unbounded numbers, and aborts on a lone surrogate.
 */
typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  guint depth;
  guint n_values;
  GError **error;
} Checker;

static gboolean check_value (Checker *checker);

static gboolean
refuse (Checker    *checker,
        const char *why)
{
  g_set_error (checker->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Not JSON: %s at byte %" G_GSIZE_FORMAT, why,
               (gsize) (checker->at - checker->start));
  return FALSE;
}

static void
skip_space (Checker *checker)
{
  while (checker->at < checker->end && strchr (" \t\r\n", *checker->at) != NULL)
    checker->at++;
}

static gboolean
take (Checker *checker,
      char     expected)
{
  if (checker->at >= checker->end || *checker->at != expected)
    return FALSE;
  checker->at++;
  return TRUE;
}

static gboolean
check_word (Checker    *checker,
            const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (checker->end - checker->at) < length || strncmp (checker->at, word, length) != 0)
    return refuse (checker, "unknown word");
  checker->at += length;
  return TRUE;
}

static gboolean
take_digits (Checker *checker)
{
  const char *before = checker->at;

  while (checker->at < checker->end && g_ascii_isdigit (*checker->at))
    checker->at++;
  return checker->at > before;
}

static gboolean
check_number (Checker *checker)
{
  const char *before = checker->at;

  take (checker, '-');
  if (!take (checker, '0') && !take_digits (checker))
    return refuse (checker, "not a number");
  if (take (checker, '.') && !take_digits (checker))
    return refuse (checker, "digits missing after the point");
  if (take (checker, 'e') || take (checker, 'E'))
    {
      if (!take (checker, '+'))
        take (checker, '-');
      if (!take_digits (checker))
        return refuse (checker, "digits missing in the exponent");
    }
  if (checker->at - before > MAX_NUMBER_LENGTH)
    return refuse (checker, "number too long");
  return TRUE;
}

static int
take_hex4 (Checker *checker)
{
  int value = 0;

  if (checker->end - checker->at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (checker->at[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  checker->at += 4;
  return value;
}

static gboolean
check_escape (Checker *checker)
{
  int unit;

  if (checker->at >= checker->end || *checker->at == '\0' || strchr ("\"\\/bfnrtu", *checker->at) == NULL)
    return refuse (checker, "unknown escape");
  if (*checker->at++ != 'u')
    return TRUE;
  unit = take_hex4 (checker);
  if (unit <= 0)
    return refuse (checker, "bad character number");
  if (unit < 0xd800 || unit > 0xdfff)
    return TRUE;
  if (unit > 0xdbff || !take (checker, '\\') || !take (checker, 'u'))
    return refuse (checker, "half a surrogate pair");
  unit = take_hex4 (checker);
  if (unit < 0xdc00 || unit > 0xdfff)
    return refuse (checker, "half a surrogate pair");
  return TRUE;
}

static gboolean
check_string (Checker *checker)
{
  if (!take (checker, '"'))
    return refuse (checker, "string expected");
  while (checker->at < checker->end)
    {
      guchar c = *checker->at;

      if (c < 0x20)
        return refuse (checker, "control character in a string");
      checker->at++;
      if (c == '"')
        return TRUE;
      if (c == '\\' && !check_escape (checker))
        return FALSE;
    }
  return refuse (checker, "string without an end");
}

static gboolean
check_member (Checker    *checker,
              GHashTable *keys)
{
  const char *key = checker->at;

  if (!check_string (checker))
    return FALSE;
  if (!g_hash_table_add (keys, g_strndup (key, checker->at - key)))
    return refuse (checker, "the same key twice");
  skip_space (checker);
  if (!take (checker, ':'))
    return refuse (checker, "colon expected");
  return check_value (checker);
}

static gboolean
check_object (Checker *checker)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  skip_space (checker);
  if (take (checker, '}'))
    return TRUE;
  do
    {
      skip_space (checker);
      if (!check_member (checker, keys))
        return FALSE;
    }
  while (take (checker, ','));
  return take (checker, '}') || refuse (checker, "end of the object expected");
}

static gboolean
check_array (Checker *checker)
{
  skip_space (checker);
  if (take (checker, ']'))
    return TRUE;
  do
    {
      if (!check_value (checker))
        return FALSE;
    }
  while (take (checker, ','));
  return take (checker, ']') || refuse (checker, "end of the array expected");
}

/* Recursion is bounded by the depth. */
static gboolean
check_value (Checker *checker)
{
  gboolean good;

  skip_space (checker);
  if (checker->at >= checker->end)
    return refuse (checker, "value expected");
  if (++checker->depth > GESSO_JSON_MAX_DEPTH)
    return refuse (checker, "nested too deeply");
  if (++checker->n_values > GESSO_JSON_MAX_VALUES)
    return refuse (checker, "more values than allowed");
  switch (*checker->at)
    {
    case '{':
      checker->at++;
      good = check_object (checker);
      break;
    case '[':
      checker->at++;
      good = check_array (checker);
      break;
    case '"':
      good = check_string (checker);
      break;
    case 't':
      good = check_word (checker, "true");
      break;
    case 'f':
      good = check_word (checker, "false");
      break;
    case 'n':
      good = check_word (checker, "null");
      break;
    default:
      good = check_number (checker);
      break;
    }
  checker->depth--;
  if (good)
    skip_space (checker);
  return good;
}

gboolean
gesso_json_check (const char  *data,
                  gsize        length,
                  GError     **error)
{
  Checker checker = { data, data, data + length, 0, 0, error };

  if (length > GESSO_JSON_MAX_BYTES)
    return refuse (&checker, "larger than allowed");
  if (!g_utf8_validate_len (data, length, &checker.at))
    return refuse (&checker, "not UTF-8");
  checker.at = data;
  if (!check_value (&checker))
    return FALSE;
  return checker.at == checker.end || refuse (&checker, "more after the end");
}

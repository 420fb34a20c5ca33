/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-money.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#define MICRO_PER_CENT G_GINT64_CONSTANT (10000)
#define LARGEST (G_GINT64_CONSTANT (1000000) * GESSO_MICRO_PER_DOLLAR)

char *
gesso_money_sign (const char *number)
{
  /* Translators: an amount in US dollars; the sign stands where your language has it: “%s $” */
  return g_strdup_printf (C_ ("amount", "$%s"), number);
}

char *
gesso_money_format (gint64 micro_usd)
{
  guint64 amount = micro_usd < 0 ? -(guint64) micro_usd : (guint64) micro_usd;
  guint64 parts = amount / 100 + (amount % 100 >= 50 ? 1 : 0); /* ten-thousandths of a dollar */
  int decimals = 4;
  guint64 fraction = parts % 10000;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  for (; decimals > 2 && fraction % 10 == 0; decimals--)
    fraction /= 10;
  number = g_strdup_printf ("%" G_GUINT64_FORMAT "%s%0*" G_GUINT64_FORMAT, parts / 10000, localeconv ()->decimal_point,
                            decimals, fraction);
  text = gesso_money_sign (number);
  return g_strconcat (micro_usd < 0 && parts > 0 ? "−" : "", text, NULL);
}

static char *
format_cents (guint64 micro)
{
  guint64 whole = micro / MICRO_PER_CENT;
  guint64 rest = micro % MICRO_PER_CENT;
  g_autofree char *number = NULL;
  int decimals = 4;

  for (; decimals > 0 && rest % 10 == 0; decimals--)
    rest /= 10;
  number = g_strdup_printf ("%.*f", decimals, micro / (double) MICRO_PER_CENT);
  /* A part of a cent takes the plural. */
  return g_strdup_printf (ngettext ("%s cent", "%s cents", decimals == 0 ? (gulong) whole : 2), number);
}

char *
gesso_money_format_spoken (gint64 micro_usd)
{
  guint64 amount = micro_usd < 0 ? -(guint64) micro_usd : (guint64) micro_usd;
  guint64 dollars = amount / GESSO_MICRO_PER_DOLLAR;
  guint64 rest = amount % GESSO_MICRO_PER_DOLLAR;
  g_autofree char *cents = format_cents (rest);
  g_autofree char *text = NULL;

  if (dollars > 0)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, dollars);

      text = g_strdup_printf (ngettext ("%s dollar", "%s dollars", (gulong) dollars), number);
    }
  if (text != NULL && rest > 0)
    {
      /* Translators: an amount spoken by a screen reader, "1 dollar" and "5 cents" */
      char *both = g_strdup_printf (C_ ("amount", "%s and %s"), text, cents);

      g_free (text);
      text = both;
    }
  if (text == NULL)
    text = g_steal_pointer (&cents);
  if (micro_usd < 0)
    /* Translators: an amount spoken by a screen reader, "minus 5 cents" */
    return g_strdup_printf (_("minus %s"), text);
  return g_steal_pointer (&text);
}

/* The separator before the decimals, or NULL: people write 0.26, 0,26, 1,000 and 1,000.50. */
static const char *
find_decimal_separator (const char *text)
{
  const char *point = strrchr (text, '.');
  const char *comma = strrchr (text, ',');

  if (point != NULL && comma != NULL)
    return MAX (point, comma);
  if (point != NULL)
    return point;
  if (comma == NULL || strchr (text, ',') != comma)
    return NULL;
  return strlen (comma) == 4 && comma - text <= 3 && comma > text && text[0] != '0' ? NULL : comma;
}

static char *
strip_currency (const char *text)
{
  GString *bare = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (!g_unichar_isspace (letter))
        g_string_append_unichar (bare, letter);
    }
  if (g_str_has_prefix (bare->str, "$"))
    g_string_erase (bare, 0, 1);
  else if (g_str_has_suffix (bare->str, "$"))
    g_string_truncate (bare, bare->len - 1);
  return g_string_free (bare, FALSE);
}

gboolean
gesso_money_parse (const char *text,
                   gint64     *micro_usd)
{
  g_autofree char *bare = NULL;
  const char *separator;
  gint64 value = 0;
  gint64 scale = GESSO_MICRO_PER_DOLLAR;
  gboolean any = FALSE;

  g_return_val_if_fail (micro_usd != NULL, FALSE);

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  bare = strip_currency (text);
  separator = find_decimal_separator (bare);
  for (const char *c = bare; *c != '\0'; c++)
    {
      if ((*c == ',' || *c == '.') && (separator == NULL || c <= separator))
        {
          if (c != separator && !g_ascii_isdigit (c[1]))
            return FALSE;
          continue;
        }
      if (!g_ascii_isdigit (*c))
        return FALSE;
      any = TRUE;
      if (separator == NULL || c < separator)
        value = value * 10 + (*c - '0') * GESSO_MICRO_PER_DOLLAR;
      else if (scale > 1)
        value += (*c - '0') * (scale /= 10);
      else if (*c != '0')
        return FALSE;
      if (value > LARGEST)
        return FALSE;
    }
  if (!any)
    return FALSE;
  *micro_usd = value;
  return TRUE;
}

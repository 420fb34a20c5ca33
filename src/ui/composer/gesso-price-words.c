/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-money.h"
#include "gesso-price-words.h"

static char *
get_total (const GessoPress *self,
           guint             count)
{
  return self->sandbox ? g_strdup (_("Free")) : gesso_money_format (MAX (self->price, 0) * count);
}

char *
gesso_press_get_label (const GessoPress *self)
{
  g_autofree char *total = get_total (self, self->count);

  /* Every picture of the round is here: the price is that of making them once more. */
  if (self->count == 0)
    {
      g_autofree char *again = get_total (self, self->here);

      return g_strdup_printf (_("Generate Anyway · %s"), again);
    }
  if (self->asking)
    return g_strdup_printf (ngettext ("Generate %u more · %s?", "Generate %u more · %s?", self->count), self->count,
                            total);
  if (self->here > 0)
    return g_strdup_printf (_("Generate %u · %s, %u already here"), self->count, total, self->here);
  if (self->over_cap > 0)
    return g_strdup_printf (ngettext ("Generate · %s, %u will wait", "Generate · %s, %u will wait", self->over_cap),
                            total, self->over_cap);

  return g_strdup_printf (_("Generate · %s"), total);
}

char *
gesso_press_get_name (const GessoPress *self)
{
  guint count = self->count > 0 ? self->count : self->here;
  g_autofree char *spoken = NULL;

  if (self->sandbox)
    return g_strdup_printf (ngettext ("Generate %u picture for free", "Generate %u pictures for free", count), count);

  spoken = gesso_money_format_spoken (MAX (self->price, 0) * count);
  /* Translators: the second is an amount in words, as in "26 cents" */
  return g_strdup_printf (ngettext ("Generate %u picture for %s", "Generate %u pictures for %s", count), count, spoken);
}

char *
gesso_press_get_tooltip (const GessoPress *self)
{
  guint count = self->count > 0 ? self->count : self->here;
  g_autofree char *money = gesso_money_format (MAX (self->price, 0) * (self->sandbox ? count : 1));

  if (self->sandbox)
    return g_strdup_printf (_("With a key: %s"), money);
  if (self->has_moodboard)
    return g_strdup_printf (_("%u × %s, %s with a moodboard"), count, money, self->variant);
  if (self->has_references)
    return g_strdup_printf (_("%u × %s, %s with style references"), count, money, self->variant);

  /* Translators: how many pictures, the price of one, the model */
  return g_strdup_printf (_("%u × %s, %s"), count, money, self->variant);
}

char *
gesso_press_get_toast (const GessoPress *self,
                       guint             count)
{
  g_autofree char *total = get_total (self, count);

  return g_strdup_printf (ngettext ("%u queued · %s", "%u queued · %s", count), count, total);
}

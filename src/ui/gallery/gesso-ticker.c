/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-ticker.h"

static GHashTable *listeners; /* data → GessoTickFunc */
static guint timer;

static gboolean
tick_cb (gpointer unused)
{
  g_autofree gpointer *all = NULL;
  guint n;

  /* A listener may add or remove any other. */
  all = g_hash_table_get_keys_as_array (listeners, &n);
  for (guint i = 0; i < n; i++)
    {
      GessoTickFunc func = (GessoTickFunc) g_hash_table_lookup (listeners, all[i]);

      if (func != NULL)
        func (all[i]);
    }
  return G_SOURCE_CONTINUE;
}

void
gesso_ticker_add (GessoTickFunc func,
                  gpointer      data)
{
  g_return_if_fail (func != NULL && data != NULL);

  if (listeners == NULL)
    listeners = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (listeners, data, (gpointer) func);
  if (timer == 0)
    timer = g_timeout_add_seconds (1, tick_cb, NULL);
}

void
gesso_ticker_remove (gpointer data)
{
  if (listeners == NULL || !g_hash_table_remove (listeners, data) || g_hash_table_size (listeners) > 0)
    return;
  g_clear_handle_id (&timer, g_source_remove);
}

gboolean
gesso_ticker_runs (void)
{
  return timer != 0;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include <string.h>

typedef struct {
  const char *id;
  const char *title;
  const char *models; /* with bars between them */
  const char *created_at;
} Style;

/* Newest first, as they are listed. */
static const Style styles[] = {
  { "k3v9x1q7b", "Soft ink", "k2", "2026-10-01T10:00:00.000Z" },
  { "p8w2m4d6t", "Riso grain", "k2-large", "2026-09-12T08:30:00.000Z" },
  { "d5f0c7r1n", "Dry gouache", "k2|k2-large", "2026-08-20T14:05:00.000Z" },
  { "w6h3j9s2a", "Night harbour", "k2", "2026-07-03T19:45:00.000Z" },
};

static gboolean
fits (const Style *style,
      const char  *variant)
{
  g_auto (GStrv) models = g_strsplit (style->models, "|", -1);

  return g_strv_contains ((const char *const *) models, strcmp (variant, "large") == 0 ? "k2-large" : "k2");
}

static const Style *
find_style (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (strcmp (styles[i].id, id) == 0)
      return &styles[i];
  return NULL;
}

char *
gesso_sandbox_refuse_style (const char *id,
                            const char *variant)
{
  const Style *style = find_style (id);

  if (style == NULL)
    return g_strdup_printf ("style %s not found", id);
  return fits (style, variant) ? NULL : g_strdup_printf ("style %s was not trained for this model", id);
}

static JsonObject *
style_to_reply (const Style *style)
{
  JsonObject *reply = json_object_new ();
  JsonArray *models = json_array_new ();
  g_auto (GStrv) names = g_strsplit (style->models, "|", -1);

  for (char **name = names; *name != NULL; name++)
    json_array_add_string_element (models, *name);
  json_object_set_string_member (reply, "id", style->id);
  json_object_set_string_member (reply, "title", style->title);
  json_object_set_array_member (reply, "urls", json_array_new ());
  json_object_set_boolean_member (reply, "public", FALSE);
  json_object_set_null_member (reply, "cover_url");
  json_object_set_null_member (reply, "prompt");
  json_object_set_array_member (reply, "models", models);
  json_object_set_null_member (reply, "owner");
  json_object_set_int_member (reply, "like_count", 0);
  json_object_set_string_member (reply, "created_at", style->created_at);
  return reply;
}

static void
list_styles (GessoSandboxExchange *exchange)
{
  const char *cursor = exchange->query != NULL ? g_hash_table_lookup (exchange->query, "cursor") : NULL;
  const char *next = NULL;
  JsonArray *items;
  gint64 before;
  guint limit;

  if (!gesso_sandbox_read_page (exchange, &limit, &before))
    return;
  items = json_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (styles) && next == NULL; i++)
    {
      if (cursor != NULL && strcmp (styles[i].created_at, cursor) >= 0)
        continue;
      if (json_array_get_length (items) == limit)
        next = styles[i - 1].created_at;
      else
        json_array_add_object_element (items, style_to_reply (&styles[i]));
    }
  gesso_sandbox_reply_page (exchange, items, next);
}

void
gesso_sandbox_serve_styles (GessoSandboxExchange *exchange)
{
  const Style *style = find_style (exchange->rest);

  if (gesso_sandbox_fault_before (exchange))
    return;
  if (*exchange->rest == '\0')
    list_styles (exchange);
  else if (style != NULL)
    gesso_sandbox_reply_object (exchange->message, 200, style_to_reply (style));
  else
    gesso_sandbox_reply_error (exchange, 404, "Style not found");
}

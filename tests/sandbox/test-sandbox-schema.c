/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-sandbox-schema.h"
#include "sandbox-fixture.h"

#include <string.h>

#define BASE "\"prompt\":\"a boat\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\""
#define UUID "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21"
#define REFERENCE "{\"url\":\"https://a.b/c.png\"}"
#define FOUR REFERENCE "," REFERENCE "," REFERENCE "," REFERENCE

static GessoSandboxRequest *
parse (const char  *json,
       const char  *spec,
       char       **field)
{
  g_autoptr (GessoSandboxFaults) options = gesso_sandbox_faults_parse (spec, NULL);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autofree char *reason = NULL;
  GessoSandboxRequest *request = gesso_sandbox_request_parse (body, options, field, &reason);

  g_assert_true ((request == NULL) == (reason != NULL));
  return request;
}

static void
test_accepted (void)
{
  static const struct {
    const char *json;
    const char *spec;
  } cases[] = {
    { "{" BASE "}", "" },
    { "{" BASE ",\"seed\":null,\"image_url\":null}", "" },
    { "{" BASE ",\"seed\":2147483647,\"creativity\":\"raw\",\"intensity\":-100,\"complexity\":100,\"movement\":0}", "" },
    { "{" BASE ",\"image_style_references\":[],\"moodboards\":[],\"styles\":[]}", "" },
    { "{" BASE ",\"image_style_references\":[{\"url\":\"https://a.b/c.png\",\"strength\":-2,\"extra\":1}]}", "" },
    { "{" BASE ",\"image_style_references\":[" FOUR "," FOUR "," REFERENCE "," REFERENCE "]}", "" },
    { "{" BASE ",\"moodboards\":[{\"id\":\"" UUID "\",\"strength\":1.5}]}", "" },
    { "{" BASE ",\"moodboards\":[{\"id\":\"" UUID "\",\"strength\":1}]}", "strict_strength=1" },
    { "{" BASE ",\"styles\":[{\"id\":\"k3v9x1q7b\",\"strength\":-2}]}", "strict_strength=1" },
    { "{" BASE ",\"image_url\":\"https://a.b/c.png\",\"strength\":0}", "" },
    { "{\"prompt\":\"\",\"aspect_ratio\":\"3:4\",\"resolution\":\"1K\"}", "ratios=9" },
    { "{\"prompt\":\"\",\"aspect_ratio\":\"2.35:1\",\"resolution\":\"1K\"}", "ratios=8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *field = NULL;
      g_autoptr (GessoSandboxRequest) request = parse (cases[i].json, cases[i].spec, &field);

      g_test_message ("%s", cases[i].json);
      g_assert_nonnull (request);
    }
}

static void
test_refused (void)
{
  static const struct {
    const char *json;
    const char *spec;
    const char *field;
  } cases[] = {
    { "", "", NULL },
    { "[]", "", NULL },
    { "\"text\"", "", NULL },
    { "{\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\"}", "", "prompt" },
    { "{\"prompt\":7,\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\"}", "", "prompt" },
    { "{\"prompt\":\"x\",\"resolution\":\"1K\"}", "", "aspect_ratio" },
    { "{\"prompt\":\"x\",\"aspect_ratio\":\"1:2\",\"resolution\":\"1K\"}", "", "aspect_ratio" },
    { "{\"prompt\":\"x\",\"aspect_ratio\":\"3:4\",\"resolution\":\"1K\"}", "ratios=8", "aspect_ratio" },
    { "{\"prompt\":\"x\",\"aspect_ratio\":\"1:1\"}", "", "resolution" },
    { "{\"prompt\":\"x\",\"aspect_ratio\":\"1:1\",\"resolution\":\"2K\"}", "", "resolution" },
    { "{" BASE ",\"negative_prompt\":\"x\"}", "", "negative_prompt" },
    { "{" BASE ",\"aspectRatio\":\"1:1\"}", "", "aspectRatio" },
    { "{" BASE ",\"creativity\":\"wild\"}", "", "creativity" },
    { "{" BASE ",\"creativity\":null}", "", "creativity" },
    { "{" BASE ",\"seed\":\"7\"}", "", "seed" },
    { "{" BASE ",\"intensity\":101}", "", "intensity" },
    { "{" BASE ",\"complexity\":-101}", "", "complexity" },
    { "{" BASE ",\"movement\":1.5}", "", "movement" },
    { "{" BASE ",\"movement\":true}", "", "movement" },
    { "{" BASE ",\"image_style_references\":{}}", "", "image_style_references" },
    { "{" BASE ",\"image_style_references\":[" FOUR "," FOUR "," FOUR "]}", "", "image_style_references" },
    { "{" BASE ",\"image_style_references\":[\"https://a.b/c.png\"]}", "", "image_style_references[0]" },
    { "{" BASE ",\"image_style_references\":[" REFERENCE ",{\"strength\":1}]}", "", "image_style_references[1].url" },
    { "{" BASE ",\"image_style_references\":[{\"url\":\"ink.png\"}]}", "", "image_style_references[0].url" },
    { "{" BASE ",\"image_style_references\":[{\"url\":\"https://a.b/c.png\",\"strength\":2.1}]}", "",
      "image_style_references[0].strength" },
    { "{" BASE ",\"image_style_references\":[{\"url\":\"https://a.b/c.png\",\"strength\":-0.1}]}", "strict_strength=1",
      "image_style_references[0].strength" },
    { "{" BASE ",\"moodboards\":[{\"id\":\"" UUID "\"},{\"id\":\"" UUID "\"}]}", "", "moodboards" },
    { "{" BASE ",\"moodboards\":[{\"id\":\"harbour\"}]}", "", "moodboards[0].id" },
    { "{" BASE ",\"moodboards\":[{\"id\":\"" UUID "\",\"strength\":1.6}]}", "", "moodboards[0].strength" },
    { "{" BASE ",\"moodboards\":[{\"id\":\"" UUID "\",\"strength\":1.1}]}", "strict_strength=1",
      "moodboards[0].strength" },
    { "{" BASE ",\"styles\":[{\"id\":\"k3v9x1q7b\"}]}", "", "styles[0].strength" },
    { "{" BASE ",\"styles\":[{\"strength\":1}]}", "", "styles[0].id" },
    { "{" BASE ",\"styles\":[{\"id\":\"k3v9x1q7b\",\"strength\":\"1\"}]}", "", "styles[0].strength" },
    { "{" BASE ",\"image_url\":\"\"}", "", "image_url" },
    { "{" BASE ",\"strength\":1.01}", "", "strength" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *field = NULL;
      g_autoptr (GessoSandboxRequest) request = parse (cases[i].json, cases[i].spec, &field);

      g_test_message ("%s", cases[i].json);
      g_assert_null (request);
      g_assert_cmpstr (field, ==, cases[i].field);
    }
}

static void
test_long_addresses (void)
{
  g_autofree char *long_text = g_strnfill (2000, 'A');
  g_autofree char *https = g_strdup_printf ("{" BASE ",\"image_url\":\"https://a.b/%s\"}", long_text);
  g_autofree char *data = g_strdup_printf ("{" BASE ",\"image_url\":\"data:image/png;base64,%s\"}", long_text);
  g_autofree char *field = NULL;
  g_autofree char *no_field = NULL;
  g_autoptr (GessoSandboxRequest) refused = parse (https, "", &field);
  g_autoptr (GessoSandboxRequest) accepted = parse (data, "", &no_field);

  g_assert_null (refused);
  g_assert_cmpstr (field, ==, "image_url");
  g_assert_nonnull (accepted);
}

static void
test_defaults (void)
{
  g_autofree char *field = NULL;
  g_autoptr (GessoSandboxRequest) low = parse ("{" BASE "}", "", &field);
  g_autoptr (GessoSandboxRequest) medium = parse ("{" BASE "}", "creativity_default=medium", &field);
  g_autoptr (GessoSandboxRequest) full =
    parse ("{" BASE ",\"image_style_references\":[" REFERENCE "],\"image_url\":\"https://a.b/c.png\"}", "", &field);
  GessoSandboxReference *reference = full->references->pdata[0];

  g_assert_cmpstr (low->creativity, ==, "low");
  g_assert_cmpstr (medium->creativity, ==, "medium");
  g_assert_cmpint (low->seed, ==, -1);
  g_assert_cmpfloat_with_epsilon (reference->strength, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (full->strength, 0.99, 1e-9);
}

/* The three shapes and both statuses of a refusal. */
static void
test_bodies (void)
{
  static const char *const shapes[] = { "error", "detail", "issues" };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *spec = g_strdup_printf ("validation_body=%s,validation_status=%d", shapes[i], i == 1 ? 422 : 400);
      g_auto (Fixture) fixture = { NULL };
      g_autoptr (Reply) reply = NULL;

      fixture_set_up (&fixture, NULL, spec);
      reply = ask (&fixture, "POST", MEDIUM, "{" BASE ",\"n\":4}");
      g_assert_cmpuint (reply->status, ==, i == 1 ? 422 : 400);
      g_assert_cmpuint (json_object_get_size (reply->object), ==, 1);
      g_assert_true (json_object_has_member (reply->object, shapes[i]));
      if (i == 0)
        g_assert_nonnull (strstr (string_member (reply, "error"), "Unrecognized key(s)"));
      else
        g_assert_true (JSON_NODE_HOLDS_ARRAY (json_object_get_member (reply->object, shapes[i])));
    }
}

/* What the schema allows and does not exist. */
static void
test_existence (void)
{
  static const struct {
    const char *path;
    const char *rest;
    guint       status;
    const char *text;
  } cases[] = {
    { MEDIUM, "\"styles\":[{\"id\":\"nope\",\"strength\":1}]", 400, "style nope not found" },
    { MEDIUM, "\"styles\":[{\"id\":\"p8w2m4d6t\",\"strength\":1}]", 400, "trained" },
    { "/generate/image/krea/krea-2/large", "\"styles\":[{\"id\":\"k3v9x1q7b\",\"strength\":1}]", 400, "trained" },
    { MEDIUM, "\"styles\":[{\"id\":\"d5f0c7r1n\",\"strength\":1}]", 200, NULL },
    { MEDIUM, "\"moodboards\":[{\"id\":\"00000000-0000-0000-0000-000000000000\"}]", 400, "Invalid ids" },
    { MEDIUM, "\"image_style_references\":[{\"url\":\"http://a.b/c.png\"}]", 422, "Invalid asset URL" },
    { MEDIUM, "\"image_style_references\":[{\"url\":\"file:///etc/passwd\"}]", 422, "Invalid asset URL" },
    { MEDIUM, "\"image_style_references\":[{\"url\":\"http://127.0.0.1:1/uploads/a/1-b.png\"}]", 422, "Invalid asset" },
    { MEDIUM, "\"image_style_references\":[{\"url\":\"data:image/png;base64,AAAA\"}]", 422, "Invalid asset URL" },
    { MEDIUM, "\"image_style_references\":[{\"url\":\"data:image/png,AAAA\"}]", 422, "Invalid asset URL" },
    { MEDIUM, "\"image_style_references\":[{\"url\":\"https://a.b/c.png\"}]", 200, NULL },
  };
  g_auto (Fixture) fixture = { NULL };

  fixture_set_up (&fixture, NULL, "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{" BASE ",%s}", cases[i].rest);
      g_autoptr (Reply) reply = ask (&fixture, "POST", cases[i].path, body);

      g_test_message ("%s", cases[i].rest);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      if (cases[i].text != NULL)
        g_assert_nonnull (strstr (string_member (reply, "error"), cases[i].text));
    }
}

/* A body past the limit is refused without being kept, whether its length was said or not. */
static void
test_too_large (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *body = g_strnfill (9 * 1024 * 1024, ' ');
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (body, 9 * 1024 * 1024, NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (Reply) said = NULL;
  g_autoptr (Reply) unsaid = NULL;

  fixture_set_up (&fixture, NULL, "");
  said = ask (&fixture, "POST", MEDIUM, body);
  g_assert_cmpuint (said->status, ==, 413);
  message = message_new (&fixture, "POST", MEDIUM);
  soup_message_set_request_body (message, "application/json", stream, -1);
  unsaid = ask_message (&fixture, message);
  g_assert_cmpuint (unsaid->status, ==, 413);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/schema/accepted", test_accepted);
  g_test_add_func ("/sandbox/schema/refused", test_refused);
  g_test_add_func ("/sandbox/schema/long-addresses", test_long_addresses);
  g_test_add_func ("/sandbox/schema/defaults", test_defaults);
  g_test_add_func ("/sandbox/schema/bodies", test_bodies);
  g_test_add_func ("/sandbox/schema/existence", test_existence);
  g_test_add_func ("/sandbox/schema/too-large", test_too_large);
  return g_test_run ();
}

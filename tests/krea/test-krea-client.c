/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "gesso-json.h"
#include "gesso-test.h"
#include "krea-test.h"

/* A well-behaved server that remembers the last request and answers what it was told to. */
typedef struct
{
  SoupServer *server;
  char *url;
  KreaClient *client;

  guint status;
  const char *reply;
  const char *header_name;
  const char *header_value;

  char *method;
  char *path;
  char *query;
  char *authorization;
  char *content_type;
  char *webhook;
  GBytes *body;
  guint count;
} Fixture;

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  Fixture *f = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_free (f->method);
  g_free (f->path);
  g_free (f->query);
  g_free (f->authorization);
  g_free (f->content_type);
  g_free (f->webhook);
  g_clear_pointer (&f->body, g_bytes_unref);
  f->count++;
  f->method = g_strdup (soup_server_message_get_method (message));
  f->path = g_strdup (path);
  f->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  f->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  f->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  f->webhook = g_strdup (soup_message_headers_get_one (headers, "X-Webhook-URL"));
  f->body = soup_message_body_flatten (body);
  soup_server_message_set_status (message, f->status, NULL);
  if (f->header_name != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), f->header_name, f->header_value);
  if (f->reply != NULL)
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, f->reply, strlen (f->reply));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  f->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (f->server, NULL, handle_cb, f, NULL);
  g_assert_true (soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  f->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  f->client = krea_client_new (f->url, "  " TEST_KEY "\n");
  f->status = 200;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gpointer weak = f->client;

  g_object_add_weak_pointer (G_OBJECT (f->client), &weak);
  g_clear_object (&f->client);
  gesso_test_await_finalized (&weak);
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
  g_free (f->url);
  g_free (f->method);
  g_free (f->path);
  g_free (f->query);
  g_free (f->authorization);
  g_free (f->content_type);
  g_free (f->webhook);
  g_clear_pointer (&f->body, g_bytes_unref);
}

static GAsyncResult *
await_and_check (Fixture       *f,
                 GAsyncResult **slot,
                 const char    *method,
                 const char    *path,
                 const char    *query)
{
  GAsyncResult *result = gesso_test_await_result (slot);

  g_assert_cmpstr (f->method, ==, method);
  g_assert_cmpstr (f->path, ==, path);
  g_assert_cmpstr (f->query, ==, query);
  g_assert_cmpstr (f->authorization, ==, "Bearer " TEST_KEY);
  return result;
}

static void
test_submit_job (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (KreaRequest) request = test_request_new ();
  g_autoptr (GBytes) expected = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (KreaJob) job = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  krea_request_set_variant (request, "large");
  f->reply = "{\"job_id\":\"c1a5f0b2\",\"status\":\"queued\",\"created_at\":\"2026-11-22T09:15:02.118Z\",\"completed_at\":null,"
             "\"result\":null}";
  krea_client_submit_async (f->client, request, "https://relay.example/s3", gesso_test_result_cb, &slot);
  result = await_and_check (f, &slot, "POST", "/generate/image/krea/krea-2/large", NULL);
  job = krea_client_submit_finish (f->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (krea_job_get_id (job), ==, "c1a5f0b2");
  g_assert_cmpint (krea_job_get_created_at (job), ==, G_GINT64_CONSTANT (1795338902118));
  g_assert_cmpstr (f->content_type, ==, "application/json");
  g_assert_cmpstr (f->webhook, ==, "https://relay.example/s3");
  expected = krea_request_to_body (request, NULL);
  g_assert_true (g_bytes_equal (f->body, expected));
  /* The Date header of SoupServer is the server's time. */
  g_assert_cmpint (ABS (krea_client_get_server_time (f->client) - g_get_real_time () / 1000), <, 5000);
}

static void
test_submit_invalid (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (KreaRequest) request = test_request_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  krea_request_set_seed (request, KREA_SEED_RANDOM);
  g_assert_null (test_submit (f->client, request, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
  g_assert_cmpstr (krea_error_get_details (error)->field, ==, "seed");
  g_assert_true (krea_error_get_details (error)->nothing_written);
  g_clear_error (&error);
  krea_request_set_seed (request, 1);
  krea_client_submit_async (f->client, request, "http://evil.example/\r\nX: y", gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_null (krea_client_submit_finish (f->client, result, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
  g_assert_cmpuint (f->count, ==, 0);
}

static void
test_get_and_cancel (Fixture       *f,
                     gconstpointer  data)
{
  static const guint good[] = { 200, 202, 204 };
  g_autoptr (KreaJob) job = NULL;
  g_autoptr (GError) error = NULL;

  f->reply = "{\"job_id\":\"j/1\",\"status\":\"completed\"}";
  g_assert_null (test_get_job (f->client, "a/b?c", &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY);
  g_assert_cmpstr (f->path, ==, "/jobs/a/b?c"); /* decoded by the server: one segment on the wire */
  g_clear_error (&error);
  g_assert_null (test_get_job (f->client, "..", &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
  g_clear_error (&error);
  f->reply = "{\"job_id\":\"j1\",\"status\":\"completed\",\"result\":{\"urls\":[\"https://gen.krea.ai/images/1.png\"]}}";
  job = test_get_job (f->client, "j1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (krea_job_get_picture_url (job), ==, "https://gen.krea.ai/images/1.png");
  f->reply = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      GAsyncResult *slot = NULL;
      g_autoptr (GAsyncResult) result = NULL;

      f->status = good[i];
      krea_client_cancel_job_async (f->client, "j1", NULL, gesso_test_result_cb, &slot);
      result = await_and_check (f, &slot, "DELETE", "/jobs/j1", NULL);
      g_assert_true (krea_client_cancel_job_finish (f->client, result, &error));
      g_assert_no_error (error);
    }
}

static void
test_list_jobs (Fixture       *f,
                gconstpointer  data)
{
  static const char *const pages[] = {
    "{\"items\":[{\"job_id\":\"a\"},{\"job_id\":\"b\"}],\"next_cursor\":\"2026-11-22T08:02:44.000Z\"}",
    "{\"items\":[{\"job_id\":\"a\"},{\"job_id\":\"b\"}],\"nextCursor\":\"2026-11-22T08:02:44.000Z\"}",
    "{\"items\":[{\"job_id\":\"a\"},{\"job_id\":\"b\"}],\"next_cursor\":null}",
  };
  static const char *const bad[] = { "{}", "{\"items\":{}}", "{\"items\":[{\"job_id\":\"a\"},7]}", "[]" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pages) + G_N_ELEMENTS (bad); i++)
    {
      gboolean is_good = i < G_N_ELEMENTS (pages);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) jobs = NULL;
      g_autofree char *cursor = NULL;
      GAsyncResult *slot = NULL;

      f->reply = is_good ? pages[i] : bad[i - G_N_ELEMENTS (pages)];
      krea_client_list_jobs_async (f->client, 5000, "2026-11-22T09:00:00+01:00", "completed", NULL, gesso_test_result_cb, &slot);
      result = await_and_check (f, &slot, "GET", "/jobs",
                                "limit=1000&cursor=2026-11-22T09%3A00%3A00%2B01%3A00&status=completed");
      jobs = krea_client_list_jobs_finish (f->client, result, &cursor, &error);
      if (is_good)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (jobs->len, ==, 2);
          g_assert_cmpstr (krea_job_get_id (jobs->pdata[1]), ==, "b");
          g_assert_cmpstr (cursor, ==, i < 2 ? "2026-11-22T08:02:44.000Z" : NULL);
        }
      else
        {
          /* A listing that hides a job would let it be paid for twice. */
          g_assert_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY);
          g_clear_error (&error);
        }
    }
}

/* As many as there can be, which are read in a thread; one that can't be read spoils them all the same. */
static void
test_list_many (Fixture       *f,
                gconstpointer  data)
{
  for (guint broken = 0; broken < 2; broken++)
    {
      g_autoptr (GString) page = g_string_new ("{\"items\":[");
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) jobs = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *slot = NULL;

      for (guint i = 0; i < 1000; i++)
        g_string_append_printf (page, "{\"job_id\":\"job-%u\",\"status\":\"completed\"},", i);
      g_string_append (page, broken ? "7],\"next_cursor\":null}" : "{\"job_id\":\"z\"}],\"next_cursor\":null}");
      f->reply = page->str;
      krea_client_list_jobs_async (f->client, 1000, NULL, NULL, NULL, gesso_test_result_cb, &slot);
      result = await_and_check (f, &slot, "GET", "/jobs", "limit=1000");
      jobs = krea_client_list_jobs_finish (f->client, result, NULL, &error);
      if (broken)
        {
          g_assert_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (jobs->len, ==, 1001);
      g_assert_cmpstr (krea_job_get_id (jobs->pdata[1000]), ==, "z");
    }
}

#define ASSET                                                                                                                  \
  "{\"id\":\"7b1d\",\"image_url\":\"https://app-uploads.krea.ai/u/1-ink.png\",\"uploaded_at\":\"2026-11-22T09:10:00.000Z\"," \
  "\"width\":1024,\"height\":768,\"size_bytes\":812345,\"mime_type\":\"image/png\",\"description\":\"ink study\"}"

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer data)
{
  guint64 *last = data;

  g_assert_cmpuint (done, >, *last);
  g_assert_cmpuint (done, <=, total);
  *last = done;
}

static void
test_upload (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GBytes) png = gesso_test_make_png (4, 4, 0xff0000);
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture", 10);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (KreaAsset) asset = NULL;
  g_autoptr (KreaAsset) copy = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  guint64 sent = 0;
  const char *body;
  gsize length;

  f->reply = ASSET;
  krea_client_upload_asset_async (f->client, png, "/pictures/ana/Tinte № \"1\".jpeg", "ink study", progress_cb, &sent, NULL,
                                  gesso_test_result_cb, &slot);
  result = await_and_check (f, &slot, "POST", "/assets", NULL);
  asset = krea_client_upload_asset_finish (f->client, result, &error);
  g_assert_no_error (error);
  copy = krea_asset_copy (asset);
  g_assert_cmpstr (copy->url, ==, "https://app-uploads.krea.ai/u/1-ink.png");
  g_assert_cmpuint (copy->width, ==, 1024);
  g_assert_cmpuint (copy->size, ==, 812345);
  g_assert_cmpint (copy->uploaded_at, ==, G_GINT64_CONSTANT (1795338600000));
  g_assert_true (g_str_has_prefix (f->content_type, "multipart/form-data; boundary="));
  body = g_bytes_get_data (f->body, &length);
  g_assert_cmpuint (sent, ==, length);
  g_assert_nonnull (g_strstr_len (body, length, "name=\"file\""));
  g_assert_nonnull (g_strstr_len (body, length, "filename=\"Tinte-"));
  g_assert_nonnull (g_strstr_len (body, length, "-1-.png\""));
  g_assert_null (g_strstr_len (body, length, "ana"));
  g_assert_nonnull (g_strstr_len (body, length, "Content-Type: image/png"));
  g_assert_nonnull (memmem (body, length, "ink study", 9));
  g_assert_nonnull (memmem (body, length, g_bytes_get_data (png, NULL), g_bytes_get_size (png)));

  f->count = 0;
  krea_client_upload_asset_async (f->client, text, "x.png", NULL, NULL, NULL, NULL, gesso_test_result_cb, &slot);
  refused = gesso_test_await_result (&slot);
  g_assert_null (krea_client_upload_asset_finish (f->client, refused, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
  g_assert_cmpstr (krea_error_get_details (error)->field, ==, "file");
  g_assert_cmpuint (f->count, ==, 0);
}

static void
test_assets (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) got = NULL;
  g_autoptr (GAsyncResult) deleted = NULL;
  g_autoptr (GPtrArray) assets = NULL;
  g_autoptr (KreaAsset) asset = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = NULL;
  GAsyncResult *slot = NULL;

  f->reply = "{\"items\":[" ASSET ",{\"id\":5}],\"next_cursor\":\"x\"}";
  krea_client_list_assets_async (f->client, 10, NULL, NULL, gesso_test_result_cb, &slot);
  listed = await_and_check (f, &slot, "GET", "/assets", "limit=10");
  assets = krea_client_list_assets_finish (f->client, listed, &cursor, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (assets->len, ==, 1);
  g_assert_cmpstr (cursor, ==, "x");
  f->reply = ASSET;
  krea_client_get_asset_async (f->client, "7b1d", NULL, gesso_test_result_cb, &slot);
  got = await_and_check (f, &slot, "GET", "/assets/7b1d", NULL);
  asset = krea_client_get_asset_finish (f->client, got, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (asset->id, ==, "7b1d");
  f->reply = "{\"success\":true,\"message\":\"gone\"}";
  krea_client_delete_asset_async (f->client, "7b1d", NULL, gesso_test_result_cb, &slot);
  deleted = await_and_check (f, &slot, "DELETE", "/assets/7b1d", NULL);
  g_assert_true (krea_client_delete_asset_finish (f->client, deleted, &error));
  g_assert_no_error (error);
}

static void
test_styles (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) styles = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  f->reply = "{\"items\":[{\"id\":\"k3v9\",\"title\":\"Soft\\nink\",\"models\":[\"k2\",7],\"cover_url\":null},"
             "{\"id\":\"q\",\"models\":[]}],\"next_cursor\":null}";
  krea_client_list_styles_async (f->client, 100, "c", NULL, gesso_test_result_cb, &slot);
  result = await_and_check (f, &slot, "GET", "/styles", "limit=100&cursor=c");
  styles = krea_client_list_styles_finish (f->client, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (styles->len, ==, 2);
  g_assert_cmpstr (((KreaStyleInfo *) styles->pdata[0])->title, ==, "Soft ink");
  g_assert_true (krea_style_info_fits (styles->pdata[0], "medium"));
  g_assert_true (krea_style_info_fits (styles->pdata[0], "medium-turbo"));
  g_assert_false (krea_style_info_fits (styles->pdata[0], "large"));
  g_assert_true (krea_style_info_fits (styles->pdata[1], "large"));
  g_assert_cmpstr (((KreaStyleInfo *) styles->pdata[1])->title, ==, "q");
}

static void
test_check_key (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GAsyncResult) good = NULL;
  g_autoptr (GAsyncResult) bad = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  f->reply = "{\"items\":[],\"next_cursor\":null}";
  krea_client_check_key_async (f->client, NULL, gesso_test_result_cb, &slot);
  good = await_and_check (f, &slot, "GET", "/jobs", "limit=1");
  g_assert_true (krea_client_check_key_finish (f->client, good, &error));
  g_assert_no_error (error);
  f->status = 401;
  f->reply = "{\"message\":\"Unauthorized: " TEST_KEY " and s3cret-part-of-the-key\"}";
  krea_client_check_key_async (f->client, NULL, gesso_test_result_cb, &slot);
  bad = gesso_test_await_result (&slot);
  g_assert_false (krea_client_check_key_finish (f->client, bad, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_UNAUTHORIZED);
  g_assert_cmpstr (krea_error_get_details (error)->server_message, ==, "Unauthorized: … and …");
  g_assert_null (strstr (error->message, "s3cret"));
}

static void
test_unusable_key (Fixture       *f,
                   gconstpointer  data)
{
  static const char *const keys[] = { "", "two words", "line\nbreak: x", "schlüssel" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (KreaClient) client = krea_client_new (f->url, keys[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (test_get_job (client, "j", &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_UNAUTHORIZED);
      g_assert_true (krea_error_get_details (error)->nothing_written);
    }
  g_assert_cmpuint (f->count, ==, 0);
}

static void
test_origin (Fixture       *f,
             gconstpointer  data)
{
  static const char *const spellings[] = { "https://api.krea.ai", "https://api.krea.ai/", " HTTPS://API.krea.ai:443 " };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (KreaClient) client = krea_client_new (spellings[i], TEST_KEY);

      g_assert_cmpstr (krea_client_get_origin (client), ==, "https://api.krea.ai");
    }
  g_assert_cmpstr (krea_client_get_origin (f->client), ==, f->url);
}

typedef struct
{
  guint status;
  const char *body;
  KreaError code;
  const char *message;
  const char *field;
} Refusal;

static const Refusal refusals[] = {
  { 400, "{\"error\":\"style k3 not found\"}", KREA_ERROR_INVALID_REQUEST, "style k3 not found", "styles" },
  { 400, "{\"error\":\"bad aspect_ratio 3:4\"}", KREA_ERROR_INVALID_REQUEST, "bad aspect_ratio 3:4", "aspect_ratio" },
  { 422, "{\"error\":{\"code\":\"x\",\"message\":\"Invalid asset URL\"}}", KREA_ERROR_INVALID_REQUEST, "Invalid asset URL",
    "image_style_references" },
  { 422, "{\"detail\":[{\"loc\":[\"body\",\"image_style_references\",3,\"strength\"],\"msg\":\"too big\",\"type\":\"x\"}]}",
    KREA_ERROR_INVALID_REQUEST, "too big", "image_style_references[3].strength" },
  { 422, "{\"issues\":[{\"path\":[\"seed\"],\"message\":\"Expected number\"}]}", KREA_ERROR_INVALID_REQUEST, "Expected number",
    "seed" },
  { 400, "{\"message\":\"no\",\"errors\":[{\"path\":\"creativity\",\"message\":\"m\"}]}", KREA_ERROR_INVALID_REQUEST, "no",
    "creativity" },
  { 400, "{\"detail\":\"just so\"}", KREA_ERROR_INVALID_REQUEST, "just so", NULL },
  { 400, "{\"errors\":[1,{}],\"detail\":7,\"error\":[]}", KREA_ERROR_INVALID_REQUEST, NULL, NULL },
  { 402, "{\"message\":\"Your API balance is separate\"}", KREA_ERROR_PAYMENT_REQUIRED, "Your API balance is separate", NULL },
  { 403, "{\"error\":\"not yours\"}", KREA_ERROR_FORBIDDEN, "not yours", NULL },
  { 404, "<html><head><title>x</title></head><body><h1>Not&nbsp;Found</h1></body></html>", KREA_ERROR_NOT_FOUND, "Not Found",
    NULL },
  { 408, "", KREA_ERROR_SERVER, NULL, NULL },
  { 409, "", KREA_ERROR_SERVER, NULL, NULL },
  { 413, "too large", KREA_ERROR_TOO_LARGE, "too large", NULL },
  { 418, "", KREA_ERROR_BAD_REPLY, NULL, NULL },
  { 425, "", KREA_ERROR_SERVER, NULL, NULL },
  { 429, "{\"error\":\"CONCURRENCY_LIMIT_REACHED\"}", KREA_ERROR_BUSY, "CONCURRENCY_LIMIT_REACHED", NULL },
  { 500, "\xff\xfe\x01 oops\xe2\x80\xae", KREA_ERROR_SERVER, "�� oops", NULL },
  { 503, "{}", KREA_ERROR_SERVER, NULL, NULL },
};

static void
test_refusals (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (KreaRequest) request = test_request_new ();

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;
      const KreaErrorDetails *details;

      f->status = refusals[i].status;
      f->reply = refusals[i].body;
      g_assert_null (test_submit (f->client, request, &error));
      g_test_message ("%u: %s", f->status, error->message);
      g_assert_error (error, KREA_ERROR, (int) refusals[i].code);
      details = krea_error_get_details (error);
      g_assert_cmpuint (details->http_status, ==, f->status);
      g_assert_cmpstr (details->server_message, ==, refusals[i].message);
      g_assert_cmpstr (details->field, ==, refusals[i].field);
      g_assert_false (details->nothing_written);
      g_assert_cmpint (details->retry_after_s, ==, -1);
    }
  g_assert_cmpuint (f->count, ==, G_N_ELEMENTS (refusals));
}

static void
test_retired (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (KreaRequest) request = test_request_new ();
  g_autoptr (GError) error = NULL;

  f->status = 410;
  f->reply = "{\"error\":\"model_unavailable\",\"reason\":\"deprecated\",\"message\":\"Krea 2 Medium was retired.\","
             "\"sunset_date\":\"2027-01-31T00:00:00Z\",\"replacement\":\"krea-2/large\"}";
  g_assert_null (test_submit (f->client, request, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_GONE);
  g_assert_cmpstr (krea_error_get_details (error)->server_message, ==, "Krea 2 Medium was retired.");
  g_assert_cmpstr (krea_error_get_details (error)->replacement, ==, "krea-2/large");
  g_assert_cmpstr (krea_error_get_details (error)->sunset, ==, "2027-01-31");
}

static void
sunset_cb (KreaClient *client,
           const char *variant,
           const char *date,
           guint      *count)
{
  g_assert_cmpstr (variant, ==, "medium");
  g_assert_cmpstr (date, ==, "2027-01-31");
  ++*count;
}

static void
test_sunset (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (KreaRequest) request = test_request_new ();
  guint count = 0;

  f->header_name = "Sunset";
  f->header_value = "Sun, 31 Jan 2027 23:59:59 GMT";
  f->reply = "{\"job_id\":\"j\"}";
  g_signal_connect (f->client, "sunset", G_CALLBACK (sunset_cb), &count);
  g_assert_null (krea_client_get_sunset (f->client, "medium"));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (KreaJob) job = test_submit (f->client, request, NULL);

      g_assert_nonnull (job);
    }
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpstr (krea_client_get_sunset (f->client, "medium"), ==, "2027-01-31");
  g_assert_null (krea_client_get_sunset (f->client, "large"));
}

static void
test_retry_after (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, 90);
  g_autofree char *date = soup_date_time_to_string (later, SOUP_DATE_HTTP);
  const char *values[] = { "12", date, "-5", "soon", "99999999999" };
  const int expected[] = { 12, 90, -1, -1, 86400 };

  f->status = 429;
  f->reply = "{}";
  f->header_name = "Retry-After";
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GError) error = NULL;

      f->header_value = values[i];
      g_assert_null (test_get_job (f->client, "j", &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_BUSY);
      g_assert_cmpint (ABS (krea_error_get_details (error)->retry_after_s - expected[i]), <=, i == 1 ? 2 : 0);
    }
}

#define ADD(path, function) g_test_add ("/krea/client/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  ADD ("origin", test_origin);
  ADD ("submit", test_submit_job);
  ADD ("submit-invalid", test_submit_invalid);
  ADD ("get-and-cancel", test_get_and_cancel);
  ADD ("list-jobs", test_list_jobs);
  ADD ("list-many", test_list_many);
  ADD ("upload", test_upload);
  ADD ("assets", test_assets);
  ADD ("styles", test_styles);
  ADD ("check-key", test_check_key);
  ADD ("unusable-key", test_unusable_key);
  ADD ("refusals", test_refusals);
  ADD ("retired", test_retired);
  ADD ("sunset", test_sunset);
  ADD ("retry-after", test_retry_after);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "krea-address.h"
#include "krea-client-private.h"
#include "krea-error.h"
#include "krea-job-private.h"

static gpointer
parse_job (KreaReply  *reply,
           GError    **error)
{
  g_autoptr (JsonNode) root = krea_reply_parse (reply, error);

  return root != NULL ? krea_job_new_from_object (gesso_json_object (root), error) : NULL;
}

static gpointer
parse_jobs (KreaReply  *reply,
            GError    **error)
{
  /* A job that cannot be read might be the one that is looked for: leaving it out would say "not there". */
  return krea_page_parse (reply, (KreaItemFunc) krea_job_new_from_object, g_object_unref, TRUE, error);
}

static gboolean
is_webhook_url (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;
  return uri != NULL && g_uri_get_host (uri) != NULL &&
         (g_str_equal (g_uri_get_scheme (uri), "https") ||
          (g_str_equal (g_uri_get_scheme (uri), "http") && krea_host_is_loopback (g_uri_get_host (uri))));
}

void
krea_client_submit_async (KreaClient          *self,
                          KreaRequest         *request,
                          const char          *webhook_url,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  const KreaModel *model;
  GError *error = NULL;
  GBytes *body;

  g_return_if_fail (KREA_IS_CLIENT (self));
  g_return_if_fail (KREA_IS_REQUEST (request));

  if (webhook_url != NULL && !is_webhook_url (webhook_url))
    {
      error = g_error_new (KREA_ERROR, KREA_ERROR_INVALID_REQUEST, _("“%s” cannot be a webhook"), webhook_url);
      krea_error_edit_details (error)->field = g_strdup ("X-Webhook-URL");
      krea_client_refuse (self, error, krea_client_submit_async, callback, data);
      return;
    }
  body = krea_request_to_body (request, &error);
  if (body == NULL)
    {
      krea_client_refuse (self, error, krea_client_submit_async, callback, data);
      return;
    }
  model = krea_catalog_find_model (krea_request_get_catalog (request), krea_request_get_variant (request));
  krea_client_call (self,
                    &(KreaCall){ .method = "POST",
                                 .path = g_strdup (model->path),
                                 .what = _("Sending the request"),
                                 .variant = model->variant,
                                 .body = body,
                                 .content_type = g_strdup ("application/json"),
                                 .webhook_url = webhook_url,
                                 .submit = TRUE,
                                 .parse = parse_job,
                                 .free_result = g_object_unref,
                                 .source_tag = krea_client_submit_async },
                    NULL, callback, data);
}

KreaJob *
krea_client_submit_finish (KreaClient    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return krea_client_call_finish (self, result, krea_client_submit_async, error);
}

void
krea_client_get_job_async (KreaClient          *self,
                           const char          *job_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_return_if_fail (KREA_IS_CLIENT (self));

  krea_client_call (self,
                    &(KreaCall){ .method = "GET",
                                 .path = krea_item_path ("/jobs", job_id),
                                 .what = _("Looking up the job"),
                                 .parse = parse_job,
                                 .free_result = g_object_unref,
                                 .source_tag = krea_client_get_job_async },
                    cancellable, callback, data);
}

KreaJob *
krea_client_get_job_finish (KreaClient    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return krea_client_call_finish (self, result, krea_client_get_job_async, error);
}

void
krea_client_list_jobs_async (KreaClient          *self,
                             guint                limit,
                             const char          *cursor,
                             const char          *status,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_return_if_fail (KREA_IS_CLIENT (self));

  krea_client_call (self,
                    &(KreaCall){ .method = "GET",
                                 .path = krea_listing_path ("/jobs", limit, cursor, status),
                                 .what = _("Listing the jobs"),
                                 .parse = parse_jobs,
                                 .free_result = krea_page_free,
                                 .source_tag = krea_client_list_jobs_async },
                    cancellable, callback, data);
}

GPtrArray *
krea_client_list_jobs_finish (KreaClient    *self,
                              GAsyncResult  *result,
                              char         **next_cursor,
                              GError       **error)
{
  return krea_page_open (krea_client_call_finish (self, result, krea_client_list_jobs_async, error), next_cursor);
}

void
krea_client_cancel_job_async (KreaClient          *self,
                              const char          *job_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_return_if_fail (KREA_IS_CLIENT (self));

  krea_client_call (self,
                    &(KreaCall){ .method = "DELETE",
                                 .path = krea_item_path ("/jobs", job_id),
                                 .what = _("Cancelling the job"),
                                 .parse = krea_reply_nothing,
                                 .source_tag = krea_client_cancel_job_async },
                    cancellable, callback, data);
}

gboolean
krea_client_cancel_job_finish (KreaClient    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return krea_client_call_finish (self, result, krea_client_cancel_job_async, error) != NULL;
}

void
krea_client_check_key_async (KreaClient          *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_return_if_fail (KREA_IS_CLIENT (self));

  krea_client_call (self,
                    &(KreaCall){ .method = "GET",
                                 .path = krea_listing_path ("/jobs", 1, NULL, NULL),
                                 .what = _("Checking the key"),
                                 .parse = parse_jobs,
                                 .free_result = krea_page_free,
                                 .source_tag = krea_client_check_key_async },
                    cancellable, callback, data);
}

gboolean
krea_client_check_key_finish (KreaClient    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  KreaPage *page = krea_client_call_finish (self, result, krea_client_check_key_async, error);

  if (page == NULL)
    return FALSE;
  krea_page_free (page);
  return TRUE;
}

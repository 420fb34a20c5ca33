/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-krea"

#include "krea-client-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "krea-error.h"
#include "krea-reply.h"

#define MAX_ID_LENGTH 256
/* Bytes that are read in a thread. */
#define LARGE_REPLY (16 * 1024)

static void replied_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data);

static void
call_free (gpointer data)
{
  KreaCall *call = data;

  g_free (call->path);
  g_free (call->content_type);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call);
}

static GError *
new_unsent_error (KreaError   code,
                  const char *message)
{
  GError *error = g_error_new_literal (KREA_ERROR, code, message);

  krea_error_edit_details (error)->nothing_written = TRUE;
  return error;
}

static gboolean
is_printable (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;
  return *text != '\0';
}

static GError *
check_before_sending (KreaClient *self)
{
  if (!self->origin_is_good)
    return new_unsent_error (KREA_ERROR_TLS, _("The connection to Krea isn’t secure, so nothing was sent."));
  if (!is_printable (self->key))
    return new_unsent_error (KREA_ERROR_UNAUTHORIZED, _("There is no usable API key"));
  return NULL;
}

static SoupMessage *
make_message (KreaClient     *self,
              const KreaCall *call)
{
  g_autofree char *url = g_strconcat (self->origin, call->path, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", self->key, NULL);
  SoupMessage *message = soup_message_new (call->method, url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Authorization", authorization);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (call->webhook_url != NULL)
    soup_message_headers_replace (headers, "X-Webhook-URL", call->webhook_url);
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (message, call->content_type, call->body);
  /* A keep-alive socket that the server has closed fails only after writing, which looks like a lost reply. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | (call->submit ? SOUP_MESSAGE_NEW_CONNECTION : 0));
  return message;
}

/* What the message outlives is told of nothing more. */
static void
wrote_cb (SoupMessage *message,
          guint        size,
          GTask       *task)
{
  KreaCall *call = g_task_get_task_data (task);

  call->written += size;
  if (!g_task_get_completed (task) && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    call->progress (call->written, g_bytes_get_size (call->body), call->progress_data);
}

static SoupSession *
choose_session (KreaClient     *self,
                const KreaCall *call)
{
  if (call->submit)
    return self->sessions[KREA_SESSION_SUBMIT];
  return self->sessions[call->upload ? KREA_SESSION_UPLOAD : KREA_SESSION_API];
}

static void
return_early (GTask  *task,
              GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
krea_client_call (KreaClient          *self,
                  const KreaCall      *call,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             data)
{
  GTask *task = g_task_new (self, call->submit ? NULL : cancellable, callback, data);
  g_autoptr (SoupMessage) message = NULL;
  KreaHttpOptions options = { .limit = KREA_CLIENT_MAX_REPLY, .uncancellable = call->submit };
  KreaCall *copy = g_new (KreaCall, 1);
  GError *error;

  *copy = *call;
  g_task_set_source_tag (task, call->source_tag);
  g_task_set_task_data (task, copy, call_free);
  error = check_before_sending (self);
  if (error != NULL)
    {
      return_early (task, error);
      return;
    }
  message = call->path != NULL ? make_message (self, call) : NULL;
  if (message == NULL)
    {
      return_early (task, new_unsent_error (KREA_ERROR_INVALID_REQUEST, _("This id cannot be part of an address")));
      return;
    }
  if (copy->progress != NULL && copy->body != NULL)
    g_signal_connect_object (message, "wrote-body-data", G_CALLBACK (wrote_cb), task, 0);
  options.timeout_ms = call->timeout_ms > 0 ? call->timeout_ms : self->timeout_ms;
  krea_http_send_async (choose_session (self, call), message, &options, g_task_get_cancellable (task), replied_cb, task);
}

/* What the reply says, in the thread that it is called in. */
static void
return_parsed (GTask     *task,
               KreaReply *reply)
{
  const KreaCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer value = call->parse (reply, &error);

  if (value != NULL)
    {
      g_task_return_pointer (task, value, call->free_result);
      return;
    }
  if (error->domain == KREA_ERROR)
    krea_error_edit_details (error)->http_status = reply->status;
  g_task_return_error (task, error);
}

static void
parse_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  return_parsed (task, g_object_get_data (G_OBJECT (task), "krea-reply"));
}

static void
replied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (KreaReply) reply = NULL;
  KreaClient *self = g_task_get_source_object (task);
  KreaCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  g_assert (SOUP_IS_SESSION (source));

  reply = krea_http_send_finish (SOUP_SESSION (source), result, &error);
  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  krea_client_learn (self, reply, call->variant);
  if (!SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    {
      g_task_return_error (task, krea_reply_to_error (reply, call->what, self->key));
      return;
    }
  /* A thousand jobs take longer to read than a window may wait. */
  if (g_bytes_get_size (reply->body) > LARGE_REPLY && !call->submit)
    {
      g_object_set_data_full (G_OBJECT (task), "krea-reply", g_steal_pointer (&reply), (GDestroyNotify) krea_reply_free);
      g_task_run_in_thread (task, parse_thread);
      return;
    }
  return_parsed (task, reply);
}

gpointer
krea_client_call_finish (KreaClient    *self,
                         GAsyncResult  *result,
                         gpointer       source_tag,
                         GError       **error)
{
  g_return_val_if_fail (KREA_IS_CLIENT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  /* Its message goes where it came from. */
  g_object_set_data (G_OBJECT (result), "krea-reply", NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
krea_client_refuse (KreaClient          *self,
                    GError              *error,
                    gpointer             source_tag,
                    GAsyncReadyCallback  callback,
                    gpointer             data)
{
  if (error->domain == KREA_ERROR)
    krea_error_edit_details (error)->nothing_written = TRUE;
  g_task_report_error (self, callback, data, source_tag, error);
}

JsonNode *
krea_reply_parse (KreaReply  *reply,
                  GError    **error)
{
  g_autoptr (GError) parse_error = NULL;
  JsonNode *root = gesso_json_parse (reply->body, &parse_error);

  if (gesso_json_object (root) != NULL)
    return root;
  g_clear_pointer (&root, json_node_unref);
  g_set_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY, _("Krea’s answer cannot be read: %s"),
               parse_error != NULL ? parse_error->message : "not an object");
  return NULL;
}

gpointer
krea_reply_nothing (KreaReply  *reply,
                    GError    **error)
{
  return GINT_TO_POINTER (TRUE);
}

void
krea_page_free (gpointer page)
{
  KreaPage *self = page;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->next_cursor);
  g_free (self);
}

GPtrArray *
krea_page_open (KreaPage  *page,
                char     **next_cursor)
{
  GPtrArray *items;

  if (next_cursor != NULL)
    *next_cursor = page != NULL ? g_steal_pointer (&page->next_cursor) : NULL;
  if (page == NULL)
    return NULL;
  items = g_steal_pointer (&page->items);
  krea_page_free (page);
  return items;
}

KreaPage *
krea_page_parse (KreaReply       *reply,
                 KreaItemFunc     read_item,
                 GDestroyNotify   free_item,
                 gboolean         strict,
                 GError         **error)
{
  g_autoptr (JsonNode) root = krea_reply_parse (reply, error);
  JsonObject *object = gesso_json_object (root);
  JsonArray *array = gesso_json_sub_array (object, "items");
  const char *cursor;
  KreaPage *page;

  if (root == NULL)
    return NULL;
  if (array == NULL)
    {
      g_set_error_literal (error, KREA_ERROR, KREA_ERROR_BAD_REPLY, _("Krea’s answer is not a list"));
      return NULL;
    }
  page = g_new0 (KreaPage, 1);
  page->items = g_ptr_array_new_with_free_func (free_item);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (GError) item_error = NULL;
      gpointer item = read_item (gesso_json_object (json_array_get_element (array, i)), &item_error);

      if (item != NULL)
        g_ptr_array_add (page->items, item);
      else if (strict)
        {
          krea_page_free (page);
          g_propagate_error (error, g_steal_pointer (&item_error));
          return NULL;
        }
    }
  cursor = gesso_json_string (object, "next_cursor");
  if (cursor == NULL)
    cursor = gesso_json_string (object, "nextCursor"); /* the older spelling */
  page->next_cursor = cursor != NULL && *cursor != '\0' ? g_strdup (cursor) : NULL;
  return page;
}

char *
krea_listing_path (const char *path,
                   guint       limit,
                   const char *cursor,
                   const char *status)
{
  GString *text = g_string_new (path);

  g_string_append_printf (text, "?limit=%u", CLAMP (limit, 1, 1000));
  if (cursor != NULL)
    {
      g_string_append (text, "&cursor=");
      g_string_append_uri_escaped (text, cursor, NULL, FALSE);
    }
  if (status != NULL)
    {
      g_string_append (text, "&status=");
      g_string_append_uri_escaped (text, status, NULL, FALSE);
    }
  return g_string_free (text, FALSE);
}

char *
krea_item_path (const char *path,
                const char *id)
{
  g_autofree char *escaped = NULL;

  /* "." and ".." would be folded away, and with them the end of the path. */
  if (id == NULL || *id == '\0' || strlen (id) > MAX_ID_LENGTH || strspn (id, ".") == strlen (id))
    return NULL;
  escaped = g_uri_escape_string (id, NULL, FALSE);
  return g_strconcat (path, "/", escaped, NULL);
}

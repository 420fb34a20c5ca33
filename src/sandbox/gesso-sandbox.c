/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

enum {
  SIGNAL_IDLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoSandbox, gesso_sandbox, G_TYPE_OBJECT)

/* Something that happens later, and not at all once the sandbox is gone. */
typedef struct {
  GessoSandbox   *sandbox;
  GSource        *source;
  GSource       **handle;
  GSourceFunc     func;
  gpointer        data;
  GDestroyNotify  destroy;
} Later;

static gboolean
later_cb (gpointer data)
{
  Later *later = data;
  GSource **handle = g_steal_pointer (&later->handle);

  if (handle != NULL)
    *handle = NULL;
  return later->func (later->data);
}

static void
later_free (gpointer data)
{
  Later *later = data;

  if (later->handle != NULL)
    *later->handle = NULL;
  if (later->sandbox->sources != NULL)
    g_hash_table_remove (later->sandbox->sources, later->source);
  if (later->destroy != NULL)
    later->destroy (later->data);
  g_free (later);
}

/* @handle is cleared when the time has come or the source was forgotten. */
void
gesso_sandbox_later (GessoSandbox    *self,
                     guint            ms,
                     GSourceFunc      func,
                     gpointer         data,
                     GDestroyNotify   destroy,
                     GSource        **handle)
{
  Later *later = g_new (Later, 1);
  GSource *source = g_timeout_source_new (ms);

  *later = (Later) { self, source, handle, func, data, destroy };
  *handle = source;
  g_hash_table_add (self->sources, source);
  g_source_set_callback (source, later_cb, later, later_free);
  g_source_attach (source, self->context);
}

void
gesso_sandbox_forget_source (GessoSandbox  *self,
                             GSource      **handle)
{
  if (*handle != NULL)
    g_source_destroy (*handle);
}

static gboolean
idle_cb (gpointer data)
{
  GessoSandbox *self = data;
  gint64 quiet_s = (g_get_monotonic_time () - self->last_request_us) / G_USEC_PER_SEC;

  if (self->running == 0 && quiet_s >= self->idle_exit_s)
    g_signal_emit (self, signals[SIGNAL_IDLE], 0);
  return G_SOURCE_CONTINUE;
}

static void
gesso_sandbox_finalize (GObject *object)
{
  GessoSandbox *self = GESSO_SANDBOX (object);
  g_autoptr (GHashTable) sources = g_steal_pointer (&self->sources);
  GHashTableIter iter;
  gpointer source;

  g_hash_table_iter_init (&iter, sources);
  while (g_hash_table_iter_next (&iter, &source, NULL))
    g_source_destroy (source);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  gesso_sandbox_store_close (self);
  g_clear_object (&self->server);
  g_clear_object (&self->webhooks);
  g_clear_object (&self->studio);
  g_clear_pointer (&self->jobs_by_id, g_hash_table_unref);
  g_clear_pointer (&self->jobs_by_picture, g_hash_table_unref);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_pointer (&self->assets, g_ptr_array_unref);
  g_clear_pointer (&self->faults, gesso_sandbox_faults_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->url);
  g_free (self->token);
  g_free (self->account);
  g_free (self->state_dir);

  G_OBJECT_CLASS (gesso_sandbox_parent_class)->finalize (object);
}

static void
gesso_sandbox_class_init (GessoSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_sandbox_finalize;

  /**
   * GessoSandbox::idle:
   *
   * There was neither a request nor work for the time that the options say.
   */
  signals[SIGNAL_IDLE] =
    g_signal_new ("idle", GESSO_TYPE_SANDBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_sandbox_init (GessoSandbox *self)
{
  self->lock = -1;
  self->context = g_main_context_ref_thread_default ();
  self->sources = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) g_source_unref, NULL);
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_sandbox_job_free);
  self->jobs_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->jobs_by_picture = g_hash_table_new (g_str_hash, g_str_equal);
  self->assets = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_sandbox_asset_free);
  self->studio = gesso_sandbox_studio_new ();
  self->webhooks = soup_session_new ();
  self->catalog = krea_catalog_get_default ();
  self->last_request_us = g_get_monotonic_time ();
}

static gboolean
listen_on (GessoSandbox  *self,
           guint16        port,
           GError       **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  return soup_server_listen (self->server, address, 0, error);
}

/* @last_port may be taken by now; where any will do, another one is as good. */
static gboolean
start_server (GessoSandbox  *self,
              gboolean       any_port,
              guint16        last_port,
              GError       **error)
{
  GSList *uris;
  guint16 port;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_early_handler (self->server, NULL, gesso_sandbox_headers_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, gesso_sandbox_serve_cb, self, NULL);
  if (!(any_port && last_port != 0 && listen_on (self, last_port, NULL)) &&
      !listen_on (self, any_port ? 0 : last_port, error))
    return FALSE;
  uris = soup_server_get_uris (self->server);
  port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", port);
  return gesso_sandbox_store_publish (self, port, error);
}

static void
watch_idle (GessoSandbox *self)
{
  GSource *source;

  if (self->idle_exit_s == 0)
    return;
  source = g_timeout_source_new (500);
  g_source_set_callback (source, idle_cb, self, NULL);
  g_source_attach (source, self->context);
  g_hash_table_add (self->sources, source);
}

GessoSandbox *
gesso_sandbox_new (const GessoSandboxOptions  *options,
                   GError                    **error)
{
  g_autoptr (GessoSandbox) self = NULL;
  guint16 port;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (GESSO_TYPE_SANDBOX, NULL);
  self->speed = options->speed > 0 ? options->speed : 1;
  self->slots = MAX (1, options->slots);
  self->backlog = options->backlog;
  self->idle_exit_s = options->idle_exit_s;
  self->faults = gesso_sandbox_faults_parse (options->faults, error);
  if (self->faults == NULL || !gesso_sandbox_store_open (self, options, &port, error) ||
      !start_server (self, options->port == 0, port, error))
    return NULL;
  watch_idle (self);
  gesso_sandbox_run_jobs (self);
  return g_steal_pointer (&self);
}

const char *
gesso_sandbox_get_url (GessoSandbox *self)
{
  g_return_val_if_fail (GESSO_IS_SANDBOX (self), NULL);

  return self->url;
}

const char *
gesso_sandbox_get_token (GessoSandbox *self)
{
  g_return_val_if_fail (GESSO_IS_SANDBOX (self), NULL);

  return self->token;
}

gint64
gesso_sandbox_get_billed (GessoSandbox *self)
{
  gint64 billed = 0;

  g_return_val_if_fail (GESSO_IS_SANDBOX (self), 0);

  for (guint i = 0; i < self->jobs->len; i++)
    billed += ((GessoSandboxJob *) self->jobs->pdata[i])->billed;
  return billed;
}

guint
gesso_sandbox_get_submits (GessoSandbox *self)
{
  g_return_val_if_fail (GESSO_IS_SANDBOX (self), 0);

  return self->submits;
}

guint64
gesso_sandbox_get_streamed (GessoSandbox *self)
{
  g_return_val_if_fail (GESSO_IS_SANDBOX (self), 0);

  return self->streamed;
}

gboolean
gesso_sandbox_set_faults (GessoSandbox  *self,
                          const char    *faults,
                          GError       **error)
{
  GessoSandboxFaults *parsed;

  g_return_val_if_fail (GESSO_IS_SANDBOX (self), FALSE);

  parsed = gesso_sandbox_faults_parse (faults, error);
  if (parsed == NULL)
    return FALSE;
  gesso_sandbox_faults_free (self->faults);
  self->faults = parsed;
  return TRUE;
}

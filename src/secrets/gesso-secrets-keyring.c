/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-secrets"

#include "gesso-secrets-private.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#define PATIENCE_MS 25000

struct _GessoSecretsKeyring
{
  GessoSecrets parent_instance;

  guint patience_ms;
};

/* A search that can be given up. */
typedef struct {
  GCancellable *cancellable;
  gboolean timed_out;
  gboolean done;
  GList *items;
  GError *error;
} Search;

static void searched_cb (GObject *source, GAsyncResult *result, gpointer data);

G_DEFINE_FINAL_TYPE (GessoSecretsKeyring, gesso_secrets_keyring, GESSO_TYPE_SECRETS)

static const SecretSchema schema = {
  .name = "io.github.gesso_app.Gesso.ApiKey",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static gboolean
is_absence (const GError *error)
{
  static const struct {
    GQuark (*domain) (void);
    int code;
  } absences[] = {
    { g_dbus_error_quark, G_DBUS_ERROR_SERVICE_UNKNOWN },
    { g_dbus_error_quark, G_DBUS_ERROR_NAME_HAS_NO_OWNER },
    { g_dbus_error_quark, G_DBUS_ERROR_NO_SERVER },
    { g_dbus_error_quark, G_DBUS_ERROR_NO_REPLY },
    { g_dbus_error_quark, G_DBUS_ERROR_TIMEOUT },
    { g_dbus_error_quark, G_DBUS_ERROR_TIMED_OUT },
    { g_dbus_error_quark, G_DBUS_ERROR_DISCONNECTED },
    { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_EXEC_FAILED },
    { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_CHILD_EXITED },
    { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_CHILD_SIGNALED },
    { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_FAILED },
    { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND },
    { g_io_error_quark, G_IO_ERROR_NOT_FOUND },
    { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED },
    { g_io_error_quark, G_IO_ERROR_CLOSED },
    { g_io_error_quark, G_IO_ERROR_INVALID_ARGUMENT },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT },
    /* Without an address GDBus says just this: "Cannot autolaunch D-Bus without X11 $DISPLAY". */
    { g_io_error_quark, G_IO_ERROR_FAILED },
    { g_spawn_error_quark, G_SPAWN_ERROR_NOENT },
    { g_spawn_error_quark, G_SPAWN_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (absences); i++)
    if (g_error_matches (error, absences[i].domain (), absences[i].code))
      return TRUE;
  return error->domain == G_SPAWN_EXIT_ERROR;
}

static void
set_locked (GError **error)
{
  g_set_error_literal (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_LOCKED,
                       _("Your keyring is locked, so Gesso can’t read the API key."));
}

static void
set_absent (GError **error)
{
  g_set_error_literal (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_ABSENT,
                       _("No keyring is running. Enter the key for this session."));
}

/* Takes @cause. A cancellation stays one. */
static void
take_error (GError **error,
            GError  *cause)
{
  g_autoptr (GError) owned = cause;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (g_error_matches (owned, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    set_locked (error);
  else if (is_absence (owned))
    set_absent (error);
  else
    g_set_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_FAILED,
                 _("The keyring answered with an error: %s"), owned->message);
}

static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Search *search = data;

  search->items = secret_password_search_finish (result, &search->error);
  search->done = TRUE;
}

static gboolean
given_up_cb (gpointer data)
{
  Search *search = data;

  search->timed_out = TRUE;
  g_cancellable_cancel (search->cancellable);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *outer,
              gpointer      inner)
{
  g_cancellable_cancel (inner);
}

/* @patience_ms: 0 where a prompt may be waiting for the user */
static GList *
search_items (const char         *origin,
              SecretSearchFlags   flags,
              guint               patience_ms,
              GCancellable       *cancellable,
              GError            **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  g_autoptr (GSource) timer = NULL;
  Search search = { .cancellable = inner };
  gulong handler = 0;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (inner), g_object_unref);
  if (patience_ms > 0)
    {
      timer = g_timeout_source_new (patience_ms);
      g_source_set_callback (timer, given_up_cb, &search, NULL);
      g_source_attach (timer, context);
    }
  secret_password_search (&schema, flags, inner, searched_cb, &search, "origin", origin, NULL);
  while (!search.done)
    g_main_context_iteration (context, TRUE);
  if (timer != NULL)
    g_source_destroy (timer);
  g_cancellable_disconnect (cancellable, handler);

  if (search.timed_out && search.error != NULL)
    {
      g_error_free (search.error);
      set_absent (error);
    }
  else if (search.error != NULL)
    take_error (error, search.error);
  return search.items;
}

/* The secret of the first item that is not locked. */
static char *
retrieve (GList         *items,
          gboolean      *locked,
          GCancellable  *cancellable,
          GError       **error)
{
  *locked = FALSE;
  for (GList *link = items; link != NULL; link = link->next)
    {
      g_autoptr (SecretValue) value = NULL;
      GError *cause = NULL;

      if (SECRET_IS_ITEM (link->data) && secret_item_get_locked (link->data))
        {
          *locked = TRUE;
          continue;
        }
      value = secret_retrievable_retrieve_secret_sync (link->data, cancellable, &cause);
      if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
        {
          g_clear_error (&cause);
          *locked = TRUE;
          continue;
        }
      if (cause != NULL)
        {
          take_error (error, cause);
          return NULL;
        }
      if (value != NULL && secret_value_get_text (value) != NULL)
        {
          *locked = FALSE;
          return g_strdup (secret_value_get_text (value));
        }
    }
  return NULL;
}

static char *
gesso_secrets_keyring_lookup (GessoSecrets  *secrets,
                              const char    *origin,
                              gboolean       unlock,
                              GCancellable  *cancellable,
                              GError       **error)
{
  GessoSecretsKeyring *self = GESSO_SECRETS_KEYRING (secrets);
  GList *items;
  gboolean locked = FALSE;
  GError *cause = NULL;
  char *key;

  if (gesso_secrets_environment_has_key ())
    return gesso_secrets_environment_dup_key ();

  /* Without unlocking first: only then is a locked keyring told apart from one that has no key, and no prompt shown. */
  items = search_items (origin, SECRET_SEARCH_ALL, self->patience_ms, cancellable, &cause);
  key = cause == NULL ? retrieve (items, &locked, cancellable, &cause) : NULL;
  g_list_free_full (items, g_object_unref);
  if (cause == NULL && key == NULL && locked && unlock)
    {
      items = search_items (origin, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, 0, cancellable, &cause);
      key = cause == NULL ? retrieve (items, &locked, cancellable, &cause) : NULL;
      g_list_free_full (items, g_object_unref);
    }
  if (cause != NULL)
    g_propagate_error (error, cause);
  else if (key == NULL && locked)
    set_locked (error);
  return key;
}

/* Whether the key may be changed, and a service answers at all; writing may then wait for a prompt. */
static gboolean
may_change (GessoSecretsKeyring  *self,
            const char           *origin,
            GCancellable         *cancellable,
            GError              **error)
{
  GError *cause = NULL;

  if (gesso_secrets_environment_has_key ())
    {
      g_set_error_literal (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_FAILED,
                           _("The key comes from KREA_API_TOKEN and can’t be changed here."));
      return FALSE;
    }
  g_list_free_full (search_items (origin, SECRET_SEARCH_NONE, self->patience_ms, cancellable, &cause), g_object_unref);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
}

static gboolean
gesso_secrets_keyring_store (GessoSecrets  *secrets,
                             const char    *origin,
                             const char    *key,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autofree char *label = NULL;
  GError *cause = NULL;

  if (!may_change (GESSO_SECRETS_KEYRING (secrets), origin, cancellable, error))
    return FALSE;
  /* Translators: shown in the keyring; %s is an address like https://api.krea.ai */
  label = g_strdup_printf (_("Gesso: API key for %s"), origin);
  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, key, cancellable, &cause,
                                  "origin", origin, NULL))
    return TRUE;
  if (cause != NULL)
    take_error (error, cause);
  else
    set_locked (error);
  return FALSE;
}

static gboolean
gesso_secrets_keyring_clear (GessoSecrets  *secrets,
                             const char    *origin,
                             GCancellable  *cancellable,
                             GError       **error)
{
  GError *cause = NULL;

  if (!may_change (GESSO_SECRETS_KEYRING (secrets), origin, cancellable, error))
    return FALSE;
  secret_password_clear_sync (&schema, cancellable, &cause, "origin", origin, NULL);
  if (cause == NULL)
    return TRUE;
  take_error (error, cause);
  return FALSE;
}

static void
gesso_secrets_keyring_class_init (GessoSecretsKeyringClass *klass)
{
  GessoSecretsClass *secrets_class = GESSO_SECRETS_CLASS (klass);

  secrets_class->lookup = gesso_secrets_keyring_lookup;
  secrets_class->store = gesso_secrets_keyring_store;
  secrets_class->clear = gesso_secrets_keyring_clear;
}

static void
gesso_secrets_keyring_init (GessoSecretsKeyring *self)
{
  self->patience_ms = PATIENCE_MS;
}

void
gesso_secrets_keyring_set_patience (GessoSecretsKeyring *self,
                                    guint                ms)
{
  g_return_if_fail (GESSO_IS_SECRETS_KEYRING (self));

  self->patience_ms = ms;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-cli"

#include "config.h"

#include "gesso-cli-private.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

/* How long an owner that is just ending is waited for. */
#define OWNER_ATTEMPTS 50
#define OWNER_PAUSE_US (100 * 1000)

static gboolean
interrupted_cb (gpointer data)
{
  GessoCliSession *self = data;

  g_cancellable_cancel (self->interrupted);
  return G_SOURCE_CONTINUE;
}

GessoCliSession *
gesso_cli_session_new (void)
{
  GessoCliSession *self = g_new0 (GessoCliSession, 1);

  self->decoder = gesso_decoder_new (0);
  self->secrets = gesso_secrets_new ();
  self->interrupted = g_cancellable_new ();
  self->interrupt_sources[0] = g_unix_signal_add (SIGINT, interrupted_cb, self);
  self->interrupt_sources[1] = g_unix_signal_add (SIGTERM, interrupted_cb, self);
  return self;
}

void
gesso_cli_result_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
  g_main_context_wakeup (NULL);
}

GAsyncResult *
gesso_cli_await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (slot);
}

/* Ends in order: what is in flight is waited for, then the library is unlocked. */
void
gesso_cli_session_free (GessoCliSession *self)
{
  GAsyncResult *slot = NULL;

  if (self == NULL)
    return;
  /* Others may have had their rounds made here. */
  while (self->handover != NULL && gesso_handover_count_callers (self->handover) > 0
         && !g_cancellable_is_cancelled (self->interrupted))
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->handover);
  if (self->engine != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;

      gesso_engine_stop_async (self->engine, gesso_cli_result_cb, &slot);
      result = gesso_cli_await (&slot);
      gesso_engine_stop_finish (self->engine, result, NULL);
    }
  g_clear_object (&self->engine);
  if (self->library != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;

      gesso_library_close_async (self->library, gesso_cli_result_cb, &slot);
      result = gesso_cli_await (&slot);
      gesso_library_close_finish (self->library, result, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->interrupt_sources); i++)
    g_source_remove (self->interrupt_sources[i]);
  g_clear_object (&self->library);
  g_clear_object (&self->secrets);
  g_clear_object (&self->decoder);
  g_clear_object (&self->interrupted);
  g_free (self->webhook_url);
  g_free (self);
}

gboolean
gesso_cli_session_open (GessoCliSession    *self,
                        const char         *path,
                        GessoLibraryFlags   flags,
                        GError            **error)
{
  g_autofree char *folder = path != NULL ? g_canonicalize_filename (path, NULL) : gesso_library_default_path ();
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_open_async (folder, flags, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  self->library = gesso_library_open_finish (result, error);
  return self->library != NULL;
}

int
gesso_cli_session_work (GessoCliSession *self,
                        const char      *path,
                        GessoCliWork     here,
                        GessoCliWork     there,
                        gpointer         data)
{
  int status = GESSO_EXIT_UNREACHED;

  for (int attempt = 0; status == GESSO_EXIT_UNREACHED && attempt < OWNER_ATTEMPTS; attempt++)
    {
      GError *error = NULL;

      if (attempt > 0)
        g_usleep (OWNER_PAUSE_US);
      if (gesso_cli_session_open (self, path, GESSO_LIBRARY_DEFAULT, &error))
        return here (self, data);
      if (!g_error_matches (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_LOCKED))
        return gesso_cli_fail_error (error);
      g_clear_error (&error);
      if (!gesso_cli_session_open (self, path, GESSO_LIBRARY_READ, &error))
        return gesso_cli_fail_error (error);
      status = there (self, data);
      if (status == GESSO_EXIT_UNREACHED)
        g_clear_object (&self->library);
    }
  if (status == GESSO_EXIT_UNREACHED)
    return gesso_cli_fail (_("Another Gesso has this library open and can’t be reached. Close it and try again."));
  return status;
}

static gboolean
check_account (GessoCliSession   *self,
               GessoEngineFlags   flags,
               GError           **error)
{
  g_autofree char *why = NULL;

  switch (gesso_engine_get_account_state (self->engine))
    {
    case GESSO_ACCOUNT_KREA:
    case GESSO_ACCOUNT_SANDBOX:
      return TRUE;
    case GESSO_ACCOUNT_KEYRING_LOCKED:
      why = g_strdup (_("The keyring is locked. Unlock it, or set KREA_API_TOKEN."));
      break;
    case GESSO_ACCOUNT_KEYRING_ABSENT:
      why = g_strdup (_("No keyring is running. Set KREA_API_TOKEN, or use --sandbox for a free stand-in."));
      break;
    case GESSO_ACCOUNT_FAILED:
    case GESSO_ACCOUNT_UNKNOWN:
    default:
      if (flags & GESSO_ENGINE_SANDBOX)
        g_object_get (self->engine, "account-error", &why, NULL);
      if (why == NULL)
        why = g_strdup (_("There is no API key. Set KREA_API_TOKEN, or use --sandbox for a free stand-in."));
      break;
    }
  g_set_error_literal (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_ACCOUNT, why);
  return FALSE;
}

gboolean
gesso_cli_session_start (GessoCliSession   *self,
                         GessoEngineFlags   flags,
                         GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  self->engine = gesso_engine_new (self->library, self->decoder, self->secrets, NULL);
  if (!gesso_engine_set_webhook (self->engine, self->webhook_url, (guint) CLAMP (self->webhook_port, 0, G_MAXUINT16),
                                 error))
    return FALSE;
  gesso_engine_start_async (self->engine, flags, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  if (!gesso_engine_start_finish (self->engine, result, error) || !check_account (self, flags, error))
    return FALSE;
  self->handover = gesso_handover_new (self->engine, error);
  return self->handover != NULL;
}

char *
gesso_cli_session_account (GessoCliSession *self)
{
  const char *set = g_getenv ("KREA_API_URL");
  const char *origin = set != NULL && *set != '\0' ? set : "https://api.krea.ai";
  g_autoptr (GessoAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *key = NULL;
  GAsyncResult *slot = NULL;

  gesso_secrets_lookup_async (self->secrets, origin, FALSE, NULL, gesso_cli_result_cb, &slot);
  result = gesso_cli_await (&slot);
  key = gesso_secrets_lookup_finish (self->secrets, result, NULL);
  if (key == NULL)
    return NULL;
  account = gesso_account_new (origin, key, gesso_library_get_salt (self->library), FALSE);
  return g_strdup (gesso_account_get_id (account));
}

char *
gesso_cli_hold_obstacle (GessoQueueHold hold)
{
  const char *why = NULL;

  switch (hold)
    {
    case GESSO_QUEUE_PAUSED:
      why = _("The queue is paused. Resume it in the window.");
      break;
    case GESSO_QUEUE_UNAUTHORIZED:
      why = _("Krea didn’t accept the API key. Set another in KREA_API_TOKEN.");
      break;
    case GESSO_QUEUE_NO_BALANCE:
      why = _("Your Krea API balance is empty. It is separate from a Krea subscription. Top it up at krea.ai/app/api.");
      break;
    case GESSO_QUEUE_FORBIDDEN:
      why = _("This key may not use the Krea API. A workspace owner can allow it.");
      break;
    case GESSO_QUEUE_INSECURE:
      why = _("The connection to Krea isn’t secure, so nothing was sent.");
      break;
    case GESSO_QUEUE_CAP:
      why = _("The monthly cap is reached. Raise it with “gesso cap AMOUNT”.");
      break;
    case GESSO_QUEUE_DISK_FULL:
      why = _("No space for new pictures. Nothing is lost: free some space, then run “gesso queue --wait”.");
      break;
    case GESSO_QUEUE_RUNS:
    case GESSO_QUEUE_OFFLINE:
    case GESSO_QUEUE_BUSY:
    case GESSO_QUEUE_IN_DOUBT:
    default:
      break;
    }
  return g_strdup (why);
}

char *
gesso_cli_add_resting (char       *obstacle,
                       const char *why)
{
  g_autofree char *before = obstacle, *resting = NULL;

  if (why == NULL)
    return g_steal_pointer (&before);
  /* Translators: %s is the reason, without a period */
  resting = g_strdup_printf (_("A picture that was ordered can’t be had at the moment (%s). Nothing is lost: Gesso "
                               "asks for it again when it starts the next time."), why);
  return before != NULL ? g_strconcat (resting, " ", before, NULL) : g_steal_pointer (&resting);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include <signal.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "gesso-json.h"
#include "gesso-libexec.h"
#include "gesso-sandbox-process.h"
#include "krea-client.h"

/* How long it may take until it says where it listens, s. */
#define START_TIMEOUT_S 20
/* It ends by itself when Gesso is gone and nothing is left to draw, s. */
#define IDLE_EXIT "600"

struct _GessoSandboxProcess {
  GObject parent_instance;

  char *url;
  char *token;
  GSubprocess *subprocess; /* (nullable): none if it ran before */
  GPid pid;
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (GessoSandboxProcess, gesso_sandbox_process, G_TYPE_OBJECT)

typedef struct {
  char *state_dir;
  GessoSandboxProcess *process;
  KreaClient *client;
  GDataInputStream *output;
  GSource *timeout;
} Start;

static void
start_free (gpointer data)
{
  Start *self = data;

  if (self->timeout != NULL)
    {
      g_source_destroy (self->timeout);
      g_source_unref (self->timeout);
    }
  g_clear_object (&self->output);
  g_clear_object (&self->client);
  g_clear_object (&self->process);
  g_free (self->state_dir);
  g_free (self);
}

static void
gesso_sandbox_process_finalize (GObject *object)
{
  GessoSandboxProcess *self = GESSO_SANDBOX_PROCESS (object);

  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_object (&self->subprocess);

  G_OBJECT_CLASS (gesso_sandbox_process_parent_class)->finalize (object);
}

static void
gesso_sandbox_process_class_init (GessoSandboxProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_sandbox_process_finalize;
}

static void
gesso_sandbox_process_init (GessoSandboxProcess *self)
{
}

/* Whoever wrote it, the stand-in listens on this computer. */
static gboolean
is_loopback (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) address = NULL;

  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 || g_uri_get_host (uri) == NULL)
    return FALSE;
  address = g_inet_address_new_from_string (g_uri_get_host (uri));
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* {"url": …, "token": …, "pid": …}, from its first line or from sandbox.json */
static gboolean
read_address (GessoSandboxProcess *self,
              const char          *text,
              gsize                length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (JsonNode) node = gesso_json_parse (bytes, NULL);
  JsonObject *object = gesso_json_object (node);
  const char *url = object != NULL ? gesso_json_string (object, "url") : NULL;
  const char *token = object != NULL ? gesso_json_string (object, "token") : NULL;

  if (url == NULL || token == NULL || !is_loopback (url))
    return FALSE;
  g_free (self->url);
  self->url = g_strdup (url);
  g_free (self->token);
  self->token = g_strdup (token);
  self->pid = gesso_json_int (object, "pid", 0);
  return TRUE;
}

/* --- a new one --- */

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, &length, &error);

  if (line != NULL && read_address (start->process, line, length))
    {
      g_task_return_pointer (task, g_steal_pointer (&start->process), g_object_unref);
      return;
    }
  gesso_sandbox_process_stop (start->process);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _("The sandbox did not start: %s"),
                           error != NULL ? error->message : _("it said nothing"));
}

/* In the child: a Ctrl+C on the terminal is for Gesso, which then ends the sandbox itself. */
static void
child_setup (gpointer data)
{
  setpgid (0, 0);
}

static gboolean
timeout_cb (gpointer data)
{
  Start *start = data;

  /* Its end closes the pipe, and that ends the waiting. */
  g_subprocess_force_exit (start->process->subprocess);
  return G_SOURCE_REMOVE;
}

static void
spawn (GTask *task)
{
  Start *start = g_task_get_task_data (task);
  const char *override = g_getenv ("GESSO_SANDBOX_PROGRAM");
  const char *speed = g_getenv ("GESSO_SANDBOX_SPEED");
  g_autofree char *program = override != NULL ? g_strdup (override) : gesso_libexec_find ("cli", "gesso");
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", _("The sandbox is not installed."));
      return;
    }
  g_ptr_array_add (arguments, program);
  g_ptr_array_add (arguments, (char *) "sandbox");
  g_ptr_array_add (arguments, (char *) "--port");
  g_ptr_array_add (arguments, (char *) "0");
  g_ptr_array_add (arguments, (char *) "--state");
  g_ptr_array_add (arguments, start->state_dir);
  g_ptr_array_add (arguments, (char *) "--idle-exit");
  g_ptr_array_add (arguments, (char *) IDLE_EXIT);
  if (speed != NULL && *speed != '\0')
    {
      g_ptr_array_add (arguments, (char *) "--speed");
      g_ptr_array_add (arguments, (char *) speed);
    }
  g_ptr_array_add (arguments, NULL);

  g_subprocess_launcher_unsetenv (launcher, "KREA_API_TOKEN");
  g_subprocess_launcher_set_child_setup (launcher, child_setup, NULL, NULL);
  start->process->subprocess
    = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  if (start->process->subprocess == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  start->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (start->process->subprocess));
  start->timeout = g_timeout_source_new_seconds (START_TIMEOUT_S);
  g_source_set_callback (start->timeout, timeout_cb, start, NULL);
  g_source_attach (start->timeout, g_main_context_get_thread_default ());
  g_data_input_stream_read_line_async (start->output, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), line_cb,
                                       g_object_ref (task));
}

/* --- one that runs already --- */

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Start *start = g_task_get_task_data (task);

  if (krea_client_check_key_finish (KREA_CLIENT (source), result, NULL))
    g_task_return_pointer (task, g_steal_pointer (&start->process), g_object_unref);
  else if (!g_task_return_error_if_cancelled (task))
    {
      start->process->pid = 0;
      spawn (task);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  Start *start = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, NULL)
      || !read_address (start->process, text, length))
    {
      if (!g_task_return_error_if_cancelled (task))
        spawn (task);
      return;
    }
  start->client = krea_client_new (start->process->url, start->process->token);
  krea_client_check_key_async (start->client, cancellable, checked_cb, g_steal_pointer (&task));
}

void
gesso_sandbox_process_start_async (const char          *library_uuid,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  Start *start;

  g_return_if_fail (library_uuid != NULL && *library_uuid != '\0');

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_sandbox_process_start_async);
  start = g_new0 (Start, 1);
  start->process = g_object_new (GESSO_TYPE_SANDBOX_PROCESS, NULL);
  start->state_dir = g_build_filename (g_get_user_state_dir (), "gesso", "sandbox", library_uuid, NULL);
  g_task_set_task_data (task, start, start_free);
  if (g_mkdir_with_parents (start->state_dir, 0700) != 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno),
                               _("The folder “%s” can’t be made: %s"), start->state_dir, g_strerror (errno));
      return;
    }
  path = g_build_filename (start->state_dir, "sandbox.json", NULL);
  file = g_file_new_for_path (path);
  g_file_load_contents_async (file, cancellable, loaded_cb, g_steal_pointer (&task));
}

GessoSandboxProcess *
gesso_sandbox_process_start_finish (GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_sandbox_process_start_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
gesso_sandbox_process_get_url (GessoSandboxProcess *self)
{
  g_return_val_if_fail (GESSO_IS_SANDBOX_PROCESS (self), NULL);

  return self->url;
}

const char *
gesso_sandbox_process_get_token (GessoSandboxProcess *self)
{
  g_return_val_if_fail (GESSO_IS_SANDBOX_PROCESS (self), NULL);

  return self->token;
}

/* A process id outlives its process: only one that still is a sandbox is ended. */
static gboolean
is_sandbox (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/cmdline", pid);
  g_autofree char *line = NULL;
  gsize length, first;

  if (pid <= 1 || !g_file_get_contents (path, &line, &length, NULL))
    return FALSE;
  first = strlen (line);
  return first + 1 < length && g_str_equal (line + first + 1, "sandbox");
}

void
gesso_sandbox_process_stop (GessoSandboxProcess *self)
{
  g_return_if_fail (GESSO_IS_SANDBOX_PROCESS (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  if (self->subprocess != NULL)
    g_subprocess_send_signal (self->subprocess, SIGTERM);
  else if (is_sandbox (self->pid))
    kill (self->pid, SIGTERM);
}

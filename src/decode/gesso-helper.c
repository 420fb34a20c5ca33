/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-decode"

#include "gesso-decoder-private.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Longest wait for a greeting: the libraries may have to come from a slow disk. */
#define GREETING_MS 10000

/* Found out once: a sandbox that does not work here, or that gdk-pixbuf's own must not be nested in. */
static int sandbox_is_useless;

GessoHelperOutcome
gesso_helper_await (GessoHelper    *self,
                    guint           timeout_ms,
                    GessoWireReply *reply,
                    int            *fd)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  struct pollfd poll_fd = { .fd = self->socket, .events = POLLIN };

  *fd = -1;
  for (;;)
    {
      gint64 left = (deadline - g_get_monotonic_time () + 999) / 1000;
      int ready = poll (&poll_fd, 1, (int) MAX (left, 0));

      if (ready < 0 && errno == EINTR)
        continue;
      if (ready < 0)
        return GESSO_HELPER_DIED;
      if (ready == 0)
        return GESSO_HELPER_HUNG;
      break;
    }
  if (!gesso_wire_receive (self->socket, reply, sizeof *reply, fd))
    return GESSO_HELPER_DIED;
  if (reply->magic == GESSO_WIRE_MAGIC && reply->serial == self->serial)
    return GESSO_HELPER_ANSWERED;
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
  return GESSO_HELPER_DIED;
}

static GessoHelper *
start (const char *program,
       gboolean    sandboxed)
{
  g_autofree GessoHelper *self = g_new0 (GessoHelper, 1);
  GessoWireReply greeting;
  int sockets[2], fd;

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0)
    return NULL;
  self->socket = sockets[0];
  self->process = gesso_helper_spawn (program, sockets[1], sandboxed);
  if (self->process == NULL)
    {
      close (self->socket);
      return NULL;
    }
  if (gesso_helper_await (self, GREETING_MS, &greeting, &fd) != GESSO_HELPER_ANSWERED)
    {
      gesso_helper_free (g_steal_pointer (&self));
      return NULL;
    }
  if (fd >= 0)
    close (fd);
  self->confinement = greeting.confinement;
  self->sandboxed = sandboxed;
  return g_steal_pointer (&self);
}

GessoHelper *
gesso_helper_new (const char *program)
{
  GessoHelper *self = NULL;

  if (!g_atomic_int_get (&sandbox_is_useless) && gesso_helper_sandbox_name () != NULL)
    {
      self = start (program, TRUE);
      if (self != NULL && (self->confinement & GESSO_WIRE_GLYCIN) == 0)
        return self;
      g_clear_pointer (&self, gesso_helper_free);
    }
  self = start (program, FALSE);
  /* Only a helper that starts without it says something about the sandbox. */
  if (self != NULL)
    g_atomic_int_set (&sandbox_is_useless, TRUE);
  return self;
}

void
gesso_helper_free (GessoHelper *self)
{
  g_subprocess_force_exit (self->process);
  g_object_unref (self->process);
  close (self->socket);
  g_free (self);
}

const char *
gesso_helper_describe (GessoHelper *self)
{
  g_autoptr (GString) text = g_string_new (self->sandboxed ? gesso_helper_sandbox_name () : NULL);
  static const struct {
    guint flag;
    const char *name;
  } names[] = {
    { GESSO_WIRE_GLYCIN, "glycin" },
    { GESSO_WIRE_SECCOMP, "seccomp" },
    { GESSO_WIRE_LIMITS, "limits" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((self->confinement & names[i].flag) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", names[i].name);
  return g_intern_string (text->len > 0 ? text->str : "none");
}

GessoHelperOutcome
gesso_helper_ask (GessoHelper            *self,
                  const GessoWireRequest *request,
                  int                     input)
{
  GessoWireRequest numbered = *request;

  numbered.magic = GESSO_WIRE_MAGIC;
  numbered.serial = ++self->serial;
  return gesso_wire_send (self->socket, &numbered, sizeof numbered, input) ? GESSO_HELPER_ANSWERED : GESSO_HELPER_DIED;
}

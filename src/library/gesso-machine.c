/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-machine.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "gesso-files.h"

struct _GessoMachine {
  char   *id;
  char   *identity; /* (nullable): as noted last */
  gint64  seen;
  int     fd;       /* of the library's record, or -1 */
};

/* "sequence identity\n", the sequence of a fixed width so that it can be overwritten in place. */
#define SEQUENCE_WIDTH 20

static void
set_error (GError     **error,
           const char  *path)
{
  int saved_errno = errno;
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
               _("Gesso can't keep its notes on this library in “%s”: %s"), shown, g_strerror (saved_errno));
}

static char *
read_or_make_id (const char  *folder,
                 GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "machine-id", NULL);
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL) && g_uuid_string_is_valid (g_strstrip (text)))
    return g_steal_pointer (&text);
  id = g_uuid_string_random ();
  if (!g_file_set_contents_full (path, id, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    return NULL;
  if (gesso_files_sync_folder (folder) == 0)
    return g_steal_pointer (&id);
  set_error (error, folder);
  return NULL;
}

static void
read_record (GessoMachine *self)
{
  char text[4096];
  ssize_t got = pread (self->fd, text, sizeof text - 1, 0);
  char *end;

  if (got <= SEQUENCE_WIDTH)
    return;
  text[got] = '\0';
  end = strchr (text, '\n');
  if (end == NULL)
    return;
  *end = '\0';
  self->seen = g_ascii_strtoll (text, NULL, 10);
  self->identity = g_strdup (text + SEQUENCE_WIDTH + 1);
}

GessoMachine *
gesso_machine_open (const char  *uuid,
                    GError     **error)
{
  g_autoptr (GessoMachine) self = g_new0 (GessoMachine, 1);
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "gesso", NULL);
  g_autofree char *libraries = g_build_filename (folder, "libraries", NULL);
  g_autofree char *path = g_build_filename (libraries, uuid, NULL);

  self->fd = -1;
  if (gesso_files_make_folder (libraries) != 0)
    {
      set_error (error, libraries);
      return NULL;
    }
  self->id = read_or_make_id (folder, error);
  if (self->id == NULL)
    return NULL;
  self->fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    {
      set_error (error, path);
      return NULL;
    }
  read_record (self);
  if (self->identity == NULL && gesso_files_sync_folder (libraries) != 0)
    {
      set_error (error, libraries);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
gesso_machine_close (GessoMachine *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->identity);
  g_free (self->id);
  g_free (self);
}

const char *
gesso_machine_get_id (GessoMachine *self)
{
  return self->id;
}

gboolean
gesso_machine_knows (GessoMachine *self,
                     const char   *owner,
                     const char   *identity,
                     gint64        sequence)
{
  return g_strcmp0 (owner, self->id) == 0 && g_strcmp0 (identity, self->identity) == 0 && sequence >= self->seen;
}

gint64
gesso_machine_get_seen (GessoMachine *self)
{
  return self->seen;
}

void
gesso_machine_note (GessoMachine *self,
                    const char   *identity,
                    gint64        sequence)
{
  g_autofree char *text = g_strdup_printf ("%0*" G_GINT64_FORMAT " %s\n", SEQUENCE_WIDTH, sequence, identity);
  gsize length = strlen (text);
  gboolean same = g_strcmp0 (identity, self->identity) == 0;

  if (pwrite (self->fd, text, length, 0) != (ssize_t) length)
    {
      g_warning ("The record of this library could not be written: %s", g_strerror (errno));
      return;
    }
  self->seen = sequence;
  /* The number may be lost to a power cut; whose library it is may not, or the next start would take it for a copy. */
  if (!same)
    {
      if (ftruncate (self->fd, length) != 0)
        g_debug ("ftruncate: %s", g_strerror (errno));
      if (fsync (self->fd) != 0)
        g_warning ("The record of this library could not be written: %s", g_strerror (errno));
      g_free (self->identity);
      self->identity = g_strdup (identity);
    }
}

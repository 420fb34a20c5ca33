/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-tar.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 512
#define BUFFER (256 * 1024)

/* The largest size that eleven octal digits hold. */
#define MAX_SIZE G_GUINT64_CONSTANT (077777777777)

typedef struct {
  char name[100];
  char mode[8];
  char uid[8];
  char gid[8];
  char size[12];
  char mtime[12];
  char checksum[8];
  char type;
  char link[100];
  char magic[8];
  char owner[32];
  char group[32];
  char device[16];
  char prefix[155];
  char padding[12];
} Header;

G_STATIC_ASSERT (sizeof (Header) == BLOCK);

static gboolean
put (GessoTar     *self,
     gconstpointer data,
     gsize         length)
{
  const guint8 *left = data;

  self->n_bytes += length;
  while (length > 0)
    {
      ssize_t written = write (self->fd, left, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      left += written;
      length -= written;
    }
  return TRUE;
}

static gboolean
pad (GessoTar *self)
{
  static const char zeros[BLOCK];
  const gsize rest = self->n_bytes % BLOCK;

  return rest == 0 || put (self, zeros, BLOCK - rest);
}

static gboolean
put_header (GessoTar   *self,
            const char *name,
            char        type,
            guint64     size,
            gint64      changed_at)
{
  Header header = { .type = type, .magic = "ustar\00000" };
  const guint8 *bytes = (const guint8 *) &header;
  guint sum = 0;

  /* Longer names are in the pax header before this one. */
  memcpy (header.name, name, MIN (strlen (name), sizeof header.name));
  g_snprintf (header.mode, sizeof header.mode, "%07o", type == '5' ? 0700u : 0600u);
  g_snprintf (header.uid, sizeof header.uid, "%07o", 0u);
  g_snprintf (header.gid, sizeof header.gid, "%07o", 0u);
  g_snprintf (header.size, sizeof header.size, "%011" G_GINT64_MODIFIER "o", MIN (size, MAX_SIZE));
  g_snprintf (header.mtime, sizeof header.mtime, "%011" G_GINT64_MODIFIER "o", (guint64) MAX (changed_at, 0));
  memset (header.checksum, ' ', sizeof header.checksum);
  for (gsize i = 0; i < sizeof header; i++)
    sum += bytes[i];
  g_snprintf (header.checksum, sizeof header.checksum, "%06o", sum);
  return put (self, &header, sizeof header);
}

/* "length key=value\n", where the length counts its own digits. */
static void
add_record (GString    *records,
            const char *key,
            const char *value)
{
  const gsize bare = strlen (key) + strlen (value) + 3;
  gsize length = bare + 1;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *digits = g_strdup_printf ("%" G_GSIZE_FORMAT, length);

      length = bare + strlen (digits);
    }
  g_string_append_printf (records, "%" G_GSIZE_FORMAT " %s=%s\n", length, key, value);
}

static gboolean
put_pax (GessoTar   *self,
         const char *name,
         guint64     size,
         gint64      changed_at)
{
  g_autoptr (GString) records = g_string_new (NULL);

  if (strlen (name) > sizeof ((Header *) 0)->name || !g_str_is_ascii (name))
    add_record (records, "path", name);
  if (size > MAX_SIZE)
    {
      g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, size);

      add_record (records, "size", digits);
    }
  if (records->len == 0)
    return TRUE;
  return put_header (self, "pax", 'x', records->len, changed_at) && put (self, records->str, records->len) && pad (self);
}

gboolean
gesso_tar_add_folder (GessoTar   *self,
                      const char *name,
                      gint64      changed_at)
{
  g_autofree char *full = g_strconcat (name, "/", NULL);

  return put_pax (self, full, 0, changed_at) && put_header (self, full, '5', 0, changed_at);
}

gboolean
gesso_tar_add_file (GessoTar     *self,
                    const char   *name,
                    gint64        changed_at,
                    int           source,
                    guint64       size,
                    GCancellable *cancellable)
{
  g_autofree char *buffer = g_malloc (BUFFER);
  guint64 done = 0;

  if (!put_pax (self, name, size, changed_at) || !put_header (self, name, '0', size, changed_at))
    return FALSE;
  while (done < size)
    {
      const gsize wanted = MIN (size - done, BUFFER);
      ssize_t got = pread (source, buffer, wanted, done);

      if (g_cancellable_is_cancelled (cancellable))
        errno = ECANCELED;
      if (g_cancellable_is_cancelled (cancellable) || (got < 0 && errno != EINTR))
        return FALSE;
      if (got < 0)
        continue;
      if (got == 0)
        {
          memset (buffer, 0, wanted);
          got = wanted;
        }
      if (!put (self, buffer, got))
        return FALSE;
      done += got;
    }
  self->n_files++;
  return pad (self);
}

gboolean
gesso_tar_finish (GessoTar *self)
{
  static const char zeros[2 * BLOCK];

  return put (self, zeros, sizeof zeros);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-decode"

#include "gesso-decoder-private.h"

#include "gesso-picture-private.h"
#include "gesso-stored-thumbnail.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  gpointer data;
  gsize length;
} Map;

void
gesso_decoder_job_free (GessoDecoderJob *job)
{
  g_clear_object (&job->task);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->path);
  g_free (job->sha256);
  g_free (job);
}

void
gesso_decoder_job_fail (GessoDecoderJob   *job,
                        GessoPictureError  code)
{
  GError *error = NULL;

  gesso_picture_set_error (&error, code);
  g_task_return_error (job->task, error);
}

static int
open_bytes (GBytes  *bytes,
            GError **error)
{
  guint width, height;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  int fd;

  if (gesso_picture_read_header (data, length, &width, &height, error) == GESSO_PICTURE_UNKNOWN)
    return -1;
  fd = gesso_wire_memory ();
  if (fd >= 0 && gesso_wire_write (fd, data, length) && gesso_wire_seal (fd))
    return fd;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

static int
open_path (const char  *path,
           GError     **error)
{
  /* Not blocking, should it be a pipe by now. */
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat status;

  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("Could not open “%s”: %s"), path,
                   g_strerror (code));
      return -1;
    }
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && status.st_size <= GESSO_PICTURE_MAX_BYTES)
    return fd;
  gesso_picture_set_error (error, S_ISREG (status.st_mode) ? GESSO_PICTURE_ERROR_TOO_LARGE
                                                           : GESSO_PICTURE_ERROR_UNSUPPORTED);
  close (fd);
  return -1;
}

void
gesso_decoder_job_work_meanwhile (GessoDecoderJob *job)
{
  if (job->hashes && job->sha256 == NULL)
    job->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, job->bytes);
}

int
gesso_decoder_job_open (GessoDecoderJob  *job,
                        GError          **error)
{
  return job->bytes != NULL ? open_bytes (job->bytes, error) : open_path (job->path, error);
}

static void
map_free (gpointer data)
{
  Map *map = data;

  munmap (map->data, map->length);
  g_free (map);
}

/* What the helper wrote, if it is as long as it said and can't be changed any more. */
static GBytes *
map_result (int     fd,
            guint64 length)
{
  const int needed = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
  int seals = fd >= 0 ? fcntl (fd, F_GET_SEALS) : -1;
  struct stat status;
  Map *map;

  if (seals < 0 || (seals & needed) != needed || fstat (fd, &status) != 0 || (guint64) status.st_size != length)
    return NULL;
  if (length == 0)
    return g_bytes_new (NULL, 0);
  map = g_new0 (Map, 1);
  map->length = length;
  map->data = mmap (NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
  if (map->data == MAP_FAILED)
    {
      g_free (map);
      return NULL;
    }
  return g_bytes_new_with_free_func (map->data, length, map_free, map);
}

static gboolean
is_sound (const GessoWireReply *reply)
{
  return reply->format > GESSO_PICTURE_UNKNOWN && reply->format <= GESSO_PICTURE_WEBP &&
         reply->width > 0 && reply->height > 0 &&
         (guint64) reply->width * reply->height <= GESSO_PICTURE_MAX_PIXELS;
}

static gboolean
answer_load (GessoDecoderJob      *job,
             const GessoWireReply *reply,
             int                   fd)
{
  const GessoWireRequest *request = &job->request;
  g_autoptr (GBytes) data = NULL;
  GessoPixels *pixels;

  if ((request->max_width > 0 && reply->width > request->max_width) ||
      (request->max_height > 0 && reply->height > request->max_height))
    return FALSE;
  data = map_result (fd, (guint64) reply->width * reply->height * 4);
  if (data == NULL)
    return FALSE;
  pixels = g_new0 (GessoPixels, 1);
  pixels->width = reply->width;
  pixels->height = reply->height;
  pixels->stride = (gsize) reply->width * 4;
  pixels->data = g_steal_pointer (&data);
  g_task_return_pointer (job->task, pixels, (GDestroyNotify) gesso_pixels_free);
  return TRUE;
}

/* %TRUE where the reply has as many bytes as the pixels of that thumbnail need; none if it was not wanted. */
static gboolean
has_pixels (const GessoDecoderJob *job,
            const GessoWireReply  *reply,
            guint                  edge,
            guint32                size)
{
  guint width, height;

  if (job->request.edge != 0 && job->request.edge != edge)
    return size == 0;
  gesso_picture_fit (reply->width, reply->height, edge, edge, &width, &height);
  return size == width * height * 3;
}

static gboolean
has_shown (const GessoDecoderJob *job,
           const GessoWireReply  *reply)
{
  guint width, height;

  if (job->request.shown == 0 || reply->sizes[2] == 0)
    return reply->sizes[2] == 0;
  gesso_picture_fit (reply->width, reply->height, job->request.shown, job->request.shown, &width, &height);
  return reply->sizes[2] == width * height * 3;
}

static void
hold_shown (const GessoDecoderJob *job,
            const GessoWireReply  *reply,
            GBytes                *parts)
{
  const gsize offset = (gsize) reply->sizes[0] + reply->sizes[1];
  g_autoptr (GBytes) rgb = g_bytes_new_from_bytes (parts, offset, reply->sizes[2]);

  gesso_recent_add (job->recent, job->sha256, reply->width, reply->height, rgb);
}

/* Written here, from pixels whose number is known: nothing that a helper wrote is ever taken for a thumbnail. */
static GBytes *
encode_thumbnail (const GessoWireReply *reply,
                  GBytes               *parts,
                  gsize                 offset,
                  guint                 edge)
{
  guint width, height;

  gesso_picture_fit (reply->width, reply->height, edge, edge, &width, &height);
  return gesso_stored_thumbnail_encode ((const guint8 *) g_bytes_get_data (parts, NULL) + offset, width, height);
}

static gboolean
answer_inspect (GessoDecoderJob      *job,
                const GessoWireReply *reply,
                int                   fd)
{
  g_autoptr (GBytes) parts = NULL;
  g_autoptr (GessoInspection) inspection = NULL;

  if (!has_pixels (job, reply, GESSO_THUMBNAIL_SMALL, reply->sizes[0]) ||
      !has_pixels (job, reply, GESSO_THUMBNAIL_LARGE, reply->sizes[1]) || !has_shown (job, reply))
    return FALSE;
  parts = map_result (fd, (guint64) reply->sizes[0] + reply->sizes[1] + reply->sizes[2]);
  if (parts == NULL)
    return FALSE;
  inspection = g_new0 (GessoInspection, 1);
  inspection->format = (GessoPictureFormat) reply->format;
  inspection->width = reply->width;
  inspection->height = reply->height;
  inspection->sha256 = g_strdup (job->sha256);
  if (reply->sizes[0] > 0)
    inspection->thumbnail_small = encode_thumbnail (reply, parts, 0, GESSO_THUMBNAIL_SMALL);
  if (reply->sizes[1] > 0)
    inspection->thumbnail_large = encode_thumbnail (reply, parts, reply->sizes[0], GESSO_THUMBNAIL_LARGE);
  if (reply->sizes[2] > 0)
    hold_shown (job, reply, parts);
  g_task_return_pointer (job->task, g_steal_pointer (&inspection), (GDestroyNotify) gesso_inspection_free);
  if (reply->sizes[2] > 0)
    gesso_recent_prepare (job->recent, job->sha256);
  return TRUE;
}

static gboolean
answer_convert (GessoDecoderJob      *job,
                const GessoWireReply *reply,
                int                   fd)
{
  g_autoptr (GBytes) result = NULL;
  guint width, height;
  GessoPictureFormat format;

  if (fd < 0)
    {
      g_task_return_pointer (job->task, g_bytes_ref (job->bytes), (GDestroyNotify) g_bytes_unref);
      return TRUE;
    }
  if (reply->sizes[0] == 0 || reply->sizes[0] > GESSO_PICTURE_MAX_BYTES)
    return FALSE;
  result = map_result (fd, reply->sizes[0]);
  if (result == NULL)
    return FALSE;
  format = gesso_picture_read_header (g_bytes_get_data (result, NULL), g_bytes_get_size (result), &width, &height,
                                      NULL);
  if ((format != GESSO_PICTURE_PNG && format != GESSO_PICTURE_JPEG) ||
      (job->request.max_pixels > 0 && (guint64) width * height > job->request.max_pixels))
    return FALSE;
  g_task_return_pointer (job->task, g_steal_pointer (&result), (GDestroyNotify) g_bytes_unref);
  return TRUE;
}

static gboolean
answer_encode (GessoDecoderJob      *job,
               const GessoWireReply *reply,
               int                   fd)
{
  g_autoptr (GBytes) result = NULL;
  guint width, height;

  if (reply->sizes[0] == 0 || reply->sizes[0] > GESSO_PICTURE_MAX_BYTES)
    return FALSE;
  result = map_result (fd, reply->sizes[0]);
  if (result == NULL || gesso_picture_read_header (g_bytes_get_data (result, NULL), g_bytes_get_size (result), &width,
                                                   &height, NULL) != (GessoPictureFormat) job->request.format)
    return FALSE;
  g_task_return_pointer (job->task, g_steal_pointer (&result), (GDestroyNotify) g_bytes_unref);
  return TRUE;
}

static gboolean
answer_metadata (GessoDecoderJob      *job,
                 const GessoWireReply *reply,
                 int                   fd)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GBytes) data = NULL;
  const char *next, *end;

  if (reply->sizes[0] > GESSO_WIRE_MAX_METADATA)
    return FALSE;
  data = map_result (fd, reply->sizes[0]);
  if (data == NULL)
    return FALSE;
  next = g_bytes_get_data (data, NULL);
  end = next + reply->sizes[0];
  while (next < end)
    {
      const char *name_end = memchr (next, 0, end - next);
      const char *text = name_end != NULL ? name_end + 1 : end;
      const char *text_end = text < end ? memchr (text, 0, end - text) : NULL;

      if (text_end == NULL)
        return FALSE;
      g_hash_table_replace (texts, g_utf8_make_valid (next, -1), g_utf8_make_valid (text, -1));
      next = text_end + 1;
    }
  g_task_return_pointer (job->task, g_steal_pointer (&texts), (GDestroyNotify) g_hash_table_unref);
  return TRUE;
}

void
gesso_decoder_job_answer (GessoDecoderJob      *job,
                          const GessoWireReply *reply,
                          int                   fd)
{
  gboolean believed = FALSE;

  if (reply->verdict != GESSO_PICTURE_VERDICT_OK)
    {
      guint code = MIN (reply->verdict - 1, GESSO_PICTURE_ERROR_DECODER);

      gesso_decoder_job_fail (job, (GessoPictureError) code);
      believed = TRUE;
    }
  else if (is_sound (reply))
    switch (job->request.operation)
      {
      case GESSO_WIRE_LOAD:
        believed = answer_load (job, reply, fd);
        break;
      case GESSO_WIRE_INSPECT:
        believed = answer_inspect (job, reply, fd);
        break;
      case GESSO_WIRE_CONVERT:
        believed = answer_convert (job, reply, fd);
        break;
      case GESSO_WIRE_ENCODE:
        believed = answer_encode (job, reply, fd);
        break;
      case GESSO_WIRE_METADATA:
      default:
        believed = answer_metadata (job, reply, fd);
        break;
      }
  if (!believed)
    gesso_decoder_job_fail (job, GESSO_PICTURE_ERROR_DECODER);
  if (fd >= 0)
    close (fd);
}

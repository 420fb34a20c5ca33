/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-loop.h"

#include "gesso-decode-encode.h"
#include "gesso-decode-metadata.h"
#include "gesso-decode-pixels.h"
#include "gesso-decode-thumbnail.h"
#include "gesso-picture-private.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static GessoPictureVerdict
run (const GessoDecodeJob *job,
     GessoWireReply       *reply,
     int                  *fd)
{
  switch (job->request->operation)
    {
    case GESSO_WIRE_INSPECT:
      return gesso_decode_inspect (job, reply, fd);
    case GESSO_WIRE_LOAD:
      return gesso_decode_load (job, reply, fd);
    case GESSO_WIRE_CONVERT:
      return gesso_decode_convert (job, reply, fd);
    case GESSO_WIRE_ENCODE:
      return gesso_decode_encode (job, reply, fd);
    case GESSO_WIRE_METADATA:
      return gesso_decode_metadata (job, reply, fd);
    default:
      return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
    }
}

static GessoPictureVerdict
serve (const GessoWireRequest *request,
       int                     input,
       GessoWireReply         *reply,
       int                    *fd)
{
  GessoDecodeJob job = { .request = request };
  GessoPictureVerdict verdict;
  struct stat status;
  gpointer map;

  if (input < 0 || fstat (input, &status) != 0)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
  if (status.st_size == 0)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_UNSUPPORTED);
  if (status.st_size > GESSO_PICTURE_MAX_BYTES)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_TOO_LARGE);
  job.length = status.st_size;
  map = mmap (NULL, job.length, PROT_READ, MAP_PRIVATE, input, 0);
  if (map == MAP_FAILED)
    return GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
  job.data = map;
  verdict = run (&job, reply, fd);
  munmap (map, job.length);
  return verdict;
}

void
gesso_decode_loop (int   socket,
                   guint confinement)
{
  GessoWireReply reply = { .magic = GESSO_WIRE_MAGIC, .confinement = confinement };
  GessoWireRequest request;
  int input;

  if (!gesso_wire_send (socket, &reply, sizeof reply, -1))
    return;
  while (gesso_wire_receive (socket, &request, sizeof request, &input))
    {
      int fd = -1;
      gboolean sent;

      reply = (GessoWireReply) { .magic = GESSO_WIRE_MAGIC, .serial = request.serial, .confinement = confinement };
      reply.verdict = serve (&request, input, &reply, &fd);
      if (reply.verdict == GESSO_PICTURE_VERDICT_OK && fd >= 0 && !gesso_wire_seal (fd))
        reply.verdict = GESSO_PICTURE_VERDICT_BAD (GESSO_PICTURE_ERROR_DECODER);
      sent = gesso_wire_send (socket, &reply, sizeof reply, reply.verdict == GESSO_PICTURE_VERDICT_OK ? fd : -1);
      if (fd >= 0)
        close (fd);
      if (input >= 0)
        close (input);
      if (!sent)
        return;
    }
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bad-helper.h"
#include "gesso-decode-wire.h"
#include "gesso-picture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* One pixel. */
static int
make_result (gboolean sealed,
             gsize    length)
{
  int fd = gesso_wire_memory ();

  if (!gesso_wire_write (fd, "\x11\x22\x33\x44", length) || (sealed && !gesso_wire_seal (fd)))
    abort ();
  return fd;
}

static void
send_several (const GessoWireReply *reply)
{
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (8 * sizeof (int))];
  } control = { 0 };
  struct iovec vector = { (gpointer) reply, sizeof *reply };
  struct msghdr packet = {
    .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control,
  };
  struct cmsghdr *header = CMSG_FIRSTHDR (&packet);
  int fds[8];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = make_result (TRUE, 4);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN (sizeof fds);
  memcpy (CMSG_DATA (header), fds, sizeof fds);
  sendmsg (GESSO_WIRE_SOCKET, &packet, MSG_NOSIGNAL);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
}

/* Returns the descriptor to send. */
static int
misbehave (guint           behaviour,
           GessoWireReply *reply)
{
  int ends[2];

  switch (behaviour)
    {
    case BAD_CRASHES:
      abort ();
    case BAD_HANGS:
      pause ();
      return -1;
    case BAD_IS_SLOW:
      g_usleep (300 * 1000);
      return make_result (TRUE, 4);
    case BAD_SAYS_HUGE:
      reply->width = reply->height = 0x10000;
      return make_result (TRUE, 0);
    case BAD_SAYS_LARGER_THAN_ASKED:
      reply->width = 100;
      return make_result (TRUE, 4);
    case BAD_SAYS_ODD_FORMAT:
      reply->format = 99;
      return make_result (TRUE, 4);
    case BAD_SAYS_ODD_VERDICT:
      reply->verdict = 0x80000001;
      return -1;
    case BAD_LEAVES_UNSEALED:
      return make_result (FALSE, 4);
    case BAD_SENDS_TOO_LITTLE:
      return make_result (TRUE, 3);
    case BAD_SENDS_NOTHING:
      return -1;
    case BAD_SENDS_A_PIPE:
      if (pipe (ends) != 0)
        abort ();
      close (ends[1]);
      return ends[0];
    case BAD_ANSWERS_ANOTHER:
      reply->serial++;
      return make_result (TRUE, 4);
    default:
      return make_result (TRUE, 4);
    }
}

static guint
read_width (int input)
{
  guint8 head[64] = { 0 };
  guint width, height;

  if (pread (input, head, sizeof head, 0) < 24 ||
      gesso_picture_read_header (head, sizeof head, &width, &height, NULL) == GESSO_PICTURE_UNKNOWN)
    abort ();
  return width;
}

/* The picture has one pixel, and so has each of its thumbnails. */
static int
misinspect (guint           behaviour,
            GessoWireReply *reply)
{
  static const char file[] = "\xff\xd8\xff\xe0 as if it were a JPEG";
  int fd;

  reply->sizes[0] = reply->sizes[1] = 3;
  switch (behaviour)
    {
    case BAD_THUMBNAILS_ARE_SHIFTED:
      reply->sizes[0]--;
      reply->sizes[1]++;
      break;
    case BAD_THUMBNAILS_ARE_TOO_FEW:
      reply->sizes[1] = 0;
      return make_result (TRUE, 3);
    case BAD_THUMBNAILS_ARE_HUGE:
      reply->sizes[0] = 0xfffffffd;
      break;
    case BAD_THUMBNAILS_AND_MORE:
      reply->sizes[2] = 3;
      break;
    case BAD_THUMBNAILS_OF_A_LARGER_PICTURE:
      reply->width = reply->height = 300;
      break;
    case BAD_THUMBNAILS_ARE_FILES:
      reply->sizes[0] = reply->sizes[1] = sizeof file;
      fd = gesso_wire_memory ();
      if (!gesso_wire_write (fd, file, sizeof file) || !gesso_wire_write (fd, file, sizeof file) || !gesso_wire_seal (fd))
        abort ();
      return fd;
    default:
      break;
    }
  fd = gesso_wire_memory ();
  if (!gesso_wire_write (fd, "\x11\x22\x33\x11\x22\x33", 6) || !gesso_wire_seal (fd))
    abort ();
  return fd;
}

int
main (int    argc,
      char **argv)
{
  GessoWireReply reply = { .magic = GESSO_WIRE_MAGIC, .confinement = GESSO_WIRE_LIMITS };
  GessoWireRequest request;
  int input;

  gesso_wire_send (GESSO_WIRE_SOCKET, &reply, sizeof reply, -1);
  while (gesso_wire_receive (GESSO_WIRE_SOCKET, &request, sizeof request, &input))
    {
      int fd;

      reply = (GessoWireReply) {
        .magic = GESSO_WIRE_MAGIC, .serial = request.serial, .format = GESSO_PICTURE_PNG, .width = 1, .height = 1,
      };
      if (request.operation == GESSO_WIRE_INSPECT)
        fd = misinspect (read_width (input), &reply);
      else
        fd = misbehave (request.max_width, &reply);
      if (request.max_width == BAD_SENDS_SEVERAL)
        send_several (&reply);
      else if (request.max_width == BAD_SENDS_HALF_A_REPLY)
        gesso_wire_send (GESSO_WIRE_SOCKET, &reply, sizeof reply / 2, fd);
      else
        gesso_wire_send (GESSO_WIRE_SOCKET, &reply, sizeof reply, fd);
      if (fd >= 0)
        close (fd);
      if (input >= 0)
        close (input);
    }
  return 0;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-wire.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* Room for the control message of one descriptor, aligned as one. */
typedef union {
  struct cmsghdr header;
  char bytes[CMSG_SPACE (sizeof (int))];
} Control;

gboolean
gesso_wire_send (int           socket,
                 gconstpointer message,
                 gsize         size,
                 int           fd)
{
  struct iovec vector = { (gpointer) message, size };
  struct msghdr packet = { .msg_iov = &vector, .msg_iovlen = 1 };
  Control control = { 0 };
  ssize_t sent;

  if (fd >= 0)
    {
      struct cmsghdr *header;

      packet.msg_control = &control;
      packet.msg_controllen = sizeof control;
      header = CMSG_FIRSTHDR (&packet);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN (sizeof fd);
      memcpy (CMSG_DATA (header), &fd, sizeof fd);
    }
  do
    sent = sendmsg (socket, &packet, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == (ssize_t) size;
}

/* Keeps the first descriptor and closes what else came: the other side decides how many it sends. */
static void
take_descriptors (struct msghdr *packet,
                  int           *fd)
{
  for (struct cmsghdr *header = CMSG_FIRSTHDR (packet); header != NULL; header = CMSG_NXTHDR (packet, header))
    {
      gsize count;

      if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
        continue;
      count = (header->cmsg_len - CMSG_LEN (0)) / sizeof (int);
      for (gsize i = 0; i < count; i++)
        {
          int received;

          memcpy (&received, CMSG_DATA (header) + i * sizeof received, sizeof received);
          if (*fd < 0)
            *fd = received;
          else
            close (received);
        }
    }
}

gboolean
gesso_wire_receive (int       socket,
                    gpointer  message,
                    gsize     size,
                    int      *fd)
{
  struct iovec vector = { message, size };
  Control control = { 0 };
  struct msghdr packet = {
    .msg_iov = &vector,
    .msg_iovlen = 1,
    .msg_control = &control,
    .msg_controllen = sizeof control,
  };
  ssize_t received;

  *fd = -1;
  do
    received = recvmsg (socket, &packet, MSG_CMSG_CLOEXEC);
  while (received < 0 && errno == EINTR);
  if (received < 0)
    return FALSE;
  take_descriptors (&packet, fd);
  if (received == (ssize_t) size && (packet.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0)
    return TRUE;
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
  return FALSE;
}

int
gesso_wire_memory (void)
{
  return memfd_create ("gesso-picture", MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

gboolean
gesso_wire_write (int           fd,
                  gconstpointer data,
                  gsize         length)
{
  const char *bytes = data;

  while (length > 0)
    {
      ssize_t written = write (fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      bytes += written;
      length -= written;
    }
  return TRUE;
}

gboolean
gesso_wire_seal (int fd)
{
  return fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) == 0;
}

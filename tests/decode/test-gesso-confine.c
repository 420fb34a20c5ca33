/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-confine.h"
#include "gesso-decode-wire.h"
#include "gesso-test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a helper that was taken over would try; each must fail once it is confined. */
static gboolean
opens_a_file (void)
{
  return open ("/etc/passwd", O_RDONLY) >= 0;
}

static gboolean
writes_a_file (void)
{
  return open ("/tmp", O_TMPFILE | O_WRONLY, 0600) >= 0;
}

static gboolean
makes_a_socket (void)
{
  return socket (AF_INET, SOCK_STREAM, 0) >= 0 || socket (AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static gboolean
forks (void)
{
  pid_t child = fork ();

  if (child == 0)
    _exit (0);
  return child > 0;
}

static gboolean
executes (void)
{
  char *argv[] = { (char *) "false", NULL };

  execv ("/bin/false", argv);
  return FALSE;
}

static gboolean
kills_its_parent (void)
{
  return kill (getppid (), 0) == 0;
}

static gboolean
takes_two_gigabytes (void)
{
  void *memory = malloc ((gsize) 2 * 1024 * 1024 * 1024);

  /* Used, so that the compiler keeps the call. */
  if (memory != NULL)
    *(volatile char *) memory = 1;
  return memory != NULL;
}

static gboolean
maps_code (void)
{
  return mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static gboolean
raises_its_limits (void)
{
  struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };

  return setrlimit (RLIMIT_AS, &unlimited) == 0;
}

static const struct {
  const char *name;
  gboolean (*attempt) (void);
} attempts[] = {
  { "open", opens_a_file },
  { "write", writes_a_file },
  { "socket", makes_a_socket },
  { "fork", forks },
  { "kill", kills_its_parent },
  { "malloc", takes_two_gigabytes },
  { "map-code", maps_code },
  { "limits", raises_its_limits },
  { "execute", executes },
};

/* What decoding needs must still work: memory, a file in memory that can be sealed, and the socket. */
static gboolean
can_still_work (int socket)
{
  int fd = gesso_wire_memory ();
  void *memory = malloc (300 * 1024 * 1024);

  return memory != NULL && fd >= 0 && gesso_wire_write (fd, "pixels", 6) && gesso_wire_seal (fd) &&
         gesso_wire_send (socket, "done", 4, fd);
}

/* In a process of its own: a bit for each attempt that succeeded goes to the exit status, 255 if honest work fails. */
static int
run_confined (int (*work) (gconstpointer data),
              gconstpointer data)
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      const guint wanted = GESSO_WIRE_SECCOMP | GESSO_WIRE_LIMITS;

      _exit (gesso_decode_confine (FALSE) == wanted ? work (data) : 254);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static int
attempt_work (gconstpointer data)
{
  const guint *index = data;

  return attempts[*index].attempt () ? 1 : 0;
}

static int
honest_work (gconstpointer data)
{
  const int *socket = data;

  return can_still_work (*socket) ? 0 : 1;
}

static gboolean
skipped (void)
{
#if defined(__SANITIZE_ADDRESS__)
  const gboolean watched = TRUE;
#else
  const gboolean watched = g_getenv ("GESSO_TEST_VALGRIND") != NULL;
#endif

  if (watched)
    g_test_skip ("sanitizers and valgrind need what confinement forbids");
  return watched;
}

static void
test_attempt (gconstpointer data)
{
  const guint *index = data;

  if (skipped ())
    return;
  /* Without confinement it would succeed, or the test shows nothing. Executing would replace it. */
  if (attempts[*index].attempt != executes && attempts[*index].attempt != takes_two_gigabytes)
    g_assert_true (attempts[*index].attempt ());
  g_assert_cmpint (run_confined (attempt_work, data), ==, 0);
}

static void
test_honest (void)
{
  char message[4];
  int sockets[2], fd;

  if (skipped ())
    return;
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets), ==, 0);
  g_assert_cmpint (run_confined (honest_work, &sockets[1]), ==, 0);
  g_assert_true (gesso_wire_receive (sockets[0], message, sizeof message, &fd));
  g_assert_cmpint (fcntl (fd, F_GET_SEALS) & F_SEAL_WRITE, !=, 0);
  g_assert_cmpint (write (fd, "x", 1), ==, -1);
  g_assert_cmpint (errno, ==, EPERM);
  close (fd);
  close (sockets[0]);
  close (sockets[1]);
}

int
main (int    argc,
      char **argv)
{
  static guint indices[G_N_ELEMENTS (attempts)];

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/decode/confine/%s", attempts[i].name);

      indices[i] = i;
      g_test_add_data_func (path, &indices[i], test_attempt);
    }
  g_test_add_func ("/decode/confine/honest-work", test_honest);

  return g_test_run ();
}

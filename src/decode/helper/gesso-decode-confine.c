/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decode-confine.h"

#include "gesso-decode-wire.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

/* Enough for 64 Mpx as a progressive JPEG, with its coefficients. */
#define MAX_MEMORY (1024 * 1024 * 1024)
#define MAX_FILE   (512 * 1024 * 1024)
#define MAX_OPEN   16

/* What decoding, memory and the one socket need. Nothing here opens a file, names a peer or starts anything. */
static const int allowed[] = {
  SCMP_SYS (brk),
  SCMP_SYS (clock_getres),
  SCMP_SYS (clock_gettime),
  SCMP_SYS (close),
  SCMP_SYS (exit),
  SCMP_SYS (exit_group),
  SCMP_SYS (fstat),
  SCMP_SYS (fstat64),
  SCMP_SYS (ftruncate),
  SCMP_SYS (ftruncate64),
  SCMP_SYS (futex),
  SCMP_SYS (futex_time64),
  SCMP_SYS (getpid),
  SCMP_SYS (getrandom),
  SCMP_SYS (gettid),
  SCMP_SYS (gettimeofday),
  SCMP_SYS (lseek),
  SCMP_SYS (_llseek),
  SCMP_SYS (madvise),
  SCMP_SYS (memfd_create),
  SCMP_SYS (mremap),
  SCMP_SYS (munmap),
  SCMP_SYS (newfstatat),
  SCMP_SYS (poll),
  SCMP_SYS (ppoll),
  SCMP_SYS (pread64),
  SCMP_SYS (read),
  SCMP_SYS (readv),
  SCMP_SYS (recvmsg),
  SCMP_SYS (restart_syscall),
  SCMP_SYS (rseq),
  SCMP_SYS (rt_sigaction),
  SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigreturn),
  SCMP_SYS (sched_getaffinity),
  SCMP_SYS (sched_yield),
  SCMP_SYS (sendmsg),
  SCMP_SYS (set_robust_list),
  SCMP_SYS (sigaltstack),
  SCMP_SYS (sigreturn),
  SCMP_SYS (statx),
  SCMP_SYS (write),
  SCMP_SYS (writev),
};

void
gesso_decode_leave_nothing_open (void)
{
  if (close_range (GESSO_WIRE_SOCKET + 1, ~0U, 0) == 0)
    return;
  for (int fd = GESSO_WIRE_SOCKET + 1; fd < 1024; fd++)
    close (fd);
}

static gboolean
limit (int    resource,
       rlim_t most)
{
  struct rlimit both = { most, most };

  return setrlimit (resource, &both) == 0;
}

static gboolean
set_limits (gboolean starts_processes)
{
  gboolean all = limit (RLIMIT_CORE, 0) && limit (RLIMIT_FSIZE, MAX_FILE);

  if (starts_processes)
    return all;
  all = limit (RLIMIT_NOFILE, MAX_OPEN) && all;
  /* A sanitizer maps terabytes for itself. */
  return !SANITIZED && limit (RLIMIT_AS, MAX_MEMORY) && all;
}

/* Memory that can be run: none that was not there before. */
static gboolean
allow_without_execution (scmp_filter_ctx filter,
                         int             call)
{
  return seccomp_rule_add (filter, SCMP_ACT_ALLOW, call, 1,
                           SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
}

static gboolean
set_filter (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  static const int commands[] = { F_GETFD, F_SETFD, F_GETFL, F_ADD_SEALS, F_GET_SEALS };
  gboolean good = filter != NULL;

  for (gsize i = 0; good && i < G_N_ELEMENTS (allowed); i++)
    good = seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
  for (gsize i = 0; good && i < G_N_ELEMENTS (commands); i++)
    good = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (fcntl), 1, SCMP_A1 (SCMP_CMP_EQ, commands[i])) == 0;
  good = good && allow_without_execution (filter, SCMP_SYS (mmap));
  good = good && allow_without_execution (filter, SCMP_SYS (mprotect));
  /* abort() may end this process, and no other. */
  good = good && seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1,
                                   SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ())) == 0;
  good = good && seccomp_load (filter) == 0;
  if (filter != NULL)
    seccomp_release (filter);
  return good;
}

guint
gesso_decode_confine (gboolean starts_processes)
{
  guint confinement = 0;

  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (set_limits (starts_processes))
    confinement |= GESSO_WIRE_LIMITS;
  if (starts_processes)
    return confinement | GESSO_WIRE_GLYCIN;
  if (!SANITIZED && set_filter ())
    confinement |= GESSO_WIRE_SECCOMP;
  return confinement;
}

/* gp-script-limits.c — what the process of a script may still do
 * SPDX-License-Identifier: Apache-2.0
 *
 * JavaScript by itself has no files and no network. This is for the case that the engine has a
 * hole: the kernel refuses what would reach outside, whoever asks. It is a list of what is refused,
 * since the engine's threads and its memory need a good part of the rest. */
#define G_LOG_DOMAIN "gp-script"
#include "config.h"
#include "gp-script-limits.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "groundplan-script: set -Djavascript=disabled on this machine"
#endif

#define LOAD(member) \
  BPF_STMT (BPF_LD | BPF_W | BPF_ABS, (guint32) offsetof (struct seccomp_data, member))
#define RETURN(what) BPF_STMT (BPF_RET | BPF_K, (what))
#define UNLESS_CALL(call, skip) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (guint32) (call), 0, (skip))
#define REFUSE(call) UNLESS_CALL (call, 1), RETURN (SECCOMP_RET_ERRNO | EPERM)

static const struct sock_filter refusals[] = {
  LOAD (arch),
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
  RETURN (SECCOMP_RET_KILL_PROCESS),
  LOAD (nr),
#ifdef __x86_64__
  /* The same calls have other numbers here. */
  BPF_JUMP (BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
  RETURN (SECCOMP_RET_KILL_PROCESS),
  REFUSE (SYS_open),
  REFUSE (SYS_creat),
  REFUSE (SYS_fork),
  REFUSE (SYS_vfork),
  REFUSE (SYS_unlink),
  REFUSE (SYS_rename),
  REFUSE (SYS_mkdir),
  REFUSE (SYS_rmdir),
  REFUSE (SYS_link),
  REFUSE (SYS_symlink),
  REFUSE (SYS_chmod),
  REFUSE (SYS_chown),
  REFUSE (SYS_lchown),
  REFUSE (SYS_mknod),
  REFUSE (SYS_utime),
  REFUSE (SYS_utimes),
  REFUSE (SYS_futimesat),
#endif
#ifdef SYS_renameat
  REFUSE (SYS_renameat),
#endif
  REFUSE (SYS_openat),
  REFUSE (SYS_openat2),
  REFUSE (SYS_open_by_handle_at),
  REFUSE (SYS_unlinkat),
  REFUSE (SYS_renameat2),
  REFUSE (SYS_mkdirat),
  REFUSE (SYS_linkat),
  REFUSE (SYS_symlinkat),
  REFUSE (SYS_mknodat),
  REFUSE (SYS_fchmodat),
#ifdef SYS_fchmodat2
  REFUSE (SYS_fchmodat2),
#endif
  REFUSE (SYS_fchownat),
  REFUSE (SYS_utimensat),
  REFUSE (SYS_setxattr),
  REFUSE (SYS_lsetxattr),
  REFUSE (SYS_fsetxattr),
  REFUSE (SYS_removexattr),
  REFUSE (SYS_lremovexattr),
  REFUSE (SYS_fremovexattr),
  REFUSE (SYS_truncate),
  REFUSE (SYS_execve),
  REFUSE (SYS_execveat),
  REFUSE (SYS_socket),
  REFUSE (SYS_socketpair),
  REFUSE (SYS_connect),
  REFUSE (SYS_bind),
  REFUSE (SYS_ptrace),
  REFUSE (SYS_process_vm_readv),
  REFUSE (SYS_process_vm_writev),
  REFUSE (SYS_pidfd_open),
  REFUSE (SYS_pidfd_send_signal),
  REFUSE (SYS_kill),
  REFUSE (SYS_tkill),
  REFUSE (SYS_rt_sigqueueinfo),
  REFUSE (SYS_rt_tgsigqueueinfo),
  REFUSE (SYS_mount),
  REFUSE (SYS_bpf),
  REFUSE (SYS_io_uring_setup),
  REFUSE (SYS_memfd_create),
  REFUSE (SYS_unshare),
  REFUSE (SYS_setns),
  /* What it asks for is out of sight here: who is told that there is none takes the other one. */
  UNLESS_CALL (SYS_clone3, 1),
  RETURN (SECCOMP_RET_ERRNO | ENOSYS),
  /* Threads, and no processes, each of which would have all of the time again. */
  UNLESS_CALL (SYS_clone, 4),
  LOAD (args[0]),
  BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
  RETURN (SECCOMP_RET_ERRNO | EPERM),
  RETURN (SECCOMP_RET_ALLOW),
  /* The engine stops its own threads so, and nobody else's. */
  UNLESS_CALL (SYS_tgkill, 3),
  LOAD (args[0]),
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0),
  RETURN (SECCOMP_RET_ERRNO | EPERM),
  RETURN (SECCOMP_RET_ALLOW),
};

/* Where the number of this process stands in them. */
#define OWN_PROCESS (G_N_ELEMENTS (refusals) - 3)

static gboolean
limit (int    resource,
       rlim_t value)
{
  const struct rlimit both = { value, value };

  return setrlimit ((__rlimit_resource_t) resource, &both) == 0;
}

/* Of what the limit counts, which is mostly address space that the engine keeps free. */
static gboolean
measure_data (gsize *out_bytes)
{
  g_autofree char *text = NULL;
  unsigned long pages;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL)
      || sscanf (text, "%*u %*u %*u %*u %*u %lu", &pages) != 1)
    return FALSE;
  *out_bytes = pages * (gsize) sysconf (_SC_PAGESIZE);

  return TRUE;
}

gboolean
gp_script_limits_set (guint seconds,
                      gsize bytes)
{
  struct sock_filter filter[G_N_ELEMENTS (refusals)];
  const struct sock_fprog program = { G_N_ELEMENTS (filter), filter };
  gsize before;

  memcpy (filter, refusals, sizeof filter);
  filter[OWN_PROCESS].k = (guint32) getpid ();

  return measure_data (&before) && limit (RLIMIT_CPU, seconds)
         && limit (RLIMIT_DATA, before + bytes) && limit (RLIMIT_CORE, 0) && limit (RLIMIT_FSIZE, 0)
         && prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0
         && prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
         && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

/* test-script-limits.c — what the process of a script cannot do any more
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-script-limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#define MORE ((gsize) 64 * 1024 * 1024)

static gboolean
opens (void)
{
  return open ("/etc/passwd", O_RDONLY) >= 0;
}

static gboolean
connects (void)
{
  return socket (AF_INET, SOCK_STREAM, 0) >= 0;
}

static gboolean
pairs (void)
{
  int both[2];

  return socketpair (AF_UNIX, SOCK_STREAM, 0, both) == 0;
}

static gboolean
starts (void)
{
  char *const arguments[] = { (char *) "true", NULL };

  execv ("/bin/true", arguments);

  return errno != EPERM;
}

static gboolean
removes (void)
{
  return unlink ("/nowhere/at-all") == 0 || errno != EPERM;
}

/* Whatever it is called by, and whether or not it is there. */
static gboolean
changes (void)
{
  const char *path = "/nowhere/at-all";

  return renameat (AT_FDCWD, path, AT_FDCWD, path) == 0 || errno != EPERM
         || mkfifo (path, 0600) == 0 || errno != EPERM
         || chown (path, 1, 1) == 0 || errno != EPERM
         || fchownat (AT_FDCWD, path, 1, 1, 0) == 0 || errno != EPERM
         || utimensat (AT_FDCWD, path, NULL, 0) == 0 || errno != EPERM
         || setxattr (path, "user.a", "b", 1, 0) == 0 || errno != EPERM;
}

/* A process of its own would have all of the time again. */
static gboolean
doubles (void)
{
  pid_t child = fork ();

  if (child == 0)
    _exit (1);
  return child > 0 || errno != EPERM;
}

static gboolean
signals_others (void)
{
  return syscall (SYS_tgkill, getppid (), getppid (), 0) == 0 || errno != EPERM
         || syscall (SYS_tkill, getppid (), 0) == 0 || errno != EPERM;
}

static gboolean
hoards (void)
{
  return mmap (NULL, 4 * MORE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
         != MAP_FAILED;
}

/* What is allowed: little memory, and what is open already. */
static gboolean
cannot_write (void)
{
  void *some = mmap (NULL, MORE / 4, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return some == MAP_FAILED || write (STDOUT_FILENO, "", 0) != 0;
}

static gpointer
run (gpointer data)
{
  return data;
}

/* The engine has threads, and stops them. */
static gboolean
cannot_thread (void)
{
  static char thread_data[] = "some";
  GThread *thread = g_thread_try_new ("some", run, thread_data, NULL);

  return thread == NULL || g_thread_join (thread) != thread_data
         || syscall (SYS_tgkill, getpid (), (pid_t) syscall (SYS_gettid), 0) != 0;
}

/* In a process of its own, which the limits would stay with. */
static void
test_refused (gconstpointer data)
{
  gboolean (*can) (void) = (gboolean (*) (void)) (gsize) data;

  if (g_test_subprocess ())
    {
      if (!gp_script_limits_set (60, MORE))
        _exit (2);
      _exit (can () ? 1 : 0);
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

#define ADD(name, func) \
  g_test_add_data_func ("/script-limits/" name, (gconstpointer) (gsize) (func), test_refused)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("opens-no-file", opens);
  ADD ("makes-no-connection", connects);
  ADD ("makes-no-pair", pairs);
  ADD ("starts-no-program", starts);
  ADD ("removes-nothing", removes);
  ADD ("changes-nothing", changes);
  ADD ("makes-no-process", doubles);
  ADD ("signals-nobody-else", signals_others);
  ADD ("takes-no-more-memory", hoards);
  ADD ("may-do-its-work", cannot_write);
  ADD ("may-have-threads", cannot_thread);

  return g_test_run ();
}

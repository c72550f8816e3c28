/* test-script-limits.c — what the process of a script cannot do any more
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-script-limits.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
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
  ADD ("takes-no-more-memory", hoards);
  ADD ("may-do-its-work", cannot_write);

  return g_test_run ();
}

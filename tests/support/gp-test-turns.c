/* gp-test-turns.c — how long a program does not answer
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-test-turns"
#include "config.h"

#include "gp-test-turns.h"

#include "gp-bench.h"

/* Seconds. A poll function has no user data. */
static double longest;
static double woken;

static int
watch (GPollFD *fds,
       guint    n,
       int      timeout)
{
  int result;

  longest = MAX (longest, gp_bench_thread_time () - woken);
  result = g_poll (fds, n, timeout);
  woken = gp_bench_thread_time ();
  return result;
}

void
gp_test_turns_begin (void)
{
  g_main_context_set_poll_func (NULL, watch);
  longest = 0;
  woken = gp_bench_thread_time ();
}

double
gp_test_turns_end (void)
{
  longest = MAX (longest, gp_bench_thread_time () - woken);
  g_main_context_set_poll_func (NULL, NULL);
  return longest * 1000;
}

/* gp-bench.c
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-bench"

#include "config.h"

#include "gp-bench.h"

#include <sys/resource.h>
#include <time.h>

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

double
gp_bench_median (guint runs, GpBenchFunc func, gpointer user_data)
{
  g_autoptr(GArray) seconds = g_array_new (FALSE, FALSE, sizeof (double));

  g_return_val_if_fail (runs > 0, 0);

  func (user_data);
  for (guint i = 0; i < runs; i++)
    {
      gint64 start = g_get_monotonic_time ();
      double duration;

      func (user_data);
      duration = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      g_array_append_val (seconds, duration);
    }
  g_array_sort (seconds, compare_doubles);

  return g_array_index (seconds, double, runs / 2);
}

double
gp_bench_thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

void
gp_bench_report (const char *measure,
                 double      value,
                 const char *unit,
                 const char *peer,
                 double      peer_value)
{
  if (peer == NULL || value == 0)
    g_print ("%s\t%.4g\t%s\t\t\n", measure, value, unit);
  else
    g_print ("%s\t%.4g\t%s\t%s\t%.2f\n", measure, value, unit, peer, peer_value / value);
}

double
gp_bench_peak_memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) usage.ru_maxrss / 1024;
}

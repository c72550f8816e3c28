/* gp-bench.h — measuring, one line per measure
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*GpBenchFunc) (gpointer user_data);

/**
 * gp_bench_median: the median duration of @runs calls, in seconds, after one call to warm up
 */
double gp_bench_median (guint runs, GpBenchFunc func, gpointer user_data);

/** gp_bench_thread_time: seconds of the processor that the calling thread has used; how busy the
 * machine is changes little of it */
double gp_bench_thread_time (void);

/**
 * gp_bench_report: prints "measure value unit peer ratio", separated by tabs
 * @unit: such as "s", "ms", "MB", or "" for a count
 * @peer: (nullable): what @value is compared with, in the same run; NULL where there is none
 * @peer_value: in @unit; the ratio printed is @peer_value / @value. Ignored without @peer.
 */
void gp_bench_report (const char *measure,
                      double      value,
                      const char *unit,
                      const char *peer,
                      double      peer_value);

/**
 * gp_bench_peak_memory: the largest resident size of this process so far, in MB
 */
double gp_bench_peak_memory (void);

G_END_DECLS

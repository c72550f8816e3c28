/* bench-runs.c — runs of flows on the local backend, stored before they are acknowledged
 * SPDX-License-Identifier: Apache-2.0
 *
 * A simple run: two values are set, one of them behind a condition. Started within the program, to
 * see the engine, and over HTTP by callers who wait for its output, as from Node-RED in the same
 * run, which stores nothing. Then runs that wait for a decision, and an engine that is left
 * alone. */
#include "config.h"

#include "bench-http-load.h"
#include "gp-bench.h"
#include "gp-run-engine.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"

#include <gio/gio.h>
#include <string.h>
#include <time.h>

#define N_RUNS      20000
#define N_REQUESTS  10000
#define N_CALLERS   32
#define N_WAITING   10000
#define IDLE        (5 * G_USEC_PER_SEC)

static const char steps[] = "step a set with.x=trigger.%s.n+1\nstep b switch\n"
                            "step c set with.y=vars.x*2\n"
                            "edge - a\nedge a b\nedge b c case when=vars.x>1\n";

/** Load: starts that follow one another. */
typedef struct
{
  GpRunStart start;
  guint      n_wanted;
  guint      n_started;
} Load;

static void
started_cb (GpRunEngine  *engine,
            gint64        number,
            const GError *error,
            gpointer      user_data)
{
  Load *load = user_data;

  if (error != NULL)
    g_error ("%s", error->message);
  if (load->n_started >= load->n_wanted)
    return;
  load->n_started++;
  gp_run_engine_start (engine, &load->start, started_cb, load);
}

/* The seconds until all runs of “main” have started and @ended of them have ended. */
static double
start_runs (GpRunEngine *engine,
            guint        n,
            guint        ended)
{
  g_autoptr(GpExprValue) trigger = gp_test_value ("{'input':{'n':3}}");
  Load load = { .start = { .trigger = trigger }, .n_wanted = n };
  const GpRunEngineStats *stats = gp_run_engine_get_stats (engine);
  gint64 begin = g_get_monotonic_time ();

  load.start.flow = gp_run_flows_find_name (gp_run_engine_get_flows (engine), "main");
  for (guint i = 0; i < N_CALLERS; i++)
    started_cb (engine, 0, NULL, &load);
  while (stats->started < n || stats->completed < ended)
    g_main_context_iteration (NULL, TRUE);

  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

static void
measure_engine (const char *path)
{
  g_autoptr(GpBackend) backend = gp_backend_open (path, NULL);
  g_autofree char *script = g_strdup_printf (steps, "input");
  g_autofree char *flow = g_strconcat ("flow main trigger=manual\n", script, NULL);
  GpRunEngine *engine;
  double seconds;

  gp_test_runs_apply (backend, flow);
  engine = gp_run_engine_new (backend);
  seconds = start_runs (engine, N_RUNS, N_RUNS);
  gp_bench_report ("runs of a flow in a second, each stored", N_RUNS / seconds, "/s", NULL, 0);
  gp_run_engine_free (engine);
}

/* --- over HTTP -------------------------------------------------------------------------------- */

static void
report_http (const char *name,
             double      ours,
             double      theirs)
{
  gp_bench_report (name, ours * 1000, "ms", theirs > 0 ? "Node-RED 4.1.15, not stored" : NULL,
                   theirs * 1000);
}

/* The seconds of a run from Node-RED; 0 where it is not on this machine. */
static double
measure_node_red (void)
{
  const char *script = g_getenv ("GP_NODE_RED_SCRIPT");
  g_autofree char *port = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GError) error = NULL;
  double seconds;

  if (script == NULL)
    return 0;
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "node", script, NULL);
  if (process == NULL)
    g_error ("%s", error->message);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  port = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  if (port == NULL)
    g_error ("Node-RED did not start");
  seconds = bench_http_load ((guint16) g_ascii_strtoull (port, NULL, 10), "/simple", N_CALLERS,
                             N_REQUESTS);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);

  return seconds;
}

static void
measure_http (const char *folder)
{
  g_autofree char *data = g_build_filename (folder, "http.db", NULL);
  GpRuntimeOptions options = GP_RUNTIME_OPTIONS_INIT;
  g_autofree char *script = g_strdup_printf (steps, "body");
  g_autofree char *flow = g_strconcat ("flow main trigger=http http_path=simple http_auth=anyone "
                                       "mode=sync\n", script, NULL);
  g_autoptr(GpRuntime) runtime = NULL;
  g_autoptr(GError) error = NULL;
  GpBackend *backend = gp_backend_open (data, NULL);
  double ours;

  gp_test_runs_apply (backend, flow);
  gp_backend_free (backend);
  options.data = data;
  options.port = 0;
  options.admin_token = GP_TEST_ADMIN_TOKEN;
  runtime = gp_runtime_new (&options);
  if (!gp_runtime_start (runtime, &error))
    g_error ("%s", error->message);
  ours = bench_http_load ((guint16) gp_runtime_get_port (runtime), "/api/flows/simple", N_CALLERS,
                          N_REQUESTS);
  gp_runtime_stop (runtime);
  report_http ("a run over HTTP, 32 callers at once", ours, measure_node_red ());
}

/* --- waiting ---------------------------------------------------------------------------------- */

static double
get_cpu_seconds (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);

  return (double) spent.tv_sec + (double) spent.tv_nsec * 1e-9;
}

/* In MB. */
static double
get_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmRSS:");

  return line != NULL ? (double) g_ascii_strtoull (line + 6, NULL, 10) / 1024 : 0;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

static void
measure_waiting (const char *path)
{
  g_autoptr(GpBackend) backend = gp_backend_open (path, NULL);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GpRunEngine *engine;
  double memory, cpu;

  gp_test_runs_apply (backend, "role boss\nflow main trigger=manual\n"
                               "step a approve assignees=boss\nstep b set with.x=1\n");
  engine = gp_run_engine_new (backend);
  memory = get_memory ();
  start_runs (engine, N_WAITING, 0);
  gp_bench_report ("memory of 10 000 waiting runs", get_memory () - memory, "MB", NULL, 0);
  cpu = get_cpu_seconds ();
  g_timeout_add (IDLE / 1000, quit_cb, loop);
  g_main_loop_run (loop);
  gp_bench_report ("CPU in 5 s, 10 000 runs waiting", (get_cpu_seconds () - cpu) * 1000, "ms",
                   NULL, 0);
  gp_run_engine_free (engine);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("gp-bench-XXXXXX", NULL);
  g_autofree char *engine = g_build_filename (folder, "engine.db", NULL);
  g_autofree char *waiting = g_build_filename (folder, "waiting.db", NULL);

  measure_engine (engine);
  measure_waiting (waiting);
  measure_http (folder);

  return 0;
}

/* gp-run-code.c — the code of a step, in a process of its own
 * SPDX-License-Identifier: Apache-2.0
 *
 * groundplan-script reads the code and its input, and writes what came of it. It takes most of
 * what it could do away from itself; here its time ends, and how much it may write. What it writes
 * is not trusted. */
#define G_LOG_DOMAIN "gp-run-code"
#include "config.h"
#include "gp-run-code.h"

#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

#define MAX_SECONDS 20
#define MAX_BYTES   (1024 * 1024 + 4096)

typedef struct
{
  GSubprocess *process;
  char        *input;
  guint8      *output;
  gsize        length;
  GSource     *clock;
  gboolean     is_late;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  if (self->clock != NULL)
    g_source_destroy (self->clock);
  g_clear_pointer (&self->clock, g_source_unref);
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_free (self->input);
  g_free (self->output);
  g_free (self);
}

/* In the build folder it is somewhere else than where it is installed. */
static const char *
get_program (void)
{
  const char *named = g_getenv ("GP_SCRIPT_PROGRAM");

  return named != NULL ? named : GP_LIBEXEC_DIR "/groundplan-script";
}

gboolean
gp_run_code_is_there (void)
{
  return g_file_test (get_program (), G_FILE_TEST_IS_EXECUTABLE);
}

/* --- what came of it -------------------------------------------------------------------------- */

/* Nothing was written that makes sense: why it ended. */
static GpExprValue *
explain_end (const Job *job)
{
  gboolean was_killed = g_subprocess_get_if_signaled (job->process);

  if (job->is_late || (was_killed && g_subprocess_get_term_sig (job->process) == SIGKILL))
    return gp_flow_fault_new (GP_FLOW_FAULT_TIMEOUT, 0,
                              _("The code takes too long. Does a loop in it not end?"));
  if (was_killed)
    return gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0,
                              _("The code broke off: it may need too much memory."));

  return gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0,
                            _("The code came to nothing that could be read."));
}

static GpExprValue *
read_output (const Job    *job,
             GpExprValue **fault)
{
  g_autoptr(GpExprValue) answer = NULL;
  g_autofree char *detail = NULL;
  const char *failure;
  GpExprValue *value;
  int line;

  if (job->length < MAX_BYTES)
    answer = gp_expr_value_from_json ((const char *) job->output, (gssize) job->length, NULL);
  failure = answer != NULL ? gp_flow_value_get_text (answer, "error") : NULL;
  value = answer != NULL ? gp_flow_value_get (answer, "value") : NULL;
  line = (int) gp_flow_value_get_int (answer, "line", 0);
  if (value != NULL)
    return gp_expr_value_ref (value);
  if (failure != NULL)
    detail = line > 0
               ? g_strdup_printf (_("The code failed in line %d: %s"), line, failure)
               : g_strdup_printf (_("The code failed: %s"), failure);
  *fault = detail != NULL ? gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0, detail)
                          : explain_end (job);

  return NULL;
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const Job *job = g_task_get_task_data (task);
  GpExprValue *fault = NULL, *value;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  value = read_output (job, &fault);
  if (fault != NULL)
    g_object_set_data_full (G_OBJECT (task), "fault", fault, (GDestroyNotify) gp_expr_value_unref);
  g_task_return_pointer (task, value, (GDestroyNotify) gp_expr_value_unref);
}

/* --- its process ------------------------------------------------------------------------------ */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);

  g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &job->length, NULL);
  /* It has said what it had to say, or too much, or nobody wants to know. */
  if (job->length >= MAX_BYTES || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_subprocess_force_exit (job->process);
  g_subprocess_wait_async (job->process, NULL, ended_cb, g_steal_pointer (&task));
}

static void
wrote_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_output_stream_close (G_OUTPUT_STREAM (source), NULL, NULL);
}

static gboolean
late_cb (gpointer user_data)
{
  Job *job = user_data;

  job->is_late = TRUE;
  g_subprocess_force_exit (job->process);

  return G_SOURCE_REMOVE;
}

static GSubprocess *
start (GError **error)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
    | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  /* What the backend knows, secrets above all, is not for it. */
  const char *const environment[] = { "TZ=UTC", "LC_ALL=C.UTF-8", "Malloc=1", NULL };

  g_subprocess_launcher_set_environ (launcher, (char **) environment);
  g_subprocess_launcher_set_cwd (launcher, "/");

  return g_subprocess_launcher_spawn (launcher, error, get_program (), NULL);
}

void
gp_run_code_async (const GpExprValue   *request,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  g_autoptr(GError) error = NULL;

  g_task_set_source_tag (task, gp_run_code_async);
  g_task_set_task_data (task, job, job_free);
  g_task_set_check_cancellable (task, FALSE);
  job->process = start (&error);
  if (job->process == NULL)
    {
      g_object_set_data_full (G_OBJECT (task), "fault",
                              gp_flow_fault_new (GP_FLOW_FAULT_CONFIGURATION, 0,
                                                 _("Groundplan was built without JavaScript "
                                                   "here: say it with expressions.")),
                              (GDestroyNotify) gp_expr_value_unref);
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  job->input = gp_expr_value_to_json (request);
  job->output = g_malloc (MAX_BYTES);
  job->clock = g_timeout_source_new_seconds (MAX_SECONDS);
  g_source_set_callback (job->clock, late_cb, job, NULL);
  g_source_attach (job->clock, g_main_context_get_thread_default ());
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (job->process), job->input,
                                   strlen (job->input), G_PRIORITY_DEFAULT, cancellable, wrote_cb,
                                   g_object_ref (task));
  g_input_stream_read_all_async (g_subprocess_get_stdout_pipe (job->process), job->output,
                                 MAX_BYTES, G_PRIORITY_DEFAULT, cancellable, read_cb,
                                 g_object_ref (task));
}

GpExprValue *
gp_run_code_finish (GAsyncResult  *result,
                    GpExprValue  **fault)
{
  GpExprValue *value = g_task_propagate_pointer (G_TASK (result), NULL);

  *fault = g_object_steal_data (G_OBJECT (result), "fault");

  return value;
}

const GpCodeRunner gp_run_code_runner = { gp_run_code_async, gp_run_code_finish };

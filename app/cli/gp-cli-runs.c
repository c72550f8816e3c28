/* gp-cli-runs.c — gplan runs: the runs of flows on a backend
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-cli-target.h"
#include "gp-expr-json.h"
#include "gp-flow-decision.h"
#include "gp-flow-fault.h"
#include "gp-run-source.h"

#include <glib/gi18n.h>

#define DEFAULT_LIMIT 50
#define MAX_LIMIT    500

/* What was asked for on the command line. */
typedef struct
{
  char     *file;
  char     *flow;
  char     *status;
  char     *input;
  char     *note;
  int       limit;
  gboolean  json;
  GpDesign *design;     /* or NULL */
} Options;

static void
options_clear (Options *self)
{
  g_free (self->file);
  g_free (self->flow);
  g_free (self->status);
  g_free (self->input);
  g_free (self->note);
  g_clear_object (&self->design);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- asking ----------------------------------------------------------------------------------- */

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static GpRunDetail *
read_run (GpRunSource  *source,
          const char   *run,
          GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  gp_run_source_read_async (source, run, NULL, answered_cb, &result);
  wait_for (&result);
  return gp_run_source_read_finish (source, result, error);
}

static char *
format_time (gint64 time)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return time != 0 && when != NULL ? g_date_time_format (when, "%Y-%m-%dT%H:%M:%SZ")
                                   : g_strdup ("-");
}

/* --- writing ---------------------------------------------------------------------------------- */

static void
write_time (GpJsonWriter *writer,
            const char   *key,
            gint64        time)
{
  g_autofree char *text = time != 0 ? format_time (time) : NULL;

  gp_json_writer_member (writer, key, text);
}

static void
write_value (GpJsonWriter *writer,
             const char   *key,
             GpExprValue  *value)
{
  g_autofree char *json = value != NULL ? gp_expr_value_to_json (value) : NULL;

  gp_json_writer_key (writer, key);
  if (json != NULL)
    gp_json_writer_raw (writer, json);
  else
    gp_json_writer_null (writer);
}

static void
write_summary (GpJsonWriter       *writer,
               const GpRunSummary *run)
{
  char buffer[GP_ID_STRING_SIZE];

  gp_json_writer_member (writer, "id", run->id);
  gp_json_writer_key (writer, "number");
  gp_json_writer_int (writer, run->number);
  gp_json_writer_member (writer, "flow", gp_id_format (&run->flow, buffer));
  gp_json_writer_member (writer, "name", run->name);
  gp_json_writer_member (writer, "status", run->status);
  write_time (writer, "started", run->started);
  write_time (writer, "ended", run->ended);
  write_time (writer, "due", run->due);
  gp_json_writer_member (writer, "by", run->by);
  write_value (writer, "error", run->error);
  gp_json_writer_key (writer, "discarded");
  gp_json_writer_bool (writer, run->is_discarded);
  gp_json_writer_member (writer, "note", run->note);
}

static void
write_touched (GpJsonWriter       *writer,
               const GpRunTouched *touched)
{
  static const char *const verdicts[] = {
    [GP_RUN_VERDICT_GRANTED] = "granted", [GP_RUN_VERDICT_DENIED] = "denied",
    [GP_RUN_VERDICT_FORBIDDEN] = "forbidden",
  };
  char buffer[GP_ID_STRING_SIZE];

  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "place", touched->place);
  gp_json_writer_member (writer, "entity", gp_id_format (&touched->entity, buffer));
  gp_json_writer_member (writer, "action", touched->action);
  gp_json_writer_key (writer, "count");
  gp_json_writer_int (writer, touched->count);
  gp_json_writer_key (writer, "records");
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < touched->records->len; i++)
    {
      const GpRunRecord *record = touched->records->pdata[i];

      gp_json_writer_begin_object (writer);
      gp_json_writer_member (writer, "id", record->id);
      gp_json_writer_member (writer, "verdict", verdicts[record->verdict]);
      gp_json_writer_member (writer, "rule", gp_id_is_nil (&record->rule)
                                               ? NULL : gp_id_format (&record->rule, buffer));
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);
  gp_json_writer_end_object (writer);
}

static GpCliStatus
print_run_json (const GpRunDetail *run)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  write_summary (&writer, run->summary);
  write_value (&writer, "trigger", run->trigger);
  write_value (&writer, "output", run->output);
  if (run->retry_input != NULL)
    write_value (&writer, "retry_input", run->retry_input);
  gp_json_writer_key (&writer, "trace");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < run->trace->len; i++)
    {
      g_autoptr(GpExprValue) line = gp_flow_trace_to_value (run->trace->pdata[i]);
      g_autofree char *json = gp_expr_value_to_json (line);

      gp_json_writer_raw (&writer, json);
    }
  gp_json_writer_end_array (&writer);
  gp_json_writer_key (&writer, "touches");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < run->touches->len; i++)
    write_touched (&writer, run->touches->pdata[i]);
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  return gp_cli_print_json (&writer, out, GP_CLI_DONE);
}

static void
append_error (GString           *out,
              const GpExprValue *error)
{
  const char *detail = gp_flow_fault_get_text (error, "detail");

  g_string_append_printf (out, "  %d %s", gp_flow_fault_get_status (error),
                          *detail != '\0' ? detail : gp_flow_fault_get_text (error, "title"));
}

static void
append_summary (GString            *out,
                const GpRunSummary *run)
{
  g_autofree char *started = format_time (run->started);

  g_string_append_printf (out, "%s  %-9s  %s  %s", run->id,
                          run->is_discarded ? "discarded" : run->status, started, run->name);
  if (run->by != NULL)
    g_string_append_printf (out, "  %s", run->by);
  if (run->error != NULL)
    append_error (out, run->error);
  g_string_append_c (out, '\n');
}

static const char *
name_of (const Options *options,
         const GpId    *id)
{
  const GpElement *element = options->design != NULL ? gp_design_lookup (options->design, id)
                                                     : NULL;

  return element != NULL ? gp_element_get_name (element) : "";
}

static void
append_line (GString           *out,
             const GpFlowTrace *line)
{
  g_autofree char *decision = line->kind == GP_FLOW_TRACE_COMPLETED
                                ? gp_flow_decision_to_words (line->value) : NULL;

  g_string_append_printf (out, "  %-9s  %s", gp_flow_trace_kind_to_string (line->kind),
                          line->place);
  if (line->attempt > 1)
    g_string_append_printf (out, " (%u)", line->attempt);
  if (line->kind == GP_FLOW_TRACE_FAILED && line->value != NULL)
    append_error (out, line->value);
  if (decision != NULL)
    g_string_append_printf (out, "  %s", decision);
  g_string_append_c (out, '\n');
}

static GpCliStatus
print_run (const Options     *options,
           const GpRunDetail *run)
{
  g_autoptr(GString) out = g_string_new (NULL);

  append_summary (out, run->summary);
  for (guint i = 0; i < run->trace->len; i++)
    {
      const GpFlowTrace *line = run->trace->pdata[i];

      if (line->kind != GP_FLOW_TRACE_TAKEN && !gp_id_is_nil (&line->step))
        append_line (out, line);
    }
  for (guint i = 0; i < run->touches->len; i++)
    {
      const GpRunTouched *touched = run->touches->pdata[i];

      g_string_append_printf (out, "  %-9s  %s: %" G_GINT64_FORMAT " %s\n", touched->action,
                              touched->place, touched->count, name_of (options, &touched->entity));
    }
  return gp_cli_print (out->str, out->len) ? GP_CLI_DONE : GP_CLI_FAILED;
}

/* --- what to do ------------------------------------------------------------------- */

static GpCliStatus
show_run (GpRunSource   *source,
          const Options *options,
          const char    *run)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpRunDetail) detail = read_run (source, run, &error);

  if (detail == NULL)
    return gp_cli_fail (error);
  return options->json ? print_run_json (detail) : print_run (options, detail);
}

static const struct
{
  const char   *word;
  GpRunDeedKind kind;
} deeds[] = {
  { "retry", GP_RUN_RETRY },     { "cancel", GP_RUN_CANCEL }, { "discard", GP_RUN_DISCARD },
  { "approve", GP_RUN_APPROVE }, { "reject", GP_RUN_REJECT },
};

/* The place of @word among the deeds; -1: it is none. */
static int
find_deed (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].word, word))
      return (int) i;
  return -1;
}

/* The wait that a decision is about. */
static gboolean
find_wait (GpRunSource  *source,
           GpRunDeed    *deed,
           GError      **error)
{
  g_autoptr(GpRunDetail) detail = read_run (source, deed->run, error);
  const GpRunWait *wait = detail != NULL ? gp_run_detail_find_approval (detail) : NULL;

  if (detail == NULL)
    return FALSE;
  if (wait == NULL)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
                   _("The run %s waits for no decision."), deed->run);
      return FALSE;
    }
  deed->effect = wait->effect;
  return TRUE;
}

/* A run that is no longer such that it can be done is a refusal. */
static GpCliStatus
fail_deed (const GError *error)
{
  gp_cli_fail (error);
  return g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE) ? GP_CLI_REFUSED
                                                                         : GP_CLI_FAILED;
}

/* What is no JSON is said before anybody is asked. */
static gboolean
read_input (const char  *path,
            char       **out,
            GError     **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GpExprValue) value = NULL;

  if (!gp_cli_read (path, &text, NULL, error))
    return FALSE;
  value = gp_expr_value_from_json (text, -1, error);
  if (value == NULL)
    {
      gp_cli_prefix_place (error, path, text);
      return FALSE;
    }
  *out = g_steal_pointer (&text);
  return TRUE;
}

static GpCliStatus
do_deed (GpRunSource   *source,
         const Options *options,
         GpRunDeedKind  kind,
         const char    *run)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *input = NULL;
  GpRunDeed deed = { .kind = kind, .run = run, .text = options->note };
  gboolean decides = kind == GP_RUN_APPROVE || kind == GP_RUN_REJECT;

  if (options->input != NULL && !read_input (options->input, &input, &error))
    return gp_cli_fail (error);
  if (kind == GP_RUN_RETRY)
    deed.text = input;
  if (decides && !find_wait (source, &deed, &error))
    return fail_deed (error);
  gp_run_source_do_async (source, &deed, NULL, answered_cb, &result);
  wait_for (&result);
  if (!gp_run_source_do_finish (source, result, &error))
    return fail_deed (error);
  return show_run (source, options, run);
}

/* @out: nil where no flow is asked for. A flow is named by its id, or by its name in the design. */
static gboolean
find_flow (const Options *options,
           GpId          *out)
{
  g_autoptr(GPtrArray) flows = options->design != NULL
                                 ? gp_design_list (options->design, GP_KIND_FLOW) : NULL;

  *out = gp_id_nil;
  if (options->flow == NULL || gp_id_parse (options->flow, out))
    return TRUE;
  for (guint i = 0; flows != NULL && i < flows->len; i++)
    if (g_str_equal (gp_element_get_name (flows->pdata[i]), options->flow))
      {
        *out = *gp_element_get_id (flows->pdata[i]);
        return TRUE;
      }
  return FALSE;
}

static GpCliStatus
list_runs (GpRunSource   *source,
           const Options *options,
           const GpId    *flow)
{
  const GpRunFilter filter = { .flow = *flow, .status = options->status,
                               .limit = (guint) options->limit };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GpRunPage) page = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  GpJsonWriter writer;

  gp_run_source_list_async (source, &filter, NULL, answered_cb, &result);
  wait_for (&result);
  page = gp_run_source_list_finish (source, result, &error);
  if (page == NULL)
    return gp_cli_fail (error);
  if (!options->json)
    {
      for (guint i = 0; i < page->items->len; i++)
        append_summary (out, page->items->pdata[i]);
      return gp_cli_print (out->str, out->len) ? GP_CLI_DONE : GP_CLI_FAILED;
    }

  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < page->items->len; i++)
    {
      gp_json_writer_begin_object (&writer);
      write_summary (&writer, page->items->pdata[i]);
      gp_json_writer_end_object (&writer);
    }
  gp_json_writer_end_array (&writer);
  return gp_cli_print_json (&writer, out, GP_CLI_DONE);
}

static const char *const statuses[] = {
  "pending", "running", "waiting", "completed", "faulted", "cancelled", "dead", NULL,
};

/* One of them, or several with commas between. */
static gboolean
are_statuses (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, ",", -1);
  gboolean known = *words != NULL;

  for (gsize i = 0; words[i] != NULL; i++)
    known = known && g_strv_contains (statuses, g_strstrip (words[i]));
  return known;
}

GpCliStatus
gp_cli_runs (const char  *self,
             int          argc,
             char       **argv)
{
  g_auto(Options) options = { .limit = DEFAULT_LIMIT };
  const GOptionEntry entries[] = {
    { "in", 0, 0, G_OPTION_ARG_FILENAME, &options.file,
      N_("The design that names the target and its flows"), "FILE" },
    { "flow", 0, 0, G_OPTION_ARG_STRING, &options.flow, N_("Runs of one flow alone"), "FLOW" },
    { "status", 0, 0, G_OPTION_ARG_STRING, &options.status,
      N_("Only dead (failed, and not discarded), waiting, running, completed…"), "STATUS" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, N_("How many runs are listed"), "N" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note,
      N_("Why a run is discarded, or a comment on a decision"), "TEXT" },
    { "input", 0, 0, G_OPTION_ARG_FILENAME, &options.input,
      N_("What the failed step finds as its input when it is tried again"), "INPUT.json" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr(GpTarget) target = NULL;
  g_autoptr(GError) error = NULL;
  const char *what;
  int deed;
  GpId flow;

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, 3))
    return GP_CLI_USAGE;
  what = argc > 2 ? argv[2] : "list";
  deed = find_deed (what);
  if (deed < 0 && !g_str_equal (what, "list") && !g_str_equal (what, "show"))
    return gp_cli_usage (self, _("“%s” is not among list, show, retry, cancel, discard, approve "
                                 "and reject."), what);
  if (options.status != NULL && !are_statuses (options.status))
    return gp_cli_usage (self, _("“%s” is no status of a run, but: pending, running, waiting, "
                                 "completed, faulted, cancelled, dead."), options.status);
  if (options.input != NULL && (deed < 0 || deeds[deed].kind != GP_RUN_RETRY))
    return gp_cli_usage (self, _("“--input” is for retry."));
  if (options.note != NULL && (deed < 0 || deeds[deed].kind == GP_RUN_RETRY
                               || deeds[deed].kind == GP_RUN_CANCEL))
    return gp_cli_usage (self, _("“--note” is for discard, approve and reject."));
  if (!g_str_equal (what, "list") && argc < 4)
    return gp_cli_usage (self, _("The id of a run is missing after “%s”."), what);
  if (g_str_equal (what, "list") && argc > 3)
    return gp_cli_usage (self, _("“%s” is one word too many."), argv[3]);
  if (options.limit < 1 || options.limit > MAX_LIMIT)
    return gp_cli_usage (self, _("“%d” is no number of runs from 1 to %d."), options.limit,
                         MAX_LIMIT);
  if (options.file != NULL && (options.design = gp_cli_load (options.file, NULL, &error)) == NULL)
    return gp_cli_fail (error);
  if (!find_flow (&options, &flow))
    return gp_cli_usage (self, _("There is no flow “%s” in the design; name it by “--in FILE”."),
                         options.flow);
  target = gp_cli_open_target (options.design, argv[1], &error);
  if (target == NULL)
    return gp_cli_fail (error);
  if (!GP_IS_RUN_SOURCE (target))
    {
      gp_cli_say (_("%s tells nothing of the runs of its flows: the local backend does."),
                  gp_target_get_name (target));
      return GP_CLI_FAILED;
    }
  if (g_str_equal (what, "show"))
    return show_run (GP_RUN_SOURCE (target), &options, argv[3]);
  if (deed >= 0)
    return do_deed (GP_RUN_SOURCE (target), &options, deeds[deed].kind, argv[3]);
  return list_runs (GP_RUN_SOURCE (target), &options, &flow);
}

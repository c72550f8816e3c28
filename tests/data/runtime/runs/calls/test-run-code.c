/* test-run-code.c — code gives back values, and reaches nothing
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-run-code.h"
#include "gp-test-runs.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#include <string.h>

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* (transfer full): the value as JSON; NULL with @fault. */
static char *
run (const char    *code,
     const char    *input,
     GCancellable  *cancellable,
     GpExprValue  **fault)
{
  g_autoptr(GpExprValue) request = gp_expr_value_new_object (
    "code", gp_expr_value_new_string (code, -1), "input", gp_test_value (input), NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GpExprValue) value = NULL;

  gp_run_code_async (request, cancellable, ended_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  value = gp_run_code_finish (result, fault);
  g_assert_true ((value == NULL) == (*fault != NULL));

  return value != NULL ? gp_expr_value_to_json (value) : NULL;
}

static gboolean
skip (void)
{
  if (gp_run_code_is_there ())
    return FALSE;
  g_test_skip ("built without JavaScript");

  return TRUE;
}

static void
test_values (void)
{
  static const char *const cases[][3] = {
    { "return input.a * 2", "{'a':21}", "42" },
    { "return", "{}", "null" },
    { "return undefined", "{}", "null" },
    { "return {b: [1, 'ü', null, true]}", "{}", "{\"b\":[1,\"ü\",null,true]}" },
    { "const n = []; for (const x of input.list) n.push (x.n); return n.sort ()",
      "{'list':[{'n':2},{'n':1}]}", "[1,2]" },
    { "return input.text.replace (/(\\w+) (\\w+)/, '$2 $1') // the end", "{'text':'a b'}",
      "\"b a\"" },
    { "input.a = 1; return Object.keys (input)", "{}", "[\"a\"]" },
    { "return new Date (0).toISOString ()", "{}", "\"1970-01-01T00:00:00.000Z\"" },
  };

  if (skip ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprValue) fault = NULL;
      g_autofree char *value = run (cases[i][0], cases[i][1], NULL, &fault);

      g_assert_cmpstr (value, ==, cases[i][2]);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *code;
    int         status;
    const char *detail;
  } cases[] = {
    { "throw new Error ('no luck')", 500, "line 1: Error: no luck" },
    { "\n\nreturn missing.value", 500, "line 3: " },
    { "return }", 500, "line" },
    { "throw 7", 500, "7" },
    { "const a = {}; a.a = a; return a", 500, "cyclic" },
    { "return (async () => 1) ()", 500, "promise" },
    { "const f = () => f () + 1; return f ()", 500, "call stack" },
    { "return 'x'.repeat (3000000)", 500, "1 MB" },
    { "const all = []; while (true) all.push (new Array (100000).fill (1.5))", 500, "" },
    { "while (true);", 408, "too long" },
    { "undeclared = 1", 500, "undeclared" },
  };

  if (skip ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprValue) fault = NULL;
      g_autofree char *value = run (cases[i].code, "{}", NULL, &fault);

      g_test_message ("%s: %s", cases[i].code, gp_flow_fault_get_text (fault, "detail"));
      g_assert_null (value);
      g_assert_cmpint (gp_flow_fault_get_status (fault), ==, cases[i].status);
      g_assert_nonnull (strstr (gp_flow_fault_get_text (fault, "detail"), cases[i].detail));
    }
}

/* Neither by what other engines give to scripts, nor by what this one might load. */
static void
test_nothing_is_reached (void)
{
  static const char code[] =
    "return ['require', 'process', 'fetch', 'XMLHttpRequest', 'WebSocket', 'load', 'read', 'print',"
    "'quit', 'imports', 'Deno', 'Bun', 'java', 'navigator', 'gc', 'setTimeout', 'importScripts',"
    "'Worker'].filter (name => name in globalThis)";
  g_autoptr(GpExprValue) none = NULL;
  g_autoptr(GpExprValue) fault = NULL;
  g_autofree char *value = NULL, *imported = NULL;

  if (skip ())
    return;
  value = run (code, "{}", NULL, &none);
  g_assert_cmpstr (value, ==, "[]");
  imported = run ("return import ('file:///etc/passwd')", "{}", NULL, &fault);
  g_assert_null (imported);
}

/* What one leaves behind the next does not find. */
static void
test_each_is_alone (void)
{
  g_autoptr(GpExprValue) fault = NULL;
  g_autofree char *first = NULL, *second = NULL;

  if (skip ())
    return;
  first = run ("globalThis.left = 1; Array.prototype.map = null; return 1", "{}", NULL, &fault);
  g_assert_cmpstr (first, ==, "1");
  second = run ("return [typeof left, [1].map (x => x + 1)]", "{}", NULL, &fault);
  g_assert_cmpstr (second, ==, "[\"undefined\",[2]]");
}

static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GpExprValue) fault = NULL;
  g_autofree char *value = NULL;

  if (skip ())
    return;
  g_cancellable_cancel (cancellable);
  value = run ("while (true);", "{}", cancellable, &fault);
  g_assert_null (value);
}

static void
test_not_there (void)
{
  g_autoptr(GpExprValue) fault = NULL;
  g_autofree char *before = g_strdup (g_getenv ("GP_SCRIPT_PROGRAM"));
  g_autofree char *value = NULL;

  g_setenv ("GP_SCRIPT_PROGRAM", "/nowhere/groundplan-script", TRUE);
  g_assert_false (gp_run_code_is_there ());
  value = run ("return 1", "{}", NULL, &fault);
  g_assert_null (value);
  g_assert_cmpint (gp_flow_fault_get_status (fault), ==, 400);
  if (before != NULL)
    g_setenv ("GP_SCRIPT_PROGRAM", before, TRUE);
  else
    g_unsetenv ("GP_SCRIPT_PROGRAM");
}

/* Whoever deploys is told before a run fails. */
static void
test_planning_tells (void)
{
  g_autofree char *before = g_strdup (g_getenv ("GP_SCRIPT_PROGRAM"));
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GpBackend) backend = gp_backend_open (path, NULL);
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\nstep compute code code=return~1");
  g_autoptr(GpPlan) plan = NULL;
  gboolean told = FALSE;

  g_setenv ("GP_SCRIPT_PROGRAM", "/nowhere/groundplan-script", TRUE);
  plan = gp_backend_plan (backend, design, "local", NULL);
  g_assert_nonnull (plan);
  for (gsize i = 0; i < gp_plan_get_n_findings (plan); i++)
    told = told || strstr (gp_finding_get_message (gp_plan_get_finding (plan, i)), "“compute”");
  g_assert_true (told);
  if (before != NULL)
    g_setenv ("GP_SCRIPT_PROGRAM", before, TRUE);
  else
    g_unsetenv ("GP_SCRIPT_PROGRAM");
}

/* More than run at the same time; the flow goes on with what each gives back. */
static void
test_in_flows (void)
{
  g_autoptr(GpTestRuntime) backend = NULL;
  g_autofree char *run_id = NULL, *output = NULL;

  if (skip ())
    return;
  backend = gp_test_runtime_new ();
  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main trigger=data trigger_entity=order trigger_changes=created "
                       "output=steps.twice.output\n"
                       "step twice code code=return~input.n*2 with.n=trigger.record.total\n"
                       "step keep set with.x=steps.twice.output\n"
                       "flow bad trigger=data trigger_entity=order trigger_changes=created\n"
                       "step fails code code=throw~new~Error('no')\n");
  for (guint i = 0; i < 8; i++)
    g_free (gp_test_runs_create (backend, "order", "{\"total\":21}"));
  run_id = gp_test_runs_await (backend, "main", "completed", 8);
  g_free (gp_test_runs_await (backend, "bad", "faulted", 8));
  g_free (gp_test_runs_dup_trace (backend, run_id));
  output = gp_test_member (backend, "output");
  g_assert_cmpstr (output, ==, "42");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-code/values", test_values);
  g_test_add_func ("/run-code/errors", test_errors);
  g_test_add_func ("/run-code/nothing-is-reached", test_nothing_is_reached);
  g_test_add_func ("/run-code/each-is-alone", test_each_is_alone);
  g_test_add_func ("/run-code/cancelled", test_cancelled);
  g_test_add_func ("/run-code/not-there", test_not_there);
  g_test_add_func ("/run-code/planning-tells", test_planning_tells);
  g_test_add_func ("/run-code/in-flows", test_in_flows);

  return g_test_run ();
}

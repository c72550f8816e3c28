/* test-flow-errors.c — whatever may be wrong with a flow is said, and where
 * SPDX-License-Identifier: Apache-2.0
 *
 * One case for each line of a table: bad cron, unreachable step, dangling target, wrong types,
 * missing secret, endless loop, ten megabytes, slow peer. What can be seen in the design is a
 * finding with a code; the rest is an error of the run with its type, status and step. */
#include "config.h"

#include "gp-json-design.h"
#include "gp-lint.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#include <string.h>

#define ON_ORDER "trigger=data trigger_entity=order trigger_changes=created"

/* There is such a finding, and it says @words. */
static void
assert_finding (GpDesign   *design,
                const char *code,
                const char *words)
{
  g_autoptr(GPtrArray) findings = gp_lint_run (design, NULL);

  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (gp_finding_get_code (findings->pdata[i]), code)
        && strstr (gp_finding_get_message (findings->pdata[i]), words) != NULL)
      return;
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s %s", gp_finding_get_code (findings->pdata[i]),
                    gp_finding_get_message (findings->pdata[i]));
  g_error ("no finding %s says “%s”", code, words);
}

static void
assert_script_finding (const char *script,
                       const char *code,
                       const char *words)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);

  assert_finding (design, code, words);
}

/* An order is made, and the run of “main” fails with this. */
static void
assert_fault (GpTestRuntime *backend,
              const char    *type,
              const char    *status,
              const char    *words)
{
  g_autofree char *run = NULL, *detail = NULL, *got = NULL, *kind = NULL;

  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  run = gp_test_runs_await (backend, "main", "faulted", 1);
  detail = gp_test_member (backend, "items.0.error.detail");
  got = gp_test_member (backend, "items.0.error.status");
  kind = gp_test_member (backend, "items.0.error.type");
  g_test_message ("%s", detail);
  g_assert_cmpstr (got, ==, status);
  g_assert_true (g_str_has_suffix (kind, type));
  g_assert_nonnull (strstr (detail, words));
}

static void
test_bad_cron (void)
{
  assert_script_finding ("flow main trigger=cron schedule=61~*~*~*~*\nstep a set with.x=1",
                         "FLW611", "main");
  assert_script_finding ("flow main trigger=every schedule=soon\nstep a set with.x=1", "FLW611",
                         "main");
}

static void
test_unreachable_step (void)
{
  assert_script_finding ("flow main\nstep a set with.x=1\nstep b set with.x=1\nstep c set\n"
                         "edge - a\nedge a b", "FLW605", "“c”");
}

/* What is referred to has gone, or never was. */
static void
test_dangling_target (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (
    "flow other trigger=flow\nstep x set with.x=1\nflow main\nstep a run_flow flow=other\n"
    "step b set with.x=1\nedge - a\nedge a b");
  GpId other = gp_test_flow_find (design, GP_KIND_FLOW, "other");
  GpId b = gp_test_flow_find (design, GP_KIND_STEP, "b");
  char buffer[GP_ID_STRING_SIZE];
  g_autofree char *whole = gp_json_design_to_text (design, NULL);
  g_autoptr(GString) text = g_string_new (whole);
  g_autoptr(GpDesign) read = NULL;
  g_autoptr(GError) error = NULL;
  char *step;

  gp_test_remove (design, &other);
  assert_finding (design, "FLW613", "“a”");

  /* In a file that was written by hand the step “b” has another id than the edge names. */
  step = strstr (text->str, gp_id_format (&b, buffer));
  g_assert_nonnull (step);
  *step = *step == '0' ? '1' : '0';
  read = gp_json_design_from_text (text->str, text->len, &error);
  g_assert_null (read);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "No element has the id"));
}

static void
test_wrong_types (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  assert_script_finding ("flow main\nstep a set with.x=1+'a'", "EXP801", "main.a");
  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main " ON_ORDER "\nstep a for in=trigger.record.total each=n\n"
                       "  step b set with.x=n\n");
  assert_fault (backend, "/expression", "400", "list");
}

static void
test_missing_secret (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "connection shop url=https://shop.example.org auth=bearer secret=nowhere\n"
                       "flow main " ON_ORDER "\nstep a call_http connection=shop\n");
  assert_fault (backend, "/configuration", "400", "GPLAN_SECRET_NOWHERE");
}

static void
test_endless_loop (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpTestRuntime) itself = gp_test_runtime_new ();

  assert_script_finding ("flow main\nstep a set with.x=1\nstep b set with.x=1\n"
                         "edge - a\nedge a b\nedge b a", "FLW614", "“a”");
  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main " ON_ORDER "\nstep a for while=true\n  step b set with.x=1\n");
  assert_fault (backend, "/runtime", "500", "a loop seems never to end");

  /* One that makes what starts it. */
  gp_test_runs_deploy (itself, NULL,
                       "entity order total:integer\n"
                       "flow main " ON_ORDER "\nstep a data_create entity=order with.total=1\n");
  assert_fault (itself, "/runtime", "508", "in a row");
}

static void
test_ten_megabytes (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_autofree char *large = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *body = g_strdup_printf ("{\"text\":\"%s\"}", large);

  gp_test_service_reply (service, "text/plain", large, NULL);
  gp_test_runs_deploy (backend, service,
                       "entity order total:integer\n"
                       "connection shop url=SERVICE private_network=true\n"
                       "flow take trigger=http http_path=take http_auth=anyone\nstep a set\n"
                       "flow main " ON_ORDER "\nstep a call_http connection=shop\n");
  gp_test_assert_call (backend, "POST", "/api/flows/take", NULL, body, 413);
  assert_fault (backend, "/runtime", "413", "larger than 1 MB");
}

/* It takes the connection, and says nothing. */
static void
test_slow_peer (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GSocketListener) peer = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (peer, NULL, NULL);
  g_autofree char *script = g_strdup_printf (
    "entity order total:integer\n"
    "connection shop url=http://127.0.0.1:%u private_network=true\n"
    "flow main " ON_ORDER "\n"
    "step a call_http connection=shop timeout=1s retry_attempts=2 retry_delay=1ms\n", port);

  gp_test_runs_deploy (backend, NULL, script);
  assert_fault (backend, "/timeout", "408", "“a” took longer than 1s");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/flow-errors/bad-cron", test_bad_cron);
  g_test_add_func ("/flow-errors/unreachable-step", test_unreachable_step);
  g_test_add_func ("/flow-errors/dangling-target", test_dangling_target);
  g_test_add_func ("/flow-errors/wrong-types", test_wrong_types);
  g_test_add_func ("/flow-errors/missing-secret", test_missing_secret);
  g_test_add_func ("/flow-errors/endless-loop", test_endless_loop);
  g_test_add_func ("/flow-errors/ten-megabytes", test_ten_megabytes);
  g_test_add_func ("/flow-errors/slow-peer", test_slow_peer);

  return g_test_run ();
}

/* test-flow-check.c — what keeps a flow from running, or makes part of it pointless
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-flow.h"
#include "gp-test.h"
#include <string.h>

/* The codes of a flow's problems; those that keep it from running have a mark. */
static char *
list_codes (const char *script)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  GpId id = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  g_autoptr(GpFlow) flow = gp_flow_new (design, &id, NULL);
  GPtrArray *problems = gp_flow_get_problems (flow);
  g_autoptr(GString) codes = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const GpFlowProblem *problem = problems->pdata[i];

      g_assert_true (g_utf8_validate (problem->message, -1, NULL));
      g_string_append_printf (codes, "%s%s%s", i > 0 ? " " : "", problem->code,
                              problem->fatal ? "!" : "");
    }
  g_assert_cmpint (gp_flow_check (flow, NULL), ==, strchr (codes->str, '!') == NULL);
  return g_strdup (codes->str);
}

static void
test_problems_have_codes (void)
{
  static const struct
  {
    const char *script;
    const char *codes;
  } cases[] = {
    { "flow main\nstep a set with.x=1", "" },
    { "flow main trigger=cron schedule=61~*~*~*~*", "FLW611!" },
    { "flow main trigger=every schedule=soon", "FLW611!" },
    { "flow main\nstep a data_read\nstep b emit\nstep c for\nstep d listen",
      "FLW613! FLW613! FLW613! FLW613!" },
    { "flow main\nstep a call_http path=https://a.example/", "" },
    { "flow main\nstep a for while=false", "" },
    { "entity e\nflow main trigger=data trigger_phase=before trigger_entity=e\n"
      "step a wait duration=1s",
      "FLW606!" },
    { "entity e\nflow main trigger=data trigger_phase=before trigger_entity=e\n"
      "step a code code=return~1",
      "FLW606!" },
    { "entity e\nflow main trigger=data trigger_phase=before trigger_entity=e\n"
      "step a set with.x=1\n"
      "step g group\n  step b raise", "" },
    { "connection s\nflow main\nstep a call_http connection=s method=POST retry_attempts=2",
      "FLW603" },
    { "connection s\nflow main\nstep a call_http connection=s method=POST retry_attempts=2 "
      "idempotency_key='k'", "" },
    { "flow main\nstep a set\nstep b set\nedge - a\nedge a b\nedge b a", "FLW614" },
    { "flow main\nstep a set\nstep b wait duration=1s\nedge - a\nedge a b\nedge b a", "" },
    { "flow main\nstep a set\nstep b set\nedge - a\nedge a b case when=true\nedge b a", "" },
    { "flow main\nstep a set\nstep b set\nedge - a\nedge a b\nedge a -", "FLW615!" },
    { "flow main\nstep a set\nstep b set\nedge - a\nedge a b branch", "FLW615!" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *codes = list_codes (cases[i].script);

      g_assert_cmpstr (codes, ==, cases[i].codes);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-check/problems-have-codes", test_problems_have_codes);

  return g_test_run ();
}

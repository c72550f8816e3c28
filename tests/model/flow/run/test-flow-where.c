/* test-flow-where.c — a condition on records with everything else filled in
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-value.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static char *
fill (const char *where)
{
  g_autofree char *script =
    g_strdup_printf ("entity order total:integer at:timestamp name:text\n"
                     "entity line order_id:->order count:integer\n"
                     "flow main\nstep a data_read entity=order where=%s", where);
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpExprValue) trigger =
    gp_test_value ("{'input': {'n': 7, 's': 'x', 't': '2026-01-02T03:04:05Z', 'list': [1, 2]}}");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, trigger, NULL, 0, NULL);
  GPtrArray *effects = gp_flow_simulator_get_effects (simulator);

  gp_flow_simulator_run (simulator);
  g_assert_cmpuint (effects->len, ==, 1);
  return g_strdup (gp_flow_value_get_text (((GpFlowEffect *) effects->pdata[0])->arguments,
                                           "where"));
}

static void
test_what_is_no_record_is_filled_in (void)
{
  static const struct
  {
    const char *where;
    const char *expected;
  } cases[] = {
    { "record.total>1", "record.total>1" },
    { "record.total>trigger.input.n+1", "record.total>(8)" },
    { "(record.total==trigger.input.n)&&trigger.input.s=='x'", "(record.total==(7))&&(true)" },
    { "record.at<trigger.input.t", "record.at<(timestamp('2026-01-02T03:04:05Z'))" },
    { "record.at<now-duration('1h')", "record.at<(timestamp('1969-12-31T23:00:00Z'))" },
    { "record.name.startsWith(trigger.input.s)", "record.name.startsWith(('x'))" },
    { "record.line.exists(l,l.count==trigger.input.n)", "record.line.exists(l,l.count==(7))" },
    { "trigger.input.list.exists(l,l==record.total)", "([1, 2]).exists(l,l==record.total)" },
    { "trigger.input.list.exists(l,l==1)", "(true)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = fill (cases[i].where);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_what_fails_is_an_error (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "entity order total:integer\n"
      "flow main\n"
      "step a data_read entity=order where=record.total==trigger.input.none",
      "{'input': {}}", NULL,
      "a> a!400 ! expression 400",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-where/what-is-no-record-is-filled-in",
                   test_what_is_no_record_is_filled_in);
  g_test_add_func ("/model/flow-where/what-fails-is-an-error", test_what_fails_is_an_error);

  return g_test_run ();
}

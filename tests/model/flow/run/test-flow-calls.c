/* test-flow-calls.c — steps that want something done outside the run
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-json.h"
#include "gp-test-flow.h"
#include "gp-test.h"

/* The arguments of the effect of one step, with ' for ". */
static char *
get_arguments (const char *step)
{
  g_autofree char *script =
    g_strdup_printf ("entity order total:integer\nevent paid order_id:uuid\nrole boss\n"
                     "connection shop\nflow main\nstep a %s", step);
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpExprValue) trigger = gp_test_value ("{'input': {'n': 7}}");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, trigger, NULL, 0, NULL);
  GPtrArray *effects = gp_flow_simulator_get_effects (simulator);

  gp_flow_simulator_run (simulator);
  g_assert_cmpuint (effects->len, ==, 1);
  return g_strdelimit (gp_expr_value_to_json (((GpFlowEffect *) effects->pdata[0])->arguments),
                       "\"", '\'');
}

static void
test_arguments (void)
{
  static const struct
  {
    const char *step;
    const char *arguments;
  } cases[] = {
    { "call_http connection=shop path=/o/{id}/x with.id='a~b' with.q=1",
      "{'method':'GET','connection':'shop','url':'/o/a%20b/x','query':{'q':1},'headers':{},'body':null}" },
    { "call_http connection=shop method=POST path=/o with.a=1 with.headers={'X-A':'b'} "
      "with.query={'p':2}",
      "{'method':'POST','connection':'shop','url':'/o','query':{'p':2},'headers':{'X-A':'b'},'body':{'a':1}}" },
    { "call_http connection=shop method=PUT with.body=[1]",
      "{'method':'PUT','connection':'shop','url':'','query':{},'headers':{},'body':[1]}" },
    { "data_read entity=order where=record.total>trigger.input.n with.limit=5",
      "{'entity':'order','where':'record.total>(7)','options':{'limit':5}}" },
    { "data_create entity=order with.total=trigger.input.n",
      "{'entity':'order','values':{'total':7}}" },
    { "data_update entity=order where=record.total==1 with.total=2",
      "{'entity':'order','where':'record.total==1','values':{'total':2}}" },
    { "data_delete entity=order", "{'entity':'order','where':''}" },
    { "mail connection=shop with.to='a@b.example'", "{'to':'a@b.example','connection':'shop'}" },
    { "function connection=shop path=fit with.x=1",
      "{'connection':'shop','name':'fit','arguments':{'x':1}}" },
    { "code code=1 with.x=1", "{'code':'1','input':{'x':1}}" },
    { "run_flow flow=main with.x=1", "{'flow':'main','input':{'x':1},'depth':1}" },
    { "emit event=paid with.order_id='o'",
      "{'event':{'specversion':'1.0','id':'simulation/a','source':'/flows/main','type':'paid',"
      "'time':'1970-01-01T00:00:00Z','datacontenttype':'application/json','data':{'order_id':'o'}}}" },
    { "listen listen_events=paid", "{'events':['paid'],'mode':'one'}" },
    { "approve assignees=boss title=OK with.x=1",
      "{'assignees':['boss'],'title':'OK','form':{'x':1},'level':0}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = get_arguments (cases[i].step);

      g_assert_cmpstr (got, ==, cases[i].arguments);
    }
}

static void
test_a_key_is_the_same_for_each_try (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("connection s\nflow main\nstep each for in=['k1','k2'] each=k\n"
                         "  step a call_http connection=s method=POST idempotency_key=k\n"
                         "  step b mail connection=s");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpExprValue) mocks = gp_test_value ("{'a': {'tries': [{'error': 503}, {}]}}");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, mocks, 0, NULL);
  GPtrArray *effects = gp_flow_simulator_get_effects (simulator);
  static const char *const keys[] = { "k1", "k1", "simulation/each/0/b",
                                      "k2", "k2", "simulation/each/1/b" };

  gp_flow_simulator_run (simulator);
  g_assert_cmpuint (effects->len, ==, G_N_ELEMENTS (keys));
  for (guint i = 0; i < effects->len; i++)
    g_assert_cmpstr (((GpFlowEffect *) effects->pdata[i])->key, ==, keys[i]);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-calls/arguments", test_arguments);
  g_test_add_func ("/model/flow-calls/a-key-is-the-same-for-each-try",
                   test_a_key_is_the_same_for_each_try);

  return g_test_run ();
}

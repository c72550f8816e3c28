/* test-directus-flow-steps.c — steps as operations of Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "directus-flow.h"

#define HEAD "entity order total:integer\nevent paid n:integer\nevent lost n:integer\n" \
             "connection shop url=https://shop.example/ auth=bearer secret=shop_token\n" \
             "flow other trigger=flow\nstep z set with.x=1\n" \
             "flow by_hand\nstep z set with.x=1\n" \
             "flow hears trigger=event trigger_event=paid\nstep z set with.x=1\n"

static void
check (const char *steps,
       const char *key,
       const char *expected)
{
  g_autofree char *script = g_strconcat (HEAD, "flow main\n", steps, "\n", NULL);
  g_autofree char *options = directus_flow_options (script, key);

  g_assert_nonnull (strstr (options, expected));
}

static void
test_calls_carry_what_they_need (void)
{
  check ("step a call_http connection=shop path=o method=POST with.n=1", "a",
         "\"url\":\"https://shop.example/o\"");
  check ("step a call_http connection=shop path=o method=POST with.n=1", "a",
         "{\"header\":\"Authorization\",\"value\":\"Bearer {{$env.SHOP_TOKEN}}\"}");
  check ("step a call_http connection=shop path=o method=POST with.n=1", "a", "\"body\":{\"n\":1}");
  check ("step a call_http connection=shop path=o with.headers={'X-A':'1'}", "a",
         "{\"header\":\"X-A\",\"value\":\"1\"}");
}

static void
test_records_are_written (void)
{
  check ("step a data_create entity=order with.total=3", "a", "\"payload\":{\"total\":3}");
  check ("step a data_update entity=order where=record.total<3 with.total=3", "a",
         "\"filter\":{\"total\":{\"_lt\":3}}");
  check ("step a data_delete entity=order where=record.total!=3", "a",
         "\"filter\":{\"_or\":[{\"total\":{\"_neq\":3}},{\"total\":{\"_null\":true}}]}");
}

static void
test_mail_and_calls_of_flows (void)
{
  check ("step a mail connection=shop with.to='a@example.org' with.subject='s' with.text='t'", "a",
         "{\"to\":\"a@example.org\",\"subject\":\"s\",\"type\":\"markdown\",\"body\":\"t\"}");
  check ("step a run_flow flow=other with.n=1", "a",
         "\"payload\":{\"n\":1}");
  check ("step a emit event=paid with.n=1", "a", "\"payload\":{\"n\":1}");
}

static void
test_what_nobody_hears_is_refused (void)
{
  g_assert_cmpuint (directus_flow_refusals (HEAD "flow main\nstep a emit event=lost with.n=1\n"),
                    ==, 1);
  g_assert_cmpuint (directus_flow_refusals (HEAD "flow main\nstep a run_flow flow=by_hand\n"),
                    ==, 1);
  g_assert_cmpuint (directus_flow_refusals (HEAD "flow main trigger=data trigger_entity=order "
                                            "trigger_phase=before\nstep a set with.total=1\n"),
                    ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-flow-steps/calls-carry-what-they-need",
                   test_calls_carry_what_they_need);
  g_test_add_func ("/data/directus-flow-steps/records-are-written", test_records_are_written);
  g_test_add_func ("/data/directus-flow-steps/mail-and-calls-of-flows",
                   test_mail_and_calls_of_flows);
  g_test_add_func ("/data/directus-flow-steps/what-nobody-hears-is-refused",
                   test_what_nobody_hears_is_refused);
  return g_test_run ();
}

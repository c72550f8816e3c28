/* test-directus-flow-expr.c — expressions as templates and filters
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "directus-flow.h"

#define HEAD "entity order total:integer name:text\nconnection shop url=https://shop.example\n"

static const struct
{
  const char *flow;
  const char *key;
  const char *expected;
} said[] = {
  { "flow main trigger=http http_path=x http_auth=anyone\nstep a set with.x=trigger.body.name", "a",
    "{\"json\":{\"x\":\"{{$trigger.body.name}}\"}}" },
  { "flow main trigger=flow\nstep a set with.x='Hello~'+input.name+'!'", "a",
    "{\"json\":{\"x\":\"Hello {{$trigger.name}}!\"}}" },
  { "flow main trigger=flow\nstep a set with.x={'k':[1,input.n,null]}", "a",
    "{\"json\":{\"x\":{\"k\":[1,\"{{$trigger.n}}\",null]}}}" },
  { "flow main\nstep a set with.x=1\nstep b set with.y=vars.x with.z=input.x", "b",
    "{\"json\":{\"y\":\"{{a.x}}\",\"z\":\"{{a.x}}\"}}" },
  { "flow main\nstep a call_http connection=shop path=/o/{id} with.id=user.id", "a",
    "{\"method\":\"GET\",\"url\":\"https://shop.example/o/{{$accountability.user}}\","
    "\"headers\":[]}" },
  { "flow main\nstep a call_http connection=shop path=/o\nstep b set with.x=input.body.total", "b",
    "{\"json\":{\"x\":\"{{a.data.total}}\"}}" },
  { "flow main\nstep a data_create entity=order with.total=1\n"
    "step b set with.x=steps.a.output.id", "b", "{\"json\":{\"x\":\"{{a[0]}}\"}}" },
  { "flow main trigger=flow\nstep a data_read entity=order where=record.name==input.name", "a",
    "{\"collection\":\"order\",\"permissions\":\"$full\",\"emitEvents\":false,"
    "\"query\":{\"filter\":{\"name\":{\"_eq\":\"{{$trigger.name}}\"}},\"limit\":-1}}" },
  { "flow main trigger=flow\nstep a set with.x=1 if=input.n>1&&!(input.s=='x')", "a_if",
    "{\"filter\":{\"_and\":[{\"$trigger\":{\"n\":{\"_gt\":1}}},"
    "{\"$trigger\":{\"s\":{\"_neq\":\"x\"}}}]}}" },
  { "flow main trigger=flow\nstep a set with.x=1 if=has(input.n)||input.s.startsWith('x')", "a_if",
    "{\"filter\":{\"_or\":[{\"$trigger\":{\"n\":{\"_nnull\":true}}},"
    "{\"$trigger\":{\"s\":{\"_starts_with\":\"x\"}}}]}}" },
  { "flow main trigger=flow\nstep a set with.x=1 if=input.n~in~[1,2]", "a_if",
    "{\"filter\":{\"$trigger\":{\"n\":{\"_in\":[1,2]}}}}" },
  { "flow main\nstep a wait duration=5s", "a", "{\"milliseconds\":5000}" },
  { "flow main\nstep a raise error_type=https://x.org/errors/too-late error_status=409", "a",
    "{\"code\":\"TOO_LATE\",\"status\":\"409\",\"message\":\"a\"}" },
};

static void
test_what_can_be_said (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *script = g_strconcat (HEAD, said[i].flow, "\n", NULL);
      g_autofree char *options = directus_flow_options (script, said[i].key);

      g_assert_cmpstr (options, ==, said[i].expected);
    }
}

static const char *const unsaid[] = {
  "flow main trigger=flow\nstep a set with.x=input.n+1",
  "flow main trigger=flow\nstep a set with.x=size(input.list)",
  "flow main\nstep a set with.x='{{$env.SECRET}}'",
  "flow main\nstep a set with.x=steps.b.output.x\nstep b set with.x=1",
  "flow main\nstep a set with.x=now",
  "flow main\nstep a data_create entity=order\nstep b set with.x=steps.a.output.total",
  "flow main\nstep a data_read entity=order where=record.name.contains('x')",
  "flow main\nstep a wait duration=2h",
  "flow main\nstep a approve",
  "flow main\nstep a call_http connection=shop retry_attempts=3 path=/x",
  "flow main trigger=flow\nstep l for in=input.list each=n\n  step a set with.x=trigger.input.y",
};

static void
test_the_rest_is_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unsaid); i++)
    {
      g_autofree char *script = g_strconcat (HEAD, unsaid[i], "\n", NULL);

      g_assert_cmpuint (directus_flow_refusals (script), ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-flow-expr/what-can-be-said", test_what_can_be_said);
  g_test_add_func ("/data/directus-flow-expr/the-rest-is-refused", test_the_rest_is_refused);
  return g_test_run ();
}

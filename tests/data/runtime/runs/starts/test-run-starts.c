/* test-run-starts.c — flows that requests and people start
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#define DESIGN                                                                                   \
  "entity order total:integer\nrole boss\n"                                                      \
  "flow add trigger=http http_path=math/add mode=sync roles=boss "                               \
  "output=trigger.body.a+trigger.body.b "                                                        \
  "input_schema={\"type\":\"object\",\"required\":[\"a\",\"b\"]}\nstep x set with.x=1\n"         \
  "flow open trigger=http http_path=/open http_method=GET http_auth=anyone mode=sync "           \
  "output=trigger.query.q\nstep x set with.x=1\n"                                                \
  "flow later trigger=http http_path=later http_auth=anyone\nstep x wait duration=1h\n"          \
  "flow no trigger=http http_path=no http_auth=anyone mode=sync\n"                               \
  "step x raise error_status=409 error_detail='taken'\n"                                         \
  "flow named trigger=http http_auth=anyone\nstep x set with.x=1\n"                               \
  "flow literal trigger=http http_path=/of/{id}/ http_auth=anyone\nstep x set with.x=1\n"         \
  "flow hand trigger=manual roles=boss output=trigger.input.n mode=sync\nstep x set with.x=1\n"

static void
test_over_http (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *boss = NULL, *other = NULL, *detail = NULL, *status = NULL;
  g_autofree char *large = NULL, *body = NULL;

  gp_test_runs_deploy (backend, NULL, DESIGN);
  boss = gp_test_sign_up (backend, "boss@example.org", "boss");
  other = gp_test_sign_up (backend, "other@example.org", NULL);
  gp_test_assert_call (backend, "POST", "/api/flows/math/add", boss, "{\"a\":1,\"b\":2}", 200);
  g_assert_cmpstr (backend->body, ==, "3");
  gp_test_assert_call (backend, "POST", "/api/flows/math/add", other, "{\"a\":1,\"b\":2}", 403);
  gp_test_assert_call (backend, "POST", "/api/flows/math/add", NULL, "{\"a\":1,\"b\":2}", 401);
  gp_test_assert_call (backend, "POST", "/api/flows/math/add", boss, "{\"a\":1}", 400);
  detail = gp_test_member (backend, "detail");
  g_assert_nonnull (strstr (detail, "add"));
  gp_test_assert_call (backend, "POST", "/api/flows/math/add", boss, "{", 400);
  gp_test_assert_call (backend, "GET", "/api/flows/math/add", boss, NULL, 405);
  gp_test_assert_call (backend, "POST", "/api/flows/math", boss, "{}", 404);
  gp_test_assert_call (backend, "GET", "/api/flows/open?q=hello", NULL, NULL, 200);
  g_assert_cmpstr (backend->body, ==, "\"hello\"");
  gp_test_assert_call (backend, "POST", "/api/flows/later", NULL, "{}", 202);
  status = gp_test_member (backend, "status");
  g_assert_cmpstr (status, ==, "waiting");
  gp_test_assert_call (backend, "POST", "/api/flows/no", NULL, "{}", 409);
  g_free (detail);
  detail = gp_test_member (backend, "detail");
  g_assert_cmpstr (detail, ==, "taken");

  large = g_strnfill (1536 * 1024, 'x');
  body = g_strdup_printf ("\"%s\"", large);
  gp_test_assert_call (backend, "POST", "/api/flows/later", NULL, body, 413);
}

/* Where the contract says that they are. */
static void
test_paths_are_those_of_the_contract (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  gp_test_runs_deploy (backend, NULL, DESIGN);
  gp_test_assert_call (backend, "POST", "/api/flows/named", NULL, "{}", 202);
  gp_test_assert_call (backend, "POST", "/api/flows/of/%7Bid%7D", NULL, "{}", 202);
  gp_test_assert_call (backend, "POST", "/api/flows/of/7", NULL, "{}", 404);
}

static void
test_by_hand (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *boss = NULL;

  gp_test_runs_deploy (backend, NULL, DESIGN);
  boss = gp_test_sign_up (backend, "boss@example.org", "boss");
  gp_test_assert_call (backend, "POST", "/api/runs", boss,
                       "{\"flow\":\"hand\",\"input\":{\"n\":7}}", 200);
  g_assert_cmpstr (backend->body, ==, "7");
  gp_test_assert_call (backend, "POST", "/api/runs", NULL, "{\"flow\":\"hand\"}", 401);
  gp_test_assert_call (backend, "POST", "/api/runs", boss, "{\"flow\":\"add\"}", 404);
  gp_test_assert_call (backend, "POST", "/api/runs", boss, "{}", 400);
}

/* A key for some entities does not reach the others by way of a flow. */
static void
test_keys_for_some_entities_start_nothing (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *bound = NULL, *free = NULL;

  gp_test_runs_deploy (backend, NULL, DESIGN);
  gp_test_assert_call (backend, "POST", "/admin/keys", GP_TEST_ADMIN_TOKEN,
                       "{\"name\":\"a\",\"roles\":[\"boss\"],\"entities\":[\"order\"]}", 201);
  bound = gp_test_member (backend, "key");
  gp_test_assert_call (backend, "POST", "/admin/keys", GP_TEST_ADMIN_TOKEN,
                       "{\"name\":\"b\",\"roles\":[\"boss\"]}", 201);
  free = gp_test_member (backend, "key");
  gp_test_assert_call (backend, "POST", "/api/runs", bound, "{\"flow\":\"hand\"}", 403);
  gp_test_assert_call (backend, "POST", "/api/flows/math/add", bound, "{\"a\":1,\"b\":2}", 403);
  gp_test_assert_call (backend, "POST", "/api/flows/math/add", free, "{\"a\":1,\"b\":2}", 200);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-starts/over-http", test_over_http);
  g_test_add_func ("/run-starts/paths-are-those-of-the-contract",
                   test_paths_are_those_of_the_contract);
  g_test_add_func ("/run-starts/by-hand", test_by_hand);

  g_test_add_func ("/run-starts/keys-for-some-entities-start-nothing",
                   test_keys_for_some_entities_start_nothing);

  return g_test_run ();
}

/* test-postgresql-flow-calls.c — steps that ask for something and wait for the answer
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-flow.h"

#define SHOP "connection shop url=https://shop.example/v1 "

static void
test_calls_say_what_they_send (void)
{
  static const char *const post[] = {
    "f_raw := gp_flows.take('a', '10s', f_answer);",
    "f_request := gp_flows.call('POST', 'https://shop.example/v1/o/' || "
    "gp_flows.escape(gp_flows.plain(f_args -> 'id')) || '?a=b', gp_flows.map(f_args -> 'query'), "
    "gp_flows.map(f_args -> 'headers'), f_args - ARRAY['headers', 'query', 'body', 'id'], "
    "f_run || '/a', '{}'::jsonb, 10000);", "f_due := ", NULL };
  static const char *const get[] = { "gp_flows.map(f_args -> 'query') || (f_args - ARRAY[",
                                     "'{}'::jsonb, 30000);", NULL };
  static const char *const function[] = { "gp_flows.call('POST', 'https://shop.example/v1/price', "
                                          "'{}'::jsonb, '{}'::jsonb, f_args, ", NULL };
  static const char *const loop[] = { "f_run || '/l' || '/' || index_2 || '/a'", NULL };

  postgresql_flow_has (SHOP "\nflow main\nstep a call_http connection=shop method=POST "
                       "path=o/{id}?a=b with.id=1 with.x=2 timeout=10s\n", post);
  postgresql_flow_has (SHOP "\nflow main\nstep a call_http connection=shop with.x=2\n", get);
  postgresql_flow_has (SHOP "\nflow main\nstep a function connection=shop path=price with.x=2\n",
                       function);
  postgresql_flow_has (SHOP "\nflow main\nstep l for in=[1] each=i\n  step a call_http "
                       "connection=shop\n", loop);
}

/* The secret goes where the connection leads and nowhere else, and is never written down. */
static void
test_secrets_are_named (void)
{
  static const char *const bearer[] = { "gp_flows.credentials('bearer', 'Authorization', 'key')",
                                        NULL };
  static const char *const header[] = { "gp_flows.credentials('api_key', 'X-Key', 'shop')", NULL };
  static const char *const elsewhere[] = { "'https://other.example/', ", "'{}'::jsonb, 30000);",
                                           NULL };

  postgresql_flow_has (SHOP "auth=bearer secret=key\nflow main\nstep a call_http connection=shop\n",
                       bearer);
  postgresql_flow_has (SHOP "auth=api_key auth_header=X-Key\nflow main\n"
                       "step a call_http connection=shop\n", header);
  postgresql_flow_has (SHOP "auth=bearer\nflow main\n"
                       "step a call_http connection=shop path=https://other.example/\n", elsewhere);
  postgresql_flow_lacks (SHOP "auth=bearer\nflow main\nstep a call_http connection=shop\n", "a",
                         "install supabase_vault");
  postgresql_flow_lacks (SHOP "auth=oauth2\nflow main\nstep a call_http connection=shop\n", "a",
                         "use a bearer token");
}

static gboolean
is_said (const char *script,
         const char *words)
{
  g_autoptr(GString) findings = g_string_new (NULL);
  g_autofree char *sql = postgresql_flow_write (script, TRUE, findings);

  g_assert_nonnull (sql);
  return strstr (findings->str, words) != NULL;
}

/* What pg_net does with a redirect is said where it matters. */
static void
test_keys_that_follow_are_named (void)
{
  static const char words[] = "a: “a” sends the key of shop in the header X-Key";
  static const char call[] = "\nflow main\nstep a call_http connection=shop\n";
  g_autofree char *key = g_strconcat (SHOP "auth=api_key auth_header=X-Key", call, NULL);
  g_autofree char *usual = g_strconcat (SHOP "auth=api_key auth_header=authorization", call, NULL);
  g_autofree char *bearer = g_strconcat (SHOP "auth=bearer", call, NULL);

  g_assert_true (is_said (key, words));
  g_assert_false (is_said (usual, "sends the key"));
  g_assert_false (is_said (bearer, "sends the key"));
}

static void
test_what_it_cannot_is_named (void)
{
  static const struct
  {
    const char *script;
    const char *words;
  } cases[] = {
    { SHOP "\nflow main\nstep a call_http connection=shop\n", "needs pg_net" },
    { SHOP "\nflow main\nstep a call_http connection=shop method=PUT\n", "GET, POST and DELETE" },
    { SHOP "\nflow main\nstep a call_http connection=shop with.body=1\n", "with POST alone" },
    { SHOP "\nflow main\nstep a call_http connection=shop path={id}\n", "add it under" },
    { "connection shop\nflow main\nstep a call_http connection=shop\n", "no address to call" },
    { "connection shop url=http://shop.example\nflow main\nstep a call_http connection=shop\n",
      "https alone" },
    { "connection shop url=https://10.0.0.1\nflow main\nstep a call_http connection=shop\n",
      "10.0.0.1" },
    { "connection shop url=https://{host}/v1\nflow main\n"
      "step a call_http connection=shop with.host=trigger.body\n", "a host with braces" },
    { "connection shop url=https://{a\nflow main\n"
      "step a call_http connection=shop path=}.example/x with.a=1\n", "a host with braces" },
    { SHOP "\nflow main\nstep a call_http connection=shop "
      "path=https://shop.example:{port}/x with.port=1\n", "a host with braces" },
    { SHOP "\nflow main\nstep a call_http connection=shop path=https://a.{host}?x=1 "
      "with.host=1\n", "a host with braces" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    postgresql_flow_lacks (cases[i].script, "a", cases[i].words);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-calls/calls-say-what-they-send",
                   test_calls_say_what_they_send);
  g_test_add_func ("/data/postgresql-flow-calls/secrets-are-named", test_secrets_are_named);
  g_test_add_func ("/data/postgresql-flow-calls/keys-that-follow-are-named",
                   test_keys_that_follow_are_named);
  g_test_add_func ("/data/postgresql-flow-calls/what-it-cannot-is-named",
                   test_what_it_cannot_is_named);
  return g_test_run ();
}

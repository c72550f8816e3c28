/* test-postgresql-flow-expr.c — the expressions of a flow, in the function that it becomes
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-flow.h"

static void
test_variables (void)
{
  static const struct
  {
    const char *text;
    const char *sql;
  } cases[] = {
    { "trigger.input.x", "((f_trigger -> 'input') -> 'x')" },
    { "steps.b.output", "((f_steps -> 'b') -> 'output')" },
    { "vars.x", "(f_vars -> 'x')" },
    { "user.id", "((f_trigger -> 'user') -> 'id')" },
    { "input", "input_1" },
    { "error.status", "(coalesce(NULL::jsonb, error_1) -> 'status')" },
    { "now", "to_jsonb(gp_flows.time_text(now()))" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script = g_strdup_printf (
        "flow main trigger=flow\nstep a set with.v=%s\nstep b set with.w=1\n", cases[i].text);
      const char *parts[] = { cases[i].sql, NULL };

      postgresql_flow_has (script, parts);
    }
}

/* What the design does not tell, the column tells; a text is never made of a number. */
static void
test_conditions_on_records (void)
{
  static const char *const text[] = {
    "(r.name = gp_flows.must(gp_flows.as_text((input_1 -> 'name')), 'string(input.name)'))", NULL,
  };
  static const char *const time[] = { "(r.at < gp_flows.must(gp_flows.as_time((input_1 -> 'at')),",
                                      NULL };
  static const char *const now[] = { "(r.at < gp_flows.must((now() - '3600000000 "
                                     "microseconds'::interval),", NULL };

#define READS "entity order name:text at:timestamp\nflow main trigger=flow\n" \
              "step a data_read entity=order where="
  postgresql_flow_has (READS "record.name==input.name\n", text);
  postgresql_flow_has (READS "record.at<input.at\n", time);
  postgresql_flow_has (READS "record.at<now-duration('1h')\n", now);
  postgresql_flow_lacks (READS "record.name.matches('a')\n", "a", "matches");
}

/* PostgREST hands over the body of a request and no query. */
static void
test_what_is_not_known_is_refused (void)
{
  postgresql_flow_lacks ("flow main trigger=http http_path=x http_auth=anyone mode=sync\n"
                         "step a set with.x=trigger.query.n\n", "a", "does not know this");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-expr/variables", test_variables);
  g_test_add_func ("/data/postgresql-flow-expr/conditions-on-records", test_conditions_on_records);
  g_test_add_func ("/data/postgresql-flow-expr/what-is-not-known-is-refused",
                   test_what_is_not_known_is_refused);
  return g_test_run ();
}

/* test-postgresql-flow-start.c — what starts a flow in a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-flow.h"

#define ORDER "entity order total:integer\n"
#define STEP  "step a set with.total=1\n"

/* Before a change the flow runs in the trigger; after it a line in the outbox is left. */
static void
test_changes (void)
{
  static const char *const before[] = {
    "f_changes := f_changes || jsonb_build_object('total'", "RETURN f_changes;",
    "RETURNS trigger", "NEW := jsonb_populate_record(NEW, f_changes);",
    "CREATE TRIGGER gp_flow_0001 BEFORE INSERT OR UPDATE ON public.\"order\"", NULL,
  };
  static const char *const after[] = {
    "PERFORM gp_flows.start(", "CREATE TRIGGER gp_flow_0001 AFTER INSERT OR UPDATE OR DELETE", NULL,
  };

  postgresql_flow_has (ORDER "flow main trigger=data trigger_entity=order trigger_phase=before "
                       "trigger_changes=created,updated\n" STEP, before);
  postgresql_flow_has (ORDER "flow main trigger=data trigger_entity=order\n" STEP, after);
}

/* Whoever may start a flow may call its function; the roles are asked inside. */
static void
test_people (void)
{
  static const char *const some[] = {
    "CREATE FUNCTION public.main(jsonb) RETURNS gp_flows.answer",
    "SECURITY DEFINER SET search_path",
    "IF NOT (gp_access.roles() && ARRAY['boss']::text[])", "insufficient_privilege",
    "RETURN gp_flows.flow_", "REVOKE ALL ON FUNCTION public.main(jsonb) FROM PUBLIC, anon",
    "GRANT EXECUTE ON FUNCTION public.main(jsonb) TO authenticated", NULL,
  };
  static const char *const anybody[] = { "'{}'::jsonb) - ARRAY['authorization', 'cookie', ",
                                         "RETURN jsonb_build_object('number', gp_flows.start(",
                                         "TO authenticated, anon;", NULL };

  postgresql_flow_has ("role boss\nflow main mode=sync roles=boss\n" STEP, some);
  postgresql_flow_has ("flow main trigger=http http_path=x http_auth=anyone\n" STEP, anybody);
  postgresql_flow_lacks ("flow main trigger=http http_path=x http_auth=signature\n" STEP, "main",
                         "signed");
  postgresql_flow_lacks ("flow main trigger=http http_path=x http_auth=anyone http_method=PUT\n"
                         STEP, "main", "POST");
}

static void
test_time (void)
{
  static const char *const every[] = { "INSERT INTO groundplan.schedules", "'2h', true, interval "
                                       "'7200000000 microseconds'", NULL };

  static const char *const cron[] = { "SELECT cron.schedule('groundplan flow ", "', '0 2 * * mon', "
                                      "'SELECT gp_flows.start(", "now())), 0)');", NULL };
  static const char *const elsewhere[] = { "SELECT cron.schedule('groundplan flow ",
                                           "', '* * * * *', ", "now())), 0) WHERE gp_flows.is_time("
                                           "''0 2 * * 1'', ''Europe/Berlin'')');", NULL };

  postgresql_flow_has ("flow main trigger=every schedule=2h\n" STEP, every);
  postgresql_flow_has ("flow main trigger=cron schedule=0~2~*~*~mon\n" STEP, cron);
  postgresql_flow_has ("flow main trigger=cron schedule=CRON_TZ=Europe/Berlin~0~2~*~*~mon\n" STEP,
                       elsewhere);
}

/* Where nothing calls what works off the outbox, people are told. */
static void
test_somebody_must_work (void)
{
  g_autoptr(GString) findings = g_string_new (NULL);
  g_autofree char *sql = postgresql_flow_write (
    ORDER "flow main trigger=data trigger_entity=order\n" STEP, FALSE, findings);

  g_assert_nonnull (sql);
  g_assert_nonnull (strstr (findings->str, "gp_flows.work()"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-start/changes", test_changes);
  g_test_add_func ("/data/postgresql-flow-start/people", test_people);
  g_test_add_func ("/data/postgresql-flow-start/time", test_time);
  g_test_add_func ("/data/postgresql-flow-start/somebody-must-work", test_somebody_must_work);
  return g_test_run ();
}

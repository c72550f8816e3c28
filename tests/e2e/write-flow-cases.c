/* write-flow-cases.c — random flows, with what our interpreter makes of them
 * SPDX-License-Identifier: Apache-2.0
 *
 * For test-postgresql-interpreter.py, a JSON object for each line: the SQL that a database becomes,
 * what starts the flow, what services answer, and how it ends when it is simulated: its output or
 * error, and what it did with records. GP_ACCESS_RULES says how many. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "gp-export-postgresql-access.h"
#include "gp-expr-json.h"
#include "gp-flow-simulator.h"
#include "gp-flow-value.h"
#include "gp-postgresql-flow-set.h"
#include "gp-postgresql-migration.h"
#include "gp-test-flow.h"
#include "gp-test-random-flow.h"

#define BEGIN   (G_GINT64_CONSTANT (1760000000) * G_USEC_PER_SEC)
#define SERVICE "https://shop.example"

static GpExprValue *
new_text (const char *text)
{
  return gp_expr_value_new_string (text, -1);
}

/* Tables, callers and flows; NULL where the flow is refused. */
static char *
write_database (GpDesign   *design,
                const GpId *flow)
{
  static const GpPostgresqlAbilities abilities = { .net = TRUE };
  g_autoptr(GpDesign) empty = gp_design_new (NULL, NULL);
  g_autoptr(GpPostgresqlMigration) migration = gp_postgresql_migration_new (empty, design, NULL);
  g_autoptr(GpPostgresqlFlowSet) flows = gp_postgresql_flow_set_new (design, &abilities, NULL);
  GString *out;

  if (gp_postgresql_flow_set_get_part (flows, flow) == NULL)
    return NULL;
  out = g_string_new (gp_postgresql_migration_get_script (migration));
  gp_export_postgresql_access_write_callers (design, out);
  g_string_append (out, gp_postgresql_flow_set_get_script (flows));
  return g_string_free (out, FALSE);
}

/* (transfer full): a list of what a run did with records. */
static GpExprValue *
list_changes (const GpFlowSimulator *simulator)
{
  GPtrArray *effects = gp_flow_simulator_get_effects (simulator);
  g_autoptr(GPtrArray) changes = gp_flow_values_new ();

  for (guint i = 0; i < effects->len; i++)
    {
      const GpFlowEffect *effect = effects->pdata[i];

      if (effect->kind == GP_FLOW_EFFECT_CREATE || effect->kind == GP_FLOW_EFFECT_UPDATE
          || effect->kind == GP_FLOW_EFFECT_DELETE)
        g_ptr_array_add (changes, gp_flow_effect_to_value (effect));
    }
  return gp_flow_value_list (changes);
}

static GpExprValue *
list_records (GpDesign *design)
{
  g_autoptr(GPtrArray) fixtures = gp_design_list (design, GP_KIND_FIXTURE);
  g_autoptr(GPtrArray) records = gp_flow_values_new ();

  for (guint i = 0; i < fixtures->len; i++)
    {
      const GpElement *entity = gp_design_lookup (design,
                                                  gp_element_get_parent (fixtures->pdata[i]));

      g_ptr_array_add (records, gp_expr_value_new_object (
        "entity", new_text (gp_element_get_name (entity)), "record",
        gp_expr_value_from_json (gp_element_get_text (fixtures->pdata[i], GP_FIXTURE_RECORD), -1,
                                 NULL), NULL));
    }
  return gp_flow_value_list (records);
}

static GpExprValue *
simulate (GpDesign               *design,
          GpFlow                 *flow,
          const GpTestRandomFlow *random,
          const char             *sql)
{
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpExprValue) trigger = gp_test_value (random->trigger);
  g_autoptr(GpExprValue) mocks = gp_test_value (random->mocks);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, fixtures, trigger, mocks,
                                                                BEGIN, &error);
  const GpFlowRun *run;
  GpExprValue *output, *fault;
  char buffer[GP_ID_STRING_SIZE];

  g_assert_no_error (error);
  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_ENDED);
  run = gp_flow_simulator_get_run (simulator);
  output = gp_flow_run_get_output (run);
  fault = gp_flow_run_get_error (run);
  return gp_expr_value_new_object (
    "flow", new_text (gp_id_format (gp_element_get_id (gp_flow_get_element (flow)), buffer)),
    "script", new_text (random->script), "sql", new_text (sql),
    "trigger", gp_expr_value_ref (trigger), "mocks", gp_expr_value_ref (mocks),
    "records", list_records (design), "changes", list_changes (simulator),
    "output", output != NULL ? gp_expr_value_ref (output) : NULL,
    "error", fault != NULL ? gp_expr_value_ref (fault) : NULL, NULL);
}

/* FALSE where PostgreSQL refuses it. */
static gboolean
write_case (guint32  seed,
            FILE    *file)
{
  g_autoptr(GpTestRandomFlow) random = gp_test_random_flow_plain (seed);
  g_autoptr(GpDesign) design = gp_test_random_flow_design (random, SERVICE);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autofree char *sql = write_database (design, gp_element_get_id (gp_flow_get_element (flow)));
  g_autoptr(GpExprValue) line = NULL;
  g_autofree char *json = NULL;

  if (sql == NULL)
    return FALSE;
  line = simulate (design, flow, random, sql);
  json = gp_expr_value_to_json (line);
  fprintf (file, "%s\n", json);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  const char *wish = g_getenv ("GP_ACCESS_RULES");
  guint n = wish != NULL ? (guint) atoi (wish) : 40;
  guint n_refused = 0;
  FILE *file;

  g_test_init (&argc, &argv, NULL);
  file = argc == 2 ? fopen (argv[1], "w") : NULL;
  g_assert_nonnull (file);
  while (n > 0)
    {
      if (write_case ((guint32) g_test_rand_int (), file))
        n--;
      else
        n_refused++;
      g_assert_cmpuint (n_refused, <, 1000);
    }
  g_assert_cmpint (fclose (file), ==, 0);
  g_print ("%u flows are refused\n", n_refused);
  return EXIT_SUCCESS;
}

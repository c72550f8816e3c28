/* write-flow-cases.c — random flows, with what our interpreter makes of them
 * SPDX-License-Identifier: Apache-2.0
 *
 * For test-postgresql-interpreter.py, a JSON object for each line: the SQL that a database becomes,
 * what starts the flow, what services answer, and how it ends when it is simulated: its output or
 * error, and what it did with records. GP_ACCESS_RULES says how many. Behind them: schemas of
 * inputs, with values and whether they fit. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "gp-export-postgresql-access.h"
#include "gp-expr-json.h"
#include "gp-flow-simulator.h"
#include "gp-flow-value.h"
#include "gp-json-schema.h"
#include "gp-postgresql-flow-set.h"
#include "gp-postgresql-migration.h"
#include "gp-test-flow.h"
#include "gp-test-random-flow.h"

#define BEGIN   (G_GINT64_CONSTANT (1760000000) * G_USEC_PER_SEC)
#define SERVICE "https://shop.example"

#define N_SCHEMAS 400

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

/* --- schemas of inputs ------------------------------------------------------------------------ */

static void append_schema (GString *out, guint depth);
static void append_value (GString *out, guint depth);

static gboolean
chance (guint percent)
{
  return g_test_rand_int_range (0, 100) < (gint32) percent;
}

static void
append_list (GString *out,
             guint    depth)
{
  gint32 n = g_test_rand_int_range (0, 4);

  g_string_append_c (out, '[');
  for (gint32 i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_value (out, depth + 1);
    }
  g_string_append_c (out, ']');
}

/* @append: what stands behind each name */
static void
append_members (GString *out,
                guint    depth,
                void   (*append) (GString *out, guint depth))
{
  gsize start;

  g_string_append_c (out, '{');
  start = out->len;
  for (char name = 'a'; name <= 'c'; name++)
    {
      if (chance (50))
        continue;
      g_string_append_printf (out, "%s\"%c\":", out->len > start ? "," : "", name);
      append (out, depth + 1);
    }
  g_string_append_c (out, '}');
}

static void
append_value (GString *out,
              guint    depth)
{
  static const char *const plain[] = {
    "null", "true", "false", "0", "3", "-2", "2.0", "2.5", "\"\"", "\"ab\"", "\"äöü\"",
    "\"2026-03-01\"", "\"2026-03-01T10:00:00Z\"", "\"2026-13-01T10:00:00+01:00\"",
    "\"7b1f0000-0000-4000-8000-0000000000ff\"",
  };

  if (depth < 3 && chance (20))
    append_list (out, depth);
  else if (depth < 3 && chance (depth == 0 ? 60 : 25))
    append_members (out, depth, append_value);
  else
    g_string_append (out, plain[g_test_rand_int_range (0, G_N_ELEMENTS (plain))]);
}

/* A few words, each perhaps. */
static void
append_schema (GString *out,
               guint    depth)
{
  static const char *const words[] = {
    "\"type\":\"string\"", "\"type\":\"object\"", "\"type\":[\"integer\",\"null\"]",
    "\"type\":\"number\"", "\"type\":\"array\"", "\"type\":\"boolean\"",
    "\"minimum\":0", "\"maximum\":2.5", "\"exclusiveMinimum\":0", "\"exclusiveMaximum\":3",
    "\"minLength\":2", "\"maxLength\":3", "\"minItems\":1", "\"maxItems\":2",
    "\"enum\":[1,2,\"ab\",null]", "\"const\":2", "\"format\":\"uuid\"",
    "\"format\":\"date-time\"", "\"format\":\"date\"", "\"required\":[\"a\",\"b\"]",
    "\"additionalProperties\":false",
  };
  guint start = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (words));
  gsize begin;

  g_string_append_c (out, '{');
  begin = out->len;
  /* No word twice: those that are the same stand beside one another. */
  for (guint i = 0; i < G_N_ELEMENTS (words); i += 5)
    if (chance (20))
      g_string_append_printf (out, "%s%s", out->len > begin ? "," : "",
                              words[(start + i) % G_N_ELEMENTS (words)]);
  if (depth < 3 && chance (60))
    {
      g_string_append (out, out->len > begin ? ",\"properties\":" : "\"properties\":");
      append_members (out, depth, append_schema);
    }
  if (depth < 3 && chance (40))
    {
      g_string_append (out, out->len > begin ? ",\"items\":" : "\"items\":");
      append_schema (out, depth + 1);
    }
  g_string_append_c (out, '}');
}

static gboolean
write_schema (FILE *file)
{
  g_autoptr(GString) schema_text = g_string_new (NULL);
  g_autoptr(GString) value_text = g_string_new (NULL);
  g_autoptr(GpExprValue) schema = NULL, value = NULL, line = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *json = NULL;

  append_schema (schema_text, 0);
  append_value (value_text, 0);
  schema = gp_expr_value_from_json (schema_text->str, -1, NULL);
  value = gp_expr_value_from_json (value_text->str, -1, NULL);
  if (schema == NULL || value == NULL)    /* a word twice */
    return FALSE;
  problem = gp_json_schema_check (schema, value);
  line = gp_expr_value_new_object ("schema", new_text (schema_text->str),
                                   "value", new_text (value_text->str),
                                   "fits", gp_expr_value_new_bool (problem == NULL), NULL);
  json = gp_expr_value_to_json (line);
  fprintf (file, "%s\n", json);
  return TRUE;
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
  for (n = 0; n < N_SCHEMAS;)
    n += write_schema (file) ? 1 : 0;
  g_assert_cmpint (fclose (file), ==, 0);
  g_print ("%u flows are refused\n", n_refused);
  return EXIT_SUCCESS;
}

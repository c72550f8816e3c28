/* test-serverless-ctk.c — the conformance kit of Serverless Workflow, run by the interpreter
 * SPDX-License-Identifier: Apache-2.0
 *
 * The features are read from GP_CORPUS_DIR, where it is. Each scenario is imported and run; calls
 * are answered by a stand-in for the services that it names. What does not pass stands in a list
 * with its reason, and fails the test when it does pass. */
#include "config.h"

#include "workflow.h"

#include "gp-flow-driver.h"
#include "gp-flow-fault.h"
#include "gp-expr-json.h"
#include "gp-flow-value.h"
#include "gp-yaml.h"

static const struct
{
  const char *scenario;
  const char *reason;
} failing[] = {
  { "Call HTTP Using Basic Authentication", "credentials are never part of a design" },
  { "Call OpenAPI With Content Output", "calls by the name of an operation are no step" },
  { "Call OpenAPI With Response Output", "calls by the name of an operation are no step" },
  { "Emit Task", "the source of an event is the flow that sends it" },
};

/** Scenario: the lines of one. */
typedef struct
{
  char *name;
  char *workflow;
  GpExprValue *input;
  GPtrArray *steps;       /* (element-type utf8): what is expected */
  GPtrArray *texts;       /* (element-type utf8): the text behind each of them, or NULL */
} Scenario;

static void
scenario_free (gpointer data)
{
  Scenario *self = data;

  g_free (self->name);
  g_free (self->workflow);
  g_clear_pointer (&self->input, gp_expr_value_unref);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

/* Lines between """ lose the indentation of the first one. */
static char *
read_text (char  **lines,
           guint  *i)
{
  GString *text = g_string_new (NULL);
  gsize indent = strspn (lines[*i], " ");

  for (*i += 1; lines[*i] != NULL && strstr (lines[*i], "\"\"\"") == NULL; *i += 1)
    {
      gsize blanks = strspn (lines[*i], " ");

      g_string_append_printf (text, "%s\n", lines[*i] + MIN (indent, blanks));
    }
  return g_string_free (text, FALSE);
}

static GpExprValue *
yaml_value (const char *text)
{
  g_autoptr(GPtrArray) documents = gp_yaml_parse (text, strlen (text), NULL);
  g_autofree char *json = gp_yaml_to_json (documents->pdata[0]);

  return gp_expr_value_from_json (json, -1, NULL);
}

static void
take_step (Scenario *scenario,
           char     *line,
           char     *text)
{
  if (g_str_has_prefix (line, "Given a workflow"))
    {
      scenario->workflow = text;
      return;
    }
  if (strstr (line, "given the workflow input") != NULL)
    {
      scenario->input = yaml_value (text);
      g_free (text);
      return;
    }
  if (g_str_has_prefix (line, "When"))
    return;
  g_ptr_array_add (scenario->steps, g_strdup (strchr (line, ' ') + 1));
  g_ptr_array_add (scenario->texts, text);
}

static void
read_feature (const char *path,
              GPtrArray  *scenarios)
{
  g_autofree char *content = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      Scenario *last = scenarios->len > 0 ? scenarios->pdata[scenarios->len - 1] : NULL;
      gboolean is_step = g_str_has_prefix (line, "Given ") || g_str_has_prefix (line, "When ")
                         || g_str_has_prefix (line, "Then ") || g_str_has_prefix (line, "And ");
      char *text = NULL;

      if (g_str_has_prefix (line, "Scenario:"))
        {
          Scenario *scenario = g_new0 (Scenario, 1);

          scenario->name = g_strdup (g_strstrip (line + strlen ("Scenario:")));
          scenario->steps = g_ptr_array_new_with_free_func (g_free);
          scenario->texts = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_add (scenarios, scenario);
        }
      if (!is_step || last == NULL)
        continue;
      if (lines[i + 1] != NULL && strstr (lines[i + 1], "\"\"\"") != NULL)
        {
          i++;
          text = read_text (lines, &i);
        }
      take_step (last, line, text);
    }
}

/* --- the services ----------------------------------------------------------------------------- */

static GpExprValue *
answer_http (const GpFlowEffect  *effect,
             gpointer             user_data,
             GpExprValue        **fault)
{
  const char *url = gp_expr_value_get_string (gp_flow_effect_get (effect, "url"), NULL);
  const char *pet = strstr (url, "/v2/pet/");

  if (strstr (url, "findByStatus") != NULL)
    return gp_test_value ("{'status':200,'headers':{},"
                          "'body':[{'id':1,'name':'Rex','status':'available'}]}");
  if (pet != NULL && g_ascii_isdigit (pet[8]))
    {
      g_autofree char *json =
        g_strdup_printf ("{'status':200,'headers':{},'body':{'id':%s,'name':'Rex',"
                         "'status':'available'}}", pet + 8);

      return gp_test_value (json);
    }
  return gp_test_value ("{'status':404,'headers':{},'body':{'message':'not found'}}");
}

static GpExprValue *
answer_nothing (const GpFlowEffect  *effect,
                gpointer             user_data,
                GpExprValue        **fault)
{
  return gp_expr_value_new_null ();
}

/* --- what is expected ------------------------------------------------------------------------- */

static GpExprValue *
find_member (const GpExprValue *value,
             const char        *path)
{
  g_auto(GStrv) names = g_strsplit (path, ".", -1);

  for (guint i = 0; names[i] != NULL && value != NULL; i++)
    value = gp_flow_value_get (value, names[i]);
  return (GpExprValue *) value;
}

static gboolean
has_all (const GpExprValue *output,
         const char        *line)
{
  g_auto(GStrv) parts = g_strsplit (line, "'", -1);

  for (guint i = 1; parts[i] != NULL && parts[i + 1] != NULL; i += 2)
    if (find_member (output, parts[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Where the step of this name stands among those that began; -1 where it did not. */
static int
find_place (GPtrArray  *trace,
            GpDesign   *design,
            const char *name,
            int        *n)
{
  int place = -1;

  *n = 0;
  for (guint i = 0; i < trace->len; i++)
    {
      const GpFlowTrace *line = trace->pdata[i];
      const GpElement *step = gp_design_lookup (design, &line->step);

      if (line->kind != GP_FLOW_TRACE_STARTED || step == NULL)
        continue;
      if (place < 0 && g_str_equal (gp_element_get_name (step), name))
        place = *n;
      *n += 1;
    }
  return place;
}

static gboolean
check_order (GPtrArray  *trace,
             GpDesign   *design,
             const char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", -1);
  guint last = g_strv_length (words) - 1;
  int n, other;
  int place = find_place (trace, design, words[0], &n);

  if (g_str_equal (words[last], "first"))
    return place == 0;
  if (g_str_equal (words[last], "last"))
    return place == n - 1;
  other = find_place (trace, design, words[last], &n);
  return place == other + 1;
}

/* What is expected is there; a run may say more of an error. */
static gboolean
contains (const GpExprValue *all,
          const GpExprValue *some)
{
  for (gsize i = 0; i < gp_expr_value_get_size (some); i++)
    {
      const char *name = gp_expr_value_get_string (gp_expr_value_get_key (some, i), NULL);
      GpExprValue *value = gp_flow_value_get (all, name);

      if (value == NULL || !gp_expr_value_equal (value, gp_expr_value_get_entry (some, i)))
        return FALSE;
    }
  return TRUE;
}

/** Result: of a run. @value: its output or its error */
typedef struct
{
  GpDesign *design;
  GpFlowStatus status;
  const GpExprValue *value;
  GPtrArray *trace;
} Result;

static gboolean
check_step (const Result *result,
            const char   *line,
            const char   *text)
{
  g_autoptr(GpExprValue) expected = text != NULL ? yaml_value (text) : NULL;
  g_auto(GStrv) quoted = g_strsplit (line, "'", -1);
  const GpExprValue *member =
    g_strv_length (quoted) > 1 ? find_member (result->value, quoted[1]) : NULL;

  if (g_str_has_prefix (line, "the workflow should complete"))
    return result->status == GP_FLOW_STATUS_COMPLETED
           && (expected == NULL || gp_expr_value_equal (result->value, expected));
  if (g_str_has_prefix (line, "the workflow should fault"))
    return result->status == GP_FLOW_STATUS_FAULTED
           && (expected == NULL || contains (result->value, expected));
  if (strstr (line, "should have properties") != NULL)
    return has_all (result->value, line);
  if (strstr (line, "property with value") != NULL)
    return member != NULL && gp_expr_value_equal (member, expected);
  if (strstr (line, "property containing") != NULL)
    return member != NULL
           && gp_expr_value_get_size (member)
                == g_ascii_strtoull (strstr (line, "containing ") + strlen ("containing "), NULL,
                                     10);
  g_assert_nonnull (strstr (line, " should run "));
  return check_order (result->trace, result->design, line);
}

static gboolean
run_scenario (const Scenario *scenario)
{
  static const GpFlowEffects effects = { .perform = { [GP_FLOW_EFFECT_HTTP] = answer_http,
                                                      [GP_FLOW_EFFECT_EMIT] = answer_nothing } };
  guint n_lost;
  g_autoptr(GpDesign) design = workflow_import ("serverless-workflow", scenario->workflow, &n_lost);
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
  g_autoptr(GpFlow) flow = gp_flow_new (design, gp_element_get_id (flows->pdata[0]), NULL);
  g_autoptr(GpExprValue) trigger =
    gp_expr_value_new_object ("input", scenario->input != NULL
                                         ? gp_expr_value_ref (scenario->input)
                                         : gp_expr_value_new_map (NULL, NULL, 0), NULL);
  const GpFlowStart start = { .id = "run", .trigger = trigger };
  g_autoptr(GpFlowRun) run = gp_flow_run_new (flow, NULL, &start, NULL);
  g_auto(GpFlowOutcome) outcome = { 0 };
  Result result = { .design = design };

  if (run == NULL || n_lost > 0)
    return FALSE;
  if (!gp_flow_drive (run, &effects, NULL, 0, &outcome))
    return FALSE;
  result.status = gp_flow_run_get_status (run);
  result.trace = outcome.trace;
  result.value = ((GpFlowTrace *) outcome.trace->pdata[outcome.trace->len - 1])->value;
  for (guint i = 0; i < scenario->steps->len; i++)
    if (!check_step (&result, scenario->steps->pdata[i], scenario->texts->pdata[i]))
      {
        g_autofree char *json = gp_expr_value_to_json (result.value);

        g_test_message ("%s: %s: %s", scenario->name, (char *) scenario->steps->pdata[i], json);
        return FALSE;
      }
  return TRUE;
}

static GPtrArray *
read_scenarios (void)
{
  const char *corpus = g_getenv ("GP_CORPUS_DIR");
  g_autofree char *folder = g_build_filename (corpus != NULL ? corpus : "/nowhere",
                                              "serverless-workflow", "ctk", "features", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *scenarios = g_ptr_array_new_with_free_func (scenario_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".feature"))
        read_feature (path, scenarios);
    }
  return scenarios;
}

static void
test_the_scenarios_pass (void)
{
  g_autoptr(GPtrArray) scenarios = read_scenarios ();
  guint n_passed = 0;

  if (scenarios->len == 0)
    {
      g_test_skip ("there is no corpus here: GP_CORPUS_DIR names it");
      return;
    }
  g_assert_cmpuint (scenarios->len, ==, 21);
  for (guint i = 0; i < scenarios->len; i++)
    {
      const Scenario *scenario = scenarios->pdata[i];
      const char *reason = NULL;
      gboolean passes = run_scenario (scenario);

      for (gsize j = 0; j < G_N_ELEMENTS (failing); j++)
        if (g_str_equal (failing[j].scenario, scenario->name))
          reason = failing[j].reason;
      g_test_message ("%s: %s", scenario->name, passes ? "passes" : reason);
      n_passed += passes;
      if (passes != (reason == NULL))
        g_test_fail_printf ("%s %s", scenario->name, passes ? "passes now" : "fails");
    }
  g_assert_cmpuint (n_passed, >=, 16);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-ctk/the-scenarios-pass", test_the_scenarios_pass);
  return g_test_run ();
}

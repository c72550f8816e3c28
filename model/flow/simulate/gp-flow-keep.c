/* gp-flow-keep.c — simulated runs become tests
 * SPDX-License-Identifier: Apache-2.0
 *
 * Expected of an effect is what will be the same the next time: its kind, what it is about, and to
 * whom a mail goes. Values may be times or identifiers that are made anew. */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-keep.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-json.h"
#include "gp-flow-value.h"

/* The members that are expected beside the subject, as @effect has them. */
static const char *const kept_members[] = { "method", "to" };

/* @keeps: a test of this kind says something that its path does not. */
static const gboolean keeps[GP_FLOW_N_EFFECT_KINDS] = {
  [GP_FLOW_EFFECT_HTTP] = TRUE,   [GP_FLOW_EFFECT_CREATE] = TRUE, [GP_FLOW_EFFECT_UPDATE] = TRUE,
  [GP_FLOW_EFFECT_DELETE] = TRUE, [GP_FLOW_EFFECT_MAIL] = TRUE,   [GP_FLOW_EFFECT_EMIT] = TRUE,
};

static const char *
title_of (const GpElement  *element,
          const GpProperty  title)
{
  const char *text = gp_element_get_text (element, title);

  return text != NULL && *text != '\0' ? text : gp_element_get_name (element);
}

static GArray *
list_path (GpDesign  *design,
           GPtrArray *trace)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint i = 0; i < trace->len; i++)
    {
      const GpFlowTrace *line = trace->pdata[i];

      if (line->kind == GP_FLOW_TRACE_STARTED && line->attempt <= 1
          && gp_design_lookup_kind (design, &line->step, GP_KIND_STEP) != NULL)
        g_array_append_val (path, line->step);
    }
  return path;
}

static GpExprValue *
expect_effect (GpDesign           *design,
               const GpFlowEffect *effect)
{
  const GpElement *subject = gp_design_lookup (design, &effect->subject);
  GpExprValue *made;

  if (!keeps[effect->kind] || subject == NULL || effect->attempt > 1)
    return NULL;
  made = gp_expr_value_new_object (gp_flow_effect_kind_to_string (effect->kind),
                                   gp_expr_value_new_string (gp_element_get_name (subject), -1),
                                   NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kept_members); i++)
    {
      GpExprValue *member = gp_flow_effect_get (effect, kept_members[i]);
      g_autoptr(GpExprValue) before = made;

      if (member != NULL && gp_expr_value_get_kind (member) == GP_EXPR_VALUE_STRING)
        made = gp_flow_value_with (before, kept_members[i], gp_expr_value_ref (member));
      else
        made = gp_expr_value_ref (before);
    }
  return made;
}

/* NULL where nothing was done that a test could expect. */
static char *
describe_effects (GpDesign  *design,
                  GPtrArray *effects)
{
  g_autoptr(GPtrArray) all = gp_flow_values_new ();
  g_autoptr(GpExprValue) list = NULL;

  for (guint i = 0; i < effects->len; i++)
    {
      GpExprValue *one = expect_effect (design, effects->pdata[i]);

      if (one != NULL)
        g_ptr_array_add (all, one);
    }
  if (all->len == 0)
    return NULL;
  list = gp_flow_value_list (all);
  return gp_expr_value_to_json (list);
}

/* What is special about the run: where it ended. */
static char *
make_name (GpDesign        *design,
           const GpFlowRun *run,
           const GpElement *flow,
           GArray          *path)
{
  const GpElement *last = path->len > 0
                            ? gp_design_lookup (design, &g_array_index (path, GpId, path->len - 1))
                            : NULL;
  const char *title = title_of (flow, GP_FLOW_TITLE);
  const char *end = last != NULL ? title_of (last, GP_STEP_TITLE) : NULL;

  if (end == NULL)
    return g_strdup_printf (_("%s does nothing"), title);
  switch (gp_flow_run_get_status (run))
    {
    case GP_FLOW_STATUS_COMPLETED:
      /* Translators: a flow and its last step. */
      return g_strdup_printf (_("%1$s ends with “%2$s”"), title, end);
    case GP_FLOW_STATUS_FAULTED:
      return g_strdup_printf (_("%1$s fails in “%2$s”"), title, end);
    default:
      return g_strdup_printf (_("%1$s waits in “%2$s”"), title, end);
    }
}

static gboolean
has_members (const GpExprValue *map)
{
  return map != NULL && gp_expr_value_get_kind (map) == GP_EXPR_VALUE_MAP
         && gp_expr_value_get_size (map) > 0;
}

static void
set_json (GpElement         *test,
          GpProperty         property,
          const GpExprValue *value)
{
  g_autofree char *json = gp_expr_value_to_json (value);

  gp_element_set_text (test, property, json);
}

GpChangeSet *
gp_flow_keep (GpDesign              *design,
              const GpFlowSimulator *simulator,
              const GpExprValue     *trigger,
              const GpExprValue     *mocks,
              GpId                  *out_test)
{
  const GpFlowRun *run = gp_flow_simulator_get_run (simulator);
  const GpElement *flow = gp_flow_get_element (gp_flow_run_get_flow (run));
  const GpId *root = gp_design_get_root_id (design);
  GpChangeSet *changes = gp_change_set_new (_("Kept a run as a test"));
  g_autoptr(GArray) path = list_path (design, gp_flow_simulator_get_trace (simulator));
  g_autofree char *name = make_name (design, run, flow, path);
  g_autofree char *effects = describe_effects (design, gp_flow_simulator_get_effects (simulator));
  g_autoptr(GpElement) test = gp_design_new_child (design, GP_KIND_TEST, root);

  gp_element_set_text (test, GP_TEST_NAME, name);
  gp_element_set_text (test, GP_TEST_TYPE, "flow");
  gp_element_set_ref (test, GP_TEST_FLOW, gp_element_get_id (flow));
  if (trigger != NULL)
    set_json (test, GP_TEST_INPUT, trigger);
  if (has_members (mocks))
    set_json (test, GP_TEST_MOCKS, mocks);
  if (path->len > 0)
    gp_element_set (test, GP_TEST_PATH,
                    gp_value_ids ((const GpId *) (gconstpointer) path->data, path->len));
  if (effects != NULL)
    gp_element_set_text (test, GP_TEST_EFFECTS, effects);
  gp_change_set_add (changes, test);
  if (out_test != NULL)
    *out_test = *gp_element_get_id (test);
  return changes;
}

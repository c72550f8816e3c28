/* gp-flow-types.c — what the steps of a flow give and see, as far as the design tells
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nothing is kept: a type is found when somebody asks for it, and follows the design. */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-types.h"

#include "gp-expr-check.h"
#include "gp-expr-design-scope-private.h"
#include "gp-expr-parser.h"

/* What each type of step gives when it has no “Output” of its own. */
static const struct
{
  const char *type;
  GpExprTypeKind kind;          /* LIST and RECORD without a facet are of the step's entity */
  guint facet;
} outputs[] = {
  { "data_create", GP_EXPR_TYPE_RECORD, 0 },
  { "data_read", GP_EXPR_TYPE_LIST, 0 },
  { "data_update", GP_EXPR_TYPE_LIST, 0 },
  { "data_delete", GP_EXPR_TYPE_LIST, 0 },
  { "call_http", GP_EXPR_TYPE_RECORD, GP_FLOW_FACET_RESPONSE },
  { "approve", GP_EXPR_TYPE_RECORD, GP_FLOW_FACET_DECISION },
  { "emit", GP_EXPR_TYPE_RECORD, GP_FLOW_FACET_ENVELOPE },
  { "set", GP_EXPR_TYPE_RECORD, GP_FLOW_FACET_VALUES },
};

static const struct
{
  guint facet;
  const char *name;
  GpExprTypeKind kind;
} members[] = {
  { GP_FLOW_FACET_RESPONSE, "status", GP_EXPR_TYPE_INT },
  { GP_FLOW_FACET_RESPONSE, "headers", GP_EXPR_TYPE_MAP },
  { GP_FLOW_FACET_RESPONSE, "body", GP_EXPR_TYPE_ANY },
  { GP_FLOW_FACET_DECISION, "decision", GP_EXPR_TYPE_STRING },
  { GP_FLOW_FACET_DECISION, "by", GP_EXPR_TYPE_STRING },
  { GP_FLOW_FACET_DECISION, "comment", GP_EXPR_TYPE_STRING },
  { GP_FLOW_FACET_ENVELOPE, "specversion", GP_EXPR_TYPE_STRING },
  { GP_FLOW_FACET_ENVELOPE, "id", GP_EXPR_TYPE_STRING },
  { GP_FLOW_FACET_ENVELOPE, "source", GP_EXPR_TYPE_STRING },
  { GP_FLOW_FACET_ENVELOPE, "type", GP_EXPR_TYPE_STRING },
  { GP_FLOW_FACET_ENVELOPE, "time", GP_EXPR_TYPE_STRING },
  { GP_FLOW_FACET_ENVELOPE, "datacontenttype", GP_EXPR_TYPE_STRING },
  { GP_FLOW_FACET_ENVELOPE, "data", GP_EXPR_TYPE_ANY },
};

static GpExprType
get_text_type (GpDesign   *design,
               const GpId *holder,
               GpProperty  property,
               const char *text,
               guint       depth)
{
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GpExprScope) scope = NULL;
  g_autoptr(GpExprCheck) check = NULL;

  if (text == NULL || depth >= GP_FLOW_MAX_TYPE_DEPTH)
    return gp_expr_type_new (GP_EXPR_TYPE_ANY);
  expr = gp_expr_parse (text, -1, NULL);
  if (expr == NULL)
    return gp_expr_type_new (GP_EXPR_TYPE_ANY);
  scope = gp_expr_design_scope_new_nested (design, holder, property, depth + 1);
  check = gp_expr_check_new (expr, scope, NULL, NULL);
  return *gp_expr_check_get_type (check, gp_expr_get_root (expr));
}

/* What the step's own work gives. */
static GpExprType
get_raw_type (const GpElement *step)
{
  const GpId *entity = gp_element_get_ref (step, GP_STEP_ENTITY);
  const char *type = gp_element_get_text (step, GP_STEP_TYPE);

  for (gsize i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      const GpId *element = outputs[i].facet != 0 ? gp_element_get_id (step) : entity;
      GpExprType record;

      if (!g_str_equal (outputs[i].type, type) || element == NULL)
        continue;
      /* What was only begun may become anything. */
      if (outputs[i].facet == GP_FLOW_FACET_VALUES && !gp_element_has (step, GP_STEP_WITH))
        break;
      record = gp_expr_type_new_record (element, outputs[i].facet);
      return outputs[i].kind == GP_EXPR_TYPE_LIST ? gp_expr_type_list_of (&record) : record;
    }
  return gp_expr_type_new (GP_EXPR_TYPE_ANY);
}

GpExprType
gp_flow_get_output_type (GpDesign        *design,
                         const GpElement *step,
                         guint            depth)
{
  if (gp_element_has (step, GP_STEP_OUTPUT))
    return get_text_type (design, gp_element_get_id (step), GP_STEP_OUTPUT,
                          gp_element_get_text (step, GP_STEP_OUTPUT), depth);
  return get_raw_type (step);
}

GpExprType
gp_flow_get_item_type (GpDesign        *design,
                       const GpElement *step,
                       guint            depth)
{
  GpExprType list = get_text_type (design, gp_element_get_id (step), GP_STEP_IN,
                                   gp_element_get_text (step, GP_STEP_IN), depth);

  return gp_expr_type_get_item (&list);
}

static gboolean
find_output (GpDesign        *design,
             const GpElement *holder,
             GpProperty       property,
             guint            depth,
             GpExprType      *out)
{
  const GpElement *from;

  *out = gp_expr_type_new (GP_EXPR_TYPE_ANY);
  if (property == GP_STEP_OUTPUT)
    *out = get_raw_type (holder);
  else if (property == GP_STEP_EXPORT)
    *out = gp_flow_get_output_type (design, holder, depth);
  else if (property == GP_TRANSITION_WHEN)
    {
      from = gp_design_lookup (design, gp_element_get_ref (holder, GP_TRANSITION_FROM));
      if (from != NULL)
        *out = gp_flow_get_output_type (design, from, depth);
    }
  else
    return property == GP_FLOW_OUTPUT;
  return TRUE;
}

/* The payload of the one event that a step listens to. */
static GpExprType
get_event_type (const GpElement *step)
{
  gsize n = 0;
  const GpId *events = gp_element_get_refs (step, GP_STEP_LISTEN_EVENTS, &n);

  return n == 1 ? gp_expr_type_new_record (&events[0], 0) : gp_expr_type_new (GP_EXPR_TYPE_ANY);
}

static gboolean
is_loop (const GpElement *step)
{
  return gp_element_is (step, GP_STEP_TYPE, "for");
}

/* The variables of the loops around @holder. A loop itself sees them in its `while`. */
static gboolean
find_loop_variable (GpDesign        *design,
                    const GpElement *holder,
                    GpProperty       property,
                    const char      *name,
                    guint            depth,
                    GpExprType      *out)
{
  const GpElement *around = holder;

  if (property != GP_STEP_WHILE)
    around = gp_design_lookup (design, gp_element_get_parent (holder));
  for (; around != NULL; around = gp_design_lookup (design, gp_element_get_parent (around)))
    {
      if (gp_element_get_kind (around) != GP_KIND_STEP)
        break;
      if (g_strcmp0 (gp_element_get_text (around, GP_STEP_EACH), name) == 0)
        {
          *out = gp_flow_get_item_type (design, around, depth);
          return TRUE;
        }
      if (is_loop (around) && g_str_equal (name, "index"))
        {
          *out = gp_expr_type_new (GP_EXPR_TYPE_INT);
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
gp_flow_find_variable (GpDesign        *design,
                       const GpElement *holder,
                       GpProperty       property,
                       const char      *name,
                       guint            depth,
                       GpExprType      *out)
{
  GpKind kind = gp_element_get_kind (holder);

  if (find_loop_variable (design, holder, property, name, depth, out))
    return TRUE;
  if (g_str_equal (name, "output"))
    return find_output (design, holder, property, depth, out);
  if (g_str_equal (name, "event") && property == GP_STEP_WHERE
      && gp_element_is (holder, GP_STEP_TYPE, "listen"))
    {
      *out = get_event_type (holder);
      return TRUE;
    }
  if (!g_str_equal (name, "input") || (kind == GP_KIND_FLOW && property != GP_FLOW_OUTPUT))
    return FALSE;
  *out = gp_expr_type_new (GP_EXPR_TYPE_ANY);
  return TRUE;
}

void
gp_flow_list_variables (GpDesign        *design,
                        const GpElement *holder,
                        GPtrArray       *names)
{
  static const char *const always[] = { "input", "output", "event", "index" };

  for (gsize i = 0; i < G_N_ELEMENTS (always); i++)
    g_ptr_array_add (names, g_strdup (always[i]));
  for (const GpElement *around = holder; around != NULL;
       around = gp_design_lookup (design, gp_element_get_parent (around)))
    if (gp_element_get_kind (around) == GP_KIND_STEP && gp_element_has (around, GP_STEP_EACH))
      g_ptr_array_add (names, g_strdup (gp_element_get_text (around, GP_STEP_EACH)));
}

/* --- the steps before ------------------------------------------------------------------------- */

/* In a circle a step may come before itself: it is not listed for that. */
static void
add_earlier (GpDesign        *design,
             const GpElement *holder,
             const GpId      *id,
             GPtrArray       *ways)
{
  const GpElement *step = id != NULL ? gp_design_lookup_kind (design, id, GP_KIND_STEP) : NULL;

  if (step != NULL && step != holder && !g_ptr_array_find (ways, step, NULL))
    g_ptr_array_add (ways, (gpointer) step);
}

/* What leads to @step: by transitions, or, in a list without any, the step before it. */
static void
add_leading (GpDesign        *design,
             const GpElement *holder,
             const GpElement *step,
             GPtrArray       *ways)
{
  const GpId *parent = gp_element_get_parent (step);
  g_autoptr(GPtrArray) transitions = gp_design_list_children (design, parent, GP_KIND_TRANSITION);
  g_autoptr(GPtrArray) steps = gp_design_list_children (design, parent, GP_KIND_STEP);
  guint at;

  for (guint i = 0; i < transitions->len; i++)
    {
      const GpId *to = gp_element_get_ref (transitions->pdata[i], GP_TRANSITION_TO);

      if (to != NULL && gp_id_equal (to, gp_element_get_id (step)))
        add_earlier (design, holder, gp_element_get_ref (transitions->pdata[i], GP_TRANSITION_FROM),
                     ways);
    }
  if (transitions->len == 0 && g_ptr_array_find (steps, step, &at) && at > 0)
    add_earlier (design, holder, gp_element_get_id (steps->pdata[at - 1]), ways);
}

/* The steps on the ways to @holder, the nearest first: beside it, then beside what it lies in. */
static GPtrArray *
list_ways (GpDesign        *design,
           const GpElement *holder)
{
  GPtrArray *ways = g_ptr_array_new ();
  guint done = 0;

  if (gp_element_get_kind (holder) == GP_KIND_TRANSITION)
    {
      const GpId *from = gp_element_get_ref (holder, GP_TRANSITION_FROM);

      add_earlier (design, holder, from, ways);
    }
  for (const GpElement *around = holder; around != NULL;
       around = gp_design_lookup (design, gp_element_get_parent (around)))
    {
      if (gp_element_get_kind (around) == GP_KIND_STEP)
        add_leading (design, holder, around, ways);
      for (; done < ways->len; done++)
        add_leading (design, holder, ways->pdata[done], ways);
    }
  return ways;
}

static void
add_name (const GpElement *step,
          GHashTable      *listed,
          GPtrArray       *names)
{
  if (g_hash_table_add (listed, (gpointer) gp_element_get_id (step)))
    g_ptr_array_add (names, g_strdup (gp_element_get_name (step)));
}

/* All steps in @parent that are not listed yet. */
static void
add_inside (GpDesign   *design,
            const GpId *parent,
            GHashTable *listed,
            GPtrArray  *names)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_STEP)
      {
        add_name (child, listed, names);
        add_inside (design, gp_element_get_id (child), listed, names);
      }
}

void
gp_flow_list_steps (GpDesign        *design,
                    const GpId      *flow,
                    const GpElement *holder,
                    GPtrArray       *names)
{
  g_autoptr(GHashTable) listed = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GPtrArray) ways = list_ways (design, holder);

  for (guint i = ways->len; i > 0; i--)
    {
      add_name (ways->pdata[i - 1], listed, names);
      add_inside (design, gp_element_get_id (ways->pdata[i - 1]), listed, names);
    }
  add_inside (design, flow, listed, names);
}

/* --- members ---------------------------------------------------------------------------------- */

/* The text of the value @name of a set. */
static const char *
find_value (const GpElement *step,
            const char      *name)
{
  gsize n = 0;
  const char *const *texts = gp_element_get_texts (step, GP_STEP_WITH, &n);

  for (gsize i = 0; i + 1 < n; i += 2)
    if (g_str_equal (texts[i], name))
      return texts[i + 1];
  return NULL;
}

gboolean
gp_flow_find_member (GpDesign         *design,
                     const GpExprType *target,
                     const char       *name,
                     guint             depth,
                     GpExprType       *out)
{
  const GpElement *step = gp_design_lookup_kind (design, &target->element, GP_KIND_STEP);
  const char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].facet == target->facet && g_str_equal (members[i].name, name))
      {
        *out = members[i].kind == GP_EXPR_TYPE_MAP ? gp_expr_type_new_map (GP_EXPR_TYPE_STRING)
                                                   : gp_expr_type_new (members[i].kind);
        return TRUE;
      }
  if (target->facet == GP_FLOW_FACET_VALUES && step != NULL)
    text = find_value (step, name);
  if (text == NULL)
    return FALSE;
  *out = get_text_type (design, gp_element_get_id (step), GP_STEP_WITH, text, depth);
  return TRUE;
}

void
gp_flow_list_members (GpDesign         *design,
                      const GpExprType *target,
                      GPtrArray        *names)
{
  const GpElement *step = gp_design_lookup_kind (design, &target->element, GP_KIND_STEP);
  gsize n = 0;
  const char *const *texts;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].facet == target->facet)
      g_ptr_array_add (names, g_strdup (members[i].name));
  if (target->facet != GP_FLOW_FACET_VALUES || step == NULL)
    return;
  texts = gp_element_get_texts (step, GP_STEP_WITH, &n);
  for (gsize i = 0; i + 1 < n; i += 2)
    g_ptr_array_add (names, g_strdup (texts[i]));
}

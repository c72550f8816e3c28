/* gp-flow.c — a flow of a design, made ready to run
 * SPDX-License-Identifier: Apache-2.0
 *
 * Elements become steps and edges that point to one another, and every expression is parsed once.
 * What does not parse is a problem of the flow and leaves a NULL behind, which no run meets, since
 * a flow with such a problem does not run. */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-private.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-parser.h"
#include "gp-flow-types.h"

G_DEFINE_QUARK (gp-flow-error-quark, gp_flow_error)

/* As the choices of GP_STEP_TYPE and GP_TRANSITION_TYPE are called. */
static const char *const step_types[GP_FLOW_N_STEP_TYPES] = {
  "set",       "switch",      "for",         "fork",        "group",       "try",  "call_http",
  "data_read", "data_create", "data_update", "data_delete", "mail",        "function", "run_flow",
  "emit",      "listen",      "wait",        "raise",       "approve",     "code",
};
static const char *const edge_types[GP_FLOW_N_EDGE_TYPES] = {
  "next", "case", "else", "branch", "error",
};

static int
find_word (const char        *word,
           const char *const *words,
           gsize              n)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return (int) i;
  return 0;
}

static void
problem_free (gpointer data)
{
  GpFlowProblem *problem = data;

  g_free (problem->message);
  g_free (problem);
}

static void
edge_free (gpointer data)
{
  GpFlowEdge *edge = data;

  gp_element_unref (edge->element);
  g_clear_pointer (&edge->when, gp_expr_unref);
  g_free (edge);
}

static void
named_expr_clear (gpointer data)
{
  g_clear_pointer (&((GpFlowNamedExpr *) data)->expr, gp_expr_unref);
}

static void block_free (GpFlowBlock *self);

static void
step_free (gpointer data)
{
  GpFlowStep *self = data;
  GpExpr **const exprs[] = { &self->condition, &self->where, &self->in, &self->repeat,
                             &self->input, &self->output, &self->error_detail, &self->retry_when,
                             &self->idempotency_key };

  for (gsize i = 0; i < G_N_ELEMENTS (exprs); i++)
    g_clear_pointer (exprs[i], gp_expr_unref);
  g_array_unref (self->with);
  g_array_unref (self->keeps);
  g_ptr_array_unref (self->edges);
  g_clear_pointer (&self->body, block_free);
  gp_element_unref (self->element);
  g_free (self);
}

static void
block_free (GpFlowBlock *self)
{
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

void
gp_flow_add_problem (GpFlow          *self,
                     const char      *code,
                     const GpElement *element,
                     GpProperty       property,
                     gboolean         fatal,
                     const char      *format,
                     ...)
{
  GpFlowProblem *problem = g_new (GpFlowProblem, 1);
  va_list args;

  *problem = (GpFlowProblem) { .code = code, .element = *gp_element_get_id (element),
                               .property = property, .fatal = fatal };
  va_start (args, format);
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->problems, problem);
}

static GpExpr *
parse_text (GpFlow          *self,
            const GpElement *element,
            GpProperty       property,
            const char      *label,
            const char      *text)
{
  g_autoptr(GError) error = NULL;
  GpExpr *expr;

  if (text == NULL || *text == '\0')
    return NULL;
  expr = gp_expr_parse (text, -1, &error);
  if (expr == NULL)
    gp_flow_add_problem (self, "EXP801", element, property, TRUE,
                         _("“%s” of %s cannot be read: %s"), label, gp_element_get_name (element),
                         error->message);
  return expr;
}

static GpExpr *
parse (GpFlow          *self,
       const GpElement *element,
       GpProperty       property)
{
  return parse_text (self, element, property, _(gp_property_get_info (property)->label),
                     gp_element_get_text (element, property));
}

static GArray *
parse_named (GpFlow          *self,
             const GpElement *element,
             GpProperty       property)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (GpFlowNamedExpr));
  gsize n = 0;
  const char *const *texts = gp_element_get_texts (element, property, &n);

  g_array_set_clear_func (all, named_expr_clear);
  for (gsize i = 0; i + 1 < n; i += 2)
    {
      GpFlowNamedExpr one = { .name = texts[i],
                              .expr = parse_text (self, element, property, texts[i],
                                                  texts[i + 1]) };

      if (one.expr != NULL)
        g_array_append_val (all, one);
    }
  return all;
}

static gint64
parse_duration (GpFlow          *self,
                const GpElement *element,
                GpProperty       property)
{
  const char *text = gp_element_get_text (element, property);
  gint64 duration = -1;

  if (text != NULL && !gp_flow_duration_parse (text, &duration))
    gp_flow_add_problem (self, "FLW611", element, property, TRUE,
                         _("“%s” of %s is no length of time: write 30s, 5m, 2h or 1d"), text,
                         gp_element_get_name (element));
  return duration;
}

static GpFlowBlock *block_new (GpFlow *self, const GpElement *holder);

static GpFlowStep *
step_new (GpFlow            *self,
          const GpElement   *element,
          const GpFlowBlock *block)
{
  GpFlowStep *step = g_new0 (GpFlowStep, 1);

  step->element = gp_element_ref (element);
  step->name = gp_element_get_name (element);
  step->block = block;
  step->rank = block->steps->len;
  step->type = (GpFlowStepType) find_word (gp_element_get_text (element, GP_STEP_TYPE), step_types,
                                           G_N_ELEMENTS (step_types));
  step->edges = g_ptr_array_new_with_free_func (edge_free);
  step->condition = parse (self, element, GP_STEP_IF);
  step->where = parse (self, element, GP_STEP_WHERE);
  step->in = parse (self, element, GP_STEP_IN);
  step->repeat = parse (self, element, GP_STEP_WHILE);
  step->input = parse (self, element, GP_STEP_INPUT);
  step->output = parse (self, element, GP_STEP_OUTPUT);
  step->error_detail = parse (self, element, GP_STEP_ERROR_DETAIL);
  step->retry_when = parse (self, element, GP_STEP_RETRY_WHEN);
  step->idempotency_key = parse (self, element, GP_STEP_IDEMPOTENCY_KEY);
  step->with = parse_named (self, element, GP_STEP_WITH);
  step->keeps = parse_named (self, element, GP_STEP_EXPORT);
  step->duration = parse_duration (self, element, GP_STEP_DURATION);
  step->timeout = parse_duration (self, element, GP_STEP_TIMEOUT);
  step->retry_delay = parse_duration (self, element, GP_STEP_RETRY_DELAY);
  step->retry_jitter = parse_duration (self, element, GP_STEP_RETRY_JITTER);
  step->attempts = (guint) CLAMP (gp_element_get_int (element, GP_STEP_RETRY_ATTEMPTS), 0, 1000);
  g_hash_table_insert (self->steps, (gpointer) gp_element_get_id (step->element), step);
  step->body = block_new (self, element);
  if (step->body != NULL)
    step->body->holder = step;
  return step;
}

static void
add_edge (GpFlow          *self,
          GpFlowBlock     *block,
          const GpElement *element)
{
  const GpId *from = gp_element_get_ref (element, GP_TRANSITION_FROM);
  const GpId *to = gp_element_get_ref (element, GP_TRANSITION_TO);
  const GpFlowStep *start = from != NULL ? gp_flow_find_step (self, from) : NULL;
  GpFlowEdge *edge;

  if ((from != NULL && (start == NULL || start->block != block)) ||
      (to != NULL && (gp_flow_find_step (self, to) == NULL
                      || gp_flow_find_step (self, to)->block != block)))
    {
      gp_flow_add_problem (self, "FLW612", element, GP_N_PROPERTIES, TRUE,
                           _("A transition in %s leads out of its group: draw it to a step beside "
                             "the one it leaves"),
                           gp_element_get_name (self->element));
      return;
    }

  edge = g_new0 (GpFlowEdge, 1);
  edge->element = gp_element_ref (element);
  edge->type = (GpFlowEdgeType) find_word (gp_element_get_text (element, GP_TRANSITION_TYPE),
                                           edge_types, G_N_ELEMENTS (edge_types));
  edge->to = to != NULL ? gp_flow_find_step (self, to) : NULL;
  edge->when = parse (self, element, GP_TRANSITION_WHEN);
  g_ptr_array_add (start != NULL ? start->edges : block->entries, edge);
}

/* NULL where @holder has neither steps nor is the flow itself. */
static GpFlowBlock *
block_new (GpFlow          *self,
           const GpElement *holder)
{
  const GpId *id = gp_element_get_id (holder);
  g_autoptr(GPtrArray) steps = gp_design_list_children (self->design, id, GP_KIND_STEP);
  g_autoptr(GPtrArray) edges = gp_design_list_children (self->design, id, GP_KIND_TRANSITION);
  GpFlowBlock *block;

  if (steps->len == 0 && gp_element_get_kind (holder) != GP_KIND_FLOW)
    return NULL;

  block = g_new0 (GpFlowBlock, 1);
  block->steps = g_ptr_array_new_with_free_func (step_free);
  block->entries = g_ptr_array_new_with_free_func (edge_free);
  block->is_list = edges->len == 0;
  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (block->steps, step_new (self, steps->pdata[i], block));
  for (guint i = 0; i < edges->len; i++)
    add_edge (self, block, edges->pdata[i]);
  return block;
}

static void
find_types (GpFlow *self)
{
  GHashTableIter iter;
  gpointer step;

  g_hash_table_iter_init (&iter, self->steps);
  while (g_hash_table_iter_next (&iter, NULL, &step))
    {
      GpFlowStep *one = step;

      one->output_type = gp_flow_get_output_type (self->design, one->element, 0);
      one->item_type = gp_flow_get_item_type (self->design, one->element, 0);
    }
}

GpFlow *
gp_flow_new (GpDesign    *design,
             const GpId  *id,
             GError     **error)
{
  const GpElement *element;
  GpFlow *self;

  g_return_val_if_fail (GP_IS_DESIGN (design) && id != NULL, NULL);

  element = gp_design_lookup_kind (design, id, GP_KIND_FLOW);
  if (element == NULL)
    {
      g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_UNKNOWN, _("There is no such flow."));
      return NULL;
    }

  self = g_new0 (GpFlow, 1);
  g_atomic_ref_count_init (&self->count);
  self->design = g_object_ref (design);
  self->element = gp_element_ref (element);
  self->steps = g_hash_table_new (gp_id_hash, gp_id_equal);
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  self->output = parse (self, element, GP_FLOW_OUTPUT);
  self->trigger_when = parse (self, element, GP_FLOW_TRIGGER_WHEN);
  self->concurrency_key = parse (self, element, GP_FLOW_CONCURRENCY_KEY);
  self->idempotency_key = parse (self, element, GP_FLOW_IDEMPOTENCY_KEY);
  self->timeout = parse_duration (self, element, GP_FLOW_TIMEOUT);
  self->body = block_new (self, element);
  find_types (self);
  gp_flow_find_problems (self);
  return self;
}

GpFlow *
gp_flow_ref (GpFlow *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
gp_flow_unref (GpFlow *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;

  g_clear_pointer (&self->output, gp_expr_unref);
  g_clear_pointer (&self->trigger_when, gp_expr_unref);
  g_clear_pointer (&self->concurrency_key, gp_expr_unref);
  g_clear_pointer (&self->idempotency_key, gp_expr_unref);
  block_free (self->body);
  g_hash_table_unref (self->steps);
  g_ptr_array_unref (self->problems);
  gp_element_unref (self->element);
  g_object_unref (self->design);
  g_free (self);
}

GpDesign *
gp_flow_get_design (const GpFlow *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->design;
}

const GpElement *
gp_flow_get_element (const GpFlow *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->element;
}

char *
gp_flow_dup_http_path (const GpElement *flow)
{
  const char *path = gp_element_get_text (flow, GP_FLOW_HTTP_PATH);
  gsize length = 0;

  if (path != NULL)
    {
      path += strspn (path, "/");
      length = strlen (path);
      while (length > 0 && path[length - 1] == '/')
        length--;
    }

  return length > 0 ? g_strndup (path, length) : g_strdup (gp_element_get_name (flow));
}

GPtrArray *
gp_flow_get_problems (const GpFlow *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->problems;
}

gboolean
gp_flow_check (const GpFlow  *self,
               GError       **error)
{
  for (guint i = 0; i < self->problems->len; i++)
    {
      const GpFlowProblem *problem = self->problems->pdata[i];

      if (!problem->fatal)
        continue;
      g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_BROKEN, _("%s cannot run: %s."),
                   gp_element_get_name (self->element), problem->message);
      return FALSE;
    }
  return TRUE;
}

gboolean
gp_flow_is_before (const GpFlow *self)
{
  return gp_element_is (self->element, GP_FLOW_TRIGGER, "data")
         && gp_element_is (self->element, GP_FLOW_TRIGGER_PHASE, "before");
}

const GpFlowStep *
gp_flow_find_step (const GpFlow *self,
                   const GpId   *id)
{
  return g_hash_table_lookup (self->steps, id);
}

static const GpFlowStep *
find_in_block (const GpFlowBlock *block,
               const char        *name)
{
  for (guint i = 0; block != NULL && i < block->steps->len; i++)
    {
      const GpFlowStep *step = block->steps->pdata[i];
      const GpFlowStep *inside;

      if (g_str_equal (step->name, name))
        return step;
      inside = find_in_block (step->body, name);
      if (inside != NULL)
        return inside;
    }
  return NULL;
}

const GpElement *
gp_flow_find_around (GpDesign        *design,
                     const GpElement *element)
{
  while (element != NULL && gp_element_get_kind (element) != GP_KIND_FLOW)
    element = gp_element_get_kind (element) == GP_KIND_STEP
                || gp_element_get_kind (element) == GP_KIND_TRANSITION
                ? gp_design_lookup (design, gp_element_get_parent (element)) : NULL;
  return element;
}

const GpFlowStep *
gp_flow_find_name (const GpFlow *self,
                   const char   *name)
{
  return find_in_block (self->body, name);
}

const GpFlowStep *
gp_flow_block_first (const GpFlowBlock *self)
{
  if (self->is_list)
    return self->steps->len > 0 ? self->steps->pdata[0] : NULL;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const GpFlowEdge *edge = self->entries->pdata[i];

      if (edge->type == GP_FLOW_EDGE_NEXT)
        return edge->to;
    }
  return NULL;
}

const GpFlowStep *
gp_flow_block_after (const GpFlowBlock *self,
                     const GpFlowStep  *step)
{
  return self->is_list && step->rank + 1 < self->steps->len ? self->steps->pdata[step->rank + 1]
                                                            : NULL;
}

const GpFlowStep *
gp_flow_step_join (const GpFlowStep *step)
{
  for (guint i = 0; i < step->edges->len; i++)
    {
      const GpFlowEdge *edge = step->edges->pdata[i];

      if (edge->type == GP_FLOW_EDGE_NEXT)
        return edge->to;
    }
  return NULL;
}

const GpExpr *
gp_flow_step_find_with (const GpFlowStep *step,
                        const char       *name)
{
  for (guint i = 0; i < step->with->len; i++)
    if (g_str_equal (g_array_index (step->with, GpFlowNamedExpr, i).name, name))
      return g_array_index (step->with, GpFlowNamedExpr, i).expr;
  return NULL;
}

gboolean
gp_flow_step_has_edge (const GpFlowStep *step,
                       GpFlowEdgeType    type)
{
  for (guint i = 0; i < step->edges->len; i++)
    if (((GpFlowEdge *) step->edges->pdata[i])->type == type)
      return TRUE;
  return FALSE;
}

/* gp-access-remedy.c — the smallest changes that would turn a no into a yes
 * SPDX-License-Identifier: Apache-2.0
 *
 * To make an expression true (or false), a conjunction (or disjunction) needs all its failing
 * operands turned, a disjunction the cheapest one; what is neither is an atom and turned as a
 * whole. That is the cheapest clause of the disjunctive normal form, without building the form. */
#define G_LOG_DOMAIN "gp-access-remedy"
#include "config.h"
#include "gp-access-remedy.h"

#include <string.h>

/* A record is edited more easily than a person gets a role, and that more easily than who they
 * are. */
#define COST_RECORD 2
#define COST_ROLE   3
#define COST_USER   4
#define COST_FIELD  1

static void
change_free (gpointer data)
{
  GpAccessChange *change = data;

  g_free (change->path);
  if (change->current != NULL)
    gp_expr_value_unref (change->current);
  if (change->needed != NULL)
    gp_expr_value_unref (change->needed);
  g_free (change);
}

static void
remedy_free (gpointer data)
{
  GpAccessRemedy *remedy = data;

  g_ptr_array_unref (remedy->changes);
  g_free (remedy);
}

static GpAccessRemedy *
remedy_new (const GpAccessRule *rule)
{
  GpAccessRemedy *remedy = g_new0 (GpAccessRemedy, 1);

  remedy->rule = rule;
  remedy->changes = g_ptr_array_new_with_free_func (change_free);
  return remedy;
}

static GpAccessChange *
add_change (GpAccessRemedy     *self,
            GpAccessChangeKind  kind,
            guint               cost)
{
  GpAccessChange *change = g_new0 (GpAccessChange, 1);

  change->kind = kind;
  g_ptr_array_add (self->changes, change);
  self->cost += cost;
  return change;
}

static const char *
get_root (const GpExprNode *node)
{
  while (node->n_children > 0
         && (node->kind == GP_EXPR_NODE_SELECT || node->kind == GP_EXPR_NODE_INDEX
             || node->kind == GP_EXPR_NODE_METHOD))
    node = node->children[0];
  return node->kind == GP_EXPR_NODE_IDENT ? node->name : NULL;
}

static gboolean
is_of_record (const GpExprNode *node)
{
  const char *root = get_root (node);

  return root != NULL && (g_str_equal (root, "record") || g_str_equal (root, "new"));
}

static gboolean
mentions_record (const GpExprNode *node)
{
  if (node->kind == GP_EXPR_NODE_IDENT
      && (g_str_equal (node->name, "record") || g_str_equal (node->name, "new")))
    return TRUE;
  for (guint i = 0; i < node->n_children; i++)
    if (mentions_record (node->children[i]))
      return TRUE;
  return FALSE;
}

static GpExprValue *
ref_usable (const GpAccessTrace *trace)
{
  return trace->value != NULL ? gp_expr_value_ref (trace->value) : NULL;
}

/* record.status == 'open' would need the status 'open', or another one. */
static void
describe_equality (GpAccessChange      *change,
                   const GpAccessTrace *trace)
{
  const GpAccessTrace *left = trace->children->pdata[0];
  const GpAccessTrace *right = trace->children->pdata[1];
  gboolean on_right = !is_of_record (left->node) && is_of_record (right->node);
  const GpAccessTrace *moving = on_right ? right : left;
  const GpAccessTrace *fixed = on_right ? left : right;
  const char *text = gp_expr_get_text (change->condition->expr, NULL);

  change->path = g_strndup (text + moving->node->offset, moving->node->length);
  change->current = ref_usable (moving);
  if (fixed->value != NULL && !gp_expr_value_is_error (fixed->value))
    change->needed = gp_expr_value_ref (fixed->value);
  change->differs = (trace->node->kind == GP_EXPR_NODE_EQ) != change->wanted;
}

static void
describe_truth (GpAccessChange      *change,
                const GpAccessTrace *trace)
{
  const char *text = gp_expr_get_text (change->condition->expr, NULL);

  change->current = ref_usable (trace);
  if (get_root (trace->node) == NULL)
    return;
  change->path = g_strndup (text + trace->node->offset, trace->node->length);
  change->needed = gp_expr_value_new_bool (change->wanted);
}

static void
turn_atom (GpAccessRemedy          *self,
           const GpAccessCondition *condition,
           const GpAccessTrace     *trace,
           gboolean                 wanted)
{
  GpAccessChange *change = add_change (self, GP_ACCESS_CHANGE_VALUE,
                                       mentions_record (trace->node) ? COST_RECORD : COST_USER);

  change->condition = condition;
  change->node = trace->node;
  change->wanted = wanted;
  if (trace->node->kind == GP_EXPR_NODE_EQ || trace->node->kind == GP_EXPR_NODE_NE)
    describe_equality (change, trace);
  else
    describe_truth (change, trace);
}

static gboolean
is_settled (const GpAccessTrace *trace,
            gboolean             wanted)
{
  return trace->value != NULL && gp_expr_value_get_kind (trace->value) == GP_EXPR_VALUE_BOOL
         && gp_expr_value_get_bool (trace->value) == wanted;
}

static void turn (GpAccessRemedy *self, const GpAccessCondition *condition,
                  const GpAccessTrace *trace, gboolean wanted);

/* Takes over the changes of the cheaper one of two; both are consumed. */
static GpAccessRemedy *
take_cheaper (GpAccessRemedy *a,
              GpAccessRemedy *b)
{
  gboolean first = a != NULL && (b == NULL || a->cost <= b->cost);
  GpAccessRemedy *left_over = first ? b : a;

  if (left_over != NULL)
    remedy_free (left_over);
  return first ? a : b;
}

static void
absorb (GpAccessRemedy *self,
        GpAccessRemedy *other)
{
  self->cost += other->cost;
  g_ptr_array_extend_and_steal (self->changes, g_steal_pointer (&other->changes));
  g_free (other);
}

static GpAccessRemedy *
try_turn (const GpAccessCondition *condition,
          const GpAccessTrace     *trace,
          gboolean                 wanted)
{
  GpAccessRemedy *remedy = remedy_new (NULL);

  turn (remedy, condition, trace, wanted);
  return remedy;
}

/* One of the operands is enough. */
static void
turn_any (GpAccessRemedy          *self,
          const GpAccessCondition *condition,
          const GpAccessTrace     *trace,
          gboolean                 wanted)
{
  GpAccessRemedy *best = NULL;

  for (guint i = 0; i < trace->children->len; i++)
    best = take_cheaper (best, try_turn (condition, trace->children->pdata[i], wanted));
  absorb (self, best);
}

static void
turn_conditional (GpAccessRemedy          *self,
                  const GpAccessCondition *condition,
                  const GpAccessTrace     *trace,
                  gboolean                 wanted)
{
  GpAccessRemedy *ways[2];

  for (guint i = 0; i < 2; i++)
    {
      ways[i] = try_turn (condition, trace->children->pdata[0], i == 0);
      turn (ways[i], condition, trace->children->pdata[i + 1], wanted);
    }
  absorb (self, take_cheaper (ways[0], ways[1]));
}

static void
turn (GpAccessRemedy          *self,
      const GpAccessCondition *condition,
      const GpAccessTrace     *trace,
      gboolean                 wanted)
{
  GpExprNodeKind kind = trace->node->kind;

  if (is_settled (trace, wanted))
    return;
  if (kind == GP_EXPR_NODE_NOT)
    turn (self, condition, trace->children->pdata[0], !wanted);
  else if (kind == GP_EXPR_NODE_CONDITIONAL)
    turn_conditional (self, condition, trace, wanted);
  else if (kind != GP_EXPR_NODE_AND && kind != GP_EXPR_NODE_OR)
    turn_atom (self, condition, trace, wanted);
  else if ((kind == GP_EXPR_NODE_AND) == wanted)
    for (guint i = 0; i < trace->children->len; i++)
      turn (self, condition, trace->children->pdata[i], wanted);
  else
    turn_any (self, condition, trace, wanted);
}

/* A preset that comes to nothing fails whatever is written. */
static gboolean
has_no_value (const GpAccessPart *part)
{
  return part->kind == GP_ACCESS_PART_PRESET && gp_expr_value_is_error (part->value);
}

static gboolean
cannot_be_turned (const GpAccessPart *part)
{
  return part->condition != NULL && part->condition->problem != NULL;
}

static void
turn_part (GpAccessRemedy     *self,
           const GpAccessPart *part)
{
  GpAccessChange *change;

  switch (part->kind)
    {
    case GP_ACCESS_PART_FIELD:
      change = add_change (self, GP_ACCESS_CHANGE_FIELD, COST_FIELD);
      change->field = part->field;
      break;
    case GP_ACCESS_PART_PRESET:
      change = add_change (self, GP_ACCESS_CHANGE_PRESET, COST_FIELD);
      change->field = part->field;
      change->needed = gp_expr_value_ref (part->value);
      break;
    case GP_ACCESS_PART_TENANT:
    case GP_ACCESS_PART_CONDITION:
    case GP_ACCESS_PART_NEW_TENANT:
    case GP_ACCESS_PART_CHECK:
    default:
      turn (self, part->condition, part->trace, TRUE);
    }
}

/* What has to turn for a forbid to let go: its condition false, or its check met. */
static GpAccessRemedy *
escape (const GpAccessRuling *ruling)
{
  GpAccessRemedy *best = NULL;

  for (guint i = 0; i < ruling->parts->len; i++)
    {
      const GpAccessPart *part = ruling->parts->pdata[i];

      if (!cannot_be_turned (part) && part->trace != NULL)
        best = take_cheaper (best, try_turn (part->condition, part->trace,
                                             part->kind == GP_ACCESS_PART_CHECK));
    }
  return best;
}

/* FALSE where nothing could be changed to make it so. */
static gboolean
escape_forbids (GpAccessRemedy         *self,
                const GpAccessDecision *decision)
{
  for (guint i = 0; i < decision->rulings->len; i++)
    {
      const GpAccessRuling *ruling = decision->rulings->pdata[i];
      GpAccessRemedy *way;

      if (!ruling->rule->forbid || !ruling->is_meant || ruling->outcome == GP_ACCESS_FAILS)
        continue;
      way = escape (ruling);
      if (way == NULL)
        return FALSE;
      absorb (self, way);
    }
  return TRUE;
}

static void
ask_for_role (GpAccessRemedy       *self,
              const GpAccessRule   *rule,
              const GpAccessCaller *caller,
              GpDesign             *design)
{
  const GpElement *role = gp_design_lookup_kind (design, &rule->role, GP_KIND_ROLE);

  if (!gp_access_caller_is_signed_in (caller))
    add_change (self, GP_ACCESS_CHANGE_SIGN_IN, COST_ROLE);
  if (!gp_element_is (role, GP_ROLE_MEMBERSHIP, "signed_in"))
    add_change (self, GP_ACCESS_CHANGE_ROLE, COST_ROLE)->role = rule->role;
}

static gboolean
asks_to_sign_in (const GpAccessRemedy *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    if (((const GpAccessChange *) self->changes->pdata[i])->kind == GP_ACCESS_CHANGE_SIGN_IN)
      return TRUE;
  return FALSE;
}

static GpAccessRemedy *
find_remedy (const GpAccessDecision *decision,
             const GpAccessRuling   *ruling,
             const GpAccessCaller   *caller)
{
  GpDesign *design = gp_access_get_design (decision->access);
  GpAccessRemedy *remedy = remedy_new (ruling->rule);

  if (!ruling->is_meant)
    ask_for_role (remedy, ruling->rule, caller, design);
  for (guint i = 0; i < ruling->parts->len; i++)
    {
      const GpAccessPart *part = ruling->parts->pdata[i];

      if (part->outcome == GP_ACCESS_HOLDS)
        continue;
      if (cannot_be_turned (part)
          || (has_no_value (part) && gp_access_caller_is_signed_in (caller)))
        {
          remedy_free (remedy);
          return NULL;
        }
      if (!has_no_value (part))
        turn_part (remedy, part);
      else if (!asks_to_sign_in (remedy))
        add_change (remedy, GP_ACCESS_CHANGE_SIGN_IN, COST_ROLE);
    }
  if (escape_forbids (remedy, decision))
    return remedy;
  remedy_free (remedy);
  return NULL;
}

static int
compare_remedies (gconstpointer a,
                  gconstpointer b)
{
  const GpAccessRemedy *left = *(const GpAccessRemedy *const *) a;
  const GpAccessRemedy *right = *(const GpAccessRemedy *const *) b;

  return left->cost < right->cost ? -1 : left->cost > right->cost;
}

GPtrArray *
gp_access_find_remedies (const GpAccessDecision *decision,
                         const GpAccessCaller   *caller)
{
  GPtrArray *remedies = g_ptr_array_new_with_free_func (remedy_free);

  if (decision->verdict == GP_ACCESS_GRANTED)
    return remedies;

  for (guint i = 0; i < decision->rulings->len; i++)
    {
      const GpAccessRuling *ruling = decision->rulings->pdata[i];
      GpAccessRemedy *remedy;

      if (ruling->rule->forbid
          || gp_design_lookup_kind (gp_access_get_design (decision->access), &ruling->rule->role,
                                    GP_KIND_ROLE) == NULL)
        continue;
      remedy = find_remedy (decision, ruling, caller);
      if (remedy != NULL && remedy->changes->len > 0)
        g_ptr_array_add (remedies, remedy);
      else if (remedy != NULL)
        remedy_free (remedy);
    }
  g_ptr_array_sort (remedies, compare_remedies);
  return remedies;
}

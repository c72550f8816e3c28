/* gp-access-decide.c — may they, and why
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every rule that is about the action is ruled on by itself, part by part; the verdict follows from
 * the rulings alone. A part is judged only where the parts before it hold, unless the question asks
 * for explanations. */
#define G_LOG_DOMAIN "gp-access-decide"
#include "config.h"
#include "gp-access-decide.h"

#include "gp-expr-eval.h"

typedef struct
{
  const GpAccess         *access;
  const GpAccessQuestion *question;
  const GpAccessRecord   *record;     /* as the rule's expressions see them */
  const GpAccessRecord   *new_record;
  GPtrArray              *values;     /* by node id, while something is traced */
} Judge;

static GpExprValue *
make_time (gint64 now)
{
  gint64 seconds = now / G_USEC_PER_SEC;
  gint64 rest = now % G_USEC_PER_SEC;

  if (rest < 0)
    {
      seconds--;
      rest += G_USEC_PER_SEC;
    }
  return gp_expr_value_new_timestamp (seconds, (gint32) rest * 1000);
}

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  const Judge *self = user_data;
  const GpAccessQuestion *question = self->question;

  if (g_str_equal (name, "record"))
    return self->record != NULL ? gp_access_record_to_value (self->record) : NULL;
  if (g_str_equal (name, "new"))
    return self->new_record != NULL ? gp_access_record_to_value (self->new_record) : NULL;
  if (g_str_equal (name, "user"))
    return gp_expr_value_ref (gp_access_caller_get_user (question->caller));
  if (g_str_equal (name, "now"))
    return make_time (question->now);
  if (g_str_equal (name, "request"))
    return gp_expr_value_new_object (
      "action", gp_expr_value_new_string (question->action, -1),
      "ip", question->ip != NULL ? gp_expr_value_new_string (question->ip, -1) : NULL,
      "time", make_time (question->now), NULL);
  return NULL;
}

static void
trace_free (gpointer data)
{
  GpAccessTrace *trace = data;

  if (trace == NULL)
    return;
  if (trace->value != NULL)
    gp_expr_value_unref (trace->value);
  g_ptr_array_unref (trace->children);
  g_free (trace);
}

/* What evaluation passed over is looked at by itself, but for the insides of macros. */
static GpAccessTrace *
trace_node (Judge            *self,
            const GpExprNode *node,
            gboolean          inside)
{
  GpExprEnv env = { .lookup = lookup, .user_data = self };
  GpAccessTrace *trace = g_new0 (GpAccessTrace, 1);
  gboolean is_macro = gp_expr_node_kind_get_macro (node->kind) != NULL
                      && node->kind != GP_EXPR_NODE_HAS;

  trace->node = node;
  trace->children = g_ptr_array_new_with_free_func (trace_free);
  if (!inside)
    trace->value = self->values->pdata[node->id] != NULL
                     ? gp_expr_value_ref (self->values->pdata[node->id])
                     : gp_expr_eval_node (node, &env);
  for (guint i = 0; i < node->n_children; i++)
    g_ptr_array_add (trace->children,
                     trace_node (self, node->children[i], inside || (is_macro && i > 0)));
  return trace;
}

static void
recorded_cb (const GpExprNode  *node,
             const GpExprValue *value,
             gpointer           user_data)
{
  Judge *self = user_data;
  GpExprValue **place = (GpExprValue **) &self->values->pdata[node->id];

  if (*place != NULL)
    gp_expr_value_unref (*place);
  *place = gp_expr_value_ref (value);
}

static void
unref_value (gpointer value)
{
  if (value != NULL)
    gp_expr_value_unref (value);
}

static void
part_free (gpointer data)
{
  GpAccessPart *part = data;

  unref_value (part->value);
  trace_free (part->trace);
  g_free (part);
}

static void
ruling_free (gpointer data)
{
  GpAccessRuling *ruling = data;

  g_ptr_array_unref (ruling->parts);
  g_free (ruling);
}

/* (transfer full): an expression that cannot be used is an error. */
static GpExprValue *
evaluate (Judge                   *self,
          const GpAccessCondition *condition,
          GpAccessTrace          **out_trace)
{
  gboolean explain = self->question->explain;
  GpExprEnv env = { .lookup = lookup, .recorded = explain ? recorded_cb : NULL,
                    .user_data = self };
  GpExprValue *value;

  if (condition->problem != NULL)
    return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE, "%s", condition->problem->message);
  if (!explain)
    return gp_expr_eval (condition->expr, &env);

  self->values = g_ptr_array_new_with_free_func (unref_value);
  g_ptr_array_set_size (self->values, (int) gp_expr_get_n_nodes (condition->expr));
  value = gp_expr_eval (condition->expr, &env);
  if (out_trace != NULL)
    *out_trace = trace_node (self, gp_expr_get_root (condition->expr), FALSE);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  return value;
}

static gboolean
has_nothing_to_judge (const Judge *self)
{
  return g_str_equal (self->question->action, "create") ? self->new_record == NULL
                                                        : self->record == NULL;
}

static GpAccessPart *
add_part (GpAccessRuling          *ruling,
          GpAccessPartKind         kind,
          const GpAccessCondition *condition,
          GpAccessOutcome          outcome)
{
  GpAccessPart *part = g_new0 (GpAccessPart, 1);

  part->kind = kind;
  part->condition = condition;
  part->outcome = outcome;
  g_ptr_array_add (ruling->parts, part);
  if (outcome == GP_ACCESS_FAILS || ruling->outcome == GP_ACCESS_HOLDS)
    ruling->outcome = outcome;
  return part;
}

/* Whether @ruling needs no further parts to be known. */
static gboolean
is_settled (const Judge          *self,
            const GpAccessRuling *ruling)
{
  return ruling->outcome == GP_ACCESS_FAILS && !self->question->explain;
}

/* A condition that must be true; of a forbid, one that must not be false. */
static void
judge_condition (Judge                   *self,
                 GpAccessRuling          *ruling,
                 GpAccessPartKind         kind,
                 const GpAccessCondition *condition)
{
  GpAccessTrace *trace = NULL;
  GpExprValue *value;
  GpAccessOutcome outcome;
  GpAccessPart *part;

  if (condition == NULL || is_settled (self, ruling))
    return;

  value = evaluate (self, condition, &trace);
  if (gp_expr_value_is_error (value) && condition->problem == NULL && has_nothing_to_judge (self))
    outcome = GP_ACCESS_UNKNOWN;
  else if (!ruling->rule->forbid)
    outcome = gp_expr_value_is_true (value) ? GP_ACCESS_HOLDS : GP_ACCESS_FAILS;
  else if (kind == GP_ACCESS_PART_CHECK)
    outcome = gp_expr_value_is_true (value) ? GP_ACCESS_FAILS : GP_ACCESS_HOLDS;
  else
    outcome = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_BOOL
              && !gp_expr_value_get_bool (value) ? GP_ACCESS_FAILS : GP_ACCESS_HOLDS;

  part = add_part (ruling, kind, condition, outcome);
  part->value = value;
  part->trace = trace;
}

static gboolean
is_written (const GpAccessQuestion *question,
            const GpId             *field)
{
  for (guint i = 0; question->written != NULL && i < question->written->len; i++)
    if (gp_id_equal (&g_array_index (question->written, GpId, i), field))
      return TRUE;
  return FALSE;
}

static void
judge_fields (Judge          *self,
              GpAccessRuling *ruling)
{
  const GArray *written = self->question->written;

  for (guint i = 0; written != NULL && i < written->len; i++)
    {
      const GpId *field = &g_array_index (written, GpId, i);

      if (!gp_access_rule_has_field (ruling->rule, field))
        add_part (ruling, GP_ACCESS_PART_FIELD, NULL, GP_ACCESS_FAILS)->field = *field;
    }
}

/* Sets what is not written in a copy of the new record; (transfer full). */
static GpAccessRecord *
judge_presets (Judge          *self,
               GpAccessRuling *ruling)
{
  GpAccessRecord *result = gp_access_record_copy (self->new_record);

  for (guint i = 0; i < ruling->rule->presets->len; i++)
    {
      const GpAccessPreset *preset = ruling->rule->presets->pdata[i];
      GpAccessTrace *trace = NULL;
      g_autoptr(GpExprValue) value = evaluate (self, preset->value, &trace);
      gboolean fits = !gp_id_is_nil (&preset->field) && !gp_expr_value_is_error (value);
      GpAccessPart *part;

      if (fits && is_written (self->question, &preset->field))
        fits = gp_expr_value_equal (gp_access_record_get (self->new_record, &preset->field), value);
      else if (fits)
        gp_access_record_set (result, &preset->field, gp_expr_value_ref (value));
      part = add_part (ruling, GP_ACCESS_PART_PRESET, preset->value,
                       fits ? GP_ACCESS_HOLDS : GP_ACCESS_FAILS);
      part->field = preset->field;
      part->value = g_steal_pointer (&value);
      part->trace = trace;
    }
  return result;
}

/* A forbid with fields is about these: of writes where one is written, never of whole records. */
static gboolean
forbid_applies (const Judge        *self,
                const GpAccessRule *rule)
{
  const GArray *written = self->question->written;

  if (rule->fields_mode == GP_ACCESS_FIELDS_ALL
      || g_str_equal (self->question->action, "read"))
    return TRUE;
  for (guint i = 0; written != NULL && i < written->len; i++)
    if (gp_access_rule_has_field (rule, &g_array_index (written, GpId, i)))
      return TRUE;
  return FALSE;
}

/* @out_result: (transfer full): the record with the rule's presets, for writes. */
static GpAccessRuling *
rule_on (Judge               *self,
         const GpAccessRule  *rule,
         GpAccessRecord     **out_result)
{
  GpAccessRuling *ruling = g_new0 (GpAccessRuling, 1);
  gboolean writes = gp_access_action_writes (self->question->action);
  gboolean creates = g_str_equal (self->question->action, "create");
  const GpAccessRecord *before = self->new_record;
  const GpAccessRecord *stored = self->record;

  ruling->rule = rule;
  ruling->is_meant = gp_access_caller_is_meant (self->question->caller, rule);
  ruling->outcome = GP_ACCESS_HOLDS;
  ruling->parts = g_ptr_array_new_with_free_func (part_free);

  if (rule->forbid && !forbid_applies (self, rule))
    ruling->outcome = GP_ACCESS_FAILS;
  if (writes && !rule->forbid)
    judge_fields (self, ruling);
  if (writes && !rule->forbid && self->new_record != NULL && !is_settled (self, ruling))
    *out_result = judge_presets (self, ruling);
  if (*out_result != NULL)
    self->new_record = *out_result;
  if (creates)
    self->record = self->new_record;

  if (!creates)
    judge_condition (self, ruling, GP_ACCESS_PART_TENANT, rule->tenant);
  judge_condition (self, ruling, GP_ACCESS_PART_CONDITION, rule->condition);
  if (writes)
    {
      judge_condition (self, ruling, GP_ACCESS_PART_NEW_TENANT, rule->new_tenant);
      judge_condition (self, ruling, GP_ACCESS_PART_CHECK, rule->check);
    }
  self->new_record = before;
  self->record = stored;
  return ruling;
}

static void
add_fields (GpAccessDecision   *self,
            const GpAccessRule *rule,
            gboolean            take_away)
{
  GpDesign *design = gp_access_get_design (self->access);
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, &rule->subject, GP_KIND_FIELD);

  if (self->fields == NULL)
    self->fields = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpId *field = gp_element_get_id (fields->pdata[i]);

      if (!gp_access_rule_has_field (rule, field))
        continue;
      if (take_away)
        g_hash_table_remove (self->fields, field);
      else
        g_hash_table_add (self->fields, g_memdup2 (field, sizeof *field));
    }
}

/* NULL stands for all fields as long as no rule leaves one out. */
static void
settle_fields (GpAccessDecision *self)
{
  gboolean all = FALSE;
  gboolean any_less = FALSE;

  for (guint i = 0; i < self->rulings->len; i++)
    {
      const GpAccessRuling *ruling = self->rulings->pdata[i];
      gboolean holds = ruling->is_meant && ruling->outcome != GP_ACCESS_FAILS;
      gboolean is_whole = ruling->rule->fields_mode == GP_ACCESS_FIELDS_ALL;

      all = all || (holds && !ruling->rule->forbid && is_whole);
      any_less = any_less || (holds && ruling->rule->forbid && !is_whole);
    }
  if (all && !any_less)
    return;

  self->fields = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->rulings->len; i++)
      {
        const GpAccessRuling *ruling = self->rulings->pdata[i];

        if (ruling->is_meant && ruling->outcome != GP_ACCESS_FAILS
            && ruling->rule->forbid == (pass == 1)
            && (pass == 0 || ruling->rule->fields_mode != GP_ACCESS_FIELDS_ALL))
          add_fields (self, ruling->rule, pass == 1);
      }
}

static void
find_missing (GpAccessDecision       *self,
              const GpAccessQuestion *question)
{
  for (guint i = 0; question->wanted != NULL && i < question->wanted->len; i++)
    {
      const GpId *field = &g_array_index (question->wanted, GpId, i);

      if (!gp_access_decision_has_field (self, field))
        g_array_append_val (self->missing, *field);
    }
  if (self->missing->len > 0 && self->verdict != GP_ACCESS_FORBIDDEN)
    self->verdict = GP_ACCESS_DENIED;
}

/* Whether a forbid is about the whole record: those with fields only hide them from readers. */
static gboolean
forbids_all (const GpAccessQuestion *question,
             const GpAccessRule     *rule)
{
  return rule->fields_mode == GP_ACCESS_FIELDS_ALL || !g_str_equal (question->action, "read");
}

static void
settle (GpAccessDecision       *self,
        const GpAccessQuestion *question)
{
  gboolean forbidden = FALSE, granted = FALSE, unsure = FALSE, maybe = FALSE;

  for (guint i = 0; i < self->rulings->len; i++)
    {
      GpAccessRuling *ruling = self->rulings->pdata[i];
      const GpAccessRule *rule = ruling->rule;

      if (!ruling->is_meant || ruling->outcome == GP_ACCESS_FAILS
          || (rule->forbid && !forbids_all (question, rule)))
        continue;
      if (rule->forbid && ruling->outcome == GP_ACCESS_HOLDS)
        forbidden = TRUE;
      else if (rule->forbid)
        unsure = TRUE;
      else if (ruling->outcome == GP_ACCESS_HOLDS)
        granted = TRUE;
      else
        maybe = TRUE;
    }

  if (forbidden)
    self->verdict = GP_ACCESS_FORBIDDEN;
  else if (granted && !unsure)
    self->verdict = GP_ACCESS_GRANTED;
  else if (granted || maybe)
    self->verdict = GP_ACCESS_DEPENDS;

  for (guint i = 0; i < self->rulings->len; i++)
    {
      GpAccessRuling *ruling = self->rulings->pdata[i];

      if (ruling->is_meant && ruling->outcome == GP_ACCESS_HOLDS
          && ruling->rule->forbid == forbidden
          && (!forbidden || forbids_all (question, ruling->rule)))
        g_ptr_array_add (self->deciding, ruling);
    }
}

GpAccessDecision *
gp_access_decide (const GpAccess         *self,
                  const GpAccessQuestion *question)
{
  GpAccessDecision *decision = g_new0 (GpAccessDecision, 1);
  const GPtrArray *rules = gp_access_peek_rules (self, question->subject);
  Judge judge = { .access = self, .question = question, .record = question->record,
                  .new_record = question->new_record };

  g_return_val_if_fail (question->caller != NULL && question->action != NULL, NULL);

  decision->access = gp_access_ref (self);
  decision->rulings = g_ptr_array_new_with_free_func (ruling_free);
  decision->deciding = g_ptr_array_new ();
  decision->missing = g_array_new (FALSE, FALSE, sizeof (GpId));
  if (g_str_equal (question->action, "update") && judge.new_record == NULL)
    judge.new_record = question->record;

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const GpAccessRule *rule = rules->pdata[i];
      g_autoptr(GpAccessRecord) result = NULL;
      GpAccessRuling *ruling;

      if (!gp_access_rule_is_about (rule, question->action)
          || (!question->explain && !gp_access_caller_is_meant (question->caller, rule)))
        continue;
      ruling = rule_on (&judge, rule, &result);
      g_ptr_array_add (decision->rulings, ruling);
      if (decision->result == NULL && result != NULL && ruling->is_meant
          && ruling->outcome == GP_ACCESS_HOLDS)
        decision->result = g_steal_pointer (&result);
    }

  settle (decision, question);
  settle_fields (decision);
  find_missing (decision, question);
  return decision;
}

void
gp_access_decision_free (GpAccessDecision *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->deciding);
  g_ptr_array_unref (self->rulings);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_array_unref (self->missing);
  gp_access_record_unref (self->result);
  gp_access_unref (self->access);
  g_free (self);
}

gboolean
gp_access_decision_has_field (const GpAccessDecision *self,
                              const GpId             *field)
{
  return self->fields == NULL || g_hash_table_contains (self->fields, field);
}

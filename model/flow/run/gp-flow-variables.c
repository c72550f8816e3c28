/* gp-flow-variables.c — what the expressions of a run see
 * SPDX-License-Identifier: Apache-2.0
 *
 * A run keeps JSON values. Where the design says that one is a record of an entity, expressions see
 * it as such: its times are times, and it leads to the records around it, which the world finds.
 * This happens when a name is reached, so that what nobody asks for costs nothing.
 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-run-private.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-time.h"

/** View: what one evaluation sees. */
typedef struct
{
  GpFlowRun *run;
  const GpFlowFrame *frame;
  const GpExprValue *output;    /* the variable of that name; NULL: there is none */
  const GpExprValue *event;     /* of a listen: the payload */
} View;

/* A record class must own what it points to; a view outlives the evaluation that uses it. */
static GpExprValue *get_trigger_member (gpointer record, const char *name);
static GpExprValue *get_steps_member (gpointer record, const char *name);

static const GpExprRecordClass trigger_class = { get_trigger_member, NULL, NULL };
static const GpExprRecordClass steps_class = { get_steps_member, NULL, NULL };

static GpExprValue *
to_record (GpFlowRun         *run,
           const GpId        *entity,
           const GpExprValue *map)
{
  g_autofree char *json = NULL;
  g_autoptr(GpAccessRecord) record = NULL;
  g_autoptr(GError) error = NULL;

  if (run->world == NULL || gp_expr_value_get_kind (map) != GP_EXPR_VALUE_MAP)
    return gp_expr_value_ref (map);
  json = gp_expr_value_to_json (map);
  record = gp_access_record_from_json (run->world, entity, json, &error);
  if (record == NULL)
    return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE, "%s", error->message);
  return gp_access_record_to_value (record);
}

/* @value as the design says it is. */
static GpExprValue *
present (GpFlowRun         *run,
         const GpExprType  *type,
         const GpExprValue *value)
{
  const GpElement *owner = gp_design_lookup (run->flow->design, &type->element);
  gboolean is_list = type->kind == GP_EXPR_TYPE_LIST;
  g_autoptr(GPtrArray) items = NULL;

  if (owner == NULL || gp_element_get_kind (owner) != GP_KIND_ENTITY || type->facet != 0 ||
      (!is_list && type->kind != GP_EXPR_TYPE_RECORD))
    return gp_expr_value_ref (value);
  if (!is_list)
    return to_record (run, &type->element, value);
  if (gp_expr_value_get_kind (value) != GP_EXPR_VALUE_LIST)
    return gp_expr_value_ref (value);

  items = gp_flow_values_new ();
  for (gsize i = 0; i < gp_expr_value_get_size (value); i++)
    g_ptr_array_add (items, to_record (run, &type->element, gp_expr_value_get_item (value, i)));
  return gp_flow_value_list (items);
}

static GpExprValue *
from_time (gint64 time)
{
  gint64 seconds = time / GP_FLOW_SECOND - (time % GP_FLOW_SECOND < 0 ? 1 : 0);

  return gp_expr_value_new_timestamp (seconds, (gint32) ((time - seconds * GP_FLOW_SECOND) * 1000));
}

static GpExprValue *
get_trigger_member (gpointer    record,
                    const char *name)
{
  const View *view = record;
  GpFlowRun *run = view->run;
  GpExprValue *value = gp_flow_value_get (run->trigger, name);
  const GpId *entity = gp_element_get_ref (run->flow->element, GP_FLOW_TRIGGER_ENTITY);

  if (value == NULL)
    return NULL;
  if ((g_str_equal (name, "record") || g_str_equal (name, "old")) && entity != NULL)
    return to_record (run, entity, value);
  if (g_str_equal (name, "time") && gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING)
    return gp_expr_timestamp_from_text (gp_expr_value_get_string (value, NULL));
  return gp_expr_value_ref (value);
}

static GpExprValue *
get_steps_member (gpointer    record,
                  const char *name)
{
  const View *view = record;
  GpFlowRun *run = view->run;
  const GpFlowStep *step = gp_flow_find_name (run->flow, name);
  GpExprValue *kept = step != NULL ? g_hash_table_lookup (run->outputs, step) : NULL;

  if (step == NULL)
    return NULL;
  if (kept == NULL)
    return gp_expr_value_new_error (GP_EXPR_ERROR_NAME,
                                    N_("The step “%s” has not been run yet."), name);

  return gp_flow_value_with (kept, "output", present (run, &step->output_type,
                                                      gp_flow_value_get (kept, "output")));
}

static GpExprValue *
find_error (const View *view)
{
  for (const GpFlowFrame *frame = view->frame; frame != NULL;
       frame = gp_flow_run_find_frame (view->run, frame->parent))
    if (frame->error != NULL)
      return gp_expr_value_ref (frame->error);
  return NULL;
}

/* The item of a loop around the frame, or the number of the innermost. */
static GpExprValue *
find_loop_variable (const View *view,
                    const char *name)
{
  GpFlowRun *run = view->run;

  for (const GpFlowFrame *frame = view->frame; frame != NULL;
       frame = gp_flow_run_find_frame (run, frame->parent))
    {
      const GpFlowStep *loop = frame->is_turn ? frame->block->holder : NULL;

      if (loop == NULL)
        continue;
      if (g_strcmp0 (gp_element_get_text (loop->element, GP_STEP_EACH), name) == 0)
        return present (run, &loop->item_type, frame->item);
      if (g_str_equal (name, GP_FLOW_INDEX))
        return gp_expr_value_new_int (frame->number);
    }
  return NULL;
}

/* The change that starts a flow: what was stored, and what is going to be. */
static GpExprValue *
find_change (const View *view,
             const char *name)
{
  const char *change = gp_flow_value_get_text (view->run->trigger, "change");
  gboolean is_new = g_str_equal (name, "new");
  const char *member = is_new || g_strcmp0 (change, "deleted") == 0 ? "record" : "old";
  GpExprValue *value;

  if (view->frame != NULL)
    return NULL;
  if ((is_new && g_strcmp0 (change, "deleted") == 0) ||
      (!is_new && g_strcmp0 (change, "created") == 0))
    return gp_expr_value_new_null ();

  value = get_trigger_member ((gpointer) view, member);
  return value != NULL ? value : gp_expr_value_new_null ();
}

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  View *view = user_data;
  GpFlowRun *run = view->run;

  if (g_str_equal (name, "trigger"))
    return gp_expr_value_new_record (&trigger_class, view);
  if (g_str_equal (name, "steps"))
    return gp_expr_value_new_record (&steps_class, view);
  if (g_str_equal (name, "vars"))
    return gp_expr_value_ref (run->vars);
  if (g_str_equal (name, "now"))
    return from_time (run->now);
  if (g_str_equal (name, "error"))
    return find_error (view);
  if (g_str_equal (name, "record") || g_str_equal (name, "new"))
    return find_change (view, name);
  if (g_str_equal (name, "user"))
    {
      GpExprValue *user = gp_flow_value_get (run->trigger, "user");

      return user != NULL ? gp_expr_value_ref (user) : NULL;
    }
  if (g_str_equal (name, "output") && view->output != NULL)
    return gp_expr_value_ref (view->output);
  if (g_str_equal (name, "event") && view->event != NULL)
    return gp_expr_value_ref (view->event);
  if (g_str_equal (name, "input") && view->frame != NULL)
    return gp_expr_value_ref (view->frame->input != NULL ? view->frame->input
                                                         : view->frame->data);
  return find_loop_variable (view, name);
}

static GpExprValue *
evaluate (const GpExpr *expr,
          View         *view)
{
  const GpExprEnv env = { .lookup = lookup, .user_data = view };
  g_autoptr(GpExprValue) value = gp_expr_eval (expr, &env);

  /* `trigger` and `steps` as a whole point into this call. */
  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_RECORD
      && gp_expr_value_get_record (value, &trigger_class) != NULL)
    return gp_expr_value_ref (view->run->trigger);
  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_RECORD
      && gp_expr_value_get_record (value, &steps_class) != NULL)
    return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE,
                                    N_("Name one step: “steps” alone is no value."));
  return g_steal_pointer (&value);
}

GpExprValue *
gp_flow_frame_eval (GpFlowRun         *run,
                    const GpFlowFrame *frame,
                    const GpExpr      *expr,
                    const GpExprValue *output)
{
  View view = { .run = run, .frame = frame, .output = output };

  return evaluate (expr, &view);
}

GpExprValue *
gp_flow_fault_of_expression (const GpExprValue *problem,
                             const char        *what)
{
  g_autofree char *detail =
    g_strdup_printf ("%s: %s", what, gp_expr_value_get_problem (problem)->message);

  return gp_flow_fault_new (GP_FLOW_FAULT_EXPRESSION, 0, detail);
}

static gboolean
take_bool (GpExprValue  *value,
           const GpExpr *expr,
           gboolean     *out,
           GpExprValue **error)
{
  g_autoptr(GpExprValue) owned = value;
  g_autofree char *detail = NULL;

  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_BOOL)
    {
      *out = gp_expr_value_get_bool (value);
      return TRUE;
    }
  if (gp_expr_value_is_error (value))
    {
      *error = gp_flow_fault_of_expression (value, gp_expr_get_text (expr, NULL));
      return FALSE;
    }
  detail = g_strdup_printf (_("%s: a condition must be true or false, and this is of type %s."),
                            gp_expr_get_text (expr, NULL),
                            gp_expr_value_kind_name (gp_expr_value_get_kind (value)));
  *error = gp_flow_fault_new (GP_FLOW_FAULT_EXPRESSION, 0, detail);
  return FALSE;
}

gboolean
gp_flow_frame_holds (GpFlowRun          *run,
                     const GpFlowFrame  *frame,
                     const GpExpr       *expr,
                     const GpExprValue  *output,
                     gboolean           *out,
                     GpExprValue       **error)
{
  return take_bool (gp_flow_frame_eval (run, frame, expr, output), expr, out, error);
}

gboolean
gp_flow_frame_listens (GpFlowRun          *run,
                       const GpFlowFrame  *frame,
                       const GpExprValue  *payload,
                       gboolean           *out,
                       GpExprValue       **error)
{
  View view = { .run = run, .frame = frame, .event = payload };

  *out = TRUE;
  return frame->step->where == NULL
         || take_bool (evaluate (frame->step->where, &view), frame->step->where, out, error);
}

GpExprValue *
gp_flow_frame_eval_with (GpFlowRun          *run,
                         const GpFlowFrame  *frame,
                         GArray             *all,
                         const GpExprValue  *output,
                         GpExprValue       **error)
{
  g_autoptr(GPtrArray) values = gp_flow_values_new ();
  g_autofree GpExprValue **keys = g_new (GpExprValue *, all->len + 1);
  g_autofree GpExprValue **entries = g_new (GpExprValue *, all->len + 1);

  for (guint i = 0; i < all->len; i++)
    {
      const GpFlowNamedExpr *one = &g_array_index (all, GpFlowNamedExpr, i);
      g_autoptr(GpExprValue) made = gp_flow_frame_eval (run, frame, one->expr, output);
      GpExprValue *value = gp_flow_value_settle (made);

      g_ptr_array_add (values, value);
      if (gp_expr_value_is_error (value))
        {
          *error = gp_flow_fault_of_expression (value, one->name);
          return NULL;
        }
    }

  for (guint i = 0; i < all->len; i++)
    {
      keys[i] = gp_expr_value_new_string (g_array_index (all, GpFlowNamedExpr, i).name, -1);
      entries[i] = gp_expr_value_ref (values->pdata[i]);
    }
  return gp_expr_value_new_map (keys, entries, all->len);
}

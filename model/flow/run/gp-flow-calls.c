/* gp-flow-calls.c — steps that want something done outside the run
 * SPDX-License-Identifier: Apache-2.0
 *
 * A step's values are computed, its effect is added to the outcome, and the frame waits for the
 * result under the effect's number. Results of efforts that were given up carry another number.
 *
 * The values of a call over HTTP: `headers`, `query` and `body` are those, what the path names in
 * braces goes there, and all others are members of the body, or parameters of the query where the
 * method has no body.
 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-run-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-time.h"

static GpExprValue *
new_text (const char *text)
{
  return gp_expr_value_new_string (text != NULL ? text : "", -1);
}

static const char *
get_name (const GpFlowRun *run,
          const GpId      *id)
{
  const GpElement *element = gp_design_lookup (run->flow->design, id);

  return element != NULL ? gp_element_get_name (element) : "";
}

void
gp_flow_wish (GpFlowRun        *run,
              GpFlowFrame      *frame,
              GpFlowEffectKind  kind,
              const GpId       *subject,
              GpExprValue      *arguments,
              GpFlowOutcome    *outcome)
{
  GpFlowEffect *effect = g_new0 (GpFlowEffect, 1);
  GpExprValue *error = NULL;

  effect->kind = kind;
  effect->number = ++run->n_effects;
  effect->step = *gp_element_get_id (frame->step->element);
  effect->subject = subject != NULL ? *subject : gp_id_nil;
  effect->place = gp_flow_frame_place (run, frame);
  effect->attempt = frame->attempt;
  effect->deadline = MIN (frame->deadline, run->deadline);
  effect->arguments = arguments;
  /* The expression was tried before the step began. */
  effect->key = gp_flow_frame_key (run, frame, &error);
  if (effect->key == NULL)
    {
      gp_expr_value_unref (error);
      effect->key = g_strdup_printf ("%s/%s", run->id, effect->place);
    }

  if (outcome->effects == NULL)
    outcome->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_flow_effect_free);
  g_ptr_array_add (outcome->effects, effect);
  if (kind == GP_FLOW_EFFECT_CANCEL)
    {
      frame->effect = 0;
      return;
    }

  frame->effect = effect->number;
  frame->effect_kind = kind;
  gp_flow_frame_set (&frame->arguments, gp_expr_value_ref (arguments));
}

/* A MAP; NULL with *@error. @with: borrowed: the step's values. */
typedef GpExprValue *(*Arrange) (GpFlowRun *run, GpFlowFrame *frame, GpExprValue *with,
                                 GpExprValue **error);

static char *
to_path_part (const GpExprValue *value)
{
  g_autofree char *text = NULL;

  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING)
    text = g_strdup (gp_expr_value_get_string (value, NULL));
  else
    text = gp_expr_value_to_text (value);
  return g_uri_escape_string (text, NULL, TRUE);
}

/* Replaces {name} by the value of that name, and notes the names in @used. */
static char *
expand_path (const char         *path,
             const GpExprValue  *with,
             GHashTable         *used,
             GpExprValue       **error)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const char *p = path;

  while (*p != '\0')
    {
      const char *open = strchr (p, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *name = NULL;
      g_autofree char *part = NULL;
      g_autofree char *detail = NULL;
      GpExprValue *value;

      if (close == NULL)
        break;
      name = g_strndup (open + 1, (gsize) (close - open - 1));
      value = gp_flow_value_get (with, name);
      if (value == NULL)
        {
          detail = g_strdup_printf (_("The path %s needs a value “%s”: add it under “With”."),
                                    path, name);
          *error = gp_flow_fault_new (GP_FLOW_FAULT_CONFIGURATION, 0, detail);
          return NULL;
        }
      part = to_path_part (value);
      g_string_append_len (out, p, open - p);
      g_string_append (out, part);
      g_hash_table_add (used, g_steal_pointer (&name));
      p = close + 1;
    }
  g_string_append (out, p);
  return g_strdup (out->str);
}

/* The members of @with that nothing else has a use for. */
static GpExprValue *
take_rest (const GpExprValue *with,
           GHashTable        *used)
{
  GpExprValue *rest = gp_expr_value_new_map (NULL, NULL, 0);

  for (gsize i = 0; i < gp_expr_value_get_size (with); i++)
    {
      const char *name = gp_expr_value_get_string (gp_expr_value_get_key (with, i), NULL);

      if (!g_hash_table_contains (used, name))
        gp_flow_frame_set (&rest,
                           gp_flow_value_with (rest, name,
                                               gp_expr_value_ref (gp_expr_value_get_entry (with,
                                                                                           i))));
    }
  return rest;
}

static GpExprValue *
get_map (const GpExprValue *with,
         const char        *name)
{
  GpExprValue *value = gp_flow_value_get (with, name);

  return value != NULL && gp_expr_value_get_kind (value) == GP_EXPR_VALUE_MAP
           ? gp_expr_value_ref (value)
           : gp_expr_value_new_map (NULL, NULL, 0);
}

static GpExprValue *
arrange_http (GpFlowRun    *run,
              GpFlowFrame  *frame,
              GpExprValue  *with,
              GpExprValue **error)
{
  static const char *const special[] = { "headers", "query", "body" };
  const GpElement *element = frame->step->element;
  const char *method = gp_element_get_text (element, GP_STEP_METHOD);
  const char *path = gp_element_get_text (element, GP_STEP_PATH);
  const GpId *connection = gp_element_get_ref (element, GP_STEP_CONNECTION);
  gboolean has_body = !g_str_equal (method, "GET") && !g_str_equal (method, "DELETE");
  g_autoptr(GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GpExprValue) rest = NULL;
  g_autoptr(GpExprValue) query = NULL;
  g_autofree char *url = expand_path (path != NULL ? path : "", with, used, error);
  GpExprValue *body;

  if (url == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    g_hash_table_add (used, g_strdup (special[i]));
  rest = take_rest (with, used);
  query = get_map (with, "query");
  body = gp_flow_value_get (with, "body");
  if (!has_body)
    gp_flow_frame_set (&query, gp_flow_value_merge (query, rest));
  if (body != NULL)
    body = gp_expr_value_ref (body);
  else if (has_body && gp_expr_value_get_size (rest) > 0)
    body = gp_expr_value_ref (rest);

  return gp_expr_value_new_object (
    "method", new_text (method),
    "connection", new_text (connection != NULL ? get_name (run, connection) : ""),
    "url", new_text (url), "query", gp_expr_value_ref (query), "headers", get_map (with, "headers"),
    "body", body != NULL ? body : gp_expr_value_new_null (), NULL);
}

static GpExprValue *
arrange_data (GpFlowRun    *run,
              GpFlowFrame  *frame,
              GpExprValue  *with,
              GpExprValue **error)
{
  const GpId *entity = gp_element_get_ref (frame->step->element, GP_STEP_ENTITY);
  gboolean has_where = frame->step->type != GP_FLOW_STEP_DATA_CREATE;
  g_autofree char *where = has_where ? gp_flow_frame_eval_where (run, frame, error) : NULL;
  const char *name = frame->step->type == GP_FLOW_STEP_DATA_READ ? "options" : "values";

  if (has_where && where == NULL)
    return NULL;
  return gp_expr_value_new_object (
    "entity", new_text (entity != NULL ? get_name (run, entity) : ""),
    "where", has_where ? new_text (where) : NULL,
    name, frame->step->type != GP_FLOW_STEP_DATA_DELETE ? gp_expr_value_ref (with) : NULL, NULL);
}

static GpExprValue *
arrange_mail (GpFlowRun    *run,
              GpFlowFrame  *frame,
              GpExprValue  *with,
              GpExprValue **error)
{
  const GpId *connection = gp_element_get_ref (frame->step->element, GP_STEP_CONNECTION);

  return gp_flow_value_with (with, "connection",
                             new_text (connection != NULL ? get_name (run, connection) : ""));
}

static GpExprValue *
arrange_function (GpFlowRun    *run,
                  GpFlowFrame  *frame,
                  GpExprValue  *with,
                  GpExprValue **error)
{
  const GpElement *element = frame->step->element;
  const GpId *connection = gp_element_get_ref (element, GP_STEP_CONNECTION);

  return gp_expr_value_new_object (
    "connection", new_text (connection != NULL ? get_name (run, connection) : ""),
    "name", new_text (gp_element_get_text (element, GP_STEP_PATH)),
    "arguments", gp_expr_value_ref (with), NULL);
}

static GpExprValue *
arrange_code (GpFlowRun    *run,
              GpFlowFrame  *frame,
              GpExprValue  *with,
              GpExprValue **error)
{
  return gp_expr_value_new_object (
    "code", new_text (gp_element_get_text (frame->step->element, GP_STEP_CODE)),
    "input", gp_expr_value_ref (with), NULL);
}

static GpExprValue *
arrange_flow (GpFlowRun    *run,
              GpFlowFrame  *frame,
              GpExprValue  *with,
              GpExprValue **error)
{
  const GpId *flow = gp_element_get_ref (frame->step->element, GP_STEP_FLOW);

  if (run->depth + 1 >= GP_FLOW_MAX_DEPTH)
    {
      g_autofree char *detail =
        g_strdup_printf (_("Flows have started one another %d times in a row: one seems to start "
                           "itself."), GP_FLOW_MAX_DEPTH);

      *error = gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 508, detail);
      return NULL;
    }
  return gp_expr_value_new_object ("flow", new_text (flow != NULL ? get_name (run, flow) : ""),
                                   "input", gp_expr_value_ref (with),
                                   "depth", gp_expr_value_new_int (run->depth + 1), NULL);
}

static char *
format_time (gint64 time)
{
  gint64 seconds = time / GP_FLOW_SECOND - (time % GP_FLOW_SECOND < 0 ? 1 : 0);

  return gp_expr_timestamp_to_text (seconds, (gint32) ((time - seconds * GP_FLOW_SECOND) * 1000));
}

/* An envelope as CloudEvents 1.0 has it. */
static GpExprValue *
arrange_event (GpFlowRun    *run,
               GpFlowFrame  *frame,
               GpExprValue  *with,
               GpExprValue **error)
{
  const GpId *event = gp_element_get_ref (frame->step->element, GP_STEP_EVENT);
  g_autofree char *place = gp_flow_frame_place (run, frame);
  g_autofree char *id = g_strdup_printf ("%s/%s", run->id, place);
  g_autofree char *source = g_strdup_printf ("/flows/%s", gp_element_get_name (run->flow->element));
  g_autofree char *time = format_time (run->now);
  g_autoptr(GpExprValue) envelope = gp_expr_value_new_object (
    "specversion", new_text ("1.0"), "id", new_text (id), "source", new_text (source),
    "type", new_text (event != NULL ? get_name (run, event) : ""), "time", new_text (time),
    "datacontenttype", new_text ("application/json"), "data", gp_expr_value_ref (with), NULL);

  return gp_expr_value_new_object ("event", gp_expr_value_ref (envelope), NULL);
}

static GpExprValue *
list_names (GpFlowRun       *run,
            const GpElement *element,
            GpProperty       property)
{
  g_autoptr(GPtrArray) names = gp_flow_values_new ();
  gsize n = 0;
  const GpId *ids = gp_element_get_refs (element, property, &n);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (names, new_text (get_name (run, &ids[i])));
  return gp_flow_value_list (names);
}

static GpExprValue *
arrange_listen (GpFlowRun    *run,
                GpFlowFrame  *frame,
                GpExprValue  *with,
                GpExprValue **error)
{
  const GpElement *element = frame->step->element;

  gp_flow_frame_set (&frame->list, gp_expr_value_new_list (NULL, 0));
  if (frame->step->duration >= 0)
    frame->due = gp_flow_time_add (run->now, frame->step->duration);
  return gp_expr_value_new_object (
    "events", list_names (run, element, GP_STEP_LISTEN_EVENTS),
    "mode", new_text (gp_element_get_text (element, GP_STEP_LISTEN_MODE)), NULL);
}

static GpExprValue *
arrange_approval (GpFlowRun    *run,
                  GpFlowFrame  *frame,
                  GpExprValue  *with,
                  GpExprValue **error)
{
  const GpElement *element = frame->step->element;
  const char *title = gp_element_get_text (element, GP_STEP_TITLE);

  if (frame->step->duration >= 0)
    frame->due = gp_flow_time_add (run->now, frame->step->duration);
  return gp_expr_value_new_object (
    "assignees", list_names (run, element, GP_STEP_ASSIGNEES),
    "title", new_text (title != NULL ? title : frame->step->name),
    "form", gp_expr_value_ref (with), "level", gp_expr_value_new_int (frame->count), NULL);
}

/* The property that the effect's subject is; GP_N_PROPERTIES for none. */
static const struct
{
  GpFlowEffectKind kind;
  GpProperty subject;
  Arrange arrange;
} calls[GP_FLOW_N_STEP_TYPES] = {
  [GP_FLOW_STEP_CALL_HTTP] = { GP_FLOW_EFFECT_HTTP, GP_STEP_CONNECTION, arrange_http },
  [GP_FLOW_STEP_DATA_READ] = { GP_FLOW_EFFECT_READ, GP_STEP_ENTITY, arrange_data },
  [GP_FLOW_STEP_DATA_CREATE] = { GP_FLOW_EFFECT_CREATE, GP_STEP_ENTITY, arrange_data },
  [GP_FLOW_STEP_DATA_UPDATE] = { GP_FLOW_EFFECT_UPDATE, GP_STEP_ENTITY, arrange_data },
  [GP_FLOW_STEP_DATA_DELETE] = { GP_FLOW_EFFECT_DELETE, GP_STEP_ENTITY, arrange_data },
  [GP_FLOW_STEP_MAIL] = { GP_FLOW_EFFECT_MAIL, GP_STEP_CONNECTION, arrange_mail },
  [GP_FLOW_STEP_FUNCTION] = { GP_FLOW_EFFECT_FUNCTION, GP_STEP_CONNECTION, arrange_function },
  [GP_FLOW_STEP_RUN_FLOW] = { GP_FLOW_EFFECT_FLOW, GP_STEP_FLOW, arrange_flow },
  [GP_FLOW_STEP_EMIT] = { GP_FLOW_EFFECT_EMIT, GP_STEP_EVENT, arrange_event },
  [GP_FLOW_STEP_LISTEN] = { GP_FLOW_EFFECT_LISTEN, GP_STEP_EVENT, arrange_listen },
  [GP_FLOW_STEP_APPROVE] = { GP_FLOW_EFFECT_APPROVAL, GP_STEP_EVENT, arrange_approval },
  [GP_FLOW_STEP_CODE] = { GP_FLOW_EFFECT_CODE, GP_STEP_EVENT, arrange_code },
};

GpFlowStepState
gp_flow_call_begin (GpFlowRun      *run,
                    GpFlowFrame    *frame,
                    GpFlowOutcome  *outcome,
                    GpExprValue   **value)
{
  const GpFlowStep *step = frame->step;
  g_autofree char *key = gp_flow_frame_key (run, frame, value);
  g_autoptr(GpExprValue) with = NULL;
  GpExprValue *arguments = NULL;

  if (key != NULL)
    with = gp_flow_frame_eval_with (run, frame, step->with, NULL, value);
  if (with != NULL)
    arguments = calls[step->type].arrange (run, frame, with, value);
  gp_flow_frame_trace (run, frame, GP_FLOW_TRACE_STARTED,
                       arguments != NULL ? arguments : frame->input, outcome);
  if (arguments == NULL)
    return GP_FLOW_STEP_FAILED;

  gp_flow_wish (run, frame, calls[step->type].kind,
                gp_element_get_ref (step->element, calls[step->type].subject), arguments, outcome);
  return GP_FLOW_STEP_PENDING;
}

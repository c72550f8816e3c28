/* gp-flow-mocks.c — what the effects of a simulated run are answered with
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-mocks.h"

#include <string.h>

#include "gp-expr-design-record.h"
#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"

static GpExprValue *
record_to_map (const GpAccessRecord *record)
{
  g_autoptr(GpExprValue) value = gp_access_record_to_value (record);

  return gp_flow_value_settle (value);
}

GpExprValue *
gp_flow_mocks_complete_record (GpDesign         *design,
                               GpAccessFixtures *fixtures,
                               const GpId       *entity,
                               GpExprValue      *record)
{
  const GpElement *key = gp_expr_design_get_key (design, entity);
  GpExprValue *id = key != NULL ? gp_flow_value_get (record, gp_element_get_name (key)) : NULL;
  g_autoptr(GPtrArray) all = gp_access_fixtures_list (fixtures, entity);

  for (guint i = 0; id != NULL && i < all->len; i++)
    if (gp_expr_value_equal (id, gp_access_record_get (all->pdata[i], gp_element_get_id (key))))
      {
        g_autoptr(GpExprValue) example = record_to_map (all->pdata[i]);

        return gp_flow_value_merge (example, record);
      }
  return gp_expr_value_ref (record);
}

/* The example records that the condition of @effect is about, each with @values in it. */
static GpExprValue *
find_records (GpAccessFixtures   *fixtures,
              const GpFlowEffect *effect)
{
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) found = gp_flow_values_new ();
  const char *where = gp_flow_value_get_text (effect->arguments, "where");
  GpExprValue *values = gp_flow_value_get (effect->arguments, "values");
  g_autoptr(GpExpr) expr = where != NULL && *where != '\0' ? gp_expr_parse (where, -1, NULL) : NULL;

  if (fixtures == NULL)
    return gp_expr_value_new_list (NULL, 0);

  all = gp_access_fixtures_list (fixtures, &effect->subject);
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr(GpExprValue) record = gp_access_record_to_value (all->pdata[i]);
      g_autoptr(GpExprValue) variables =
        gp_expr_value_new_object ("record", gp_expr_value_ref (record), NULL);
      const GpExprEnv env = { .lookup = gp_expr_lookup_in_value, .user_data = variables };
      GpExprValue *map;

      if (expr != NULL && !gp_expr_grants (expr, &env))
        continue;
      map = record_to_map (all->pdata[i]);
      if (values != NULL)
        {
          GpExprValue *changed = gp_flow_value_merge (map, values);

          gp_expr_value_unref (map);
          map = changed;
        }
      g_ptr_array_add (found, map);
    }
  return gp_flow_value_list (found);
}

/* A record with a key that is the same in each simulation. */
static GpExprValue *
make_record (GpDesign           *design,
             const GpFlowEffect *effect)
{
  const GpElement *key = gp_expr_design_get_key (design, &effect->subject);
  GpExprValue *values = gp_flow_value_get (effect->arguments, "values");
  char buffer[GP_ID_STRING_SIZE];
  GpId seed = gp_id_nil, id;

  if (key == NULL || gp_flow_value_get (values, gp_element_get_name (key)) != NULL)
    return gp_expr_value_ref (values);
  memcpy (seed.bytes, &effect->number, sizeof effect->number);
  id = gp_id_derive (&effect->step, &seed);
  return gp_flow_value_with (values, gp_element_get_name (key),
                             gp_expr_value_new_string (gp_id_format (&id, buffer), -1));
}

static GpExprValue *
answer_usually (GpAccessFixtures   *fixtures,
                GpFlow             *flow,
                const GpFlowEffect *effect)
{
  switch (effect->kind)
    {
    case GP_FLOW_EFFECT_HTTP:
      return gp_expr_value_new_object ("status", gp_expr_value_new_int (200),
                                       "body", gp_expr_value_new_null (), NULL);
    case GP_FLOW_EFFECT_READ:
    case GP_FLOW_EFFECT_UPDATE:
    case GP_FLOW_EFFECT_DELETE:
      return find_records (fixtures, effect);
    case GP_FLOW_EFFECT_CREATE:
      return make_record (gp_flow_get_design (flow), effect);
    case GP_FLOW_EFFECT_LISTEN:
    case GP_FLOW_EFFECT_APPROVAL:
      return NULL;
    default:
      return gp_expr_value_new_null ();
    }
}

static GpExprValue *
take_try (GpExprValue        *tries,
          const GpFlowEffect *effect)
{
  gsize n = gp_expr_value_get_kind (tries) == GP_EXPR_VALUE_LIST ? gp_expr_value_get_size (tries)
                                                                 : 0;

  return n > 0 ? gp_expr_value_get_item (tries, MIN (effect->attempt, n) - 1) : NULL;
}

GpExprValue *
gp_flow_mocks_answer (const GpExprValue  *mocks,
                      GpAccessFixtures   *fixtures,
                      GpFlow             *flow,
                      const GpFlowEffect *effect)
{
  const GpElement *step = gp_design_lookup (gp_flow_get_design (flow), &effect->step);
  GpExprValue *mock = step != NULL ? gp_flow_value_get (mocks, gp_element_get_name (step)) : NULL;
  GpExprValue *tries = gp_flow_value_get (mock, "tries");
  GpExprValue *never;

  if (tries != NULL)
    mock = take_try (tries, effect);
  if (mock == NULL || gp_expr_value_is_null (mock))
    return answer_usually (fixtures, flow, effect);
  never = gp_flow_value_get (mock, "never");
  if (never != NULL && gp_expr_value_is_true (never))
    return NULL;
  return gp_expr_value_ref (mock);
}

static void
mock_event_free (gpointer data)
{
  GpFlowMockEvent *self = data;

  g_free (self->name);
  gp_expr_value_unref (self->value);
  g_free (self);
}

/* @value: taken */
static void
add_event (GPtrArray       *events,
           GpFlowEventKind  kind,
           guint64          effect,
           const char      *name,
           GpExprValue     *value)
{
  GpFlowMockEvent *self = g_new0 (GpFlowMockEvent, 1);

  self->name = g_strdup (name);
  self->value = value;
  self->event = (GpFlowEvent) { .kind = kind, .effect = effect, .name = self->name,
                                .value = value };
  g_ptr_array_add (events, self);
}

/* What a listen hears: as it is named, or as the first event that it listens to. */
static void
add_message (GPtrArray          *events,
             const GpFlowEffect *effect,
             GpExprValue        *answer)
{
  const char *name = gp_flow_value_get_text (answer, "event");
  GpExprValue *data = gp_flow_value_get (answer, "data");
  GpExprValue *listened = gp_flow_effect_get (effect, "events");
  GpExprValue *first = listened != NULL && gp_expr_value_get_size (listened) > 0
                         ? gp_expr_value_get_item (listened, 0)
                         : NULL;

  if (name != NULL)
    add_event (events, GP_FLOW_EVENT_MESSAGE, 0, name,
               data != NULL ? gp_expr_value_ref (data) : gp_expr_value_new_null ());
  else if (first != NULL)
    add_event (events, GP_FLOW_EVENT_MESSAGE, 0, gp_expr_value_get_string (first, NULL),
               gp_expr_value_ref (answer));
}

static GpExprValue *
make_fault (const GpFlowEffect *effect,
            GpExprValue        *error)
{
  GpFlowFault usual = effect->kind == GP_FLOW_EFFECT_HTTP || effect->kind == GP_FLOW_EFFECT_MAIL
                        ? GP_FLOW_FAULT_COMMUNICATION
                        : GP_FLOW_FAULT_RUNTIME;
  const char *type = gp_flow_value_get_text (error, "type");
  g_autoptr(GpExprValue) fault = NULL;

  if (gp_expr_value_get_kind (error) == GP_EXPR_VALUE_INT)
    return gp_flow_fault_new (usual, (int) CLAMP (gp_expr_value_get_int (error), 0, 999), NULL);
  if (gp_expr_value_get_kind (error) != GP_EXPR_VALUE_MAP)
    return gp_flow_fault_new (usual, 0, NULL);

  fault = gp_flow_fault_new_custom (type != NULL ? type : gp_flow_fault_get_uri (usual),
                                    gp_flow_fault_get_status (error), NULL,
                                    gp_flow_fault_get_text (error, "detail"));
  return gp_flow_value_merge (fault, error);
}

GPtrArray *
gp_flow_mocks_to_events (const GpFlowEffect *effect,
                         GpExprValue        *answer)
{
  GPtrArray *events = g_ptr_array_new_with_free_func (mock_event_free);
  GpExprValue *error = gp_flow_value_get (answer, "error");

  if (error != NULL && effect->kind != GP_FLOW_EFFECT_LISTEN)
    add_event (events, GP_FLOW_EVENT_FAILURE, effect->number, NULL, make_fault (effect, error));
  else if (effect->kind != GP_FLOW_EFFECT_LISTEN)
    add_event (events, GP_FLOW_EVENT_RESULT, effect->number, NULL, gp_expr_value_ref (answer));
  else if (gp_expr_value_get_kind (answer) == GP_EXPR_VALUE_LIST)
    for (gsize i = 0; i < gp_expr_value_get_size (answer); i++)
      add_message (events, effect, gp_expr_value_get_item (answer, i));
  else
    add_message (events, effect, answer);
  return events;
}

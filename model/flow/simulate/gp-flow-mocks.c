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

static gboolean
holds (const GpExpr   *condition,
       GpAccessRecord *record)
{
  g_autoptr(GpExprValue) value = gp_access_record_to_value (record);
  g_autoptr(GpExprValue) variables = gp_expr_value_new_object ("record", gp_expr_value_ref (value),
                                                               NULL);
  const GpExprEnv env = { .lookup = gp_expr_lookup_in_value, .user_data = variables };

  return condition == NULL || gp_expr_grants (condition, &env);
}

/** Order: by what records are sorted. */
typedef struct
{
  GArray *fields;       /* of GpId */
  GArray *descending;   /* of gboolean */
} Order;

static void
add_field (Order           *order,
           const GpElement *field,
           gboolean         descending)
{
  if (field == NULL)
    return;
  g_array_append_vals (order->fields, gp_element_get_id (field), 1);
  g_array_append_val (order->descending, descending);
}

/* What is empty comes first, as in the backend. */
static int
compare_records (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const GpAccessRecord *one = *(GpAccessRecord *const *) a;
  const GpAccessRecord *other = *(GpAccessRecord *const *) b;
  const Order *order = user_data;

  for (guint i = 0; i < order->fields->len; i++)
    {
      const GpId *field = &g_array_index (order->fields, GpId, i);
      const GpExprValue *left = gp_access_record_get (one, field);
      const GpExprValue *right = gp_access_record_get (other, field);
      int result = 0;

      if (gp_expr_value_is_null (left) || gp_expr_value_is_null (right))
        result = gp_expr_value_is_null (right) - gp_expr_value_is_null (left);
      else if (!gp_expr_value_compare (left, right, &result))
        result = 0;
      if (result != 0)
        return g_array_index (order->descending, gboolean, i) ? -result : result;
    }
  return 0;
}

/* As a step's options say, and what is equal by the key. */
static void
sort_records (GpDesign           *design,
              const GpFlowEffect *effect,
              GPtrArray          *records)
{
  const char *sort = gp_flow_value_get_text (gp_flow_effect_get (effect, "options"), "sort");
  g_auto(GStrv) names = g_strsplit (sort != NULL ? sort : "", ",", -1);
  g_autoptr(GArray) fields = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GArray) descending = g_array_new (FALSE, FALSE, sizeof (gboolean));
  Order order = { fields, descending };

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      gboolean is_down = *name == '-';

      add_field (&order, gp_design_find_child (design, &effect->subject, GP_KIND_FIELD,
                                               is_down ? name + 1 : name), is_down);
    }
  add_field (&order, gp_expr_design_get_key (design, &effect->subject), FALSE);
  g_ptr_array_sort_with_data (records, compare_records, &order);
}

/* The example records that @effect is about, each with its values in it. */
static GpExprValue *
find_records (GpAccessFixtures   *fixtures,
              GpFlow             *flow,
              const GpFlowEffect *effect)
{
  g_autoptr(GPtrArray) all = gp_access_fixtures_list (fixtures, &effect->subject);
  g_autoptr(GPtrArray) fitting = g_ptr_array_new ();
  g_autoptr(GPtrArray) found = gp_flow_values_new ();
  const char *where = gp_flow_value_get_text (effect->arguments, "where");
  GpExprValue *values = gp_flow_value_get (effect->arguments, "values");
  g_autofree char *json = values != NULL ? gp_expr_value_to_json (values) : NULL;
  g_autoptr(GpExpr) expr = where != NULL && *where != '\0' ? gp_expr_parse (where, -1, NULL) : NULL;
  gint64 limit = gp_flow_value_get_int (gp_flow_effect_get (effect, "options"), "limit",
                                        G_MAXINT64);

  for (guint i = 0; i < all->len; i++)
    if (holds (expr, all->pdata[i]))
      g_ptr_array_add (fitting, all->pdata[i]);
  sort_records (gp_flow_get_design (flow), effect, fitting);
  for (guint i = 0; i < fitting->len && i < limit; i++)
    {
      g_autoptr(GpAccessRecord) changed = NULL;

      if (json != NULL)
        changed = gp_access_record_merge_json (fitting->pdata[i], json, NULL, NULL);
      g_ptr_array_add (found, record_to_map (changed != NULL ? changed : fitting->pdata[i]));
    }
  return gp_flow_value_list (found);
}

/* What a record of @values has in the end; @values where they are no record. */
static GpExprValue *
store_record (GpAccessFixtures   *fixtures,
              const GpFlowEffect *effect,
              GpExprValue        *values,
              gint64              now)
{
  g_autofree char *json = gp_expr_value_to_json (values);
  g_autoptr(GpAccessRecord) record = NULL;

  if (fixtures != NULL)
    record = gp_access_record_from_json (gp_access_fixtures_get_world (fixtures), &effect->subject,
                                         json, NULL);
  if (record == NULL)
    return gp_expr_value_ref (values);
  gp_access_record_add_defaults (record, now);
  return record_to_map (record);
}

/* A record with a key that is the same in each simulation. */
static GpExprValue *
make_record (GpAccessFixtures   *fixtures,
             GpDesign           *design,
             const GpFlowEffect *effect,
             gint64              now)
{
  const GpElement *key = gp_expr_design_get_key (design, &effect->subject);
  GpExprValue *values = gp_flow_value_get (effect->arguments, "values");
  g_autoptr(GpExprValue) keyed = NULL;
  char buffer[GP_ID_STRING_SIZE];
  GpId seed = gp_id_nil, id;

  if (key == NULL || gp_flow_value_get (values, gp_element_get_name (key)) != NULL)
    return store_record (fixtures, effect, values, now);
  memcpy (seed.bytes, &effect->number, sizeof effect->number);
  id = gp_id_derive (&effect->step, &seed);
  keyed = gp_flow_value_with (values, gp_element_get_name (key),
                              gp_expr_value_new_string (gp_id_format (&id, buffer), -1));
  return store_record (fixtures, effect, keyed, now);
}

static GpExprValue *
answer_usually (GpAccessFixtures   *fixtures,
                GpFlow             *flow,
                const GpFlowEffect *effect,
                gint64              now)
{
  switch (effect->kind)
    {
    case GP_FLOW_EFFECT_HTTP:
      return gp_expr_value_new_object ("status", gp_expr_value_new_int (200),
                                       "body", gp_expr_value_new_null (), NULL);
    case GP_FLOW_EFFECT_READ:
    case GP_FLOW_EFFECT_UPDATE:
    case GP_FLOW_EFFECT_DELETE:
      return fixtures != NULL ? find_records (fixtures, flow, effect)
                              : gp_expr_value_new_list (NULL, 0);
    case GP_FLOW_EFFECT_CREATE:
      return make_record (fixtures, gp_flow_get_design (flow), effect, now);
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
gp_flow_mocks_find (const GpExprValue  *mocks,
                    GpFlow             *flow,
                    const GpFlowEffect *effect)
{
  const GpElement *step = gp_design_lookup (gp_flow_get_design (flow), &effect->step);
  GpExprValue *mock = step != NULL ? gp_flow_value_get (mocks, gp_element_get_name (step)) : NULL;
  GpExprValue *tries = gp_flow_value_get (mock, "tries");

  if (tries != NULL)
    mock = take_try (tries, effect);
  return mock != NULL && !gp_expr_value_is_null (mock) ? mock : NULL;
}

GpExprValue *
gp_flow_mocks_answer (const GpExprValue  *mocks,
                      GpAccessFixtures   *fixtures,
                      GpFlow             *flow,
                      const GpFlowEffect *effect,
                      gint64              now)
{
  GpExprValue *mock = gp_flow_mocks_find (mocks, flow, effect);
  GpExprValue *never;

  if (mock == NULL)
    return answer_usually (fixtures, flow, effect, now);
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

GPtrArray *
gp_flow_mock_events_new (void)
{
  return g_ptr_array_new_with_free_func (mock_event_free);
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

static gboolean
is_status (const GpExprValue *error)
{
  return gp_expr_value_get_kind (error) == GP_EXPR_VALUE_INT
         && gp_expr_value_get_int (error) >= 400 && gp_expr_value_get_int (error) <= 599;
}

/* A call that is answered with a status from 400 on; NULL where @error is something else. */
static GpExprValue *
make_response (const GpFlowEffect *effect,
               const GpExprValue  *error)
{
  if (effect->kind != GP_FLOW_EFFECT_HTTP || !is_status (error))
    return NULL;
  return gp_expr_value_new_object ("status", gp_expr_value_new_int (gp_expr_value_get_int (error)),
                                   NULL);
}

static GpExprValue *
make_fault (const GpFlowEffect *effect,
            GpExprValue        *error)
{
  gboolean is_outside = effect->kind == GP_FLOW_EFFECT_HTTP || effect->kind == GP_FLOW_EFFECT_MAIL
                        || effect->kind == GP_FLOW_EFFECT_FUNCTION;
  GpFlowFault usual = is_outside ? GP_FLOW_FAULT_COMMUNICATION : GP_FLOW_FAULT_RUNTIME;
  const char *type = gp_flow_value_get_text (error, "type");
  g_autoptr(GpExprValue) fault = NULL;

  if (effect->kind == GP_FLOW_EFFECT_FUNCTION && is_status (error))
    return gp_flow_fault_new_response (effect->place, (int) gp_expr_value_get_int (error));
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
  GPtrArray *events = gp_flow_mock_events_new ();
  GpExprValue *error = gp_flow_value_get (answer, "error");
  GpExprValue *response = error != NULL ? make_response (effect, error) : NULL;

  if (response != NULL)
    add_event (events, GP_FLOW_EVENT_RESULT, effect->number, NULL, response);
  else if (error != NULL && effect->kind != GP_FLOW_EFFECT_LISTEN)
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

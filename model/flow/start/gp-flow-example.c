/* gp-flow-example.c — something that could start a flow
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-example.h"

#include "gp-expr-json.h"
#include "gp-flow-value.h"

#define MAX_DEPTH 8     /* schemas in schemas */

static const char example_id[] = "11111111-1111-4111-8111-111111111111";
static const char example_time[] = "2026-03-02T09:00:00Z";

/* --- schemas --- */

static GpExprValue *
text_value (const char *text)
{
  return gp_expr_value_new_string (text, -1);
}

static GpExprValue *
number_within (const GpExprValue *schema)
{
  static const char *const bounds[] = { "minimum", "maximum" };

  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      GpExprValue *bound = gp_flow_value_get (schema, bounds[i]);

      if (bound != NULL && gp_expr_value_get_kind (bound) == GP_EXPR_VALUE_INT
          && (i == 0 ? gp_expr_value_get_int (bound) > 1 : gp_expr_value_get_int (bound) < 1))
        return gp_expr_value_ref (bound);
    }
  return gp_expr_value_new_int (gp_flow_value_get_int (schema, "exclusiveMinimum", 0) >= 1
                                  ? gp_flow_value_get_int (schema, "exclusiveMinimum", 0) + 1 : 1);
}

static GpExprValue *
text_within (const GpExprValue *schema)
{
  const char *format = gp_flow_value_get_text (schema, "format");
  gint64 least = gp_flow_value_get_int (schema, "minLength", 0);
  gint64 most = gp_flow_value_get_int (schema, "maxLength", G_MAXINT64);
  g_autoptr(GString) text = g_string_new ("text");

  if (g_strcmp0 (format, "uuid") == 0)
    return text_value (example_id);
  if (g_strcmp0 (format, "date-time") == 0)
    return text_value (example_time);
  if (g_strcmp0 (format, "date") == 0)
    return text_value ("2026-03-02");
  while ((gint64) text->len < MIN (least, 200))
    g_string_append (text, " text");
  if (most >= 0 && (gint64) text->len > most)
    g_string_truncate (text, (gsize) most);
  return text_value (text->str);
}

static GpExprValue *make_from_schema (const GpExprValue *schema, guint depth);

static GpExprValue *
object_within (const GpExprValue *schema,
               guint              depth)
{
  GpExprValue *properties = gp_flow_value_get (schema, "properties");
  GpExprValue *made = gp_expr_value_new_map (NULL, NULL, 0);

  if (properties == NULL || gp_expr_value_get_kind (properties) != GP_EXPR_VALUE_MAP)
    return made;
  for (gsize i = 0; i < gp_expr_value_get_size (properties); i++)
    {
      g_autoptr(GpExprValue) before = made;
      const GpExprValue *key = gp_expr_value_get_key (properties, i);

      made = gp_flow_value_with (before, gp_expr_value_get_string (key, NULL),
                                 make_from_schema (gp_expr_value_get_entry (properties, i),
                                                   depth + 1));
    }
  return made;
}

static GpExprValue *
list_within (const GpExprValue *schema,
             guint              depth)
{
  GpExprValue *items = gp_flow_value_get (schema, "items");
  gint64 n = CLAMP (gp_flow_value_get_int (schema, "minItems", 1), 0, 10);
  g_autoptr(GPtrArray) made = gp_flow_values_new ();

  if (gp_flow_value_get_int (schema, "maxItems", G_MAXINT64) < n)
    n = 0;
  for (gint64 i = 0; items != NULL && i < n; i++)
    g_ptr_array_add (made, make_from_schema (items, depth + 1));
  return gp_flow_value_list (made);
}

/* The type, or the first of several. */
static const char *
get_type (const GpExprValue *schema)
{
  GpExprValue *type = gp_flow_value_get (schema, "type");

  if (type != NULL && gp_expr_value_get_kind (type) == GP_EXPR_VALUE_LIST
      && gp_expr_value_get_size (type) > 0)
    type = gp_expr_value_get_item (type, 0);
  if (type != NULL && gp_expr_value_get_kind (type) == GP_EXPR_VALUE_STRING)
    return gp_expr_value_get_string (type, NULL);
  return gp_flow_value_get (schema, "properties") != NULL ? "object" : "";
}

/* The value that the schema names itself, or NULL. */
static GpExprValue *
find_named (const GpExprValue *schema)
{
  static const char *const single[] = { "const", "default" };
  static const char *const lists[] = { "examples", "enum" };
  GpExprValue *found;

  for (gsize i = 0; i < G_N_ELEMENTS (single); i++)
    if ((found = gp_flow_value_get (schema, single[i])) != NULL)
      return found;
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      found = gp_flow_value_get (schema, lists[i]);
      if (found != NULL && gp_expr_value_get_kind (found) == GP_EXPR_VALUE_LIST
          && gp_expr_value_get_size (found) > 0)
        return gp_expr_value_get_item (found, 0);
    }
  return NULL;
}

static GpExprValue *
make_from_schema (const GpExprValue *schema,
                  guint              depth)
{
  const char *type = get_type (schema);
  GpExprValue *named = find_named (schema);

  if (named != NULL)
    return gp_expr_value_ref (named);
  if (depth > MAX_DEPTH)
    return gp_expr_value_new_null ();
  if (g_str_equal (type, "object"))
    return object_within (schema, depth);
  if (g_str_equal (type, "array"))
    return list_within (schema, depth);
  if (g_str_equal (type, "string"))
    return text_within (schema);
  if (g_str_equal (type, "integer") || g_str_equal (type, "number"))
    return number_within (schema);
  if (g_str_equal (type, "boolean"))
    return gp_expr_value_new_bool (TRUE);
  return gp_expr_value_new_null ();
}

GpExprValue *
gp_json_schema_make_example (const GpExprValue *schema)
{
  g_return_val_if_fail (schema != NULL, NULL);

  return make_from_schema (schema, 0);
}

/* --- fields --- */

static GpExprValue *
value_of_field (const GpElement *field)
{
  static const struct
  {
    const char *type;
    const char *json;
  } usual[] = {
    { "uuid", "\"11111111-1111-4111-8111-111111111111\"" },
    { "reference", "\"11111111-1111-4111-8111-111111111111\"" },
    { "integer", "1" }, { "bigint", "1" }, { "decimal", "1.0" }, { "float", "1.0" },
    { "boolean", "true" }, { "date", "\"2026-03-02\"" }, { "time", "\"09:00:00\"" },
    { "timestamp", "\"2026-03-02T09:00:00Z\"" }, { "duration", "\"60s\"" }, { "json", "{}" },
  };
  gsize n = 0;
  const char *const *values = gp_element_get_texts (field, GP_FIELD_VALUES, &n);

  if (gp_element_is (field, GP_FIELD_TYPE, "enum") && n > 0)
    return text_value (values[0]);
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (gp_element_is (field, GP_FIELD_TYPE, usual[i].type))
      return gp_expr_value_from_json (usual[i].json, -1, NULL);
  return text_value (gp_element_get_name (field));
}

/* A value for each field of an entity or event. */
static GpExprValue *
make_from_fields (GpDesign   *design,
                  const GpId *holder)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, holder, GP_KIND_FIELD);
  GpExprValue *made = gp_expr_value_new_map (NULL, NULL, 0);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = fields->pdata[i];
      g_autoptr(GpExprValue) before = made;
      GpExprValue *value = value_of_field (field);

      if (gp_element_get_bool (field, GP_FIELD_ARRAY))
        value = gp_expr_value_new_list (&value, 1);
      made = gp_flow_value_with (before, gp_element_get_name (field), value);
    }
  return made;
}

static GpExprValue *
make_record (GpDesign         *design,
             GpAccessFixtures *fixtures,
             const GpId       *entity)
{
  g_autoptr(GPtrArray) records = fixtures != NULL ? gp_access_fixtures_list (fixtures, entity)
                                                  : NULL;
  g_autoptr(GpExprValue) record = NULL;

  if (records == NULL || records->len == 0)
    return make_from_fields (design, entity);
  record = gp_access_record_to_value (records->pdata[0]);
  return gp_flow_value_settle (record);
}

/* --- flows --- */

static GpExprValue *
make_of_change (GpDesign         *design,
                GpAccessFixtures *fixtures,
                const GpElement  *flow)
{
  const GpId *entity = gp_element_get_ref (flow, GP_FLOW_TRIGGER_ENTITY);
  gsize n = 0;
  const char *const *changes = gp_element_get_texts (flow, GP_FLOW_TRIGGER_CHANGES, &n);
  const char *change = n > 0 ? changes[0] : "created";
  g_autoptr(GpExprValue) record = entity != NULL ? make_record (design, fixtures, entity)
                                                 : gp_expr_value_new_map (NULL, NULL, 0);

  return gp_expr_value_new_object ("change", text_value (change),
                                   "record", gp_expr_value_ref (record),
                                   "old", g_str_equal (change, "updated")
                                            ? gp_expr_value_ref (record) : NULL, NULL);
}

/* The input of @flow where its schema says what it is, else NULL. */
static GpExprValue *
make_by_schema (const GpElement *flow)
{
  const char *text = gp_element_get_text (flow, GP_FLOW_INPUT_SCHEMA);
  g_autoptr(GpExprValue) schema = text != NULL ? gp_expr_value_from_json (text, -1, NULL) : NULL;

  return schema != NULL ? make_from_schema (schema, 0) : NULL;
}

static const GpElement *
find_test (GpDesign   *design,
           const GpId *flow,
           GpProperty  property,
           guint      *from)
{
  g_autoptr(GPtrArray) tests = gp_design_list (design, GP_KIND_TEST);

  while (*from < tests->len)
    {
      const GpElement *test = tests->pdata[(*from)++];
      const GpId *own = gp_element_get_ref (test, GP_TEST_FLOW);

      if (gp_element_is (test, GP_TEST_TYPE, "flow") && own != NULL && gp_id_equal (own, flow)
          && gp_element_get_text (test, property) != NULL)
        return test;
    }
  return NULL;
}

GpExprValue *
gp_flow_make_example (GpDesign         *design,
                      GpAccessFixtures *fixtures,
                      const GpElement  *flow)
{
  const GpId *event = gp_element_get_ref (flow, GP_FLOW_TRIGGER_EVENT);
  guint at = 0;
  const GpElement *test = find_test (design, gp_element_get_id (flow), GP_TEST_INPUT, &at);
  GpExprValue *input;

  if (test != NULL)
    {
      input = gp_expr_value_from_json (gp_element_get_text (test, GP_TEST_INPUT), -1, NULL);
      if (input != NULL && gp_expr_value_get_kind (input) == GP_EXPR_VALUE_MAP)
        return input;
      g_clear_pointer (&input, gp_expr_value_unref);
    }
  if (gp_element_is (flow, GP_FLOW_TRIGGER, "data"))
    return make_of_change (design, fixtures, flow);
  input = make_by_schema (flow);
  if (gp_element_is (flow, GP_FLOW_TRIGGER, "http"))
    return gp_expr_value_new_object ("body", input != NULL ? input
                                                           : gp_expr_value_new_map (NULL, NULL, 0),
                                     "query", gp_expr_value_new_map (NULL, NULL, 0), NULL);
  if (gp_element_is (flow, GP_FLOW_TRIGGER, "event"))
    return gp_expr_value_new_object ("data", input != NULL ? input
                                             : event != NULL ? make_from_fields (design, event)
                                             : gp_expr_value_new_map (NULL, NULL, 0), NULL);
  if (gp_element_is (flow, GP_FLOW_TRIGGER, "manual") || gp_element_is (flow, GP_FLOW_TRIGGER,
                                                                       "flow"))
    return gp_expr_value_new_object ("input", input != NULL ? input
                                              : gp_expr_value_new_map (NULL, NULL, 0), NULL);
  g_clear_pointer (&input, gp_expr_value_unref);
  return gp_expr_value_new_object ("time", text_value (example_time), NULL);
}

static gboolean
fails (const GpExprValue *mock)
{
  return gp_flow_value_get (mock, "error") != NULL || gp_flow_value_get (mock, "never") != NULL;
}

GpExprValue *
gp_flow_find_mocks (GpDesign   *design,
                    const GpId *flow)
{
  GpExprValue *found = gp_expr_value_new_map (NULL, NULL, 0);
  const GpElement *test;
  guint at = 0;

  while ((test = find_test (design, flow, GP_TEST_MOCKS, &at)) != NULL)
    {
      g_autoptr(GpExprValue) mocks =
        gp_expr_value_from_json (gp_element_get_text (test, GP_TEST_MOCKS), -1, NULL);

      if (mocks == NULL || gp_expr_value_get_kind (mocks) != GP_EXPR_VALUE_MAP)
        continue;
      for (gsize i = 0; i < gp_expr_value_get_size (mocks); i++)
        {
          const char *step = gp_expr_value_get_string (gp_expr_value_get_key (mocks, i), NULL);
          GpExprValue *mock = gp_expr_value_get_entry (mocks, i);
          g_autoptr(GpExprValue) before = found;

          if (fails (mock) || gp_flow_value_get (found, step) != NULL)
            found = gp_expr_value_ref (before);
          else
            found = gp_flow_value_with (before, step, gp_expr_value_ref (mock));
        }
    }
  return found;
}

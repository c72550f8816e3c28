/* test-json-schema.c — whether a value is as a JSON Schema wants it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-json-schema.h"
#include "gp-test-flow.h"
#include "gp-test.h"
#include <string.h>

static void
test_values_fit_or_not (void)
{
  static const struct
  {
    const char *schema;
    const char *value;
    const char *problem;      /* part of it; NULL where the value fits */
  } cases[] = {
    { "{}", "1", NULL },
    { "{'type': 'integer'}", "1", NULL },
    { "{'type': 'integer'}", "1.0", NULL },
    { "{'type': 'integer'}", "1.5", "integer" },
    { "{'type': 'number'}", "1", NULL },
    { "{'type': ['string', 'null']}", "null", NULL },
    { "{'type': ['string', 'null']}", "1", "type" },
    { "{'enum': ['a', 2]}", "2", NULL },
    { "{'enum': ['a', 2]}", "'b'", "one of" },
    { "{'const': 3}", "4", "3" },
    { "{'minimum': 2, 'maximum': 3}", "2", NULL },
    { "{'minimum': 2}", "1", "minimum" },
    { "{'exclusiveMaximum': 3}", "3", "exclusiveMaximum" },
    { "{'minLength': 2}", "'a'", "minLength" },
    { "{'maxLength': 2}", "'äö'", NULL },
    { "{'maxItems': 1}", "[1, 2]", "maxItems" },
    { "{'format': 'uuid'}", "'x'", "uuid" },
    { "{'format': 'uuid'}", "'e5000000-0000-4000-8000-000000000091'", NULL },
    { "{'format': 'date-time'}", "'2026-01-02'", "date-time" },
    { "{'format': 'date'}", "'2026-02-30'", "date" },
    { "{'format': 'date'}", "'2026-02-28'", NULL },
    { "{'format': 'other'}", "'x'", NULL },
    { "{'required': ['a']}", "{}", "/a" },
    { "{'required': ['a']}", "{'a': null}", NULL },
    { "{'properties': {'a': {'type': 'string'}}}", "{'a': 1}", "/a" },
    { "{'properties': {'a': {}}, 'additionalProperties': false}", "{'b': 1}", "/b" },
    { "{'additionalProperties': {'type': 'string'}}", "{'b': 1}", "/b" },
    { "{'items': {'type': 'object', 'required': ['x']}}", "[{'x': 1}, {}]", "/1/x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprValue) schema = gp_test_value (cases[i].schema);
      g_autoptr(GpExprValue) value = gp_test_value (cases[i].value);
      g_autofree char *problem = gp_json_schema_check (schema, value);

      if (cases[i].problem == NULL)
        g_assert_cmpstr (problem, ==, NULL);
      else
        g_assert_nonnull (strstr (problem, cases[i].problem));
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/json-schema/values-fit-or-not", test_values_fit_or_not);

  return g_test_run ();
}

/* test-record-input.c — what a client may write into a field of each type
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-record-input.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

#include <string.h>

/* A type as type:length:precision:scale:dimensions:list, JSON that it takes with how it comes back
 * (NULL: the same), and JSON that it refuses. */
static const struct
{
  const char *type;
  gint64      length;
  gint64      precision;
  gint64      scale;
  gint64      dimensions;
  gboolean    array;
  const char *good[8][2];
  const char *bad[12];
} cases[] = {
  { "uuid", .good = { { "\"0190a1b2-0000-7000-8000-00000000000F\"",
                        "\"0190a1b2-0000-7000-8000-00000000000f\"" } },
    .bad = { "\"\"", "\"x\"", "1", "true", "[]", "{}", "\"0190a1b2-0000-7000-8000-0000000000\"" } },
  { "text", 3, .good = { { "\"abc\"", NULL }, { "\"\"", NULL },
                         { "\"\\u00e9\\u00e9\\u00e9\"", "\"\303\251\303\251\303\251\"" } },
    .bad = { "\"abcd\"", "1", "true", "[\"a\"]", "\"a\\u0000\"", "{}" } },
  { "integer", .good = { { "0", NULL }, { "-2147483648", NULL }, { "2147483647", NULL } },
    .bad = { "2147483648", "1.5", "1e3", "\"1\"", "true", "[]", "99999999999999999999" } },
  { "bigint", .good = { { "9223372036854775807", NULL }, { "-9223372036854775808", NULL } },
    .bad = { "9223372036854775808", "0.1", "\"1\"", "null1" } },
  { "decimal", .precision = 5, .scale = 2,
    .good = { { "1.50", "\"1.5\"" }, { "\"-999.99\"", "\"-999.99\"" }, { "1e2", "\"100\"" },
              { "-0.0", "\"0\"" } },
    .bad = { "1000", "0.001", "\"x\"", "\"1,5\"", "\"NaN\"", "\"\"", "true", "\" 1\"" } },
  { "decimal", .good = { { "123456789012345678901234567890.123456789",
                           "\"123456789012345678901234567890.123456789\"" } },
    .bad = { "\"1e9999\"", "\"0x10\"", "\"Infinity\"" } },
  { "float", .good = { { "0.1", NULL }, { "1e300", "1e+300" }, { "-5", "-5" } },
    .bad = { "1e999", "\"1\"", "\"NaN\"", "true" } },
  { "boolean", .good = { { "true", NULL }, { "false", NULL } }, .bad = { "0", "1", "\"true\"",
                                                                         "[]" } },
  { "date", .good = { { "\"2024-02-29\"", NULL }, { "\"0001-01-01\"", NULL }, { "\"9999-12-31\"",
                                                                                NULL } },
    .bad = { "\"2023-02-29\"", "\"2024-2-9\"", "\"0000-01-01\"", "\"2024-02-29T00:00:00Z\"",
             "20240229",
             "\"\"" } },
  { "time", .good = { { "\"23:59:59\"", NULL }, { "\"00:00:00.500\"", "\"00:00:00.5\"" } },
    .bad = { "\"24:00:00\"", "\"12:60:00\"", "\"12:00\"", "\"12:00:00Z\"", "\"12:00:00.\"",
             "\"12:00:00.1234567\"", "12" } },
  { "timestamp", .good = { { "\"2024-02-29T12:00:00Z\"", NULL },
                           { "\"2024-02-29T12:00:00.25+02:00\"", "\"2024-02-29T10:00:00.25Z\"" } },
    .bad = { "\"2024-02-29T12:00:00\"", "\"2024-02-29\"", "\"now\"", "0",
             "\"2024-02-30T12:00:00Z\"",
             "\"2024-02-29T12:00:00.0000001Z\"" } },
  { "duration", .good = { { "\"1h30m\"", "\"5400s\"" }, { "\"-0.5s\"", NULL } },
    .bad = { "\"1\"", "\"x\"", "5", "\"1ns\"", "\"999999999999h\"" } },
  { "json", .good = { { "{\"a\":[1,null,\"x\"]}", NULL }, { "[]", NULL }, { "\"x\"", NULL },
                      { "1.50", NULL } } },
  { "bytes", 4, .good = { { "\"AAECAw==\"", NULL }, { "\"\"", NULL } },
    .bad = { "\"AAECAwQ=\"", "\"AAEC Aw==\"", "\"!\"", "\"AAE\"", "1" } },
  { "enum", .good = { { "\"red\"", NULL }, { "\"dark blue\"", NULL } },
    .bad = { "\"green\"", "\"RED\"", "\"\"", "0", "\"red' OR 1=1\"" } },
  { "file", .bad = { "\"x\"", "{}", "\"0190a1b2-0000-7000-8000-00000000000f\"" } },
  { "vector", .dimensions = 3, .good = { { "[1,2.5,-3]", NULL }, { "[0,0,0]", NULL } },
    .bad = { "[1,2]", "[1,2,3,4]", "[1,2,\"3\"]", "[1,2,null]", "\"[1,2,3]\"", "1" } },
  { "text", .array = TRUE, .good = { { "[]", NULL }, { "[\"a\",\"b\"]", NULL } },
    .bad = { "\"a\"", "[1]", "[null]", "[[\"a\"]]", "{}" } },
  { "timestamp", .array = TRUE,
    .good = { { "[\"2024-02-29T13:00:00+01:00\"]", "[\"2024-02-29T12:00:00Z\"]" } },
    .bad = { "[\"x\"]", "[0]" } },
};

static GpDesign *
make_design (gsize i)
{
  GpDesign *design = gp_design_new (NULL, "Types");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId role = gp_test_everyone (design);
  GpId field = gp_test_add_field (design, &thing, "value", cases[i].type);
  const char *values[] = { "red", "dark blue" };

  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_bool (design, &field, GP_FIELD_ARRAY, cases[i].array);
  gp_test_set_int (design, &field, GP_FIELD_LENGTH, cases[i].length);
  gp_test_set_int (design, &field, GP_FIELD_PRECISION, cases[i].precision);
  gp_test_set_int (design, &field, GP_FIELD_SCALE, cases[i].scale);
  gp_test_set_int (design, &field, GP_FIELD_DIMENSIONS, cases[i].dimensions);
  if (g_str_equal (cases[i].type, "enum"))
    {
      g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
      g_autoptr(GError) error = NULL;

      gp_change_set_set (changes, gp_design_lookup (design, &field), GP_FIELD_VALUES,
                         gp_value_texts (values, G_N_ELEMENTS (values)));
      gp_design_apply (design, changes, &error);
      g_assert_no_error (error);
    }
  gp_test_allow (design, &thing, &role, "create read update delete");

  return design;
}

static void
test_types (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = make_design (i);

      gp_test_deploy (backend, design);
      for (gsize j = 0; j < G_N_ELEMENTS (cases[i].good) && cases[i].good[j][0] != NULL; j++)
        {
          const char *back = cases[i].good[j][1] != NULL ? cases[i].good[j][1]
                                                         : cases[i].good[j][0];
          g_autofree char *body = g_strdup_printf ("{\"value\":%s}", cases[i].good[j][0]);
          g_autofree char *expected = g_strdup_printf ("\"value\":%s}", back);

          gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, body, 201);
          if (!g_str_has_suffix (backend->body, expected))
            g_error ("%s %s came back as %s", cases[i].type, body, backend->body);
        }
      for (gsize j = 0; j < G_N_ELEMENTS (cases[i].bad) && cases[i].bad[j] != NULL; j++)
        {
          g_autofree char *body = g_strdup_printf ("{\"value\":%s}", cases[i].bad[j]);

          gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, body, 400);
        }
      gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"value\":null}", 201);
    }
}

/* Everything that is wrong is said at once, field by field. */
static void
test_problems_name_fields (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Problems");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId role = gp_test_everyone (design);
  GpId secret;
  GpId number = gp_test_add_field (design, &thing, "number", "integer");
  g_autofree char *id = NULL;
  g_autofree char *given = NULL;

  gp_test_add_field (design, &thing, "name", "text");
  gp_test_set_text (design, &number, GP_FIELD_IDENTITY, "always");
  secret = gp_test_add_field (design, &thing, "secret", "text");
  gp_test_set_text (design, &secret, GP_FIELD_DEFAULT, "'x'");
  gp_test_set_text (design, &secret, GP_FIELD_SENSITIVE, "secret");
  gp_test_allow (design, &thing, &role, "create read update delete");
  gp_test_deploy (backend, design);

  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL,
                       "{\"id\":1,\"name\":null,\"number\":5,\"other\":true}", 400);
  g_assert_cmpint (gp_test_count (backend, "errors"), ==, 4);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{}", 400);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "[]", 400);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"name\":\"a\"", 400);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL,
                       "{\"name\":\"a\",\"name\":\"b\"}", 400);

  /* Numbered by the server, and what is secret is never given out, sorted by or asked about. */
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"name\":\"a\"}", 201);
  id = gp_test_member (backend, "id");
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"name\":\"b\"}", 201);
  given = gp_test_member (backend, "number");
  g_assert_cmpstr (given, ==, "2");
  g_assert_null (strstr (backend->body, "secret"));
  gp_test_assert_call (backend, "GET", "/api/records/thing?sort=secret", NULL, NULL, 400);
  gp_test_assert_call (backend, "GET", "/api/records/thing?fields=secret", NULL, NULL, 400);
  gp_test_assert_call (backend, "GET", "/api/records/thing?filter=secret==%27x%27", NULL, NULL,
                       400);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/record-input/types", test_types);
  g_test_add_func ("/record-input/problems-name-fields", test_problems_name_fields);

  return g_test_run ();
}

/* test-directus-flow-import.c — flows of Directus become flows
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-directus-flow-import.h"

#include "workflow.h"

#define FLOW(trigger, options) \
  "{\"data\":[{\"id\":\"f1\",\"name\":\"main\",\"status\":\"active\",\"trigger\":\"" trigger \
  "\",\"options\":" options ",\"operation\":\"o1\",\"operations\":[{\"id\":\"o1\",\"key\":\"a\"," \
  "\"type\":\"transform\",\"options\":{\"json\":{\"x\":1}},\"resolve\":null,\"reject\":null}]}]}"

static const struct
{
  const char *text;
  GpProperty property;
  const char *expected;
  guint n_lost;
} starts[] = {
  { FLOW ("manual", "{}"), GP_FLOW_TRIGGER, "manual", 0 },
  { FLOW ("schedule", "{\"cron\":\"0 0 2 * * *\"}"), GP_FLOW_SCHEDULE, "0 2 * * *", 0 },
  { FLOW ("schedule", "{\"cron\":\"*/5 * * * * *\"}"), GP_FLOW_TRIGGER, "cron", 1 },
  { FLOW ("webhook", "{\"method\":\"POST\"}"), GP_FLOW_HTTP_METHOD, "POST", 0 },
  { FLOW ("operation", "{\"return\":\"$last\"}"), GP_FLOW_TRIGGER, "flow", 0 },
  { FLOW ("event", "{\"type\":\"filter\",\"scope\":[\"items.create\"],\"collections\":[\"o\"]}"),
    GP_FLOW_TRIGGER_PHASE, "before", 0 },
  { FLOW ("event", "{\"type\":\"action\",\"scope\":[\"auth.login\"],\"collections\":[\"o\"]}"),
    GP_FLOW_TRIGGER_ENTITY, "o", 1 },
};

static void
test_starts_are_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      guint n_lost;
      g_autofree char *value = workflow_value ("directus-flows", starts[i].text, GP_KIND_FLOW,
                                               "main", starts[i].property, &n_lost);

      g_assert_cmpstr (value, ==, starts[i].expected);
      g_assert_cmpuint (n_lost, ==, starts[i].n_lost);
    }
}

/* What Directus gets from us it gives back. */
static void
test_an_export_comes_back (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity order total:integer\nflow main trigger=flow\nstep a switch\n"
                         "step b data_create entity=order with.total=input.n\nstep c set with.x=2\n"
                         "edge - a\nedge a b case when=input.n>1\nedge a c else\nedge b c error\n");
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GpDesign) again = NULL;
  guint n_lost;

  g_assert_true (gp_export (design, "directus-flows", out, NULL, NULL));
  again = workflow_import ("directus-flows", out->str, &n_lost);
  g_assert_cmpuint (n_lost, ==, 0);
  g_assert_cmpuint (gp_design_count (again, GP_KIND_STEP), ==, 4);
  g_assert_cmpuint (gp_design_count (again, GP_KIND_ENTITY), ==, 1);
}

static void
test_bad_files_are_refused (void)
{
  static const char *const bad[] = { "", "{}", "[]", "{\"data\":5}", "{\"data\":[", "5" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_import_text (bad[i], strlen (bad[i]), "directus-flows", NULL, NULL, NULL,
                                     NULL, &error));
      g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-flow-import/starts-are-read", test_starts_are_read);
  g_test_add_func ("/data/directus-flow-import/an-export-comes-back", test_an_export_comes_back);
  g_test_add_func ("/data/directus-flow-import/bad-files-are-refused", test_bad_files_are_refused);
  return g_test_run ();
}

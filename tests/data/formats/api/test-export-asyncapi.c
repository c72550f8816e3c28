/* test-export-asyncapi.c — events as AsyncAPI
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-export-asyncapi.h"

#include "gp-test-design.h"
#include "gp-yaml.h"
#include "workflow.h"

static void
test_events_have_channels_and_operations (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("event order.paid sum:integer at:timestamp\nflow a\n"
                         "step g group\n  step s emit event=order.paid with.sum=1\n"
                         "flow b trigger=event trigger_event=order.paid\nstep s set with.x=1\n");
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GPtrArray) documents = NULL;
  const GpYaml *root, *data;

  g_assert_true (gp_export (design, "asyncapi", out, NULL, NULL));
  documents = gp_yaml_parse (out->str, out->len, NULL);
  root = documents->pdata[0];
  g_assert_cmpstr (gp_yaml_get_text (root, "asyncapi"), ==, "3.0.0");
  g_assert_cmpstr (gp_yaml_get_text (gp_yaml_get (gp_yaml_get (root, "channels"), "order.paid"),
                                     "address"), ==, "order.paid");
  g_assert_cmpuint (gp_yaml_size (gp_yaml_get (root, "operations")), ==, 2);
  data = gp_yaml_get (gp_yaml_get (gp_yaml_get (root, "components"), "messages"), "order.paid");
  data = gp_yaml_get (gp_yaml_get (gp_yaml_get (data, "payload"), "properties"), "data");
  g_assert_cmpstr (gp_yaml_get_text (gp_yaml_get (gp_yaml_get (data, "properties"), "at"),
                                     "format"), ==, "date-time");
}

/* What is secret is never told. */
static void
test_changes_of_records_have_channels (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("entity order sum:integer pin:text\n");
  GpId pin = gp_test_flow_find (design, GP_KIND_FIELD, "pin");
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GPtrArray) documents = NULL;
  const GpYaml *root, *payload, *data;

  gp_test_set_text (design, &pin, GP_FIELD_SENSITIVE, "secret");
  g_assert_true (gp_export (design, "asyncapi", out, NULL, NULL));
  documents = gp_yaml_parse (out->str, out->len, NULL);
  root = documents->pdata[0];
  g_assert_cmpstr (gp_yaml_get_text (gp_yaml_get (gp_yaml_get (root, "channels"), "record-order"),
                                     "address"), ==, "/api/records/order");
  payload = gp_yaml_get (gp_yaml_get (gp_yaml_get (root, "components"), "messages"),
                         "record-order");
  payload = gp_yaml_get (gp_yaml_get (payload, "payload"), "properties");
  g_assert_cmpuint (gp_yaml_size (gp_yaml_get (gp_yaml_get (payload, "type"), "enum")), ==, 3);
  data = gp_yaml_get (gp_yaml_get (payload, "data"), "properties");
  g_assert_nonnull (gp_yaml_get (data, "sum"));
  g_assert_null (gp_yaml_get (data, "pin"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export-asyncapi/events-have-channels-and-operations",
                   test_events_have_channels_and_operations);
  g_test_add_func ("/data/export-asyncapi/changes-of-records-have-channels",
                   test_changes_of_records_have_channels);
  return g_test_run ();
}

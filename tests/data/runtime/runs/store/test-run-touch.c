/* test-run-touch.c — which records a step touched, and what the rules say of whoever started it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-access.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#define SCRIPT \
  "entity note text:text\nentity line text:text\nrole clerk\n" \
  "flow main trigger=data trigger_entity=note\n" \
  "step make data_create entity=line with.text='a'\n" \
  "step look data_read entity=note\n" \
  "step drop data_delete entity=line where=record.text=='a'\n"

static void
deploy (GpTestRuntime *backend)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);

  gp_test_access_rule (design, "grant", "clerk", "create read", NULL, NULL);
  gp_test_deploy (backend, design);
}

static void
test_verdicts (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *path = NULL, *token = NULL, *made = NULL, *looked = NULL;
  g_autofree char *rule = NULL, *count = NULL, *dropped = NULL, *none = NULL, *first = NULL;
  g_autofree char *version = NULL;

  deploy (backend);
  token = gp_test_sign_up (backend, "clerk@example.org", "clerk");
  gp_test_assert_call (backend, "POST", "/api/records/note", token, "{\"text\":\"x\"}", 201);
  run = gp_test_runs_await (backend, "main", "completed", 1);
  path = g_strdup_printf ("/admin/runs/%s?trace=1", run);
  gp_test_assert_call (backend, "GET", path, GP_TEST_ADMIN_TOKEN, NULL, 200);

  g_assert_cmpint (gp_test_count (backend, "touches"), ==, 3);
  made = gp_test_member (backend, "touches.0.records.0.verdict");
  g_assert_cmpstr (made, ==, "denied");
  none = gp_test_member (backend, "touches.0.records.0.rule");
  g_assert_cmpstr (none, ==, "null");
  looked = gp_test_member (backend, "touches.1.records.0.verdict");
  g_assert_cmpstr (looked, ==, "granted");
  rule = gp_test_member (backend, "touches.1.records.0.rule");
  g_assert_cmpuint (strlen (rule), >, 20);
  count = gp_test_member (backend, "touches.2.count");
  g_assert_cmpstr (count, ==, "1");
  dropped = gp_test_member (backend, "touches.2.action");
  g_assert_cmpstr (dropped, ==, "delete");
  first = gp_test_member (backend, "trace.0.what");
  g_assert_cmpstr (first, ==, "started");
  version = gp_test_member (backend, "version");
  g_assert_cmpuint (strlen (version), ==, 64);
}

/* Nobody who is signed in has started it: there is nobody to ask the rules about. */
static void
test_nobody (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *path = NULL, *verdict = NULL, *id = NULL;

  deploy (backend);
  g_free (gp_test_runs_create (backend, "note", "{\"text\":\"x\"}"));
  run = gp_test_runs_await (backend, "main", "completed", 1);
  path = g_strdup_printf ("/admin/runs/%s", run);
  gp_test_assert_call (backend, "GET", path, GP_TEST_ADMIN_TOKEN, NULL, 200);
  verdict = gp_test_member (backend, "touches.0.records.0.verdict");
  g_assert_null (verdict);
  id = gp_test_member (backend, "touches.0.records.0.id");
  g_assert_nonnull (id);
}

#define NOTE "0190a1b2-0000-7000-8000-00000000000a"

/* (transfer full): what the rules say of the first record that @step touches: a clerk starts it,
 * who may do @action where @condition holds, and with the field "text" alone where @limited. */
static char *
ask (const char *step,
     const char *action,
     const char *condition,
     gboolean    limited)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *script = g_strconcat ("entity note text:text more:text up_id:reference\n"
                                         "role clerk\nflow main trigger=data trigger_entity=note "
                                         "trigger_changes=created\n", step, NULL);
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  const GpId *note = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  const GpId *up = gp_element_get_id (gp_design_find_child (design, note, GP_KIND_FIELD, "up_id"));
  g_autofree char *path = NULL, *token = NULL, *run = NULL;
  GpId rule;

  gp_test_set_ref (design, up, GP_FIELD_REFERENCE, note);
  gp_test_access_rule (design, "grant", "clerk", "create", NULL, NULL);
  rule = gp_test_access_rule (design, "grant", "clerk", action, condition, NULL);
  if (limited)
    gp_test_access_fields (design, &rule, "only", "text");
  gp_test_deploy (backend, design);
  token = gp_test_sign_up (backend, "clerk@example.org", "clerk");
  gp_test_assert_call (backend, "POST", "/api/records/note", token,
                       "{\"id\":\"" NOTE "\",\"up_id\":\"" NOTE "\",\"text\":\"x\","
                       "\"more\":\"y\"}", 201);
  run = gp_test_runs_await (backend, "main", "completed", 1);
  path = g_strdup_printf ("/admin/runs/%s", run);
  gp_test_assert_call (backend, "GET", path, GP_TEST_ADMIN_TOKEN, NULL, 200);

  return gp_test_member (backend, "touches.0.records.0.verdict");
}

/* As the same request by hand. */
static void
test_unwritable_field (void)
{
  g_autofree char *verdict = ask ("step a data_update entity=note with.more='z'\n", "update", NULL,
                                  TRUE);

  g_assert_cmpstr (verdict, ==, "denied");
}

static void
test_writable_field (void)
{
  g_autofree char *verdict = ask ("step a data_update entity=note with.text='z'\n", "update", NULL,
                                  TRUE);

  g_assert_cmpstr (verdict, ==, "granted");
}

/* The rules are asked before the record is written, as by a request: not what has become of it. */
static void
test_before_updates (void)
{
  g_autofree char *verdict = ask ("step a data_update entity=note with.text='z'\n", "update",
                                  "record.up.text == 'x'", FALSE);

  g_assert_cmpstr (verdict, ==, "granted");
}

/* What a condition reads beyond the record may go with it. */
static void
test_before_deletions (void)
{
  g_autofree char *verdict = ask ("step a data_delete entity=note\n", "delete",
                                  "record.up.text == 'x'", FALSE);

  g_assert_cmpstr (verdict, ==, "granted");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-touch/verdicts", test_verdicts);
  g_test_add_func ("/run-touch/nobody", test_nobody);
  g_test_add_func ("/run-touch/before-updates", test_before_updates);
  g_test_add_func ("/run-touch/unwritable-field", test_unwritable_field);
  g_test_add_func ("/run-touch/writable-field", test_writable_field);
  g_test_add_func ("/run-touch/before-deletions", test_before_deletions);

  return g_test_run ();
}

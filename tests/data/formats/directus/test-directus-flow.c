/* test-directus-flow.c — what starts a flow in Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "directus-flow.h"

#define STEP "step a set with.x=1\n"

static void
check_trigger (const char *flow,
               const char *expected)
{
  g_autofree char *script = g_strdup_printf ("entity order total:integer\nevent paid x:integer\n"
                                             "flow main %s\n" STEP, flow);
  g_autofree char *options = directus_flow_options (script, "trigger");

  g_assert_nonnull (strstr (options, expected));
}

static void
test_each_start_has_a_counterpart (void)
{
  check_trigger ("trigger=manual", "\"collections\":[\"order\"]");
  check_trigger ("trigger=manual confirm=Sure?", "\"confirmationDescription\":\"Sure?\"");
  check_trigger ("trigger=cron schedule=0~2~*~*~*", "\"cron\":\"0 0 2 * * *\"");
  check_trigger ("trigger=every schedule=15m", "\"cron\":\"0 */15 * * * *\"");
  check_trigger ("trigger=every schedule=2h", "\"cron\":\"0 0 */2 * * *\"");
  check_trigger ("trigger=data trigger_entity=order trigger_changes=created",
                 "\"type\":\"action\",\"scope\":[\"items.create\"],\"collections\":[\"order\"]");
  check_trigger ("trigger=http http_path=x http_method=GET", "\"method\":\"GET\"");
  check_trigger ("trigger=flow", "\"return\":\"$last\"");
  check_trigger ("trigger=event trigger_event=paid", "\"return\":\"$last\"");
}

static void
test_other_starts_are_refused (void)
{
  g_assert_cmpuint (directus_flow_refusals ("flow main trigger=every schedule=7h\n" STEP), ==, 1);
  g_assert_cmpuint (directus_flow_refusals ("flow main trigger=after schedule=7h\n" STEP), ==, 1);
  g_assert_cmpuint (directus_flow_refusals ("flow main trigger=cron "
                                            "schedule=CRON_TZ=Europe/Rome~0~2~*~*~*\n" STEP),
                    ==, 1);
  g_assert_cmpuint (directus_flow_refusals ("flow main trigger=http http_method=PUT http_path=x "
                                            "http_auth=signature\n" STEP), ==, 2);
  g_assert_cmpuint (directus_flow_refusals ("flow main concurrency_limit=1 idempotency_key='x'\n"
                                            STEP), ==, 2);
}

static void
test_a_broken_flow_is_refused (void)
{
  g_assert_cmpuint (directus_flow_refusals ("flow main\nstep a call_http\n"), ==, 1);
}

/* Links among operations that are there cannot be changed in one request. */
static void
test_each_revision_has_its_own_operations (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\n" STEP);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  static const char *const revisions[] = { "1", "2", "1" };
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (revisions); i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      GpJsonWriter writer;

      gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
      gp_json_writer_begin_array (&writer);
      g_assert_true (gp_directus_flow_write (design, &flow, revisions[i], &writer, findings));
      gp_json_writer_end_array (&writer);
      g_ptr_array_add (texts, g_string_free (g_steal_pointer (&out), FALSE));
    }
  g_assert_cmpstr (texts->pdata[0], !=, texts->pdata[1]);
  g_assert_cmpstr (texts->pdata[0], ==, texts->pdata[2]);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-flow/each-start-has-a-counterpart",
                   test_each_start_has_a_counterpart);
  g_test_add_func ("/data/directus-flow/other-starts-are-refused", test_other_starts_are_refused);
  g_test_add_func ("/data/directus-flow/a-broken-flow-is-refused", test_a_broken_flow_is_refused);
  g_test_add_func ("/data/directus-flow/each-revision-has-its-own-operations",
                   test_each_revision_has_its_own_operations);
  return g_test_run ();
}

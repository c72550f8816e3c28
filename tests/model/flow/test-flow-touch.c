/* test-flow-touch.c — what the steps of flows touch
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-touch.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#define SCRIPT                                                                                    \
  "entity order total:integer\nevent paid order_id:uuid\nconnection shop\nflow other\n"          \
  "flow main\nstep read data_read entity=order\nstep each for in=[1] each=n\n"                    \
  "  step write data_update entity=order\n  step tell emit event=paid\n"                           \
  "step hear listen listen_events=paid\nstep call call_http connection=shop path=/x\n"             \
  "step go run_flow flow=other\nstep idle set"

/* "order 5, paid 17": names and verbs. */
static char *
describe (GpDesign *design,
          GArray   *touches)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < touches->len; i++)
    {
      const GpFlowTouch *touch = &g_array_index (touches, GpFlowTouch, i);

      g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "",
                              gp_element_get_name (gp_design_lookup (design, &touch->target)),
                              touch->verbs);
    }
  return g_strdup (text->str);
}

static void
check (GpDesign   *design,
       GpKind      kind,
       const char *name,
       const char *all,
       const char *own)
{
  GpId id = gp_test_flow_find (design, kind, name);
  const GpElement *holder = gp_design_lookup (design, &id);
  g_autoptr(GArray) touches = gp_flow_list_touches (design, holder);
  g_autofree char *said = describe (design, touches);

  g_assert_cmpstr (said, ==, all);
  if (own != NULL)
    {
      g_autoptr(GArray) found = gp_flow_find_touches (holder);
      g_autofree char *of_itself = describe (design, found);

      g_assert_cmpstr (of_itself, ==, own);
    }
}

static void
test_each_target_is_named_once (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);

  check (design, GP_KIND_FLOW, "main", "order 5, paid 17, shop 64, other 32", NULL);
  check (design, GP_KIND_FLOW, "other", "", NULL);
  check (design, GP_KIND_STEP, "read", "order 1", "order 1");
  check (design, GP_KIND_STEP, "each", "order 4, paid 16", "");
  check (design, GP_KIND_STEP, "hear", "paid 1", "paid 1");
  check (design, GP_KIND_STEP, "idle", "", "");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/flow-touch/each-target-is-named-once", test_each_target_is_named_once);

  return g_test_run ();
}

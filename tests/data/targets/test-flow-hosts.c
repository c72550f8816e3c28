/* test-flow-hosts.c — the kinds of backends that flows are deployed to
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-hosts.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#include <string.h>

#define SCRIPT                                                                                    \
  "role manager\nflow main\nstep ask approve assignees=manager\nstep tell set with.told=true\n"   \
  "edge - ask\nedge ask tell\n"

static gboolean
has_light (GpDesign   *design,
           const char *host,
           GpKind      kind,
           const char *name)
{
  g_autoptr(GpFlowLights) lights = gp_flow_lights_new (design, gp_flow_hosts);
  GpId id = gp_test_flow_find (design, kind, name);
  GPtrArray *found = gp_flow_lights_list (lights, &id);

  for (guint i = 0; found != NULL && i < found->len; i++)
    if (strcmp (((GpFlowLight *) found->pdata[i])->host->name, host) == 0)
      return TRUE;
  return FALSE;
}

/* Our own backend runs all; Directus asks nobody for approval; PocketBase has no flows. */
static void
test_each_tells_what_it_does_not_run (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);

  g_assert_false (has_light (design, "Local backend", GP_KIND_FLOW, "main"));
  g_assert_false (has_light (design, "PostgreSQL", GP_KIND_STEP, "tell"));
  g_assert_true (has_light (design, "Directus", GP_KIND_STEP, "ask"));
  g_assert_false (has_light (design, "Directus", GP_KIND_STEP, "tell"));
  g_assert_true (has_light (design, "PocketBase", GP_KIND_FLOW, "main"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/flow-hosts/each-tells-what-it-does-not-run",
                   test_each_tells_what_it_does_not_run);

  return g_test_run ();
}

/* test-directus-flow-tree.c — graphs as the trees of Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "directus-flow.h"

static const struct
{
  const char *script;
  const char *expected;
} trees[] = {
  { "flow main\nstep a set with.x=1\nstep b set with.y=2\n", "manual b:transform a:transform>b" },
  { "flow main\n", "manual" },
  /* Ways part, and what they share is there for each. */
  { "flow main trigger=flow\nstep a switch\nstep b set with.x=1\nstep c set with.x=2\n"
    "step d set with.x=3\n"
    "edge - a\nedge a b case when=input.n>1\nedge a c else\nedge b d\nedge c d\n",
    "operation d:transform b:transform>d d_2:transform c:transform>d_2 a_is:condition>b!c" },
  /* An error goes to the nearest that catches it. */
  { "flow main\nstep a set with.x=1\nstep b set with.x=2\nstep c set with.x=3\n"
    "edge - a\nedge a b\nedge a c error\nedge - c error\n",
    "manual c:transform b:transform!c c_2:transform a:transform>b!c_2" },
  /* A group is what is in it. */
  { "flow main\nstep g group\n  step a set with.x=1\n  step b set with.x=2\nstep c set with.x=3\n",
    "manual c:transform b:transform>c a:transform>b" },
  /* What is skipped goes on as well. */
  { "flow main trigger=flow\nstep a set with.x=1 if=input.ok\nstep b set with.x=2\n",
    "operation b:transform a:transform>b b_2:transform a_if:condition>a!b_2" },
  /* Nobody but those with the roles. */
  { "role boss\nflow main trigger=http http_path=x roles=boss\nstep a set with.x=1\n",
    "webhook a:transform not_allowed:throw-error may_start:condition>a!not_allowed" },
  { "flow main trigger=http http_path=x http_auth=anyone\nstep a set with.x=1\n",
    "webhook a:transform" },
  /* What is done for each item is called. */
  { "flow main trigger=flow\nstep l for in=input.list each=n\n  step a set with.x=n.price\n",
    "operation a:transform | operation l:trigger" },
  /* The record is read where it is asked for. */
  { "entity order total:integer\nflow main trigger=data trigger_entity=order "
    "trigger_changes=created trigger_when=new.total>1\nstep a set with.x=trigger.record.total\n",
    "event a:transform only_when:condition>a changed_record:item-read>only_when" },
};

static void
test_trees_are_as_expected (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (trees); i++)
    {
      g_autofree char *tree = directus_flow_tree (trees[i].script);

      g_assert_cmpstr (tree, ==, trees[i].expected);
    }
}

static void
test_circles_and_branches_are_refused (void)
{
  g_assert_cmpuint (directus_flow_refusals ("flow main\nstep a set with.x=1\nstep b switch\n"
                                            "edge - a\nedge a b\nedge b a else\n"), ==, 1);
  g_assert_cmpuint (directus_flow_refusals ("flow main\nstep f fork\n  step a set with.x=1\n"
                                            "  step b set with.x=1\n"), ==, 1);
  g_assert_cmpuint (directus_flow_refusals ("flow main\nstep a set with.x=1\nstep b set with.y=1\n"
                                            "edge - a\nedge a b error error_status=503\n"), ==, 1);
}

/* Twelve choices in a row would be four thousand ways. */
static void
test_too_many_ways_are_refused (void)
{
  g_autoptr(GString) script = g_string_new ("flow main trigger=flow\n");

  for (guint i = 0; i < 13; i++)
    g_string_append_printf (script, "step s%u set with.x=1 if=input.ok\n", i);
  g_assert_cmpuint (directus_flow_refusals (script->str), >=, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-flow-tree/trees-are-as-expected", test_trees_are_as_expected);
  g_test_add_func ("/data/directus-flow-tree/circles-and-branches-are-refused",
                   test_circles_and_branches_are_refused);
  g_test_add_func ("/data/directus-flow-tree/too-many-ways-are-refused",
                   test_too_many_ways_are_refused);
  return g_test_run ();
}

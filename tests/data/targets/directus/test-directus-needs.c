/* test-directus-needs.c — relations that a filter relies on are named
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-needs.h"

#include <string.h>

#include "gp-test-expr-design.h"
#include "gp-test.h"

static char *
write_needs (const GpDirectusNeeds *needs,
             GpDesign              *design)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_directus_needs_write (needs, design, &writer);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_lists_are_called_as_in_expressions (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  const char *paths[][2] = { { "task/project_id", "task" },
                             { "task/reviewer_id", "task__reviewer_id" } };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const GpElement *field = gp_design_lookup (design, gp_test_expr_find (design, paths[i][0]));
      g_autofree char *name = gp_directus_list_name (design, field);

      g_assert_cmpstr (name, ==, paths[i][1]);
    }
}

static void
test_each_is_named_once (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_auto(GpDirectusNeeds) needs = { 0 };
  const GpId *reference = gp_test_expr_find (design, "task/project_id");
  g_autofree char *text = NULL;

  gp_directus_needs_init (&needs);
  gp_directus_needs_add_user_field (&needs, "tenant");
  gp_directus_needs_add_reference (&needs, reference, TRUE);
  gp_directus_needs_add_reference (&needs, reference, FALSE);
  gp_directus_needs_add_owner (&needs, gp_test_expr_find (design, "person/id"));
  text = write_needs (&needs, design);
  g_assert_cmpstr (text, ==,
                   "{\"user_fields\":[\"tenant\"],\"relations\":["
                   "{\"collection\":\"person\",\"field\":\"id\",\"related_collection\":"
                   "\"directus_users\",\"one_field\":\"person_id\"},"
                   "{\"collection\":\"task\",\"field\":\"project_id\",\"related_collection\":"
                   "\"project\",\"one_field\":\"task\"}]}");
}

static void
test_nothing_is_needed (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_auto(GpDirectusNeeds) needs = { 0 };
  g_autofree char *text = NULL;

  gp_directus_needs_init (&needs);
  gp_directus_needs_add_user_field (NULL, "tenant");
  text = write_needs (&needs, design);
  g_assert_cmpstr (text, ==, "{\"user_fields\":[],\"relations\":[]}");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-needs/lists-are-called-as-in-expressions",
                   test_lists_are_called_as_in_expressions);
  g_test_add_func ("/data/directus-needs/each-is-named-once", test_each_is_named_once);
  g_test_add_func ("/data/directus-needs/nothing-is-needed", test_nothing_is_needed);
  return g_test_run ();
}

/* test-directus-access.c — policies and roles of a Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-access.h"

#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static char *
dup_lines (GPtrArray *requests)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < requests->len; i++)
    {
      const GpDirectusRequest *request = requests->pdata[i];
      g_auto(GStrv) parts = g_strsplit (request->path, "/", 3);

      g_string_append_printf (text, "%s /%s\n", request->method, parts[1]);
    }
  g_ptr_array_unref (requests);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_first_time (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusSchema) wanted = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(GpDirectusState) state = gp_test_directus_read (server);
  g_autofree char *narrow = dup_lines (gp_directus_access_narrow (state, NULL, wanted));
  g_autofree char *widen = dup_lines (gp_directus_access_widen (state, NULL, wanted));

  g_assert_cmpstr (narrow, ==, "");
  g_assert_nonnull (strstr (widen, "POST /policies\n"));
  g_assert_nonnull (strstr (widen, "POST /roles\nPOST /access\n"));
}

/* What goes is taken away before, what comes is added after. */
static void
test_another_rule (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDesign) after = gp_design_copy (design);
  g_autoptr(GpDirectusSchema) before = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(GPtrArray) rules = gp_design_list (after, GP_KIND_RULE);
  g_autoptr(GpDirectusSchema) wanted = NULL;
  g_autoptr(GpDirectusState) state = NULL;
  g_autoptr(GPtrArray) changed = NULL;
  g_autofree char *narrow = NULL;
  g_autofree char *widen = NULL;
  g_autofree char *nothing = NULL;

  gp_test_set_texts (after, gp_element_get_id (rules->pdata[0]), GP_RULE_ACTIONS, "create");
  wanted = gp_directus_schema_new (after, TRUE, NULL);
  gp_test_directus_hold (server, design);
  state = gp_test_directus_read (server);
  changed = gp_directus_access_list_changed (state, before);
  g_assert_cmpuint (changed->len, ==, 0);
  nothing = dup_lines (gp_directus_access_widen (state, before, before));
  narrow = dup_lines (gp_directus_access_narrow (state, before, wanted));
  widen = dup_lines (gp_directus_access_widen (state, before, wanted));
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (narrow, ==, "PATCH /policies\n");
  g_assert_cmpstr (widen, ==, "PATCH /policies\n");
}

static void
test_a_role_goes (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDesign) after = gp_design_copy (design);
  g_autoptr(GPtrArray) roles = gp_design_list (after, GP_KIND_ROLE);
  GpId role = *gp_element_get_id (roles->pdata[0]);
  g_autoptr(GpDirectusSchema) before = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(GpDirectusSchema) wanted = NULL;
  g_autoptr(GpDirectusState) state = NULL;
  g_autofree char *clear = NULL;

  gp_test_remove (after, &role);
  wanted = gp_directus_schema_new (after, TRUE, NULL);
  gp_test_directus_hold (server, design);
  state = gp_test_directus_read (server);
  clear = dup_lines (gp_directus_access_clear (state, before, wanted));
  g_assert_cmpstr (clear, ==, "DELETE /roles\nDELETE /policies\n");
}

/* Directus allows what any policy of a role allows, and of the role above it. */
static void
test_others_are_named (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusSchema) wanted = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(GpDirectusState) state = NULL;
  g_autoptr(GPtrArray) none = NULL, direct = NULL, above = NULL;
  JsonObject *role, *grant;

  gp_test_directus_hold (server, design);
  state = gp_test_directus_read (server);
  none = gp_directus_access_list_others (state, wanted);
  role = json_array_get_object_element (state->roles, 0);
  grant = gp_directus_json_append (state->access);
  json_object_set_string_member (grant, "policy", "theirs");
  json_object_set_string_member (grant, "role", gp_directus_json_text (role, "id"));
  direct = gp_directus_access_list_others (state, wanted);
  json_object_set_string_member (grant, "role", "chief");
  json_object_set_string_member (gp_directus_json_append (state->roles), "id", "chief");
  json_object_set_string_member (role, "parent", "chief");
  above = gp_directus_access_list_others (state, wanted);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (direct->len, ==, 1);
  g_assert_cmpuint (above->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-access/first-time", test_first_time);
  g_test_add_func ("/data/directus-access/another-rule", test_another_rule);
  g_test_add_func ("/data/directus-access/a-role-goes", test_a_role_goes);
  g_test_add_func ("/data/directus-access/others-are-named", test_others_are_named);
  return g_test_run ();
}

/* test-directus-design.c — the schema of a Directus as a design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-design.h"

#include "gp-directus-merge.h"
#include "gp-directus-schema.h"
#include "gp-diff.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static JsonObject *
make_live (GpDesign *design)
{
  g_autoptr(GpDirectusSchema) schema = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(JsonNode) empty = json_from_string (GP_TEST_DIRECTUS_EMPTY, NULL);

  return gp_directus_merge (json_node_get_object (empty), schema->managed, NULL);
}

static void
test_round_trip (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(JsonObject) live = make_live (design);
  g_autoptr(GpDesign) read = gp_directus_design_read (live, design, NULL, NULL, NULL);
  const char *const kinds[] = { "entity", "field" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GPtrArray) elements = NULL;
      GpKind kind;

      g_assert_true (gp_kind_from_nick (kinds[i], &kind));
      elements = gp_design_list (design, kind);
      for (guint j = 0; j < elements->len; j++)
        {
          const GpElement *other = gp_design_lookup (read,
                                                     gp_element_get_id (elements->pdata[j]));

          g_assert_nonnull (other);
          g_assert_cmpstr (gp_element_get_name (other), ==,
                           gp_element_get_name (elements->pdata[j]));
          if (kind == GP_KIND_FIELD)
            g_assert_cmpstr (gp_element_get_text (other, GP_FIELD_TYPE), ==,
                             gp_element_get_text (elements->pdata[j], GP_FIELD_TYPE));
        }
    }
}

/* Without a design that is known, a second reading has the same ids below the same root. */
static void
test_ids_follow_from_names (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(JsonObject) live = make_live (design);
  g_autoptr(GpDesign) root = gp_design_new (NULL, "x");
  g_autoptr(GpDesign) first = gp_directus_design_read (live, root, "x", NULL, NULL);
  g_autoptr(GpDesign) second = gp_directus_design_read (live, root, "x", NULL, NULL);
  g_autoptr(GpChangeSet) changes = gp_diff (first, second, GP_DIFF_ALL);

  g_assert_cmpuint (gp_change_set_get_size (changes), ==, 0);
  g_assert_cmpuint (gp_design_count (first, GP_KIND_ENTITY), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-design/round-trip", test_round_trip);
  g_test_add_func ("/data/directus-design/ids-follow-from-names", test_ids_follow_from_names);
  return g_test_run ();
}

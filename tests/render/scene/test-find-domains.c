/* test-find-domains.c — entities are grouped by their ties and their names
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-find-domains.h"
#include "gp-test.h"

static GpId
add_entity (GpDesign   *design,
            const char *name)
{
  GpId id;
  g_autoptr(GpChangeSet) add =
    gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name, NULL, NULL, &id);

  g_assert_true (gp_design_apply (design, add, NULL));
  return id;
}

/* A star: every entity after the first points to the first. */
static void
add_star (GpDesign   *design,
          const char *prefix,
          guint       n)
{
  GpId middle = { { 0 } };

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s_%u", prefix, i);
      GpId id = add_entity (design, name);

      if (i == 0)
        middle = id;
      else
        {
          g_autoptr(GpChangeSet) relate = gp_edit_add_relation (design, &id, &middle, NULL, NULL);

          g_assert_true (gp_design_apply (design, relate, NULL));
        }
    }
}

static void
test_ties_make_domains (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Grouped");
  g_autoptr(GpChangeSet) found = NULL, again = NULL;
  g_autoptr(GPtrArray) entities = NULL;
  g_autoptr(GError) error = NULL;

  add_star (design, "order", 8);
  add_star (design, "patient", 8);
  found = gp_find_domains (design);
  gp_design_apply (design, found, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_DOMAIN), ==, 2);

  entities = gp_design_list (design, GP_KIND_ENTITY);
  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *domain =
        gp_design_lookup (design, gp_element_get_ref (entities->pdata[i], GP_ENTITY_DOMAIN));
      const char *name = gp_element_get_name (entities->pdata[i]);

      g_assert_cmpstr (gp_element_get_name (domain), ==,
                       g_str_has_prefix (name, "order") ? "Order" : "Patient");
    }
  again = gp_find_domains (design);
  g_assert_cmpuint (gp_change_set_get_size (again), ==, 0);
}

static void
test_one_group_is_none (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Small");
  g_autoptr(GpDesign) empty = gp_design_new (NULL, "Empty");
  g_autoptr(GpChangeSet) found = NULL, nothing = gp_find_domains (empty);

  add_star (design, "order", 6);
  found = gp_find_domains (design);
  g_assert_cmpuint (gp_change_set_get_size (found), ==, 0);
  g_assert_cmpuint (gp_change_set_get_size (nothing), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/find-domains/ties-make-domains", test_ties_make_domains);
  g_test_add_func ("/render/find-domains/one-group-is-none", test_one_group_is_none);
  return g_test_run ();
}

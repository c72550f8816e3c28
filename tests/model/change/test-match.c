/* test-match.c — a design without our ids is recognised
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-diff.h"
#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test-design.h"
#include "gp-test.h"

/* The same design with other ids: duplicated element by element through new ids. */
static GpDesign *
with_other_ids (GpDesign *design)
{
  g_autoptr(GPtrArray)
               elements = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GHashTable) ids = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  GpDesign *other = gp_design_new (NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_hash_table_insert (ids, g_memdup2 (gp_design_get_root_id (design), sizeof (GpId)),
                       g_memdup2 (gp_design_get_root_id (other), sizeof (GpId)));
  for (int pass = 0; pass < 2; pass++)
    {
      g_autoptr(GQueue) queue = g_queue_new ();

      g_queue_push_tail (queue, (gpointer) gp_design_get_root (design));
      while (!g_queue_is_empty (queue))
        {
          const GpElement *element = g_queue_pop_head (queue), *child;
          const GpId *id = gp_element_get_id (element);
          GpId fresh = gp_id_new ();

          for (gsize i = 0; (child = gp_design_peek_child (design, id, i)) != NULL; i++)
            g_queue_push_tail (queue, (gpointer) child);
          if (pass == 0 && !g_hash_table_contains (ids, id))
            g_hash_table_insert (ids, g_memdup2 (id, sizeof *id), g_memdup2 (&fresh, sizeof fresh));
          if (pass == 1)
            {
              const GpId *parent = g_hash_table_lookup (ids, gp_element_get_parent (element));
              GpElement *copy = gp_element_new (gp_element_get_kind (element),
                                                g_hash_table_lookup (ids, id), parent,
                                                gp_element_get_rank (element));
              GpProperty property;
              const GpValue *value;

              for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
                {
                  gsize n;
                  const GpId *refs = gp_value_get_ids (value, &n);
                  g_autofree GpId *mapped = g_new (GpId, n);

                  for (gsize j = 0; j < n; j++)
                    mapped[j] = *(GpId *) g_hash_table_lookup (ids, &refs[j]);
                  gp_element_set (copy, property,
                                  value->type == GP_VALUE_ID
                                  ? gp_value_id (g_hash_table_lookup (ids, gp_value_get_id (value)))
                                  : value->type == GP_VALUE_IDS ? gp_value_ids (mapped, n)
                                                                : gp_value_copy (value));
                }
              g_ptr_array_add (elements, copy);
            }
        }
    }
  gp_design_load (other, elements, &error);
  g_assert_no_error (error);
  return other;
}

static void
test_same_design_with_other_ids (void)
{
  g_autoptr(GpDesign) base = gp_design_new (NULL, "Matched");
  const GpId *root = gp_design_get_root_id (base);
  g_autoptr(GpDesign) other = NULL, matched = NULL;

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("table_%d", i);
      g_autoptr(GpChangeSet) add = gp_edit_add (base, GP_KIND_ENTITY, root, name, NULL, NULL, NULL);
      g_assert_true (gp_design_apply (base, add, NULL));
    }
  for (int i = 0; i < 8; i++)
    {
      g_autoptr(GPtrArray) entities = gp_design_list (base, GP_KIND_ENTITY);
      g_autoptr(GpChangeSet) relate =
        gp_edit_add_relation (base, gp_element_get_id (entities->pdata[i % 6]),
                              gp_element_get_id (entities->pdata[(i * 5 + 1) % 6]), NULL, NULL);
      g_assert_true (gp_design_apply (base, relate, NULL));
    }
  other = with_other_ids (base);
  matched = gp_match (base, other);
  gp_assert_design_equal (base, matched);
}

static void
test_what_is_new_stays_new (void)
{
  g_autoptr(GpDesign) base = gp_design_new (NULL, "Matched");
  g_autoptr(GpDesign) other = gp_design_new (NULL, "Matched");
  g_autoptr(GpDesign) matched = NULL;
  g_autoptr(GpChangeSet) a = gp_edit_add (base, GP_KIND_ROLE, gp_design_get_root_id (base),
                                           "doctor", NULL, NULL, NULL);
  g_autoptr(GpChangeSet) b = gp_edit_add (other, GP_KIND_ROLE, gp_design_get_root_id (other),
                                           "nurse", NULL, NULL, NULL);
  g_autoptr(GpChangeSet) difference = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_design_apply (base, a, NULL));
  g_assert_true (gp_design_apply (other, b, NULL));
  matched = gp_match (base, other);
  difference = gp_diff (base, matched, GP_DIFF_ALL);
  g_assert_cmpuint (gp_change_set_get_size (difference), ==, 2);
  gp_design_apply (base, difference, &error);
  g_assert_no_error (error);
  gp_assert_design_equal (matched, base);
}

/* What shares ids is known by them, also under another name; the rest by its name. */
static void
test_ids_before_names (void)
{
  g_autoptr(GpDesign) base = gp_design_new (NULL, "Matched");
  GpId patient = gp_test_add_entity (base, "patient");
  GpId clinic = gp_test_add_entity (base, "clinic");
  g_autoptr(GpDesign) other = gp_design_copy (base);
  GpId panel = gp_test_add_entity (base, "panel");
  g_autoptr(GpDesign) matched = NULL;

  gp_test_set_text (other, &patient, GP_ENTITY_NAME, "person");
  gp_test_set_text (other, &clinic, GP_ENTITY_NAME, "patient");
  gp_test_add_entity (other, "panel");
  matched = gp_match (base, other);
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (matched, &patient)), ==, "person");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (matched, &clinic)), ==, "patient");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (matched, &panel)), ==, "panel");
}

/* Another field was made here in the place of one that was deployed. */
static void
test_what_is_known_is_known_by_its_id (void)
{
  g_autoptr(GpDesign) deployed = gp_design_new (NULL, "Matched");
  GpId patient = gp_test_add_entity (deployed, "patient");
  GpId fax = gp_test_add_field (deployed, &patient, "fax", "text");
  g_autoptr(GpDesign) base = gp_design_copy (deployed);
  g_autoptr(GpDesign) other = gp_design_copy (deployed);
  g_autoptr(GpDesign) matched = NULL;
  GpId new_fax, phone;

  gp_test_remove (base, &fax);
  new_fax = gp_test_add_field (base, &patient, "fax", "integer");
  phone = gp_test_add_field (base, &patient, "phone", "text");
  gp_test_add_field (other, &patient, "phone", "text");
  matched = gp_match_others (base, other, deployed);
  g_assert_nonnull (gp_design_lookup (matched, &fax));
  g_assert_null (gp_design_lookup (matched, &new_fax));
  g_assert_nonnull (gp_design_lookup (matched, &phone));
}

/* Whatever two designs hold, the result can be compared with the base and reached from it. */
static void
test_random_designs_can_be_compared (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(GpDesign) base = gp_random_design (60);
      g_autoptr(GpDesign) other = gp_random_design (60);
      g_autoptr(GpDesign) matched = gp_match (base, other);
      g_autoptr(GpChangeSet) difference = gp_diff (base, matched, GP_DIFF_ALL);
      g_autoptr(GError) error = NULL;

      g_assert_cmpuint (gp_design_size (matched), ==, gp_design_size (other));
      gp_design_apply (base, difference, &error);
      g_assert_no_error (error);
      gp_assert_design_equal (matched, base);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/match/same-design-with-other-ids", test_same_design_with_other_ids);
  g_test_add_func ("/model/match/what-is-new-stays-new", test_what_is_new_stays_new);
  g_test_add_func ("/model/match/ids-before-names", test_ids_before_names);
  g_test_add_func ("/model/match/what-is-known-is-known-by-its-id",
                   test_what_is_known_is_known_by_its_id);
  g_test_add_func ("/model/match/random-designs-can-be-compared",
                   test_random_designs_can_be_compared);
  return g_test_run ();
}

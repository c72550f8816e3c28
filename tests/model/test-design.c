/* test-design.c — the indexes of a design say what its elements say
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-design.h"
#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test.h"

static gsize
count_references (GpDesign   *design,
                  const GpId *target)
{
  gsize count = 0;

  for (guint kind = 0; kind < GP_N_KINDS; kind++)
    {
      g_autoptr(GPtrArray) list = gp_design_list (design, kind);

      for (guint i = 0; i < list->len; i++)
        {
          GpProperty property;
          const GpValue *value;

          for (gsize s = 0; gp_element_get_stored (list->pdata[i], s, &property, &value); s++)
            {
              gsize n;
              const GpId *ids = gp_value_get_ids (value, &n);
              const GpId *id = gp_value_get_id (value);

              count += id != NULL && gp_id_equal (id, target);
              for (gsize j = 0; j < n; j++)
                count += gp_id_equal (&ids[j], target);
            }
        }
    }
  return count;
}

/* Every index against a search through all elements. */
static void
check_indexes (GpDesign *design)
{
  gsize all = 0;

  for (guint kind = 0; kind < GP_N_KINDS; kind++)
    {
      g_autoptr(GPtrArray) list = gp_design_list (design, kind);

      g_assert_cmpuint (list->len, ==, gp_design_count (design, kind));
      all += list->len;
      for (guint i = 0; i < list->len; i++)
        {
          const GpElement *element = list->pdata[i];
          const GpId *id = gp_element_get_id (element);
          const GpElement *child, *last = NULL;
          gsize n;

          g_assert_true (gp_design_lookup_kind (design, id, kind) == element);
          gp_design_peek_referrers (design, id, &n);
          g_assert_cmpuint (n, ==, count_references (design, id));
          for (gsize c = 0; (child = gp_design_peek_child (design, id, c)) != NULL; c++)
            {
              g_assert_true (gp_id_equal (gp_element_get_parent (child), id));
              if (last != NULL)
                g_assert_cmpfloat (gp_element_get_rank (last), <=, gp_element_get_rank (child));
              last = child;
            }
        }
    }
  g_assert_cmpuint (all, ==, gp_design_size (design));
}

static void
test_indexes_follow_changes (void)
{
  g_autoptr(GpDesign) design = gp_random_design (60);

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 20);

      g_assert_true (gp_design_apply (design, edit, NULL));
      check_indexes (design);
    }
}

static void
test_copy_is_equal_and_apart (void)
{
  g_autoptr(GpDesign) design = gp_random_design (100);
  g_autoptr(GpDesign) copy = gp_design_copy (design);
  g_autoptr(GpChangeSet) edit = gp_random_edit (copy, 5);
  g_autofree char *before = gp_design_dup_hash (design);
  g_autofree char *after = NULL;

  gp_assert_design_equal (design, copy);
  g_assert_true (gp_design_apply (copy, edit, NULL));
  after = gp_design_dup_hash (design);
  g_assert_cmpstr (before, ==, after);
  check_indexes (copy);
}

static void
test_load_is_all_or_nothing (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Kept");
  g_autoptr(GPtrArray)
               elements = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GError) error = NULL;
  GpId a = gp_id_new (), b = gp_id_new (), nowhere = gp_id_new ();
  GpElement *entity = gp_element_new (GP_KIND_ENTITY, &a, gp_design_get_root_id (design), 1);
  GpElement *field = gp_element_new (GP_KIND_FIELD, &b, &a, 1);

  gp_element_set_ref (field, GP_FIELD_REFERENCE, &nowhere);
  g_ptr_array_add (elements, entity);
  g_ptr_array_add (elements, field);
  g_assert_false (gp_design_load (design, elements, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_REFERENCE);
  g_assert_cmpuint (gp_design_size (design), ==, 1);
  g_assert_cmpstr (gp_element_get_name (gp_design_get_root (design)), ==, "Kept");
}

static void
test_applied_is_told (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Signal");
  g_autoptr(GpChangeSet) add =
    gp_edit_add (design, GP_KIND_ROLE, gp_design_get_root_id (design), "doctor", NULL, NULL, NULL);
  guint count = 0;

  g_signal_connect_swapped (design, "applied", G_CALLBACK (g_atomic_int_inc), &count);
  g_assert_true (gp_design_apply (design, add, NULL));
  g_assert_false (gp_design_apply (design, add, NULL));
  g_assert_cmpuint (count, ==, 1);
}

static void
test_is_finalized (void)
{
  GpDesign *design = gp_random_design (50);

  g_assert_finalize_object (design);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/design/indexes-follow-changes", test_indexes_follow_changes);
  g_test_add_func ("/model/design/copy-is-equal-and-apart", test_copy_is_equal_and_apart);
  g_test_add_func ("/model/design/load-is-all-or-nothing", test_load_is_all_or_nothing);
  g_test_add_func ("/model/design/applied-is-told", test_applied_is_told);
  g_test_add_func ("/model/design/is-finalized", test_is_finalized);
  return g_test_run ();
}

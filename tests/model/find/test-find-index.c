/* test-find-index.c — an index that follows its design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-find-index.h"
#include "gp-random.h"
#include "gp-test.h"

static gint
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return gp_id_compare (&((const GpFindResult *) a)->id, &((const GpFindResult *) b)->id);
}

/* Both find the same elements for the same reasons, whatever is asked. */
static void
assert_same (GpFindIndex *a,
             GpFindIndex *b)
{
  static const char *const queries[] = { "a", "e", "n", "na me", "te", "x", "1", "\"", "ü", "text",
                                         "uuid", "manual" };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr(GArray) first = gp_find_index_search (a, queries[i], GP_KIND_MASK_ANY, 100000);
      g_autoptr(GArray) second = gp_find_index_search (b, queries[i], GP_KIND_MASK_ANY, 100000);

      g_array_sort (first, compare_ids);
      g_array_sort (second, compare_ids);
      g_assert_cmpuint (first->len, ==, second->len);
      for (guint j = 0; j < first->len; j++)
        {
          const GpFindResult *x = &g_array_index (first, GpFindResult, j);
          const GpFindResult *y = &g_array_index (second, GpFindResult, j);

          g_assert_true (gp_id_equal (&x->id, &y->id));
          g_assert_cmpint (x->score, ==, y->score);
        }
    }
}

static void
applied_cb (GpDesign    *design,
            GpChangeSet *changes,
            gpointer     user_data)
{
  gp_find_index_update (user_data, changes);
}

/* Edits may come before, while and after the design is read. */
static void
test_edits_are_followed (void)
{
  for (guint round = 0; round < gp_random_rounds (8); round++)
    {
      g_autoptr(GpDesign) design = gp_random_design (120);
      g_autoptr(GpFindIndex) index = gp_find_index_new (design);
      g_autoptr(GpFindIndex) fresh = NULL;
      g_autoptr(GError) error = NULL;

      g_signal_connect (design, "applied", G_CALLBACK (applied_cb), index);
      for (guint i = 0; i < 30; i++)
        {
          g_autoptr(GpChangeSet) edit = gp_random_edit (design, 8);
          g_autoptr(GpChangeSet) undo = gp_change_set_invert (edit);

          gp_find_index_fill (index, 7);
          gp_design_apply (design, edit, &error);
          g_assert_no_error (error);
          if (g_test_rand_bit ())
            gp_design_apply (design, undo, &error);
          g_assert_no_error (error);
        }
      while (gp_find_index_fill (index, 50))
        continue;
      fresh = gp_find_index_new (design);
      while (gp_find_index_fill (fresh, 1000))
        continue;
      assert_same (index, fresh);
      g_signal_handlers_disconnect_by_data (design, index);
    }
}

/* Long texts that change over and over do not pile up to anything that is found. */
static void
test_old_texts_are_forgotten (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design (NULL);
  g_autoptr(GpFindIndex) index = gp_find_index_new (design);
  g_autoptr(GpChangeSet) add = NULL;
  g_autoptr(GArray) found = NULL;
  g_autoptr(GArray) gone = NULL;
  GpId id;

  add = gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), "patient", NULL, NULL,
                     &id);
  g_assert_true (gp_design_apply (design, add, NULL));
  while (gp_find_index_fill (index, 10))
    continue;
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *filler = g_strnfill (3000, 'x');
      g_autofree char *text = g_strdup_printf ("version%u %s", i, filler);
      g_autoptr(GpChangeSet) set = gp_edit_set (design, &id, GP_ENTITY_DESCRIPTION,
                                                gp_value_text (text), NULL);

      g_assert_true (gp_design_apply (design, set, NULL));
      gp_find_index_update (index, set);
    }
  found = gp_find_index_search (index, "version199", GP_KIND_MASK_ANY, 10);
  g_assert_cmpuint (found->len, ==, 1);
  gone = gp_find_index_search (index, "version42", GP_KIND_MASK_ANY, 10);
  g_assert_cmpuint (gone->len, ==, 0);
}

static void
test_visits_are_remembered (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design (NULL);
  g_autoptr(GpFindIndex) index = gp_find_index_new (design);
  g_autoptr(GArray) recent = NULL;
  g_autoptr(GArray) found = NULL;
  GpId ids[30];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *name = g_strdup_printf ("table%02u", i);
      g_autoptr(GpChangeSet) add = gp_edit_add (design, GP_KIND_ENTITY,
                                                gp_design_get_root_id (design), name, NULL, NULL,
                                                &ids[i]);

      g_assert_true (gp_design_apply (design, add, NULL));
    }
  while (gp_find_index_fill (index, 1000))
    continue;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    gp_find_index_touch (index, &ids[i]);
  gp_find_index_touch (index, &ids[7]);

  recent = gp_find_index_list_recent (index);
  g_assert_cmpuint (recent->len, ==, 20);
  g_assert_true (gp_id_equal (&g_array_index (recent, GpId, 0), &ids[7]));
  g_assert_true (gp_id_equal (&g_array_index (recent, GpId, 1), &ids[29]));
  found = gp_find_index_search (index, "table", GP_KIND_MASK_ANY, 3);
  g_assert_true (gp_id_equal (&g_array_index (found, GpFindResult, 0).id, &ids[7]));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/find-index/edits-are-followed", test_edits_are_followed);
  g_test_add_func ("/model/find-index/old-texts-are-forgotten", test_old_texts_are_forgotten);
  g_test_add_func ("/model/find-index/visits-are-remembered", test_visits_are_remembered);
  return g_test_run ();
}

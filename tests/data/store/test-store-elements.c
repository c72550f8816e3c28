/* test-store-elements.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

#include "gp-diff.h"

/* References are rows with foreign keys: not even SQL can leave one dangling. */
static void
test_a_dangling_reference_cannot_be_stored (void)
{
  g_autofree char *path = gp_test_dup_path ("dangling.gplan");
  g_autoptr(GpDesign) design = gp_random_design (400);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpSqlite) db = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n = 0;

  g_clear_object (&store);
  db = gp_sqlite_open (path, GP_SQLITE_READ_WRITE, &error);
  gp_sqlite_query_int (db, "SELECT count (*) FROM reference", &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, >, 0);
  g_assert_false (gp_sqlite_exec (db, "UPDATE reference SET target = 1000000", &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (
    gp_sqlite_exec (db, "DELETE FROM element WHERE number IN (SELECT target FROM reference)",
                    &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  gp_sqlite_query_int (db, "SELECT count (*) FROM pragma_foreign_key_check", &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
}

/* An element may go and come back within one change set while others point to it. */
static void
test_an_element_may_go_and_come_back (void)
{
  g_autofree char *path = gp_test_dup_path ("back.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  g_autoptr(GpChangeSet) first = gp_change_set_new ("Added");
  g_autoptr(GpChangeSet) second = gp_change_set_new ("Made anew");
  g_autoptr(GError) error = NULL;
  GpId domain_id = gp_id_new (), entity_id = gp_id_new ();
  g_autoptr(GpElement) domain = gp_element_new (GP_KIND_DOMAIN, &domain_id,
                                                 gp_design_get_root_id (design), 2);
  g_autoptr(GpElement) entity = gp_element_new (GP_KIND_ENTITY, &entity_id,
                                                 gp_design_get_root_id (design), 1);
  g_autoptr(GpElement) other = NULL;

  gp_element_set_text (domain, GP_DOMAIN_NAME, "booking");
  gp_element_set_text (entity, GP_ENTITY_NAME, "order");
  gp_element_set_ref (entity, GP_ENTITY_DOMAIN, &domain_id);

  /* The reference comes before what it points to. */
  gp_change_set_add (first, entity);
  gp_change_set_add (first, domain);
  g_assert_true (gp_history_do (history, first, &error));

  other = gp_element_copy (domain);
  gp_element_set_text (other, GP_DOMAIN_NAME, "laboratory");
  gp_change_set_remove (second, domain);
  gp_change_set_add (second, other);
  gp_history_do (history, second, &error);
  g_assert_no_error (error);

  g_clear_object (&history);
  g_clear_object (&store);
  assert_file_holds (path, design);
}

/* What is removed leaves no rows behind, in any table. */
static void
test_removed_elements_leave_nothing (void)
{
  g_autofree char *path = gp_test_dup_path ("removed.gplan");
  g_autoptr(GpDesign) design = gp_random_design (200);
  g_autoptr(GpDesign) empty = gp_design_new (gp_design_get_root_id (design), "x");
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  g_autoptr(GpChangeSet) removal = gp_diff (design, empty, GP_DIFF_ALL);
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_history_do (history, removal, &error));
  g_clear_object (&history);
  g_clear_object (&store);
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM element"), ==, 1);
  g_assert_cmpint (query_int (path, "SELECT (SELECT count (*) FROM value) +"
                                    " (SELECT count (*) FROM text_item) +"
                                    " (SELECT count (*) FROM reference) +"
                                    " (SELECT count (*) FROM placement)"),
                   ==, 0);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-elements/a-dangling-reference-cannot-be-stored",
                   test_a_dangling_reference_cannot_be_stored);
  g_test_add_func ("/data/store-elements/an-element-may-go-and-come-back",
                   test_an_element_may_go_and_come_back);
  g_test_add_func ("/data/store-elements/removed-elements-leave-nothing",
                   test_removed_elements_leave_nothing);

  return g_test_run ();
}

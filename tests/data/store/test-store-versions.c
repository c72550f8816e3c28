/* test-store-versions.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-store-versions.h"
#include "store-fixture.h"

static void
test_versions_are_kept (void)
{
  g_autofree char *path = gp_test_dup_path ("versions.gplan");
  g_autoptr(GpDesign) design = gp_random_design (40);
  g_autoptr(GpDesign) first = gp_design_copy (design);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  g_autoptr(GPtrArray) versions = NULL;
  g_autoptr(GpDesign) found = NULL;
  g_autofree char *hash = gp_design_dup_hash (first);
  g_autoptr(GError) error = NULL;
  const GpStoreVersion *version;

  g_assert_true (gp_store_add_version (store, design, "1.0", "Ann", &error));
  g_assert_true (rename_design (history, "b", &error));
  g_assert_true (gp_store_add_version (store, design, "1.1 “beta”", NULL, &error));
  g_clear_object (&history);
  g_clear_object (&store);

  store = open_store (path);
  versions = gp_store_list_versions (store, &error);
  g_assert_cmpuint (versions->len, ==, 2);
  version = versions->pdata[0];
  g_assert_cmpstr (version->name, ==, "1.0");
  g_assert_cmpstr (version->author, ==, "Ann");
  g_assert_cmpstr (version->hash, ==, hash);
  g_assert_cmpint (version->time, >, 0);

  found = gp_store_load_version (store, "1.0", &error);
  g_assert_no_error (error);
  gp_assert_design_equal (found, first);
}

static void
test_names_are_given_once (void)
{
  g_autofree char *path = gp_test_dup_path ("once.gplan");
  g_autoptr(GpDesign) design = gp_random_design (10);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpDesign) found = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_store_add_version (store, design, "1.0", "Ann", &error));
  g_assert_false (gp_store_add_version (store, design, "1.0", "Ann", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (gp_store_remove_version (store, "1.0", &error));
  g_assert_false (gp_store_remove_version (store, "1.0", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MISSING);
  g_clear_error (&error);
  found = gp_store_load_version (store, "1.0", &error);
  g_assert_null (found);
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_true (gp_store_add_version (store, design, "1.0", "Ann", &error));
}

static void
test_names_can_change (void)
{
  g_autofree char *path = gp_test_dup_path ("names.gplan");
  g_autoptr(GpDesign) design = gp_random_design (10);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpDesign) found = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_store_add_version (store, design, "one", "Ann", &error));
  g_assert_true (gp_store_add_version (store, design, "two", "Ann", &error));
  g_assert_false (gp_store_rename_version (store, "one", "two", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (gp_store_rename_version (store, "none", "three", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_true (gp_store_rename_version (store, "one", "three", &error));
  g_assert_true (gp_store_rename_version (store, "two", "two", &error));
  found = gp_store_load_version (store, "three", &error);
  g_assert_no_error (error);
  gp_assert_design_equal (found, design);
}

/* A version is no step: another program need not catch up, and nobody is held up by it. */
static void
test_a_version_leaves_the_head_alone (void)
{
  g_autofree char *path = gp_test_dup_path ("head.gplan");
  g_autoptr(GpDesign) design = gp_random_design (10);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  g_autoptr(GpStore) other = open_store (path);
  g_autoptr(GpDesign) others_design = load_design (other);
  g_autoptr(GError) error = NULL;

  g_assert_true (rename_design (history, "b", &error));
  g_assert_true (gp_store_add_version (other, others_design, "old", "Bob", &error));
  g_assert_true (rename_design (history, "c", &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-versions/versions-are-kept", test_versions_are_kept);
  g_test_add_func ("/data/store-versions/names-are-given-once", test_names_are_given_once);
  g_test_add_func ("/data/store-versions/names-can-change", test_names_can_change);
  g_test_add_func ("/data/store-versions/a-version-leaves-the-head-alone",
                   test_a_version_leaves_the_head_alone);

  return g_test_run ();
}

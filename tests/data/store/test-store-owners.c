/* test-store-owners.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-store-owners.h"
#include "store-fixture.h"

#include <unistd.h>

static void
test_writers_are_listed (void)
{
  g_autofree char *path = gp_test_dup_path ("owners.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) first = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (first, design);
  g_autoptr(GpStore) second = open_store (path);
  g_autoptr(GPtrArray) none = gp_store_list_owners (second, NULL);
  g_autoptr(GPtrArray) owners = NULL;
  g_autoptr(GPtrArray) own = NULL;
  g_autoptr(GPtrArray) after = NULL;
  const GpStoreOwner *owner;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (rename_design (history, "b", NULL));
  owners = gp_store_list_owners (second, NULL);
  g_assert_cmpuint (owners->len, ==, 1);
  owner = owners->pdata[0];
  g_assert_cmpint (owner->process, ==, getpid ());
  g_assert_cmpstr (owner->host, ==, g_get_host_name ());
  g_assert_cmpstr (owner->person, ==, g_get_user_name ());
  own = gp_store_list_owners (first, NULL);
  g_assert_cmpuint (own->len, ==, 0);

  g_clear_object (&history);
  g_assert_finalize_object (g_steal_pointer (&first));
  after = gp_store_list_owners (second, NULL);
  g_assert_cmpuint (after->len, ==, 0);
}

/* A program that was killed cannot take itself out. */
static void
test_dead_writers_are_forgotten (void)
{
  g_autofree char *path = gp_test_dup_path ("dead.gplan");
  g_autofree char *sql = NULL;
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GPtrArray) owners = NULL;
  const GpStoreOwner *owner;

  g_clear_object (&store);
  sql = g_strdup_printf ("INSERT INTO owner VALUES (1, 2147483646, '%s', 'a', 'b', 1),"
                         " (2, 1, 'elsewhere', 'c', 'd', 2)",
                         g_get_host_name ());
  run_sql (path, sql);

  store = open_store (path);
  owners = gp_store_list_owners (store, NULL);
  g_assert_cmpuint (owners->len, ==, 1);
  owner = owners->pdata[0];
  g_assert_cmpstr (owner->host, ==, "elsewhere");

  g_clear_object (&design);
  design = load_design (store);
  history = attach_history (store, design);
  g_assert_true (rename_design (history, "b", NULL));
  g_clear_object (&history);
  g_clear_object (&store);
  g_assert_cmpint (query_int (path, "SELECT sum (number) FROM owner"), ==, 2);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-owners/writers-are-listed", test_writers_are_listed);
  g_test_add_func ("/data/store-owners/dead-writers-are-forgotten",
                   test_dead_writers_are_forgotten);

  return g_test_run ();
}

/* test-store-approvals.c — approvals are of one plan, and stay in the file
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-store-approvals.h"

#include "store-fixture.h"

/* Removes a field, in which @rows records have a value. */
static GpPlan *
make_plan (const char *live,
           gint64      rows)
{
  static const GpId field = { { 1 } };
  g_autoptr(GPtrArray) operations =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);
  GpOperation *operation = gp_operation_new ("remove:field:a.b", GP_OPERATION_REMOVE,
                                             GP_KIND_FIELD, &field, "a.b", "Remove the field a.b");

  operation->destructive = TRUE;
  operation->rows = rows;
  g_ptr_array_add (operations, operation);

  return gp_plan_new ("local:http://127.0.0.1:1", live, "wanted", operations, NULL);
}

static guint
count (GpStore *store,
       GpPlan  *taken)
{
  g_autoptr(GpPlan) plan = taken;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) approvals = gp_store_list_approvals (store, plan, &error);

  g_assert_no_error (error);
  return approvals->len;
}

static void
approve (GpStore    *store,
         GpPlan     *taken,
         const char *author)
{
  g_autoptr(GpPlan) plan = taken;
  g_autoptr(GError) error = NULL;

  gp_store_add_approval (store, plan, author, &error);
  g_assert_no_error (error);
}

/* Fewer rows than were shown are no worse; more are another plan, and so is another backend. */
static void
test_approvals_are_of_one_plan (void)
{
  g_autofree char *path = gp_test_dup_path ("approved.gplan");
  g_autoptr(GpDesign) design = gp_random_design (20);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpPlan) plan = make_plan ("live", 3);
  g_autoptr(GPtrArray) approvals = NULL;
  const GpPlanApproval *first;

  g_assert_cmpuint (count (store, make_plan ("live", 3)), ==, 0);
  approve (store, make_plan ("live", 3), "Ann");
  approve (store, make_plan ("live", 5), "Bob");
  approve (store, make_plan ("moved", 3), "Cleo");
  g_clear_object (&store);

  store = open_store (path);
  g_assert_cmpuint (count (store, make_plan ("live", 2)), ==, 2);
  g_assert_cmpuint (count (store, make_plan ("live", 3)), ==, 2);
  g_assert_cmpuint (count (store, make_plan ("live", 4)), ==, 1);
  g_assert_cmpuint (count (store, make_plan ("live", 6)), ==, 0);
  g_assert_cmpuint (count (store, make_plan ("moved", 3)), ==, 1);

  approvals = gp_store_list_approvals (store, plan, NULL);
  first = approvals->pdata[0];
  g_assert_cmpstr (first->author, ==, "Ann");
  g_assert_cmpint (first->time, >, 0);
  g_assert_cmpint (first->time, <=, g_get_real_time ());
}

/* What cannot be read is nobody's approval. */
static void
test_a_damaged_one_is_an_error (void)
{
  g_autofree char *path = gp_test_dup_path ("damaged.gplan");
  g_autoptr(GpDesign) design = gp_random_design (20);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpPlan) plan = make_plan ("live", 3);
  g_autoptr(GpSqlite) file = NULL;
  g_autoptr(GError) error = NULL;

  approve (store, make_plan ("live", 3), "Ann");
  file = gp_sqlite_open (path, GP_SQLITE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (gp_sqlite_exec (file, "UPDATE approval SET plan = x'00'", &error));
  g_assert_null (gp_store_list_approvals (store, plan, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-approvals/approvals-are-of-one-plan",
                   test_approvals_are_of_one_plan);
  g_test_add_func ("/data/store-approvals/a-damaged-one-is-an-error",
                   test_a_damaged_one_is_an_error);

  return g_test_run ();
}

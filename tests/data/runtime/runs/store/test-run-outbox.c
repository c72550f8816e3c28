/* test-run-outbox.c — lines come out in the order in which they went in, once
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend.h"
#include "gp-flow-value.h"
#include "gp-run-outbox.h"
#include "gp-test.h"

static void
test_first_in_first_out (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  GpBackend *backend = gp_backend_open (path, NULL);
  GpSqlite *sqlite = gp_backend_get_sqlite (backend);
  GpId id = gp_id_new ();
  g_autoptr(GError) error = NULL;
  gboolean is_long;

  g_assert_null (gp_run_outbox_take (sqlite, NULL));
  for (gint64 i = 0; i < 3; i++)
    {
      g_autoptr(GpExprValue) body = gp_expr_value_new_object ("n", gp_expr_value_new_int (i), NULL);

      g_assert_true (gp_run_outbox_add (sqlite, i == 1 ? GP_RUN_NEWS_EVENT : GP_RUN_NEWS_CHANGE,
                                        &id, body, (guint) i, i == 2 ? "t" : NULL, &error));
    }
  g_assert_true (gp_run_outbox_is_long (sqlite, 3, &is_long, NULL) && is_long);
  g_assert_true (gp_run_outbox_is_long (sqlite, 4, &is_long, NULL) && !is_long);
  for (gint64 i = 0; i < 3; i++)
    {
      g_autoptr(GpRunNews) news = gp_run_outbox_take (sqlite, &error);

      g_assert_nonnull (news);
      g_assert_cmpint (news->kind, ==, i == 1 ? GP_RUN_NEWS_EVENT : GP_RUN_NEWS_CHANGE);
      g_assert_true (gp_id_equal (&news->subject, &id));
      g_assert_cmpint (gp_flow_value_get_int (news->body, "n", -1), ==, i);
      g_assert_cmpuint (news->depth, ==, i);
      g_assert_cmpstr (news->tenant, ==, i == 2 ? "t" : NULL);
    }
  g_assert_null (gp_run_outbox_take (sqlite, &error));
  g_assert_no_error (error);
  gp_backend_free (backend);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-outbox/first-in-first-out", test_first_in_first_out);

  return g_test_run ();
}

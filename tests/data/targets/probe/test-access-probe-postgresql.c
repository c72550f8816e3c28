/* test-access-probe-postgresql.c — a database that cannot be asked is an error
 * SPDX-License-Identifier: Apache-2.0
 *
 * A real one is asked by tests/e2e/test-postgresql-access.py. */
#include "config.h"
#include "gp-access-probe-private.h"

#include "gp-target.h"
#include "gp-test-expr-design.h"
#include "gp-test.h"

/* Without psql it is one, too. */
static void
test_nobody_answers (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GPtrArray) answers = g_ptr_array_new ();
  g_autofree char *folder = gp_test_dup_path ("no-socket");
  g_autofree char *address = g_strdup_printf ("postgresql:///test?host=%s", folder);
  g_autoptr(GError) error = NULL;

  g_assert_false (gp_access_probe_postgresql (design, address, answers, &error));
  g_assert_true (g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED)
                 || g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/access-probe-postgresql/nobody-answers", test_nobody_answers);
  return g_test_run ();
}

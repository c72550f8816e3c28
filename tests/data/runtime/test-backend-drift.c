/* test-backend-drift.c — tables that another program has taken something from
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend-drift.h"

#include "gp-problem.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
change_file (GpTestRuntime *backend,
             const char    *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqlite) other = gp_sqlite_open (backend->data, GP_SQLITE_READ_WRITE, &error);

  g_assert_no_error (error);
  gp_sqlite_exec (other, sql, &error);
  g_assert_no_error (error);
}

/* Every way to the table says what is gone, and so does the health; the rest goes on. */
static void
assert_names (GpTestRuntime *backend,
              const char    *text)
{
  static const struct { const char *method; const char *path; const char *body; } calls[] = {
    { "GET", "/api/records/thing", NULL },
    { "POST", "/api/records/thing", "{\"name\":\"a\"}" },
    { "GET", "/api/health", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *type = NULL;
      g_autofree char *detail = NULL;

      gp_test_assert_call (backend, calls[i].method, calls[i].path, NULL, calls[i].body, 503);
      type = gp_test_member (backend, "type");
      detail = gp_test_member (backend, "detail");
      g_assert_cmpstr (type, ==, "urn:groundplan:problem:drift");
      g_assert_nonnull (strstr (detail, text));
    }
  gp_test_assert_call (backend, "GET", "/api/records/other", NULL, NULL, 200);
}

static void
test_what_is_gone_is_named (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Drift");
  GpId everyone = gp_test_everyone (design);
  GpId thing = gp_test_add_entity (design, "thing");
  GpId other = gp_test_add_entity (design, "other");

  gp_test_add_field (design, &thing, "name", "text");
  gp_test_allow (design, &thing, &everyone, "create read");
  gp_test_allow (design, &other, &everyone, "read");
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "GET", "/api/health", NULL, NULL, 200);

  change_file (backend, "ALTER TABLE thing RENAME COLUMN name TO label");
  assert_names (backend, "The table “thing” has no column “name”");
  change_file (backend, "ALTER TABLE thing RENAME COLUMN label TO name");
  gp_test_assert_call (backend, "GET", "/api/records/thing", NULL, NULL, 200);
  gp_test_assert_call (backend, "GET", "/api/health", NULL, NULL, 200);

  change_file (backend, "DROP TABLE thing");
  assert_names (backend, "The table “thing” is gone");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/backend-drift/what-is-gone-is-named", test_what_is_gone_is_named);

  return g_test_run ();
}

/* test-postgresql-flow-runtime.c — the functions and tables that the flows of a database share
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-flow-runtime.h"

#include <string.h>

#include "gp-test.h"

static const GpPostgresqlAbilities plain = { .cron = FALSE };

/* What is still to be done outlives a deployment; functions do not. */
static void
test_tables_stay (void)
{
  static const char *const tables[] = { "outbox", "dead", "schedules" };
  g_autoptr(GString) sql = g_string_new (NULL);

  gp_postgresql_flow_runtime_write (sql, &plain);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *text = g_strconcat ("CREATE TABLE IF NOT EXISTS groundplan.", tables[i],
                                           NULL);

      g_assert_nonnull (strstr (sql->str, text));
    }
  /* Keys are looked up by the line that has them, and by their time. */
  g_assert_nonnull (strstr (sql->str, "INDEX keys_line ON groundplan.keys (line)"));
  g_assert_nonnull (strstr (sql->str, "INDEX keys_until ON groundplan.keys (until)"));
}

/* A function that acts for its owner finds nothing that somebody else put in its way. */
static void
test_whoever_acts_for_the_owner_is_safe (void)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  const char *at;
  guint n = 0;

  gp_postgresql_flow_runtime_write (sql, &plain);
  for (at = strstr (sql->str, "SECURITY DEFINER"); at != NULL;
       at = strstr (at + 1, "SECURITY DEFINER"))
    {
      g_assert_true (g_str_has_prefix (at, "SECURITY DEFINER SET search_path = pg_catalog, "
                                           "pg_temp"));
      n++;
    }
  g_assert_cmpuint (n, >, 4);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-runtime/tables-stay", test_tables_stay);
  g_test_add_func ("/data/postgresql-flow-runtime/whoever-acts-for-the-owner-is-safe",
                   test_whoever_acts_for_the_owner_is_safe);
  return g_test_run ();
}

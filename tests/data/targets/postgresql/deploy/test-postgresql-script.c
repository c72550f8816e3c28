/* test-postgresql-script.c — a deployment to PostgreSQL as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-script.h"

#include "gp-test-design.h"
#include "gp-test.h"

static const GpPostgresqlPlace as_deployed = { .flows = "" };
static const GpPostgresqlPlace as_drifted = { .drifted = TRUE, .flows = "" };

static GpDesign *
new_design (void)
{
  GpDesign *design = gp_design_new (NULL, "Script");
  GpId thing = gp_test_add_entity (design, "thing");

  gp_test_add_field (design, &thing, "name", "text");
  return design;
}

/* It asserts before it changes, remembers after that, and ends once. */
static void
test_the_parts_stand_in_order (void)
{
  static const char *const words[] = { "BEGIN;", "lock_timeout", "pg_advisory_xact_lock",
                                       "''abc'' THEN", "ERRCODE = ''GP001''", "SET LOCAL search_path",
                                       "CREATE TABLE thing", "INSERT INTO groundplan.migrations",
                                       "'plan-hash'", "NOTIFY pgrst", "COMMIT;" };
  g_autoptr(GpDesign) wanted = new_design ();
  g_autoptr(GpDesign) live = gp_design_new (gp_design_get_root_id (wanted), "Script");
  g_autoptr(GpPostgresqlScript) script = gp_postgresql_script_new (live, wanted, &as_deployed,
                                                                   NULL);
  g_autofree char *sql = gp_postgresql_script_dup (script, "abc", "plan-hash",
                                                   GP_POSTGRESQL_COMMIT);
  g_autofree char *inverse = gp_postgresql_script_dup_inverse (script);
  const char *at = sql;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      at = strstr (at, words[i]);
      g_assert_nonnull (at);
    }
  g_assert_null (gp_postgresql_script_dup_steps (script, "abc", "plan-hash"));
  g_assert_nonnull (strstr (inverse, "DROP TABLE thing;"));
}

/* What people wrote for one another does not go to a customer's database. */
static void
test_notes_stay_here (void)
{
  g_autoptr(GpDesign) wanted = new_design ();
  g_autoptr(GpDesign) live = gp_design_new (gp_design_get_root_id (wanted), "Script");
  g_autoptr(GpPostgresqlScript) script = NULL;
  g_autofree char *design = NULL, *hash = NULL, *commit = NULL;

  gp_test_add (wanted, GP_KIND_VIEW, gp_design_get_root_id (wanted), "Between us");
  script = gp_postgresql_script_new (live, wanted, &as_deployed, NULL);
  hash = gp_design_dup_hash (wanted);
  design = gp_postgresql_script_dup_design (script);
  g_assert_nonnull (strstr (design, "thing"));
  g_assert_null (strstr (design, "Between us"));
  commit = gp_postgresql_script_dup (script, "abc", "plan-hash", GP_POSTGRESQL_COMMIT);
  g_assert_nonnull (strstr (commit, hash));
}

static void
test_a_rehearsal_leaves_nothing (void)
{
  g_autoptr(GpDesign) wanted = new_design ();
  g_autoptr(GpDesign) live = gp_design_new (gp_design_get_root_id (wanted), "Script");
  g_autoptr(GpPostgresqlScript) script = gp_postgresql_script_new (live, wanted, &as_deployed,
                                                                   NULL);
  g_autofree char *sql = gp_postgresql_script_dup (script, "abc", "", GP_POSTGRESQL_REHEARSE);

  g_assert_true (g_str_has_suffix (sql, "ROLLBACK;\n"));
  g_assert_null (strstr (sql, "COMMIT"));
  g_assert_null (strstr (sql, "groundplan.migrations"));
}

/* Who has no rules is closed on Supabase, where new tables are open to everybody. */
static void
test_new_tables_are_closed (void)
{
  g_autoptr(GpDesign) wanted = new_design ();
  g_autoptr(GpDesign) live = gp_design_new (gp_design_get_root_id (wanted), "Script");
  g_autoptr(GpPostgresqlScript) open = gp_postgresql_script_new (live, wanted, &as_deployed, NULL);
  g_autoptr(GpPostgresqlScript) ruled = NULL;
  g_autoptr(GPtrArray) entities = gp_design_list (wanted, GP_KIND_ENTITY);
  GpId thing = *gp_element_get_id (g_ptr_array_index (entities, 0));
  GpId role = gp_test_everyone (wanted);

  g_assert_nonnull (strstr (open->changes, "REVOKE ALL ON thing FROM anon, authenticated"));
  gp_test_allow (wanted, &thing, &role, "read");
  ruled = gp_postgresql_script_new (live, wanted, &as_deployed, NULL);
  g_assert_nonnull (strstr (ruled->changes, "CREATE POLICY gp_read ON public.thing"));
}

/* What was another's, or a view, is a new table, too. */
static void
test_what_becomes_a_table_is_closed (void)
{
  g_autoptr(GpDesign) wanted = new_design ();
  g_autoptr(GpDesign) live = gp_design_copy (wanted);
  g_autoptr(GpPostgresqlScript) script = NULL;
  g_autoptr(GPtrArray) entities = gp_design_list (live, GP_KIND_ENTITY);
  GpId thing = *gp_element_get_id (g_ptr_array_index (entities, 0));

  gp_test_set_bool (live, &thing, GP_ENTITY_EXTERNAL, TRUE);
  script = gp_postgresql_script_new (live, wanted, &as_deployed, NULL);
  g_assert_nonnull (strstr (script->changes, "REVOKE ALL ON thing FROM anon, authenticated"));
}

/* The designs are equal, the database is not. */
static void
test_access_is_put_back (void)
{
  g_autoptr(GpDesign) wanted = new_design ();
  g_autoptr(GpDesign) live = NULL;
  g_autoptr(GpPostgresqlScript) same = NULL;
  g_autoptr(GpPostgresqlScript) drifted = NULL;
  g_autoptr(GPtrArray) entities = gp_design_list (wanted, GP_KIND_ENTITY);
  GpId thing = *gp_element_get_id (g_ptr_array_index (entities, 0));
  GpId role = gp_test_everyone (wanted);

  gp_test_allow (wanted, &thing, &role, "read");
  live = gp_design_copy (wanted);
  same = gp_postgresql_script_new (live, wanted, &as_deployed, NULL);
  g_assert_cmpstr (same->changes, ==, "");
  drifted = gp_postgresql_script_new (live, wanted, &as_drifted, NULL);
  g_assert_nonnull (strstr (drifted->changes, "DROP SCHEMA IF EXISTS gp_access"));
  g_assert_nonnull (strstr (drifted->changes, "CREATE POLICY gp_read ON public.thing"));
}

/* Designs are shared: a name must never become a statement. */
static void
test_a_name_ends_no_quote (void)
{
  g_autoptr(GpDesign) wanted = gp_design_new (NULL, "Script");
  g_autoptr(GpDesign) live = gp_design_new (gp_design_get_root_id (wanted), "Script");
  g_autoptr(GpPostgresqlScript) script = NULL;

  gp_test_add_entity (wanted, "it's $close$");
  script = gp_postgresql_script_new (live, wanted, &as_deployed, NULL);
  g_assert_nonnull (strstr (script->changes, "DO 'BEGIN IF to_regrole(''anon'')"));
  g_assert_nonnull (strstr (script->changes, "REVOKE ALL ON \"it''s $close$\" FROM anon"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-script/the-parts-stand-in-order",
                   test_the_parts_stand_in_order);
  g_test_add_func ("/data/postgresql-script/notes-stay-here", test_notes_stay_here);
  g_test_add_func ("/data/postgresql-script/a-rehearsal-leaves-nothing",
                   test_a_rehearsal_leaves_nothing);
  g_test_add_func ("/data/postgresql-script/new-tables-are-closed", test_new_tables_are_closed);
  g_test_add_func ("/data/postgresql-script/a-name-ends-no-quote", test_a_name_ends_no_quote);
  g_test_add_func ("/data/postgresql-script/what-becomes-a-table-is-closed",
                   test_what_becomes_a_table_is_closed);
  g_test_add_func ("/data/postgresql-script/access-is-put-back", test_access_is_put_back);
  return g_test_run ();
}

/* test-backend-apply.c — planning and applying: samples, random edits, refusals
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend.h"

#include "gp-random.h"
#include "gp-test-runtime.h"
#include "gp-test.h"
#include "sample-loaded.h"

/* Applies with all consent. FALSE where the plan is blocked, which must leave everything as it
 * was. */
static gboolean
apply (GpBackend *backend,
       GpDesign  *wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPlan) plan = gp_backend_plan (backend, wanted, "local:test", &error);
  g_autoptr(GPtrArray) allowed = g_ptr_array_new ();
  g_autoptr(GpPlan) done = NULL;
  g_autoptr(GpPlan) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  for (gsize i = 0; i < gp_plan_get_size (plan); i++)
    g_ptr_array_add (allowed, gp_plan_get_operation (plan, i)->id);
  g_ptr_array_add (allowed, NULL);

  before = gp_backend_dup_live (backend, NULL, &error);
  g_assert_no_error (error);
  done = gp_backend_apply (backend, wanted, "local:test", gp_plan_get_live (plan),
                           (const char *const *) allowed->pdata, &error);
  if (gp_plan_is_blocked (plan))
    {
      g_assert_null (done);
      g_clear_error (&error);
      after = gp_backend_dup_live (backend, NULL, &error);
      g_assert_cmpstr (before, ==, after);
      return FALSE;
    }

  g_assert_no_error (error);
  g_assert_cmpstr (gp_plan_get_hash (done), ==, gp_plan_get_hash (plan));
  again = gp_backend_plan (backend, wanted, "local:test", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_plan_get_size (again), ==, 0);
  g_assert_false (gp_plan_is_blocked (again));

  return TRUE;
}

static GpBackend *
open_backend (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GError) error = NULL;
  GpBackend *backend = gp_backend_open (path, &error);

  g_assert_no_error (error);

  return backend;
}

static void
test_samples (void)
{
  g_autoptr(GpBackend) backend = open_backend ();
  static const char *const names[] = { "chinook", "diagnostics", "chinook" };

  /* One after the other: each takes the place of the one before. */
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GpDesign) design = load_sample (names[i]);

      g_assert_true (apply (backend, design));
    }
}

/* Whatever people do to a design, deploying it step by step ends where deploying it at once
 * does. */
static void
test_random_edits_converge (void)
{
  g_autoptr(GpBackend) backend = open_backend ();
  g_autoptr(GpDesign) design = gp_random_design (60);
  guint applied = 0;
  guint rounds = gp_random_rounds (100);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 8);
      g_autoptr(GError) error = NULL;

      gp_design_apply (design, edit, &error);
      g_assert_no_error (error);
      applied += apply (backend, design);
    }
  g_test_message ("%u of %u designs could be deployed", applied, rounds);
}

/* A record in each table that takes one with nothing but its key. */
static void
add_records (GpBackend *backend)
{
  GpSchema *schema = gp_backend_get_schema (backend);

  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      const GpTable *table = gp_schema_get_table (schema, i);
      char buffer[GP_ID_STRING_SIZE];
      GpId id = gp_id_new ();
      g_autofree char *sql = NULL;

      if (table->key->len == 0)
        continue;
      sql = g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) VALUES ('%s')", table->quoted,
                             ((GpColumn *) g_ptr_array_index (table->key, 0))->quoted,
                             gp_id_format (&id, buffer));
      gp_sqlite_exec (gp_backend_get_sqlite (backend), sql, NULL);
    }
}

/* Entity → number of records. */
static GHashTable *
count_records (GpBackend *backend)
{
  GHashTable *counts = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  GpSchema *schema = gp_backend_get_schema (backend);

  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      const GpTable *table = gp_schema_get_table (schema, i);
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table->quoted);
      g_autoptr(GError) error = NULL;
      gint64 n;

      gp_sqlite_query_int (gp_backend_get_sqlite (backend), sql, &n, &error);
      g_assert_no_error (error);
      g_hash_table_insert (counts, g_memdup2 (&table->id, sizeof table->id),
                           GINT_TO_POINTER ((int) n));
    }

  return counts;
}

static const GpElement *
pick (GpDesign *design,
      GpKind    kind)
{
  g_autoptr(GPtrArray) list = gp_design_list (design, kind);

  return list->len > 0 ? g_ptr_array_index (list, g_test_rand_int_range (0, list->len)) : NULL;
}

/* Something that people do to tables. */
static void
edit_tables (GpDesign *design)
{
  static const char *const types[] = { "text", "integer", "decimal", "boolean", "date", "json",
                                       "float", "timestamp", "bigint", "uuid" };
  g_autofree char *name = g_strdup_printf ("n%d", g_test_rand_int_range (0, 100000));
  const char *type = types[g_test_rand_int_range (0, G_N_ELEMENTS (types))];
  const GpElement *entity = pick (design, GP_KIND_ENTITY);
  const GpElement *field = pick (design, GP_KIND_FIELD);
  const GpId *field_id = gp_element_get_id (field);
  const GpId *entity_id = gp_element_get_id (entity);
  GpId id;

  switch (g_test_rand_int_range (0, 10))
    {
    case 0:
      gp_test_add_entity (design, name);
      break;
    case 1:
    case 2:
      id = gp_test_add_field (design, entity_id, name, type);
      gp_test_set_bool (design, &id, GP_FIELD_NULLABLE, g_test_rand_int_range (0, 3) > 0);
      break;
    case 3:
      gp_test_set_text (design, entity_id, GP_ENTITY_NAME, name);
      break;
    case 4:
      gp_test_set_text (design, field_id, GP_FIELD_NAME, name);
      break;
    case 5:
      if (!g_str_equal (gp_element_get_name (field), "id"))
        gp_test_set_text (design, field_id, GP_FIELD_TYPE, type);
      break;
    case 6:
      gp_test_set_bool (design, field_id, GP_FIELD_UNIQUE,
                        !gp_element_get_bool (field, GP_FIELD_UNIQUE));
      break;
    case 7:
      id = gp_test_add_field (design, entity_id, name, "reference");
      gp_test_set_ref (design, &id, GP_FIELD_REFERENCE,
                       gp_element_get_id (pick (design, GP_KIND_ENTITY)));
      gp_test_set_bool (design, &id, GP_FIELD_NULLABLE, TRUE);
      break;
    case 8:
      gp_test_set_bool (design, field_id, GP_FIELD_NULLABLE,
                        !gp_element_get_bool (field, GP_FIELD_NULLABLE));
      break;
    default:
      if (gp_design_count (design, GP_KIND_FIELD) > 20)
        gp_test_remove (design, field_id);
    }
}

/* Step by step, with records in the tables: what stays keeps its records, and what cannot be
 * deployed changes nothing. */
static void
test_random_tables_keep_records (void)
{
  g_autoptr(GpBackend) backend = open_backend ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Random");
  guint rounds = gp_random_rounds (100);
  guint applied = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("table %u", i);

      gp_test_add_entity (design, name);
    }
  g_assert_true (apply (backend, design));

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr(GpDesign) before = gp_design_copy (design);
      g_autoptr(GHashTable) counts = NULL;
      g_autoptr(GHashTable) now = NULL;
      GHashTableIter iter;
      gpointer id;
      gpointer count;

      add_records (backend);
      counts = count_records (backend);
      for (int n = g_test_rand_int_range (1, 5); n > 0; n--)
        edit_tables (design);
      if (apply (backend, design))
        applied++;
      else
        g_set_object (&design, before);

      now = count_records (backend);
      g_hash_table_iter_init (&iter, counts);
      while (g_hash_table_iter_next (&iter, &id, &count))
        g_assert_true (!g_hash_table_contains (now, id) || g_hash_table_lookup (now, id) == count);
    }
  g_test_message ("%u of %u rounds could be deployed", applied, rounds);
  g_assert_cmpuint (applied, >, rounds / 4);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/backend-apply/samples", test_samples);
  g_test_add_func ("/backend-apply/random-edits-converge", test_random_edits_converge);

  g_test_add_func ("/backend-apply/random-tables-keep-records", test_random_tables_keep_records);

  return g_test_run ();
}

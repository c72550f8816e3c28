/* test-export-postgresql.c — random tables come back from PostgreSQL's SQL as they were
 * SPDX-License-Identifier: Apache-2.0
 *
 * The designs are random within what SQL can say: entities with fields of all types, keys, indexes,
 * checks and references. */

#include "config.h"

#include "gp-export-postgresql.h"

#include <string.h>

#include "gp-diff.h"
#include "gp-import.h"
#include "gp-import-cases.h"
#include "gp-random.h"
#include "gp-test.h"

static const char *const types[] = { "uuid", "text", "integer", "bigint", "decimal", "float",
                                     "boolean", "date", "time", "timestamp", "duration", "json",
                                     "bytes", "enum", "vector" };

static const char *const actions[] = { "no_action", "restrict", "cascade", "set_null",
                                       "set_default" };

#define PICK(list) ((list)[g_test_rand_int_range (0, G_N_ELEMENTS (list))])

typedef struct
{
  GpDesign  *design;
  GPtrArray *elements;
  GArray    *entities;     /* GpId */
  GArray    *keys;         /* GpId: the key field of each */
} Make;

static GpElement *
add (Make *make, GpKind kind, const GpId *parent, double rank)
{
  GpId id = gp_id_new ();
  GpElement *element = gp_element_new (kind, &id, parent, rank);

  g_ptr_array_add (make->elements, element);
  return element;
}

/* A name that needs quotes now and then. */
static void
set_name (GpElement *element, GpProperty property, const char *stem, guint i)
{
  g_autoptr(GString) name = g_string_new (NULL);

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      g_string_printf (name, "%s_%u", stem, i);
      break;
    case 1:
      g_string_printf (name, "%s%u", stem, i);
      break;
    case 2:
      g_string_printf (name, "The %s %u", stem, i);
      break;
    default:
      g_string_printf (name, "%s'Ä-%u", stem, i);
      break;
    }
  gp_element_set_text (element, property, name->str);
}

static void
set_type (GpElement *field)
{
  const char *type = PICK (types);

  gp_element_set_text (field, GP_FIELD_TYPE, type);
  if (strcmp (type, "text") == 0 && g_test_rand_bit ())
    gp_element_set_int (field, GP_FIELD_LENGTH, g_test_rand_int_range (1, 500));
  if (strcmp (type, "decimal") == 0 && g_test_rand_bit ())
    {
      gp_element_set_int (field, GP_FIELD_PRECISION, g_test_rand_int_range (5, 30));
      if (g_test_rand_bit ())
        gp_element_set_int (field, GP_FIELD_SCALE, g_test_rand_int_range (0, 5));
    }
  if (strcmp (type, "vector") == 0)
    gp_element_set_int (field, GP_FIELD_DIMENSIONS, g_test_rand_int_range (1, 2000));
  if (strcmp (type, "enum") == 0)
    {
      const char *values[] = { "one", "it's", "ä ö", "\"" };

      gp_element_set (field, GP_FIELD_VALUES,
                      gp_value_texts (values, g_test_rand_int_range (1, 5)));
    }
  if (g_test_rand_int_range (0, 6) == 0)
    gp_element_set_bool (field, GP_FIELD_ARRAY, TRUE);
  else if (strcmp (type, "text") == 0 && g_test_rand_bit ())
    gp_element_set_text (field, GP_FIELD_DEFAULT, "'it''s'");
  else if (strcmp (type, "integer") == 0 && g_test_rand_bit ())
    gp_element_set_text (field, GP_FIELD_DEFAULT, g_test_rand_bit () ? "-5" : "(1 + 2)");
  else if (strcmp (type, "uuid") == 0 && g_test_rand_bit ())
    gp_element_set_text (field, GP_FIELD_DEFAULT, "uuid()");
}

static void
add_field (Make *make, const GpId *entity, guint i)
{
  GpElement *field = add (make, GP_KIND_FIELD, entity, i + 2);

  set_name (field, GP_FIELD_NAME, "field", i);
  gp_element_set_bool (field, GP_FIELD_NULLABLE, g_test_rand_bit ());
  gp_element_set_bool (field, GP_FIELD_UNIQUE, g_test_rand_int_range (0, 8) == 0);
  if (g_test_rand_bit ())
    gp_element_set_text (field, GP_FIELD_DESCRIPTION, "It's a 'field'\nof two \\ lines");
  if (g_test_rand_int_range (0, 4) > 0)
    {
      set_type (field);
      return;
    }
  gp_element_set_text (field, GP_FIELD_TYPE, "reference");
  gp_element_set_ref (field, GP_FIELD_REFERENCE,
                      &g_array_index (make->entities, GpId,
                                      g_test_rand_int_range (0, make->entities->len)));
  gp_element_set_text (field, GP_FIELD_ON_DELETE, PICK (actions));
  gp_element_set_text (field, GP_FIELD_ON_UPDATE, PICK (actions));
  if (g_test_rand_bit ())
    gp_element_set_text (field, GP_FIELD_DEFERRABLE, g_test_rand_bit () ? "deferred" : "immediate");
  if (g_test_rand_bit ())
    gp_element_set_text (field, GP_FIELD_REFERENCE_NAME, "My reference");
}

static void
add_entity (Make *make, guint i)
{
  const GpId *id = &g_array_index (make->entities, GpId, i);
  const GpId *key = &g_array_index (make->keys, GpId, i);
  GpElement *entity = gp_element_new (GP_KIND_ENTITY, id, gp_design_get_root_id (make->design),
                                      i + 1);
  GpElement *field = gp_element_new (GP_KIND_FIELD, key, id, 1);
  guint n_fields = g_test_rand_int_range (1, 8);
  double rank = n_fields + 1;

  g_ptr_array_add (make->elements, entity);
  g_ptr_array_add (make->elements, field);
  set_name (entity, GP_ENTITY_NAME, "entity", i);
  gp_element_set (entity, GP_ENTITY_PRIMARY_KEY, gp_value_ids (key, 1));
  if (g_test_rand_bit ())
    gp_element_set_text (entity, GP_ENTITY_DESCRIPTION, "Über 'alles'");
  if (g_test_rand_int_range (0, 4) == 0)
    gp_element_set_text (entity, GP_ENTITY_SCHEMA, "Other schema");
  gp_element_set_text (field, GP_FIELD_NAME, "id");
  gp_element_set_text (field, GP_FIELD_TYPE, g_test_rand_bit () ? "bigint" : "integer");
  if (g_test_rand_bit ())
    gp_element_set_text (field, GP_FIELD_IDENTITY, g_test_rand_bit () ? "serial" : "by_default");
  for (guint j = 0; j < n_fields; j++)
    add_field (make, id, j);
  if (g_test_rand_bit ())
    {
      GpElement *index = add (make, GP_KIND_INDEX, id, ++rank);

      set_name (index, GP_INDEX_NAME, "index", i);
      gp_element_set (index, GP_INDEX_FIELDS, gp_value_ids (key, 1));
      gp_element_set_bool (index, GP_INDEX_UNIQUE, g_test_rand_bit ());
      if (g_test_rand_bit ())
        gp_element_set_text (index, GP_INDEX_WHERE, "id > 5");
      gp_element_set_text (index, GP_INDEX_DESCRIPTION, "Finds it");
    }
  if (g_test_rand_bit ())
    {
      GpElement *check = add (make, GP_KIND_CHECK, id, ++rank);

      set_name (check, GP_CHECK_NAME, "check", i);
      gp_element_set_text (check, GP_CHECK_EXPRESSION, "id > 0 AND id <> ALL (ARRAY[1, 2])");
      gp_element_set_text (check, GP_CHECK_LANGUAGE, "sql");
    }
}

static GpDesign *
make_design (void)
{
  g_autoptr(GPtrArray) elements
    = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GArray) entities = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GError) error = NULL;
  GpDesign *design = gp_design_new (NULL, "case");
  Make make = { design, elements, entities, keys };
  guint n = g_test_rand_int_range (1, 10);

  for (guint i = 0; i < n; i++)
    {
      GpId ids[2] = { gp_id_new (), gp_id_new () };

      g_array_append_val (entities, ids[0]);
      g_array_append_val (keys, ids[1]);
    }
  for (guint i = 0; i < n; i++)
    add_entity (&make, i);
  gp_design_load (design, elements, &error);
  g_assert_no_error (error);
  return design;
}

static void
test_random_tables_come_back (void)
{
  GpImportOptions options = { "case", NULL };

  for (guint round = 0; round < gp_random_rounds (150); round++)
    {
      g_autoptr(GpDesign) design = make_design ();
      g_autoptr(GString) sql = g_string_new (NULL);
      g_autoptr(GpDesign) again = NULL;
      g_autoptr(GpDesign) matched = NULL;
      g_autoptr(GpChangeSet) diff = NULL;
      g_autoptr(GError) error = NULL;

      gp_export (design, "sql-postgresql", sql, NULL, &error);
      g_assert_no_error (error);
      again = gp_import_text (sql->str, sql->len, "sql-postgresql", NULL, &options, NULL, NULL,
                              &error);
      g_assert_no_error (error);
      matched = gp_match (design, again);

      /* The extension of a vector is told only by the file. */
      if (gp_element_has (gp_design_get_root (matched), GP_DESIGN_EXTENSIONS))
        {
          g_autoptr(GpChangeSet) change = gp_change_set_new (NULL);

          gp_change_set_set (change, gp_design_get_root (matched), GP_DESIGN_EXTENSIONS,
                             gp_value_none ());
          gp_design_apply (matched, change, &error);
          g_assert_no_error (error);
        }
      diff = gp_diff (design, matched, GP_DIFF_MEANING);
      if (gp_change_set_get_size (diff) > 0)
        {
          g_autofree char *before = gp_import_dump (design, NULL);
          g_autofree char *after = gp_import_dump (matched, NULL);

          g_test_message ("%s", sql->str);
          g_assert_cmpstr (after, ==, before);
        }
      g_assert_cmpuint (gp_change_set_get_size (diff), ==, 0);
    }
}

/* What SQL has no place for is said, once for each kind. */
static void
test_what_is_left_out_is_said (void)
{
  g_autoptr(GpDesign) design = gp_random_design (400);
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GPtrArray) findings = NULL;
  guint n = 0;

  gp_export (design, "sql-postgresql", sql, &findings, NULL);
  for (guint i = 0; i < findings->len; i++)
    n += strcmp (gp_finding_get_code (g_ptr_array_index (findings, i)), GP_EXPORT_CODE_KIND) == 0;
  g_assert_cmpuint (n, >=, gp_design_count (design, GP_KIND_ROLE) > 0);
  g_assert_cmpuint (n, <=, 10);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export-postgresql/random-tables-come-back", test_random_tables_come_back);
  g_test_add_func ("/data/export-postgresql/what-is-left-out-is-said",
                   test_what_is_left_out_is_said);
  return g_test_run ();
}

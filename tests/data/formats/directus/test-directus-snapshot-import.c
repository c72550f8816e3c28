/* test-directus-snapshot-import.c — snapshots of a Directus schema become designs
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-snapshot-import.h"

#include <string.h>

#include "gp-test.h"

#define YAML \
  "version: 1\ndirectus: 11.17.4\nvendor: sqlite\n" \
  "collections:\n  - collection: book\n    meta: {}\n    schema: {name: book}\n" \
  "fields:\n  - collection: book\n    field: id\n    type: integer\n    meta: {}\n" \
  "    schema: {is_primary_key: true, has_auto_increment: true, is_nullable: false}\n" \
  "  - collection: book\n    field: title\n    type: string\n    meta: {note: On the cover}\n" \
  "    schema: {is_nullable: true, max_length: 80}\n" \
  "relations: []\n"

static GpDesign *
import (const char *text,
        GError    **error)
{
  g_autoptr(GPtrArray) findings = NULL;

  return gp_import_text (text, strlen (text), "directus-snapshot", NULL, NULL, &findings, NULL,
                         error);
}

static void
test_yaml (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = import (YAML, &error);
  const GpElement *book, *title;

  g_assert_no_error (error);
  book = gp_design_find_child (design, gp_design_get_root_id (design), GP_KIND_ENTITY, "book");
  title = gp_design_find_child (design, gp_element_get_id (book), GP_KIND_FIELD, "title");
  g_assert_cmpint (gp_element_get_int (title, GP_FIELD_LENGTH), ==, 80);
  g_assert_cmpstr (gp_element_get_text (title, GP_FIELD_DESCRIPTION), ==, "On the cover");
  g_assert_cmpint (gp_directus_snapshot_import_sniff ("x.yaml", YAML, strlen (YAML)), >, 60);
}

static void
test_something_else (void)
{
  static const char *const others[] = { "", "[]", "{}", "{\"collections\":3,\"fields\":[]}",
                                        "{\"data\":{\"collections\":[]}}", "\"text\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (import (others[i], &error));
      g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT);
    }
}

/* What is no object among collections and fields, or has no name, is passed over. */
static void
test_nonsense_within (void)
{
  g_autoptr(GpDesign) design = import ("{\"collections\":[3,null,{}],\"fields\":[[],{\"field\":1}],"
                                       "\"relations\":[\"x\"]}", NULL);

  g_assert_nonnull (design);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_ENTITY), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-snapshot-import/yaml", test_yaml);
  g_test_add_func ("/data/directus-snapshot-import/something-else", test_something_else);
  g_test_add_func ("/data/directus-snapshot-import/nonsense-within", test_nonsense_within);
  return g_test_run ();
}

/* gp-import-cases.c — runs the case files of the importers
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-import-cases.h"

#include <string.h>

#include "gp-diff.h"
#include "gp-export.h"
#include "gp-finding.h"
#include "gp-import.h"
#include "gp-test.h"

static void
append_text (GString *out, const char *text)
{
  g_autofree char *escaped = g_strescape (text, "\"");

  g_string_append (out, escaped);
}

static void
append_value (GString *out, GpDesign *design, const GpValue *value)
{
  gsize n_ids;
  gsize n_texts;
  const GpId *ids = gp_value_get_ids (value, &n_ids);
  const char *const *texts = gp_value_get_texts (value, &n_texts);

  if (value->type == GP_VALUE_BOOL)
    g_string_append (out, gp_value_get_bool (value) ? "yes" : "no");
  else if (value->type == GP_VALUE_INT)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, gp_value_get_int (value));
  else if (value->type == GP_VALUE_TEXT)
    append_text (out, gp_value_get_text (value));
  if (value->type == GP_VALUE_ID)
    {
      ids = gp_value_get_id (value);
      n_ids = 1;
    }
  for (gsize i = 0; i < n_ids; i++)
    {
      g_autofree char *path = gp_design_dup_path (design, &ids[i]);

      g_string_append_printf (out, "%s→%s", i > 0 ? " " : "", path);
    }
  for (gsize i = 0; i < n_texts; i++)
    {
      g_string_append (out, "\n        | ");
      append_text (out, texts[i]);
    }
}

static void
dump_element (GString *out, GpDesign *design, const GpElement *element, guint depth)
{
  GpKind kind = gp_element_get_kind (element);
  GpProperty property;
  const GpValue *value;
  const GpElement *child;

  g_string_append_printf (out, "%*s%s %s", (int) depth * 2, "", gp_kind_get_info (kind)->nick,
                          gp_element_get_name (element));
  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    {
      if ((int) property == gp_kind_get_info (kind)->name)
        continue;
      g_string_append_printf (out, "%s%s: ", kind == GP_KIND_FIELD ? "; " : "\n      ",
                              gp_property_get_info (property)->nick);
      append_value (out, design, value);
    }
  g_string_append_c (out, '\n');
  for (gsize i = 0;
       (child = gp_design_peek_child (design, gp_element_get_id (element), i)) != NULL; i++)
    dump_element (out, design, child, depth + 1);
}

char *
gp_import_dump (GpDesign *design, GPtrArray *findings)
{
  GString *out = g_string_new (NULL);

  dump_element (out, design, gp_design_get_root (design), 0);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const GpFinding *finding = g_ptr_array_index (findings, i);
      guint line;
      guint column;

      gp_finding_get_place (finding, &line, &column);
      g_string_append_printf (out, "%u:%u %s %s %s\n", line, column,
                              gp_severity_to_nick (gp_finding_get_severity (finding)),
                              gp_finding_get_code (finding), gp_finding_get_message (finding));
    }
  return g_string_free (out, FALSE);
}

static void
check_round_trip (GpDesign *design)
{
  GpImportOptions options = { "case", NULL };
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GpDesign) again = NULL;
  g_autoptr(GpDesign) matched = NULL;
  g_autoptr(GpChangeSet) diff = NULL;
  g_autoptr(GError) error = NULL;

  gp_export (design, "sql-postgresql", sql, NULL, &error);
  g_assert_no_error (error);
  again = gp_import_text (sql->str, sql->len, "sql-postgresql", NULL, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  matched = gp_match (design, again);
  diff = gp_diff (design, matched, GP_DIFF_MEANING);
  if (gp_change_set_get_size (diff) > 0)
    {
      g_autofree char *before = gp_import_dump (design, NULL);
      g_autofree char *after = gp_import_dump (matched, NULL);

      g_test_message ("exported:\n%s", sql->str);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpuint (gp_change_set_get_size (diff), ==, 0);
    }
}

static void
test_case (gconstpointer user_data)
{
  const char *path = user_data;
  GpImportOptions options = { "case", NULL };
  g_autofree char *text = NULL;
  g_autofree char *expected_path = g_strconcat (path, ".expected", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *dump = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  design = gp_import_text (text, length, "sql-postgresql", NULL, &options, &findings, NULL, &error);
  g_assert_no_error (error);
  dump = gp_import_dump (design, findings);

  if (g_strcmp0 (g_getenv ("GP_UPDATE_GOLDEN"), "1") == 0)
    {
      g_file_set_contents (expected_path, dump, -1, &error);
      g_assert_no_error (error);
    }
  g_file_get_contents (expected_path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, expected);
  check_round_trip (design);
}

void
gp_import_cases_add (const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "import", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *start = g_strconcat (name, "-", NULL);
  g_autofree char *whole = g_strconcat (name, ".sql", NULL);
  guint n = 0;
  const char *file;

  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = NULL;

      if (!g_str_has_suffix (file, ".sql")
          || (!g_str_has_prefix (file, start) && strcmp (file, whole) != 0))
        continue;
      test = g_strdup_printf ("/data/%s/%.*s", name, (int) strlen (file) - 4, file);
      g_test_add_data_func_full (test, g_build_filename (folder, file, NULL), test_case, g_free);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

int
gp_import_cases_main (int argc, char *argv[], const char *name)
{
  gp_test_init (&argc, &argv);
  gp_import_cases_add (name);
  return g_test_run ();
}

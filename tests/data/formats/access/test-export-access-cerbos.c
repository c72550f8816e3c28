/* test-export-access-cerbos.c — the access tests as a table of Cerbos
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-export-access-cerbos.h"

#include <string.h>

#include "gp-test-expr-design.h"
#include "gp-test.h"
#include "sample-loaded.h"

static char *
write_table (GpDesign *design,
             guint    *n_findings)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;

  gp_export (design, "access-cerbos", out, &findings, &error);
  g_assert_no_error (error);
  *n_findings = findings->len;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
has (const char *table,
     const char *part)
{
  if (strstr (table, part) == NULL)
    g_error ("%s is not in the table: %s", part, table);
}

static void
test_the_sample (void)
{
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  guint n_findings;
  g_autofree char *table = write_table (design, &n_findings);

  g_assert_cmpuint (n_findings, ==, 2);
  has (table, "  \"Ana\":\n    id: \"ff000000-0000-4000-8000-000000000007\"\n"
              "    roles: [\"patient\", \"public\"]\n    attr: {\"tenant\": ");
  has (table, "  \"Visitor\":\n    id: \"Visitor\"\n    roles: [\"public\"]\n    attr: {}\n");
  has (table, "  \"A patient sees themselves\":\n    kind: \"patient\"\n");
  has (table, "      - principal: \"Ana\"\n        resource: \"A patient sees nobody else\"\n"
              "        actions:\n          \"read\": EFFECT_DENY\n");
  has (table, "\"new\":{\"clinic_id\":");
}

static void
test_nothing_to_say (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  guint n_findings;
  g_autofree char *table = write_table (design, &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  g_assert_cmpstr (table, ==, "name: \"Test\"\nprincipals: {}\nresources: {}\ntests: []\n");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export-access-cerbos/the-sample", test_the_sample);
  g_test_add_func ("/data/export-access-cerbos/nothing-to-say", test_nothing_to_say);
  return g_test_run ();
}

/* test-serverless-import.c — Serverless Workflow becomes flows
 * SPDX-License-Identifier: Apache-2.0
 *
 * The examples of the specification are read from GP_CORPUS_DIR, where it is. */
#include "config.h"

#include "gp-serverless-import.h"

#include "workflow.h"

static void
test_documents_become_flows (void)
{
  const char *text = WORKFLOW_HEAD "schedule:\n  cron: 0 2 * * *\ndo:\n- a:\n    wait: PT1S\n---\n"
                     "document:\n  dsl: '1.0.3'\n  namespace: shop\n  name: second\n"
                     "  version: '3.1.0'\n  title: The second\nschedule:\n  on:\n    one:\n"
                     "      with:\n        type: paid\ndo:\n- b:\n    set:\n"
                     "      x: ${ $workflow.input[0].data.n }\n";
  guint n_lost;
  g_autoptr(GpDesign) design = workflow_import ("serverless-workflow", text, &n_lost);
  GpId first = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  GpId second = gp_test_flow_find (design, GP_KIND_FLOW, "second");
  const GpElement *flow = gp_design_lookup (design, &second);

  g_assert_cmpuint (n_lost, ==, 0);
  g_assert_true (gp_element_is (gp_design_lookup (design, &first), GP_FLOW_TRIGGER, "cron"));
  g_assert_cmpint (gp_element_get_int (flow, GP_FLOW_VERSION), ==, 3);
  g_assert_cmpstr (gp_element_get_text (flow, GP_FLOW_TITLE), ==, "The second");
  g_assert_cmpuint (gp_design_count (design, GP_KIND_DOMAIN), ==, 1);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_EVENT), ==, 1);
}

static void
test_bad_files_are_refused (void)
{
  static const char *const bad[] = {
    "", "document: 1\n", "a: [", WORKFLOW_HEAD, WORKFLOW_HEAD "do: 1\n",
    "document:\n  dsl: 1.0.3\ndo: []\n", "[]", "{}", "5",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_import_text (bad[i], strlen (bad[i]), "serverless-workflow", NULL, NULL,
                                     NULL, NULL, &error));
      g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT);
    }
}

/* What has no place is said where it stands; what has one comes back the same. */
static void
check_example (const char *path,
               guint      *n_whole,
               guint      *n_part)
{
  g_autofree char *text = NULL;
  g_autofree char *written = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpDesign) again = NULL;
  guint n_lost, n_again;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  design = workflow_import ("serverless-workflow", text, &n_lost);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_STEP), >, 0);
  written = workflow_export (design);
  again = workflow_import ("serverless-workflow", written, &n_again);
  *(n_lost == 0 ? n_whole : n_part) += 1;
  if (n_lost > 0)
    return;
  before = workflow_text (design);
  after = workflow_text (again);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (n_again, ==, 0);
}

static void
test_examples_come_back (void)
{
  const char *corpus = g_getenv ("GP_CORPUS_DIR");
  g_autofree char *folder = g_build_filename (corpus != NULL ? corpus : "/nowhere",
                                              "serverless-workflow", "examples", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_whole = 0, n_part = 0;
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("there is no corpus here: GP_CORPUS_DIR names it");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_str_has_suffix (name, ".yaml"))
        continue;
      g_test_message ("%s", name);
      check_example (path, &n_whole, &n_part);
    }
  g_test_message ("%u whole, %u with findings", n_whole, n_part);
  g_assert_cmpuint (n_whole + n_part, ==, 66);
  g_assert_cmpuint (n_whole, >=, 22);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-import/documents-become-flows", test_documents_become_flows);
  g_test_add_func ("/data/serverless-import/bad-files-are-refused", test_bad_files_are_refused);
  g_test_add_func ("/data/serverless-import/examples-come-back", test_examples_come_back);
  return g_test_run ();
}

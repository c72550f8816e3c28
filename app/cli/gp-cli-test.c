/* gp-cli-test.c — gplan test: the tests that a design keeps
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-access-coverage.h"
#include "gp-access-words.h"
#include "gp-cli-test.h"
#include "gp-flow-case.h"
#include "gp-run-code.h"

#include <glib/gi18n.h>

static const char *const statuses[] = { "passed", "failed", "broken" };

/* What is to be said of a test that did not pass. */
static char *
describe (const GpAccessTestResult *result,
          GpDesign                 *design)
{
  const GpElement *test = gp_design_lookup (design, &result->test);
  const GpElement *persona = gp_design_lookup (design, gp_element_get_ref (test, GP_TEST_PERSONA));
  g_autofree char *verdict = NULL;

  if (result->status == GP_ACCESS_TEST_BROKEN)
    return g_strdup (result->problem);
  verdict = gp_access_describe_verdict (result->decision, &result->asked->question,
                                        gp_element_get_name (persona));
  return g_strdup_printf (result->allow ? _("should be allowed, but: %s")
                                        : _("should not be allowed, but: %s"), verdict);
}

static GArray *
find_open (const GpAccessMatrix *matrix,
           GPtrArray            *results)
{
  GArray *cells = gp_access_find_coverage (matrix, results);

  for (guint i = 0; i < cells->len; i++)
    {
      const GpAccessCoverage *cell = &g_array_index (cells, GpAccessCoverage, i);

      if (cell->has_allowed && cell->has_denied)
        g_array_remove_index (cells, i--);
    }
  return cells;
}

static guint
count (GPtrArray          *results,
       GpAccessTestStatus  status)
{
  guint n = 0;

  for (guint i = 0; i < results->len; i++)
    n += ((GpAccessTestResult *) results->pdata[i])->status == status;
  return n;
}

static guint
count_flows (GPtrArray        *flows,
             GpFlowTestStatus  status)
{
  guint n = 0;

  for (guint i = 0; i < flows->len; i++)
    n += ((GpFlowTestResult *) flows->pdata[i])->status == status;
  return n;
}

/* Cases, branches and error edges of tested flows that no test takes. */
static guint
count_untaken (GpDesign  *design,
               GPtrArray *flows)
{
  g_autoptr(GArray) ways = gp_flow_find_coverage (design, flows);
  guint n = 0;

  for (guint i = 0; i < ways->len; i++)
    n += g_array_index (ways, GpFlowCoverage, i).taken == 0;
  return n;
}

static void
say_coverage (guint n_open,
              guint n_untaken)
{
  if (n_open > 0)
    gp_cli_say (ngettext ("%u conditional grant lacks a test that is allowed or one that is not",
                          "%u conditional grants lack a test that is allowed or one that is not",
                          n_open), n_open);
  if (n_untaken > 0)
    gp_cli_say (ngettext ("%u way of the flows with tests is taken by no test",
                          "%u ways of the flows with tests are taken by no test", n_untaken),
                n_untaken);
}

static GpCliStatus
print_text (GpDesign  *design,
            GPtrArray *results,
            GPtrArray *flows,
            guint      n_open)
{
  g_autoptr(GString) out = g_string_new (NULL);
  guint passed = count (results, GP_ACCESS_TEST_PASSED)
                 + count_flows (flows, GP_FLOW_TEST_PASSED);
  guint failed = results->len + flows->len - passed;

  for (guint i = 0; i < results->len; i++)
    {
      const GpAccessTestResult *result = results->pdata[i];
      const char *name = gp_element_get_name (gp_design_lookup (design, &result->test));
      g_autofree char *why = NULL;

      if (result->status == GP_ACCESS_TEST_PASSED)
        continue;
      why = describe (result, design);
      g_string_append_printf (out, "%s: %s: %s\n", statuses[result->status], name, why);
    }
  for (guint i = 0; i < flows->len; i++)
    {
      const GpFlowTestResult *result = flows->pdata[i];

      if (result->status != GP_FLOW_TEST_PASSED)
        g_string_append_printf (out, "%s: %s: %s\n", statuses[result->status],
                                gp_element_get_name (gp_design_lookup (design, &result->test)),
                                result->problem);
    }
  g_string_append_printf (out, _("%u passed, %u failed\n"), passed, failed);
  if (!gp_cli_print (out->str, out->len))
    return GP_CLI_FAILED;
  say_coverage (n_open, count_untaken (design, flows));
  return failed == 0 ? GP_CLI_DONE : GP_CLI_FOUND;
}

static void
write_number (GpJsonWriter *writer,
              const char   *key,
              guint         number)
{
  gp_json_writer_key (writer, key);
  gp_json_writer_int (writer, number);
}

static void
write_open (GpJsonWriter         *writer,
            const GpAccessMatrix *matrix,
            GArray               *open)
{
  gp_json_writer_key (writer, "open");
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < open->len; i++)
    {
      const GpAccessCoverage *cell = &g_array_index (open, GpAccessCoverage, i);

      gp_json_writer_begin_object (writer);
      gp_json_writer_member (writer, "subject",
                             gp_element_get_name (gp_access_matrix_get_subject (matrix,
                                                                                cell->subject)));
      gp_json_writer_member (writer, "role",
                             gp_element_get_name (gp_access_matrix_get_role (matrix,
                                                                             cell->role)));
      gp_json_writer_member (writer, "action", gp_access_matrix_get_action (matrix, cell->action));
      gp_json_writer_key (writer, "allowed");
      gp_json_writer_bool (writer, cell->has_allowed);
      gp_json_writer_key (writer, "denied");
      gp_json_writer_bool (writer, cell->has_denied);
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);
}

static void
write_result (GpJsonWriter *writer,
              GpDesign     *design,
              const GpId   *test,
              guint         status,
              const char   *why)
{
  char buffer[GP_ID_STRING_SIZE];

  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "id", gp_id_format (test, buffer));
  gp_json_writer_member (writer, "name", gp_element_get_name (gp_design_lookup (design, test)));
  gp_json_writer_member (writer, "status", statuses[status]);
  if (why != NULL)
    gp_json_writer_member (writer, "why", why);
  gp_json_writer_end_object (writer);
}

/* The ways of flows that no test takes, by their transitions. */
static void
write_untaken (GpJsonWriter *writer,
               GpDesign     *design,
               GPtrArray    *flows)
{
  g_autoptr(GArray) ways = gp_flow_find_coverage (design, flows);

  gp_json_writer_key (writer, "untaken");
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < ways->len; i++)
    {
      const GpFlowCoverage *way = &g_array_index (ways, GpFlowCoverage, i);
      char buffer[GP_ID_STRING_SIZE];

      if (way->taken == 0)
        gp_json_writer_string (writer, gp_id_format (&way->transition, buffer));
    }
  gp_json_writer_end_array (writer);
}

static GpCliStatus
print_json (GpDesign             *design,
            const GpAccessMatrix *matrix,
            GPtrArray            *results,
            GPtrArray            *flows,
            GArray               *open)
{
  g_autoptr(GString) out = g_string_new (NULL);
  guint passed = count (results, GP_ACCESS_TEST_PASSED)
                 + count_flows (flows, GP_FLOW_TEST_PASSED);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  write_number (&writer, "passed", passed);
  write_number (&writer, "failed", count (results, GP_ACCESS_TEST_FAILED)
                                     + count_flows (flows, GP_FLOW_TEST_FAILED));
  write_number (&writer, "broken", count (results, GP_ACCESS_TEST_BROKEN)
                                     + count_flows (flows, GP_FLOW_TEST_BROKEN));
  gp_json_writer_key (&writer, "tests");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < results->len; i++)
    {
      const GpAccessTestResult *result = results->pdata[i];
      g_autofree char *why = result->status != GP_ACCESS_TEST_PASSED ? describe (result, design)
                                                                    : NULL;

      write_result (&writer, design, &result->test, result->status, why);
    }
  for (guint i = 0; i < flows->len; i++)
    {
      const GpFlowTestResult *result = flows->pdata[i];

      write_result (&writer, design, &result->test, result->status, result->problem);
    }
  gp_json_writer_end_array (&writer);
  write_open (&writer, matrix, open);
  write_untaken (&writer, design, flows);
  gp_json_writer_end_object (&writer);
  return gp_cli_print_json (&writer, out, passed == results->len + flows->len ? GP_CLI_DONE
                                                                              : GP_CLI_FOUND);
}

GpCliStatus
gp_cli_test (const char  *self,
             int          argc,
             char       **argv)
{
  g_autofree char *on = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_("Run them on a backend, with real tokens"),
      "TARGET" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print the results as JSON"), NULL },
    { NULL }
  };
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GpAccessMatrix) matrix = NULL;
  g_autoptr(GPtrArray) results = NULL;
  g_autoptr(GPtrArray) flows = NULL;
  g_autoptr(GArray) open = NULL;
  g_autoptr(GError) error = NULL;

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    return GP_CLI_USAGE;
  design = gp_cli_load (argv[1], NULL, &error);
  if (design == NULL)
    return gp_cli_fail (error);
  if (on != NULL)
    return gp_cli_test_on (design, on, json);

  access = gp_access_new (design);
  fixtures = gp_access_fixtures_new (design);
  matrix = gp_access_matrix_new (access);
  results = gp_access_run_tests (access, fixtures, g_get_real_time (), FALSE);
  open = find_open (matrix, results);
  flows = gp_flow_run_tests (design, fixtures, &gp_run_code_runner, g_get_real_time ());
  return json ? print_json (design, matrix, results, flows, open)
              : print_text (design, results, flows, open->len);
}

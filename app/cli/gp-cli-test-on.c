/* gp-cli-test-on.c — gplan test --on: the access tests of a design, on a backend that runs
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli-test.h"

#include "gp-access-probe.h"
#include "gp-cli-target.h"

#include <glib/gi18n.h>

/** What came of the tests. */
typedef struct
{
  guint passed;
  guint failed;
  guint untried;
} Tally;

static gboolean
is_expected (GpDesign             *design,
             const GpAccessAnswer *answer)
{
  const GpElement *test = gp_design_lookup (design, &answer->test);
  gboolean allow = gp_element_is (test, GP_TEST_EXPECT, "allow");

  return (answer->kind == GP_ACCESS_ANSWER_ALLOWED) == allow;
}

static Tally
count (GpDesign  *design,
       GPtrArray *answers)
{
  Tally tally = { 0 };

  for (guint i = 0; i < answers->len; i++)
    {
      const GpAccessAnswer *answer = answers->pdata[i];

      if (answer->kind == GP_ACCESS_ANSWER_UNTRIED)
        tally.untried++;
      else if (is_expected (design, answer))
        tally.passed++;
      else
        tally.failed++;
    }
  return tally;
}

static const char *
get_status (GpDesign             *design,
            const GpAccessAnswer *answer)
{
  if (answer->kind == GP_ACCESS_ANSWER_UNTRIED)
    return "untried";
  return is_expected (design, answer) ? "passed" : "failed";
}

static char *
describe (const GpAccessAnswer *answer,
          const char           *where)
{
  if (answer->kind == GP_ACCESS_ANSWER_UNTRIED)
    return g_strdup (answer->problem);
  if (answer->kind == GP_ACCESS_ANSWER_DENIED)
    return g_strdup_printf (_("should be allowed, but %s denies it"), where);
  return g_strdup_printf (_("should not be allowed, but %s allows it"), where);
}

static GpCliStatus
print_text (GpDesign   *design,
            GPtrArray  *answers,
            const char *where,
            Tally       tally)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < answers->len; i++)
    {
      const GpAccessAnswer *answer = answers->pdata[i];
      const char *status = get_status (design, answer);
      g_autofree char *why = describe (answer, where);

      if (!g_str_equal (status, "passed"))
        g_string_append_printf (out, "%s: %s: %s\n", status,
                                gp_element_get_name (gp_design_lookup (design, &answer->test)),
                                why != NULL ? why : "");
    }
  g_string_append_printf (out, _("%u passed, %u failed, %u skipped\n"), tally.passed,
                          tally.failed, tally.untried);
  if (!gp_cli_print (out->str, out->len))
    return GP_CLI_FAILED;
  return tally.failed == 0 ? GP_CLI_DONE : GP_CLI_FOUND;
}

static GpCliStatus
print_json (GpDesign   *design,
            GPtrArray  *answers,
            const char *where,
            Tally       tally)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const struct
  {
    const char *key;
    guint       number;
  } numbers[] = { { "passed", tally.passed }, { "failed", tally.failed },
                  { "skipped", tally.untried } };
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "target", where);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gp_json_writer_key (&writer, numbers[i].key);
      gp_json_writer_int (&writer, numbers[i].number);
    }
  gp_json_writer_key (&writer, "tests");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < answers->len; i++)
    {
      const GpAccessAnswer *answer = answers->pdata[i];
      const char *status = get_status (design, answer);
      g_autofree char *why = describe (answer, where);
      char buffer[GP_ID_STRING_SIZE];

      gp_json_writer_begin_object (&writer);
      gp_json_writer_member (&writer, "id", gp_id_format (&answer->test, buffer));
      gp_json_writer_member (&writer, "name",
                             gp_element_get_name (gp_design_lookup (design, &answer->test)));
      gp_json_writer_member (&writer, "status", status);
      if (!g_str_equal (status, "passed") && why != NULL)
        gp_json_writer_member (&writer, "why", why);
      gp_json_writer_end_object (&writer);
    }
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  return gp_cli_print_json (&writer, out, tally.failed == 0 ? GP_CLI_DONE : GP_CLI_FOUND);
}

GpCliStatus
gp_cli_test_on (GpDesign   *design,
                const char *where,
                gboolean    json)
{
  g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) answers = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *token = gp_cli_dup_token (design, where);
  Tally tally;

  answers = gp_access_probe (design, where, token, warnings, &error);
  for (guint i = 0; i < warnings->len; i++)
    gp_cli_say ("%s", (const char *) warnings->pdata[i]);
  if (answers == NULL)
    return gp_cli_fail (error);
  tally = count (design, answers);
  return json ? print_json (design, answers, where, tally)
              : print_text (design, answers, where, tally);
}

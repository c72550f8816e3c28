/* gp-cli-plan.c — gplan plan: what a deployment would do
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-cli-target.h"
#include "gp-plan-json.h"

#include <glib/gi18n.h>

static GpCliStatus
print_words (GpPlan *plan)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < gp_plan_get_size (plan); i++)
    gp_cli_append_operation (text, gp_plan_get_operation (plan, i));
  if (gp_plan_get_size (plan) == 0)
    g_string_append_printf (text, _("%s has nothing to change.\n"), gp_plan_get_target (plan));
  g_string_append_printf (text, _("plan %s\n"), gp_plan_get_hash (plan));
  return gp_cli_print (text->str, text->len) ? GP_CLI_DONE : GP_CLI_FAILED;
}

GpCliStatus
gp_cli_plan (const char  *self,
             int          argc,
             char       **argv)
{
  g_autofree char *to = NULL, *output = NULL;
  GpCliSource source = { .number = -1 };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("A target of the design, or an address"),
      "TARGET" },
    { "deployment", 0, 0, G_OPTION_ARG_INT64, &source.number,
      N_ ("What the target held after this deployment, not the design"), "NUMBER" },
    { "as", 0, 0, G_OPTION_ARG_STRING, &source.as,
      N_ ("What this target holds, not the design"), "TARGET" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the plan as JSON"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Keep the plan in a file, for gplan deploy --plan"), "PLAN.json" },
    { NULL }
  };
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpDesign) wanted = NULL;
  g_autofree char *as = NULL;
  g_autoptr(GpTarget) target = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  GpCliStatus status = GP_CLI_DONE;
  gsize length;

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    return GP_CLI_USAGE;
  as = source.as;
  if (gp_cli_source_is_double (self, &source))
    return GP_CLI_USAGE;
  if (to == NULL)
    return gp_cli_usage (self, _("“--to TARGET” is missing: it says where to deploy to."));
  if ((design = gp_cli_load (argv[1], NULL, &error)) == NULL ||
      (wanted = gp_cli_load_wanted (argv[1], design, &source, &error)) == NULL ||
      (target = gp_cli_open_target (design, to, &error)) == NULL ||
      (plan = gp_cli_make_plan (target, wanted, &error)) == NULL)
    return gp_cli_fail (error);

  gp_cli_print_plan_findings (wanted, plan);
  text = gp_plan_to_json (plan, GP_JSON_PRETTY, &length);
  if (output != NULL)
    status = gp_cli_write (output, text, length);
  if (status != GP_CLI_DONE)
    return status;
  status = json ? gp_cli_write (NULL, text, length) : print_words (plan);
  if (status == GP_CLI_DONE && gp_plan_is_blocked (plan))
    status = GP_CLI_FOUND;
  return status;
}

/* gp-cli-deploy.c — gplan deploy: plan, consent, apply, verify
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-cli-target.h"
#include "gp-plan-approval.h"
#include "gp-plan-check.h"
#include "gp-target-lookup.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

typedef struct
{
  const char  *file;
  char        *to;
  GpCliSource  source;
  char        *plan_path;
  gboolean     yes;
  char       **allow;
} Options;

static gboolean
ask (guint n)
{
  g_autofree char *question = g_strdup_printf (
    ngettext ("Apply %u operation? [y/N] ", "Apply %u operations? [y/N] ", n), n);

  return gp_cli_ask (question);
}

/* Says what lacks consent. */
static gboolean
has_consent (GpPlan            *plan,
             const char *const *allowed)
{
  g_autoptr(GPtrArray) missing = gp_plan_list_unconsented (plan, allowed);

  for (guint i = 0; i < missing->len; i++)
    {
      const GpOperation *operation = missing->pdata[i];

      gp_cli_say (_("%s Values would be lost; “--allow %s” allows it."), operation->sentence,
                     operation->id);
    }
  return missing->len == 0;
}

static GpCliStatus
status_of (const GError *error)
{
  if (g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE) ||
      g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONSENT) ||
      g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_BLOCKED))
    return GP_CLI_REFUSED;
  return GP_CLI_FAILED;
}

/* Whether as many people have approved @plan as @target asks for; says who, and who is missing. */
static gboolean
is_approved (const GpElement *target,
             GpPlan          *plan,
             const char      *file)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) approvals = NULL;
  g_autofree char *words = NULL;
  gboolean enough;

  if (gp_element_get_int (target, GP_TARGET_APPROVALS) <= 0)
    return TRUE;

  approvals = gp_cli_list_approvals (file, plan, &error);
  if (approvals == NULL)
    {
      gp_cli_fail (error);
      return FALSE;
    }
  words = gp_plan_approvals_describe (target, approvals, gp_cli_get_author (), &enough);
  gp_cli_say ("%s: %s", gp_element_get_name (target), words);
  if (!enough)
    gp_cli_say (_("People approve it with “gplan approve”, or in the window."));

  return enough;
}

/* FALSE where @target does not let @plan be deployed to it; says why. */
static gboolean
does_let (const GpElement *target,
          GpPlan          *plan,
          const char      *file)
{
  g_autofree char *refusal = gp_plan_check_losses (plan, target);

  if (refusal != NULL)
    gp_cli_say ("%s: %s", gp_element_get_name (target), refusal);

  return is_approved (target, plan, file) && refusal == NULL;
}

/* FALSE where a target of @design, by its name or its address, does not let @plan be deployed to
 * it. */
static gboolean
is_let (GpDesign      *design,
        GpPlan        *plan,
        const Options *options)
{
  g_autoptr(GPtrArray) targets = gp_design_list (design, GP_KIND_TARGET);

  for (guint i = 0; i < targets->len; i++)
    {
      const GpElement *target = targets->pdata[i];

      if ((g_str_equal (gp_element_get_name (target), options->to)
           || gp_target_leads_to (target, gp_plan_get_target (plan)))
          && !does_let (target, plan, options->file))
        return FALSE;
    }
  return TRUE;
}

/* What stands against deploying @plan; says it. */
static GpCliStatus
check (GpDesign      *design,
       GpPlan        *plan,
       const Options *options)
{
  g_autoptr(GError) error = NULL;

  if (options->plan_path != NULL && !gp_cli_is_reviewed (options->plan_path, plan, &error))
    {
      gp_cli_fail (error);
      return status_of (error);
    }
  if (gp_plan_is_blocked (plan))
    {
      gp_cli_say (_("The plan has errors; nothing was deployed."));
      return GP_CLI_REFUSED;
    }
  return (gp_plan_get_size (plan) == 0 || is_let (design, plan, options))
         && has_consent (plan, (const char *const *) options->allow) ? GP_CLI_DONE : GP_CLI_REFUSED;
}

/* Prints what it does, asks where it should, and does it. Failures are said. */
static GpCliStatus
apply (GpTarget      *target,
       GpDesign      *design,
       GpDesign      *wanted,
       GpPlan        *plan,
       const Options *options)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < gp_plan_get_size (plan); i++)
    gp_cli_append_operation (text, gp_plan_get_operation (plan, i));
  if (!gp_cli_print (text->str, text->len))
    return GP_CLI_FAILED;
  if (!options->yes && options->plan_path == NULL
      && !ask ((guint) gp_plan_get_size (plan)))
    {
      gp_cli_say (_("Nothing was deployed. “--yes” deploys without asking."));
      return GP_CLI_REFUSED;
    }
  if (gp_cli_apply_plan (target, wanted, plan, (const char *const *) options->allow, &error))
    return GP_CLI_DONE;
  gp_cli_record_deployment (options->file, design, options->to, plan, wanted, GP_OUTCOME_FAILED,
                            error->message);
  gp_cli_fail (error);
  return status_of (error);
}

static char *
describe_source (const GpCliSource *source)
{
  if (source->number != -1)
    return g_strdup_printf (_("Return to deployment %" PRId64), source->number);
  return source->as != NULL ? g_strdup_printf (_("What %s holds"), source->as) : NULL;
}

static GpCliStatus
deploy (GpDesign      *design,
        GpDesign      *wanted,
        const Options *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpTarget) target = gp_cli_open_target (design, options->to, &error);
  g_autoptr(GpPlan) plan = target != NULL ? gp_cli_make_plan (target, wanted, &error) : NULL;
  g_autofree char *words = describe_source (&options->source);
  gboolean empty;
  gboolean verified;
  GpCliStatus status;

  if (plan == NULL)
    return gp_cli_fail (error);
  gp_cli_print_plan_findings (wanted, plan);
  empty = gp_plan_get_size (plan) == 0;
  status = check (design, plan, options);
  if (status == GP_CLI_DONE && !empty)
    status = apply (target, design, wanted, plan, options);
  if (status != GP_CLI_DONE)
    return status;

  verified = gp_cli_verify (target, wanted, &error);
  if (!empty)
    gp_cli_record_deployment (options->file, design, options->to, plan, wanted,
                              verified ? GP_OUTCOME_DONE : GP_OUTCOME_UNVERIFIED,
                              verified ? words : error->message);
  if (!verified)
    return gp_cli_fail (error);
  gp_cli_say (empty ? _("%s has nothing to change.") : _("Deployed to %s and verified."),
              gp_plan_get_target (plan));
  return GP_CLI_DONE;
}

GpCliStatus
gp_cli_deploy (const char  *self,
               int          argc,
               char       **argv)
{
  Options options = { .source.number = -1 };
  const GOptionEntry entries[] = { { "to", 0, 0, G_OPTION_ARG_STRING, &options.to,
                                     N_ ("A target of the design, or an address"), "TARGET" },
                                   { "deployment", 0, 0, G_OPTION_ARG_INT64,
                                     &options.source.number,
                                     N_ ("What the target held after this deployment, not the "
                                         "design"),
                                     "NUMBER" },
                                   { "as", 0, 0, G_OPTION_ARG_STRING, &options.source.as,
                                     N_ ("What this target holds, not the design"), "TARGET" },
                                   { "plan", 0, 0, G_OPTION_ARG_FILENAME, &options.plan_path,
                                     N_ ("Deploy this reviewed plan and no other"), "PLAN.json" },
                                   { "yes", 'y', 0, G_OPTION_ARG_NONE, &options.yes,
                                     N_ ("Do not ask"), NULL },
                                   { "allow", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.allow,
                                     N_ ("Consent to a destructive operation"), "ID" },
                                   { NULL } };
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GError) error = NULL;
  GpCliStatus status = GP_CLI_USAGE;

  if (gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    {
      if (options.to == NULL)
        gp_cli_usage (self, _("“--to TARGET” is missing: it says where to deploy to."));
      else if (!gp_cli_source_is_double (self, &options.source))
        {
          options.file = argv[1];
          design = gp_cli_load (argv[1], NULL, &error);
          if (design != NULL)
            wanted = gp_cli_load_wanted (argv[1], design, &options.source, &error);
          status = wanted != NULL ? deploy (design, wanted, &options) : gp_cli_fail (error);
        }
    }
  g_free (options.to);
  g_free (options.source.as);
  g_free (options.plan_path);
  g_strfreev (options.allow);
  return status;
}

/* gp-cli-approve.c — gplan approve: a plan that somebody has read, for whoever deploys it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-cli-target.h"
#include "gp-plan-approval.h"
#include "gp-store-approvals.h"

#include <glib/gi18n.h>

typedef struct
{
  const char  *file;
  char        *to;
  GpCliSource  source;
  char        *plan_path;
  gboolean     yes;
} Options;

GPtrArray *
gp_cli_list_approvals (const char  *file,
                       GpPlan      *plan,
                       GError     **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(GpStore) store = gp_cli_open_record (file, GP_STORE_OPEN_READ_ONLY, &cause);

  if (store != NULL)
    return gp_store_list_approvals (store, plan, error);
  if (cause == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) gp_plan_approval_free);

  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* FALSE where there is nothing in @plan that could be approved; says why. */
static gboolean
can_be_approved (GpPlan        *plan,
                 const Options *options)
{
  g_autoptr(GError) error = NULL;

  if (gp_plan_is_blocked (plan))
    gp_cli_say (_("The plan has errors; nothing was approved."));
  else if (gp_plan_get_size (plan) == 0)
    gp_cli_say (_("%s has nothing to change."), gp_plan_get_target (plan));
  else if (options->plan_path != NULL
           && !gp_cli_is_reviewed (options->plan_path, plan, &error))
    gp_cli_fail (error);
  else
    return TRUE;

  return FALSE;
}

static GpCliStatus
keep (GpStore *store,
      GpPlan  *plan)
{
  const char *author = gp_cli_get_author ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) approvals = gp_store_list_approvals (store, plan, &error);

  if (approvals == NULL)
    return gp_cli_fail (error);
  if (!gp_plan_approvals_have (approvals, author)
      && !gp_store_add_approval (store, plan, author, &error))
    return gp_cli_fail (error);

  gp_cli_say (_("%s approves the plan for %s."), author, gp_plan_get_target (plan));
  return GP_CLI_DONE;
}

static GpCliStatus
approve (const Options *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = gp_cli_load (options->file, NULL, &error);
  g_autoptr(GpStore) store = design != NULL ? gp_cli_open_record (options->file, 0, &error) : NULL;
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GpTarget) target = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (store == NULL && error == NULL)
    {
      gp_cli_say (_("%s is text and keeps no approvals: a .gplan does."), options->file);
      return GP_CLI_USAGE;
    }
  if (store == NULL
      || (wanted = gp_cli_load_wanted (options->file, design, &options->source, &error)) == NULL
      || (target = gp_cli_open_target (design, options->to, &error)) == NULL
      || (plan = gp_cli_make_plan (target, wanted, &error)) == NULL)
    return gp_cli_fail (error);

  gp_cli_print_plan_findings (wanted, plan);
  if (!can_be_approved (plan, options))
    return GP_CLI_REFUSED;
  for (gsize i = 0; i < gp_plan_get_size (plan); i++)
    gp_cli_append_operation (text, gp_plan_get_operation (plan, i));
  if (!gp_cli_print (text->str, text->len))
    return GP_CLI_FAILED;
  if (!options->yes && options->plan_path == NULL && !gp_cli_ask (_("Approve this plan? [y/N] ")))
    {
      gp_cli_say (_("Nothing was approved. “--yes” approves without asking."));
      return GP_CLI_REFUSED;
    }

  return keep (store, plan);
}

GpCliStatus
gp_cli_approve (const char  *self,
                int          argc,
                char       **argv)
{
  Options options = { .source.number = -1 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("A target of the design, or an address"),
      "TARGET" },
    { "deployment", 0, 0, G_OPTION_ARG_INT64, &options.source.number,
      N_ ("What the target held after this deployment, not the design"), "NUMBER" },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options.source.as,
      N_ ("What this target holds, not the design"), "TARGET" },
    { "plan", 0, 0, G_OPTION_ARG_FILENAME, &options.plan_path,
      N_ ("Approve this reviewed plan and no other"), "PLAN.json" },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &options.yes, N_ ("Do not ask"), NULL },
    { NULL }
  };
  GpCliStatus status = GP_CLI_USAGE;

  if (gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    {
      options.file = argv[1];
      if (options.to == NULL)
        gp_cli_usage (self, _("“--to TARGET” is missing: it says where to deploy to."));
      else if (!gp_cli_source_is_double (self, &options.source))
        status = approve (&options);
    }
  g_free (options.to);
  g_free (options.source.as);
  g_free (options.plan_path);
  return status;
}

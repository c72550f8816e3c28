/* gp-cli-target.c — targets and plans for gplan plan and gplan deploy
 * SPDX-License-Identifier: Apache-2.0
 *
 * Targets are asynchronous; a command has nothing else to do and serves the main context until the
 * answer is there. */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli-target.h"

#include "gp-cli.h"
#include "gp-keyring.h"
#include "gp-plan-json.h"
#include "gp-plan-retention.h"
#include "gp-target-factory.h"
#include "gp-target-lookup.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

/* Looks at the answer itself: an order to quit a loop is lost where the loop does not run yet. */
static void
wait_for (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* The token from the keyring, for a target that names its secret, or for the address where there is
 * no design yet; NULL where there is none. Many addresses ask for none: no keyring is no fault. */
static char *
lookup_token (GpDesign   *design,
              const char *to)
{
  const GpElement *target = design != NULL ? gp_target_find (design, to) : NULL;
  const char *name = target != NULL ? gp_element_get_text (target, GP_TARGET_SECRET) : NULL;
  g_autofree char *address = design == NULL ? gp_target_dup_address (NULL, to) : NULL;
  g_autoptr(GError) error = NULL;
  char *token;

  if (address != NULL)
    return gp_keyring_lookup_address (address, NULL, NULL);
  if (name == NULL)
    return NULL;
  token = gp_keyring_lookup (gp_design_get_root_id (design), name, NULL, &error);
  if (error != NULL)
    gp_cli_say (_("the keyring cannot be asked for “%s”: %s"), name, error->message);
  return token;
}

char *
gp_cli_dup_token (GpDesign   *design,
                  const char *to)
{
  const char *given = g_getenv ("GPLAN_TOKEN");
  char *kept = given == NULL ? lookup_token (design, to) : NULL;
  char *token = g_strdup (given != NULL ? given : kept);

  gp_keyring_free (kept);
  return token;
}

GpTarget *
gp_cli_open_target (GpDesign    *design,
                    const char  *to,
                    GError     **error)
{
  g_autofree char *token = gp_cli_dup_token (design, to);

  return gp_target_new_for (design, to, token, error);
}

GpDesign *
gp_cli_read_target (GpTarget   *target,
                    GPtrArray **findings,
                    GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  gp_target_read_async (target, NULL, answered_cb, &result);
  wait_for (&result);
  if (findings != NULL)
    *findings = gp_target_list_losses (target, result);
  return gp_target_read_finish (target, result, NULL, error);
}

GpPlan *
gp_cli_make_plan (GpTarget  *target,
                  GpDesign  *design,
                  GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  gp_target_plan_async (target, design, NULL, answered_cb, &result);
  wait_for (&result);
  return gp_target_plan_finish (target, result, error);
}

static void
progress_cb (guint       done,
             guint       total,
             const char *sentence,
             gpointer    user_data)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "[%u/%u] %s\n", done, total, sentence);
}

gboolean
gp_cli_apply_plan (GpTarget           *target,
                   GpDesign           *design,
                   GpPlan             *plan,
                   const char *const  *allowed,
                   GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  gp_target_apply_async (target, design, plan, allowed, progress_cb, NULL, NULL, answered_cb,
                         &result);
  wait_for (&result);
  return gp_target_apply_finish (target, result, error);
}

gboolean
gp_cli_verify (GpTarget  *target,
               GpDesign  *design,
               GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GpChangeSet) left = NULL;
  guint n;

  gp_target_verify_async (target, design, NULL, answered_cb, &result);
  wait_for (&result);
  left = gp_target_verify_finish (target, result, error);
  if (left == NULL)
    return FALSE;
  n = (guint) gp_change_set_get_size (left);
  if (n == 0)
    return TRUE;
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
               ngettext ("%s still differs from the design in %u point.",
                         "%s still differs from the design in %u points.", n),
               gp_target_get_name (target), n);
  return FALSE;
}

void
gp_cli_append_operation (GString           *text,
                         const GpOperation *operation)
{
  static const char signs[] = {
    [GP_OPERATION_ADD] = '+', [GP_OPERATION_CHANGE] = '~',
    [GP_OPERATION_RENAME] = '~', [GP_OPERATION_REMOVE] = '-',
  };
  g_autofree char *overdue = gp_plan_retention_dup_cost (operation);

  g_string_append_printf (text, "%c %s", signs[operation->action], operation->sentence);
  if (overdue != NULL)
    g_string_append_printf (text, " (%s)", overdue);
  else if (operation->destructive && operation->rows > 0)
    g_string_append_printf (text,
                            ngettext (" (%" PRId64 " row loses values)",
                                      " (%" PRId64 " rows lose values)",
                                      (gulong) operation->rows),
                            operation->rows);
  if (operation->destructive)
    g_string_append_printf (text, " [%s]", operation->id);
  g_string_append_c (text, '\n');
}

gboolean
gp_cli_is_reviewed (const char  *path,
                    GpPlan      *plan,
                    GError     **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GpPlan) reviewed = NULL;
  gsize length;

  if (!gp_cli_read (path, &text, &length, error))
    return FALSE;
  reviewed = gp_plan_from_json (text, length, error);
  if (reviewed == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  if (gp_plan_does_the_same (reviewed, plan))
    return TRUE;
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
               _("%s is out of date: the design or the backend has changed since. Plan and review "
                 "again."), path);
  return FALSE;
}

void
gp_cli_print_plan_findings (GpDesign     *design,
                            const GpPlan *plan)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new ();

  for (gsize i = 0; i < gp_plan_get_n_findings (plan); i++)
    g_ptr_array_add (findings, gp_plan_get_finding (plan, i));
  gp_cli_print_findings (design, findings);
}

gboolean
gp_cli_source_is_double (const char        *self,
                         const GpCliSource *source)
{
  if (source->number == -1 || source->as == NULL)
    return FALSE;
  gp_cli_usage (self, _("“--deployment” and “--as” each say what to deploy: give one of them."));
  return TRUE;
}

GpDesign *
gp_cli_load_wanted (const char         *file,
                    GpDesign           *design,
                    const GpCliSource  *source,
                    GError            **error)
{
  g_autoptr(GpTarget) target = NULL;
  g_autoptr(GpDesign) held = NULL;

  if (source->number != -1)
    return gp_cli_load_deployment (file, source->number, error);
  if (source->as == NULL)
    return g_object_ref (design);

  target = gp_cli_open_target (design, source->as, error);
  held = target != NULL ? gp_cli_read_target (target, NULL, error) : NULL;
  if (held == NULL || !gp_target_check_held (held, design, error))
    {
      g_prefix_error (error, "%s: ", source->as);
      return NULL;
    }
  return g_steal_pointer (&held);
}

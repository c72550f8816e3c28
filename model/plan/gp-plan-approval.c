/* gp-plan-approval.c — people who have read a plan and want it done
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-plan-approval"
#include "config.h"

#include "gp-plan-approval.h"

#include <glib/gi18n-lib.h>

void
gp_plan_approval_free (GpPlanApproval *self)
{
  if (self == NULL)
    return;

  g_free (self->author);
  g_free (self);
}

gboolean
gp_plan_approvals_have (GPtrArray  *approvals,
                        const char *author)
{
  for (guint i = 0; i < approvals->len; i++)
    if (g_str_equal (((const GpPlanApproval *) approvals->pdata[i])->author, author))
      return TRUE;

  return FALSE;
}

/* Names, each once, borrowed; NULL-terminated. */
static GPtrArray *
list_others (GPtrArray  *approvals,
             const char *deployer)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < approvals->len; i++)
    {
      const GpPlanApproval *approval = approvals->pdata[i];

      if (!g_str_equal (approval->author, deployer)
          && !g_ptr_array_find_with_equal_func (names, approval->author, g_str_equal, NULL))
        g_ptr_array_add (names, approval->author);
    }
  g_ptr_array_add (names, NULL);

  return names;
}

char *
gp_plan_approvals_describe (const GpElement *target,
                            GPtrArray       *approvals,
                            const char      *deployer,
                            gboolean        *out_enough)
{
  gint64 wanted = gp_element_get_int (target, GP_TARGET_APPROVALS);
  g_autoptr(GPtrArray) others = list_others (approvals, deployer);
  guint n = others->len - 1;
  g_autofree char *names = g_strjoinv (", ", (char **) others->pdata);
  g_autoptr(GString) text = g_string_new (NULL);
  guint missing;

  *out_enough = wanted <= (gint64) n;
  if (wanted <= 0)
    return NULL;

  missing = *out_enough ? 0 : (guint) MIN (wanted - n, G_MAXUINT);
  if (n > 0)
    /* Translators: names of people. */
    g_string_append_printf (text, _("Approved by %s."), names);
  if (missing > 0)
    {
      g_string_append (text, n > 0 ? " " : "");
      g_string_append_printf (text, ngettext ("%u more person must approve this plan; who deploys "
                                              "it does not count.",
                                              "%u more people must approve this plan; who deploys "
                                              "it does not count.", missing), missing);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

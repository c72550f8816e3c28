/* gp-lint-fix.c — many problems mended in one step
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each fix was made for the design as it is. They are tried one after the other on a copy, so that
 * what comes out can be applied as a whole.
 */
#define G_LOG_DOMAIN "gp-lint-fix"
#include "config.h"

#include "gp-lint-fix.h"

#include <glib/gi18n-lib.h>

GpChangeSet *
gp_lint_fix_all (GpDesign   *design,
                 GPtrArray  *findings,
                 const char *code,
                 guint      *out_n)
{
  g_autoptr(GpDesign) copy = NULL;
  g_autoptr(GpChangeSet) all = NULL;
  g_autofree char *title = NULL;
  guint n = 0;

  g_return_val_if_fail (GP_IS_DESIGN (design) && findings != NULL && code != NULL, NULL);

  copy = gp_design_copy (design);
  title = g_strdup_printf (_("Fixed all %s"), code);
  all = gp_change_set_new (title);
  for (guint i = 0; i < findings->len; i++)
    {
      GpChangeSet *fix = gp_finding_get_fix (findings->pdata[i]);

      if (fix == NULL || !g_str_equal (gp_finding_get_code (findings->pdata[i]), code)
          || !gp_design_apply (copy, fix, NULL))
        continue;
      gp_change_set_append_all (all, fix);
      n++;
    }

  if (out_n != NULL)
    *out_n = n;
  return g_steal_pointer (&all);
}

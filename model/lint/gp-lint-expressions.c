/* gp-lint-expressions.c — conditions and values that cannot mean anything
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-lint"
#include "config.h"

#include "gp-expr-design-check.h"
#include "gp-lint-private.h"

#include <glib/gi18n-lib.h>

static void
check_text (GpLintRun       *run,
            const GpElement *holder,
            GpProperty       property,
            const char      *text)
{
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autofree char *path = NULL;

  if (gp_expr_design_check_text (run->design, gp_element_get_id (holder), property, text, problems))
    return;

  path = gp_design_dup_path (run->design, gp_element_get_id (holder));
  gp_lint_report_at (run, "EXP801", holder, property, _("“%s” of %s: %s"),
                     _(gp_property_get_info (property)->label), path,
                     ((const GpExprProblem *) problems->pdata[0])->message);
}

static void
check_property (GpLintRun       *run,
                const GpElement *holder,
                GpProperty       property)
{
  const char *const *texts;
  gsize n;

  if (!gp_expr_design_is_expression (holder, property))
    return;

  if (gp_property_get_info (property)->type == GP_TYPE_EXPRESSION)
    {
      check_text (run, holder, property, gp_element_get_text (holder, property));
      return;
    }

  /* Names and expressions by turns. */
  texts = gp_element_get_texts (holder, property, &n);
  for (gsize i = 1; i < n; i += 2)
    check_text (run, holder, property, texts[i]);
}

void
gp_lint_expressions (GpLintRun *run)
{
  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    {
      const GpKindInfo *info = gp_kind_get_info (kind);
      g_autoptr(GPtrArray) holders = NULL;

      if (!gp_expr_design_kind_has_any (kind))
        continue;
      holders = gp_design_list (run->design, kind);
      for (guint i = 0; i < holders->len; i++)
        for (guint j = 0; j < info->n; j++)
          check_property (run, holders->pdata[i], (GpProperty) (info->first + j));
    }
}

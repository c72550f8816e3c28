/* gp-test-lint.c — small designs with and without a problem
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-lint.h"

#include "gp-lint.h"
#include "gp-test-design.h"

GpId
gp_test_lint_add_reference (GpDesign   *design,
                            const GpId *entity,
                            const char *name,
                            const GpId *to)
{
  GpId field = gp_test_add (design, GP_KIND_FIELD, entity, name);

  gp_test_set_text (design, &field, GP_FIELD_TYPE, "uuid");
  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, to);

  return field;
}

guint
gp_test_lint_count (GpDesign   *design,
                    const char *code)
{
  g_autoptr(GPtrArray) findings = gp_lint_run (design, NULL);
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += g_str_equal (gp_finding_get_code (findings->pdata[i]), code);

  return n;
}

void
gp_test_lint_fix (GpDesign   *design,
                  const char *code)
{
  g_autoptr(GPtrArray) findings = gp_lint_run (design, NULL);

  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (gp_finding_get_code (findings->pdata[i]), code))
      {
        gp_test_change (design, gp_change_set_ref (gp_finding_get_fix (findings->pdata[i])));
        return;
      }

  g_assert_not_reached ();
}

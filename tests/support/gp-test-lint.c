/* gp-test-lint.c — small designs with and without a problem
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-lint.h"

#include "gp-edit.h"
#include "gp-lint.h"

static void
apply (GpDesign    *design,
       GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) owned = changes;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (owned);
  gp_design_apply (design, owned, &error);
  g_assert_no_error (error);
}

GpId
gp_test_lint_add (GpDesign   *design,
                  GpKind      kind,
                  const GpId *parent,
                  const char *name)
{
  const GpId *below = parent != NULL ? parent : gp_design_get_root_id (design);
  GpId id = gp_id_new ();
  g_autoptr(GpElement) element = gp_element_new (kind, &id, below,
                                                 gp_design_rank_last (design, below));
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  if (name != NULL)
    gp_element_set_text (element, (GpProperty) gp_kind_get_info (kind)->name, name);
  gp_change_set_add (changes, element);
  apply (design, g_steal_pointer (&changes));

  return id;
}

void
gp_test_lint_set (GpDesign   *design,
                  const GpId *id,
                  GpProperty  property,
                  GpValue     value)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  gp_change_set_set (changes, gp_design_lookup (design, id), property, value);
  apply (design, g_steal_pointer (&changes));
}

void
gp_test_lint_set_text (GpDesign   *design,
                       const GpId *id,
                       GpProperty  property,
                       const char *text)
{
  gp_test_lint_set (design, id, property, gp_value_text (text));
}

void
gp_test_lint_set_ref (GpDesign   *design,
                      const GpId *id,
                      GpProperty  property,
                      const GpId *to)
{
  gp_test_lint_set (design, id, property, gp_value_id (to));
}

void
gp_test_lint_remove (GpDesign   *design,
                     const GpId *id)
{
  apply (design, gp_edit_remove (design, id, 1, NULL));
}

GpId
gp_test_lint_add_entity (GpDesign   *design,
                         const char *name)
{
  GpId entity = gp_test_lint_add (design, GP_KIND_ENTITY, NULL, name);
  GpId key = gp_test_lint_add (design, GP_KIND_FIELD, &entity, "id");

  gp_test_lint_set_text (design, &key, GP_FIELD_TYPE, "uuid");
  gp_test_lint_set (design, &entity, GP_ENTITY_PRIMARY_KEY, gp_value_ids (&key, 1));

  return entity;
}

GpId
gp_test_lint_add_reference (GpDesign   *design,
                            const GpId *entity,
                            const char *name,
                            const GpId *to)
{
  GpId field = gp_test_lint_add (design, GP_KIND_FIELD, entity, name);

  gp_test_lint_set_text (design, &field, GP_FIELD_TYPE, "uuid");
  gp_test_lint_set_ref (design, &field, GP_FIELD_REFERENCE, to);

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
        apply (design, gp_change_set_ref (gp_finding_get_fix (findings->pdata[i])));
        return;
      }

  g_assert_not_reached ();
}

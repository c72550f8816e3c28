/* gp-test-design.c — designs in a few words
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-design.h"

#include "gp-edit.h"

void
gp_test_change (GpDesign    *design,
                GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) owned = changes;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (owned);
  gp_design_apply (design, owned, &error);
  g_assert_no_error (error);
}

GpId
gp_test_add (GpDesign   *design,
             GpKind      kind,
             const GpId *parent,
             const char *name)
{
  g_autoptr(GpElement) element = NULL;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  GpId id = gp_id_new ();
  const GpId *below = parent != NULL ? parent : gp_design_get_root_id (design);

  element = gp_element_new (kind, &id, below, gp_design_rank_last (design, below));
  if (name != NULL)
    gp_element_set_text (element, gp_kind_get_info (kind)->name, name);
  gp_change_set_add (changes, element);
  gp_test_change (design, g_steal_pointer (&changes));

  return id;
}

GpId
gp_test_add_field (GpDesign   *design,
                   const GpId *entity,
                   const char *name,
                   const char *type)
{
  GpId id = gp_test_add (design, GP_KIND_FIELD, entity, name);

  gp_test_set_text (design, &id, GP_FIELD_TYPE, type);

  return id;
}

GpId
gp_test_add_entity (GpDesign   *design,
                    const char *name)
{
  GpId entity = gp_test_add (design, GP_KIND_ENTITY, NULL, name);
  GpId key = gp_test_add_field (design, &entity, "id", "uuid");

  gp_test_set_refs (design, &entity, GP_ENTITY_PRIMARY_KEY, &key, 1);

  return entity;
}

void
gp_test_set (GpDesign   *design,
             const GpId *id,
             GpProperty  property,
             GpValue     value)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  gp_change_set_set (changes, gp_design_lookup (design, id), property, value);
  gp_test_change (design, g_steal_pointer (&changes));
}

void
gp_test_set_text (GpDesign   *design,
                  const GpId *id,
                  GpProperty  property,
                  const char *text)
{
  gp_test_set (design, id, property, gp_value_text (text));
}

void
gp_test_set_bool (GpDesign   *design,
                  const GpId *id,
                  GpProperty  property,
                  gboolean    value)
{
  gp_test_set (design, id, property, gp_value_bool (value));
}

void
gp_test_set_int (GpDesign   *design,
                 const GpId *id,
                 GpProperty  property,
                 gint64      value)
{
  gp_test_set (design, id, property, gp_value_int (value));
}

void
gp_test_set_ref (GpDesign   *design,
                 const GpId *id,
                 GpProperty  property,
                 const GpId *target)
{
  gp_test_set (design, id, property, gp_value_id (target));
}

void
gp_test_set_refs (GpDesign   *design,
                  const GpId *id,
                  GpProperty  property,
                  const GpId *targets,
                  gsize       n)
{
  gp_test_set (design, id, property, gp_value_ids (targets, n));
}

void
gp_test_set_texts (GpDesign   *design,
                   const GpId *id,
                   GpProperty  property,
                   const char *words)
{
  g_auto(GStrv) list = g_strsplit (words, " ", -1);

  gp_test_set (design, id, property,
               gp_value_texts ((const char *const *) list, g_strv_length (list)));
}

void
gp_test_remove (GpDesign   *design,
                const GpId *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes = gp_edit_remove (design, id, 1, &error);

  g_assert_no_error (error);
  gp_test_change (design, g_steal_pointer (&changes));
}

GpId
gp_test_allow (GpDesign   *design,
               const GpId *entity,
               const GpId *role,
               const char *actions)
{
  GpId rule = gp_test_add (design, GP_KIND_RULE, entity, NULL);

  gp_test_set_ref (design, &rule, GP_RULE_ROLE, role);
  gp_test_set_texts (design, &rule, GP_RULE_ACTIONS, actions);

  return rule;
}

GpId
gp_test_everyone (GpDesign *design)
{
  const GpElement *role = gp_design_find_child (design, gp_design_get_root_id (design),
                                                GP_KIND_ROLE,
                                                "anybody");
  GpId id;

  if (role != NULL)
    return *gp_element_get_id (role);
  id = gp_test_add (design, GP_KIND_ROLE, NULL, "anybody");
  gp_test_set_text (design, &id, GP_ROLE_MEMBERSHIP, "everyone");

  return id;
}

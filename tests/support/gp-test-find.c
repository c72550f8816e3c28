/* gp-test-find.c — a small design to look around in
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-find.h"

#include "gp-test-design.h"
#include "gp-test-lint.h"

GpDesign *
gp_test_find_design (void)
{
  GpDesign *design = gp_design_new (NULL, "Search");
  GpId care = gp_test_add (design, GP_KIND_DOMAIN, NULL, "Care");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId clinic = gp_test_add_entity (design, "clinic");
  GpId note = gp_test_add_entity (design, "note");
  GpId field;
  GpId rule;

  gp_test_set_ref (design, &patient, GP_ENTITY_DOMAIN, &care);
  gp_test_set_text (design, &patient, GP_ENTITY_DESCRIPTION, "A person in care.\nSee the GDPR.");
  gp_test_add (design, GP_KIND_FIELD, &patient, "email");
  gp_test_lint_add_reference (design, &patient, "clinic_id", &clinic);
  rule = gp_test_add (design, GP_KIND_RULE, &patient, "owner_only");
  gp_test_set_text (design, &rule, GP_RULE_CONDITION, "record.owner_id == user.id");

  gp_test_set_text (design, &clinic, GP_ENTITY_DESCRIPTION, "A clinic and its doctors");
  gp_test_add (design, GP_KIND_FIELD, &clinic, "contact_email");

  gp_test_lint_add_reference (design, &note, "patient_id", &patient);
  field = gp_test_add (design, GP_KIND_FIELD, &note, "embedding");
  gp_test_set_text (design, &field, GP_FIELD_TYPE, "vector");
  return design;
}

GpId
gp_test_find_id (GpDesign   *design,
                 const char *path)
{
  g_auto(GStrv) names = g_strsplit (path, ".", -1);
  GpId id = *gp_design_get_root_id (design);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const GpElement *child;
      gsize at = 0;

      while ((child = gp_design_peek_child (design, &id, at)) != NULL
             && !g_str_equal (gp_element_get_name (child), names[i]))
        at++;
      g_assert_nonnull (child);
      id = *gp_element_get_id (child);
    }
  return id;
}

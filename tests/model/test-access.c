/* test-access.c — who may do what by plain rules
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access.h"

#include "gp-change-set.h"
#include "gp-test.h"

static GpId
add (GpDesign   *design,
     GpKind      kind,
     const GpId *parent,
     const char *name)
{
  g_autoptr(GpElement) element = NULL;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;
  const GpId *below = parent != NULL ? parent : gp_design_get_root_id (design);
  GpId id = gp_id_new ();

  element = gp_element_new (kind, &id, below, gp_design_rank_last (design, below));
  if (name != NULL)
    gp_element_set_text (element, gp_kind_get_info (kind)->name, name);
  gp_change_set_add (changes, element);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);

  return id;
}

static void
set (GpDesign   *design,
     const GpId *id,
     GpProperty  property,
     GpValue     value)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;

  gp_change_set_set (changes, gp_design_lookup (design, id), property, value);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
}

static GpId
add_rule (GpDesign   *design,
          const GpId *entity,
          const GpId *role,
          const char *effect)
{
  GpId rule = add (design, GP_KIND_RULE, entity, NULL);
  const char *actions[] = { "read", "approve" };

  set (design, &rule, GP_RULE_EFFECT, gp_value_text (effect));
  set (design, &rule, GP_RULE_ACTIONS, gp_value_texts (actions, 2));
  if (role != NULL)
    set (design, &rule, GP_RULE_ROLE, gp_value_id (role));

  return rule;
}

static GpAccessVerdict
ask (GpDesign   *design,
     gboolean    signed_in,
     const GpId *role,
     const GpId *entity)
{
  g_autoptr(GpAccess) access = gp_access_new (design);

  return gp_access_ask (access, signed_in, role, role != NULL, "read", entity, NULL);
}

static void
test_grants (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Access");
  GpId entity = add (design, GP_KIND_ENTITY, NULL, "thing");
  GpId low = add (design, GP_KIND_ROLE, NULL, "low");
  GpId high = add (design, GP_KIND_ROLE, NULL, "high");
  GpId rule;

  /* Roles that inherit in a circle are asked once each. */
  set (design, &high, GP_ROLE_INHERITS, gp_value_ids (&low, 1));
  set (design, &low, GP_ROLE_INHERITS, gp_value_ids (&high, 1));
  g_assert_cmpint (ask (design, TRUE, &low, &entity), ==, GP_ACCESS_DENIED);
  rule = add_rule (design, &entity, &low, "grant");
  g_assert_cmpint (ask (design, TRUE, &high, &entity), ==, GP_ACCESS_GRANTED);
  g_assert_cmpint (ask (design, TRUE, NULL, &entity), ==, GP_ACCESS_DENIED);
  g_assert_cmpint (ask (design, FALSE, &low, &entity), ==, GP_ACCESS_DENIED);
  set (design, &low, GP_ROLE_MEMBERSHIP, gp_value_text ("signed_in"));
  g_assert_cmpint (ask (design, TRUE, NULL, &entity), ==, GP_ACCESS_GRANTED);
  g_assert_cmpint (ask (design, FALSE, NULL, &entity), ==, GP_ACCESS_DENIED);
  set (design, &low, GP_ROLE_MEMBERSHIP, gp_value_text ("everyone"));
  g_assert_cmpint (ask (design, FALSE, NULL, &entity), ==, GP_ACCESS_GRANTED);
  g_assert_false (gp_id_is_nil (&rule));
}

/* What cannot be judged denies: a grant with limits grants nothing, a forbid forbids all. */
static void
test_limits_deny (void)
{
  static const struct
  {
    GpProperty  property;
    const char *text;
    guint       limit;
  } limits[] = {
    { GP_RULE_CONDITION, "true", GP_ACCESS_LIMIT_CONDITION },
    { GP_RULE_CHECK, "true", GP_ACCESS_LIMIT_CHECK },
    { GP_RULE_FIELDS_MODE, "only", GP_ACCESS_LIMIT_FIELDS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr(GpDesign) design = gp_design_new (NULL, "Access");
      GpId entity = add (design, GP_KIND_ENTITY, NULL, "thing");
      GpId role = add (design, GP_KIND_ROLE, NULL, "role");
      GpId rule = add_rule (design, &entity, &role, "grant");

      set (design, &rule, limits[i].property, gp_value_text (limits[i].text));
      g_assert_cmpuint (gp_access_rule_limits (design, gp_design_lookup (design, &rule)), ==,
                        limits[i].limit | GP_ACCESS_LIMIT_ACTION);
      g_assert_cmpint (ask (design, TRUE, &role, &entity), ==, GP_ACCESS_DENIED);
      add_rule (design, &entity, &role, "grant");
      g_assert_cmpint (ask (design, TRUE, &role, &entity), ==, GP_ACCESS_GRANTED);
      set (design, &rule, GP_RULE_EFFECT, gp_value_text ("forbid"));
      g_assert_cmpint (ask (design, TRUE, &role, &entity), ==, GP_ACCESS_FORBIDDEN);
    }
}

static void
test_tenants_and_nobody (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Access");
  GpId entity = add (design, GP_KIND_ENTITY, NULL, "thing");
  GpId field = add (design, GP_KIND_FIELD, &entity, "tenant");
  GpId role = add (design, GP_KIND_ROLE, NULL, "role");
  GpId rule = add_rule (design, &entity, &role, "grant");

  set (design, &entity, GP_ENTITY_TENANT_FIELD, gp_value_id (&field));
  g_assert_cmpint (ask (design, TRUE, &role, &entity), ==, GP_ACCESS_DENIED);
  set (design, &rule, GP_RULE_CROSS_TENANT, gp_value_bool (TRUE));
  g_assert_cmpint (ask (design, TRUE, &role, &entity), ==, GP_ACCESS_GRANTED);
  add_rule (design, &entity, NULL, "grant");
  g_assert_cmpint (ask (design, FALSE, NULL, &entity), ==, GP_ACCESS_DENIED);
  add_rule (design, &entity, NULL, "forbid");
  g_assert_cmpint (ask (design, TRUE, &role, &entity), ==, GP_ACCESS_FORBIDDEN);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/access/grants", test_grants);
  g_test_add_func ("/model/access/limits-deny", test_limits_deny);
  g_test_add_func ("/model/access/tenants-and-nobody", test_tenants_and_nobody);

  return g_test_run ();
}

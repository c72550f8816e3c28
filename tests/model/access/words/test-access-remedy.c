/* test-access-remedy.c — the smallest changes that would turn a no into a yes
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-remedy.h"

#include "gp-test-access.h"
#include "gp-test-design.h"
#include "gp-test.h"

static const char *
name_of (const GpAccess *access,
         const GpId     *id)
{
  return gp_element_get_name (gp_design_lookup (gp_access_get_design (access), id));
}

/* "role writer; record.status = 'open'" of the cheapest remedy; "" where there is none. */
static char *
describe (GpDesign   *design,
          const char *persona,
          const char *action,
          const char *record,
          const char *write)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpAccessDecision) decision = gp_test_access_decide (access, fixtures, persona, action,
                                                                record, write);
  g_autoptr(GpAccessCaller) caller =
    gp_access_caller_new_persona (access, gp_test_access_find (design, GP_KIND_PERSONA, persona));
  g_autoptr(GPtrArray) remedies = gp_access_find_remedies (decision, caller);
  GString *out = g_string_new (NULL);
  const GpAccessRemedy *best = remedies->len > 0 ? remedies->pdata[0] : NULL;

  for (guint i = 0; best != NULL && i < best->changes->len; i++)
    {
      const GpAccessChange *change = best->changes->pdata[i];
      g_autofree char *needed = change->needed != NULL ? gp_expr_value_to_text (change->needed)
                                                       : g_strdup ("?");

      if (i > 0)
        g_string_append (out, "; ");
      if (change->kind == GP_ACCESS_CHANGE_SIGN_IN)
        g_string_append (out, "sign in");
      else if (change->kind == GP_ACCESS_CHANGE_ROLE)
        g_string_append_printf (out, "role %s", name_of (access, &change->role));
      else if (change->kind == GP_ACCESS_CHANGE_FIELD)
        g_string_append_printf (out, "without %s", name_of (access, &change->field));
      else if (change->kind == GP_ACCESS_CHANGE_PRESET)
        g_string_append_printf (out, "%s as %s", name_of (access, &change->field), needed);
      else if (change->path != NULL)
        g_string_append_printf (out, "%s %s %s", change->path, change->differs ? "!=" : "=",
                                needed);
      else
        g_string_append_printf (out, "%s: %s",
                                gp_expr_get_text (change->condition->expr, NULL)
                                  + change->node->offset, change->wanted ? "true" : "false");
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *condition;
  const char *persona;
  const char *expected;
} cases[] = {
  { "record.status == 'closed'", "Ria", "record.status = 'closed'" },
  { "record.status == 'closed' && record.owner == user.id", "Ria", "record.status = 'closed'" },
  { "record.status == 'closed' && record.owner == 'u7'", "Ria",
    "record.status = 'closed'; record.owner = 'u7'" },
  { "(record.status == 'closed' && record.owner == 'u7') || record.points == 4", "Ria",
    "record.points = 4" },
  { "record.status != 'open'", "Ria", "record.status != 'open'" },
  { "!(record.status == 'open')", "Ria", "record.status != 'open'" },
  { "!(record.status == 'open' || record.points == 3)", "Ria",
    "record.status != 'open'; record.points != 3" },
  { "'closed' == record.status", "Ria", "record.status = 'closed'" },
  { "record.points > 5", "Ria", "record.points > 5: true" },
  { "record.status == 'open' ? record.points == 9 : false", "Ria", "record.points = 9" },
  { "user.id == 'u7'", "Ria", "user.id = 'u7'" },
  { "record.owner == user.id", "Wim", "record.owner = 'u2'" },
  { NULL, "Zoe", "role reader" },
  { NULL, "Nobody", "sign in; role reader" },
  { "record.status == 'closed'", "Zoe", "role reader; record.status = 'closed'" },
  { "record.nothing == 1", "Ria", "" },
  { "record.status == 'open'", "Ria", "" },
};

static void
test_cheapest_clause (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
      g_autofree char *text = NULL;

      gp_test_access_rule (design, "grant", "reader", "read", cases[i].condition, NULL);
      text = describe (design, cases[i].persona, "read", "n1", NULL);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* A remedy is for the whole question: forbids that hold are part of it. */
static void
test_forbids_have_to_let_go (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autofree char *once = NULL;
  g_autofree char *never = NULL;

  gp_test_access_rule (design, "grant", "reader", "read", "record.points == 4", NULL);
  gp_test_access_rule (design, "forbid", NULL, "read", "record.status == 'open'", NULL);
  once = describe (design, "Ria", "read", "n1", NULL);
  g_assert_cmpstr (once, ==, "record.points = 4; record.status != 'open'");
  gp_test_access_rule (design, "forbid", NULL, "read", NULL, NULL);
  never = describe (design, "Ria", "read", "n1", NULL);
  g_assert_cmpstr (never, ==, "");
}

static void
test_written_values (void)
{
  static const char *const presets[] = { "owner", "user.id" };
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (design, "grant", "reader", "update", NULL,
                                   "new.status == 'open'");
  g_autofree char *checked = NULL;
  g_autofree char *preset = NULL;
  g_autofree char *field = NULL;

  gp_test_access_set (design, &rule, GP_RULE_PRESETS, gp_value_texts (presets, 2));
  gp_test_access_fields (design, &rule, "except", "secret");
  checked = describe (design, "Ria", "update", "n1", "{\"status\": \"closed\"}");
  g_assert_cmpstr (checked, ==, "new.status = 'open'");
  preset = describe (design, "Ria", "update", "n1", "{\"owner\": \"u9\"}");
  g_assert_cmpstr (preset, ==, "owner as 'u1'");
  field = describe (design, "Ria", "update", "n1", "{\"secret\": \"s\"}");
  g_assert_cmpstr (field, ==, "without secret");
}

/* A preset that comes to nothing fails whatever is written; only signing in can help. */
static void
test_presets_without_a_value (void)
{
  static const char *const tenant[] = { "owner", "user.tenant" };
  static const char *const user[] = { "owner", "user.id" };
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (design, "grant", "member", "update", NULL, NULL);
  GpId open;
  g_autofree char *zoe = NULL;
  g_autofree char *nobody = NULL;
  g_autofree char *everyone = NULL;

  gp_test_access_set (design, &rule, GP_RULE_PRESETS, gp_value_texts (tenant, 2));
  zoe = describe (design, "Zoe", "update", "n1", "{\"points\": 4}");
  g_assert_cmpstr (zoe, ==, "");
  nobody = describe (design, "Nobody", "update", "n1", "{\"points\": 4}");
  g_assert_cmpstr (nobody, ==, "sign in");
  gp_test_remove (design, &rule);

  open = gp_test_access_rule (design, "grant", "anybody", "update", NULL, NULL);
  gp_test_access_set (design, &open, GP_RULE_PRESETS, gp_value_texts (user, 2));
  everyone = describe (design, "Nobody", "update", "n1", "{\"points\": 4}");
  g_assert_cmpstr (everyone, ==, "sign in");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-remedy/cheapest-clause", test_cheapest_clause);
  g_test_add_func ("/model/access-remedy/forbids-have-to-let-go", test_forbids_have_to_let_go);
  g_test_add_func ("/model/access-remedy/written-values", test_written_values);
  g_test_add_func ("/model/access-remedy/presets-without-a-value", test_presets_without_a_value);

  return g_test_run ();
}

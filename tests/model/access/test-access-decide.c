/* test-access-decide.c — may they, and why
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-decide.h"

#include "gp-test-access.h"
#include "gp-test.h"

#define NO  GP_ACCESS_DENIED
#define BAN GP_ACCESS_FORBIDDEN
#define YES GP_ACCESS_GRANTED
#define MAY GP_ACCESS_DEPENDS

/* One rule, or a grant of everything with a forbid; then questions. */
typedef struct
{
  const char     *effect;
  const char     *role;
  const char     *actions;
  const char     *condition;
  const char     *check;
  const char     *persona;
  const char     *action;
  const char     *record;
  const char     *write;
  GpAccessVerdict expected;
} Case;

static const Case cases[] = {
  /* Missing means no; roles are united and inherited. */
  { "grant", "reader", "read", NULL, NULL, "Ria", "read", "n1", NULL, YES },
  { "grant", "reader", "read", NULL, NULL, "Wim", "read", "n1", NULL, YES },
  { "grant", "writer", "read", NULL, NULL, "Ria", "read", "n1", NULL, NO },
  { "grant", "reader", "read", NULL, NULL, "Ria", "update", "n1", NULL, NO },
  { "grant", "reader", "read", NULL, NULL, "Nobody", "read", "n1", NULL, NO },
  { "grant", "anybody", "read", NULL, NULL, "Nobody", "read", "n1", NULL, YES },
  { "grant", "member", "read", NULL, NULL, "Zoe", "read", "n1", NULL, YES },
  { "grant", "member", "read", NULL, NULL, "Nobody", "read", "n1", NULL, NO },
  { "grant", NULL, "read", NULL, NULL, "Ria", "read", "n1", NULL, NO },
  /* Conditions: only true grants. */
  { "grant", "reader", "read", "record.owner == user.id", NULL, "Ria", "read", "n1", NULL, YES },
  { "grant", "reader", "read", "record.owner == user.id", NULL, "Ria", "read", "n2", NULL, NO },
  { "grant", "reader", "read", "record.owner != user.id", NULL, "Ria", "read", "n3", NULL, YES },
  { "grant", "anybody", "read", "record.owner != user.id", NULL, "Nobody", "read", "n1", NULL, NO },
  { "grant", "anybody", "read", "!(record.owner == user.id)", NULL, "Nobody", "read", "n3", NULL,
    NO },
  { "grant", "anybody", "read", "!('writer' in user.roles)", NULL, "Nobody", "read", "n1", NULL,
    NO },
  { "grant", "member", "read", "record.clinic_id != user.tenant", NULL, "Zoe", "read", "n1", NULL,
    NO },
  { "grant", "reader", "read", "record.points > 2", NULL, "Ria", "read", "n2", NULL, NO },
  { "grant", "reader", "read", "record.parent.owner == user.id", NULL, "Ria", "read", "n2", NULL,
    YES },
  { "grant", "reader", "read", "record.parent.owner == user.id", NULL, "Ria", "read", "n1", NULL,
    NO },
  { "grant", "reader", "read", "record.note.exists(n, n.status == 'closed')", NULL, "Ria", "read",
    "n1", NULL, YES },
  { "grant", "reader", "read", "record.nothing == 1", NULL, "Ria", "read", "n1", NULL, NO },
  { "grant", "reader", "read", "record.owner ==", NULL, "Ria", "read", "n1", NULL, NO },
  { "grant", "reader", "read", "now > timestamp('1970-01-01T00:00:00Z')", NULL, "Ria", "read", "n1",
    NULL, YES },
  { "grant", "reader", "read", "request.action == 'read'", NULL, "Ria", "read", "n1", NULL, YES },
  /* Without a record: yes, no, or it depends. */
  { "grant", "reader", "read", NULL, NULL, "Ria", "read", NULL, NULL, YES },
  { "grant", "reader", "read", "record.owner == user.id", NULL, "Ria", "read", NULL, NULL, MAY },
  { "grant", "reader", "read", "user.id == 'u9' && record.owner == 'a'", NULL, "Ria", "read", NULL,
    NULL, NO },
  /* Written values. */
  { "grant", "writer", "update", NULL, "new.status == 'open'", "Wim", "update", "n1",
    "{\"status\": \"open\"}", YES },
  { "grant", "writer", "update", NULL, "new.status == 'open'", "Wim", "update", "n1",
    "{\"status\": \"closed\"}", NO },
  { "grant", "writer", "update", "record.status == 'open'", NULL, "Wim", "update", "n1",
    "{\"status\": \"closed\"}", YES },
  { "grant", "writer", "update", "record.status == 'open'", NULL, "Wim", "update", "n2",
    "{\"status\": \"open\"}", NO },
  { "grant", "writer", "update", "record.status == new.status", NULL, "Wim", "update", "n2",
    "{\"status\": \"open\"}", NO },
  { "grant", "writer", "create", NULL, "new.owner == user.id", "Wim", "create", NULL,
    "{\"owner\": \"u2\"}", YES },
  { "grant", "writer", "create", NULL, "new.owner == user.id", "Wim", "create", NULL,
    "{\"owner\": \"u1\"}", NO },
  { "grant", "writer", "create read", "record.owner == user.id", NULL, "Wim", "create", NULL,
    "{\"owner\": \"u1\"}", NO },
  { "grant", "writer", "create read", "record.owner == user.id", NULL, "Wim", "create", NULL,
    "{\"owner\": \"u2\"}", YES },
  { "grant", "writer", "create", NULL, "new.parent.owner == 'u1'", "Wim", "create", NULL,
    "{\"parent_id\": \"n1\"}", YES },
  { "grant", "writer", "create", NULL, "new.parent.owner == 'u1'", "Wim", "create", NULL,
    "{\"parent_id\": \"n9\"}", NO },
  { "grant", "writer", "approve", "record.status == 'open'", NULL, "Wim", "approve", "n1", NULL,
    YES },
  { "grant", "writer", "approve", "record.status == 'open'", NULL, "Wim", "approve", "n2", NULL,
    NO },
  /* Forbid wins; what cannot be judged is judged against the caller. */
  { "forbid", "reader", "read", NULL, NULL, "Wim", "read", "n1", NULL, BAN },
  { "forbid", NULL, "read", NULL, NULL, "Nobody", "read", "n1", NULL, BAN },
  { "forbid", "writer", "read", NULL, NULL, "Ria", "read", "n1", NULL, YES },
  { "forbid", "reader", "read", "record.status == 'closed'", NULL, "Ria", "read", "n1", NULL, YES },
  { "forbid", "reader", "read", "record.status == 'closed'", NULL, "Ria", "read", "n2", NULL, BAN },
  { "forbid", "reader", "read", "record.points > 2", NULL, "Ria", "read", "n2", NULL, BAN },
  { "forbid", "anybody", "read", "user.id == 'u1'", NULL, "Nobody", "read", "n1", NULL, BAN },
  { "forbid", "reader", "read", "record.nothing", NULL, "Ria", "read", "n1", NULL, BAN },
  { "forbid", "reader", "update", NULL, "new.points < 9", "Ria", "update", "n1",
    "{\"points\": 10}", BAN },
  { "forbid", "reader", "update", NULL, "new.points < 9", "Ria", "update", "n1",
    "{\"points\": 8}", YES },
  { "forbid", "reader", "create", "record.status == 'withdrawn'", NULL, "Ria", "create", NULL,
    "{\"status\": \"withdrawn\"}", BAN },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
      GpAccessVerdict verdict;

      gp_test_access_rule (design, c->effect, c->role, c->actions, c->condition, c->check);
      if (g_str_equal (c->effect, "forbid"))
        gp_test_access_rule (design, "grant", "anybody", "create read update delete", NULL, NULL);
      verdict = gp_test_access_ask (design, c->persona, c->action, c->record, c->write);
      if (verdict != c->expected)
        g_error ("case %" G_GSIZE_FORMAT " (%s): %d, not %d", i,
                 c->condition != NULL ? c->condition : "", verdict, c->expected);
    }
}

/* The tenant's limit is part of every grant, for the stored record and for the written one. */
static void
test_tenants_are_kept_apart (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (TRUE);
  GpId rule = gp_test_access_rule (design, "grant", "reader", "create read update", NULL, NULL);

  gp_test_access_rule (design, "grant", "member", "read", NULL, NULL);
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "read", "n1", NULL), ==, YES);
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "read", "n3", NULL), ==, NO);
  g_assert_cmpint (gp_test_access_ask (design, "Zoe", "read", "n1", NULL), ==, NO);
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "update", "n1", "{\"points\": 1}"), ==, YES);
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "update", "n1", "{\"clinic_id\": \"c2\"}"),
                   ==, NO);
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "update", "n3", "{\"clinic_id\": \"c1\"}"),
                   ==, NO);
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "create", NULL, "{\"clinic_id\": \"c2\"}"),
                   ==, NO);
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "create", NULL, "{\"clinic_id\": \"c1\"}"),
                   ==, YES);
  gp_test_access_set (design, &rule, GP_RULE_CROSS_TENANT, gp_value_bool (TRUE));
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "read", "n3", NULL), ==, YES);
}

static gboolean
has_field (const GpAccessDecision *decision,
           GpDesign               *design,
           const char             *name)
{
  const GpId *note = gp_test_access_find (design, GP_KIND_ENTITY, "note");

  return gp_access_decision_has_field (
    decision, gp_element_get_id (gp_design_find_child (design, note, GP_KIND_FIELD, name)));
}

/* Fields × rows is no product: a record has the fields of the grants that hold for it. */
static void
test_fields_follow_the_grants_that_hold (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId some = gp_test_access_rule (design, "grant", "reader", "read", NULL, NULL);
  GpId own = gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id",
                                  NULL);
  GpId hide = gp_test_access_rule (design, "forbid", "reader", "read", "record.status == 'closed'",
                                   NULL);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpAccessDecision) mine = NULL;
  g_autoptr(GpAccessDecision) other = NULL;
  g_autoptr(GpAccessDecision) open = NULL;

  gp_test_access_fields (design, &some, "except", "secret points");
  gp_test_access_fields (design, &own, "only", "secret");
  gp_test_access_fields (design, &hide, "only", "owner");
  access = gp_access_new (design);
  mine = gp_test_access_decide (access, fixtures, "Ria", "read", "n1", NULL);
  g_assert_true (has_field (mine, design, "secret") && has_field (mine, design, "status"));
  g_assert_false (has_field (mine, design, "points"));
  g_assert_true (has_field (mine, design, "owner"));
  other = gp_test_access_decide (access, fixtures, "Ria", "read", "n2", NULL);
  g_assert_cmpint (other->verdict, ==, YES);
  g_assert_false (has_field (other, design, "secret") || has_field (other, design, "owner"));
  open = gp_test_access_decide (access, fixtures, "Ria", "read", "n3", NULL);
  g_assert_true (has_field (open, design, "owner"));
}

static void
test_written_fields_and_presets (void)
{
  static const char *const presets[] = { "owner", "user.id", "points", "1 + 1" };
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (design, "grant", "writer", "create", NULL,
                                   "new.owner == user.id");
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpAccessDecision) decision = NULL;
  g_autofree char *json = NULL;

  gp_test_access_fields (design, &rule, "except", "secret");
  gp_test_access_set (design, &rule, GP_RULE_PRESETS, gp_value_texts (presets, 4));
  access = gp_access_new (design);
  decision = gp_test_access_decide (access, fixtures, "Wim", "create", NULL, "{\"id\": \"x\"}");
  g_assert_cmpint (decision->verdict, ==, YES);
  json = gp_access_record_to_json (decision->result);
  g_assert_cmpstr (json, ==, "{\"id\": \"x\", \"owner\": \"u2\", \"points\": 2}");
  g_assert_cmpint (gp_test_access_ask (design, "Wim", "create", NULL, "{\"points\": 2}"), ==, YES);
  g_assert_cmpint (gp_test_access_ask (design, "Wim", "create", NULL, "{\"points\": 3}"), ==, NO);
  g_assert_cmpint (gp_test_access_ask (design, "Wim", "create", NULL, "{\"secret\": \"s\"}"), ==,
                   NO);
}

/* A forbid with fields lets everything else be written. */
static void
test_forbidden_fields (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId ban = gp_test_access_rule (design, "forbid", NULL, "update", NULL, NULL);

  gp_test_access_rule (design, "grant", "reader", "update", NULL, NULL);
  gp_test_access_fields (design, &ban, "only", "points");
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "update", "n1", "{\"owner\": \"a\"}"), ==,
                   YES);
  g_assert_cmpint (gp_test_access_ask (design, "Ria", "update", "n1", "{\"points\": 1}"), ==, BAN);
}

/* Every node has its value, also those that evaluation did not need. */
static void
test_traces_are_whole (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpAccessDecision) decision = NULL;
  const GpAccessRuling *ruling;
  const GpAccessPart *part;
  const GpAccessTrace *right;

  gp_test_access_rule (design, "grant", "writer", "read",
                       "record.owner == 'nobody' && record.status == 'open'", NULL);
  access = gp_access_new (design);
  decision = gp_test_access_decide (access, fixtures, "Ria", "read", "n1", NULL);
  ruling = decision->rulings->pdata[0];
  g_assert_false (ruling->is_meant);
  g_assert_cmpint (ruling->outcome, ==, GP_ACCESS_FAILS);
  part = ruling->parts->pdata[0];
  g_assert_cmpint (part->kind, ==, GP_ACCESS_PART_CONDITION);
  g_assert_cmpuint (part->trace->children->len, ==, 2);
  right = part->trace->children->pdata[1];
  g_assert_true (gp_expr_value_is_true (right->value));
  g_assert_cmpuint (right->node->offset, ==, strlen ("record.owner == 'nobody' && "));
  g_assert_cmpuint (decision->deciding->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-decide/cases", test_cases);
  g_test_add_func ("/model/access-decide/tenants-are-kept-apart", test_tenants_are_kept_apart);
  g_test_add_func ("/model/access-decide/fields-follow-the-grants-that-hold",
                   test_fields_follow_the_grants_that_hold);
  g_test_add_func ("/model/access-decide/written-fields-and-presets",
                   test_written_fields_and_presets);
  g_test_add_func ("/model/access-decide/forbidden-fields", test_forbidden_fields);
  g_test_add_func ("/model/access-decide/traces-are-whole", test_traces_are_whole);

  return g_test_run ();
}

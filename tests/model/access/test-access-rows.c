/* test-access-rows.c — which records, as a question to a database
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-rows.h"

#include "gp-test-access.h"
#include "gp-test.h"

static GpAccessRows *
find (const GpAccess *access,
      const char     *persona,
      const char     *action)
{
  GpDesign *design = gp_access_get_design (access);
  g_autoptr(GpAccessCaller) caller =
    gp_access_caller_new_persona (access, gp_test_access_find (design, GP_KIND_PERSONA, persona));

  return gp_access_find_rows (access, caller, action,
                              gp_test_access_find (design, GP_KIND_ENTITY, "note"));
}

static void
test_tenant_and_condition_are_both_asked (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (TRUE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessRows) ria = NULL;
  g_autoptr(GpAccessRows) zoe = NULL;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  gp_test_access_rule (design, "forbid", "reader", "read", "record.status == 'closed'", NULL);
  access = gp_access_new (design);
  ria = find (access, "Ria", "read");
  g_assert_cmpuint (ria->grants->len, ==, 1);
  g_assert_cmpuint (((GpAccessClause *) ria->grants->pdata[0])->queries->len, ==, 2);
  g_assert_cmpuint (ria->forbids->len, ==, 1);
  g_assert_cmpuint (((GpAccessClause *) ria->forbids->pdata[0])->queries->len, ==, 1);
  g_assert_false (gp_access_rows_is_plain (ria));
  zoe = find (access, "Zoe", "read");
  g_assert_cmpuint (zoe->grants->len + zoe->forbids->len, ==, 0);
}

static void
test_plain_is_all_rows_with_all_fields (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (design, "grant", "reader", "read", NULL, NULL);
  g_autoptr(GpAccess) before = gp_access_new (design);
  g_autoptr(GpAccess) after = NULL;
  g_autoptr(GpAccessRows) plain = find (before, "Ria", "read");
  g_autoptr(GpAccessRows) masked = NULL;

  gp_test_access_fields (design, &rule, "except", "secret");
  after = gp_access_new (design);
  masked = find (after, "Ria", "read");
  g_assert_true (gp_access_rows_is_plain (plain));
  g_assert_false (gp_access_rows_is_plain (masked));
}

/* What no database can be asked grants nothing and forbids everything. */
static void
test_refused_rules_deny (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessRows) rows = NULL;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner.matches('a')", NULL);
  gp_test_access_rule (design, "forbid", "reader", "read", "record.owner.matches('b')", NULL);
  access = gp_access_new (design);
  rows = find (access, "Ria", "read");
  g_assert_cmpuint (rows->refused->len, ==, 2);
  g_assert_cmpuint (rows->grants->len, ==, 0);
  g_assert_cmpuint (rows->forbids->len, ==, 1);
  g_assert_cmpuint (((GpAccessClause *) rows->forbids->pdata[0])->queries->len, ==, 0);
}

static void
test_forbids_with_fields_hide (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (design, "forbid", "reader", "read update", NULL, NULL);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessRows) reads = NULL;
  g_autoptr(GpAccessRows) writes = NULL;

  gp_test_access_fields (design, &rule, "only", "secret");
  access = gp_access_new (design);
  reads = find (access, "Ria", "read");
  writes = find (access, "Ria", "update");
  g_assert_cmpuint (reads->hidden->len, ==, 1);
  g_assert_cmpuint (reads->forbids->len, ==, 0);
  g_assert_cmpuint (writes->hidden->len + writes->forbids->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-rows/tenant-and-condition-are-both-asked",
                   test_tenant_and_condition_are_both_asked);
  g_test_add_func ("/model/access-rows/plain-is-all-rows-with-all-fields",
                   test_plain_is_all_rows_with_all_fields);
  g_test_add_func ("/model/access-rows/refused-rules-deny", test_refused_rules_deny);
  g_test_add_func ("/model/access-rows/forbids-with-fields-hide", test_forbids_with_fields_hide);

  return g_test_run ();
}

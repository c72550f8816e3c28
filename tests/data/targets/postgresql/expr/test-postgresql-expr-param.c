/* test-postgresql-expr-param.c — what a database knows of the caller
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-expr-private.h"

#include "postgresql-condition.h"

static void
test_callers (void)
{
  static const ConditionCase cases[] = {
    { "user.email == 'a'", "((SELECT gp_access.user_email()) = 'a'::text)" },
    { "has(user.tenant)", "(((SELECT gp_access.user_tenant()) IS NOT NULL) = true)" },
    { "user.claims.region == 'eu'",
      "((SELECT gp_access.user_claim('region')) = 'eu'::text)" },
    { "request.action == 'read'", "('read'::text = 'read'::text)" },
    { "record.created < now - duration('1h')",
      "(r0.created < (now() + '-3600000000 microseconds'::interval))" },
    { "record.created < now - duration('1ns')", NULL },
    { "size(user.roles) > 1", NULL },
    { "user.roles.exists(r, r == 'admin')", NULL },
    { "request.ip == '::1'", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-expr-param/callers", test_callers);
  return g_test_run ();
}

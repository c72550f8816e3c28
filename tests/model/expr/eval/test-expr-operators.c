/* test-expr-operators.c — arithmetic and comparison of values
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-test.h"
#include "gp-test-expr.h"

static void
test_arithmetic (void)
{
  static const GpTestExpr examples[] = {
    { "9223372036854775807 + 1", "range" },
    { "-9223372036854775807 - 2", "range" },
    { "4611686018427387904 * 2", "range" },
    { "-(-9223372036854775807 - 1)", "range" },
    { "(-9223372036854775807 - 1) / -1", "range" },
    { "(-9223372036854775807 - 1) % -1", "range" },
    { "1 / 0", "range" },
    { "1 % 0", "range" },
    { "1.0 / 0.0", "Infinity" },
    { "1 + 1.0", "type" },
    { "'a' - 'b'", "type" },
    { "1.5 % 1.0", "type" },
    { "'a' + 1", "type" },
    { "null + 1", "type" },
    { "-'a'", "type" },
    { "[1] + ['a']", "[1, 'a']" },
    { "timestamp(0) + duration('1h')", "timestamp('1970-01-01T01:00:00Z')" },
    { "timestamp(0) - duration('1h')", "timestamp('1969-12-31T23:00:00Z')" },
    { "duration('1h') - timestamp(0)", "type" },
    { "timestamp(3600) - timestamp(0)", "duration('3600s')" },
    { "duration('1h') + duration('1m')", "duration('3660s')" },
    { "duration('1h') * 2", "type" },
  };

  gp_test_expr_run_all (examples, G_N_ELEMENTS (examples), NULL);
}

static void
test_comparison (void)
{
  static const GpTestExpr examples[] = {
    { "null == null", "true" },
    { "null == 'x'", "false" },
    { "null != 0", "true" },
    { "null < 1", "type" },
    { "'a' < 1", "type" },
    { "[1] < [2]", "type" },
    { "1 < 1.5", "true" },
    { "1.0 == 1", "true" },
    { "0.0 / 0.0 == 0.0 / 0.0", "false" },
    { "0.0 / 0.0 < 1.0", "false" },
    { "0.0 / 0.0 >= 1.0", "false" },
    { "timestamp(1) > timestamp(0)", "true" },
    { "1 in [1.0]", "true" },
    { "null in [1, null]", "true" },
    { "'a' in 'abc'", "type" },
    { "1 in {1.0: 2}", "type" },
    { "1.0 in {1: 2}", "true" },
  };

  gp_test_expr_run_all (examples, G_N_ELEMENTS (examples), NULL);
}

static void
test_index (void)
{
  static const GpTestExpr examples[] = {
    { "[1, 2][1]", "2" },
    { "[1, 2][1.0]", "2" },
    { "[1, 2][0.5]", "type" },
    { "[1, 2][-1]", "range" },
    { "[1, 2][2]", "range" },
    { "[1]['a']", "type" },
    { "{'a': 1}['a']", "1" },
    { "{'a': 1}['b']", "name" },
    { "{1: 'x'}[1.0]", "'x'" },
    { "null['a']", "type" },
    { "'abc'[0]", "type" },
  };

  gp_test_expr_run_all (examples, G_N_ELEMENTS (examples), NULL);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-operators/arithmetic", test_arithmetic);
  g_test_add_func ("/model/expr-operators/comparison", test_comparison);
  g_test_add_func ("/model/expr-operators/index", test_index);
  return g_test_run ();
}

/* test-flow-fault.c — what goes wrong in a run, as its expressions see it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-fault.h"
#include "gp-test.h"

static void
test_standard_types_have_their_status (void)
{
  static const int statuses[] = { 400, 400, 400, 401, 403, 408, 500, 500 };

  for (int type = 0; type < GP_FLOW_N_FAULTS; type++)
    {
      g_autoptr(GpExprValue) fault = gp_flow_fault_new ((GpFlowFault) type, 0, "why");
      const char *word = gp_flow_fault_get_word ((GpFlowFault) type);

      g_assert_cmpint (gp_flow_fault_get_status (fault), ==, statuses[type]);
      g_assert_cmpstr (gp_flow_fault_get_text (fault, "detail"), ==, "why");
      g_assert_cmpstr (gp_flow_fault_get_text (fault, "instance"), ==, "");
      g_assert_true (gp_flow_fault_matches (fault, word, 0));
      g_assert_true (gp_flow_fault_matches (fault, gp_flow_fault_get_uri ((GpFlowFault) type),
                                            statuses[type]));
      g_assert_false (gp_flow_fault_matches (fault, word, 418));
    }
}

static void
test_words_become_types (void)
{
  g_autoptr(GpExprValue) fault = gp_flow_fault_new_custom ("timeout", 0, NULL, NULL);

  g_assert_cmpstr (gp_flow_fault_get_text (fault, "type"), ==,
                   gp_flow_fault_get_uri (GP_FLOW_FAULT_TIMEOUT));
  g_assert_cmpint (gp_flow_fault_get_status (fault), ==, 408);
}

static void
test_types_of_others_are_compared_whole (void)
{
  g_autoptr(GpExprValue) fault = gp_flow_fault_new_custom ("https://a.example/full", 409, "", "");

  g_assert_true (gp_flow_fault_matches (fault, "https://a.example/full", 0));
  g_assert_true (gp_flow_fault_matches (fault, "full", 409));
  g_assert_true (gp_flow_fault_matches (fault, NULL, 0));
  g_assert_false (gp_flow_fault_matches (fault, "https://b.example/full", 0));
}

static void
test_what_may_pass_is_transient (void)
{
  static const struct
  {
    GpFlowFault type;
    int status;
    gboolean transient;
  } cases[] = {
    { GP_FLOW_FAULT_COMMUNICATION, 0, TRUE },    { GP_FLOW_FAULT_COMMUNICATION, 503, TRUE },
    { GP_FLOW_FAULT_COMMUNICATION, 429, TRUE },  { GP_FLOW_FAULT_COMMUNICATION, 409, TRUE },
    { GP_FLOW_FAULT_COMMUNICATION, 404, FALSE }, { GP_FLOW_FAULT_TIMEOUT, 0, TRUE },
    { GP_FLOW_FAULT_RUNTIME, 500, FALSE },       { GP_FLOW_FAULT_EXPRESSION, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprValue) fault = gp_flow_fault_new (cases[i].type, cases[i].status, NULL);

      g_assert_cmpint (gp_flow_fault_is_transient (fault), ==, cases[i].transient);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-fault/standard-types-have-their-status",
                   test_standard_types_have_their_status);
  g_test_add_func ("/model/flow-fault/words-become-types", test_words_become_types);
  g_test_add_func ("/model/flow-fault/types-of-others-are-compared-whole",
                   test_types_of_others_are_compared_whole);
  g_test_add_func ("/model/flow-fault/what-may-pass-is-transient", test_what_may_pass_is_transient);

  return g_test_run ();
}

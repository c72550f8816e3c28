/* test-access-flip-words.c — who gains and who loses, in words
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-flip-words.h"

#include "gp-test-access.h"
#include "gp-test.h"

static void
assert_first (GpDesign   *before,
              GpDesign   *after,
              const char *sentence,
              const char *example)
{
  g_autoptr(GPtrArray) flips = gp_access_diff (before, after, 0);
  g_autofree char *words = NULL;
  g_autofree char *more = NULL;
  g_autofree char *who = NULL;

  g_assert_cmpuint (flips->len, >, 0);
  words = gp_access_flip_describe (flips->pdata[0], before, after);
  more = gp_access_flip_describe_example (flips->pdata[0]);
  who = gp_access_flip_name_caller (flips->pdata[0], before, after);
  g_assert_true (g_str_has_prefix (words, who));
  g_assert_cmpstr (words, ==, sentence);
  g_assert_true (g_str_has_prefix (more, example));
}

static void
test_records (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  g_autoptr(GpDesign) after = gp_design_copy (before);

  gp_test_access_rule (after, "grant", "reader", "delete", NULL, NULL);
  assert_first (before, after,
                "Ria may now delete more of note: 3 of 3 records that were tried.",
                "For example n1");
  assert_first (after, before,
                "Ria may no longer delete note: 3 of 3 records that were tried.",
                "For example n1");
}

static void
test_fields (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (before, "grant", "reader", "read", NULL, NULL);
  g_autoptr(GpDesign) after = NULL;

  gp_test_access_fields (before, &rule, "except", "secret points");
  after = gp_design_copy (before);
  gp_test_access_fields (after, &rule, "except", "points");
  assert_first (before, after, "Ria may now read these fields of note: secret.", "For example n");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-flip-words/records", test_records);
  g_test_add_func ("/model/access-flip-words/fields", test_fields);

  return g_test_run ();
}

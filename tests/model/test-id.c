/* test-id.c — ids grow, print and parse
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-id.h"
#include "gp-test.h"

static void
test_new_ids_grow (void)
{
  GpId last = gp_id_new ();

  for (int i = 0; i < 100000; i++)
    {
      GpId next = gp_id_new ();

      g_assert_cmpint (gp_id_compare (&last, &next), <, 0);
      g_assert_cmpuint (next.bytes[6] >> 4, ==, 7);
      g_assert_cmpuint (next.bytes[8] >> 6, ==, 2);
      last = next;
    }
}

static void
test_text_round_trip (void)
{
  for (int i = 0; i < 1000; i++)
    {
      GpId id = gp_id_new (), back;
      char text[GP_ID_STRING_SIZE];
      g_autofree char *upper = g_ascii_strup (gp_id_format (&id, text), -1);

      g_assert_true (gp_id_parse (text, &back));
      g_assert_true (gp_id_equal (&id, &back));
      g_assert_true (gp_id_parse (upper, &back));
      g_assert_true (gp_id_equal (&id, &back));
    }
}

static void
test_other_text_is_refused (void)
{
  static const char *const bad[] = {
    "", "0", "0190a5b0-0000-7000-8000-00000000000", "0190a5b0-0000-7000-8000-0000000000000",
    "0190a5b0x0000-7000-8000-000000000000", "0190a5b0-0000-7000-8000-00000000000g",
    "{0190a5b0-0000-7000-8000-000000000000}", "0190a5b000007000800000000000000000000",
  };
  const GpId untouched = gp_id_new ();
  GpId out = untouched;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (gp_id_parse (bad[i], &out));
  g_assert_true (gp_id_equal (&out, &untouched));
}

static void
test_derived_ids_agree (void)
{
  GpId a = gp_id_new (), b = gp_id_new ();
  GpId ab = gp_id_derive (&a, &b), again = gp_id_derive (&a, &b), ba = gp_id_derive (&b, &a);

  g_assert_true (gp_id_equal (&ab, &again));
  g_assert_false (gp_id_equal (&ab, &ba));
  g_assert_cmpuint (ab.bytes[6] >> 4, ==, 8);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/id/new-ids-grow", test_new_ids_grow);
  g_test_add_func ("/model/id/text-round-trip", test_text_round_trip);
  g_test_add_func ("/model/id/other-text-is-refused", test_other_text_is_refused);
  g_test_add_func ("/model/id/derived-ids-agree", test_derived_ids_agree);
  return g_test_run ();
}

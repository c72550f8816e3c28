/* test-squash.c — a squashed change set does the same in fewer steps
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-change-set.h"
#include "gp-random.h"
#include "gp-test.h"

static void
test_same_effect (void)
{
  g_autoptr(GpDesign) start = gp_random_design (60);
  g_autoptr(GError) error = NULL;

  for (guint i = gp_random_rounds (300); i > 0; i--)
    {
      g_autoptr(GpDesign) long_way = gp_design_copy (start);
      g_autoptr(GpDesign) short_way = gp_design_copy (start);
      g_autoptr(GpChangeSet) edit = gp_random_edit (start, 25);
      g_autoptr(GpChangeSet) squashed = gp_change_set_squash (edit);
      g_autoptr(GpChangeSet) back = gp_change_set_invert (squashed);

      g_assert_cmpuint (gp_change_set_get_size (squashed), <=, gp_change_set_get_size (edit));
      gp_design_apply (long_way, edit, &error);
      g_assert_no_error (error);
      gp_design_apply (short_way, squashed, &error);
      g_assert_no_error (error);
      gp_assert_design_equal (long_way, short_way);
      gp_design_apply (short_way, back, &error);
      g_assert_no_error (error);
      gp_assert_design_equal (start, short_way);
    }
}

static void
test_typing_becomes_one_set (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "");
  g_autoptr(GpDesign) work = gp_design_copy (design);
  g_autoptr(GpChangeSet) all = gp_change_set_new ("Named");
  g_autoptr(GpChangeSet) squashed = NULL;
  const char *const typed[] = { "C", "Cl", "Cli", "Clinic" };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr(GpChangeSet) one = gp_change_set_new (NULL);

      gp_change_set_set (one, gp_design_get_root (work), GP_DESIGN_NAME, gp_value_text (typed[i]));
      g_assert_true (gp_design_apply (work, one, NULL));
      gp_change_set_append_all (all, one);
    }
  squashed = gp_change_set_squash (all);
  g_assert_cmpuint (gp_change_set_get_size (squashed), ==, 1);
  g_assert_cmpstr (gp_value_get_text (&gp_change_set_get (squashed, 0)->after), ==, "Clinic");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/squash/same-effect", test_same_effect);
  g_test_add_func ("/model/squash/typing-becomes-one-set", test_typing_becomes_one_set);
  return g_test_run ();
}

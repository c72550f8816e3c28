/* test-access-diff.c — who may do more, and who less
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-diff.h"

#include "gp-test-access.h"
#include "gp-test.h"

/* "+Ria read 1/3", with the fields of records that both see. */
static char *
describe (GpDesign *before,
          GpDesign *after)
{
  g_autoptr(GPtrArray) flips = gp_access_diff (before, after, 0);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < flips->len; i++)
    {
      const GpAccessFlip *flip = flips->pdata[i];
      const GpElement *who = gp_design_lookup (after, gp_id_is_nil (&flip->persona)
                                                        ? &flip->role : &flip->persona);

      g_assert_nonnull (flip->record);
      g_string_append_printf (out, "%s%s%s %s %u/%u", i > 0 ? ", " : "", flip->gains ? "+" : "-",
                              who != NULL ? gp_element_get_name (who) : "nobody", flip->action,
                              flip->n_records, flip->n_tried);
      for (guint j = 0; flip->fields != NULL && j < flip->fields->len; j++)
        g_string_append_printf (out, " %s", gp_element_get_name (gp_design_lookup (
                                  after, &g_array_index (flip->fields, GpId, j))));
    }
  return g_string_free (out, FALSE);
}

static void
test_equal_designs_do_not_differ (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (TRUE);
  g_autofree char *text = NULL;

  gp_test_access_rule (design, "grant", "reader", "read update", "record.points > 1", NULL);
  text = describe (design, design);
  g_assert_cmpstr (text, ==, "");
}

static void
test_gains_come_first (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  GpId narrow = gp_test_access_rule (before, "grant", "writer", "read", NULL, NULL);
  GpId wide = gp_test_access_rule (before, "grant", "reader", "delete", "record.owner == user.id",
                                   NULL);
  g_autoptr(GpDesign) after = gp_design_copy (before);
  g_autofree char *text = NULL;

  gp_test_access_set (after, &narrow, GP_RULE_CONDITION, gp_value_text ("record.owner == 'u2'"));
  gp_test_access_set (after, &wide, GP_RULE_CONDITION, gp_value_none ());
  text = describe (before, after);
  g_assert_cmpstr (text, ==, "+Ria delete 2/3, +Wim delete 2/3, +Tom delete 3/3, -Wim read 2/3");
}

/* A difference that no example record shows is shown by one that is made up. */
static void
test_witnesses_are_made_up (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (before, "grant", "reader", "read", "record.points > 100", NULL);
  g_autoptr(GpDesign) after = gp_design_copy (before);
  g_autofree char *text = NULL;

  gp_test_access_set (after, &rule, GP_RULE_CONDITION, gp_value_text ("record.points > 90"));
  text = describe (before, after);
  g_assert_true (g_str_has_prefix (text, "+Ria read 1/"));
  g_assert_null (strchr (text, '-'));
}

static void
test_fields_are_compared (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (before, "grant", "anybody", "read", NULL, NULL);
  g_autoptr(GpDesign) after = NULL;
  g_autofree char *text = NULL;

  gp_test_access_fields (before, &rule, "except", "secret points");
  after = gp_design_copy (before);
  gp_test_access_fields (after, &rule, "except", "points owner");
  text = describe (before, after);
  g_assert_nonnull (strstr (text, "+Ria read 3/3 secret"));
  g_assert_nonnull (strstr (text, "-Ria read 3/3 owner"));
  g_assert_nonnull (strstr (text, "+Nobody read 3/3 secret"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-diff/equal-designs-do-not-differ",
                   test_equal_designs_do_not_differ);
  g_test_add_func ("/model/access-diff/gains-come-first", test_gains_come_first);
  g_test_add_func ("/model/access-diff/witnesses-are-made-up", test_witnesses_are_made_up);
  g_test_add_func ("/model/access-diff/fields-are-compared", test_fields_are_compared);

  return g_test_run ();
}

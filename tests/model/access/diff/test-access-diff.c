/* test-access-diff.c — who may do more, and who less
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-diff.h"

#include "gp-change-set.h"
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

static void
remove_all (GpDesign *design,
            GpKind    kind)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, kind);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  for (guint i = 0; i < all->len; i++)
    gp_change_set_remove (changes, all->pdata[i]);
  g_assert_true (gp_design_apply (design, changes, NULL));
}

/* Nothing to try a rule on, and nobody to try it. */
static void
test_without_examples_a_gain_is_seen (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  g_autoptr(GpDesign) after = NULL;
  g_autofree char *text = NULL;

  remove_all (before, GP_KIND_FIXTURE);
  remove_all (before, GP_KIND_PERSONA);
  after = gp_design_copy (before);
  gp_test_access_rule (after, "grant", "anybody", "read", NULL, NULL);
  text = describe (before, after);
  g_assert_cmpstr (text, ==, "+reader read 1/1, +writer read 1/1, +member read 1/1, "
                             "+nobody read 1/1");
}

/* Wim is a writer and, since writers are, a reader; writers could already. */
static void
test_a_broader_persona_hides_nothing (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  g_autoptr(GPtrArray) personas = gp_design_list (before, GP_KIND_PERSONA);
  g_autoptr(GpDesign) after = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < personas->len; i++)
    if (!g_str_equal (gp_element_get_name (personas->pdata[i]), "Wim"))
      {
        g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

        gp_change_set_remove (changes, personas->pdata[i]);
        g_assert_true (gp_design_apply (before, changes, NULL));
      }
  gp_test_access_rule (before, "grant", "writer", "delete", NULL, NULL);
  after = gp_design_copy (before);
  gp_test_access_rule (after, "grant", "reader", "delete", NULL, NULL);
  text = describe (before, after);
  g_assert_cmpstr (text, ==, "+reader delete 3/3");
  g_clear_pointer (&text, g_free);

  gp_test_access_rule (after, "grant", "member", "delete", NULL, NULL);
  text = describe (before, after);
  g_assert_cmpstr (text, ==, "+reader delete 3/3, +member delete 3/3");
}

static void
test_written_fields_are_compared (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (before, "grant", "reader", "update", NULL, NULL);
  g_autoptr(GpDesign) after = NULL;
  g_autofree char *text = NULL;

  gp_test_access_fields (before, &rule, "only", "points");
  after = gp_design_copy (before);
  gp_test_access_fields (after, &rule, "only", "points secret");
  text = describe (before, after);
  g_assert_nonnull (strstr (text, "+Ria update 3/3 secret"));
}

/* Who could make notes of their own alone can now make them in another's name. */
static void
test_a_dropped_preset_is_a_gain (void)
{
  static const char *const presets[] = { "owner", "user.id" };

  for (guint i = 0; i < 2; i++)
    {
      const char *action = i == 0 ? "create" : "update";
      g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
      GpId rule = gp_test_access_rule (before, "grant", "reader", action, NULL, NULL);
      g_autoptr(GpDesign) after = gp_design_copy (before);
      g_autofree char *text = NULL;

      gp_test_access_set (before, &rule, GP_RULE_PRESETS, gp_value_texts (presets, 2));
      text = describe (before, after);
      g_assert_nonnull (strstr (text, i == 0 ? "+Ria create" : "+Ria update"));
      g_assert_null (strchr (text, '-'));
    }
}

/* Who could change notes of their own and keep them so can now give them away. */
static void
test_a_dropped_check_is_a_gain (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (before, "grant", "reader", "update", "record.owner == user.id",
                                   "new.owner == user.id");
  g_autoptr(GpDesign) after = gp_design_copy (before);
  g_autofree char *text = NULL;

  gp_test_access_set (after, &rule, GP_RULE_CHECK, gp_value_none ());
  text = describe (before, after);
  g_assert_nonnull (strstr (text, "+Ria update"));
  g_assert_null (strchr (text, '-'));
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
  g_test_add_func ("/model/access-diff/without-examples-a-gain-is-seen",
                   test_without_examples_a_gain_is_seen);
  g_test_add_func ("/model/access-diff/a-broader-persona-hides-nothing",
                   test_a_broader_persona_hides_nothing);
  g_test_add_func ("/model/access-diff/written-fields-are-compared",
                   test_written_fields_are_compared);
  g_test_add_func ("/model/access-diff/a-dropped-preset-is-a-gain",
                   test_a_dropped_preset_is_a_gain);
  g_test_add_func ("/model/access-diff/a-dropped-check-is-a-gain", test_a_dropped_check_is_a_gain);

  return g_test_run ();
}

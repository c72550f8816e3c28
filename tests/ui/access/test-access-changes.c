/* test-access-changes.c — who gains and who loses is listed, and each gain waits for its tick
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-access-changes.h"
#include "gp-resources.h"
#include "gp-test-access.h"
#include "gp-test-display.h"
#include "gp-test-window.h"
#include "gp-test.h"

#include <adwaita.h>

typedef struct
{
  GpDesign        *before;
  GpDesign        *after;
  GtkWidget       *window;
  GpAccessChanges *changes;
  GpId             shown;
} Fixture;

static void
shown_cb (Fixture    *fixture,
          const GpId *subject)
{
  fixture->shown = *subject;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  asks)
{
  fixture->before = gp_test_access_design (FALSE);
  gp_test_access_rule (fixture->before, "grant", "reader", "read", "record.points > 1", NULL);
  fixture->after = gp_design_copy (fixture->before);
  fixture->shown = (GpId) { 0 };
  fixture->changes = GP_ACCESS_CHANGES (gp_access_changes_new (asks != NULL));
  g_signal_connect_swapped (fixture->changes, "shown", G_CALLBACK (shown_cb), fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->changes));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  asks)
{
  g_signal_handlers_disconnect_by_data (fixture->changes, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  gp_test_window_settle ();
  g_object_unref (fixture->before);
  g_object_unref (fixture->after);
}

/* The one rule of the design after gets @condition. */
static void
set_condition (Fixture    *fixture,
               const char *condition)
{
  g_autoptr(GPtrArray) rules = gp_design_list (fixture->after, GP_KIND_RULE);
  GpId rule = *gp_element_get_id (rules->pdata[0]);

  gp_test_access_set (fixture->after, &rule, GP_RULE_CONDITION, gp_value_text (condition));
}

static void
compare (Fixture *fixture)
{
  gp_access_changes_compare (fixture->changes, fixture->before, fixture->after);
  g_assert_false (gp_access_changes_is_known (fixture->changes));
  gp_test_wait_until (gp_access_changes_is_known (fixture->changes));
}

/* All widgets of @type at or below @widget. */
static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *out)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (out, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, out);
}

static GPtrArray *
list_ticks (Fixture *fixture)
{
  GPtrArray *ticks = g_ptr_array_new ();

  collect (GTK_WIDGET (fixture->changes), GTK_TYPE_CHECK_BUTTON, ticks);
  return ticks;
}

static void
test_nothing_to_compare_with (Fixture       *fixture,
                              gconstpointer  asks)
{
  gp_access_changes_compare (fixture->changes, NULL, fixture->after);
  g_assert_true (gp_access_changes_is_known (fixture->changes));
  g_assert_cmpuint (gp_access_changes_count (fixture->changes, TRUE), ==, 0);
  g_assert_cmpuint (gp_access_changes_count_unconsented (fixture->changes), ==, 0);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->changes)));
}

static void
test_each_gain_has_its_tick (Fixture       *fixture,
                             gconstpointer  asks)
{
  g_autoptr(GPtrArray) ticks = NULL;
  guint gains;

  set_condition (fixture, "true");
  compare (fixture);
  gains = gp_access_changes_count (fixture->changes, TRUE);
  g_assert_cmpuint (gains, >, 1);
  g_assert_cmpuint (gp_access_changes_count (fixture->changes, FALSE), ==, 0);
  g_assert_cmpuint (gp_access_changes_count_unconsented (fixture->changes), ==, gains);

  ticks = list_ticks (fixture);
  g_assert_cmpuint (ticks->len, ==, gains);
  for (guint i = 0; i < ticks->len; i++)
    {
      gtk_check_button_set_active (ticks->pdata[i], TRUE);
      g_assert_cmpuint (gp_access_changes_count_unconsented (fixture->changes), ==, gains - i - 1);
    }

  /* The same gains stay allowed; others are asked about by themselves. */
  compare (fixture);
  g_assert_cmpuint (gp_access_changes_count_unconsented (fixture->changes), ==, 0);
  gp_test_access_rule (fixture->after, "grant", "writer", "delete", NULL, NULL);
  compare (fixture);
  g_assert_cmpuint (gp_access_changes_count (fixture->changes, TRUE), ==, gains + 1);
  g_assert_cmpuint (gp_access_changes_count_unconsented (fixture->changes), ==, 1);
}

static void
test_losses_have_none (Fixture       *fixture,
                       gconstpointer  asks)
{
  g_autoptr(GPtrArray) ticks = NULL;

  set_condition (fixture, "record.points > 100");
  compare (fixture);
  g_assert_cmpuint (gp_access_changes_count (fixture->changes, TRUE), ==, 0);
  g_assert_cmpuint (gp_access_changes_count (fixture->changes, FALSE), >, 0);
  g_assert_cmpuint (gp_access_changes_count_unconsented (fixture->changes), ==, 0);
  ticks = list_ticks (fixture);
  g_assert_cmpuint (ticks->len, ==, 0);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->changes)));
}

/* Many lines are one row for each caller, with one tick for all that the caller gains. */
static void
test_many_are_folded (Fixture       *fixture,
                      gconstpointer  asks)
{
  g_autoptr(GPtrArray) folds = g_ptr_array_new ();
  g_autoptr(GPtrArray) ticks = NULL;
  g_autoptr(GPtrArray) inner = NULL;
  guint gains, left;

  set_condition (fixture, "true");
  gp_test_access_rule (fixture->after, "grant", "reader", "create update delete approve", NULL,
                       NULL);
  compare (fixture);
  gains = gp_access_changes_count (fixture->changes, TRUE);
  collect (GTK_WIDGET (fixture->changes), ADW_TYPE_EXPANDER_ROW, folds);
  g_assert_cmpuint (folds->len, >, 1);
  g_assert_cmpuint (folds->len, <, gains);

  ticks = list_ticks (fixture);
  gtk_check_button_set_active (ticks->pdata[0], TRUE);
  left = gp_access_changes_count_unconsented (fixture->changes);
  g_assert_cmpuint (left, <, gains - 1);

  /* What is unfolded shows the ticks as they are; one that is taken away shows at the caller. */
  adw_expander_row_set_expanded (folds->pdata[0], TRUE);
  inner = g_ptr_array_new ();
  collect (folds->pdata[0], GTK_TYPE_CHECK_BUTTON, inner);
  g_assert_cmpuint (inner->len, >, 2);
  for (guint i = 0; i < inner->len; i++)
    g_assert_true (gtk_check_button_get_active (inner->pdata[i]));
  gtk_check_button_set_active (inner->pdata[inner->len - 1], FALSE);
  g_assert_cmpuint (gp_access_changes_count_unconsented (fixture->changes), ==, left + 1);
  g_assert_true (gtk_check_button_get_inconsistent (ticks->pdata[0]));
}

static void
test_looking_asks_for_nothing (Fixture       *fixture,
                               gconstpointer  asks)
{
  g_autoptr(GPtrArray) ticks = NULL;
  GtkWidget *row;

  set_condition (fixture, "true");
  compare (fixture);
  ticks = list_ticks (fixture);
  g_assert_cmpuint (ticks->len, ==, 0);
  g_assert_cmpuint (gp_access_changes_count (fixture->changes, TRUE), >, 0);
  g_assert_cmpuint (gp_access_changes_count_unconsented (fixture->changes), ==, 0);

  row = gp_test_window_find (GTK_WIDGET (fixture->changes), ADW_TYPE_ACTION_ROW);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_true (gp_id_equal (&fixture->shown,
                              gp_test_access_find (fixture->after, GP_KIND_ENTITY, "note")));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
#define ADD(name, asks, function)                                                             \
  g_test_add ("/ui/access-changes/" name, Fixture, asks, set_up, function, tear_down)
  ADD ("nothing-to-compare-with", "asks", test_nothing_to_compare_with);
  ADD ("each-gain-has-its-tick", "asks", test_each_gain_has_its_tick);
  ADD ("losses-have-none", "asks", test_losses_have_none);
  ADD ("many-are-folded", "asks", test_many_are_folded);
  ADD ("looking-asks-for-nothing", NULL, test_looking_asks_for_nothing);
#undef ADD

  return g_test_run ();
}

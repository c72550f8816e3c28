/* test-plan-changes.c — what destroys values waits for a tick, which is for what was said then
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-plan-changes.h"
#include "gp-plan-groups.h"
#include "gp-resources.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"

typedef struct
{
  GpDesign      *design;
  GpSession     *session;
  GpPlanChanges *changes;
  GpElement     *target;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GpId id = gp_id_new ();

  fixture->design = gp_test_scene_design ();
  fixture->session = GP_SESSION (gp_test_session_new (fixture->design));
  fixture->changes = g_object_ref_sink (GP_PLAN_CHANGES (gp_plan_changes_new (fixture->session)));
  fixture->target =
    gp_element_new (GP_KIND_TARGET, &id, gp_design_get_root_id (fixture->design), 1);
  gp_element_set_bool (fixture->target, GP_TARGET_ALLOW_DESTRUCTIVE, TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_finalize_object (fixture->changes);
  g_assert_finalize_object (fixture->session);
  gp_element_unref (fixture->target);
  g_object_unref (fixture->design);
}

/* A plan that removes a field, of which @rows records have a value. */
static void
show (Fixture    *fixture,
      gint64      rows,
      const char *sentence)
{
  const GpId *log = gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY,
                                                           "log"));
  g_autoptr(GPtrArray) operations =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);
  GpOperation *operation = gp_operation_new ("remove:log.at", GP_OPERATION_REMOVE, GP_KIND_FIELD,
                                             log, "log.at", sentence);
  g_autoptr(GpPlan) plan = NULL;

  operation->destructive = TRUE;
  operation->rows = rows;
  g_ptr_array_add (operations, operation);
  plan = gp_plan_new ("test", "live", "wanted", operations, NULL);
  gp_plan_changes_show (fixture->changes, plan, fixture->target);
}

static guint
count_allowed (Fixture *fixture)
{
  g_auto(GStrv) ids = gp_plan_changes_dup_allowed (fixture->changes);

  return g_strv_length (ids);
}

static void
tick (Fixture *fixture)
{
  GtkWidget *button = gp_test_window_find (GTK_WIDGET (fixture->changes), GTK_TYPE_CHECK_BUTTON);

  g_assert_nonnull (button);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  g_assert_cmpuint (count_allowed (fixture), ==, 1);
}

static void
test_more_rows_ask_again (Fixture       *fixture,
                          gconstpointer  user_data)
{
  static const struct
  {
    gint64   then;
    gint64   now;
    gboolean stays;
  } rows[] = {
    { 3, 3, TRUE }, { 3, 2, TRUE },   { 3, 0, TRUE },   { 3, 4, FALSE }, { 0, 1, FALSE },
    { 0, 0, TRUE }, { 3, -1, FALSE }, { -1, -1, TRUE }, { -1, 5, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      show (fixture, rows[i].then, "Remove the field log.at");
      tick (fixture);
      show (fixture, rows[i].now, "Remove the field log.at");
      g_assert_cmpuint (count_allowed (fixture), ==, rows[i].stays);
      gp_plan_changes_forget (fixture->changes);
      g_assert_cmpuint (count_allowed (fixture), ==, 0);
    }
}

static void
test_another_change_asks_again (Fixture       *fixture,
                                gconstpointer  user_data)
{
  show (fixture, 3, "Change the type of log.at to date");
  tick (fixture);
  show (fixture, 3, "Change the type of log.at to boolean");
  g_assert_cmpuint (count_allowed (fixture), ==, 0);
}

static void
test_groups_keep_the_order (Fixture       *fixture,
                            gconstpointer  user_data)
{
  static const char *const keys[] = { "b", "a", "b", "c", "a", "b" };
  g_autoptr(GpPlanGroups) groups = gp_plan_groups_new (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gp_plan_groups_add (groups, g_strdup (keys[i]), g_strdup_printf ("%s%u", keys[i], (guint) i));
  g_assert_cmpuint (gp_plan_groups_get_size (groups), ==, 3);
  g_assert_cmpstr (gp_plan_groups_get_key (groups, 0), ==, "b");
  g_assert_cmpstr (gp_plan_groups_get_key (groups, 1), ==, "a");
  g_assert_cmpuint (gp_plan_groups_get_items (groups, 0)->len, ==, 3);
  g_assert_cmpstr (gp_plan_groups_get_items (groups, 1)->pdata[1], ==, "a4");
}

/* What is agreed to there goes on: the row says the whole of it, and how many there are today. */
static void
test_records_that_grow_old (Fixture       *fixture,
                            gconstpointer  user_data)
{
  const GpId *log = gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY,
                                                           "log"));
  g_autoptr(GPtrArray) operations =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);
  GpOperation *operation = gp_operation_new ("change:retention:log", GP_OPERATION_CHANGE,
                                             GP_KIND_ENTITY, log, "log",
                                             "Records of log older than 90 days are deleted");
  g_autoptr(GpPlan) plan = NULL;
  GtkWidget *row;

  operation->destructive = TRUE;
  operation->rows = 3;
  g_ptr_array_add (operations, operation);
  plan = gp_plan_new ("test", "live", "wanted", operations, NULL);
  gp_plan_changes_show (fixture->changes, plan, fixture->target);
  row = gp_test_window_find (GTK_WIDGET (fixture->changes), ADW_TYPE_ACTION_ROW);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Records of log older than 90 days are deleted\n"
                   "3 records are deleted or changed at once");
  g_assert_cmpuint (count_allowed (fixture), ==, 0);
  tick (fixture);
  g_assert_cmpuint (count_allowed (fixture), ==, 1);
}

/* With many entities beside it, too: what will be deleted is no change among others. */
static void
test_what_grows_old_stands_apart (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  const GpId *log = gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY,
                                                           "log"));
  g_autoptr(GPtrArray) operations =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);
  g_autoptr(GpPlan) plan = NULL;
  GtkWidget *row;

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("change:%s:log%u", i < 4 ? "retention" : "entity", i);

      g_ptr_array_add (operations, gp_operation_new (id, GP_OPERATION_CHANGE, GP_KIND_ENTITY, log,
                                                     "log", "Log changes"));
    }
  plan = gp_plan_new ("test", "live", "wanted", operations, NULL);
  gp_plan_changes_show (fixture->changes, plan, fixture->target);
  row = gp_test_window_find (GTK_WIDGET (fixture->changes), ADW_TYPE_EXPANDER_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Retention");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
#define ADD(name, function) \
  g_test_add ("/ui/plan-changes/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("more-rows-ask-again", test_more_rows_ask_again);
  ADD ("another-change-asks-again", test_another_change_asks_again);
  ADD ("groups-keep-the-order", test_groups_keep_the_order);
  ADD ("records-that-grow-old", test_records_that_grow_old);
  ADD ("what-grows-old-stands-apart", test_what_grows_old_stands_apart);
#undef ADD

  return g_test_run ();
}

/* test-plan-access.c — wider access waits for a tick of its own
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-plan-access.h"
#include "gp-resources.h"
#include "gp-test-access.h"
#include "gp-test-display.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"

typedef struct
{
  GpDesign      *design;
  GpTestSession *session;
  GpId           target;
  GtkWidget     *window;
  GpPlanAccess  *access;
  guint          answers;
} Fixture;

static void
answered_cb (Fixture *fixture)
{
  fixture->answers++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->design = gp_test_access_design (FALSE);
  gp_test_access_rule (fixture->design, "grant", "reader", "read", "record.points > 1", NULL);
  fixture->session = gp_test_session_new (fixture->design);
  fixture->target = gp_id_new ();
  fixture->answers = 0;
  fixture->access = GP_PLAN_ACCESS (gp_plan_access_new (GP_SESSION (fixture->session)));
  g_signal_connect_swapped (fixture->access, "consent-changed", G_CALLBACK (answered_cb), fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->access));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_signal_handlers_disconnect_by_data (fixture->access, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->session);
  g_object_unref (fixture->design);
}

/* What was deployed is the design as it is now; the rule is then set to @condition. */
static void
deploy_and_set (Fixture    *fixture,
                const char *condition)
{
  g_autoptr(GPtrArray) rules = gp_design_list (fixture->design, GP_KIND_RULE);
  GpId rule = *gp_element_get_id (rules->pdata[0]);

  gp_test_session_set_last (fixture->session, fixture->design);
  gp_test_access_set (fixture->design, &rule, GP_RULE_CONDITION, gp_value_text (condition));
}

static void
show (Fixture *fixture)
{
  fixture->answers = 0;
  gp_plan_access_show (fixture->access, &fixture->target);
  g_assert_false (gp_plan_access_may_apply (fixture->access));
  gp_test_wait_until (fixture->answers > 0);
}

static void
test_first_deployment (Fixture       *fixture,
                       gconstpointer  user_data)
{
  gp_plan_access_show (fixture->access, &fixture->target);
  g_assert_true (gp_plan_access_may_apply (fixture->access));
}

static void
test_wider_needs_a_tick (Fixture       *fixture,
                         gconstpointer  user_data)
{
  GtkWidget *tick;

  deploy_and_set (fixture, "true");
  show (fixture);
  g_assert_false (gp_plan_access_may_apply (fixture->access));
  tick = gp_test_window_find (GTK_WIDGET (fixture->access), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), TRUE);
  g_assert_true (gp_plan_access_may_apply (fixture->access));

  /* The same gains stay allowed; others are asked about again. */
  show (fixture);
  g_assert_true (gp_plan_access_may_apply (fixture->access));
  gp_test_access_rule (fixture->design, "grant", "writer", "delete", NULL, NULL);
  show (fixture);
  g_assert_false (gp_plan_access_may_apply (fixture->access));
}

static void
test_narrower_does_not (Fixture       *fixture,
                        gconstpointer  user_data)
{
  deploy_and_set (fixture, "record.points > 100");
  show (fixture);
  g_assert_true (gp_plan_access_may_apply (fixture->access));
  g_assert_null (gp_test_window_find (GTK_WIDGET (fixture->access), GTK_TYPE_CHECK_BUTTON));
  g_assert_nonnull (gp_test_window_find (GTK_WIDGET (fixture->access), ADW_TYPE_ACTION_ROW));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
  g_test_add ("/ui/plan-access/first-deployment", Fixture, NULL, set_up, test_first_deployment,
              tear_down);
  g_test_add ("/ui/plan-access/wider-needs-a-tick", Fixture, NULL, set_up,
              test_wider_needs_a_tick, tear_down);
  g_test_add ("/ui/plan-access/narrower-does-not", Fixture, NULL, set_up, test_narrower_does_not,
              tear_down);

  return g_test_run ();
}

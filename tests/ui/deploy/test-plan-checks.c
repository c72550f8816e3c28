/* test-plan-checks.c — a plan is approved where it is read
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-plan-checks.h"
#include "gp-resources.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"

typedef struct
{
  GpDesign      *design;
  GpTestSession *session;
  GpLinter      *linter;
  GpPlanChecks  *checks;
  gint64         approvals;      /* that the target asks for */
  guint          n_approved;     /* how often it was told */
} Fixture;

static void
approved_cb (Fixture *fixture)
{
  fixture->n_approved++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->design = gp_test_scene_design ();
  fixture->session = gp_test_session_new (fixture->design);
  gp_history_set_author (gp_session_get_history (GP_SESSION (fixture->session)), "Dora");
  fixture->linter = gp_linter_new (GP_SESSION (fixture->session));
  fixture->checks = g_object_ref_sink (
    GP_PLAN_CHECKS (gp_plan_checks_new (GP_SESSION (fixture->session), fixture->linter)));
  g_signal_connect_swapped (fixture->checks, "approved", G_CALLBACK (approved_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_finalize_object (fixture->checks);
  g_object_unref (fixture->linter);
  g_assert_finalize_object (GP_SESSION (fixture->session));
  g_object_unref (fixture->design);
}

/* A plan with @n operations; @wrong: an error stands against it. */
static void
show (Fixture  *fixture,
      guint     n,
      gboolean  wrong)
{
  const GpId *root = gp_design_get_root_id (fixture->design);
  GpId id = gp_id_new ();
  g_autoptr(GpElement) target = gp_element_new (GP_KIND_TARGET, &id, root, 1);
  g_autoptr(GPtrArray) operations =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpPlan) plan = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (operations, gp_operation_new ("add:entity:a", GP_OPERATION_ADD,
                                                   GP_KIND_ENTITY, root, "a", "Add a"));
  if (wrong)
    g_ptr_array_add (findings, gp_finding_new ("DEP002", GP_SEVERITY_ERROR, "Not there."));
  plan = gp_plan_new ("test", "live", "wanted", operations, findings);
  gp_element_set_int (target, GP_TARGET_APPROVALS, fixture->approvals);
  gp_plan_checks_show (fixture->checks, plan, target, NULL);
}

static GtkWidget *
find_button (Fixture *fixture)
{
  return gp_test_window_find (GTK_WIDGET (fixture->checks), GTK_TYPE_BUTTON);
}

static void
test_who_deploys_waits_for_others (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  show (fixture, 1, FALSE);
  g_assert_null (gp_plan_checks_get_unapproved (fixture->checks));
  g_assert_null (find_button (fixture));

  fixture->approvals = 2;
  show (fixture, 1, FALSE);
  g_assert_nonnull (gp_plan_checks_get_unapproved (fixture->checks));
  g_signal_emit_by_name (find_button (fixture), "clicked");
  g_assert_cmpuint (fixture->n_approved, ==, 1);
  g_assert_null (find_button (fixture));
  g_assert_nonnull (strstr (gp_plan_checks_get_unapproved (fixture->checks), "2 more people"));

  gp_test_session_add_approval (fixture->session, "Ann");
  show (fixture, 1, FALSE);
  g_assert_nonnull (strstr (gp_plan_checks_get_unapproved (fixture->checks), "1 more person"));
  gp_test_session_add_approval (fixture->session, "Bob");
  show (fixture, 1, FALSE);
  g_assert_null (gp_plan_checks_get_unapproved (fixture->checks));
}

/* Nobody approves what cannot be done, or nothing. */
static void
test_what_cannot_be_applied_asks_nobody (Fixture       *fixture,
                                         gconstpointer  user_data)
{
  fixture->approvals = 1;
  show (fixture, 1, TRUE);
  g_assert_null (find_button (fixture));
  show (fixture, 0, FALSE);
  g_assert_null (find_button (fixture));
  show (fixture, 1, FALSE);
  g_assert_nonnull (find_button (fixture));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
#define ADD(name, function) \
  g_test_add ("/ui/plan-checks/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("who-deploys-waits-for-others", test_who_deploys_waits_for_others);
  ADD ("what-cannot-be-applied-asks-nobody", test_what_cannot_be_applied_asks_nobody);
#undef ADD

  return g_test_run ();
}

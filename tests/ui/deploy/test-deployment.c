/* test-deployment.c — the talk with a backend that a design is deployed to
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-deployment.h"
#include "gp-test-design.h"
#include "gp-test-session.h"
#include "gp-test.h"

typedef struct
{
  GpDesign     *design;
  GpSession    *session;
  GpDeployment *deployment;
  GpId          staging;
  GpId          production;
} Fixture;

static GpId
find (Fixture    *f,
      const char *name)
{
  return *gp_element_get_id (gp_design_find_child (f->design, gp_design_get_root_id (f->design),
                                                   GP_KIND_TARGET, name));
}

/* Production is given what staging holds; the plan for it is there. */
static void
set_up (Fixture       *f,
        gconstpointer  user_data)
{
  char id[GP_ID_STRING_SIZE];
  g_autofree char *source = NULL;

  f->design = gp_design_new (NULL, "Shop");
  gp_test_add (f->design, GP_KIND_TARGET, gp_design_get_root_id (f->design), "staging");
  gp_test_add (f->design, GP_KIND_TARGET, gp_design_get_root_id (f->design), "production");
  f->staging = find (f, "staging");
  f->production = find (f, "production");
  f->session = GP_SESSION (gp_test_session_new (f->design));
  f->deployment = gp_deployment_new (f->session);
  g_assert_true (gp_deployment_start (f->deployment, &f->production));
  source = g_strconcat ("target:", gp_id_format (&f->staging, id), NULL);
  g_assert_true (gp_deployment_set_source (f->deployment, source));
  gp_test_wait_until (gp_deployment_get_state (f->deployment) == GP_DEPLOYMENT_PLANNED);
}

static void
tear_down (Fixture       *f,
           gconstpointer  user_data)
{
  g_assert_finalize_object (f->deployment);
  g_object_unref (f->session);
  g_object_unref (f->design);
}

static gboolean
is_asked (Fixture    *f,
          const GpId *target)
{
  GpId asked = gp_deployment_get_asked (f->deployment);

  return gp_id_equal (&asked, target);
}

/* Each time anew: it is staging's token that is missing where staging does not answer. */
static void
test_who_is_asked_again (Fixture       *f,
                         gconstpointer  user_data)
{
  g_assert_true (is_asked (f, &f->production));
  gp_deployment_restart (f->deployment);
  g_assert_true (is_asked (f, &f->staging));
  gp_test_wait_until (gp_deployment_get_state (f->deployment) == GP_DEPLOYMENT_PLANNED);
  g_assert_true (is_asked (f, &f->production));
}

/* What is changed in the design meanwhile is not what staging holds. */
static void
test_changes_do_not_plan_another_source (Fixture       *f,
                                         gconstpointer  user_data)
{
  gp_deployment_restart (f->deployment);
  gp_test_add (f->design, GP_KIND_ENTITY, gp_design_get_root_id (f->design), "order");
  gp_test_wait_until (gp_deployment_get_state (f->deployment) == GP_DEPLOYMENT_PLANNED);
  g_assert_false (gp_deployment_is_outdated (f->deployment));

  g_assert_true (gp_deployment_set_source (f->deployment, ""));
  gp_test_wait_until (gp_deployment_get_state (f->deployment) == GP_DEPLOYMENT_PLANNED);
  gp_test_add (f->design, GP_KIND_ENTITY, gp_design_get_root_id (f->design), "invoice");
  g_assert_true (gp_deployment_is_outdated (f->deployment));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add ("/ui/deployment/who-is-asked-again", Fixture, NULL, set_up, test_who_is_asked_again,
              tear_down);
  g_test_add ("/ui/deployment/changes-do-not-plan-another-source", Fixture, NULL, set_up,
              test_changes_do_not_plan_another_source, tear_down);

  return g_test_run ();
}

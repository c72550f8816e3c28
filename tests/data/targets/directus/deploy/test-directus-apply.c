/* test-directus-apply.c — deploying to a Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-apply.h"

#include "gp-directus-plan.h"
#include "gp-target.h"
#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static char *
deploy (GpTestDirectus  *server,
        const char      *changed,
        GError         **error)
{
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPlan) plan = gp_directus_plan (client, "directus:test", design, error);

  g_assert_nonnull (plan);
  if (changed != NULL)
    gp_test_directus_answer (server, "GET /roles", 200, changed, NULL);
  g_assert_false (gp_directus_apply (client, design, plan, NULL, NULL, error));
  return gp_test_directus_dup_asked (server);
}

/* A server that takes everything and does nothing is found out, and put back. */
static void
test_it_is_looked_at (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *asked = deploy (server, NULL, &error);

  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (asked, "POST /collections\nPOST /items/groundplan\n"));
  g_assert_null (strstr (asked, "PATCH /items/groundplan/design"));
}

static void
test_somebody_was_faster (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *asked = deploy (
    server, "{\"data\":[{\"id\":\"r\",\"name\":\"x\",\"parent\":null}]}", &error);

  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_assert_cmpstr (asked, ==, "");
}

/* Nobody knows what was done: nothing more is sent, and the message says how to go on. */
static void
test_the_line_is_cut (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *asked = NULL;

  gp_test_directus_answer (server, "POST /policies", 0, NULL, NULL);
  asked = deploy (server, NULL, &error);
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
  g_assert_nonnull (strstr (error->message, "finish"));
  g_assert_true (g_str_has_suffix (asked, "POST /policies\n"));
}

static void
test_it_is_there (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusState) before = gp_directus_state_read (client, NULL);
  g_autoptr(GpDirectusState) after = NULL;
  g_autoptr(GPtrArray) all = gp_directus_list_left (before, design);
  g_autoptr(GPtrArray) nothing = NULL;

  gp_test_directus_hold (server, design);
  after = gp_directus_state_read (client, NULL);
  nothing = gp_directus_list_left (after, design);
  g_assert_cmpuint (all->len, >, 5);
  g_assert_cmpuint (nothing->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-apply/it-is-looked-at", test_it_is_looked_at);
  g_test_add_func ("/data/directus-apply/somebody-was-faster", test_somebody_was_faster);
  g_test_add_func ("/data/directus-apply/the-line-is-cut", test_the_line_is_cut);
  g_test_add_func ("/data/directus-apply/it-is-there", test_it_is_there);
  return g_test_run ();
}

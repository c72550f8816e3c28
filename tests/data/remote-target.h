/* remote-target.h — what every target over HTTP does, asked of one beside its fake server
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-target.h"
#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

typedef struct
{
  const char     *type;
  GpTarget       *(*open)  (const char *url, const char *token, GError **error);
  GpTestDirectus *(*serve) (void);
  void            (*hold)  (GpTestDirectus *server, GpDesign *design);
} Remote;

static inline void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static inline GpTarget *
open_target (const Remote   *remote,
             GpTestDirectus *server)
{
  return remote->open (gp_test_directus_get_url (server), "token", NULL);
}

static inline void
test_reading (gconstpointer data)
{
  const Remote *remote = data;
  g_autoptr(GpTestDirectus) server = remote->serve ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpTarget) target = open_target (remote, server);
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GpDesign) read = NULL;
  g_autofree char *live = NULL;
  g_autofree char *prefix = NULL;

  remote->hold (server, design);
  prefix = g_strconcat (remote->type, ":http://127.0.0.1:", NULL);
  g_assert_true (g_str_has_prefix (gp_target_get_name (target), prefix));
  g_assert_cmpstr (gp_target_get_capability (target)->type, ==, remote->type);
  gp_target_read_async (target, NULL, done_cb, &answer);
  gp_test_wait_until (answer != NULL);
  read = gp_target_read_finish (target, answer, &live, NULL);
  g_assert_cmpuint (gp_design_count (read, GP_KIND_ENTITY), ==, 2);
  g_assert_cmpuint (strlen (live), ==, 64);
}

static inline void
test_planning_and_verifying (gconstpointer data)
{
  const Remote *remote = data;
  g_autoptr(GpTestDirectus) server = remote->serve ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpTarget) target = open_target (remote, server);
  g_autoptr(GAsyncResult) planned = NULL;
  g_autoptr(GAsyncResult) applied = NULL;
  g_autoptr(GAsyncResult) verified = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GpChangeSet) left = NULL;
  g_autoptr(GpDesign) other = gp_test_directus_design ();
  g_autoptr(GError) error = NULL;

  gp_target_plan_async (target, design, NULL, done_cb, &planned);
  gp_test_wait_until (planned != NULL);
  plan = gp_target_plan_finish (target, planned, NULL);
  g_assert_cmpuint (gp_plan_get_size (plan), ==, 4);
  gp_target_apply_async (target, other, plan, NULL, NULL, NULL, NULL, done_cb, &applied);
  gp_test_wait_until (applied != NULL);
  g_assert_false (gp_target_apply_finish (target, applied, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);

  remote->hold (server, design);
  gp_target_verify_async (target, design, NULL, done_cb, &verified);
  gp_test_wait_until (verified != NULL);
  left = gp_target_verify_finish (target, verified, NULL);
  g_assert_cmpuint (gp_change_set_get_size (left), ==, 0);
}

static inline void
test_addresses (gconstpointer data)
{
  const Remote *remote = data;
  g_autoptr(GError) error = NULL;

  g_assert_null (remote->open ("http://example.org", NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
}

static inline int
remote_run (const Remote *remote)
{
  static const struct
  {
    const char   *name;
    GTestDataFunc run;
  } tests[] = {
    { "reading", test_reading },
    { "planning-and-verifying", test_planning_and_verifying },
    { "addresses", test_addresses },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/data/%s-target/%s", remote->type, tests[i].name);

      g_test_add_data_func (path, remote, tests[i].run);
    }
  return g_test_run ();
}

/* test-run-effects.c — what runs wait for is kept
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend.h"
#include "gp-flow-duration.h"
#include "gp-run-effects.h"
#include "gp-run-store.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
add (GpSqlite        *sqlite,
     gint64           run,
     GpFlowEffectKind kind,
     guint64          number,
     const char      *arguments)
{
  GpFlowEffect effect = { .kind = kind, .number = number, .place = (char *) "a", .attempt = 2,
                          .key = (char *) "r/a", .deadline = GP_FLOW_NEVER };
  g_autoptr(GpExprValue) value = gp_test_value (arguments);
  g_autoptr(GError) error = NULL;

  effect.arguments = value;
  gp_run_effects_add (sqlite, run, &effect, 3, &error);
  g_assert_no_error (error);
}

static void
test_they_come_back (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  GpBackend *backend = gp_backend_open (path, NULL);
  GpSqlite *sqlite = gp_backend_get_sqlite (backend);
  g_auto(GpRunRow) row = { .id = g_strdup ("r"), .flow = gp_id_new (), .name = g_strdup ("main"),
                           .status = g_strdup ("running"), .due = GP_FLOW_NEVER };
  g_autoptr(GPtrArray) calls = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GArray) paid = NULL;
  g_autoptr(GArray) lost = NULL;
  const GpRunEffect *one;

  g_assert_true (gp_run_store_insert (sqlite, &row, NULL, 0, "{}", NULL));
  add (sqlite, row.number, GP_FLOW_EFFECT_HTTP, 1, "{'url': '/x'}");
  add (sqlite, row.number, GP_FLOW_EFFECT_LISTEN, 2, "{'events': ['paid', 'sent']}");
  calls = gp_run_effects_list (sqlite, GP_FLOW_EFFECT_HTTP, NULL);
  g_assert_cmpuint (calls->len, ==, 1);
  one = calls->pdata[0];
  g_assert_cmpint (one->run, ==, row.number);
  g_assert_cmpint (one->since, ==, 3);
  g_assert_cmpuint (one->effect->attempt, ==, 2);
  g_assert_cmpstr (one->effect->key, ==, "r/a");

  /* A run that was broken off keeps it for another try, and nobody makes the call meanwhile. */
  g_assert_true (gp_run_store_set_status (sqlite, row.number, "faulted", 5, NULL));
  none = gp_run_effects_list (sqlite, GP_FLOW_EFFECT_HTTP, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (gp_run_store_set_status (sqlite, row.number, "running", 0, NULL));

  paid = gp_run_effects_list_listening (sqlite, "paid", NULL);
  lost = gp_run_effects_list_listening (sqlite, "lost", NULL);
  g_assert_cmpuint (paid->len, ==, 1);
  g_assert_cmpuint (lost->len, ==, 0);
  gp_run_effects_remove (sqlite, row.number, 1, NULL);
  g_assert_null (gp_run_effects_find (sqlite, row.number, 1, NULL));
  gp_run_effects_remove (sqlite, row.number, 0, NULL);
  all = gp_run_effects_list_run (sqlite, row.number, NULL);
  g_assert_cmpuint (all->len, ==, 0);
  gp_backend_free (backend);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-effects/they-come-back", test_they_come_back);

  return g_test_run ();
}

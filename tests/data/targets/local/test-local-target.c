/* test-local-target.c — deploying to a real local backend through the target
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-local-target.h"

#include "gp-edit.h"
#include "gp-target-factory.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

typedef struct
{
  GAsyncResult *result;
  guint         progress;
} Wait;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  ((Wait *) user_data)->result = g_object_ref (result);
}

static void
progress_cb (guint       done,
             guint       total,
             const char *sentence,
             gpointer    user_data)
{
  g_assert_cmpuint (done, <=, total);
  ((Wait *) user_data)->progress++;
}

static GpDesign *
read_design (GpTarget  *target,
             GError   **error)
{
  Wait wait = { NULL, 0 };
  g_autoptr(GAsyncResult) result = NULL;

  gp_target_read_async (target, NULL, done_cb, &wait);
  gp_test_wait_until (wait.result != NULL);
  result = wait.result;

  return gp_target_read_finish (target, result, NULL, error);
}

static GpPlan *
plan (GpTarget  *target,
      GpDesign  *wanted,
      GError   **error)
{
  Wait wait = { NULL, 0 };
  g_autoptr(GAsyncResult) result = NULL;

  gp_target_plan_async (target, wanted, NULL, done_cb, &wait);
  gp_test_wait_until (wait.result != NULL);
  result = wait.result;

  return gp_target_plan_finish (target, result, error);
}

static gboolean
apply (GpTarget           *target,
       GpDesign           *wanted,
       GpPlan             *made,
       const char *const  *allowed,
       GError            **error)
{
  Wait wait = { NULL, 0 };
  g_autoptr(GAsyncResult) result = NULL;
  gboolean done;

  gp_target_apply_async (target, wanted, made, allowed, progress_cb, &wait, NULL, done_cb, &wait);
  gp_test_wait_until (wait.result != NULL);
  result = wait.result;
  done = gp_target_apply_finish (target, result, error);
  g_assert_true (!done || wait.progress == 2);

  return done;
}

static GpChangeSet *
verify (GpTarget  *target,
        GpDesign  *wanted,
        GError   **error)
{
  Wait wait = { NULL, 0 };
  g_autoptr(GAsyncResult) result = NULL;

  gp_target_verify_async (target, wanted, NULL, done_cb, &wait);
  gp_test_wait_until (wait.result != NULL);
  result = wait.result;

  return gp_target_verify_finish (target, result, error);
}

static GpTarget *
open_target (GpTestRuntime *backend,
             const char    *token)
{
  g_autofree char *text = g_strconcat ("local:", gp_runtime_get_url (backend->runtime), NULL);
  g_autoptr(GError) error = NULL;
  GpTarget *target = gp_target_new_for (NULL, text, token, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (gp_target_get_name (target), ==, text);
  g_assert_true (gp_target_get_capability (target)->keeps_ids);

  return target;
}

static void
test_whole_way (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpTarget) target = open_target (backend, GP_TEST_ADMIN_TOKEN);
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Whole way");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId name = gp_test_add_field (design, &thing, "name", "text");
  const char *allowed[] = { "remove:field:thing.name", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) live = NULL;
  g_autoptr(GpPlan) first = NULL;
  g_autoptr(GpPlan) second = NULL;
  g_autoptr(GpChangeSet) before = NULL;
  g_autoptr(GpChangeSet) after = NULL;

  live = read_design (target, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_design_count (live, GP_KIND_ENTITY), ==, 0);

  first = plan (target, design, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_plan_get_size (first), ==, 1);
  g_assert_cmpstr (gp_plan_get_operation (first, 0)->id, ==, "add:entity:thing");
  g_assert_cmpstr (gp_plan_get_target (first), ==, gp_target_get_name (target));
  before = verify (target, design, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_change_set_get_size (before), >, 0);

  g_assert_true (apply (target, design, first, NULL, &error));
  after = verify (target, design, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_change_set_get_size (after), ==, 0);

  /* The plan is used up, and removing needs consent. */
  g_assert_false (apply (target, design, first, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_clear_error (&error);
  gp_test_remove (design, &name);
  g_assert_false (apply (target, design, first, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_clear_error (&error);
  second = plan (target, design, &error);
  g_assert_no_error (error);
  g_assert_false (apply (target, design, second, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONSENT);
  g_clear_error (&error);
  g_assert_true (apply (target, design, second, allowed, &error));
  g_assert_no_error (error);
}

static void
test_failures (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpTarget) stranger = open_target (backend, "wrong");
  g_autoptr(GpTarget) nobody = open_target (backend, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  Wait wait = { NULL, 0 };

  g_assert_null (read_design (stranger, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN);
  g_clear_error (&error);
  g_assert_null (read_design (nobody, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN);
  g_clear_error (&error);

  gp_target_read_async (nobody, cancellable, done_cb, &wait);
  g_cancellable_cancel (cancellable);
  gp_test_wait_until (wait.result != NULL);
  result = wait.result;
  g_assert_null (gp_target_read_finish (nobody, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  gp_runtime_stop (backend->runtime);
  g_assert_null (read_design (nobody, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
}

static void
test_addresses (void)
{
  static const char *const good[] = {
    "http://127.0.0.1:8090", "http://localhost:1/", "http://[::1]:8090", "https://example.org",
  };
  static const char *const bad[] = {
    "http://example.org", "http://192.168.1.1:8090", "ftp://127.0.0.1", "127.0.0.1:8090", "",
    "http://user:secret@127.0.0.1", "http://127.0.0.1/?x", "http://127.0.0.1/path", "http://",
    "http://127.0.0.1.example.org",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpTarget) target = gp_local_target_new (good[i], NULL, &error);

      g_assert_no_error (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_local_target_new (bad[i], NULL, &error));
      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/local-target/whole-way", test_whole_way);
  g_test_add_func ("/local-target/failures", test_failures);
  g_test_add_func ("/local-target/addresses", test_addresses);

  return g_test_run ();
}

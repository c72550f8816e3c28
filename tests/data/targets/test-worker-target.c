/* test-worker-target.c — duties in threads
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-worker-target.h"

#include "gp-diff.h"
#include "gp-test-design.h"
#include "gp-test.h"

/* What the duties of a test were asked; they run in threads. */
typedef struct
{
  gint   n_busy;       /* atomic: duties that run now */
  gint   n_meetings;   /* atomic: how often one began while another ran */
  guint  n_entities;   /* of the design that was planned */
  gint  *n_freed;
} Place;

static void
begin (Place *place)
{
  if (g_atomic_int_add (&place->n_busy, 1) > 0)
    g_atomic_int_inc (&place->n_meetings);
  g_thread_yield ();
}

static void
end (Place *place)
{
  g_atomic_int_add (&place->n_busy, -1);
}

static GpDesign *
read_live (gpointer       place,
           char         **out_live,
           GCancellable  *cancellable,
           GError       **error)
{
  begin (place);
  *out_live = g_strdup ("f1");
  end (place);
  return gp_design_new (NULL, "Live");
}

static GpPlan *
plan_wanted (gpointer       data,
             GpDesign      *wanted,
             GCancellable  *cancellable,
             GError       **error)
{
  Place *place = data;

  begin (place);
  place->n_entities = gp_design_count (wanted, GP_KIND_ENTITY);
  end (place);
  g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT, "Nobody answers.");
  return NULL;
}

static gboolean
apply_plan (gpointer       place,
            GpDesign      *wanted,
            GpPlan        *plan,
            GpWorkerSay    say,
            gpointer       say_data,
            GCancellable  *cancellable,
            GError       **error)
{
  begin (place);
  say ("One", say_data);
  say ("Two", say_data);
  end (place);
  return TRUE;
}

static GpChangeSet *
verify_wanted (gpointer       place,
               GpDesign      *wanted,
               GCancellable  *cancellable,
               GError       **error)
{
  begin (place);
  end (place);
  return gp_diff (wanted, wanted, GP_DIFF_MEANING);
}

static void
place_free (gpointer data)
{
  Place *place = data;

  g_atomic_int_inc (place->n_freed);
  g_free (place);
}

static GpTarget *
make (Place **out_place,
      gint   *n_freed)
{
  static const GpWorkerDuties duties = { read_live, plan_wanted, apply_plan, verify_wanted,
                                         place_free };
  Place *place = g_new0 (Place, 1);

  place->n_freed = n_freed;
  *out_place = place;
  return gp_worker_target_new (&duties, gp_capability_find ("directus"), "worker:here", place);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      answer)
{
  *(GAsyncResult **) answer = g_object_ref (result);
}

/* The thread that did the last duty may be the last to let go; it tells the test when it has. */
static void
let_go (GpTarget   *target,
        const gint *n_freed)
{
  g_object_unref (target);
  gp_test_wait_until (g_atomic_int_get (n_freed) == 1);
}

static void
test_answers_come_back (void)
{
  Place *place;
  gint n_freed = 0;
  GpTarget *target = make (&place, &n_freed);
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GAsyncResult) verified = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpDesign) wanted = gp_design_new (NULL, "Wanted");
  g_autoptr(GpChangeSet) left = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *live = NULL;

  g_assert_cmpstr (gp_target_get_name (target), ==, "worker:here");
  g_assert_cmpstr (gp_target_get_capability (target)->type, ==, "directus");
  gp_target_read_async (target, NULL, answered_cb, &answer);
  gp_test_wait_until (answer != NULL);
  design = gp_target_read_finish (target, answer, &live, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gp_element_get_name (gp_design_get_root (design)), ==, "Live");
  g_assert_cmpstr (live, ==, "f1");

  gp_target_verify_async (target, wanted, NULL, answered_cb, &verified);
  gp_test_wait_until (verified != NULL);
  left = gp_target_verify_finish (target, verified, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_change_set_get_size (left), ==, 0);

  g_clear_object (&answer);
  g_clear_object (&verified);
  let_go (target, &n_freed);
}

/* The design may change at once, and what goes wrong is told. */
static void
test_designs_are_copies (void)
{
  Place *place;
  gint n_freed = 0;
  GpTarget *target = make (&place, &n_freed);
  g_autoptr(GpDesign) wanted = gp_design_new (NULL, "Wanted");
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GError) error = NULL;

  gp_target_plan_async (target, wanted, NULL, answered_cb, &answer);
  gp_test_add_entity (wanted, "later");
  gp_test_wait_until (answer != NULL);
  g_assert_null (gp_target_plan_finish (target, answer, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
  g_assert_cmpuint (place->n_entities, ==, 0);
  g_clear_object (&answer);
  let_go (target, &n_freed);
}

static void
test_duties_wait_for_each_other (void)
{
  enum { N = 40 };
  Place *place;
  gint n_freed = 0;
  GpTarget *target = make (&place, &n_freed);
  g_autoptr(GpDesign) wanted = gp_design_new (NULL, "Wanted");
  GAsyncResult *answers[N] = { NULL };

  for (guint i = 0; i < N; i++)
    if (i % 2 == 0)
      gp_target_read_async (target, NULL, answered_cb, &answers[i]);
    else
      gp_target_verify_async (target, wanted, NULL, answered_cb, &answers[i]);
  for (guint i = 0; i < N; i++)
    {
      gp_test_wait_until (answers[i] != NULL);
      g_object_unref (answers[i]);
    }
  g_assert_cmpint (g_atomic_int_get (&place->n_meetings), ==, 0);
  let_go (target, &n_freed);
}

typedef struct
{
  GThread *thread;
  GString *said;
} Heard;

static void
hear (guint       done,
      guint       total,
      const char *sentence,
      gpointer    user_data)
{
  Heard *heard = user_data;

  g_assert_true (g_thread_self () == heard->thread);
  g_string_append_printf (heard->said, "%u/%u %s;", done, total, sentence);
}

static GPtrArray *
make_operations (guint n)
{
  GPtrArray *operations = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("operation %u", i);

      g_ptr_array_add (operations, gp_operation_new (id, GP_OPERATION_ADD, GP_KIND_FIELD, NULL,
                                                     "name", "Add name"));
    }
  return operations;
}

static void
test_progress_is_told_where_it_was_asked_for (void)
{
  Place *place;
  gint n_freed = 0;
  GpTarget *target = make (&place, &n_freed);
  g_autoptr(GpDesign) wanted = gp_design_new (NULL, "Wanted");
  g_autoptr(GpDesign) other = gp_design_new (NULL, "Other");
  g_autofree char *hash = gp_design_dup_hash (wanted);
  g_autoptr(GPtrArray) operations = make_operations (3);
  g_autoptr(GpPlan) plan = gp_plan_new ("worker:here", "f1", hash, operations, NULL);
  g_autoptr(GString) said = g_string_new (NULL);
  Heard heard = { g_thread_self (), said };
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GAsyncResult) refused = NULL;
  g_autoptr(GError) error = NULL;

  gp_target_apply_async (target, wanted, plan, NULL, hear, &heard, NULL, answered_cb, &answer);
  gp_test_wait_until (answer != NULL);
  gp_target_apply_finish (target, answer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (said->str, ==, "0/3 One;1/3 Two;3/3 Deployed;");

  gp_test_add_entity (other, "more");
  gp_target_apply_async (target, other, plan, NULL, hear, &heard, NULL, answered_cb, &refused);
  gp_test_wait_until (refused != NULL);
  g_assert_false (gp_target_apply_finish (target, refused, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_clear_object (&answer);
  g_clear_object (&refused);
  let_go (target, &n_freed);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/worker-target/answers-come-back", test_answers_come_back);
  g_test_add_func ("/data/worker-target/designs-are-copies", test_designs_are_copies);
  g_test_add_func ("/data/worker-target/duties-wait-for-each-other",
                   test_duties_wait_for_each_other);
  g_test_add_func ("/data/worker-target/progress-is-told-where-it-was-asked-for",
                   test_progress_is_told_where_it_was_asked_for);
  return g_test_run ();
}

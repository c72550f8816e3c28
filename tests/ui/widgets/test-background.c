/* test-background.c — a worker answers the latest question, and nobody who has gone
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-background.h"
#include "gp-test.h"

typedef struct
{
  GpBackground *background;
  int           next;         /* what is asked; 0 for nothing */
  guint         n_asked;
  guint         n_taken;
  int           taken;
} Owner;

/* A worker waits here, so that a test decides what happens meanwhile. */
static GMutex gate;

static gpointer
ask (gpointer data)
{
  Owner *owner = data;

  owner->n_asked++;
  return owner->next != 0 ? g_memdup2 (&owner->next, sizeof owner->next) : NULL;
}

static gpointer
double_it (gpointer      question,
           GCancellable *cancellable)
{
  int *answer = g_new (int, 1);

  g_mutex_lock (&gate);
  *answer = 2 * *(int *) question;
  g_mutex_unlock (&gate);
  return answer;
}

static void
take (gpointer data,
      gpointer question,
      gpointer answer)
{
  Owner *owner = data;
  g_autofree int *number = answer;

  g_assert_cmpint (*number, ==, 2 * *(int *) question);
  g_assert_false (gp_background_is_busy (owner->background));
  owner->n_taken++;
  owner->taken = *number;
}

static const GpBackgroundWork at_once = {
  .ask = ask, .answer = double_it, .take = take, .question_free = g_free, .answer_free = g_free,
};

static const GpBackgroundWork after_a_pause = {
  .pause_ms = 20,
  .ask = ask, .answer = double_it, .take = take, .question_free = g_free, .answer_free = g_free,
};

static GThread *main_thread;
static int n_freed;      /* answers, by workers; atomic */

static void
free_in_worker (gpointer answer)
{
  g_assert_true (g_thread_self () != main_thread);
  g_free (answer);
  g_atomic_int_inc (&n_freed);
}

static const GpBackgroundWork large = {
  .ask = ask, .answer = double_it, .take = take, .question_free = g_free,
  .answer_free = free_in_worker,
};

/* Whatever is dropped has ended when a later question has been answered. */
static void
settle (void)
{
  Owner owner = { .next = 1 };

  owner.background = gp_background_new (&owner, &at_once);
  gp_background_ask (owner.background);
  gp_test_wait_until (owner.n_taken > 0);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  gp_background_free (owner.background);
}

static void
test_the_latest_question_is_answered (void)
{
  Owner owner = { 0 };

  owner.background = gp_background_new (&owner, &at_once);
  g_mutex_lock (&gate);
  for (owner.next = 1; owner.next < 5; owner.next++)
    gp_background_ask (owner.background);
  g_assert_true (gp_background_is_busy (owner.background));
  g_mutex_unlock (&gate);

  gp_test_wait_until (owner.n_taken > 0);
  settle ();
  g_assert_cmpuint (owner.n_asked, ==, 4);
  g_assert_cmpuint (owner.n_taken, ==, 1);
  g_assert_cmpint (owner.taken, ==, 8);
  gp_background_free (owner.background);
}

static void
test_a_pause_asks_once (void)
{
  Owner owner = { .next = 3 };

  owner.background = gp_background_new (&owner, &after_a_pause);
  for (guint i = 0; i < 5; i++)
    gp_background_ask (owner.background);
  g_assert_true (gp_background_is_busy (owner.background));
  g_assert_cmpuint (owner.n_asked, ==, 0);

  gp_test_wait_until (owner.n_taken > 0);
  g_assert_cmpuint (owner.n_asked, ==, 1);
  g_assert_cmpint (owner.taken, ==, 6);
  gp_background_free (owner.background);
}

static void
test_nothing_to_ask_is_not_answered (void)
{
  Owner owner = { 0 };

  owner.background = gp_background_new (&owner, &at_once);
  gp_background_ask (owner.background);
  g_assert_cmpuint (owner.n_asked, ==, 1);
  g_assert_false (gp_background_is_busy (owner.background));
  settle ();
  g_assert_cmpuint (owner.n_taken, ==, 0);
  gp_background_free (owner.background);
}

static void
test_what_is_stopped_is_dropped (void)
{
  Owner owner = { .next = 1 };

  owner.background = gp_background_new (&owner, &at_once);
  g_mutex_lock (&gate);
  gp_background_ask (owner.background);
  gp_background_stop (owner.background);
  g_assert_false (gp_background_is_busy (owner.background));
  g_mutex_unlock (&gate);
  settle ();
  g_assert_cmpuint (owner.n_taken, ==, 0);
  gp_background_free (owner.background);
}

/* Letting go of a large answer takes as long as making it: the main loop does not do that. */
static void
test_what_comes_too_late_is_freed_by_a_worker (void)
{
  Owner owner = { .next = 1 };
  Owner gone = { .next = 1 };

  main_thread = g_thread_self ();
  owner.background = gp_background_new (&owner, &large);
  gone.background = gp_background_new (&gone, &large);
  g_mutex_lock (&gate);
  gp_background_ask (owner.background);
  gp_background_ask (owner.background);
  gp_background_ask (gone.background);
  g_clear_pointer (&gone.background, gp_background_free);
  g_mutex_unlock (&gate);
  gp_test_wait_until (owner.n_taken > 0 && g_atomic_int_get (&n_freed) == 2);
  gp_background_free (owner.background);
}

static void
test_an_owner_that_has_gone_is_not_told (void)
{
  Owner owner = { .next = 1 };
  Owner waiting = { .next = 1 };

  owner.background = gp_background_new (&owner, &at_once);
  waiting.background = gp_background_new (&waiting, &after_a_pause);
  g_mutex_lock (&gate);
  gp_background_ask (owner.background);
  gp_background_ask (waiting.background);
  g_clear_pointer (&owner.background, gp_background_free);
  g_clear_pointer (&waiting.background, gp_background_free);
  g_mutex_unlock (&gate);
  settle ();
  g_assert_cmpuint (owner.n_taken, ==, 0);
  g_assert_cmpuint (waiting.n_asked, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/ui/background/the-latest-question-is-answered",
                   test_the_latest_question_is_answered);
  g_test_add_func ("/ui/background/a-pause-asks-once", test_a_pause_asks_once);
  g_test_add_func ("/ui/background/nothing-to-ask-is-not-answered",
                   test_nothing_to_ask_is_not_answered);
  g_test_add_func ("/ui/background/what-is-stopped-is-dropped", test_what_is_stopped_is_dropped);
  g_test_add_func ("/ui/background/what-comes-too-late-is-freed-by-a-worker",
                   test_what_comes_too_late_is_freed_by_a_worker);
  g_test_add_func ("/ui/background/an-owner-that-has-gone-is-not-told",
                   test_an_owner_that_has_gone_is_not_told);

  return g_test_run ();
}

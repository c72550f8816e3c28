/* test-deploy-lock.c — who is deploying to a server, as we keep it there
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-deploy-lock.h"

#include <unistd.h>

#include "gp-directus-keep.h"
#include "gp-target.h"
#include "gp-test-directus.h"
#include "gp-test.h"

#define JOURNAL "/items/groundplan/journal"
#define ROW(who) "{\"data\":{\"id\":\"x\",\"value\":\"{\\\"run\\\":\\\"other\\\"," \
                 "\\\"who\\\":\\\"" who "\\\"}\"}}"

static JsonObject *
value_of (const char *json)
{
  g_autoptr(JsonNode) node = json_from_string (json, NULL);

  return json_node_dup_object (node);
}

static GpDeployPending *
pending_of (const char *host,
            gint64      pid,
            gint64      until)
{
  g_autofree char *journal =
    g_strdup_printf ("{\"run\":\"r1\",\"who\":\"ada@far\",\"begun\":\"today\",\"step\":\"Do it\","
                     "\"host\":\"%s\",\"pid\":%" G_GINT64_FORMAT ",\"until\":%" G_GINT64_FORMAT
                     "}", host, pid, until);
  g_autoptr(JsonObject) value = value_of (journal);

  return gp_deploy_pending_new (value);
}

static void
test_reading (void)
{
  g_autoptr(JsonObject) journal = value_of ("{\"run\":\"r1\",\"until\":5}");
  g_autoptr(JsonObject) claim = value_of ("{\"claims\":\"r1\"}");
  g_autoptr(JsonObject) other = value_of ("{\"claims\":\"r0\"}");
  g_autoptr(JsonObject) design = value_of ("{\"design\":\"x\"}");
  g_autoptr(GpDeployPending) pending = gp_deploy_pending_new (journal);
  g_autoptr(GpDeployPending) unknown = gp_deploy_pending_new (NULL);

  gp_deploy_pending_take (pending, "a", claim);
  gp_deploy_pending_take (pending, "b", other);
  gp_deploy_pending_take (pending, "c", design);
  gp_deploy_pending_take (pending, "d", NULL);
  g_assert_cmpuint (pending->n_claims, ==, 1);
  g_assert_cmpuint (pending->claims->len, ==, 2);
  g_assert_false (gp_deploy_pending_is_held (pending));
  g_assert_false (gp_deploy_pending_is_held (unknown));
}

/* Somebody far away is believed until their time is over; here it is known who has ended. */
static void
test_who_holds_it (void)
{
  gint64 soon = g_get_real_time () / G_USEC_PER_SEC + 1000;
  g_autoptr(GpDeployPending) far = pending_of ("far", 1000, soon);
  g_autoptr(GpDeployPending) over = pending_of ("far", 1000, 1000);
  g_autoptr(GpDeployPending) mine = pending_of (g_get_host_name (), getpid (), soon);
  g_autoptr(GpDeployPending) living = pending_of (g_get_host_name (), getppid (), soon);
  g_autoptr(GpDeployPending) dead = pending_of (g_get_host_name (), G_MAXINT32, soon);
  g_autofree char *words = gp_deploy_pending_describe (far);

  g_assert_true (gp_deploy_pending_is_held (far));
  g_assert_false (gp_deploy_pending_is_held (over));
  g_assert_false (gp_deploy_pending_is_held (mine));
  g_assert_true (gp_deploy_pending_is_held (living));
  g_assert_false (gp_deploy_pending_is_held (dead));
  g_assert_nonnull (strstr (words, "ada@far"));
  g_assert_nonnull (strstr (words, "Do it"));
}

/* Another window of this program has the same number; what it has under way is known. */
static void
test_two_windows (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  GpDeployShelf shelf = gp_directus_keep_shelf (client);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) first = gp_deploy_lock_take (&shelf, "hash", NULL, &error);
  g_autoptr(GpDeployPending) pending = gp_deploy_pending_new (first);
  g_autoptr(JsonObject) second = NULL;

  g_assert_no_error (error);
  g_assert_true (gp_deploy_pending_is_held (pending));
  g_assert_null (gp_deploy_lock_take (&shelf, "hash", pending, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_assert_nonnull (strstr (error->message, pending->who));
  g_clear_error (&error);
  gp_deploy_lock_forget (first);
  g_assert_false (gp_deploy_pending_is_held (pending));
  second = gp_deploy_lock_take (&shelf, "hash", pending, &error);
  g_assert_no_error (error);
  gp_deploy_lock_forget (second);
}

/* A row can be made once: who comes second is told so, and nothing of the journal is written. */
static void
test_one_of_two (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  GpDeployShelf shelf = gp_directus_keep_shelf (client);
  g_autoptr(GpDeployPending) left = pending_of ("far", 1000, 1000);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) over = gp_deploy_lock_take (&shelf, "hash", left, &error);
  g_autofree char *asked = gp_test_directus_dup_asked (server);
  g_autofree char *taken = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (asked, ==, "POST /items/groundplan\nPATCH " JOURNAL "\n");
  taken = g_strconcat ("GET /items/groundplan/", json_object_get_string_member (over, "claim"),
                       NULL);
  gp_deploy_lock_forget (over);
  gp_test_directus_answer (server, "POST /items/groundplan", 400, NULL, NULL);
  gp_test_directus_answer (server, taken, 200, ROW ("bo@near"), NULL);
  g_assert_null (gp_deploy_lock_take (&shelf, "hash", left, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_assert_nonnull (strstr (error->message, "bo@near"));
}

/* A server that refuses for a reason of its own says that one, and not that somebody is there. */
static void
test_the_real_cause (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  GpDeployShelf shelf = gp_directus_keep_shelf (client);
  g_autoptr(GError) error = NULL;

  gp_test_directus_answer (server, "POST /items/groundplan", 500,
                           "{\"errors\":[{\"message\":\"The disk is full.\"}]}", NULL);
  g_assert_null (gp_deploy_lock_take (&shelf, "hash", NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "The disk is full."));
}

/* Who was too slow notices at the next step. */
static void
test_taken_over (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  GpDeployShelf shelf = gp_directus_keep_shelf (client);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) journal = gp_deploy_lock_take (&shelf, "hash", NULL, &error);

  g_assert_true (gp_deploy_lock_keep (&shelf, journal, "One", &error));
  gp_test_directus_answer (server, "GET " JOURNAL, 200, ROW ("bo@near"), NULL);
  g_free (gp_test_directus_dup_asked (server));
  g_assert_false (gp_deploy_lock_keep (&shelf, journal, "Two", &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_assert_nonnull (strstr (error->message, "bo@near"));
  g_clear_error (&error);
  g_assert_false (gp_deploy_lock_end (&shelf, journal, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_clear_error (&error);
  gp_deploy_lock_leave (&shelf, journal);
  gp_test_directus_answer (server, "GET " JOURNAL, 403, NULL, NULL);      /* they have ended it */
  g_assert_false (gp_deploy_lock_keep (&shelf, journal, "Two", &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  gp_deploy_lock_leave (&shelf, journal);
  gp_deploy_lock_forget (journal);
  {
    g_autofree char *asked = gp_test_directus_dup_asked (server);

    g_assert_cmpstr (asked, ==, "");
  }
}

/* The row of the lock goes last: until then somebody else is told of it. */
static void
test_the_end (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  GpDeployShelf shelf = gp_directus_keep_shelf (client);
  g_autoptr(GpDeployPending) left = pending_of ("far", 1000, 1000);
  g_autoptr(JsonObject) claim = value_of ("{\"claims\":\"r1\"}");
  g_autoptr(JsonObject) journal = NULL;
  g_autofree char *asked = NULL, *expected = NULL;

  gp_deploy_pending_take (left, "before", claim);
  journal = gp_deploy_lock_take (&shelf, "hash", left, NULL);
  g_free (gp_test_directus_dup_asked (server));
  g_assert_true (gp_deploy_lock_end (&shelf, journal, left, NULL));
  gp_deploy_lock_forget (journal);
  asked = gp_test_directus_dup_asked (server);
  expected = g_strdup_printf ("DELETE /items/groundplan/before\n"
                              "DELETE /items/groundplan/%s\nDELETE " JOURNAL "\n",
                              json_object_get_string_member (journal, "claim"));
  g_assert_cmpstr (asked, ==, expected);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/deploy-lock/reading", test_reading);
  g_test_add_func ("/data/deploy-lock/who-holds-it", test_who_holds_it);
  g_test_add_func ("/data/deploy-lock/two-windows", test_two_windows);
  g_test_add_func ("/data/deploy-lock/one-of-two", test_one_of_two);
  g_test_add_func ("/data/deploy-lock/the-real-cause", test_the_real_cause);
  g_test_add_func ("/data/deploy-lock/taken-over", test_taken_over);
  g_test_add_func ("/data/deploy-lock/the-end", test_the_end);
  return g_test_run ();
}

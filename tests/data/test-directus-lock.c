/* test-directus-lock.c — who is deploying to a Directus, as we keep it there
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-lock.h"

#include <unistd.h>

#include "gp-target.h"
#include "gp-test-directus.h"
#include "gp-test.h"

#define JOURNAL "/items/groundplan/journal"

static JsonArray *
rows_of (const char *journal,
         const char *others)
{
  g_autoptr(JsonObject) value = json_object_new ();
  g_autofree char *list = g_strdup_printf ("[{\"id\":\"journal\"}%s]", others);
  g_autoptr(JsonNode) node = json_from_string (list, NULL);
  JsonArray *rows = json_node_dup_array (node);

  json_object_set_string_member (json_array_get_object_element (rows, 0), "value", journal);
  return rows;
}

static GpDirectusPending *
pending_of (const char *host,
            gint64      pid,
            gint64      until)
{
  g_autofree char *journal =
    g_strdup_printf ("{\"run\":\"r1\",\"who\":\"ada@far\",\"begun\":\"today\",\"step\":\"Do it\","
                     "\"host\":\"%s\",\"pid\":%" G_GINT64_FORMAT ",\"until\":%" G_GINT64_FORMAT
                     "}", host, pid, until);
  g_autoptr(JsonArray) rows = rows_of (journal, "");

  return gp_directus_pending_read (rows);
}

static void
test_reading (void)
{
  g_autoptr(JsonArray) none = json_array_new ();
  g_autoptr(JsonArray) rows = rows_of (
    "{\"run\":\"r1\",\"until\":5}",
    ",{\"id\":\"claim-r1-0\",\"value\":\"{\\\"until\\\":7}\"},{\"id\":\"claim-r2-0\"}");
  g_autoptr(JsonArray) broken = rows_of ("nonsense", "");
  g_autoptr(GpDirectusPending) pending = gp_directus_pending_read (rows);
  g_autoptr(GpDirectusPending) unknown = gp_directus_pending_read (broken);

  g_assert_null (gp_directus_pending_read (none));
  g_assert_cmpuint (pending->n_claims, ==, 1);
  g_assert_false (gp_directus_pending_is_held (pending));
  g_assert_false (gp_directus_pending_is_held (unknown));
}

/* Somebody far away is believed until their time is over; here it is known who has ended. */
static void
test_who_holds_it (void)
{
  gint64 soon = g_get_real_time () / G_USEC_PER_SEC + 1000;
  g_autoptr(GpDirectusPending) far = pending_of ("far", 1000, soon);
  g_autoptr(GpDirectusPending) over = pending_of ("far", 1000, 1000);
  g_autoptr(GpDirectusPending) mine = pending_of (g_get_host_name (), getpid (), soon);
  g_autoptr(GpDirectusPending) living = pending_of (g_get_host_name (), getppid (), soon);
  g_autoptr(GpDirectusPending) dead = pending_of (g_get_host_name (), G_MAXINT32, soon);
  g_autofree char *words = gp_directus_pending_describe (far);

  g_assert_true (gp_directus_pending_is_held (far));
  g_assert_false (gp_directus_pending_is_held (over));
  g_assert_false (gp_directus_pending_is_held (mine));
  g_assert_true (gp_directus_pending_is_held (living));
  g_assert_false (gp_directus_pending_is_held (dead));
  g_assert_nonnull (strstr (words, "ada@far"));
  g_assert_nonnull (strstr (words, "Do it"));
}

/* A row can be made once: who comes second is told so, and nothing of the journal is written. */
static void
test_one_of_two (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GpDirectusPending) left = pending_of ("far", 1000, 1000);
  g_autoptr(GpDirectusPending) held =
    pending_of ("far", 1000, g_get_real_time () / G_USEC_PER_SEC + 1000);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) first = gp_directus_lock_take (client, "hash", NULL, &error);
  g_autoptr(JsonObject) over = gp_directus_lock_take (client, "hash", left, &error);
  g_autofree char *asked = gp_test_directus_dup_asked (server);

  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_nonnull (over);
  g_assert_cmpstr (asked, ==,
                   "POST /items/groundplan\nPOST /items/groundplan\nPATCH " JOURNAL "\n");
  g_assert_null (gp_directus_lock_take (client, "hash", held, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_clear_error (&error);
  gp_test_directus_answer (server, "POST /items/groundplan", 400, NULL, NULL);
  g_assert_null (gp_directus_lock_take (client, "hash", left, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
}

/* Who was too slow notices at the next step. */
static void
test_taken_over (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) journal = gp_directus_lock_take (client, "hash", NULL, &error);

  g_assert_true (gp_directus_lock_keep (client, journal, "One", &error));
  gp_test_directus_answer (server, "GET " JOURNAL, 200,
                           "{\"data\":{\"id\":\"journal\",\"value\":"
                           "\"{\\\"run\\\":\\\"other\\\",\\\"who\\\":\\\"bo@near\\\"}\"}}", NULL);
  g_free (gp_test_directus_dup_asked (server));
  g_assert_false (gp_directus_lock_keep (client, journal, "Two", &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_assert_nonnull (strstr (error->message, "bo@near"));
  gp_directus_lock_leave (client, journal);
  {
    g_autofree char *asked = gp_test_directus_dup_asked (server);

    g_assert_cmpstr (asked, ==, "");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/directus-lock/reading", test_reading);
  g_test_add_func ("/data/directus-lock/who-holds-it", test_who_holds_it);
  g_test_add_func ("/data/directus-lock/one-of-two", test_one_of_two);
  g_test_add_func ("/data/directus-lock/taken-over", test_taken_over);
  return g_test_run ();
}

/* test-event-text.c — nobody hears of what they may not read
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-events.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#include <string.h>

static char *
make_key (GpTestEvents    *self,
          const char *body)
{
  gp_test_assert_call (self->backend, "POST", "/admin/keys", GP_TEST_ADMIN_TOKEN, body, 201);

  return gp_test_member (self->backend, "key");
}

static void
test_rows_and_masks (GpTestEvents       *self,
                     gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = gp_test_events_listen (self, self->ada, "");
  g_autoptr(GDataInputStream) bob = gp_test_events_listen (self, self->bob, "?entity=note");
  g_auto(GpTestHeard) heard = { NULL };
  g_autofree char *id = gp_test_events_create (self, self->ada_id, "open", "wine");
  g_autofree char *subject = g_strdup_printf ("\"subject\":\"%s\"", id);

  gp_test_events_hear (ada, &heard);
  g_assert_cmpstr (heard.type, ==, "groundplan.record.created");
  g_assert_nonnull (strstr (heard.data, subject));
  g_assert_nonnull (strstr (heard.data, "\"secret\":\"wine\""));
  g_assert_nonnull (strstr (heard.data, "\"source\":\"/api/records/note\""));
  gp_test_events_change (self, "PATCH", id, "{\"status\":\"shut\"}", 200);
  gp_test_events_hear (ada, &heard);
  g_assert_cmpstr (heard.type, ==, "groundplan.record.updated");
  g_assert_nonnull (strstr (heard.data, "\"secret\":null"));

  /* It leaves one's sight and comes into the other's. */
  gp_test_events_give (self, id, self->bob_id);
  gp_test_events_assert_hears (bob, "groundplan.record.updated", id);
  gp_test_events_assert_silent (self, ada, self->ada_id);
  gp_test_events_change (self, "DELETE", id, NULL, 204);
  gp_test_events_hear (bob, &heard);
  g_assert_cmpstr (heard.type, ==, "groundplan.record.deleted");
  g_assert_nonnull (strstr (heard.data, subject));
  g_assert_null (strstr (heard.data, "owner"));
  g_assert_null (strstr (heard.data, "wine"));
  gp_test_events_assert_silent (self, ada, self->ada_id);
}

static char *
point_to (GpTestEvents *self,
          const char   *entity,
          const char   *note,
          const char   *more)
{
  g_autofree char *body = g_strdup_printf ("{\"note_id\":\"%s\"%s}", note, more);

  return gp_test_runs_create (self->backend, entity, body);
}

/* What the database changes because another record is deleted is told like any change: to those who
 * may read it, and not to those who may read the other one. */
static void
test_what_goes_along (GpTestEvents  *self,
                      gconstpointer  unused)
{
  g_autofree char *note = gp_test_events_create (self, self->ada_id, "open", "wine");
  g_autofree char *of_ada = g_strdup_printf (",\"owner\":\"%s\"", self->ada_id);
  g_autofree char *of_bob = g_strdup_printf (",\"owner\":\"%s\"", self->bob_id);
  g_autofree char *mine = point_to (self, "line", note, of_ada);
  g_autofree char *his = point_to (self, "line", note, of_bob);
  g_autofree char *hint = point_to (self, "hint", note, "");
  g_autoptr(GDataInputStream) ada = gp_test_events_listen (self, self->ada, "");
  g_autoptr(GDataInputStream) bob = gp_test_events_listen (self, self->bob, "?entity=line,note");
  g_auto(GpTestHeard) heard = { NULL };

  gp_test_events_change (self, "DELETE", note, NULL, 204);
  gp_test_events_assert_hears (ada, "groundplan.record.deleted", mine);
  gp_test_events_hear (ada, &heard);
  g_assert_cmpstr (heard.type, ==, "groundplan.record.updated");
  g_assert_nonnull (strstr (heard.data, hint));
  g_assert_nonnull (strstr (heard.data, "\"note_id\":null"));
  gp_test_events_assert_hears (ada, "groundplan.record.deleted", note);
  gp_test_events_hear (bob, &heard);
  g_assert_cmpstr (heard.type, ==, "groundplan.record.deleted");
  g_assert_nonnull (strstr (heard.data, his));
  g_assert_null (strstr (heard.data, note));
  gp_test_events_assert_silent (self, bob, self->bob_id);
}

static void
test_forbid (GpTestEvents       *self,
             gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = gp_test_events_listen (self, self->ada, "");
  g_autofree char *id = gp_test_events_create (self, self->ada_id, "hidden", "wine");

  gp_test_events_change (self, "PATCH", id, "{\"secret\":\"beer\"}", 200);
  gp_test_events_change (self, "DELETE", id, NULL, 204);
  gp_test_events_assert_silent (self, ada, self->ada_id);
}

/* A record with another key is another one: the old one is told as one that is gone. */
static void
test_another_key (GpTestEvents       *self,
                  gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = gp_test_events_listen (self, self->ada, "");
  g_autofree char *id = gp_test_events_create (self, self->ada_id, "open", "wine");
  static const char other[] = "11111111-1111-4111-8111-111111111111";
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\"}", other);

  gp_test_events_assert_hears (ada, "groundplan.record.created", id);
  gp_test_events_change (self, "PATCH", id, body, 200);
  gp_test_events_assert_hears (ada, "groundplan.record.deleted", id);
  gp_test_events_assert_hears (ada, "groundplan.record.created", other);
}

static void
test_events_are_for_their_roles (GpTestEvents       *self,
                                 gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = gp_test_events_listen (self, self->ada, "");
  g_autoptr(GDataInputStream) bob = gp_test_events_listen (self, self->bob, "");
  g_autoptr(GDataInputStream) all =
    gp_test_events_listen (self, GP_TEST_ADMIN_TOKEN, "?type=audit,paid");

  g_free (gp_test_runs_create (self->backend, "bill", "{\"amount\":7}"));
  gp_test_events_assert_hears (all, "audit", "\"data\":{\"n\":7}");
  gp_test_events_assert_hears (all, "paid", "\"data\":{\"n\":7}");
  gp_test_events_assert_hears (bob, "paid", "\"data\":{\"n\":7}");
  gp_test_events_assert_silent (self, ada, self->ada_id);
}

/* What nobody of a tenant has caused is not for those who have one; a key for some entities hears
 * of those alone. */
static void
test_tenants_and_keys (GpTestEvents       *self,
                       gconstpointer  unused)
{
  g_autofree char *here = make_key (self, "{\"name\":\"a\",\"roles\":[\"desk\"]}");
  g_autofree char *there = make_key (self, "{\"name\":\"b\",\"roles\":[\"desk\"],"
                                           "\"tenant\":\"c1\"}");
  g_autofree char *narrow = make_key (self, "{\"name\":\"c\",\"roles\":[\"desk\"],"
                                            "\"entities\":[\"note\"]}");
  g_autoptr(GDataInputStream) one = gp_test_events_listen (self, here, "?type=paid");
  g_autoptr(GDataInputStream) two = gp_test_events_listen (self, there, "?type=paid");
  g_auto(GpTestHeard) heard = { NULL };

  g_assert_null (gp_test_events_ask (self, narrow, "?type=paid", NULL, 404));
  g_free (gp_test_runs_create (self->backend, "bill", "{\"amount\":7}"));
  gp_test_events_assert_hears (one, "paid", "\"n\":7");
  gp_test_assert_call (self->backend, "GET", "/admin/keys", GP_TEST_ADMIN_TOKEN, NULL, 200);
  for (gint64 i = 0, n = gp_test_count (self->backend, "items"); i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("items.%" G_GINT64_FORMAT ".id", i);
      g_autofree char *id = NULL, *path = NULL;

      gp_test_assert_call (self->backend, "GET", "/admin/keys", GP_TEST_ADMIN_TOKEN, NULL, 200);
      id = gp_test_member (self->backend, place);
      path = g_strconcat ("/admin/keys/", id, NULL);
      gp_test_call (self->backend, "DELETE", path, GP_TEST_ADMIN_TOKEN, NULL);
    }
  g_free (gp_test_runs_create (self->backend, "bill", "{\"amount\":8}"));
  gp_test_events_hear (two, &heard);
  g_assert_cmpstr (heard.type, ==, "end");
}

/* What a record holds makes no event of its own. */
static void
test_content_stays_content (GpTestEvents       *self,
                            gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = gp_test_events_listen (self, self->ada, "");

  g_free (gp_test_events_create (self, self->ada_id, "open",
                                 "a\\r\\n\\r\\nevent: paid\\r\\ndata: {}\\n\\n"));
  gp_test_events_assert_hears (ada, "groundplan.record.created", "event: paid");
  gp_test_events_assert_silent (self, ada, self->ada_id);
}

#define ADD(name, func) \
  g_test_add ("/event-text/" name, GpTestEvents, NULL, gp_test_events_set_up, func, \
              gp_test_events_tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("rows-and-masks", test_rows_and_masks);
  ADD ("forbid", test_forbid);
  ADD ("what-goes-along", test_what_goes_along);
  ADD ("another-key", test_another_key);
  ADD ("events-are-for-their-roles", test_events_are_for_their_roles);
  ADD ("tenants-and-keys", test_tenants_and_keys);
  ADD ("content-stays-content", test_content_stays_content);

  return g_test_run ();
}

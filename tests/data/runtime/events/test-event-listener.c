/* test-event-listener.c — from where one listens, and until when
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-events.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#include <string.h>

static void
test_going_on (GpTestEvents       *self,
               gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = gp_test_events_listen (self, self->ada, "?entity=note");
  g_autoptr(GDataInputStream) again = NULL;
  g_autoptr(GDataInputStream) bob = NULL;
  g_auto(GpTestHeard) heard = { NULL };
  g_autofree char *first = gp_test_events_create (self, self->ada_id, "open", "1");
  g_autofree char *second = gp_test_events_create (self, self->ada_id, "open", "2");
  g_autofree char *third = gp_test_events_create (self, self->ada_id, "open", "3");

  gp_test_events_hear (ada, &heard);
  gp_test_events_change (self, "PATCH", second, "{\"status\":\"shut\"}", 200);
  gp_test_events_change (self, "DELETE", third, NULL, 204);
  again = gp_test_events_ask (self, self->ada, "?entity=note", heard.id, 200);
  /* As it is now, and what is there no more is told as gone alone. */
  gp_test_events_assert_hears (again, "groundplan.record.created", "\"secret\":null");
  gp_test_events_assert_hears (again, "groundplan.record.updated", second);
  gp_test_events_assert_hears (again, "groundplan.record.deleted", third);
  /* The place of another's event is no more than a place. */
  bob = gp_test_events_ask (self, self->bob, "", heard.id, 200);
  gp_test_events_assert_silent (self, bob, self->bob_id);

  g_assert_null (gp_test_events_ask (self, self->ada, "", self->ada_id, 410));
  g_assert_null (gp_test_events_ask (self, self->ada, "", "0", 410));
  gp_test_runtime_restart (self->backend);
  g_assert_null (gp_test_events_ask (self, self->ada, "", heard.id, 410));
}

static void
test_too_late (GpTestEvents       *self,
               gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = NULL;
  g_auto(GpTestHeard) heard = { NULL };

  self->backend->event_lines = 4;
  gp_test_runtime_restart (self->backend);
  ada = gp_test_events_listen (self, self->ada, "");
  g_free (gp_test_events_create (self, self->ada_id, "open", "1"));
  gp_test_events_hear (ada, &heard);
  for (guint i = 0; i < 3; i++)
    g_free (gp_test_events_create (self, self->bob_id, "open", "2"));
  g_clear_object (&ada);
  ada = gp_test_events_ask (self, self->ada, "", heard.id, 200);
  g_free (gp_test_events_create (self, self->bob_id, "open", "3"));
  g_assert_null (gp_test_events_ask (self, self->ada, "", heard.id, 410));
}

static void
test_a_revoked_token_ends_it (GpTestEvents       *self,
                              gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = gp_test_events_listen (self, self->ada, "");
  g_auto(GpTestHeard) heard = { NULL };

  gp_test_assert_call (self->backend, "POST", "/api/auth/logout", self->ada, NULL, 204);
  g_free (gp_test_events_create (self, self->ada_id, "open", "wine"));
  gp_test_events_hear (ada, &heard);
  g_assert_cmpstr (heard.type, ==, "end");
  g_assert_nonnull (strstr (heard.data, "\"status\":401"));
  gp_test_events_hear (ada, &heard);
  g_assert_null (heard.type);
}

/* Also where nothing happens. */
static void
test_beats (GpTestEvents       *self,
            gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = NULL;
  g_auto(GpTestHeard) heard = { NULL };

  self->backend->event_beat = 20;
  gp_test_runtime_restart (self->backend);
  ada = gp_test_events_listen (self, self->ada, "");
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (ada, NULL, NULL, NULL);

      g_assert_cmpstr (line, ==, i % 2 == 0 ? ":" : "");
    }
  gp_test_assert_call (self->backend, "POST", "/api/auth/logout", self->ada, NULL, 204);
  gp_test_events_hear (ada, &heard);
  g_assert_cmpstr (heard.type, ==, "end");
}

/* A role that is taken away takes its events along. */
static void
test_roles_are_those_of_now (GpTestEvents       *self,
                             gconstpointer  unused)
{
  g_autoptr(GDataInputStream) bob = gp_test_events_listen (self, self->bob, "");
  g_autofree char *path = g_strdup_printf ("/admin/users/%s/roles", self->bob_id);

  g_free (gp_test_runs_create (self->backend, "bill", "{\"amount\":7}"));
  gp_test_events_assert_hears (bob, "paid", "\"n\":7");
  gp_test_assert_call (self->backend, "PUT", path, GP_TEST_ADMIN_TOKEN, "{\"roles\":[]}", 200);
  g_free (gp_test_runs_create (self->backend, "bill", "{\"amount\":8}"));
  g_free (gp_test_runs_await (self->backend, "main", "completed", 2));
  gp_test_events_assert_silent (self, bob, self->bob_id);
}

static void
test_a_slow_reader_is_cut_off (GpTestEvents       *self,
                               gconstpointer  unused)
{
  const guint n_changes = 80, size = 250000;
  g_autofree char *large = g_strnfill (size, 'x');
  g_autofree char *body = g_strdup_printf ("{\"secret\":\"%s\"}", large);
  g_autoptr(GDataInputStream) ada = NULL;
  g_autofree char *id = gp_test_events_create (self, self->ada_id, "open", "wine");
  char buffer[65536];
  gsize total = 0;
  gssize n;

  self->backend->event_lines = 8;
  gp_test_runtime_restart (self->backend);
  ada = gp_test_events_listen (self, self->ada, "");
  for (guint i = 0; i < n_changes; i++)
    gp_test_events_change (self, "PATCH", id, body, 200);
  while ((n = g_input_stream_read (G_INPUT_STREAM (ada), buffer, sizeof buffer, NULL, NULL)) > 0)
    total += (gsize) n;
  g_assert_cmpuint (total, <, (gsize) n_changes * size);
}

/* More goes along with one record than is kept at all. */
static void
test_too_much_goes_along (GpTestEvents  *self,
                          gconstpointer  unused)
{
  g_autofree char *note = gp_test_events_create (self, self->ada_id, "open", "wine");
  g_autofree char *line = g_strdup_printf ("{\"owner\":\"\",\"note_id\":\"%s\"}", note);
  g_autoptr(GDataInputStream) ada = NULL;
  g_auto(GpTestHeard) heard = { NULL };

  for (guint i = 0; i < 5; i++)
    g_free (gp_test_runs_create (self->backend, "line", line));
  self->backend->event_lines = 4;
  gp_test_runtime_restart (self->backend);
  ada = gp_test_events_listen (self, self->ada, "");
  gp_test_events_change (self, "DELETE", note, NULL, 204);
  gp_test_events_hear (ada, &heard);
  g_assert_null (heard.type);
}

#define ADD(name, func) \
  g_test_add ("/event-listener/" name, GpTestEvents, NULL, gp_test_events_set_up, func, \
              gp_test_events_tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("going-on", test_going_on);
  ADD ("too-late", test_too_late);
  ADD ("a-revoked-token-ends-it", test_a_revoked_token_ends_it);
  ADD ("beats", test_beats);
  ADD ("roles-are-those-of-now", test_roles_are_those_of_now);
  ADD ("a-slow-reader-is-cut-off", test_a_slow_reader_is_cut_off);
  ADD ("too-much-goes-along", test_too_much_goes_along);

  return g_test_run ();
}

/* test-event-stream.c — who may listen, and how many
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-events.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#include <string.h>

static void
test_who_may_hear_nothing_may_not_listen (GpTestEvents       *self,
                                          gconstpointer  unused)
{
  g_assert_null (gp_test_events_ask (self, NULL, "", NULL, 401));
  g_assert_null (gp_test_events_ask (self, "gpt_odd", "", NULL, 401));
  g_assert_null (gp_test_events_ask (self, self->ada, "?entity=bill", NULL, 403));
  g_assert_null (gp_test_events_ask (self, self->ada, "?entity=odd", NULL, 404));
  g_assert_null (gp_test_events_ask (self, self->ada, "?type=paid", NULL, 404));
  g_assert_null (gp_test_events_ask (self, self->bob, "?type=audit", NULL, 404));
  g_assert_null (gp_test_events_ask (self, self->bob, "?type=odd", NULL, 404));
  g_assert_null (gp_test_events_ask (self, self->bob, "?odd=1", NULL, 400));
  g_assert_null (gp_test_events_ask (self, NULL, "?entity=note", NULL, 401));
}

static void
test_what_is_taken_back_is_not_told (GpTestEvents       *self,
                                     gconstpointer  unused)
{
  g_autoptr(GDataInputStream) ada = gp_test_events_listen (self, self->ada, "");
  g_autofree char *id = gp_test_events_create (self, self->ada_id, "open", "wine");
  g_autofree char *batch = g_strdup_printf (
    "{\"operations\":[{\"action\":\"delete\",\"id\":\"%s\"},{\"action\":\"update\",\"id\":"
    "\"11111111-1111-4111-8111-111111111111\",\"record\":{\"status\":\"x\"}}]}", id);

  gp_test_events_assert_hears (ada, "groundplan.record.created", id);
  gp_test_assert_call (self->backend, "POST", "/api/records/note:batch", GP_TEST_ADMIN_TOKEN, batch,
                       404);
  gp_test_events_change (self, "PATCH", id, "{\"secret\":\"no\"}", 409);
  gp_test_events_assert_silent (self, ada, self->ada_id);
}

static void
test_not_too_many (GpTestEvents       *self,
                   gconstpointer  unused)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 10; i++)
    g_ptr_array_add (all, gp_test_events_listen (self, self->ada, ""));
  g_assert_null (gp_test_events_ask (self, self->ada, "", NULL, 429));
  g_ptr_array_add (all, gp_test_events_listen (self, self->bob, ""));
}

/* Each key by itself, wherever it is used. */
static void
test_keys_count_alone (GpTestEvents  *self,
                       gconstpointer  unused)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint k = 0; k < 2; k++)
    {
      g_autofree char *key = NULL;

      gp_test_assert_call (self->backend, "POST", "/admin/keys", GP_TEST_ADMIN_TOKEN,
                           "{\"name\": \"k\", \"roles\": [\"desk\"]}", 201);
      key = gp_test_member (self->backend, "key");
      for (guint i = 0; i < 10; i++)
        g_ptr_array_add (all, gp_test_events_listen (self, key, ""));
      g_assert_null (gp_test_events_ask (self, key, "", NULL, 429));
    }
}

#define ADD(name, func) \
  g_test_add ("/event-stream/" name, GpTestEvents, NULL, gp_test_events_set_up, func, \
              gp_test_events_tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("who-may-hear-nothing-may-not-listen", test_who_may_hear_nothing_may_not_listen);
  ADD ("what-is-taken-back-is-not-told", test_what_is_taken_back_is_not_told);
  ADD ("not-too-many", test_not_too_many);
  ADD ("keys-count-alone", test_keys_count_alone);

  return g_test_run ();
}

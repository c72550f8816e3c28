/* test-record-trail.c — every change of an audited record has its line, and no other
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-record-trail.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

#define A "00000000-0000-4000-8000-00000000000a"
#define V "00000000-0000-4000-8000-0000000000b1"
#define M "00000000-0000-4000-8000-0000000000c1"
#define N "00000000-0000-4000-8000-0000000000d1"
#define B "00000000-0000-4000-8000-00000000000b"

/* Visits go with their patient, and memos forget their visit; a secret pin, and boxes without a
 * trail. A flow started by hand makes a patient.
 *
 * Notes forget their patient and go with their visit, tags with their note, marks, which have no
 * key, with either of both; the key of a seat is its patient's, which follows it; nodes go with the
 * node above them. */
typedef struct
{
  GpTestRuntime *backend;
  char          *ada;
  char          *key;
} Fixture;

static GpId
add_audited (GpDesign   *design,
             const char *name,
             const GpId *role)
{
  GpId entity = gp_test_add_entity (design, name);

  gp_test_set_bool (design, &entity, GP_ENTITY_AUDIT, TRUE);
  gp_test_allow (design, &entity, role, "create read update delete");

  return entity;
}

static GpId
add_reference (GpDesign   *design,
               const GpId *entity,
               const char *name,
               const GpId *target,
               const char *on_delete)
{
  GpId field = gp_test_add_field (design, entity, name, "reference");

  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, target);
  gp_test_set_text (design, &field, GP_FIELD_ON_DELETE, on_delete);
  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);

  return field;
}

static void
add_followers (GpDesign   *design,
               const GpId *patient,
               const GpId *visit,
               const GpId *role)
{
  GpId note = add_audited (design, "note", role);
  GpId tag = add_audited (design, "tag", role);
  GpId mark = add_audited (design, "mark", role);
  GpId seat = add_audited (design, "seat", role);
  GpId node = add_audited (design, "node", role);
  GpId key;

  add_reference (design, &note, "patient_id", patient, "set_null");
  add_reference (design, &note, "visit_id", visit, "cascade");
  add_reference (design, &tag, "note_id", &note, "cascade");
  add_reference (design, &mark, "patient_id", patient, "cascade");
  add_reference (design, &mark, "visit_id", visit, "cascade");
  gp_test_set_refs (design, &mark, GP_ENTITY_PRIMARY_KEY, NULL, 0);
  key = add_reference (design, &seat, "patient_id", patient, "cascade");
  gp_test_set_bool (design, &key, GP_FIELD_NULLABLE, FALSE);
  gp_test_set_text (design, &key, GP_FIELD_ON_UPDATE, "cascade");
  gp_test_set_refs (design, &seat, GP_ENTITY_PRIMARY_KEY, &key, 1);
  add_reference (design, &node, "above", &node, "cascade");
}

static void
add_flow (GpDesign   *design,
          const GpId *patient,
          const GpId *role)
{
  const char *const with[] = { "name", "'Flo'", "pin", "'3'" };
  GpId flow = gp_test_add (design, GP_KIND_FLOW, NULL, "admit");
  GpId step = gp_test_add (design, GP_KIND_STEP, &flow, "make");
  GpId start = gp_test_add (design, GP_KIND_TRANSITION, &flow, NULL);

  gp_test_set_text (design, &flow, GP_FLOW_TRIGGER, "manual");
  gp_test_set_text (design, &flow, GP_FLOW_MODE, "sync");
  gp_test_set_refs (design, &flow, GP_FLOW_ROLES, role, 1);
  gp_test_set_text (design, &step, GP_STEP_TYPE, "data_create");
  gp_test_set_ref (design, &step, GP_STEP_ENTITY, patient);
  gp_test_set (design, &step, GP_STEP_WITH, gp_value_texts (with, 4));
  gp_test_set_ref (design, &start, GP_TRANSITION_TO, &step);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Trail");
  GpId role = gp_test_add (design, GP_KIND_ROLE, NULL, "member");
  GpId patient = add_audited (design, "patient", &role);
  GpId visit = add_audited (design, "visit", &role);
  GpId memo = add_audited (design, "memo", &role);
  GpId box = gp_test_add_entity (design, "box");
  GpId field;

  gp_test_add_field (design, &patient, "name", "text");
  field = gp_test_add_field (design, &patient, "pin", "text");
  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_text (design, &field, GP_FIELD_SENSITIVE, "secret");
  add_reference (design, &visit, "patient_id", &patient, "cascade");
  add_reference (design, &memo, "visit_id", &visit, "set_null");
  gp_test_add_field (design, &box, "name", "text");
  add_followers (design, &patient, &visit, &role);
  add_flow (design, &patient, &role);

  self->backend = gp_test_runtime_new ();
  gp_test_deploy (self->backend, design);
  self->ada = gp_test_sign_up (self->backend, "ada@example.org", "member");
  gp_test_assert_call (self->backend, "POST", "/admin/keys", GP_TEST_ADMIN_TOKEN,
                       "{\"name\": \"k\", \"roles\": [\"member\"]}", 201);
  self->key = gp_test_member (self->backend, "key");
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gp_test_runtime_free (self->backend);
  g_free (self->ada);
  g_free (self->key);
}

/* The line @i of the newest, "entity change by old new". */
static void
assert_line (Fixture    *self,
             guint       i,
             const char *expected)
{
  static const char *const members[] = { "entity", "change", "by", "old", "new" };
  g_autoptr(GString) line = g_string_new (NULL);

  gp_test_assert_call (self->backend, "GET", "/admin/trail", GP_TEST_ADMIN_TOKEN, NULL, 200);
  for (gsize j = 0; j < G_N_ELEMENTS (members); j++)
    {
      g_autofree char *path = g_strdup_printf ("items.%u.%s", i, members[j]);
      g_autofree char *text = gp_test_member (self->backend, path);

      g_string_append_printf (line, "%s%s", j > 0 ? " " : "", text);
    }
  g_assert_cmpstr (line->str, ==, expected);
}

static void
assert_count (Fixture *self,
              gint64   n)
{
  gp_test_assert_call (self->backend, "GET", "/admin/trail", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, n);
}

static void
add_patient (Fixture *self)
{
  gp_test_assert_call (self->backend, "POST", "/api/records/patient", self->ada,
                       "{\"id\": \"" A "\", \"name\": \"Ana\", \"pin\": \"1\"}", 201);
}

static void
test_who_and_what (Fixture       *self,
                   gconstpointer  unused)
{
  g_autofree char *who = NULL, *me = NULL;

  add_patient (self);
  assert_line (self, 0, "patient created user null {\"id\":\"" A "\",\"name\":\"Ana\"}");
  who = gp_test_member (self->backend, "items.0.who");
  gp_test_assert_call (self->backend, "GET", "/api/auth/me", self->ada, NULL, 200);
  me = gp_test_member (self->backend, "id");
  g_assert_cmpstr (who, ==, me);

  gp_test_assert_call (self->backend, "PATCH", "/api/records/patient/" A, self->key,
                       "{\"name\": \"Ann\"}", 200);
  assert_line (self, 0, "patient updated key {\"name\":\"Ana\"} {\"name\":\"Ann\"}");
  gp_test_assert_call (self->backend, "PATCH", "/api/records/patient/" A, GP_TEST_ADMIN_TOKEN,
                       "{\"name\": \"Amy\"}", 200);
  assert_line (self, 0, "patient updated admin {\"name\":\"Ann\"} {\"name\":\"Amy\"}");
  gp_test_assert_call (self->backend, "POST", "/api/runs", self->ada, "{\"flow\": \"admit\"}", 200);
  gp_test_assert_call (self->backend, "GET", "/admin/trail?limit=1", GP_TEST_ADMIN_TOKEN, NULL,
                       200);
  g_assert_nonnull (strstr (self->backend->body, "\"flow\":true"));
  g_assert_nonnull (strstr (self->backend->body, "\"name\":\"Flo\""));
  g_assert_nonnull (strstr (self->backend->body, "\"by\":\"user\""));
  gp_test_assert_call (self->backend, "POST", "/api/runs", self->key, "{\"flow\": \"admit\"}", 200);
  gp_test_assert_call (self->backend, "GET", "/admin/trail?limit=1", GP_TEST_ADMIN_TOKEN, NULL,
                       200);
  g_assert_nonnull (strstr (self->backend->body, "\"by\":\"key\""));
  g_assert_nonnull (strstr (self->backend->body, "\"flow\":true"));
}

/* A line for each change that was, in the transaction of that change. */
static void
test_nothing_else (Fixture       *self,
                   gconstpointer  unused)
{
  add_patient (self);
  gp_test_assert_call (self->backend, "PATCH", "/api/records/patient/" A, self->ada,
                       "{\"name\": \"Ana\", \"pin\": \"1\"}", 200);
  gp_test_assert_call (self->backend, "POST", "/api/records/box", GP_TEST_ADMIN_TOKEN,
                       "{\"name\": \"b\"}", 201);
  gp_test_assert_call (self->backend, "POST", "/api/records/patient:batch", self->ada,
                       "{\"operations\": [{\"action\": \"create\", \"record\": {\"name\": \"B\"}},"
                       " {\"action\": \"delete\", \"id\": \"" V "\"}]}", 404);
  assert_count (self, 1);
}

static void
test_a_secret (Fixture       *self,
               gconstpointer  unused)
{
  add_patient (self);
  gp_test_assert_call (self->backend, "PATCH", "/api/records/patient/" A, self->ada,
                       "{\"name\": \"Ana\", \"pin\": \"2\"}", 200);
  assert_count (self, 2);
  assert_line (self, 0, "patient updated user {\"pin\":null} {\"pin\":null}");
}

/* What the database changes by itself has its lines, too. */
static void
test_what_goes_along (Fixture       *self,
                      gconstpointer  unused)
{
  add_patient (self);
  gp_test_assert_call (self->backend, "POST", "/api/records/visit", self->ada,
                       "{\"id\": \"" V "\", \"patient_id\": \"" A "\"}", 201);
  gp_test_assert_call (self->backend, "POST", "/api/records/memo", self->ada,
                       "{\"id\": \"" M "\", \"visit_id\": \"" V "\"}", 201);
  gp_test_assert_call (self->backend, "DELETE", "/api/records/patient/" A, self->ada, NULL, 204);
  assert_count (self, 6);
  assert_line (self, 0, "memo updated user {\"visit_id\":\"" V "\"} {\"visit_id\":null}");
  assert_line (self, 1, "visit deleted user {\"id\":\"" V "\",\"patient_id\":\"" A "\"} null");
  assert_line (self, 2, "patient deleted user {\"id\":\"" A "\",\"name\":\"Ana\"} null");
}

static void
add_visit (Fixture *self)
{
  add_patient (self);
  gp_test_assert_call (self->backend, "POST", "/api/records/visit", self->ada,
                       "{\"id\": \"" V "\", \"patient_id\": \"" A "\"}", 201);
}

/* The note is found by its patient, who is forgotten, before it is by its visit. */
static void
test_forgotten_and_deleted (Fixture       *self,
                            gconstpointer  unused)
{
  add_visit (self);
  gp_test_assert_call (self->backend, "POST", "/api/records/note", self->ada,
                       "{\"id\": \"" N "\", \"patient_id\": \"" A "\", \"visit_id\": \"" V
                       "\"}", 201);
  gp_test_assert_call (self->backend, "POST", "/api/records/tag", self->ada,
                       "{\"id\": \"" B "\", \"note_id\": \"" N "\"}", 201);
  gp_test_assert_call (self->backend, "DELETE", "/api/records/patient/" A, self->ada, NULL, 204);
  assert_count (self, 8);
  assert_line (self, 0, "tag deleted user {\"id\":\"" B "\",\"note_id\":\"" N "\"} null");
  assert_line (self, 1, "note deleted user {\"id\":\"" N "\",\"patient_id\":\"" A
                        "\",\"visit_id\":\"" V "\"} null");
}

static void
test_without_key (Fixture       *self,
                  gconstpointer  unused)
{
  add_visit (self);
  gp_test_assert_call (self->backend, "POST", "/api/records/mark", self->ada,
                       "{\"id\": \"" B "\", \"patient_id\": \"" A "\", \"visit_id\": \"" V
                       "\"}", 201);
  gp_test_assert_call (self->backend, "DELETE", "/api/records/patient/" A, self->ada, NULL, 204);
  assert_count (self, 6);
  assert_line (self, 0, "mark deleted user {\"id\":\"" B "\",\"patient_id\":\"" A
                        "\",\"visit_id\":\"" V "\"} null");
}

static void
test_new_key (Fixture       *self,
              gconstpointer  unused)
{
  g_autofree char *record = NULL;

  add_patient (self);
  gp_test_assert_call (self->backend, "POST", "/api/records/seat", self->ada,
                       "{\"id\": \"" V "\", \"patient_id\": \"" A "\"}", 201);
  gp_test_assert_call (self->backend, "PATCH", "/api/records/patient/" A, self->ada,
                       "{\"id\": \"" B "\"}", 200);
  assert_count (self, 4);
  assert_line (self, 0, "seat updated user {\"patient_id\":\"" A "\"} {\"patient_id\":\"" B
                        "\"}");
  record = gp_test_member (self->backend, "items.0.record");
  g_assert_cmpstr (record, ==, B);
  assert_line (self, 1, "patient updated user {\"id\":\"" A "\"} {\"id\":\"" B "\"}");
}

#define NODE   "00000000-0000-4000-8000-%012d"
#define FIRST  "00000000-0000-4000-8000-000000000000"
#define MIDDLE "00000000-0000-4000-8000-000000000900"

static void
assert_last (Fixture    *self,
             const char *number)
{
  g_autofree char *last = NULL;

  gp_test_assert_call (self->backend, "GET", "/admin/trail?limit=1", GP_TEST_ADMIN_TOKEN, NULL,
                       200);
  last = gp_test_member (self->backend, "items.0.number");
  g_assert_cmpstr (last, ==, number);
}

/* As long as the database takes it there are all lines, and else none. */
static void
test_a_long_chain (Fixture       *self,
                   gconstpointer  unused)
{
  g_autofree char *detail = NULL;

  for (int n = 900; n <= 1800; n += 900)
    {
      g_autoptr(GString) nodes = g_string_new ("{\"operations\": [");

      for (int i = n - 900; i < n; i++)
        {
          g_string_append_printf (nodes, "%s{\"action\": \"create\", \"record\": {\"id\": "
                                  "\"" NODE "\"", i % 900 > 0 ? ", " : "", i);
          if (i > 0)
            g_string_append_printf (nodes, ", \"above\": \"" NODE "\"", i - 1);
          g_string_append (nodes, "}}");
        }
      g_string_append (nodes, "]}");
      gp_test_assert_call (self->backend, "POST", "/api/records/node:batch", self->ada, nodes->str,
                           200);
    }
  assert_last (self, "1800");
  gp_test_assert_call (self->backend, "DELETE", "/api/records/node/" FIRST, self->ada, NULL, 409);
  detail = gp_test_member (self->backend, "detail");
  g_assert_nonnull (strstr (detail, "More than 1000 records hang on this one"));
  assert_last (self, "1800");
  gp_test_assert_call (self->backend, "DELETE", "/api/records/node/" MIDDLE, self->ada, NULL, 204);
  assert_last (self, "2700");
}

#define ADD(name, func) \
  g_test_add ("/data/record-trail/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  ADD ("who-and-what", test_who_and_what);
  ADD ("nothing-else", test_nothing_else);
  ADD ("a-secret", test_a_secret);
  ADD ("what-goes-along", test_what_goes_along);
  ADD ("forgotten-and-deleted", test_forgotten_and_deleted);
  ADD ("without-key", test_without_key);
  ADD ("new-key", test_new_key);
  ADD ("a-long-chain", test_a_long_chain);

  return g_test_run ();
}

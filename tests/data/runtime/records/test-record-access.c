/* test-record-access.c — no way around a rule: through lists, filters, sorting, paging, expanding,
 * counting, batches, events, what a write answers, or what errors say (files: test-files.c and
 * test-record-files.c)
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-record-access.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

/* Notes of two people, in files of a cabinet. Owners read their notes; what is secret is seen in
 * open notes only, and pins by nobody. */
typedef struct
{
  GpTestRuntime *backend;
  GpDesign      *design;
  GpId           member;
  GpId           file;
  GpId           note;
  GpId           secret;
  GpId           pin;
  GpId           owner;
  GpId           read;
  char          *ada;
  char          *bob;
  char          *ada_id;
  char          *bob_id;
} Fixture;

static void
set_rule (Fixture    *self,
          const GpId *rule,
          const char *condition,
          const char *check)
{
  if (condition != NULL)
    gp_test_set_text (self->design, rule, GP_RULE_CONDITION, condition);
  if (check != NULL)
    gp_test_set_text (self->design, rule, GP_RULE_CHECK, check);
}

static void
draw (Fixture *self)
{
  GpDesign *design = self->design;
  GpId field, rule;
  GpId fields[2];

  self->member = gp_test_add (design, GP_KIND_ROLE, NULL, "member");
  gp_test_set_text (design, &self->member, GP_ROLE_MEMBERSHIP, "signed_in");
  self->file = gp_test_add_entity (design, "file");
  gp_test_add_field (design, &self->file, "title", "text");
  field = gp_test_add_field (design, &self->file, "keeper", "text");
  self->note = gp_test_add_entity (design, "note");
  self->owner = gp_test_add_field (design, &self->note, "owner", "text");
  gp_test_add_field (design, &self->note, "status", "text");
  self->secret = gp_test_add_field (design, &self->note, "secret", "text");
  gp_test_set_bool (design, &self->secret, GP_FIELD_NULLABLE, TRUE);
  self->pin = gp_test_add_field (design, &self->note, "pin", "text");
  gp_test_set_bool (design, &self->pin, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_bool (design, &self->pin, GP_FIELD_UNIQUE, TRUE);
  field = gp_test_add_field (design, &self->note, "file_id", "reference");
  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, &self->file);
  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);

  rule = gp_test_allow (design, &self->file, &self->member, "read");
  set_rule (self, &rule, "record.keeper == user.id", NULL);
  fields[0] = self->secret;
  fields[1] = self->pin;
  self->read = gp_test_allow (design, &self->note, &self->member, "read");
  set_rule (self, &self->read, "record.owner == user.id", NULL);
  gp_test_set_text (design, &self->read, GP_RULE_FIELDS_MODE, "except");
  gp_test_set_refs (design, &self->read, GP_RULE_FIELDS, fields, 2);
  rule = gp_test_allow (design, &self->note, &self->member, "read");
  set_rule (self, &rule, "record.owner == user.id && record.status == 'open'", NULL);
  gp_test_set_text (design, &rule, GP_RULE_FIELDS_MODE, "only");
  gp_test_set_refs (design, &rule, GP_RULE_FIELDS, &self->secret, 1);
  rule = gp_test_allow (design, &self->note, &self->member, "create update delete");
  set_rule (self, &rule, "record.owner == user.id && record.status != 'locked'",
            "new.owner == user.id");
}

static char *
who_am_i (Fixture    *self,
          const char *token)
{
  gp_test_assert_call (self->backend, "GET", "/api/auth/me", token, NULL, 200);
  return gp_test_member (self->backend, "id");
}

static void
add (Fixture    *self,
     const char *entity,
     const char *format,
     ...) G_GNUC_PRINTF (3, 4);

static void
add (Fixture    *self,
     const char *entity,
     const char *format,
     ...)
{
  g_autofree char *path = g_strdup_printf ("/api/records/%s", entity);
  g_autofree char *body = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);
  gp_test_assert_call (self->backend, "POST", path, GP_TEST_ADMIN_TOKEN, body, 201);
}

#define ID(n) "00000000-0000-4000-8000-0000000000" n

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->backend = gp_test_runtime_new ();
  self->design = gp_design_new (NULL, "Escape");
  draw (self);
  gp_test_deploy (self->backend, self->design);
  self->ada = gp_test_sign_up (self->backend, "ada@example.org", NULL);
  self->bob = gp_test_sign_up (self->backend, "bob@example.org", NULL);
  self->ada_id = who_am_i (self, self->ada);
  self->bob_id = who_am_i (self, self->bob);
  add (self, "file", "{\"id\": \"" ID ("f1") "\", \"title\": \"A\", \"keeper\": \"%s\"}",
       self->ada_id);
  add (self, "file", "{\"id\": \"" ID ("f2") "\", \"title\": \"B\", \"keeper\": \"%s\"}",
       self->bob_id);
  add (self, "note", "{\"id\": \"" ID ("01") "\", \"owner\": \"%s\", \"status\": \"open\","
       " \"secret\": \"s1\", \"pin\": \"p1\", \"file_id\": \"" ID ("f1") "\"}", self->ada_id);
  add (self, "note", "{\"id\": \"" ID ("02") "\", \"owner\": \"%s\", \"status\": \"closed\","
       " \"secret\": \"s2\", \"pin\": \"p2\", \"file_id\": \"" ID ("f2") "\"}", self->ada_id);
  add (self, "note", "{\"id\": \"" ID ("03") "\", \"owner\": \"%s\", \"status\": \"open\","
       " \"secret\": \"s3\", \"pin\": \"p3\", \"file_id\": \"" ID ("f1") "\"}", self->bob_id);
  add (self, "note", "{\"id\": \"" ID ("04") "\", \"owner\": \"%s\", \"status\": \"locked\","
       " \"secret\": \"s4\", \"pin\": \"p4\"}", self->ada_id);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gp_test_runtime_free (self->backend);
  g_object_unref (self->design);
  g_free (self->ada);
  g_free (self->bob);
  g_free (self->ada_id);
  g_free (self->bob_id);
}

static void
assert_filter (Fixture    *self,
               const char *filter,
               guint       status,
               int         count)
{
  g_autofree char *path = gp_test_query ("/api/records/note", "filter", filter, "count", "true",
                                         NULL);
  g_autofree char *counted = NULL;

  g_test_message ("%s", filter);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, status);
  if (status != 200)
    return;
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, count);
  counted = gp_test_member (self->backend, "count");
  g_assert_cmpint (atoi (counted), ==, count);
}

static void
test_lists_and_single_records (Fixture       *self,
                               gconstpointer  unused)
{
  g_autofree char *secret = NULL;
  g_autofree char *masked = NULL;

  gp_test_assert_call (self->backend, "GET", "/api/records/note?count=true", self->ada, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 3);
  g_assert_null (strstr (self->backend->body, "p1"));
  g_assert_null (strstr (self->backend->body, "pin"));
  g_assert_null (strstr (self->backend->body, "s2"));
  g_assert_null (strstr (self->backend->body, "s3"));
  gp_test_assert_call (self->backend, "GET", "/api/records/note/" ID ("01"), self->ada, NULL, 200);
  secret = gp_test_member (self->backend, "secret");
  g_assert_cmpstr (secret, ==, "s1");
  gp_test_assert_call (self->backend, "GET", "/api/records/note/" ID ("02"), self->ada, NULL, 200);
  masked = gp_test_member (self->backend, "secret");
  g_assert_cmpstr (masked, ==, "null");
  gp_test_assert_call (self->backend, "GET", "/api/records/note/" ID ("03"), self->ada, NULL, 404);
  gp_test_assert_call (self->backend, "GET", "/api/records/note/" ID ("01"), NULL, NULL, 404);
  gp_test_assert_call (self->backend, "GET", "/api/records/note", NULL, NULL, 401);
}

/* What is not seen can neither be asked about nor counted. */
static void
test_filters (Fixture       *self,
              gconstpointer  unused)
{
  assert_filter (self, "status == 'open'", 200, 1);
  assert_filter (self, "true || status == 'open'", 200, 3);
  assert_filter (self, "owner != user.id", 200, 0);
  assert_filter (self, "secret == 's1'", 200, 1);
  assert_filter (self, "secret == 's2'", 200, 0);
  assert_filter (self, "secret != 's2'", 200, 1);
  assert_filter (self, "secret == null || secret != null", 200, 1);
  assert_filter (self, "!(secret == 's2') || true", 200, 3);
  assert_filter (self, "pin == 'p1'", 400, 0);
  assert_filter (self, "has(record.pin)", 400, 0);
  assert_filter (self, "record.file.title == 'B'", 400, 0);
  assert_filter (self, "record.file.note.exists(n, n.secret == 's3')", 400, 0);
}

static void
test_fields_and_expand (Fixture       *self,
                        gconstpointer  unused)
{
  g_autofree char *seen = NULL;
  g_autofree char *unseen = NULL;

  gp_test_assert_call (self->backend, "GET", "/api/records/note?fields=pin", self->ada, NULL, 400);
  gp_test_assert_call (self->backend, "GET", "/api/records/note/" ID ("01") "?expand=file_id",
                       self->ada, NULL, 200);
  seen = gp_test_member (self->backend, "file_id.title");
  g_assert_cmpstr (seen, ==, "A");
  gp_test_assert_call (self->backend, "GET", "/api/records/note/" ID ("02") "?expand=file_id",
                       self->ada, NULL, 200);
  unseen = gp_test_member (self->backend, "file_id");
  g_assert_cmpstr (unseen, ==, ID ("f2"));
}

/* To sort by what is hidden, even in some records only, would be to read it. */
static void
test_sort (Fixture       *self,
           gconstpointer  unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *json = NULL;
  g_autofree char *path = NULL;
  gsize length;

  gp_test_assert_call (self->backend, "GET", "/api/records/note?sort=pin", self->ada, NULL, 400);
  /* The secret of the open note comes first; among those that are not seen the key decides, though
   * s4 is more than s2. */
  gp_test_assert_call (self->backend, "GET", "/api/records/note?sort=-secret&limit=2", self->ada,
                       NULL, 200);
  first = gp_test_member (self->backend, "items.0.id");
  second = gp_test_member (self->backend, "items.1.id");
  g_assert_cmpstr (first, ==, ID ("01"));
  g_assert_cmpstr (second, ==, ID ("02"));
  cursor = gp_test_member (self->backend, "next");
  json = (char *) g_base64_decode (cursor, &length);
  g_assert_null (g_strstr_len (json, (gssize) length, "s2"));
  path = gp_test_query ("/api/records/note", "sort", "-secret", "after", cursor, NULL);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 1);
}

/* A cursor goes on within what is seen, and where the key is hidden it is sealed. */
static void
test_paging (Fixture       *self,
             gconstpointer  unused)
{
  g_autofree char *cursor = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sealed = NULL;
  g_autofree char *decoded = NULL;
  g_autofree char *again = NULL;
  g_autofree char *forged = NULL;
  GpId key = *gp_element_get_id (gp_design_find_child (self->design, &self->note, GP_KIND_FIELD,
                                                       "id"));
  GpId hidden[] = { self->secret, self->pin, key };
  gsize length;

  gp_test_assert_call (self->backend, "GET", "/api/records/note?limit=2", self->ada, NULL, 200);
  cursor = gp_test_member (self->backend, "next");
  path = gp_test_query ("/api/records/note", "limit", "2", "after", cursor, NULL);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 1);
  gp_test_assert_call (self->backend, "GET", path, self->bob, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 1);
  g_assert_nonnull (strstr (self->backend->body, self->bob_id));
  g_assert_null (strstr (self->backend->body, self->ada_id));

  gp_test_set_refs (self->design, &self->read, GP_RULE_FIELDS, hidden, 3);
  gp_test_deploy (self->backend, self->design);
  gp_test_assert_call (self->backend, "GET", "/api/records/note?limit=2", self->ada, NULL, 200);
  g_assert_null (strstr (self->backend->body, ID ("02")));
  sealed = gp_test_member (self->backend, "next");
  forged = g_strdup (sealed);
  g_strdelimit (forged, "-_", '+');
  decoded = (char *) g_base64_decode (forged, &length);
  g_assert_null (g_strstr_len (decoded, (gssize) length, "0000"));
  again = gp_test_query ("/api/records/note", "limit", "2", "after", sealed, NULL);
  gp_test_assert_call (self->backend, "GET", again, self->ada, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 1);
}

static void
test_writes (Fixture       *self,
             gconstpointer  unused)
{
  g_autofree char *mine = g_strdup_printf ("{\"owner\": \"%s\", \"status\": \"open\"}",
                                           self->ada_id);
  g_autofree char *theirs = g_strdup_printf ("{\"owner\": \"%s\", \"status\": \"open\"}",
                                             self->bob_id);
  g_autofree char *given_away = g_strdup_printf ("{\"owner\": \"%s\"}", self->bob_id);

  gp_test_assert_call (self->backend, "POST", "/api/records/note", self->ada, mine, 201);
  gp_test_assert_call (self->backend, "POST", "/api/records/note", self->ada, theirs, 403);
  gp_test_assert_call (self->backend, "PATCH", "/api/records/note/" ID ("01"), self->ada,
                       given_away, 403);
  gp_test_assert_call (self->backend, "PATCH", "/api/records/note/" ID ("01"), self->ada,
                       "{\"status\": \"closed\"}", 200);
  gp_test_assert_call (self->backend, "PATCH", "/api/records/note/" ID ("03"), self->ada,
                       "{\"status\": \"closed\"}", 404);
  gp_test_assert_call (self->backend, "PATCH", "/api/records/note/" ID ("04"), self->ada,
                       "{\"status\": \"open\"}", 403);
  gp_test_assert_call (self->backend, "DELETE", "/api/records/note/" ID ("03"), self->ada, NULL,
                       404);
  gp_test_assert_call (self->backend, "DELETE", "/api/records/note/" ID ("04"), self->ada, NULL,
                       403);
  gp_test_assert_call (self->backend, "DELETE", "/api/records/note/" ID ("09"), self->ada, NULL,
                       404);
  gp_test_assert_call (self->backend, "DELETE", "/api/records/note/" ID ("02"), self->ada, NULL,
                       204);
  gp_test_assert_call (self->backend, "GET", "/api/records/note/" ID ("03"), self->bob, NULL, 200);
}

/* All or nothing: what is not allowed undoes what was. */
static void
test_batches (Fixture       *self,
              gconstpointer  unused)
{
  gp_test_assert_call (self->backend, "POST", "/api/records/note:batch", self->ada,
                       "{\"operations\": [{\"action\": \"delete\", \"id\": \"" ID ("01") "\"},"
                       " {\"action\": \"delete\", \"id\": \"" ID ("03") "\"}]}", 404);
  gp_test_assert_call (self->backend, "POST", "/api/records/note:batch", self->ada,
                       "{\"operations\": [{\"action\": \"update\", \"id\": \"" ID ("01") "\","
                       " \"record\": {\"status\": \"closed\"}}, {\"action\": \"update\","
                       " \"id\": \"" ID ("04") "\", \"record\": {\"status\": \"open\"}}]}", 403);
  gp_test_assert_call (self->backend, "GET", "/api/records/note/" ID ("01"), self->ada, NULL, 200);
  g_assert_nonnull (strstr (self->backend->body, "open"));
}

/* That a value is taken is told as far as the record that has it is seen. */
static void
test_errors_tell_nothing (Fixture       *self,
                          gconstpointer  unused)
{
  gp_test_assert_call (self->backend, "PATCH", "/api/records/note/" ID ("01"), self->ada,
                       "{\"pin\": \"p3\"}", 409);
  g_assert_null (strstr (self->backend->body, "pin"));
  gp_test_assert_call (self->backend, "PATCH", "/api/records/note/" ID ("01"),
                       GP_TEST_ADMIN_TOKEN, "{\"pin\": \"p3\"}", 409);
  g_assert_nonnull (strstr (self->backend->body, "pin"));
  gp_test_assert_call (self->backend, "PATCH", "/api/records/note/" ID ("03"), self->ada,
                       "{\"pin\": 1}", 400);
  gp_test_assert_call (self->backend, "PATCH", "/api/records/note/" ID ("09"), self->ada,
                       "{\"pin\": 1}", 400);
}

/* An answer about a record that is not seen is that about one that is not there, byte for byte and
 * header for header, whatever is asked and whoever asks. */
static void
test_unseen_is_as_missing (Fixture       *self,
                           gconstpointer  unused)
{
  static const struct
  {
    const char *method;
    const char *format;     /* of the path, with the id */
    const char *body;
  } cases[] = {
    { "GET", "/api/records/note/%s", NULL },
    { "GET", "/api/records/note/%s?fields=pin", NULL },
    { "GET", "/api/records/note/%s?expand=file_id", NULL },
    { "PATCH", "/api/records/note/%s", "{}" },
    { "PATCH", "/api/records/note/%s", "{\"status\": \"open\"}" },
    { "PATCH", "/api/records/note/%s", "{\"status\": 1}" },
    { "PATCH", "/api/records/note/%s", "{\"pin\": \"p1\"}" },
    { "DELETE", "/api/records/note/%s", NULL },
    { "POST", "/api/records/note/%s/actions/approve", "{}" },
    { "GET", "/api/records/note/%s/files/secret", NULL },
    { "POST", "/api/records/note:batch",
      "{\"operations\": [{\"action\": \"delete\", \"id\": \"%s\"}]}" },
    { "POST", "/api/records/note:batch",
      "{\"operations\": [{\"action\": \"update\", \"id\": \"%s\", \"record\": {}}]}" },
  };
  const char *const ids[] = { ID ("03"), ID ("09") };
  const char *const tokens[] = { self->ada, NULL };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      char *answers[2];

      for (gsize j = 0; j < G_N_ELEMENTS (ids); j++)
        {
          g_autoptr(GString) path = g_string_new (cases[i / 2].format);
          g_autoptr(GString) body = g_string_new (cases[i / 2].body);
          g_autoptr(SoupMessageHeaders) headers = NULL;
          guint status;

          g_string_replace (path, "%s", ids[j], 0);
          g_string_replace (body, "%s", ids[j], 0);
          status = gp_test_send (self->backend, cases[i / 2].method, path->str, tokens[i % 2],
                                 "application/json", cases[i / 2].body != NULL ? body->str : NULL,
                                 body->len, &headers);
          g_assert_null (soup_message_headers_get_one (headers, "ETag"));
          g_assert_null (soup_message_headers_get_one (headers, "Last-Modified"));
          answers[j] = g_strdup_printf ("%u %s", status, self->backend->body);
          g_assert_true (status == 404 || status == 401 || status == 400);
        }
      g_assert_cmpstr (answers[0], ==, answers[1]);
      g_free (answers[0]);
      g_free (answers[1]);
    }
  gp_test_assert_call (self->backend, "GET", "/api/records/note/" ID ("03"), self->bob, NULL, 200);
}

/* What is written comes back as it may be read. */
static void
test_answers_to_writes_are_masked (Fixture       *self,
                                   gconstpointer  unused)
{
  g_autofree char *mine = g_strdup_printf ("{\"owner\": \"%s\", \"status\": \"closed\","
                                           " \"secret\": \"mine\"}", self->ada_id);

  gp_test_assert_call (self->backend, "PATCH", "/api/records/note/" ID ("02"), self->ada,
                       "{\"status\": \"closed\"}", 200);
  g_assert_null (strstr (self->backend->body, "s2"));
  g_assert_null (strstr (self->backend->body, "p2"));
  gp_test_assert_call (self->backend, "POST", "/api/records/note", self->ada, mine, 201);
  g_assert_null (strstr (self->backend->body, "mine"));
  gp_test_assert_call (self->backend, "POST", "/api/records/note:batch", self->ada,
                       "{\"operations\": [{\"action\": \"update\", \"id\": \"" ID ("02") "\","
                       " \"record\": {\"status\": \"closed\"}}]}", 200);
  g_assert_null (strstr (self->backend->body, "s2"));
  g_assert_null (strstr (self->backend->body, "p2"));
}

/* What is kept of all that happens is the administrator's (for events see test-event-text.c). */
static void
test_what_tells_of_all_is_the_admins (Fixture       *self,
                                      gconstpointer  unused)
{
  static const char *const paths[] = {
    "/admin/design", "/admin/users", "/admin/keys", "/admin/flows", "/admin/runs",
    "/admin/runs/1", "/admin/trail",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      gp_test_assert_call (self->backend, "GET", paths[i], self->ada, NULL, 403);
      gp_test_assert_call (self->backend, "GET", paths[i], NULL, NULL, 401);
    }
  gp_test_assert_call (self->backend, "GET", "/metrics", NULL, NULL, 200);
  g_assert_null (strstr (self->backend->body, ID ("01")));
  g_assert_null (strstr (self->backend->body, self->ada_id));
}

/* What a rule sets is not overwritten, and records are written one by one, not inside of others. */
static void
test_what_is_sent_beside_is_not_taken (Fixture       *self,
                                       gconstpointer  unused)
{
  const char *const presets[] = { "owner", "user.id" };
  g_autofree char *theirs = g_strdup_printf ("{\"owner\": \"%s\", \"status\": \"open\"}",
                                             self->bob_id);
  g_autofree char *nested = g_strdup_printf (
    "{\"owner\": \"%s\", \"status\": \"open\", \"file\": {\"title\": \"C\"}}", self->ada_id);
  g_autofree char *inside = g_strdup_printf (
    "{\"owner\": \"%s\", \"status\": \"open\", \"file_id\": {\"title\": \"C\"}}", self->ada_id);
  GpId rule = gp_test_allow (self->design, &self->note, &self->member, "create");
  g_autofree char *owner = NULL;

  gp_test_assert_call (self->backend, "POST", "/api/records/note", self->ada, nested, 400);
  gp_test_assert_call (self->backend, "POST", "/api/records/note", self->ada, inside, 400);
  gp_test_assert_call (self->backend, "GET", "/api/records/file?count=true", GP_TEST_ADMIN_TOKEN,
                       NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 2);

  gp_test_set (self->design, &rule, GP_RULE_PRESETS, gp_value_texts (presets, 2));
  gp_test_deploy (self->backend, self->design);
  if (gp_test_call (self->backend, "POST", "/api/records/note", self->ada, theirs) == 201)
    {
      owner = gp_test_member (self->backend, "owner");
      g_assert_cmpstr (owner, ==, self->ada_id);
    }
  gp_test_assert_call (self->backend, "GET", "/api/records/note?count=true", self->bob, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 1);
}

/* There is one way to each record; headers and other methods are none. */
static void
test_other_methods_tell_nothing (Fixture       *self,
                                 gconstpointer  unused)
{
  static const char *const methods[] = { "HEAD", "OPTIONS", "PUT", "TRACE", "PROPFIND", "get" };
  static const char *const ids[] = { ID ("03"), ID ("09") };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      guint status[2];

      for (gsize j = 0; j < 2; j++)
        {
          g_autofree char *path = g_strconcat ("/api/records/note/", ids[j], NULL);

          status[j] = gp_test_call (self->backend, methods[i], path, self->ada, NULL);
          g_assert_null (strstr (self->backend->body, "s3"));
        }
      g_assert_cmpuint (status[0], ==, status[1]);
      g_assert_cmpuint (status[0], >=, 400);
    }
}

#define ADD(name, func) \
  g_test_add ("/data/record-access/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  ADD ("lists-and-single-records", test_lists_and_single_records);
  ADD ("filters", test_filters);
  ADD ("fields-and-expand", test_fields_and_expand);
  ADD ("sort", test_sort);
  ADD ("paging", test_paging);
  ADD ("writes", test_writes);
  ADD ("batches", test_batches);
  ADD ("errors-tell-nothing", test_errors_tell_nothing);
  ADD ("unseen-is-as-missing", test_unseen_is_as_missing);
  ADD ("answers-to-writes-are-masked", test_answers_to_writes_are_masked);
  ADD ("what-tells-of-all-is-the-admins", test_what_tells_of_all_is_the_admins);
  ADD ("what-is-sent-beside-is-not-taken", test_what_is_sent_beside_is_not_taken);
  ADD ("other-methods-tell-nothing", test_other_methods_tell_nothing);

  return g_test_run ();
}

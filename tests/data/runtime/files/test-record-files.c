/* test-record-files.c — a record's file comes and goes with it, under the rules of its field
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-sqlite.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define BOUNDARY "xYx"

/* Notes have an owner, a scan (a PDF or text of at most 100 bytes) and a photo (of at most 20).
 * Owners see theirs and all of it but, in those that are sealed, the scan; whoever is signed in
 * writes all but photos. */
typedef struct
{
  GpTestRuntime *backend;
  GpDesign      *design;
  GpId           note;
  GpId           scan;
  char          *ada;
  char          *ada_id;
  char          *bob;
} Fixture;

static GpId
allow (Fixture    *self,
       const GpId *role,
       const char *actions,
       const char *condition)
{
  GpId rule = gp_test_allow (self->design, &self->note, role, actions);

  if (condition != NULL)
    gp_test_set_text (self->design, &rule, GP_RULE_CONDITION, condition);
  return rule;
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gp_test_runtime_free (self->backend);
  g_object_unref (self->design);
  g_free (self->ada);
  g_free (self->ada_id);
  g_free (self->bob);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  GpId bucket, member, photo, sealed, part, all, forbid, rule;

  self->backend = gp_test_runtime_new ();
  self->design = gp_design_new (NULL, "Notes");
  bucket = gp_test_add (self->design, GP_KIND_BUCKET, NULL, "papers");
  gp_test_set_int (self->design, &bucket, GP_BUCKET_MAX_SIZE, 100);
  gp_test_set_texts (self->design, &bucket, GP_BUCKET_MEDIA_TYPES, "application/pdf text/*");
  self->note = gp_test_add_entity (self->design, "note");
  gp_test_add_field (self->design, &self->note, "owner", "uuid");
  sealed = gp_test_add_field (self->design, &self->note, "sealed", "boolean");
  self->scan = gp_test_add_field (self->design, &self->note, "scan", "file");
  photo = gp_test_add_field (self->design, &self->note, "photo", "file");
  part = gp_test_add_field (self->design, &self->note, "part_of", "reference");
  all = gp_test_add_field (self->design, &self->note, "all", "file");
  gp_test_set_bool (self->design, &all, GP_FIELD_ARRAY, TRUE);
  gp_test_set_text (self->design, &sealed, GP_FIELD_DEFAULT, "false");
  gp_test_set_bool (self->design, &self->scan, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_ref (self->design, &self->scan, GP_FIELD_BUCKET, &bucket);
  gp_test_set_bool (self->design, &photo, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_int (self->design, &photo, GP_FIELD_LENGTH, 20);
  gp_test_set_bool (self->design, &part, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_ref (self->design, &part, GP_FIELD_REFERENCE, &self->note);
  gp_test_set_text (self->design, &part, GP_FIELD_ON_DELETE, "cascade");

  member = gp_test_add (self->design, GP_KIND_ROLE, NULL, "member");
  gp_test_set_text (self->design, &member, GP_ROLE_MEMBERSHIP, "signed_in");
  allow (self, &member, "read delete", "record.owner == user.id");
  rule = allow (self, &member, "create update", "record.owner == user.id");
  gp_test_set_text (self->design, &rule, GP_RULE_FIELDS_MODE, "except");
  gp_test_set_refs (self->design, &rule, GP_RULE_FIELDS, &photo, 1);
  forbid = allow (self, &member, "read", "record.sealed");
  gp_test_set_text (self->design, &forbid, GP_RULE_EFFECT, "forbid");
  gp_test_set_text (self->design, &forbid, GP_RULE_FIELDS_MODE, "only");
  gp_test_set_refs (self->design, &forbid, GP_RULE_FIELDS, &self->scan, 1);
  gp_test_deploy (self->backend, self->design);
  self->ada = gp_test_sign_up (self->backend, "ada@example.org", NULL);
  gp_test_assert_call (self->backend, "GET", "/api/auth/me", self->ada, NULL, 200);
  self->ada_id = gp_test_member (self->backend, "id");
  self->bob = gp_test_sign_up (self->backend, "bob@example.org", NULL);
}

/* A form: parts of a name, a file name, a type and a content, up to NULL. A part without a file
 * name is a value. Returns the status of the answer. */
static guint
send_form (Fixture    *self,
           const char *method,
           const char *path,
           const char *token,
           ...)
{
  g_autoptr(GString) form = g_string_new (NULL);
  const char *field;
  va_list args;

  va_start (args, token);
  while ((field = va_arg (args, const char *)) != NULL)
    {
      const char *name = va_arg (args, const char *);
      const char *type = va_arg (args, const char *);
      const char *content = va_arg (args, const char *);

      g_string_append_printf (form, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"",
                              field);
      if (name != NULL)
        g_string_append_printf (form, "; filename=\"%s\"", name);
      if (type != NULL)
        g_string_append_printf (form, "\r\nContent-Type: %s", type);
      g_string_append_printf (form, "\r\n\r\n%s\r\n", content);
    }
  va_end (args);
  g_string_append (form, "--" BOUNDARY "--\r\n");

  return gp_test_send (self->backend, method, path, token,
                       "multipart/form-data; boundary=" BOUNDARY, form->str, form->len, NULL);
}

/* (transfer full): the address of a new note of Ada's with a scan. */
static char *
add (Fixture    *self,
     const char *members,
     const char *content)
{
  g_autofree char *record = g_strdup_printf ("{\"owner\": \"%s\"%s}", self->ada_id, members);
  g_autofree char *id = NULL;

  g_assert_cmpuint (send_form (self, "POST", "/api/records/note", self->ada, "record", NULL,
                               "application/json", record, "scan", "a.txt", "text/plain", content,
                               NULL), ==, 201);
  id = gp_test_member (self->backend, "id");
  g_assert_nonnull (id);
  return g_strconcat ("/api/records/note/", id, NULL);
}

static char *
file_of (const char *note)
{
  return g_strconcat (note, "/files/scan", NULL);
}

/* What lies in the file of the backend, whoever asks. */
static void
assert_stored (Fixture *self,
               gint64   n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqlite) sqlite = gp_sqlite_open (self->backend->data, GP_SQLITE_READ_WRITE, &error);
  gint64 stored = -1;

  g_assert_no_error (error);
  gp_sqlite_query_int (sqlite, "SELECT count (*) FROM _gp_file", &stored, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored, ==, n);
}

static void
test_comes_and_goes_with_its_record (Fixture       *self,
                                     gconstpointer  unused)
{
  g_autofree char *note = add (self, "", "first");
  g_autofree char *path = file_of (note);
  g_autofree char *expand = g_strconcat (note, "?expand=scan", NULL);
  g_autofree char *name = NULL, *size = NULL, *gone = NULL, *part = NULL, *owner = NULL;
  SoupMessageHeaders *headers = NULL;

  g_assert_cmpuint (gp_test_send (self->backend, "GET", path, self->ada, NULL, NULL, 0, &headers),
                    ==, 200);
  g_assert_cmpstr (self->backend->body, ==, "first");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Type"), ==, "text/plain");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Disposition"), ==,
                   "attachment; filename*=UTF-8''a.txt");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Accept-Ranges"), ==, "bytes");
  soup_message_headers_unref (headers);
  gp_test_assert_call (self->backend, "GET", expand, self->ada, NULL, 200);
  name = gp_test_member (self->backend, "scan.name");
  size = gp_test_member (self->backend, "scan.size");
  owner = gp_test_member (self->backend, "scan.owner");
  g_assert_cmpstr (name, ==, "a.txt");
  g_assert_cmpstr (size, ==, "5");
  g_assert_cmpstr (owner, ==, self->ada_id);

  g_assert_cmpuint (send_form (self, "PATCH", note, self->ada, "scan", "b.pdf", "application/pdf",
                               "%PDF-2", NULL), ==, 200);
  assert_stored (self, 1);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 200);
  g_assert_cmpstr (self->backend->body, ==, "%PDF-2");

  gp_test_assert_call (self->backend, "PATCH", note, self->ada, "{\"scan\": null}", 200);
  gone = gp_test_member (self->backend, "scan");
  g_assert_cmpstr (gone, ==, "null");
  assert_stored (self, 0);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 404);

  /* With the record, and with one that it goes along with. */
  part = g_strdup_printf (", \"part_of\": \"%s\"", strrchr (note, '/') + 1);
  g_free (add (self, part, "part"));
  g_free (add (self, part, "other part"));
  assert_stored (self, 2);
  gp_test_assert_call (self->backend, "DELETE", note, self->ada, NULL, 204);
  assert_stored (self, 0);
}

/* Nobody gets a file who does not see the field in that record; nor what else there is. */
static void
test_is_under_the_rules_of_its_field (Fixture       *self,
                                      gconstpointer  unused)
{
  g_autofree char *note = add (self, "", "open");
  g_autofree char *sealed = add (self, ", \"sealed\": true", "secret");
  g_autofree char *path = file_of (note);
  g_autofree char *hidden = file_of (sealed);
  g_autofree char *other = g_strconcat (note, "/files/photo", NULL);
  g_autofree char *text = g_strconcat (note, "/files/owner", NULL);
  const char *nowhere = "/api/records/note/00000000-0000-4000-8000-000000000001/files/scan";
  const char *const unseen[] = { hidden, other, text, nowhere };
  g_autofree char *scan = NULL, *answer = NULL;

  gp_test_assert_call (self->backend, "GET", nowhere, self->bob, NULL, 404);
  answer = g_strdup (self->backend->body);
  gp_test_assert_call (self->backend, "GET", path, self->bob, NULL, 404);
  g_assert_cmpstr (self->backend->body, ==, answer);
  gp_test_assert_call (self->backend, "GET", path, NULL, NULL, 404);
  for (gsize i = 0; i < G_N_ELEMENTS (unseen); i++)
    {
      gp_test_assert_call (self->backend, "GET", unseen[i], self->ada, NULL, 404);
      g_assert_cmpstr (self->backend->body, ==, answer);
    }
  gp_test_assert_call (self->backend, "GET", hidden, GP_TEST_ADMIN_TOKEN, NULL, 200);

  /* The id of a file is no way to it, nor is another record's. */
  gp_test_assert_call (self->backend, "GET", note, self->ada, NULL, 200);
  scan = gp_test_member (self->backend, "scan");
  {
    g_autofree char *bucket = g_strconcat ("/api/files/papers/", scan, NULL);
    g_autofree char *steal = g_strdup_printf ("{\"owner\": \"%s\", \"scan\": \"%s\"}",
                                              self->ada_id, scan);

    gp_test_assert_call (self->backend, "GET", bucket, GP_TEST_ADMIN_TOKEN, NULL, 404);
    gp_test_assert_call (self->backend, "POST", "/api/records/note", self->ada, steal, 400);
  }
  gp_test_assert_call (self->backend, "GET",
                       "/api/records/note?filter=scan%20!=%20null&expand=scan", self->ada, NULL,
                       200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 1);
}

/* What cannot be written leaves neither record nor file, whatever it is that stands against it. */
static void
test_nothing_is_left_of_what_fails (Fixture       *self,
                                    gconstpointer  unused)
{
  g_autofree char *note = add (self, "", "stays");
  g_autofree char *mine = g_strdup_printf ("{\"owner\": \"%s\"}", self->ada_id);
  const char *notes = "/api/records/note";

#define SEND(token, json, field, name, type, content) \
  send_form (self, "POST", notes, token, "record", NULL, NULL, json, field, name, type, \
             content, NULL)
  g_assert_cmpuint (SEND (self->bob, mine, "scan", "a.txt", "text/plain", "a"), ==, 403);
  g_assert_cmpuint (SEND (NULL, mine, "scan", "a.txt", "text/plain", "a"), ==, 401);
  g_assert_cmpuint (SEND (self->ada, mine, "photo", "a.png", "text/plain", "a"), ==, 403);
  g_assert_cmpuint (SEND (self->ada, "{}", "scan", "a.txt", "text/plain", "a"), ==, 403);
  g_assert_cmpuint (SEND (self->ada, mine, "owner", "a.txt", "text/plain", "a"), ==, 400);
  g_assert_cmpuint (SEND (self->ada, mine, "all", "a.txt", "text/plain", "a"), ==, 400);
  g_assert_nonnull (strstr (self->backend->body, "no list of them"));
  gp_test_assert_call (self->backend, "POST", notes, self->ada, "{\"all\": []}", 400);
  g_assert_nonnull (strstr (self->backend->body, "no list of them"));
  g_assert_cmpuint (SEND (self->ada, mine, "nothing", "a.txt", "text/plain", "a"), ==, 400);
  g_assert_cmpuint (SEND (self->ada, "{", "scan", "a.txt", "text/plain", "a"), ==, 400);
  g_assert_cmpuint (SEND (self->ada, mine, "scan", "..", "text/plain", "a"), ==, 400);
  g_assert_cmpuint (SEND (self->ada, mine, "scan", "a.png", "image/png", "\x89PNG\r\n\x1a\n"), ==,
                    415);
  g_assert_cmpuint (SEND (self->ada, mine, "scan", "a.pdf", "application/pdf", "no pdf"), ==, 415);
  g_assert_cmpuint (SEND (self->ada, mine, "scan", "a.txt", NULL, "a"), ==, 415);
  g_assert_cmpuint (send_form (self, "PATCH", note, self->bob, "scan", "b.txt", "text/plain", "b",
                               NULL), ==, 404);
  g_assert_cmpuint (send_form (self, "PATCH", note, self->ada, "scan", "b.txt", "text/plain", "b",
                               "scan", "c.txt", "text/plain", "c", NULL), ==, 400);
  {
    /* A key that is taken is found out after all else. */
    g_autofree char *taken = g_strdup_printf ("{\"owner\": \"%s\", \"id\": \"%s\"}", self->ada_id,
                                              strrchr (note, '/') + 1);

    g_assert_cmpuint (SEND (self->ada, taken, "scan", "a.txt", "text/plain", "a"), ==, 409);
  }
#undef SEND
  assert_stored (self, 1);
  gp_test_assert_call (self->backend, "GET", notes, self->ada, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 1);
}

/* The field's own limit, its bucket's, and no more for those who may send nothing. */
static void
test_sizes_are_bounded (Fixture       *self,
                        gconstpointer  unused)
{
  g_autofree char *fits = g_strnfill (100, 'a');
  g_autofree char *more = g_strnfill (101, 'a');
  g_autofree char *large = g_strnfill (2000000, 'a');
  g_autofree char *note = add (self, "", fits);

  g_assert_cmpuint (send_form (self, "PATCH", note, self->ada, "scan", "a", "text/plain", more,
                               NULL), ==, 413);
  g_assert_cmpuint (send_form (self, "PATCH", note, GP_TEST_ADMIN_TOKEN, "photo", "a", "text/plain",
                               "twenty and one bytes.", NULL), ==, 413);
  g_assert_cmpuint (send_form (self, "PATCH", note, GP_TEST_ADMIN_TOKEN, "photo", "a", "text/plain",
                               "twenty bytes, 20 yes", NULL), ==, 200);
  g_assert_cmpuint (send_form (self, "PATCH", note, self->ada, "scan", "a", "text/plain", large,
                               NULL), ==, 413);
  gp_test_set_int (self->design, &self->scan, GP_FIELD_LENGTH, 2000000);
  gp_test_deploy (self->backend, self->design);
  g_assert_cmpuint (send_form (self, "PATCH", note, self->ada, "scan", "a", "text/plain", large,
                               NULL), ==, 200);
  g_assert_cmpuint (send_form (self, "PATCH", note, NULL, "scan", "a", "text/plain", large, NULL),
                    ==, 413);
  /* What the file may have is not for the record. */
  memset (large, ' ', 1100000);
  memcpy (large, "{", 1);
  memcpy (large + 1100000, "}", 2);
  g_assert_cmpuint (send_form (self, "PATCH", note, self->ada, "record", NULL, NULL, large, NULL),
                    ==, 413);
  memcpy (large + 1000000, "}", 2);
  g_assert_cmpuint (send_form (self, "PATCH", note, self->ada, "record", NULL, NULL, large, NULL),
                    ==, 200);
}

/* It stays with what else is deployed, and goes with its field, which needs consent. */
static void
test_files_stay_and_go_with_their_field (Fixture       *self,
                                         gconstpointer  unused)
{
  g_autofree char *note = add (self, "", "kept");
  g_autofree char *path = file_of (note);

  gp_test_set_text (self->design, &self->scan, GP_FIELD_NAME, "image");
  gp_test_set_text (self->design, &self->note, GP_ENTITY_NAME, "paper");
  gp_test_add_field (self->design, &self->note, "more", "text");
  g_assert_cmpuint (gp_test_apply (self->backend, self->design, FALSE), ==, 422);
  gp_test_set_text (self->design, gp_element_get_id (gp_design_find_child (
                      self->design, &self->note, GP_KIND_FIELD, "more")), GP_FIELD_DEFAULT, "'x'");
  gp_test_deploy (self->backend, self->design);
  {
    g_autofree char *moved = g_strdup_printf ("/api/records/paper/%s/files/image",
                                              strrchr (note, '/') + 1);

    gp_test_assert_call (self->backend, "GET", moved, self->ada, NULL, 200);
    g_assert_cmpstr (self->backend->body, ==, "kept");
    gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 404);
    gp_test_set_text (self->design, &self->scan, GP_FIELD_TYPE, "text");
    g_assert_cmpuint (gp_test_apply (self->backend, self->design, FALSE), ==, 409);
    assert_stored (self, 1);
    g_assert_cmpuint (gp_test_apply (self->backend, self->design, TRUE), ==, 200);
    assert_stored (self, 0);
    gp_test_assert_call (self->backend, "GET", moved, self->ada, NULL, 404);
  }
}

/* A field that must have a file has one from the start. */
static void
test_required_files_come_with_the_record (Fixture       *self,
                                          gconstpointer  unused)
{
  g_autofree char *mine = g_strdup_printf ("{\"owner\": \"%s\"}", self->ada_id);

  gp_test_set_bool (self->design, &self->scan, GP_FIELD_NULLABLE, FALSE);
  gp_test_deploy (self->backend, self->design);
  gp_test_assert_call (self->backend, "POST", "/api/records/note", self->ada, mine, 400);
  g_assert_nonnull (strstr (self->backend->body, "scan"));
  g_free (add (self, "", "there"));
  assert_stored (self, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/data/record-files/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("comes-and-goes-with-its-record", test_comes_and_goes_with_its_record);
  ADD ("is-under-the-rules-of-its-field", test_is_under_the_rules_of_its_field);
  ADD ("nothing-is-left-of-what-fails", test_nothing_is_left_of_what_fails);
  ADD ("sizes-are-bounded", test_sizes_are_bounded);
  ADD ("files-stay-and-go-with-their-field", test_files_stay_and_go_with_their_field);
  ADD ("required-files-come-with-the-record", test_required_files_come_with_the_record);
#undef ADD

  return g_test_run ();
}

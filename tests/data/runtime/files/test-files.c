/* test-files.c — files of buckets under their rules; no way around one through a list, a name, a
 * type, a size or what errors say
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-file-store.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

/* A bucket "papers" of PDFs and texts of at most 2 MB. Owners read, replace and delete theirs, and
 * nobody what is called locked.pdf; whoever is signed in may send one that is not empty, and sign
 * what is theirs. */
typedef struct
{
  GpTestRuntime *backend;
  GpDesign      *design;
  GpId           bucket;
  char          *ada;
  char          *bob;
} Fixture;

static void
allow (Fixture    *self,
       const GpId *role,
       const char *actions,
       const char *condition,
       const char *check)
{
  GpId rule = gp_test_allow (self->design, &self->bucket, role, actions);

  if (condition != NULL)
    gp_test_set_text (self->design, &rule, GP_RULE_CONDITION, condition);
  if (check != NULL)
    gp_test_set_text (self->design, &rule, GP_RULE_CHECK, check);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  GpId member, forbid;

  self->backend = gp_test_runtime_new ();
  self->design = gp_design_new (NULL, "Papers");
  self->bucket = gp_test_add (self->design, GP_KIND_BUCKET, NULL, "papers");
  gp_test_set_int (self->design, &self->bucket, GP_BUCKET_MAX_SIZE, 2000000);
  gp_test_set_texts (self->design, &self->bucket, GP_BUCKET_MEDIA_TYPES, "application/pdf text/*");
  gp_test_add (self->design, GP_KIND_BUCKET, NULL, "vault");
  member = gp_test_add (self->design, GP_KIND_ROLE, NULL, "member");
  gp_test_set_text (self->design, &member, GP_ROLE_MEMBERSHIP, "signed_in");
  allow (self, &member, "read update delete sign", "record.owner == user.id", NULL);
  allow (self, &member, "create", NULL, "new.size > 0");
  forbid = gp_test_allow (self->design, &self->bucket, &member, "update delete");
  gp_test_set_text (self->design, &forbid, GP_RULE_EFFECT, "forbid");
  gp_test_set_text (self->design, &forbid, GP_RULE_CONDITION, "record.name == 'locked.pdf'");
  gp_test_deploy (self->backend, self->design);
  self->ada = gp_test_sign_up (self->backend, "ada@example.org", NULL);
  self->bob = gp_test_sign_up (self->backend, "bob@example.org", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gp_test_runtime_free (self->backend);
  g_object_unref (self->design);
  g_free (self->ada);
  g_free (self->bob);
}

static guint
send (Fixture             *self,
      const char          *method,
      const char          *path,
      const char          *token,
      const char          *type,
      const void          *content,
      gsize                size,
      SoupMessageHeaders **headers)
{
  return gp_test_send (self->backend, method, path, token, type, content, size, headers);
}

static guint
upload (Fixture    *self,
        const char *name,
        const char *token,
        const char *type,
        const char *content)
{
  g_autofree char *path = gp_test_query ("/api/files/papers", "name", name, NULL);

  return send (self, "POST", path, token, type, content, strlen (content), NULL);
}

/* (transfer full): the address of a PDF of @token's. */
static char *
add (Fixture    *self,
     const char *name,
     const char *token)
{
  g_autofree char *id = NULL;

  g_assert_cmpuint (upload (self, name, token, "application/pdf", "%PDF-1.7 x"), ==, 201);
  id = gp_test_member (self->backend, "id");
  return g_strconcat ("/api/files/papers/", id, NULL);
}

static void
test_sent_and_got_back (Fixture       *self,
                        gconstpointer  unused)
{
  static const char content[] = "%PDF-1.7\n\0\xff binary";
  SoupMessageHeaders *headers = NULL;
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  g_autofree char *size = NULL;
  g_autofree char *next = NULL;

  g_assert_cmpuint (send (self, "POST", "/api/files/papers?name=caf%C3%A9%20%22a%22.pdf",
                          self->ada, "Application/PDF; q=1", content, sizeof content, NULL), ==,
                    201);
  id = gp_test_member (self->backend, "id");
  size = gp_test_member (self->backend, "size");
  g_assert_cmpint (atoi (size), ==, (int) sizeof content);
  path = g_strconcat ("/api/files/papers/", id, NULL);

  g_assert_cmpuint (send (self, "GET", path, self->ada, NULL, NULL, 0, &headers), ==, 200);
  g_assert_cmpmem (self->backend->body, self->backend->length, content, sizeof content);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Type"), ==, "application/pdf");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Disposition"), ==,
                   "attachment; filename*=UTF-8''caf%C3%A9%20%22a%22.pdf");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "X-Content-Type-Options"), ==,
                   "nosniff");
  soup_message_headers_unref (headers);

  g_assert_cmpuint (send (self, "PUT", path, self->ada, "text/plain", "new", 3, NULL), ==, 200);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 200);
  g_assert_cmpstr (self->backend->body, ==, "new");
  gp_test_assert_call (self->backend, "GET", "/api/files/papers", self->ada, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 1);
  next = gp_test_member (self->backend, "next");
  g_assert_cmpstr (next, ==, "null");
  gp_test_assert_call (self->backend, "DELETE", path, self->ada, NULL, 204);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 404);
}

/* What is not seen is not there, whatever is tried with it; the answer is that of a made-up id. */
static void
test_unseen_is_not_there (Fixture       *self,
                          gconstpointer  unused)
{
  static const char *const methods[] = { "GET", "DELETE", "PUT" };
  g_autofree char *theirs = add (self, "a.pdf", self->ada);
  g_autofree char *act = g_strconcat (theirs, "/actions/sign", NULL);
  const char *nowhere = "/api/files/papers/00000000-0000-4000-8000-000000000001";

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *answer = NULL;
      const char *body = g_str_equal (methods[i], "PUT") ? "%PDF-2" : NULL;
      gsize size = body != NULL ? strlen (body) : 0;

      g_assert_cmpuint (send (self, methods[i], theirs, self->bob, "application/pdf", body, size,
                              NULL), ==, 404);
      answer = g_strdup (self->backend->body);
      g_assert_cmpuint (send (self, methods[i], nowhere, self->bob, "application/pdf", body, size,
                              NULL), ==, 404);
      g_assert_cmpstr (answer, ==, self->backend->body);
      g_assert_cmpuint (send (self, methods[i], theirs, NULL, "application/pdf", body, size, NULL),
                        ==, 404);
    }
  gp_test_assert_call (self->backend, "POST", act, self->bob, "{}", 404);
  gp_test_assert_call (self->backend, "GET", "/api/files/papers", self->bob, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 0);
  gp_test_assert_call (self->backend, "GET", "/api/files/papers", NULL, NULL, 401);
  gp_test_assert_call (self->backend, "GET", "/api/files/nothing", self->ada, NULL, 404);
  gp_test_assert_call (self->backend, "GET", "/api/files/vault", self->ada, NULL, 403);
  gp_test_assert_call (self->backend, "GET", theirs, self->ada, NULL, 200);
}

static void
test_rules_of_writing (Fixture       *self,
                       gconstpointer  unused)
{
  g_autofree char *locked = add (self, "locked.pdf", self->ada);
  g_autofree char *open = add (self, "open.pdf", self->ada);
  g_autofree char *renamed = g_strconcat (open, "?name=locked.pdf", NULL);

  g_assert_cmpuint (upload (self, "a.txt", self->ada, "text/plain", ""), ==, 403);
  g_assert_cmpuint (upload (self, "a.txt", NULL, "text/plain", "a"), ==, 401);
  g_assert_cmpuint (send (self, "POST", "/api/files/vault?name=a", self->ada, "text/plain", "a", 1,
                          NULL), ==, 403);
  gp_test_assert_call (self->backend, "DELETE", locked, self->ada, NULL, 403);
  g_assert_cmpuint (send (self, "PUT", locked, self->ada, "text/plain", "a", 1, NULL), ==, 403);
  g_assert_cmpuint (send (self, "PUT", renamed, self->ada, "text/plain", "a", 1, NULL), ==, 200);
  gp_test_assert_call (self->backend, "DELETE", open, self->ada, NULL, 403);
  gp_test_assert_call (self->backend, "DELETE", open, GP_TEST_ADMIN_TOKEN, NULL, 204);
}

static void
test_own_actions (Fixture       *self,
                  gconstpointer  unused)
{
  g_autofree char *path = add (self, "a.pdf", self->ada);
  g_autofree char *sign = g_strconcat (path, "/actions/sign", NULL);
  g_autofree char *burn = g_strconcat (path, "/actions/burn", NULL);
  g_autofree char *remove = g_strconcat (path, "/actions/delete", NULL);

  gp_test_assert_call (self->backend, "POST", sign, self->ada, "{}", 204);
  gp_test_assert_call (self->backend, "POST", burn, self->ada, "{}", 403);
  gp_test_assert_call (self->backend, "POST", remove, self->ada, "{}", 404);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 200);
}

/* A name is what people read; it leads nowhere. */
static void
test_names_lead_nowhere (Fixture       *self,
                         gconstpointer  unused)
{
  static const char *const wrong[] = {
    "", "..", ".", "../../etc/passwd", "a/b", "a\\b", "a\nb", "\x7f",
  };
  static const char *const paths[] = {
    "/api/files/papers/..%2F..%2Fetc%2Fpasswd", "/api/files/papers/%2e%2e",
    "/api/files/..%2Fpapers/x", "/api/files/papers/../../admin/design",
    "/api/files/papers/%00", "/api/files/papers/'%20OR%201=1--",
  };
  g_autofree char *long_name = g_strnfill (300, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_cmpuint (upload (self, wrong[i], self->ada, "text/plain", "a"), ==, 400);
  g_assert_cmpuint (upload (self, long_name, self->ada, "text/plain", "a"), ==, 400);
  g_assert_cmpuint (send (self, "POST", "/api/files/papers", self->ada, "text/plain", "a", 1,
                          NULL), ==, 400);
  g_assert_cmpuint (send (self, "POST", "/api/files/papers?name=a&id=b", self->ada, "text/plain",
                          "a", 1, NULL), ==, 400);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      guint status = gp_test_call (self->backend, "GET", paths[i], self->ada, NULL);

      g_assert_true (status == 400 || status == 401 || status == 403 || status == 404);
    }
  gp_test_assert_call (self->backend, "GET", "/api/files/papers", self->ada, NULL, 200);
  g_assert_cmpint (gp_test_count (self->backend, "items"), ==, 0);
}

static void
test_types_are_checked (Fixture       *self,
                        gconstpointer  unused)
{
  g_assert_cmpuint (upload (self, "a", self->ada, "image/png", "\x89PNG\r\n\x1a\n"), ==, 415);
  g_assert_cmpuint (upload (self, "a", self->ada, "application/pdf", "no pdf"), ==, 415);
  g_assert_cmpuint (upload (self, "a", self->ada, "text/plain", "<script>alert(1)</script>"), ==,
                    415);
  g_assert_cmpuint (upload (self, "a", self->ada, "x/", "a"), ==, 415);
  g_assert_cmpuint (upload (self, "a", self->ada, "text/plain", "a"), ==, 201);
}

/* More than other bodies may have, up to what the bucket takes, for those alone who may send. */
static void
test_sizes_are_bounded (Fixture       *self,
                        gconstpointer  unused)
{
  g_autofree char *fits = g_strnfill (2000000, 'a');
  g_autofree char *more = g_strnfill (2000001, 'a');
  const char *path = "/api/files/papers?name=a";

  g_assert_cmpuint (send (self, "POST", path, self->ada, "text/plain", fits, 2000000, NULL), ==,
                    201);
  g_assert_cmpuint (send (self, "POST", path, self->ada, "text/plain", more, 2000001, NULL), ==,
                    413);
  g_assert_cmpuint (send (self, "POST", path, NULL, "text/plain", fits, 2000000, NULL), ==, 413);
  g_assert_cmpuint (send (self, "POST", "/api/records/papers", self->ada, "application/json", fits,
                          2000000, NULL), ==, 413);
}

/* Pages hold what is seen, all of it and in order, however much else there is. */
static void
test_paging (Fixture       *self,
             gconstpointer  unused)
{
  g_autofree char *after = g_strdup ("");
  guint n = 0, pages = 0;

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *mine = add (self, "mine.pdf", self->ada);
      g_autofree char *theirs = add (self, "theirs.pdf", self->bob);
    }
  do
    {
      g_autofree char *path = gp_test_query ("/api/files/papers", "limit", "3", "after", after,
                                             NULL);

      gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 200);
      g_assert_null (strstr (self->backend->body, "theirs"));
      n += (guint) gp_test_count (self->backend, "items");
      g_free (after);
      after = gp_test_member (self->backend, "next");
      pages++;
    }
  while (!g_str_equal (after, "null"));
  g_assert_cmpuint (n, ==, 7);
  g_assert_cmpuint (pages, ==, 3);
  gp_test_assert_call (self->backend, "GET", "/api/files/papers?limit=0", self->ada, NULL, 400);
  gp_test_assert_call (self->backend, "GET", "/api/files/papers?filter=true", self->ada, NULL,
                       400);
}

/* A bucket goes with its files, which needs consent; what another deployment leaves alone stays. */
static void
test_files_stay_and_go_with_their_bucket (Fixture       *self,
                                          gconstpointer  unused)
{
  g_autofree char *path = add (self, "a.pdf", self->ada);
  g_autoptr(GpPlan) plan = NULL;

  gp_test_runtime_restart (self->backend);
  gp_test_add_entity (self->design, "more");
  gp_test_deploy (self->backend, self->design);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 200);

  gp_test_remove (self->design, &self->bucket);
  plan = gp_test_plan (self->backend, self->design);
  for (gsize i = 0; i < gp_plan_get_size (plan); i++)
    if (gp_plan_get_operation (plan, i)->kind == GP_KIND_BUCKET)
      {
        g_assert_true (gp_plan_get_operation (plan, i)->destructive);
        g_assert_cmpint (gp_plan_get_operation (plan, i)->rows, ==, 1);
      }
  g_assert_cmpuint (gp_test_apply (self->backend, self->design, FALSE), ==, 409);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 200);
  g_assert_cmpuint (gp_test_apply (self->backend, self->design, TRUE), ==, 200);
  gp_test_assert_call (self->backend, "GET", path, self->ada, NULL, 404);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/data/files/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("sent-and-got-back", test_sent_and_got_back);
  ADD ("unseen-is-not-there", test_unseen_is_not_there);
  ADD ("rules-of-writing", test_rules_of_writing);
  ADD ("own-actions", test_own_actions);
  ADD ("names-lead-nowhere", test_names_lead_nowhere);
  ADD ("types-are-checked", test_types_are_checked);
  ADD ("sizes-are-bounded", test_sizes_are_bounded);
  ADD ("paging", test_paging);
  ADD ("files-stay-and-go-with-their-bucket", test_files_stay_and_go_with_their_bucket);
#undef ADD

  return g_test_run ();
}

/* test-pocketbase-filter.c — filters of PocketBase in the language of expressions
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-filter.h"

#include "gp-test.h"

static void
test_cases (void)
{
  static const struct
  {
    const char *filter;
    const char *role;         /* of the only case; "-": it cannot be said */
    const char *condition;
  } cases[] = {
    { "", NULL, NULL },
    { "@request.auth.id != ''", "", NULL },
    { "author = @request.auth.id", NULL, "record.author == user.id" },
    { "@request.auth.id != '' && (title = 'a' || pages >= 5)", "",
      "(record.title == 'a' || record.pages >= 5)" },
    { "@request.auth.roles ~ '\"editor\"' && author.title != ''", "editor",
      "record.author_ref.title != null" },
    { "5 < pages", NULL, "record.pages > 5" },
    { "created > '2024-01-02 03:04:05.000Z'", NULL,
      "record.created > timestamp('2024-01-02T03:04:05.000Z')" },
    { "@request.auth.email = 'a@b.c'", NULL, "user.email == 'a@b.c'" },
    { "@request.auth.email != 'a@b.c'", NULL, "user.email != 'a@b.c'" },
    { "@request.auth.email ~ '@b.c'", "-", NULL },
    { "@request.auth.email !~ '@b.c'", "-", NULL },
    { "@request.auth.email > 'a'", "-", NULL },
    { "@request.auth.collectionId = '_pb_users_auth_'", "", NULL },
    { "@request.auth.collectionName = 'people'", "", NULL },
    { "@request.auth.collectionId = ''", "-", NULL },
    { "@request.auth.collectionId = 'people'", "-", NULL },
    { "@request.auth.collectionName = 'staff'", "-", NULL },
    { "@request.auth.collectionName = ''", "-", NULL },
    { "title ~ 'a'", "-", NULL },
    { "@collection.book.title ?= 'a'", "-", NULL },
    { "@request.data.title = 'a'", "-", NULL },
    { "title = ", "-", NULL },
    { "(title = 'a'", "-", NULL },
    { "nothing = 'a'", "-", NULL },
  };
  g_autoptr(JsonNode) node = json_from_string (
    "[{\"id\":\"b1\",\"name\":\"book\",\"type\":\"base\",\"schema\":["
    "{\"id\":\"f1\",\"name\":\"title\",\"type\":\"text\",\"required\":false},"
    "{\"id\":\"f3\",\"name\":\"pages\",\"type\":\"number\"},"
    "{\"id\":\"f2\",\"name\":\"author\",\"type\":\"relation\",\"required\":true,"
    "\"options\":{\"collectionId\":\"b1\",\"maxSelect\":1}}]},"
    "{\"id\":\"_pb_users_auth_\",\"name\":\"people\",\"type\":\"auth\",\"schema\":[]},"
    "{\"id\":\"s1\",\"name\":\"staff\",\"type\":\"auth\",\"schema\":[]}]", NULL);
  JsonArray *all = json_node_get_array (node);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) read = gp_pocketbase_filter_read (
        all, json_array_get_object_element (all, 0), cases[i].filter);
      const GpPocketbaseCase *one;

      if (g_strcmp0 (cases[i].role, "-") == 0)
        {
          g_assert_null (read);
          continue;
        }
      g_assert_nonnull (read);
      g_assert_cmpuint (read->len, ==, 1);
      one = read->pdata[0];
      g_assert_cmpstr (one->role, ==, cases[i].role);
      g_assert_cmpstr (one->condition, ==, cases[i].condition);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-filter/cases", test_cases);
  return g_test_run ();
}

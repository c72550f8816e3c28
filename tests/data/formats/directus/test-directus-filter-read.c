/* test-directus-filter-read.c — filters of Directus as conditions
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-filter-read.h"

#include "gp-test-design.h"
#include "gp-test.h"

static const struct
{
  const char *filter;        /* ' stands for " */
  const char *condition;     /* NULL: it cannot be said */
} cases[] = {
  { "{}", "true" },
  { "{'_and':[]}", "true" },
  { "{'title':{'_eq':'a \\\"b'}}", "record.title == 'a \"b'" },
  { "{'title':{'_neq':'a'}}", "record.title != null && record.title != 'a'" },
  { "{'pages':{'_neq':3}}", "record.pages != 3" },
  { "{'pages':{'_gt':3,'_lte':9}}", "(record.pages > 3) && (record.pages <= 9)" },
  { "{'pages':{'_between':[1,5]}}", "record.pages >= 1 && record.pages <= 5" },
  { "{'pages':{'_null':true}}", "false" },
  { "{'title':{'_null':true}}", "record.title == null" },
  { "{'title':{'_nnull':true}}", "record.title != null" },
  { "{'title':{'_null':false}}", "record.title != null" },
  { "{'title':{'_nempty':true}}", "record.title != null && record.title != \"\"" },
  { "{'title':{'_in':['a','b']}}", "record.title in ['a', 'b']" },
  { "{'title':{'_nin':['a','b']}}", "record.title != null && !(record.title in ['a', 'b'])" },
  { "{'title':{'_in':['$CURRENT_USER.tenant']}}", "record.title == user.tenant" },
  { "{'title':{'_eq':'$CURRENT_USER'}}", "record.title == user.id" },
  { "{'at':{'_lt':'$NOW(-2 days)'}}", "record.at < now - duration(\"172800000ms\")" },
  { "{'at':{'_lt':'2024-01-01T00:00:00Z'}}", "record.at < timestamp('2024-01-01T00:00:00Z')" },
  { "{'_or':[{'pages':{'_lt':1}},{'pages':{'_gt':5}}]}",
    "(record.pages < 1) || (record.pages > 5)" },
  { "{'author_id':{'name':{'_eq':'x'}}}", "record.author.name == 'x'" },
  /* What would mean something else, or nothing. */
  { "{'title':{'_contains':'a'}}", NULL },
  { "{'title':{'_lt':'a'}}", NULL },
  { "{'title':{'_in':[]}}", NULL },
  { "{'title':{'_in':['a','$CURRENT_USER']}}", NULL },
  { "{'title':{'_eq':'$CURRENT_USER.shoe_size'}}", NULL },
  { "{'title':{'_eq':'$CURRENT_ROLE'}}", NULL },
  { "{'title':{'_eq':3}}", NULL },
  { "{'pages':{'_eq':'3'}}", NULL },
  { "{'nothing':{'_eq':3}}", NULL },
  { "{'title':{}}", NULL },
  { "{'title':'a'}", NULL },
  { "{'_and':[3]}", NULL },
  { "{'_and':{'title':{'_eq':'a'}}}", NULL },
  { "{'at':{'_lt':'$NOW(-2 moons)'}}", NULL },
  { "{'pages':{'_some':{'_eq':1}}}", NULL },
};

static GpDesign *
shelf (GpId *out_book,
       GpId *out_author)
{
  GpDesign *design = gp_design_new (NULL, "shelf");
  GpId author = gp_test_add_entity (design, "author");
  GpId book = gp_test_add_entity (design, "book");
  GpId field;

  gp_test_add_field (design, &author, "name", "text");
  field = gp_test_add_field (design, &book, "title", "text");
  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);
  gp_test_add_field (design, &book, "pages", "integer");
  gp_test_add_field (design, &book, "at", "timestamp");
  field = gp_test_add_field (design, &book, "author_id", "reference");
  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, &author);
  *out_book = book;
  *out_author = author;
  return design;
}

static char *
read_as (GpDesign   *design,
         const GpId *entity,
         const char *filter,
         const char *root)
{
  g_autofree char *text = g_strdelimit (g_strdup (filter), "'", '"');
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);
  return gp_directus_filter_read (design, entity, json_node_get_object (node), root);
}

static void
test_each_case (void)
{
  GpId book, author;
  g_autoptr(GpDesign) design = shelf (&book, &author);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *condition = read_as (design, &book, cases[i].filter, "record");

      g_test_message ("%s", cases[i].filter);
      g_assert_cmpstr (condition, ==, cases[i].condition);
    }
}

static void
test_lists_are_searched_for_one_thing (void)
{
  GpId book, author;
  g_autoptr(GpDesign) design = shelf (&book, &author);
  g_autofree char *some = read_as (design, &author, "{'book':{'_some':{'pages':{'_gt':9}}}}",
                                   "record");
  g_autofree char *both = read_as (design, &author,
                                   "{'book':{'_some':{'_and':[{'pages':{'_gt':9}}]}}}", "record");
  g_autofree char *none = read_as (design, &author, "{'book':{'_none':{'pages':{'_gt':9}}}}",
                                   "record");

  g_assert_cmpstr (some, ==, "record.book.exists(r1, r1.pages > 9)");
  g_assert_null (both);
  g_assert_null (none);
}

/* That it is sent is asked beside what it is to be; alone it cannot be said. */
static void
test_what_is_sent (void)
{
  GpId book, author;
  g_autoptr(GpDesign) design = shelf (&book, &author);
  g_autofree char *sent = read_as (design, &book,
                                   "{'_and':[{'pages':{'_eq':1}},{'pages':{'_submitted':true}}]}",
                                   "new");
  g_autofree char *alone = read_as (design, &book, "{'pages':{'_submitted':true}}", "new");
  g_autofree char *other = read_as (
    design, &book, "{'_and':[{'title':{'_eq':'a'}},{'pages':{'_submitted':true}}]}", "new");
  g_autofree char *twice = read_as (
    design, &book, "{'_and':[{'pages':{'_submitted':true}},{'pages':{'_submitted':true}}]}", "new");
  g_autofree char *unsent = read_as (
    design, &book, "{'_and':[{'pages':{'_eq':1}},{'pages':{'_submitted':false}}]}", "new");

  g_assert_cmpstr (sent, ==, "new.pages == 1");
  g_assert_null (alone);
  g_assert_null (other);
  g_assert_null (twice);
  g_assert_null (unsent);
}

static void
test_depth_has_a_limit (void)
{
  GpId book, author;
  g_autoptr(GpDesign) design = shelf (&book, &author);
  g_autoptr(GString) deep = g_string_new (NULL);
  g_autofree char *condition = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append (deep, "{'_and':[");
  g_string_append (deep, "{'pages':{'_eq':1}}");
  for (guint i = 0; i < 500; i++)
    g_string_append (deep, "]}");
  condition = read_as (design, &book, deep->str, "record");
  g_assert_null (condition);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-filter-read/each-case", test_each_case);
  g_test_add_func ("/data/directus-filter-read/lists-are-searched-for-one-thing",
                   test_lists_are_searched_for_one_thing);
  g_test_add_func ("/data/directus-filter-read/what-is-sent", test_what_is_sent);
  g_test_add_func ("/data/directus-filter-read/depth-has-a-limit", test_depth_has_a_limit);
  return g_test_run ();
}

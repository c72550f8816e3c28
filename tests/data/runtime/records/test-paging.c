/* test-paging.c — pages of a list, whatever it is sorted by
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-paging.h"

#include "gp-random.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define N_RECORDS 60

static const char *const fields[] = { "name", "age", "price", "seen", "blob", "on" };

typedef struct
{
  GpTestRuntime *backend;
  GpDesign      *design;
} Fixture;

static GpId
add_field (GpDesign   *design,
           const GpId *entity,
           const char *name,
           const char *type)
{
  GpId id = gp_test_add_field (design, entity, name, type);

  gp_test_set_bool (design, &id, GP_FIELD_NULLABLE, TRUE);

  return id;
}

/* Few values of each, and often none, so that records are often equal in what they are sorted
 * by. */
static void
add_records (Fixture *self)
{
  static const char *const names[] = { "\"a\"", "\"b\"", "\"A\"", "\"\\u00e9\"", "\"\"", "null" };
  static const char *const ages[] = { "1", "2", "-3", "null" };
  static const char *const prices[] = { "9", "10", "1.5", "-2", "\"10.25\"", "null" };
  static const char *const times[] = { "\"2024-01-01T00:00:00Z\"", "\"1969-12-31T23:59:59.5Z\"",
                                       "null" };
  static const char *const blobs[] = { "\"AAEC\"", "\"\"", "null" };
  static const char *const flags[] = { "true", "false", "null" };
  g_autoptr(GString) body = g_string_new ("{\"operations\":[");

#define PICK(list) (list)[g_test_rand_int_range (0, G_N_ELEMENTS (list))]
  for (guint i = 0; i < N_RECORDS; i++)
    g_string_append_printf (body, "%s{\"action\":\"create\",\"record\":{\"name\":%s,\"age\":%s,"
                                  "\"price\":%s,\"seen\":%s,\"blob\":%s,\"on\":%s}}",
                            i > 0 ? "," : "", PICK (names), PICK (ages), PICK (prices),
                            PICK (times), PICK (blobs), PICK (flags));
#undef PICK
  g_string_append (body, "]}");
  gp_test_assert_call (self->backend, "POST", "/api/records/thing:batch", NULL, body->str, 200);
  g_assert_cmpint (gp_test_count (self->backend, "results"), ==, N_RECORDS);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  GpId thing;
  GpId role;

  self->backend = gp_test_runtime_new ();
  self->design = gp_design_new (NULL, "Things");
  thing = gp_test_add_entity (self->design, "thing");
  add_field (self->design, &thing, "name", "text");
  add_field (self->design, &thing, "age", "integer");
  add_field (self->design, &thing, "price", "decimal");
  add_field (self->design, &thing, "seen", "timestamp");
  add_field (self->design, &thing, "blob", "bytes");
  add_field (self->design, &thing, "on", "boolean");
  role = gp_test_everyone (self->design);
  gp_test_allow (self->design, &thing, &role, "create read update delete");
  gp_test_deploy (self->backend, self->design);
  add_records (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gp_test_runtime_free (self->backend);
  g_object_unref (self->design);
}

/* The ids of all pages, in their order. */
static GPtrArray *
walk (Fixture    *self,
      const char *sort,
      const char *limit)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *cursor = NULL;

  do
    {
      g_autofree char *path = cursor == NULL
        ? gp_test_query ("/api/records/thing", "sort", sort, "limit", limit, "count", "true", NULL)
        : gp_test_query ("/api/records/thing", "sort", sort, "limit", limit, "count", "true",
                         "after", cursor, NULL);
      g_autofree char *count = NULL;
      gint64 n;

      gp_test_assert_call (self->backend, "GET", path, NULL, NULL, 200);
      count = gp_test_member (self->backend, "count");
      g_assert_cmpstr (count, ==, G_STRINGIFY (N_RECORDS));
      n = gp_test_count (self->backend, "items");
      for (gint64 i = 0; i < n; i++)
        {
          g_autofree char *place = g_strdup_printf ("items.%d.id", (int) i);

          g_ptr_array_add (ids, gp_test_member (self->backend, place));
        }
      g_free (cursor);
      cursor = gp_test_member (self->backend, "next");
    }
  while (!g_str_equal (cursor, "null"));

  return ids;
}

static char *
random_sort (void)
{
  GString *sort = g_string_new (NULL);
  guint n = g_test_rand_int_range (0, 4);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (sort, "%s%s%s", i > 0 ? "," : "", g_test_rand_bit () ? "-" : "",
                            fields[g_test_rand_int_range (0, G_N_ELEMENTS (fields))]);

  return g_string_free (sort, FALSE);
}

/* All pages together are the whole list in its order, and no record comes twice. */
static void
test_pages_are_the_list (Fixture       *self,
                         gconstpointer  data)
{
  for (guint i = 0; i < gp_random_rounds (40); i++)
    {
      g_autofree char *sort = random_sort ();
      g_autofree char *limit = g_strdup_printf ("%d", g_test_rand_int_range (1, 20));
      g_autoptr(GPtrArray) whole = walk (self, sort, "1000");
      g_autoptr(GPtrArray) pages = walk (self, sort, limit);
      g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpuint (whole->len, ==, N_RECORDS);
      g_assert_cmpuint (pages->len, ==, N_RECORDS);
      for (guint j = 0; j < N_RECORDS; j++)
        {
          g_assert_cmpstr (g_ptr_array_index (whole, j), ==, g_ptr_array_index (pages, j));
          g_assert_true (g_hash_table_add (seen, g_ptr_array_index (pages, j)));
        }
    }
}

/* Decimals are sorted by value and not as text, unset values first. */
static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *before = NULL;

  gp_test_assert_call (self->backend, "GET",
                       "/api/records/thing?sort=price&limit=1000&filter=price!=null", NULL, NULL,
                       200);
  for (gint64 i = 0, n = gp_test_count (self->backend, "items"); i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("items.%d.price", (int) i);
      char *price = gp_test_member (self->backend, place);

      if (before != NULL)
        g_assert_cmpfloat (g_ascii_strtod (before, NULL), <=, g_ascii_strtod (price, NULL));
      g_free (before);
      before = price;
    }
  g_assert_cmpstr (before, ==, "10.25");
}

static void
test_wrong_parameters (Fixture       *self,
                       gconstpointer  data)
{
  static const char *const wrong[] = {
    "sort=nothing", "sort=id;drop", "sort=name%20desc", "sort=-", "limit=0", "limit=1001",
      "limit=-1",
    "limit=ten", "limit=10%3B", "after=nonsense", "after=W10", "after=WyIiXQ", "count=yes",
    "fields=nothing", "fields=name,%22id%22", "expand=name", "expand=nothing", "unknown=1",
    "sort=name&sort=age", "after=WyIiLHsiYSI6MX1d",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strconcat ("/api/records/thing?", wrong[i], NULL);

      gp_test_assert_call (self->backend, "GET", path, NULL, NULL, 400);
    }
}

#define ADD(name, function) g_test_add ("/paging/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("pages-are-the-list", test_pages_are_the_list);
  ADD ("order", test_order);
  ADD ("wrong-parameters", test_wrong_parameters);

  return g_test_run ();
}

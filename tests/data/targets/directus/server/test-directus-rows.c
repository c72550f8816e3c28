/* test-directus-rows.c — the records of a Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-rows.h"

#include "gp-target.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static void
test_counting (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);

  gp_test_directus_answer (server, "GET /items/a", 200, "{\"data\":[{\"count\":\"12\"}]}", NULL);
  g_assert_cmpint (gp_directus_rows_count (client, "a", NULL, NULL), ==, 12);
  gp_test_directus_answer (server, "GET /items/a", 200, "{\"data\":[{\"count\":7}]}", NULL);
  g_assert_cmpint (gp_directus_rows_count (client, "a", "{\"x\":{\"_null\":true}}", NULL), ==, 7);
  g_assert_cmpint (gp_directus_rows_count_where (client, "a", "x\"y", "_nnull", "true", NULL), ==,
                   7);
  gp_test_directus_answer (server, "GET /items/a", 403, NULL, NULL);
  g_assert_cmpint (gp_directus_rows_count (client, "a", NULL, NULL), ==, -1);
}

static void
test_twins_and_lengths (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);

  gp_test_directus_answer (server, "GET /items/a", 200,
                           "{\"data\":[{\"f\":null,\"count\":9},"
                           "{\"f\":\"äöü\",\"count\":1}]}", NULL);
  g_assert_cmpint (gp_directus_rows_has_twins (client, "a", "f", NULL), ==, 0);
  g_assert_cmpint (gp_directus_rows_longest (client, "a", "f", NULL), ==, 3);
  gp_test_directus_answer (server, "GET /items/a", 200,
                           "{\"data\":[{\"f\":\"x\",\"count\":\"2\"}]}", NULL);
  g_assert_cmpint (gp_directus_rows_has_twins (client, "a", "f", NULL), ==, 1);
}

/* Only what differs is written, so that it can be done again. */
static void
test_copying (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *asked = NULL;
  g_autofree char *nothing = NULL;

  g_hash_table_insert (names, (char *) "id", (char *) "id");
  g_hash_table_insert (names, (char *) "f", (char *) "g");
  gp_test_directus_answer (server, "GET /items/a", 200,
                           "{\"data\":[{\"id\":1,\"f\":\"x\",\"g\":null}]}", NULL);
  gp_test_directus_answer (server, "SEARCH /items/b", 200, "{\"data\":[]}", NULL);
  g_assert_true (gp_directus_rows_copy_field (client, "a", "id", "f", "g", NULL));
  g_assert_true (gp_directus_rows_copy (client, "a", "b", names, "id", NULL));
  asked = gp_test_directus_dup_asked (server);
  g_assert_cmpstr (asked, ==, "PATCH /items/a\nSEARCH /items/b\nPOST /items/b\n");

  gp_test_directus_answer (server, "GET /items/a", 200,
                           "{\"data\":[{\"id\":1,\"f\":\"x\",\"g\":\"x\"}]}", NULL);
  gp_test_directus_answer (server, "SEARCH /items/b", 200, "{\"data\":[{\"id\":1}]}", NULL);
  g_assert_true (gp_directus_rows_copy_field (client, "a", "id", "f", "g", NULL));
  g_assert_true (gp_directus_rows_copy (client, "a", "b", names, "id", NULL));
  nothing = gp_test_directus_dup_asked (server);
  g_assert_cmpstr (nothing, ==, "SEARCH /items/b\n");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-rows/counting", test_counting);
  g_test_add_func ("/data/directus-rows/twins-and-lengths", test_twins_and_lengths);
  g_test_add_func ("/data/directus-rows/copying-can-be-repeated", test_copying);
  return g_test_run ();
}

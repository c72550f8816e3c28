/* test-value.c — values are copied, compared and read by type
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-value.h"
#include "gp-test.h"

static void
test_lists_keep_their_items (void)
{
  const char *const texts[] = { "", "b", "é" };
  GpId ids[2] = { gp_id_new (), gp_id_new () };
  g_auto(GpValue) list = gp_value_texts (texts, 3);
  g_auto(GpValue) copy = gp_value_copy (&list);
  g_auto(GpValue) refs = gp_value_ids (ids, 2);
  gsize n;
  const char *const *read = gp_value_get_texts (&copy, &n);
  const GpId *read_ids;

  g_assert_cmpuint (n, ==, 3);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpstr (read[i], ==, texts[i]);
  g_assert_null (read[n]);
  read_ids = gp_value_get_ids (&refs, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (gp_id_equal (&read_ids[1], &ids[1]));
}

static void
test_empty_lists_are_none (void)
{
  g_auto(GpValue) texts = gp_value_texts (NULL, 0);
  g_auto(GpValue) ids = gp_value_ids (NULL, 0);
  g_auto(GpValue) nil = gp_value_id (&gp_id_nil);
  g_auto(GpValue) text = gp_value_text (NULL);

  g_assert_true (gp_value_is_none (&texts));
  g_assert_true (gp_value_is_none (&ids));
  g_assert_true (gp_value_is_none (&nil));
  g_assert_true (gp_value_is_none (&text));
}

static void
test_other_type_reads_as_nothing (void)
{
  g_auto(GpValue) number = gp_value_int (7);
  gsize n = 5;

  g_assert_null (gp_value_get_text (&number));
  g_assert_null (gp_value_get_id (&number));
  g_assert_null (gp_value_get_point (&number));
  g_assert_false (gp_value_get_bool (&number));
  g_assert_nonnull (gp_value_get_texts (&number, &n));
  g_assert_cmpuint (n, ==, 0);
}

/* Antisymmetric, and equal only where the bytes are. */
static void
test_order_is_total (void)
{
  const char *const one[] = { "a" }, *const two[] = { "a", "b" };
  GpId id = gp_id_new ();
  GpValue values[] = {
    gp_value_none (),      gp_value_bool (FALSE), gp_value_bool (TRUE),    gp_value_int (-1),
    gp_value_int (1),      gp_value_text (""),    gp_value_text ("a"),     gp_value_id (&id),
    gp_value_point (0, 1), gp_value_point (0, 2), gp_value_texts (one, 1), gp_value_texts (two, 2),
    gp_value_ids (&id, 1),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      {
        int order = gp_value_compare (&values[i], &values[j]);

        g_assert_cmpint (order < 0 ? -1 : order > 0, ==, i < j ? -1 : i > j);
      }
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    gp_value_clear (&values[i]);
}

static void
test_minus_zero_is_zero (void)
{
  g_auto(GpValue) a = gp_value_point (-0.0, 0.0);
  g_auto(GpValue) b = gp_value_point (0.0, 0.0);

  g_assert_true (gp_value_equal (&a, &b));
  g_assert_cmpmem (gp_value_get_point (&a), sizeof (GpPoint), gp_value_get_point (&b),
                   sizeof (GpPoint));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/value/lists-keep-their-items", test_lists_keep_their_items);
  g_test_add_func ("/model/value/empty-lists-are-none", test_empty_lists_are_none);
  g_test_add_func ("/model/value/other-type-reads-as-nothing", test_other_type_reads_as_nothing);
  g_test_add_func ("/model/value/order-is-total", test_order_is_total);
  g_test_add_func ("/model/value/minus-zero-is-zero", test_minus_zero_is_zero);
  return g_test_run ();
}

/* test-domain.c — which domain an element is in
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-domain.h"
#include "gp-test.h"

/* Whatever its kind: what the metamodel lets refer to a domain as its own says which. */
static void
test_of_any_kind (void)
{
  GpId id = gp_id_new (), parent = gp_id_new (), domain = gp_id_new ();
  guint n = 0;

  for (guint kind = 0; kind < GP_N_KINDS; kind++)
    {
      g_autoptr(GpElement) element = gp_element_new (kind, &id, &parent, 1);
      GpProperty property;

      g_assert_null (gp_domain_of (element));
      if (!gp_domain_find_property (kind, &property))
        continue;
      gp_element_set_ref (element, property, &domain);
      g_assert_true (gp_id_equal (gp_domain_of (element), &domain));
      n++;
    }
  g_assert_cmpuint (n, ==, 4);      /* entities, flows, buckets, events */
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/domain/of-any-kind", test_of_any_kind);
  return g_test_run ();
}

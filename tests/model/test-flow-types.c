/* test-flow-types.c — what the steps of a flow give, as far as the design tells
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-types.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_data_gives_records (void)
{
  static const struct
  {
    const char *step;
    GpExprTypeKind kind;
  } cases[] = {
    { "data_read entity=order", GP_EXPR_TYPE_LIST },
    { "data_update entity=order", GP_EXPR_TYPE_LIST },
    { "data_delete entity=order", GP_EXPR_TYPE_LIST },
    { "data_create entity=order", GP_EXPR_TYPE_RECORD },
    { "data_read", GP_EXPR_TYPE_ANY },
    { "set output=1", GP_EXPR_TYPE_INT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script = g_strdup_printf ("entity order total:integer\nflow main\nstep a %s",
                                                 cases[i].step);
      g_autoptr(GpDesign) design = gp_test_flow_design (script);
      GpId step = gp_test_flow_find (design, GP_KIND_STEP, "a");
      GpId order = gp_test_flow_find (design, GP_KIND_ENTITY, "order");
      GpExprType type = gp_flow_get_output_type (design, gp_design_lookup (design, &step));

      g_assert_cmpint (type.kind, ==, cases[i].kind);
      if (type.kind == GP_EXPR_TYPE_LIST || type.kind == GP_EXPR_TYPE_RECORD)
        g_assert_true (gp_id_equal (&type.element, &order));
    }
}

static void
test_items_of_loops_have_types (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("flow main\nstep a for in=['x'] each=n\n  step b set with.y=n");
  GpId step = gp_test_flow_find (design, GP_KIND_STEP, "a");
  GpExprType type = gp_flow_get_item_type (design, gp_design_lookup (design, &step));

  g_assert_cmpint (type.kind, ==, GP_EXPR_TYPE_STRING);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-types/data-gives-records", test_data_gives_records);
  g_test_add_func ("/model/flow-types/items-of-loops-have-types", test_items_of_loops_have_types);

  return g_test_run ();
}

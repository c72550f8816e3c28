/* gp-test-layout.c — layout requests to test and measure with
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-layout.h"

GpLayoutRequest *
gp_test_layout_from_schema (const GpTestSchema *schema,
                            guint               copies)
{
  GpLayoutRequest *request = gp_layout_request_new ();
  guint n = schema->tables->len;

  for (guint copy = 0; copy < copies; copy++)
    {
      for (guint i = 0; i < n; i++)
        {
          const char *name = g_array_index (schema->tables, GpTestTable, i).name;
          g_autofree char *own = copy == 0 ? g_strdup (name)
                                           : g_strdup_printf ("copy%u%s", copy, name);

          gp_layout_request_add_node (request, own, gp_test_schema_width (schema, i),
                                      gp_test_schema_height (schema, i));
        }
      for (guint i = 0; i < schema->references->len; i++)
        {
          const GpTestReference *reference
            = &g_array_index (schema->references, GpTestReference, i);

          gp_layout_request_add_edge (request, copy * n + reference->from,
                                      copy * n + reference->to);
        }
    }

  return request;
}

GpLayoutRequest *
gp_test_layout_random (guint n_nodes,
                       guint n_groups)
{
  GpLayoutRequest *request = gp_layout_request_new ();

  for (guint i = 0; i < n_groups; i++)
    gp_layout_request_add_group (request, "group");

  for (guint i = 0; i < n_nodes; i++)
    {
      g_autofree char *name = g_strdup_printf ("word%d_%u", g_test_rand_int_range (0, 9), i);

      gp_layout_request_add_node (request, name, g_test_rand_int_range (80, 420),
                                  g_test_rand_int_range (40, 600));
      if (n_groups > 0)
        gp_layout_request_set_group (request, i, g_test_rand_int_range (0, n_groups));
    }
  for (guint i = 0; n_nodes > 0 && i < n_nodes * 16 / 10; i++)
    gp_layout_request_add_edge (request, g_test_rand_int_range (0, n_nodes),
                                g_test_rand_int_range (0, n_nodes));

  return request;
}

/* gp-test-painter.c — what a painter makes of a scene, as text
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-painter.h"

#include "gp-metrics.h"

#include <math.h>

#define MOST_RECTANGLES 30

GpPainter *
gp_test_painter_new (GpSceneBuilder *builder)
{
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, "DejaVu Sans");
  return gp_painter_new (gp_metrics_get_context (gp_scene_builder_get_metrics (builder)), &theme);
}

GskRenderNode *
gp_test_painter_make_frame (GpPainter        *painter,
                            GpSceneBuilder   *builder,
                            const GpViewport *view)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gp_painter_snapshot (painter, gp_scene_builder_get_scene (builder), view, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

char *
gp_test_painter_paint (GpPainter        *painter,
                       GpSceneBuilder   *builder,
                       const GpViewport *view)
{
  GskRenderNode *node = gp_test_painter_make_frame (painter, builder, view);
  g_autoptr(GBytes) bytes = gsk_render_node_serialize (node);

  gsk_render_node_unref (node);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
add_bounds (GskRenderNode  *node,
            cairo_region_t *region)
{
  graphene_rect_t bounds;
  cairo_rectangle_int_t rect;

  gsk_render_node_get_bounds (node, &bounds);
  graphene_rect_round_extents (&bounds, &bounds);
  rect = (cairo_rectangle_int_t) { (int) bounds.origin.x, (int) bounds.origin.y,
                                   (int) bounds.size.width, (int) bounds.size.height };
  cairo_region_union_rectangle (region, &rect);
}

static gboolean
can_compare (GskRenderNode *a,
             GskRenderNode *b)
{
  if (gsk_render_node_get_node_type (a) != gsk_render_node_get_node_type (b))
    return FALSE;
  if (gsk_render_node_get_node_type (a) != GSK_TRANSFORM_NODE)
    return TRUE;
  return gsk_transform_equal (gsk_transform_node_get_transform (a),
                              gsk_transform_node_get_transform (b))
         && can_compare (gsk_transform_node_get_child (a), gsk_transform_node_get_child (b));
}

static void compare_nodes (GskRenderNode *a, GskRenderNode *b, cairo_region_t *region);

/* What is alike at both ends is compared, what is left between them is another one. */
static void
compare_children (GskRenderNode  *a,
                  GskRenderNode  *b,
                  cairo_region_t *region)
{
  guint n_a = gsk_container_node_get_n_children (a);
  guint n_b = gsk_container_node_get_n_children (b);
  guint i = 0;

  for (; i < n_a && i < n_b && cairo_region_num_rectangles (region) <= MOST_RECTANGLES; i++)
    {
      if (!can_compare (gsk_container_node_get_child (a, i), gsk_container_node_get_child (b, i)))
        break;
      compare_nodes (gsk_container_node_get_child (a, i), gsk_container_node_get_child (b, i),
                     region);
    }
  for (; n_a > i && n_b > i && cairo_region_num_rectangles (region) <= MOST_RECTANGLES;
       n_a--, n_b--)
    {
      if (!can_compare (gsk_container_node_get_child (a, n_a - 1),
                        gsk_container_node_get_child (b, n_b - 1)))
        break;
      compare_nodes (gsk_container_node_get_child (a, n_a - 1),
                     gsk_container_node_get_child (b, n_b - 1), region);
    }
  for (guint j = i; j < n_a; j++)
    add_bounds (gsk_container_node_get_child (a, j), region);
  for (guint j = i; j < n_b; j++)
    add_bounds (gsk_container_node_get_child (b, j), region);
  if (cairo_region_num_rectangles (region) > MOST_RECTANGLES)
    {
      add_bounds (a, region);
      add_bounds (b, region);
    }
}

static gboolean
looks_the_same (GskRenderNode *a,
                GskRenderNode *b)
{
  g_autoptr(GBytes) one = gsk_render_node_serialize (a);
  g_autoptr(GBytes) two = gsk_render_node_serialize (b);

  return g_bytes_equal (one, two);
}

static void
compare_moved (GskRenderNode  *a,
               GskRenderNode  *b,
               cairo_region_t *region)
{
  cairo_region_t *inside = cairo_region_create ();
  float x, y;

  gsk_transform_to_translate (gsk_transform_node_get_transform (a), &x, &y);
  compare_nodes (gsk_transform_node_get_child (a), gsk_transform_node_get_child (b), inside);
  cairo_region_translate (inside, (int) floorf (x), (int) floorf (y));
  cairo_region_union (region, inside);
  cairo_region_destroy (inside);
}

static void
compare_nodes (GskRenderNode  *a,
               GskRenderNode  *b,
               cairo_region_t *region)
{
  GskRenderNodeType type = gsk_render_node_get_node_type (a);

  if (a == b)
    return;
  if (can_compare (a, b) && type == GSK_CONTAINER_NODE)
    compare_children (a, b, region);
  else if (can_compare (a, b) && type == GSK_TRANSFORM_NODE
           && gsk_transform_get_category (gsk_transform_node_get_transform (a))
                >= GSK_TRANSFORM_CATEGORY_2D_TRANSLATE)
    compare_moved (a, b, region);
  else if (!can_compare (a, b) || !looks_the_same (a, b))
    {
      add_bounds (a, region);
      add_bounds (b, region);
    }
}

cairo_region_t *
gp_test_painter_compare (GskRenderNode *before,
                         GskRenderNode *after)
{
  cairo_region_t *region = cairo_region_create ();

  compare_nodes (before, after, region);
  return region;
}

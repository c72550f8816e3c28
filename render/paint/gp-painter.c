/* gp-painter.c — paints a scene on the screen, as GSK render nodes
 * SPDX-License-Identifier: Apache-2.0
 *
 * From back to front: the canvas and its dots, areas, lines, cards, and from afar the names of
 * areas and landmarks. Each item becomes one node in canvas units, kept until it looks different; a
 * frame only puts them together under the transformation of the view. What looks the same at every
 * distance (lines, blocks, names from afar) is painted in view pixels, and so are the grounds of
 * areas: GTK paints again what differs from the last frame, and they would differ as a whole.
 *
 * Where something stands out, what does not is painted first and veiled by one rectangle in the
 * canvas' colour: fading costs no more than that, however much is faded.
 *
 * Where very many items come into view at once, or the level of detail changes, a frame makes only
 * some of their nodes; the others look as they did, or plain, until one of the next frames.
 *
 * Levels of detail are not only for speed: GTK 4.8's GL renderer aborts at some thousand cards with
 * all their fields in one frame. */
#define G_LOG_DOMAIN "gp-painter"
#include "config.h"
#include "gp-painter-private.h"

#include <math.h>

#define DOT_STEP   24.0
#define DOT_SIZE    1.5
#define NAME_SCALE_LEAST 0.6    /* of a domain's name from afar: about nine pixels high */
#define DOT_ZOOM     .45    /* no dots below */
#define VEIL         .74f   /* how much of the canvas lies over what is faded */
#define MOST_AWAY  1024     /* pixels */

graphene_point_t
gp_painter_find_away (guint slot)
{
  return GRAPHENE_POINT_INIT ((float) (slot % MOST_AWAY + 1),
                              (float) (slot / MOST_AWAY % MOST_AWAY));
}

GskRenderNode *
gp_painter_take_alone (GPtrArray              *nodes,
                       const graphene_point_t *away)
{
  GskRenderNode *node;
  GskRenderNode *moved;
  GskTransform *transform;

  if (nodes->len == 0)
    return NULL;
  node = gsk_container_node_new ((GskRenderNode **) nodes->pdata, nodes->len);
  g_ptr_array_set_size (nodes, 0);
  if (away == NULL)
    return node;
  transform = gsk_transform_translate (NULL, away);
  moved = gsk_transform_node_new (node, transform);
  gsk_transform_unref (transform);
  gsk_render_node_unref (node);
  return moved;
}

void
gp_painter_append (GskRenderNode *node,
                   GtkSnapshot   *snapshot)
{
  if (node == NULL)
    return;
  gtk_snapshot_append_node (snapshot, node);
  gsk_render_node_unref (node);
}

static void
cell_clear (gpointer data)
{
  GpPainterCell *cell = data;

  g_clear_pointer (&cell->node, gsk_render_node_unref);
}

static void
init_fonts (GpPainter *self)
{
  for (guint i = 0; i < GP_N_TEXT_STYLES; i++)
    {
      g_clear_pointer (&self->fonts[i], pango_font_description_free);
      self->fonts[i] = gp_theme_dup_font (&self->theme, i);
    }
}

GpPainter *
gp_painter_new (PangoContext  *context,
                const GpTheme *theme)
{
  GpPainter *self = g_new0 (GpPainter, 1);

  g_type_ensure (GSK_TYPE_CONTAINER_NODE);   /* GSK without GTK started needs its types */
  self->theme = *theme;
  self->context = g_object_ref (context);
  self->cells = g_array_new (FALSE, TRUE, sizeof (GpPainterCell));
  g_array_set_clear_func (self->cells, cell_clear);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->icons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->feet = g_array_new (FALSE, FALSE, sizeof (GpPainterFoot));
  g_array_set_clear_func (self->feet, gp_painter_foot_clear);
  self->found = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ranking = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ranked = G_MAXUINT64;
  self->most_new = G_MAXUINT;
  self->complete = TRUE;
  init_fonts (self);
  return self;
}

void
gp_painter_free (GpPainter *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->cells);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->icons);
  g_array_unref (self->feet);
  g_clear_pointer (&self->dots, gsk_render_node_unref);
  g_array_unref (self->found);
  g_array_unref (self->ranking);
  g_clear_pointer (&self->lit, g_hash_table_unref);
  g_clear_pointer (&self->lit_lines, g_hash_table_unref);
  for (guint i = 0; i < GP_N_TEXT_STYLES; i++)
    pango_font_description_free (self->fonts[i]);
  g_object_unref (self->context);
  g_free (self);
}

void
gp_painter_set_theme (GpPainter     *self,
                      PangoContext  *context,
                      const GpTheme *theme)
{
  self->theme = *theme;
  g_set_object (&self->context, context);
  init_fonts (self);
  g_hash_table_remove_all (self->texts);
  g_hash_table_remove_all (self->icons);
  g_clear_pointer (&self->dots, gsk_render_node_unref);
  gp_painter_drop (self);
}

const GpTheme *
gp_painter_get_theme (const GpPainter *self)
{
  return &self->theme;
}

void
gp_painter_drop (GpPainter *self)
{
  g_array_set_size (self->cells, 0);
}

guint
gp_painter_get_cached (const GpPainter *self)
{
  guint n = 0;

  for (guint i = 0; i < self->cells->len; i++)
    n += g_array_index (self->cells, GpPainterCell, i).node != NULL;
  return n;
}

void
gp_painter_set_lit (GpPainter  *self,
                    GHashTable *items,
                    GHashTable *lines)
{
  g_clear_pointer (&self->lit, g_hash_table_unref);
  g_clear_pointer (&self->lit_lines, g_hash_table_unref);
  self->lit = items != NULL ? g_hash_table_ref (items) : NULL;
  self->lit_lines = lines != NULL ? g_hash_table_ref (lines) : NULL;
}

void
gp_painter_set_most_new (GpPainter *self,
                         guint      shapes)
{
  self->most_new = shapes;
}

gboolean
gp_painter_is_complete (const GpPainter *self)
{
  return self->complete;
}

gboolean
gp_painter_wants_item (const GpPainter   *self,
                       const GpSceneItem *item)
{
  return self->pass == GP_PAINTER_ALL
         || g_hash_table_contains (self->lit, &item->key) == (self->pass == GP_PAINTER_LIT);
}

gboolean
gp_painter_wants_line (const GpPainter   *self,
                       const GpScene     *scene,
                       const GpSceneLine *line)
{
  gboolean lit;

  if (self->pass == GP_PAINTER_ALL)
    return TRUE;
  if (self->lit_lines != NULL)
    lit = g_hash_table_contains (self->lit_lines, &line->id);
  else
    lit = g_hash_table_contains (self->lit, &gp_scene_get_item (scene, line->from)->key)
          && g_hash_table_contains (self->lit, &gp_scene_get_item (scene, line->to)->key);
  return lit == (self->pass == GP_PAINTER_LIT);
}

/* From afar areas are small and many, and one node each. */
static gboolean
has_ground (const GpSceneItem *item,
            GpLod              lod)
{
  return item->type == GP_ITEM_AREA && lod <= GP_LOD_BARS;
}

/* The node of @item, or NULL where it looks like nothing. FALSE where it has to wait for another
 * frame; then @out is how it looked before, or NULL. */
static gboolean
get_node (GpPainter         *self,
          GpScene           *scene,
          const GpSceneItem *item,
          GpLod              lod,
          GskRenderNode    **out)
{
  GpPainterCell *cell;
  g_autoptr(GpShapes) shapes = NULL;
  const GpShape *all;
  guint first = 0;
  guint n;

  if (self->cells->len <= item->slot)
    g_array_set_size (self->cells, item->slot + 1);
  cell = &g_array_index (self->cells, GpPainterCell, item->slot);
  *out = gp_id_equal (&cell->key, &item->key) ? cell->node : NULL;
  if (*out != NULL && cell->revision == item->revision && cell->lod == lod)
    return TRUE;
  if (self->left == 0 && item->type != GP_ITEM_AREA)
    {
      self->complete = FALSE;
      return FALSE;
    }

  shapes = gp_scene_build_shapes (scene, item, lod);
  all = gp_shapes_peek (shapes, &n);
  self->left -= MIN (self->left, n);
  if (has_ground (item, lod) && n > 0)
    cell->ground = all[first++];
  g_clear_pointer (&cell->node, gsk_render_node_unref);
  /* What is written on cards could not be read: see gp_painter_snapshot_names(). */
  cell->node = gp_painter_make_node (self, shapes, first,
                                     lod != GP_LOD_NAMES || item->type == GP_ITEM_NOTE,
                                     &item->accent);
  cell->key = item->key;
  cell->revision = item->revision;
  cell->lod = lod;
  *out = cell->node;
  return TRUE;
}

/* One rectangle in view pixels, at least a pixel large, instead of a node. */
static void
add_plain (GpPainter         *self,
           const GpSceneItem *item,
           const GpViewport  *view,
           GpColor            style,
           GtkSnapshot       *snapshot)
{
  GdkRGBA color = gp_theme_get_color (&self->theme, style, &item->accent);
  double x;
  double y;

  gp_viewport_to_view (view, item->rect.x, item->rect.y, &x, &y);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y,
                                                  (float) MAX (1, item->rect.width * view->zoom),
                                                  (float) MAX (1, item->rect.height * view->zoom)));
}

static void
add_item (GpPainter         *self,
          GpScene           *scene,
          const GpSceneItem *item,
          const GpViewport  *view,
          const GpTiles     *tiles,
          GpLod              lod,
          GtkSnapshot       *snapshot)
{
  GskRenderNode *node;
  double x;
  double y;

  if (!get_node (self, scene, item, lod, &node) && node == NULL)
    add_plain (self, item, view, GP_COLOR_CARD, snapshot);
  if (has_ground (item, lod))
    gp_painter_snapshot_ground (self, item,
                                &g_array_index (self->cells, GpPainterCell, item->slot).ground,
                                view, tiles, snapshot);
  if (node == NULL)
    return;
  gp_viewport_to_view (view, item->rect.x, item->rect.y, &x, &y);
  if (view->zoom == 1)
    {
      x = round (x);   /* sharp text and borders */
      y = round (y);
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  if (view->zoom != 1)
    gtk_snapshot_scale (snapshot, (float) view->zoom, (float) view->zoom);
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

static gboolean
are_dots (GskRenderNode         *node,
          const graphene_rect_t *bounds,
          const graphene_rect_t *tile)
{
  graphene_rect_t own;

  gsk_render_node_get_bounds (node, &own);
  return graphene_rect_equal (&own, bounds)
         && graphene_rect_equal (gsk_repeat_node_get_child_bounds (node), tile);
}

/* Two nodes that repeat something never look the same to GTK, which would then paint all of the
 * canvas again after the smallest edit: the node is kept while the view stays. */
static void
add_dots (GpPainter        *self,
          const GpViewport *view,
          GtkSnapshot      *snapshot)
{
  double step = DOT_STEP * view->zoom;
  double x = -fmod (view->x * view->zoom, step) - step;
  double y = -fmod (view->y * view->zoom, step) - step;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) view->width, (float) view->height);
  graphene_rect_t tile = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) step, (float) step);
  graphene_rect_t dot = GRAPHENE_RECT_INIT ((float) (x + step / 2), (float) (y + step / 2),
                                            (float) DOT_SIZE, (float) DOT_SIZE);
  GskRenderNode *color;

  if (self->dots == NULL || !are_dots (self->dots, &bounds, &tile))
    {
      g_clear_pointer (&self->dots, gsk_render_node_unref);
      color = gsk_color_node_new (&self->theme.colors[GP_COLOR_DOT], &dot);
      self->dots = gsk_repeat_node_new (&bounds, color, &tile);
      gsk_render_node_unref (color);
    }
  gtk_snapshot_append_node (snapshot, self->dots);
}

static void
add_areas (GpPainter        *self,
           GpScene          *scene,
           const GArray     *slots,
           const GpViewport *view,
           const GpTiles    *tiles,
           GpLod             lod,
           GtkSnapshot      *snapshot)
{
  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));

      /* An area that stood out would lie over the faded cards in it; from afar it has none. */
      if (item->type == GP_ITEM_AREA
          && (self->pass != GP_PAINTER_LIT || lod == GP_LOD_GROUPS)
          && (lod != GP_LOD_GROUPS || gp_painter_wants_item (self, item)))
        add_item (self, scene, item, view, tiles, lod, snapshot);
    }
}

static void
add_cards (GpPainter        *self,
           GpScene          *scene,
           const GArray     *slots,
           const GpViewport *view,
           const GpTiles    *tiles,
           GpLod             lod,
           GtkSnapshot      *snapshot)
{
  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));

      if (item->type == GP_ITEM_AREA || !gp_painter_wants_item (self, item))
        continue;
      /* From the greatest distance the area stands for its members. */
      if (lod == GP_LOD_GROUPS && gp_scene_find (scene, &item->area) != NULL)
        continue;
      if (lod >= GP_LOD_BLOCKS)
        add_plain (self, item, view, GP_COLOR_ACCENT_BORDER, snapshot);
      else
        add_item (self, scene, item, view, tiles, lod, snapshot);
    }
}

static void
add_pass (GpPainter        *self,
          GpScene          *scene,
          const GArray     *slots,
          const GpViewport *view,
          GtkSnapshot      *snapshot)
{
  GpLod lod = gp_scene_get_lod (view->zoom);
  GpRect area = gp_viewport_get_area (view);
  GtkSnapshot *below = gtk_snapshot_new ();
  GtkSnapshot *lines = gtk_snapshot_new ();
  GpTiles tiles;

  gp_tiles_init (&tiles, view->width, view->height);
  add_areas (self, scene, slots, view, &tiles, lod, below);
  if (lod < GP_LOD_GROUPS)
    gp_painter_snapshot_lines (self, scene, view, lod, &area, &tiles, lines);
  /* What is compared first says what is painted again. */
  if (lod <= GP_LOD_BARS)
    gp_painter_append (gp_tiles_make_node (&tiles), snapshot);
  gp_painter_append (gtk_snapshot_free_to_node (below), snapshot);
  gp_painter_append (gtk_snapshot_free_to_node (lines), snapshot);
  add_cards (self, scene, slots, view, &tiles, lod, snapshot);
  if (lod > GP_LOD_FULL)
    gp_painter_snapshot_names (self, scene, slots, view, lod, snapshot);
}

void
gp_painter_snapshot (GpPainter        *self,
                     GpScene          *scene,
                     const GpViewport *view,
                     GtkSnapshot      *snapshot)
{
  GpRect area = gp_viewport_get_area (view);
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  GdkRGBA veil = self->theme.colors[GP_COLOR_CANVAS];

  g_return_if_fail (self != NULL && scene != NULL && view->zoom > 0);

  self->left = self->most_new;
  self->complete = TRUE;
  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_CANVAS],
                             &GRAPHENE_RECT_INIT (0, 0, (float) view->width, (float) view->height));
  if (view->zoom >= DOT_ZOOM)
    add_dots (self, view, snapshot);

  gp_scene_query_items (scene, &area, slots);
  if (self->lit == NULL)
    {
      add_pass (self, scene, slots, view, snapshot);
      return;
    }
  self->pass = GP_PAINTER_FADED;
  add_pass (self, scene, slots, view, snapshot);
  veil.alpha = VEIL;
  gtk_snapshot_append_color (snapshot, &veil,
                             &GRAPHENE_RECT_INIT (0, 0, (float) view->width, (float) view->height));
  self->pass = GP_PAINTER_LIT;
  add_pass (self, scene, slots, view, snapshot);
  self->pass = GP_PAINTER_ALL;
}

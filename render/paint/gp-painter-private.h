/* gp-painter-private.h — the parts of the painter to one another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-painter.h"
#include "gp-tiles.h"

G_BEGIN_DECLS

/* A node that was made once, and for what. */
typedef struct
{
  GskRenderNode *node;
  GpId           key;         /* of the item */
  guint          revision;
  guint          lod;
  GpShape        ground;      /* of an area: painted by itself, under the node */
} GpPainterCell;

/* The two bars of a crow's foot, made once for all that look like it. */
typedef struct
{
  GskRenderNode *node;
  GdkRGBA        color;
  double         width;       /* of a bar */
  GpPoint        foot;        /* where the bars meet, from where the line meets the card */
  GpPoint        side;        /* where one of them ends, the other opposite of it */
} GpPainterFoot;

/* What of the drawing is being painted: where something stands out, first what does not. */
typedef enum
{
  GP_PAINTER_ALL,
  GP_PAINTER_FADED,
  GP_PAINTER_LIT,
} GpPainterPass;

struct _GpPainter
{
  GpTheme        theme;
  PangoContext  *context;
  PangoFontDescription *fonts[GP_N_TEXT_STYLES];
  GArray        *cells;       /* GpPainterCell by slot of items */
  GHashTable    *texts;       /* "style text" → PangoLayout */
  GHashTable    *icons;       /* icon and colour → GdkTexture */
  GArray        *feet;        /* GpPainterFoot */
  GskRenderNode *dots;        /* of the last frame, or NULL */
  GArray        *found;       /* slots, for queries */
  GArray        *ranking;     /* slots of cards, those with most lines first */
  guint64        ranked;      /* the scene's serial that the ranking was made for */
  GHashTable    *lit;         /* GpId: keys of items that stand out; NULL: nothing is faded */
  GHashTable    *lit_lines;   /* GpId; NULL: those between lit items */
  GpPainterPass  pass;
  guint          most_new;    /* shapes a frame */
  guint          left;        /* of them, in this frame */
  gboolean       complete;
};

/* gp-painter.c: whether they belong to the pass. */
gboolean       gp_painter_wants_item    (const GpPainter *self, const GpSceneItem *item);
gboolean       gp_painter_wants_line    (const GpPainter *self, const GpScene *scene,
                                         const GpSceneLine *line);

/* gp-painter.c: GTK compares the nodes of a frame with those of the last one, in order, and takes
 * two of a type for the same thing. What is moved by a distance that nothing else is moved by is
 * compared with itself alone: its nodes are made that much nearer. */
graphene_point_t gp_painter_find_away    (guint slot);
/* (transfer full): @nodes as one; they are emptied. @away: NULL: it is not moved. NULL for none */
GskRenderNode *gp_painter_take_alone    (GPtrArray *nodes, const graphene_point_t *away);
/* @node: taken; NULL is fine */
void           gp_painter_append        (GskRenderNode *node, GtkSnapshot *snapshot);

/* gp-painter-shapes.c: the node of shapes from the one at @first on, in canvas units from the
 * item's corner. (nullable): NULL where there are none */
GskRenderNode *gp_painter_make_node (GpPainter *self,
                                     const GpShapes *shapes,
                                     guint first,
                                     gboolean with_texts,
                                     const GdkRGBA *accent);
void gp_painter_add_text (GpPainter *self,
                          GtkSnapshot *snapshot,
                          const GpShape *shape,
                          const GdkRGBA *color);
PangoLayout   *gp_painter_get_layout    (GpPainter *self, GpTextStyle style, const char *text);
/* (transfer none): in view pixels */
GskRenderNode *gp_painter_get_foot (GpPainter *self,
                                    const GdkRGBA *color,
                                    double width,
                                    GpPoint foot,
                                    GpPoint side);
void           gp_painter_foot_clear    (gpointer data);

/* gp-painter-areas.c: the ground of an area, which @box is the shape of */
void           gp_painter_snapshot_ground (GpPainter *self, const GpSceneItem *item,
                                           const GpShape *box, const GpViewport *view,
                                           const GpTiles *tiles, GtkSnapshot *snapshot);

/* gp-painter-lines.c: @tiles are told of what is painted. */
void           gp_painter_snapshot_lines (GpPainter *self, GpScene *scene, const GpViewport *view,
                                          GpLod lod, const GpRect *area, GpTiles *tiles,
                                          GtkSnapshot *snapshot);

/* gp-painter-names.c: @slots: what is in view */
void           gp_painter_snapshot_names (GpPainter *self, GpScene *scene, const GArray *slots,
                                          const GpViewport *view, GpLod lod, GtkSnapshot *snapshot);

G_END_DECLS

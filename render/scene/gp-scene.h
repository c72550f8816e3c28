/* gp-scene.h — what a drawing shows: areas, cards and lines with their places
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-shape.h"
#include "gp-kind.h"

G_BEGIN_DECLS

/** GpLod: how much is shown, by zoom. */
typedef enum
{
  GP_LOD_FULL,      /* everything */
  GP_LOD_BARS,      /* names; bars instead of fields */
  GP_LOD_NAMES,     /* cards with large names */
  GP_LOD_BLOCKS,    /* plain rectangles */
  GP_LOD_GROUPS,    /* domains and their names */
  GP_N_LODS
} GpLod;

typedef enum
{
  GP_ITEM_AREA,     /* a domain; the frame of a step that has steps of its own */
  GP_ITEM_CARD,     /* an entity */
  GP_ITEM_NODE,     /* a step, a trigger, the end of a branch; a role, bucket, event or flow */
  GP_ITEM_NOTE,
} GpItemType;

typedef enum
{
  GP_STATE_SAME,
  GP_STATE_ADDED,
  GP_STATE_CHANGED,
  GP_STATE_REMOVED,
} GpState;

/**
 * GpSceneItem: something with a place of its own. Read-only outside the scene and its builder.
 * @key: unique in the scene; mostly the same as @id
 * @id: the element that is drawn
 * @area: the key of the area that it belongs to, or nil
 * @rect: canvas units
 * @revision: grows when it looks different; moving is no look
 * @row_ids: fields in the order of their rows; nil for the row that tells how many are left
 *   out, or that folds a tall card again
 * @placed: its place is stored in the design
 * @proposed: it is not, but a layout or a hand gave it one for now
 * @ghost: stands outside what is shown, for a relation to it; has no place of its own
 * @folded: stands for its members, which are not shown
 */
typedef struct
{
  guint        slot;
  GpId         key;
  GpId         id;
  GpId         area;
  GpKind       kind;
  GpItemType   type;
  GpState      state;
  GpRect       rect;
  guint        revision;
  GdkRGBA      accent;
  char        *title;
  guint        n_rows;
  GpId        *row_ids;
  double       row_top;        /* of the first row, from the item's top */
  double       least_width;    /* of a frame: what its header takes */
  gboolean     placed;
  gboolean     proposed;
  gboolean     pinned;
  gboolean     muted;          /* read-only or kept elsewhere */
  gboolean     ghost;
  gboolean     folded;
  guint        degree;         /* lines that end here */
} GpSceneItem;

typedef enum
{
  GP_LINE_RELATION,
  GP_LINE_NEXT,
  GP_LINE_TRUE,
  GP_LINE_ELSE,
  GP_LINE_ERROR,
  GP_LINE_READS,      /* among flows: what a flow reads */
  GP_LINE_CIRCLE,     /* among flows: part of a way that leads back to where it began */
  GP_N_LINE_TYPES
} GpLineType;

typedef enum
{
  GP_MARK_NONE,
  GP_MARK_ONE,
  GP_MARK_ZERO_OR_ONE,
  GP_MARK_MANY,
  GP_MARK_ZERO_OR_MANY,
  GP_MARK_ARROW,
} GpMark;

/* The radius of a bend, where it has room, and the width of a bundle; canvas units. */
#define GP_LINE_BEND          7.0
#define GP_LINE_BUNDLE_WIDTH  2.6

/**
 * GpSceneLine: a line between two items, axis-parallel from point to point.
 * @id: the element that is drawn: a reference field, a composite reference, a transition; the
 *   entity of a bridge; of a bundle an id of no element
 * @from_row: the row that it leaves from, or -1
 * @from_rows, @to_rows: (element-type int): all rows of a composite reference, or NULL
 * @bundle: (element-type GpId): the relations that it stands for between folded cards, or NULL
 * @bridge: it stands for an entity between two others
 * @cropped: leads to a hub: only its beginning is drawn until it is pointed at
 */
typedef struct
{
  guint        slot;
  GpId         id;
  guint        from;           /* slots of items */
  guint        to;
  int          from_row;
  int          to_row;
  GArray      *from_rows;
  GArray      *to_rows;
  GArray      *bundle;
  gboolean     bridge;
  GpLineType   type;
  GpMark       from_mark;
  GpMark       to_mark;
  GpState      state;
  gboolean     cropped;
  char        *label;          /* or NULL */
  GpPoint     *points;         /* canvas units */
  guint        n_points;
  double      *radii;          /* of the bends, by point; NULL: each GP_LINE_BEND */
  gboolean     label_placed;   /* at @label_at; else in the middle of its piece */
  GpPoint      label_at;       /* the middle of the label */
  GpRect       bounds;
} GpSceneLine;

/** GpScene: a display list with look-up by place and by id. Not thread-safe. */
typedef struct _GpScene GpScene;

/** GpSceneShaper: fills @shapes with what @item looks like at @lod. */
typedef void (*GpSceneShaper) (const GpSceneItem *item,
                               GpLod lod,
                               GpShapes *shapes,
                               gpointer user_data);

GpScene            *gp_scene_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void                gp_scene_free           (GpScene *self);   /* NULL is fine */

/** gp_scene_get_lod: for a zoom. */
GpLod               gp_scene_get_lod        (double zoom);

/** gp_scene_get_serial: grows with every change of the scene. */
guint64             gp_scene_get_serial     (const GpScene *self);

/** gp_scene_get_bounds: around all items and lines; zero for an empty scene. O(1) mostly. */
GpRect              gp_scene_get_bounds     (GpScene *self);

/* Slots of items and lines are numbers below these; some are empty (NULL). */
guint               gp_scene_get_n_items    (const GpScene *self);
guint               gp_scene_get_n_lines    (const GpScene *self);
const GpSceneItem  *gp_scene_get_item       (const GpScene *self, guint slot);
const GpSceneLine  *gp_scene_get_line       (const GpScene *self, guint slot);

/** gp_scene_find: the item with @key, or NULL. gp_scene_find_line: the line that draws @id, or
 * NULL.
 * Both O(1). gp_scene_item_find_row: the row that shows a field, or -1. O(rows). */
const GpSceneItem  *gp_scene_find           (const GpScene *self, const GpId *key);
const GpSceneLine  *gp_scene_find_line      (const GpScene *self, const GpId *id);
int                 gp_scene_item_find_row  (const GpSceneItem *item, const GpId *field);

/** gp_scene_item_get_row_rect: canvas units. */
GpRect              gp_scene_item_get_row_rect (const GpSceneItem *item, guint row);

/** gp_scene_query_items, gp_scene_query_lines: slots (guint) of what touches @area, ascending. A
 * line does where it runs, not where it runs around something; of thousands, also those are listed
 * that only run around @area. @out is cleared. */
void                gp_scene_query_items    (GpScene *self, const GpRect *area, GArray *out);
void                gp_scene_query_lines    (GpScene *self, const GpRect *area, GArray *out);

/** gp_scene_line_get_bend: the radius of the bend at a point of @line; 0 at its ends. */
double              gp_scene_line_get_bend  (const GpSceneLine *line, guint point);

/** gp_scene_line_get_label_point: where the middle of its label is, canvas units. */
GpPoint             gp_scene_line_get_label_point (const GpSceneLine *line);

/** gp_scene_line_get_bracket: from the first to the last row of a composite reference, a little
 * beside the card. FALSE where there are no such rows at this end. */
gboolean            gp_scene_line_get_bracket (const GpSceneLine *line, gboolean at_start,
                                               GpPoint out_ends[static 2]);

/** gp_scene_line_touches: whether anything that is drawn of @line may be in @area; it may say so of
 * one with a label or brackets that are only near. */
gboolean            gp_scene_line_touches      (const GpSceneLine *line, const GpRect *area);

/** gp_scene_line_get_distance: how far @x, @y is from what is drawn of @line, canvas units. */
double              gp_scene_line_get_distance (const GpSceneLine *line, double x, double y);

/** gp_scene_list_lines: (transfer container): slots (guint) of the lines that end at @item. */
GArray             *gp_scene_list_lines     (const GpScene *self, const GpSceneItem *item);

/** gp_scene_list_members: (transfer container): slots (guint) of the items of the area @key. */
GArray             *gp_scene_list_members   (const GpScene *self, const GpId *key);

/** gp_scene_build_shapes: (transfer full): what @item looks like. */
GpShapes *gp_scene_build_shapes (const GpScene *self, const GpSceneItem *item, GpLod lod);

/** gp_scene_dump: (transfer full): the whole scene as text, for tests. */
char               *gp_scene_dump           (const GpScene *self, GpLod lod);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpScene, gp_scene_free)
G_END_DECLS

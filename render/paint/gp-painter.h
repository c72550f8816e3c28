/* gp-painter.h — paints a scene on the screen, as GSK render nodes
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-scene.h"
#include "gp-viewport.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpPainter: keeps the nodes of items that it has painted, by slot, revision and level of detail.
 * Needs no display. Used from one thread.
 */
typedef struct _GpPainter GpPainter;

/** gp_painter_new: @context: a reference is taken. */
GpPainter *gp_painter_new (PangoContext *context, const GpTheme *theme) G_GNUC_WARN_UNUSED_RESULT;
void       gp_painter_free       (GpPainter *self);   /* NULL is fine */

/** gp_painter_set_theme: another look; all nodes are dropped. @context: for text. */
void       gp_painter_set_theme  (GpPainter *self, PangoContext *context, const GpTheme *theme);
const GpTheme *gp_painter_get_theme (const GpPainter *self);

/** gp_painter_drop: forgets all nodes. */
void       gp_painter_drop       (GpPainter *self);

/** gp_painter_set_most_new: a frame makes nodes for about so many shapes; what is left looks as it
 * did before, or plain, and gp_painter_is_complete() says that another frame is wanted. Without
 * this a frame is always complete. */
void       gp_painter_set_most_new (GpPainter *self, guint shapes);

/** gp_painter_is_complete: whether the last frame showed everything as it looks now. */
gboolean   gp_painter_is_complete (const GpPainter *self);

/** gp_painter_set_lit: what stands out; everything else is faded.
 * @items: set of GpId: keys of items; NULL: nothing is faded
 * @lines: set of GpId; NULL: those between lit items
 * References are taken; the sets must not change afterwards. */
void       gp_painter_set_lit     (GpPainter *self, GHashTable *items, GHashTable *lines);

/** gp_painter_snapshot: everything of @scene that @view shows, with the canvas behind it. */
void       gp_painter_snapshot   (GpPainter *self, GpScene *scene, const GpViewport *view,
                                  GtkSnapshot *snapshot);

/** gp_painter_snapshot_line: one line in @color and @width pixels, over the others. Stubs are drawn
 * as they are; see gp_way_relation() for their whole way. */
void gp_painter_snapshot_line (GpPainter *self,
                               const GpSceneLine *line,
                               const GpViewport *view,
                               GpColor color,
                               double width,
                               GtkSnapshot *snapshot);

/** gp_painter_snapshot_points: an axis-parallel way in @color and @width pixels. */
void       gp_painter_snapshot_points (GpPainter *self, const GpPoint *points, guint n,
                                       const GpViewport *view, GpColor color, double width,
                                       gboolean dashed, GtkSnapshot *snapshot);

/** gp_painter_get_cached: how many nodes are kept; for tests. */
guint      gp_painter_get_cached (const GpPainter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPainter, gp_painter_free)
G_END_DECLS

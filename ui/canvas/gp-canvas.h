/* gp-canvas.h — the drawing on the screen, and what people do to it with pointer and keys
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-lights.h"
#include "gp-flow-progress.h"
#include "gp-history.h"
#include "gp-run-counts.h"
#include "gp-scene-builder.h"
#include "gp-selection.h"
#include "gp-session.h"
#include "gp-viewport.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  GP_TOOL_SELECT,
  GP_TOOL_ENTITY,
  GP_TOOL_RELATION,
  GP_TOOL_FLOW,
  GP_TOOL_ROLE,
  GP_TOOL_BUCKET,
  GP_TOOL_DOMAIN,
  GP_TOOL_NOTE,
  GP_N_TOOLS
} GpTool;

/**
 * GpCanvas: shows a design through a lens and edits it through a history.
 *
 * Actions: canvas.zoom-in, canvas.zoom-out, canvas.zoom-100, canvas.zoom-all,
 * canvas.zoom-selection,
 * canvas.select-all, canvas.select-none, canvas.rename, canvas.retype, canvas.add-field,
 * canvas.delete, canvas.duplicate, canvas.tidy-all, canvas.tidy-selection,
 * canvas.find-domains, canvas.fold, canvas.pin, canvas.as-relation, canvas.fold-junctions,
 * canvas.open (enters a domain or a flow, else renames), canvas.leave and
 * canvas.tool ("select", "entity", "relation", "flow", "role", "bucket", "domain", "note").
 *
 * GpCanvas::report (GpCanvas *self, const char *message): something could not be done, and why.
 * notify::zoom: the view was zoomed. notify::tool: another tool was taken.
 */
#define GP_TYPE_CANVAS (gp_canvas_get_type ())
G_DECLARE_FINAL_TYPE (GpCanvas, gp_canvas, GP, CANVAS, GtkWidget)

GtkWidget   *gp_canvas_new            (void);

/** gp_canvas_set_history: what is shown and edited; a reference is taken. NULL shows nothing. */
void         gp_canvas_set_history    (GpCanvas *self, GpHistory *history);

/** gp_canvas_set_session: who knows the text forms for the clipboard; a reference is taken. NULL:
 * what is copied can be pasted within this program alone. */
void         gp_canvas_set_session    (GpCanvas *self, GpSession *session);

/** gp_canvas_set_selection: the selection that is shared with other parts; never NULL. */
void         gp_canvas_set_selection  (GpCanvas *self, GpSelection *selection);
GpSelection *gp_canvas_get_selection  (GpCanvas *self);               /* borrowed */

/** gp_canvas_set_lens: shows the first view of that lens; the access lens as the role that most
 * rules are about. */
void         gp_canvas_set_lens       (GpCanvas *self, GpLens lens);
GpLens       gp_canvas_get_lens       (GpCanvas *self);

/** gp_canvas_set_view: which view of the design; NULL: the first one of the lens. */
void         gp_canvas_set_view       (GpCanvas *self, const GpId *view);

/** gp_canvas_set_subject: the role or persona of the access lens, the flow or domain of the flows
 * lens, the domain of the data lens whose inside is shown; NULL: everybody, all flows,
 * everything. */
void         gp_canvas_set_subject    (GpCanvas *self, const GpId *subject);

/** gp_canvas_get_view, _get_subject: what was set; nil for the first view of the lens, for
 * everything. */
void         gp_canvas_get_view       (GpCanvas *self, GpId *out);
void         gp_canvas_get_subject    (GpCanvas *self, GpId *out);

/** gp_canvas_get_subject_list: (transfer none): to choose the subject with; for a place beside the
 * canvas, and hidden where there is nothing to choose from. */
GtkWidget   *gp_canvas_get_subject_list (GpCanvas *self);

/** gp_canvas_find_view_in: the view that is shown, or the first of the lens, as @design has it;
 * NULL where it has neither. */
const GpElement *gp_canvas_find_view_in (GpCanvas *self, GpDesign *design);

/** gp_canvas_enter: shows the inside of a domain in the data lens, of a flow in the flows lens.
 * gp_canvas_leave: shows the whole again, as it was seen before. */
void         gp_canvas_enter          (GpCanvas *self, const GpId *whole);

/** gp_canvas_enter_for: in the flows lens enters the flow that the step @id is in, and selects it.
 * FALSE where it is none, or is in the flow that is shown. */
gboolean     gp_canvas_enter_for      (GpCanvas *self, const GpId *id);
void         gp_canvas_leave          (GpCanvas *self);

/** gp_canvas_set_comparison: shows what has changed since @base; NULL ends it. */
void         gp_canvas_set_comparison (GpCanvas *self, GpDesign *base);

/** gp_canvas_set_findings: of GpFinding: inside of a flow, steps show how many problems they have.
 * Read before this returns. */
void         gp_canvas_set_findings   (GpCanvas *self, GPtrArray *findings);

/** gp_canvas_set_lights: flows and steps that some kind of backend does not run as they are drawn
 * carry a mark that says so. A reference is taken. */
void         gp_canvas_set_lights     (GpCanvas *self, GpFlowLights *lights);

/** gp_canvas_set_run: what a run did is painted over the drawing of its flow. @run: NULL: none.
 * @stops: (nullable): set of GpId of steps that it stops before. References are taken; to be called
 * again when they change. */
void         gp_canvas_set_run        (GpCanvas *self, GpFlowProgress *run, GHashTable *stops);

/** gp_canvas_set_counts: how often flows and steps were done, for their cards. @counts: NULL: none;
 * a reference is taken. */
void         gp_canvas_set_counts     (GpCanvas *self, GpRunCounts *counts);

/** gp_canvas_set_editable: FALSE: looking, selecting and panning only. */
void         gp_canvas_set_editable   (GpCanvas *self, gboolean editable);

/* What people chose for all canvases: whether moved cards snap, whether there is a minimap, whether
 * relations run in curves, whether the palette of steps is unfolded. */
void         gp_canvas_set_curved     (GpCanvas *self, gboolean curved);
void         gp_canvas_set_snapping   (GpCanvas *self, gboolean snapping);
void         gp_canvas_set_minimap    (GpCanvas *self, gboolean minimap);
void         gp_canvas_set_step_palette (GpCanvas *self, gboolean open);

void         gp_canvas_set_tool       (GpCanvas *self, GpTool tool);
GpTool       gp_canvas_get_tool       (GpCanvas *self);

/** gp_canvas_reveal: pans, and zooms in where it is too small to read, until @id is seen: an item,
 * a field or a line. Does nothing where the lens does not show it. */
void         gp_canvas_reveal         (GpCanvas *self, const GpId *id);

/** gp_canvas_set_covered: panels lie over so many pixels of it, at the side where lines begin and
 * at the other one. What was in the middle of the free part moves into the middle of what is free.
 */
void         gp_canvas_set_covered    (GpCanvas *self, double start, double end);

/** gp_canvas_set_plain: TRUE: without bar, minimap and lists, for those who read or listen. */
void         gp_canvas_set_plain      (GpCanvas *self, gboolean plain);

/** gp_canvas_show_area: as large as it fits above the lowest @below pixels. @smoothly: moves there
 * where people want motion. */
void         gp_canvas_show_area      (GpCanvas *self, const GpRect *area, double below,
                                       gboolean smoothly);

/** gp_canvas_get_place: the view and the canvas point under the pointer, or in the middle where it
 * is elsewhere. FALSE, and @out_view nil, where there is no view. */
gboolean     gp_canvas_get_place      (GpCanvas *self, GpId *out_view, GpPoint *out_at);

/** gp_canvas_fit: shows everything, at most at 100 %. */
void         gp_canvas_fit            (GpCanvas *self);

double       gp_canvas_get_zoom       (GpCanvas *self);
void         gp_canvas_set_zoom       (GpCanvas *self, double zoom);   /* about the middle */

/* The whole state of the view, to be kept and brought back. */
void         gp_canvas_get_viewport   (GpCanvas *self, GpViewport *out);
void         gp_canvas_set_viewport   (GpCanvas *self, const GpViewport *viewport);

/** gp_canvas_can_do: whether the canvas's own action @action ("canvas.fold") is possible now. */
gboolean     gp_canvas_can_do         (GpCanvas *self, const char *action);

/** gp_canvas_shows: whether the drawing has the element, as an item, a field of one or a line. */
gboolean     gp_canvas_shows          (GpCanvas *self, const GpId *id);

/** gp_canvas_is_routing: the ways of very many relations are still being found; until then they
 * are drawn by simple ones. */
gboolean     gp_canvas_is_routing     (GpCanvas *self);

/** gp_canvas_is_coming: a large drawing is being made in the background; nothing is shown yet. */
gboolean     gp_canvas_is_coming      (GpCanvas *self);

/** gp_canvas_get_scene: what is shown now; borrowed. For tests and the minimap. Waits for a large
 * drawing that is still being made, see gp_canvas_is_coming(). */
GpScene     *gp_canvas_get_scene      (GpCanvas *self);

G_END_DECLS

/* gp-window-private.h — what the files of the window share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas.h"
#include "gp-deploy-page.h"
#include "gp-drawer.h"
#include "gp-header.h"
#include "gp-inspector.h"
#include "gp-outline.h"
#include "gp-palette.h"
#include "gp-pane.h"
#include "gp-panel-edge.h"
#include "gp-trail.h"
#include "gp-window.h"

G_BEGIN_DECLS

typedef struct _GpWindowComparison GpWindowComparison;

struct _GpWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;
  GpSession *session;         /* NULL: the welcome page */
  GpLinter  *linter;
  GpAccessWatch *access;
  GpFlowSimulation *simulation;
  GpFlowWatch *flows;
  GpRunWatch *runs;
  GpRunDetail *seen_run;      /* the run of a backend whose flow was entered last; NULL: none */

  GtkWidget *toasts;
  GListModel *shown_toasts;                 /* what is on the overlay now */
  GtkWidget *header;
  GtkWidget *notice;
  GtkWidget *notice_label;
  GtkWidget *pages;           /* "welcome", "busy", "design" */
  GtkWidget *busy_label;
  GtkWidget *outline_flap;
  GtkWidget *inspector_flap;
  GtkWidget *outline_pane;
  GtkWidget *side_pane;
  GtkWidget *main_box;        /* canvas, edge, drawer */
  GtkWidget *palette;
  GpTrail   *trail;           /* places to go back to */
  gboolean   returning;       /* to one of them: that is no new one */
  guint      showing;         /* the design's page is to be shown */
  guint      marking;         /* findings are to be marked in the outline; 0: they are */

  /* There is a session: */
  GtkWidget *outline;
  GtkWidget *stage;           /* holds the canvas, and the matrix */
  GtkWidget *canvas;
  GtkWidget *view_bar;
  GtkWidget *filter_bar;
  GtkWidget *focus_bar;
  GtkWidget *inspector;
  GtkWidget *deploy;
  GtkWidget *side;            /* a stack: "inspector", "deploy", "compare" */
  GtkWidget *drawer;
  GtkWidget *drawer_pane;
  GtkWidget *drawer_edge;
  GtkWidget *compare;         /* NULL until something is compared */
  GpWindowComparison *comparison;     /* NULL unless it is */
  GCancellable *updating;             /* a target is read for one; NULL: none is */
  AdwToast  *updating_toast;          /* says so */
};

/** gp_window_init_tell: actions for stories, reading and comments, once. _update_tell: what is
 * possible now. */
void gp_window_init_tell      (GpWindow *self);
void gp_window_update_tell    (GpWindow *self);

/** gp_window_is_reading: nothing but the drawing is shown, and nothing can be changed by it.
 * _update_reading: what the canvas offers then and else, by the settings and the session. */
gboolean gp_window_is_reading (GpWindow *self);
void gp_window_update_reading (GpWindow *self);

/** gp_window_init_compare: the actions and the key that ends it, once. _update_compare: what is
 * possible now. _compare_with: now, and what @file would bring. _end_comparison: the canvas
 * is as it was before; does nothing where nothing is compared. */
void gp_window_init_compare   (GpWindow *self);
void gp_window_update_compare (GpWindow *self);
void gp_window_compare_with   (GpWindow *self, GFile *file);

/** gp_window_compare_update: what the design can take over from @target, of kind target, where
 * @there was read and @base (nullable) was known to be before. */
void gp_window_compare_update (GpWindow *self, GpDesign *base, GpDesign *there,
                               const GpElement *target);

/** gp_window_init_update: win.update-from, once. _stop_update: what a target holds is not waited
 * for any more; does nothing where none is read. */
void gp_window_init_update    (GpWindow *self);
void gp_window_stop_update    (GpWindow *self);
void gp_window_end_comparison (GpWindow *self);
void gp_window_comparison_free (GpWindowComparison *comparison);

/** gp_window_init_access: the action of the access lens, once. _make_stage: what stands in the
 * middle of the window, the canvas within. */
void       gp_window_init_access (GpWindow *self);
GtkWidget *gp_window_make_stage  (GpWindow *self);

/** gp_window_init_flow: the actions of simulated flows, once. _follow_flow: once there is a
 * simulation. _update_flow: what is possible now. */
void gp_window_init_flow      (GpWindow *self);
void gp_window_follow_flow    (GpWindow *self);
void gp_window_update_flow    (GpWindow *self);

/** gp_window_init_runs: the actions of runs of backends, once. _follow_runs: once there is a
 * canvas. _update_runs: what can be seen, and what is possible now. _shows_run: whether a run of a
 * backend is painted, and no simulated one. */
void     gp_window_init_runs    (GpWindow *self);
void     gp_window_follow_runs  (GpWindow *self);
void     gp_window_update_runs  (GpWindow *self);
gboolean gp_window_shows_run    (GpWindow *self);

/** gp_window_add_actions: once, when the window is made. _update_actions: what is possible now. */
void gp_window_add_actions    (GpWindow *self);
void gp_window_update_actions (GpWindow *self);

/** gp_window_add_dialogs, _update_dialogs: the same for commands that open another window. */
void gp_window_add_dialogs    (GpWindow *self);
void gp_window_update_dialogs (GpWindow *self);

/** gp_window_export: asks where to. @format: a nick of gp_session_list_formats(). _dup_file_name:
 * the design's name with @extension, ".png". */
void  gp_window_export        (GpWindow *self, const char *format);
char *gp_window_dup_file_name (GpWindow *self, const char *extension);

/** gp_window_restore_state: does nothing where the design was not seen before. */
void gp_window_restore_state  (GpWindow *self);

/** gp_window_init_palette: lays the palette over the window's content, once. */
void gp_window_init_palette   (GpWindow *self);

/** gp_window_add_explore_actions: with the others. _init_explore: once there is a canvas. */
void gp_window_add_explore_actions    (GpWindow *self);
void gp_window_init_explore           (GpWindow *self);
void gp_window_update_explore_actions (GpWindow *self);

/** gp_window_leave: what is seen now is what Back leads to. */
void gp_window_leave          (GpWindow *self);

/** gp_window_show_place: a place that was noted before; Back does not lead from it to here. */
void gp_window_show_place     (GpWindow *self, const GpPlace *place);

/** gp_window_show_view: with its lens. */
void gp_window_show_view      (GpWindow *self, const GpId *id);

/** gp_window_go_to: selects the element and shows it, in the lens and view where it can be seen. */
void gp_window_go_to          (GpWindow *self, const GpId *id);

/** gp_window_show_drawer: @page: "" closes it. */
void gp_window_show_drawer    (GpWindow *self, const char *page);

/** gp_window_add_panels: once, when the window is made. _fold_panels: gives those their own place
 * for which there is one in a window of @width pixels; before it is allocated. */
void gp_window_add_panels     (GpWindow *self);
void gp_window_fold_panels    (GpWindow *self, int width);

/** gp_window_least_width: pixels, with all panels folded. */
int  gp_window_least_width    (GpWindow *self);

/** gp_window_reveal_panels: those that are wanted and have a place of their own; none while
 * somebody reads. */
void gp_window_reveal_panels  (GpWindow *self);

/** gp_window_show_panel: "outline" or "inspector"; remembered. */
void gp_window_show_panel     (GpWindow *self, const char *panel, gboolean visible);

/** gp_window_show_side: which page stands at the right: "inspector" or "deploy". */
void gp_window_show_side      (GpWindow *self, const char *page);

G_END_DECLS

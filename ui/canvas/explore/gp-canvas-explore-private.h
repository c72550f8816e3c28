/* gp-canvas-explore-private.h — the parts of exploring to one another and to the canvas
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas-explore.h"
#include "gp-rect.h"

G_BEGIN_DECLS

typedef struct
{
  GpViewFilter   *filter;     /* NULL: none */
  gboolean    hides;
  GpId        focus;      /* nil: none */
  guint       steps;
  GPtrArray  *paths;      /* of GArray of GpId; NULL: none */
  guint       path;       /* which of them stands out */
  GHashTable *lit;        /* GpId: keys of what stands out; NULL: everything does */
  guint       n_lit;
  guint       n_all;
  GArray     *hidden;     /* GpId: what is hidden in @hidden_view; NULL: not known */
  GpId        hidden_view;
  guint64     hidden_revision;    /* of the design, which @hidden is true of */
  guint64     seen_revision;      /* of the design, when it last changed */
} GpCanvasExplore;

/* gp-canvas-explore.c */
GpCanvasExplore *gp_canvas_get_explore   (GpCanvas *self);
void             gp_canvas_free_explore  (GpCanvas *self);
void             gp_canvas_update_explore (GpCanvas *self);
void             gp_canvas_apply_filter  (GpCanvas *self);
void             gp_canvas_choose_path   (GpCanvas *self, int by);
guint            gp_canvas_count_drawn   (GpCanvas *self);

/* gp-canvas-explore-actions.c */
void             gp_canvas_class_init_explore (GtkWidgetClass *widget_class);
void             gp_canvas_update_explore_actions (GpCanvas *self);
gboolean         gp_canvas_explore_can_do (GpCanvas *self, const char *action);
void             gp_canvas_say_explored  (GpCanvas *self);
void             gp_canvas_say_leaving   (GpCanvas *self);

/* gp-canvas-hidden.c: after @changes, and before another design is shown */
void             gp_canvas_keep_hidden   (GpCanvas *self, const GpChangeSet *changes);
void             gp_canvas_drop_hidden   (GpCanvas *self);

/* gp-canvas-view.c: pans and zooms until @area is seen as a whole. */
void             gp_canvas_fit_area     (GpCanvas *self, const GpRect *area);

G_END_DECLS

/* gp-canvas-private.h — the parts of the canvas to one another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-background.h"
#include "gp-canvas-drag.h"
#include "gp-canvas-scene.h"
#include "gp-canvas-bar.h"
#include "gp-canvas.h"
#include "gp-painter.h"
#include "gp-press-count.h"

#include <math.h>

G_BEGIN_DECLS

#define GP_CANVAS_GRID 8.0      /* canvas units */

struct _GpCanvas
{
  GtkWidget       parent_instance;

  GpSession      *session;       /* or NULL */
  GpHistory      *history;
  GpDesign       *design;
  GpDesign       *base;
  GpSelection    *selection;
  GpSceneBuilder *builder;       /* NULL without a history */
  GpPainter      *painter;
  GpTheme         theme;
  GpViewport      viewport;
  GpLens          lens;
  GpId            view;          /* nil: the first of the lens */
  GpId            subject;
  GpTool          tool;
  GpHit           hover;
  GpDrag          drag;
  gboolean        editable;
  gboolean        snapping;      /* moves snap unless Alt is held; else the other way round */
  gboolean        with_minimap;
  gboolean        plain;         /* no tools, no pins */
  gboolean        curved;
  gboolean        space_down;
  gboolean        aiming;        /* a relation is drawn with keys: drag.hit to drag.target */
  gboolean        fit_wanted;    /* at the next allocation */
  gboolean        view_touched;  /* by a hand, since the drawing was last shown as a whole; as long
                                  * as it is not, the view follows the size of the canvas */
  gboolean        view_whole;    /* all of it was asked for, also where it cannot be read */
  double          covered_start, covered_end;     /* by panels of the window, pixels */
  double          pointer_x, pointer_y;     /* view pixels */
  GpPressCount    presses;

  GtkWidget      *bar;
  GtkWidget      *zoom_box;
  GtkWidget      *zoom_label;
  GtkWidget      *minimap;
  GtkWidget      *step_palette;
  GtkWidget      *subject_list;
  gboolean        subject_updating;
  GtkWidget      *crumbs;        /* the way back out of a domain that was entered */
  GpViewport      outside;       /* how the whole was seen before a domain was entered */
  GtkWidget      *empty;
  GtkWidget      *entry;         /* NULL unless something is typed on a card */
  GtkWidget      *entry_problem; /* why that cannot be taken, or NULL */
  guint           entry_leaving; /* it has lost the focus: it is ended once GTK is done with that */
  GtkWidget      *menu;
  GtkWidget      *chips;         /* at the relation that is selected */
  GtkWidget      *question;      /* what a relation dropped on nothing leads to, or NULL */
  GPtrArray      *proxies;       /* GpCanvasProxy: what screen readers see */
  guint           proxies_source;
  GtkWidget      *tool_buttons[GP_N_TOOLS];
  guint           more_source;   /* another frame, for what the last one left out */
  GtkWidget      *step_button;

  guint           view_tick;     /* pans and zooms that go on by themselves */
  gint64          view_time;
  double          view_duration; /* ms */
  GpViewport      view_from;
  GpViewport      view_to;
  double          speed_x, speed_y;         /* pixels a second; 0 where nothing rolls on */
  double          pinch_zoom;
  gpointer        step_aim;      /* see flow/gp-canvas-step-drop.c; NULL: no step is dragged */
  GpChangeSet    *planned_view;  /* see gp-canvas-flow-view.c; or NULL */
  GpId            fresh_relation;   /* drawn by the step number @fresh_step */
  gsize           fresh_step;

  double pasted_x, pasted_y;     /* canvas units: where, and how often there */
  double revealed_x, revealed_y; /* how far the view then went to show it */
  guint           n_pasted;

  gpointer        layout;        /* GpCanvasLayout, see gp-canvas-layout.c */
  guint           coming;        /* the scene is made in parts; 0: it is whole */
  GpBackground   *routing;       /* NULL before the first design */
  GHashTable     *marks;         /* see gp-canvas-marks.c */
  guint           marks_serial;  /* grows when they change */
  GpFlowLights   *lights;        /* see gp-canvas-lights.c; or NULL */
  GpFlowProgress *run;           /* what is painted over a flow, or NULL */
  GpRunCounts    *counts;        /* what stands on flows and steps, or NULL */
  GHashTable     *run_stops;     /* GpId of steps, or NULL */
  gpointer        explore;       /* GpCanvasExplore, see gp-canvas-explore.c */
  GpId            entry_id;
  GpHitPart       entry_part;
  guint64         entry_fresh;   /* the step that made what is named; 0: it was there before */
};

/* To the nearest line of the grid. */
static inline double
gp_canvas_on_grid (double at)
{
  return round (at / GP_CANVAS_GRID) * GP_CANVAS_GRID;
}

/* gp-canvas.c */
void      gp_canvas_report           (GpCanvas *self, const char *message);
gboolean  gp_canvas_run              (GpCanvas *self, GpChangeSet *changes, GError *error);
void      gp_canvas_view_changed     (GpCanvas *self);
gboolean  gp_canvas_can_edit         (GpCanvas *self);

/* gp-canvas-theme.c */
void       gp_canvas_init_theme      (GpCanvas *self);
void       gp_canvas_update_theme    (GpCanvas *self);
GpMetrics *gp_canvas_new_metrics     (GpCanvas *self);

/* gp-canvas-hit.c. _is_bare: nothing floats over the drawing there */
gboolean  gp_canvas_is_bare          (GpCanvas *self, double view_x, double view_y);
GpHit     gp_canvas_hit              (GpCanvas *self, double view_x, double view_y);
const GpSceneItem *gp_canvas_card_at (GpCanvas *self, double x, double y);
const GpSceneItem *gp_canvas_area_at (GpCanvas *self, double x, double y);
/* The button below @item, canvas units; its label is so much smaller than texts of the window */
#define GP_CANVAS_ADD_SCALE .85
GpRect    gp_canvas_add_rect         (GpCanvas *self, const GpSceneItem *item);
PangoLayout *gp_canvas_new_add_label (GpCanvas *self);
const GpSceneItem *gp_canvas_item_of (GpCanvas *self, const GpId *id);
void      gp_canvas_hit_row          (const GpSceneItem *item, double x, double y, GpHit *hit);
gboolean  gp_canvas_hit_equal        (const GpHit *a, const GpHit *b);

/* gp-canvas-view.c */
void      gp_canvas_stop_view        (GpCanvas *self);
void      gp_canvas_open             (GpCanvas *self);
void      gp_canvas_resize_view      (GpCanvas *self, double width, double height);
void      gp_canvas_go_to            (GpCanvas *self, const GpViewport *to);
void      gp_canvas_pan              (GpCanvas *self, double dx, double dy);
void      gp_canvas_zoom_at          (GpCanvas *self, double zoom, double view_x, double view_y);
void      gp_canvas_roll             (GpCanvas *self, double speed_x, double speed_y);
/* @factor: for a notch of the wheel, which is gone through in a moment. */
void      gp_canvas_zoom_notch       (GpCanvas *self, double factor, double view_x, double view_y);
void      gp_canvas_zoom_step        (GpCanvas *self, int steps);
void      gp_canvas_zoom_selection   (GpCanvas *self);
gboolean  gp_canvas_animates         (GpCanvas *self);

/* gp-canvas-input.c */
void      gp_canvas_init_input       (GpCanvas *self);

/* gp-canvas-tools.c: @x, @y are view pixels */
void gp_canvas_press (GpCanvas *self, double x, double y, int n_press, GdkModifierType state);
gboolean  gp_canvas_use_tool         (GpCanvas *self);
void      gp_canvas_drag_begin       (GpCanvas *self, double x, double y, GdkModifierType state);
void      gp_canvas_drag_update      (GpCanvas *self, double x, double y, GdkModifierType state);
void      gp_canvas_drag_end         (GpCanvas *self);
void      gp_canvas_drag_cancel      (GpCanvas *self);
void      gp_canvas_hover            (GpCanvas *self, double x, double y);
void      gp_canvas_update_cursor    (GpCanvas *self);

/* gp-canvas-move.c */
void      gp_canvas_move_begin       (GpCanvas *self);
void      gp_canvas_move_update      (GpCanvas *self, gboolean free_hand);
void      gp_canvas_move_end         (GpCanvas *self);
void      gp_canvas_move_cancel      (GpCanvas *self);
void      gp_canvas_nudge            (GpCanvas *self, double dx, double dy);

/* gp-canvas-domains.c: what a move does to the domains of what is moved */
void      gp_canvas_domains_begin    (GpCanvas *self);
void      gp_canvas_domains_update   (GpCanvas *self);
void      gp_canvas_domains_cancel   (GpCanvas *self);
gboolean  gp_canvas_domains_join     (GpCanvas *self, GpChangeSet *changes, const GpId *view);

/* gp-canvas-enter.c: the inside of a domain */
void      gp_canvas_init_crumbs      (GpCanvas *self);
void      gp_canvas_update_crumbs    (GpCanvas *self);
void      gp_canvas_allocate_crumbs  (GpCanvas *self, int width);
gboolean  gp_canvas_is_inside        (GpCanvas *self);
gboolean  gp_canvas_is_inside_domain (GpCanvas *self);
gboolean  gp_canvas_is_inside_flow   (GpCanvas *self);
gboolean  gp_canvas_can_enter        (GpCanvas *self, const GpId *id);
/* Leaves what was entered where @id can only be seen outside, or enters the flow that it is in.
 * FALSE if it cannot. */
gboolean  gp_canvas_leave_for        (GpCanvas *self, const GpId *id);
gboolean  gp_canvas_enter_at         (GpCanvas *self, const GpHit *hit, double y);

/* gp-canvas-overlay.c, gp-canvas-pins.c */
void      gp_canvas_snapshot_overlay (GpCanvas *self, GtkSnapshot *snapshot);
void      gp_canvas_snapshot_pins    (GpCanvas *self, GtkSnapshot *snapshot);
gboolean  gp_canvas_hit_pin          (GpCanvas *self, double view_x, double view_y, GpHit *hit);

/* gp-canvas-marks.c. _say_mark: transfer full: in words; NULL where the item has none */
void      gp_canvas_init_marks       (GpCanvas *self);
void      gp_canvas_snapshot_marks   (GpCanvas *self, GtkSnapshot *snapshot);
char     *gp_canvas_say_mark         (GpCanvas *self, const GpSceneItem *item);

/* gp-canvas-run.c */
void      gp_canvas_snapshot_run     (GpCanvas *self, GtkSnapshot *snapshot);

/* gp-canvas-counts.c; what an item's says to screen readers: (transfer full) (nullable). */
void      gp_canvas_snapshot_counts  (GpCanvas *self, GtkSnapshot *snapshot);
char     *gp_canvas_say_counts       (GpCanvas *self, const GpSceneItem *item);
void      gp_canvas_free_run         (GpCanvas *self);

/* gp-canvas-edit.c */
void gp_canvas_create (GpCanvas *self, GpKind kind, double x, double y, const GpRect *frame);
void      gp_canvas_add_field        (GpCanvas *self, const GpId *entity, const GpId *after);
/* Part of the edit that makes an entity: it joins the domain at @x, @y (canvas units), and what was
 * only proposed so far stays where it is seen. */
void gp_canvas_settle_new (GpCanvas *self, GpChangeSet *changes, const GpId *entity,
                           const GpId *view, double x, double y);
void      gp_canvas_delete           (GpCanvas *self);
void      gp_canvas_duplicate        (GpCanvas *self);
void gp_canvas_drop_field (GpCanvas *self, const GpId *field, const GpSceneItem *card, int row);

/* gp-canvas-relate.c */
void gp_canvas_relate (GpCanvas *self, const GpHit *from, const GpHit *to, gboolean many);
void      gp_canvas_relate_many      (GpCanvas *self, const GpId *from, const GpId *to);
GpPoint   gp_canvas_place_between    (GpCanvas *self, const GpId *from, const GpId *to);
void      gp_canvas_ask_relation     (GpCanvas *self, gboolean many);   /* from and to as dragged */

/* gp-canvas-chips.c */
void      gp_canvas_init_chips       (GpCanvas *self);
void      gp_canvas_update_chips     (GpCanvas *self);
void      gp_canvas_allocate_chips   (GpCanvas *self);
void      gp_canvas_edit_relation_name (GpCanvas *self);

/* gp-canvas-clip.c; @x, @y: canvas units, the middle of the copies */
const GpClipCodec *gp_canvas_get_clip_codec (GpCanvas *self);   /* or NULL */
gboolean  gp_canvas_copy             (GpCanvas *self);
void      gp_canvas_cut              (GpCanvas *self);
void      gp_canvas_paste            (GpCanvas *self);
void gp_canvas_paste_at (GpCanvas *self, const GpChangeSet *copied, double x, double y);

/* gp-canvas-drop.c; @x, @y: canvas units */
void      gp_canvas_init_drop        (GpCanvas *self);
void gp_canvas_drop_element (GpCanvas *self, const GpId *id, double x, double y);

/* gp-canvas-entry.c */
void      gp_canvas_edit_name        (GpCanvas *self, const GpId *id, gboolean fresh);
void      gp_canvas_edit_type        (GpCanvas *self, const GpId *field);
void      gp_canvas_stop_editing     (GpCanvas *self, gboolean take);
void      gp_canvas_allocate_entry   (GpCanvas *self);

/* gp-canvas-typed.c; a change set is NULL without an error where what was edited is gone */
char     *gp_canvas_dup_shown        (GpCanvas *self, const GpElement *element);
gboolean  gp_canvas_is_fresh_field   (GpCanvas *self);
GpChangeSet *gp_canvas_make_typed    (GpCanvas *self, const char *text, GError **error);
gboolean  gp_canvas_do_typed         (GpCanvas *self, GpChangeSet *changes, GError **error);
void      gp_canvas_drop_fresh_field (GpCanvas *self);

/* gp-canvas-fields.c */
gboolean gp_canvas_next_field (GpCanvas *self, const GpId *id, int step, GpId *out);
gboolean  gp_canvas_travel           (GpCanvas *self, GtkDirectionType direction);
gboolean  gp_canvas_shift_field      (GpCanvas *self, int step);
void      gp_canvas_enter_fields     (GpCanvas *self, gboolean last);
gboolean  gp_canvas_leave_fields     (GpCanvas *self);
void      gp_canvas_unfold           (GpCanvas *self, const GpId *card);   /* or folds it */
void      gp_canvas_show_field       (GpCanvas *self, const GpId *id);

/* gp-canvas-actions.c */
void      gp_canvas_class_init_actions (GtkWidgetClass *widget_class);
void      gp_canvas_update_actions   (GpCanvas *self);

/* gp-canvas-keys.c */
void      gp_canvas_class_init_keys  (GtkWidgetClass *widget_class);
/* @related: along relations alone */
void      gp_canvas_walk             (GpCanvas *self, GtkDirectionType direction, gboolean related);
const GpSceneItem *gp_canvas_next_in_direction (GpCanvas *self, const GpSceneItem *from,
                                                GtkDirectionType direction, gboolean related);
/* NULL past the ends */
const GpSceneItem *gp_canvas_next_in_order (GpCanvas *self, const GpSceneItem *from, gboolean back);

/* gp-canvas-aim.c: a relation drawn with keys. Each is FALSE where none is being drawn. */
gboolean  gp_canvas_aim_begin        (GpCanvas *self);
gboolean  gp_canvas_aim              (GpCanvas *self, GtkDirectionType direction);
gboolean  gp_canvas_aim_end          (GpCanvas *self, gboolean take, gboolean many);

/* gp-canvas-say.c */
void      gp_canvas_say              (GpCanvas *self, const char *text);   /* to screen readers */
void      gp_canvas_say_selection    (GpCanvas *self);

/* gp-canvas-subject.c */
void      gp_canvas_init_subject     (GpCanvas *self);
void      gp_canvas_update_subject   (GpCanvas *self);
void      gp_canvas_choose_subject   (GpCanvas *self);

/* gp-canvas-menu.c */
void      gp_canvas_show_menu        (GpCanvas *self, double x, double y);
void      gp_canvas_show_menu_of_selection (GpCanvas *self);

/* gp-canvas-proxies.c */
void      gp_canvas_init_proxies     (GpCanvas *self);
void      gp_canvas_drop_proxies     (GpCanvas *self);
void      gp_canvas_update_proxies   (GpCanvas *self);   /* now, for tests */
void      gp_canvas_queue_proxies    (GpCanvas *self);   /* once nothing moves */

G_END_DECLS

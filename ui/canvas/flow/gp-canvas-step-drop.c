/* gp-canvas-step-drop.c — steps that are dragged from the palette into a flow
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a drop would do is found anew with every move, and painted: on a line the step parts it, on
 * a card it follows it, on a card's right side it is one more way that leaves it, on its lower side
 * it is done on an error, in a frame it lies in that, and beside all of them it leaves the nearest
 * step. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-flow.h"

#include "gp-step-palette.h"

#include <glib/gi18n-lib.h>

#define LINE_REACH  22.0      /* pixels beside a line: it is a large target */
#define BRANCH_EDGE 24.0      /* canvas units at the right side of a card */
#define ERROR_EDGE  12.0      /* at its lower side */
#define GHOST_HEIGHT 34.0
#define GHOST_PADDING 12.0

/* Where a drop would put the step, and the pointer, in canvas units. */
typedef struct
{
  GpEditStep step;
  double     x;
  double     y;
} Aim;

static double
distance_to (const GpRect *rect,
             double        x,
             double        y)
{
  double dx = MAX (MAX (rect->x - x, x - rect->x - rect->width), 0);
  double dy = MAX (MAX (rect->y - y, y - rect->y - rect->height), 0);

  return hypot (dx, dy);
}

/* The transition whose line is near; NULL without one. */
static const GpSceneLine *
line_near (GpCanvas *self,
           double    x,
           double    y)
{
  GpScene *scene = gp_canvas_get_scene (self);
  double best = LINE_REACH / self->viewport.zoom;
  const GpRect around = { x - best, y - best, 2 * best, 2 * best };
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  const GpSceneLine *found = NULL;

  gp_scene_query_lines (scene, &around, slots);
  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, g_array_index (slots, guint, i));
      double distance = gp_scene_line_get_distance (line, x, y);

      if (distance > best
          || gp_design_lookup_kind (self->design, &line->id, GP_KIND_TRANSITION) == NULL)
        continue;
      best = distance;
      found = line;
    }
  return found;
}

/* The nearest step, or what starts the flow, among those that lie in @frame (NULL: in none). */
static const GpSceneItem *
nearest_joint (GpCanvas          *self,
               const GpSceneItem *frame,
               double             x,
               double             y)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *found = NULL;
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      double distance = item != NULL ? distance_to (&item->rect, x, y) : 0;

      if (item == NULL || !gp_canvas_is_joint (self, item) || distance >= best
          || !gp_id_equal (&item->area, frame != NULL ? &frame->key : &gp_id_nil))
        continue;
      best = distance;
      found = item;
    }
  return found;
}

static void
leave_from (GpCanvas          *self,
            const GpSceneItem *item,
            GpEditStep        *out)
{
  out->after = item->id;
  out->branch = item->kind == GP_KIND_STEP;
}

static gboolean
is_fork (GpCanvas          *self,
         const GpSceneItem *frame)
{
  const GpElement *step = gp_design_lookup_kind (self->design, &frame->id, GP_KIND_STEP);

  return step != NULL && gp_element_is (step, GP_STEP_TYPE, "fork");
}

static GpEditStep
find_aim (GpCanvas *self,
          double    x,
          double    y)
{
  const GpSceneItem *card = gp_canvas_card_at (self, x, y);
  const GpSceneLine *line = card == NULL ? line_near (self, x, y) : NULL;
  const GpSceneItem *frame = gp_canvas_area_at (self, x, y);
  const GpSceneItem *nearest;
  GpEditStep step = { .after = self->subject };

  if (card != NULL && gp_canvas_is_joint (self, card))
    {
      step.after = card->id;
      if (card->kind == GP_KIND_STEP && y > card->rect.y + card->rect.height - ERROR_EDGE)
        step.way = "error";
      step.branch = step.way != NULL
                    || (card->kind == GP_KIND_STEP
                        && x > card->rect.x + card->rect.width - BRANCH_EDGE);
      return step;
    }
  if (line != NULL)
    {
      step.on = line->id;
      return step;
    }
  nearest = nearest_joint (self, frame, x, y);
  if (frame != NULL && (nearest == NULL || is_fork (self, frame)))
    {
      step.after = frame->id;
      step.inside = TRUE;
    }
  else if (nearest != NULL)
    leave_from (self, nearest, &step);
  return step;
}

gboolean
gp_canvas_aim_step (GpCanvas *self,
                    double    view_x,
                    double    view_y)
{
  Aim *aim;

  if (!gp_canvas_is_inside_flow (self) || !gp_canvas_can_edit (self)
      || !gp_canvas_is_bare (self, view_x, view_y))
    {
      gp_canvas_forget_step (self);
      return FALSE;
    }
  if (self->step_aim == NULL)
    self->step_aim = g_new0 (Aim, 1);
  aim = self->step_aim;
  gp_viewport_to_canvas (&self->viewport, view_x, view_y, &aim->x, &aim->y);
  aim->step = find_aim (self, aim->x, aim->y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

void
gp_canvas_forget_step (GpCanvas *self)
{
  g_clear_pointer (&self->step_aim, g_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
gp_canvas_drop_step (GpCanvas   *self,
                     const char *type,
                     double      view_x,
                     double      view_y)
{
  GpEditStep step;

  if (!gp_canvas_aim_step (self, view_x, view_y))
    return FALSE;
  step = ((Aim *) self->step_aim)->step;
  step.type = type;
  gp_canvas_forget_step (self);
  gp_canvas_add_step (self, &step);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return TRUE;
}

static GdkDragAction
motion_cb (GpCanvas *self,
           double    x,
           double    y)
{
  return gp_canvas_aim_step (self, x, y) ? GDK_ACTION_COPY : 0;
}

static gboolean
drop_cb (GpCanvas     *self,
         const GValue *value,
         double        x,
         double        y)
{
  return gp_canvas_drop_step (self, g_value_get_boxed (value), x, y);
}

void
gp_canvas_init_step_drop (GpCanvas *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GP_TYPE_STEP_DRAG, GDK_ACTION_COPY);

  g_signal_connect_object (target, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (gp_canvas_forget_step), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static const char *
title_of (GpCanvas   *self,
          const GpId *id)
{
  const GpSceneItem *item = gp_canvas_item_of (self, id);

  return item != NULL ? item->title : "";
}

/* What a drop would do, in words. */
static char *
dup_words (GpCanvas  *self,
           const Aim *aim)
{
  const GpEditStep *step = &aim->step;
  const char *title = title_of (self, &step->after);

  if (!gp_id_is_nil (&step->on))
    return g_strdup (_("Into this line"));
  if (step->inside)
    return g_strdup_printf (_("Inside of %s"), title);
  if (step->branch)
    {
      const char *way = step->way != NULL ? step->way
                                          : gp_edit_guess_way (self->design, &step->after);

      /* Translators: how a new step is joined: "Page the doctor: on an error". */
      return g_strdup_printf (_("%s: %s"), title,
                              _(gp_property_get_word (GP_TRANSITION_TYPE, way)));
    }
  return g_strdup_printf (_("After %s"), title);
}

static void
add_border (GtkSnapshot          *snapshot,
            const GskRoundedRect *outline,
            float                 width,
            const GdkRGBA        *color)
{
  gtk_snapshot_append_border (snapshot, outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

/* The words in a card that is yet to come, below and beside the pointer. */
static void
add_ghost (GpCanvas    *self,
           GtkSnapshot *snapshot,
           const Aim   *aim)
{
  g_autofree char *words = dup_words (self, aim);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  GskRoundedRect outline;
  double x;
  double y;
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gp_viewport_to_view (&self->viewport, aim->x, aim->y, &x, &y);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) x + 36, (float) y,
                                                        (float) (width + 2 * GHOST_PADDING),
                                                        (float) GHOST_HEIGHT),
                                   9);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_CARD], &outline.bounds);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_SELECTION_SOFT],
                             &outline.bounds);
  gtk_snapshot_pop (snapshot);
  add_border (snapshot, &outline, 1.5f, &self->theme.colors[GP_COLOR_SELECTION]);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (x + 36 + GHOST_PADDING),
                                                (float) (y + (GHOST_HEIGHT - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &self->theme.colors[GP_COLOR_SELECTION]);
  gtk_snapshot_restore (snapshot);
}

static void
add_outline (GpCanvas          *self,
             GtkSnapshot       *snapshot,
             const GpSceneItem *item)
{
  GskRoundedRect outline;
  double x;
  double y;

  gp_viewport_to_view (&self->viewport, item->rect.x, item->rect.y, &x, &y);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y,
                                                        (float) (item->rect.width
                                                                 * self->viewport.zoom),
                                                        (float) (item->rect.height
                                                                 * self->viewport.zoom)),
                                   (float) (10 * self->viewport.zoom));
  add_border (snapshot, &outline, 3, &self->theme.colors[GP_COLOR_SELECTION]);
}

void
gp_canvas_snapshot_step_drop (GpCanvas    *self,
                              GtkSnapshot *snapshot)
{
  const Aim *aim = self->step_aim;
  const GpSceneLine *line;
  const GpSceneItem *item;

  if (aim == NULL)
    return;
  line = gp_scene_find_line (gp_canvas_get_scene (self), &aim->step.on);
  item = line == NULL ? gp_canvas_item_of (self, &aim->step.after) : NULL;
  if (line != NULL)
    gp_painter_snapshot_line (self->painter, line, &self->viewport, GP_COLOR_SELECTION, 4,
                              snapshot);
  if (item != NULL)
    {
      const GpPoint way[] = {
        { item->rect.x + item->rect.width, gp_rect_center_y (&item->rect) },
        { aim->x, gp_rect_center_y (&item->rect) },
        { aim->x, aim->y },
      };

      add_outline (self, snapshot, item);
      if (item->type != GP_ITEM_AREA && aim->x > way[0].x)
        gp_painter_snapshot_points (self->painter, way, G_N_ELEMENTS (way), &self->viewport,
                                    GP_COLOR_SELECTION, 2, TRUE, snapshot);
    }
  add_ghost (self, snapshot, aim);
}

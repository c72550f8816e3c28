/* gp-canvas-marks.c — how many problems the steps of a flow have
 * SPDX-License-Identifier: Apache-2.0
 *
 * A disc with their number stands at the lower left corner of a step, and of the trigger for the
 * flow's own; a problem of a transition is one of the step that it leaves. Painted over the drawing
 * at one size; under the pointer it says which problems they are. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-finding.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARK_SIZE 18.0      /* view pixels */

typedef struct
{
  GpId        owner;
  guint       n;
  GpSeverity  worst;
  GString    *words;        /* a line for each */
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_string_free (mark->words, TRUE);
  g_free (mark);
}

/* The step or flow whose card shows problems of @id; NULL for what flows do not have. */
static const GpId *
find_owner (GpDesign   *design,
            const GpId *id)
{
  const GpElement *element = gp_design_lookup (design, id);
  const GpId *from;

  if (element == NULL)
    return NULL;
  if (gp_element_get_kind (element) == GP_KIND_TRANSITION)
    {
      from = gp_element_get_ref (element, GP_TRANSITION_FROM);
      return from != NULL ? from : gp_element_get_parent (element);
    }
  return gp_element_get_kind (element) == GP_KIND_STEP
         || gp_element_get_kind (element) == GP_KIND_FLOW ? gp_element_get_id (element) : NULL;
}

static void
add_finding (GpCanvas        *self,
             const GpFinding *finding)
{
  const GpId *owner = gp_finding_get_severity (finding) >= GP_SEVERITY_WARNING
                        ? find_owner (self->design, gp_finding_get_element (finding)) : NULL;
  Mark *mark;

  if (owner == NULL)
    return;
  mark = g_hash_table_lookup (self->marks, owner);
  if (mark == NULL)
    {
      mark = g_new0 (Mark, 1);
      mark->owner = *owner;
      mark->words = g_string_new (NULL);
      g_hash_table_insert (self->marks, &mark->owner, mark);
    }
  mark->n++;
  mark->worst = MAX (mark->worst, gp_finding_get_severity (finding));
  g_string_append_printf (mark->words, "%s%s", mark->n > 1 ? "\n" : "",
                          gp_finding_get_message (finding));
}

void
gp_canvas_set_findings (GpCanvas  *self,
                        GPtrArray *findings)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  if (self->design == NULL)
    return;
  g_hash_table_remove_all (self->marks);
  for (guint i = 0; i < findings->len; i++)
    add_finding (self, findings->pdata[i]);
  self->marks_serial++;
  gp_canvas_queue_proxies (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* NULL where @item has none, or shows none. */
static const Mark *
get_mark (GpCanvas          *self,
          const GpSceneItem *item)
{
  if (item == NULL || (item->kind != GP_KIND_STEP && item->kind != GP_KIND_FLOW))
    return NULL;
  return g_hash_table_lookup (self->marks, &item->id);
}

char *
gp_canvas_say_mark (GpCanvas          *self,
                    const GpSceneItem *item)
{
  const Mark *mark = get_mark (self, item);

  return mark != NULL ? g_strdup_printf (ngettext ("%u problem", "%u problems", mark->n), mark->n)
                      : NULL;
}

static void
get_place (GpCanvas          *self,
           const GpSceneItem *item,
           double            *x,
           double            *y)
{
  gp_viewport_to_view (&self->viewport, item->rect.x, item->rect.y + item->rect.height, x, y);
}

static void
add_mark (GpCanvas          *self,
          GtkSnapshot       *snapshot,
          const GpSceneItem *item,
          const Mark        *mark)
{
  g_autofree char *number = g_strdup_printf ("%u", mark->n);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), number);
  const GpColor color = mark->worst == GP_SEVERITY_ERROR ? GP_COLOR_BAD : GP_COLOR_CARE;
  GskRoundedRect outline;
  int width, height;
  double x, y;

  get_place (self, item, &x, &y);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) (x - MARK_SIZE / 2),
                                                        (float) (y - MARK_SIZE / 2),
                                                        (float) MARK_SIZE, (float) MARK_SIZE),
                                   (float) MARK_SIZE / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[color], &outline.bounds);
  gtk_snapshot_pop (snapshot);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x - width / 2.0),
                                                          (float) (y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, &self->theme.colors[GP_COLOR_ON_SELECTION]);
  gtk_snapshot_restore (snapshot);
}

static gboolean
shows_marks (GpCanvas *self)
{
  return !self->plain && g_hash_table_size (self->marks) > 0 && gp_canvas_is_inside_flow (self);
}

void
gp_canvas_snapshot_marks (GpCanvas    *self,
                          GtkSnapshot *snapshot)
{
  GpScene *scene = gp_canvas_get_scene (self);

  if (!shows_marks (self))
    return;
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      const Mark *mark = get_mark (self, item);

      if (mark != NULL)
        add_mark (self, snapshot, item, mark);
    }
}

static gboolean
query_tooltip_cb (GpCanvas   *self,
                  int         view_x,
                  int         view_y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  GpScene *scene;

  if (keyboard || !shows_marks (self))
    return FALSE;
  scene = gp_canvas_get_scene (self);
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      const Mark *mark = get_mark (self, item);
      double x, y;

      if (mark == NULL)
        continue;
      get_place (self, item, &x, &y);
      if (hypot (view_x - x, view_y - y) > MARK_SIZE / 2)
        continue;
      gtk_tooltip_set_text (tooltip, mark->words->str);
      return TRUE;
    }
  return FALSE;
}

void
gp_canvas_init_marks (GpCanvas *self)
{
  self->marks = g_hash_table_new_full (gp_id_hash, gp_id_equal, NULL, mark_free);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

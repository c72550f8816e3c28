/* gp-canvas-drop.c — what is dragged onto the drawing from elsewhere
 * SPDX-License-Identifier: Apache-2.0
 *
 * An element of the outline comes to stand where it is dropped; a text that is SQL becomes
 * entities. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-canvas-commands.h"
#include "gp-edit-view.h"
#include "gp-edit.h"
#include "gp-metrics.h"
#include "gp-outline-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* What the view does not show yet is shown at @x, @y; what it shows is gone to. */
void
gp_canvas_drop_element (GpCanvas   *self,
                        const GpId *id,
                        double      x,
                        double      y)
{
  const GpElement *element = gp_design_lookup (self->design, id);
  GpEditPlace place = { *id, { gp_canvas_on_grid (x - GP_CARD_MIN_WIDTH / 2),
                               gp_canvas_on_grid (y - GP_CARD_HEADER / 2) }, FALSE };
  g_autofree char *title = NULL;
  g_autoptr(GpChangeSet) shown = NULL;
  GpChangeSet *changes;
  GpId view;

  if (element == NULL)
    return;
  if (gp_canvas_item_of (self, id) != NULL || !gp_canvas_can_edit (self))
    {
      gp_selection_set (self->selection, &place.element);
      gp_canvas_reveal (self, &place.element);
      return;
    }
  view = gp_canvas_find_view (self);
  if (gp_id_is_nil (&view) && !gp_canvas_ensure_view (self, &view))
    return;
  title = g_strdup_printf (_("Showed %s"), gp_element_get_name (element));
  changes = gp_edit_place (self->design, &view, &place, 1, title);
  shown = gp_edit_show_in_view (self->design, &view, &place.element, 1);
  gp_change_set_append_all (changes, shown);
  if (!gp_canvas_run (self, changes, NULL))
    return;
  if (gp_canvas_item_of (self, &place.element) != NULL)
    gp_selection_set (self->selection, &place.element);
  else
    gp_canvas_report (self, _("This drawing does not show such elements."));
}

static void
drop_text (GpCanvas   *self,
           const char *text,
           double      x,
           double      y)
{
  g_autoptr(GpChangeSet) copied = NULL;

  if (gp_canvas_get_clip_codec (self) == NULL || !gp_canvas_can_edit (self))
    return;
  copied = gp_canvas_read_text (self, text, strlen (text));
  if (copied != NULL)
    gp_canvas_paste_at (self, copied, x, y);
  else
    gp_canvas_report (self, _("The text is neither a part of a design nor SQL."));
}

static gboolean
drop_cb (GpCanvas     *self,
         const GValue *value,
         double        view_x,
         double        view_y)
{
  double x;
  double y;

  if (self->builder == NULL)
    return FALSE;
  gp_viewport_to_canvas (&self->viewport, view_x, view_y, &x, &y);
  if (G_VALUE_HOLDS (value, GP_TYPE_OUTLINE_ROW))
    {
      GpOutlineRow *row = g_value_get_object (value);
      GpId id = row != NULL ? *gp_outline_row_get_id (row) : gp_id_nil;

      gp_canvas_drop_element (self, &id, x, y);
      return TRUE;
    }
  if (G_VALUE_HOLDS_STRING (value) && g_value_get_string (value) != NULL)
    {
      drop_text (self, g_value_get_string (value), x, y);
      return TRUE;
    }
  return FALSE;
}

void
gp_canvas_init_drop (GpCanvas *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID,
                                               GDK_ACTION_COPY | GDK_ACTION_MOVE);
  GType types[] = { GP_TYPE_OUTLINE_ROW, G_TYPE_STRING };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* gp-canvas-menu.c — what can be done with what is under the pointer
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-flow.h"

#include "gp-hint.h"
#include "gp-junction.h"

#include <glib/gi18n-lib.h>

static void
append (GMenu      *menu,
        const char *label,
        const char *action)
{
  g_menu_append (menu, label, action);
}

static void
append_section (GMenu *menu,
                GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_target (GMenu      *menu,
               const char *label,
               const char *action,
               const char *target)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
append_align (GMenu *menu)
{
  g_autoptr(GMenu) align = g_menu_new ();
  g_autoptr(GMenu) across = g_menu_new ();
  g_autoptr(GMenu) down = g_menu_new ();
  g_autoptr(GMenu) spread = g_menu_new ();

  append_target (across, _("_Left"), "canvas.align", "left");
  append_target (across, _("_Centre"), "canvas.align", "centre");
  append_target (across, _("_Right"), "canvas.align", "right");
  append_target (down, _("_Top"), "canvas.align", "top");
  append_target (down, _("_Middle"), "canvas.align", "middle");
  append_target (down, _("_Bottom"), "canvas.align", "bottom");
  append_target (spread, _("Distribute _Horizontally"), "canvas.distribute", "horizontally");
  append_target (spread, _("Distribute _Vertically"), "canvas.distribute", "vertically");
  append (spread, _("Same _Width"), "canvas.same-width");
  append_section (align, across);
  append_section (align, down);
  append_section (align, spread);
  g_menu_append_submenu (menu, _("Al_ign"), G_MENU_MODEL (align));
}

/* Commands on what is folded, pinned, or drawn for something else. */
static void
append_folding (GpCanvas    *self,
                const GpHit *hit,
                GMenu       *menu)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *item = gp_scene_find (scene, &hit->key);
  const GpSceneLine *line = hit->part == GP_HIT_LINE ? gp_scene_find_line (scene, &hit->key)
                                                     : NULL;
  const GpElement *element = item != NULL ? gp_design_lookup (self->design, &item->id) : NULL;
  GpId ends[2];

  if (self->lens == GP_LENS_DATA && line != NULL && line->bridge)
    append (menu, _("Draw as _Entity"), "canvas.as-relation");
  if (item == NULL || item->ghost)
    return;
  if (self->lens == GP_LENS_DATA
      && (item->kind == GP_KIND_ENTITY
          || (item->kind == GP_KIND_DOMAIN && !gp_canvas_is_inside (self))))
    append (menu, item->folded || (item->kind == GP_KIND_ENTITY && item->row_ids == NULL)
                    ? _("_Open") : _("_Fold"), "canvas.fold");
  if (self->lens == GP_LENS_FLOWS && item->kind == GP_KIND_STEP
      && (item->folded || item->type == GP_ITEM_AREA))
    append (menu, item->folded ? _("_Open") : _("_Fold"), "canvas.fold");
  if (self->lens == GP_LENS_DATA && element != NULL
      && gp_junction_find_ends (self->design, element, ends))
    append (menu, _("Draw as _Relation"), "canvas.as-relation");
  append (menu, item->pinned ? _("Un_pin") : _("_Pin"), "canvas.pin");
}

static void
append_entering (GpCanvas    *self,
                 const GpHit *hit,
                 GMenu       *menu)
{
  const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), &hit->key);

  if (gp_canvas_is_inside (self))
    append (menu, self->lens == GP_LENS_FLOWS ? _("_Leave Flow") : _("_Leave Domain"),
            "canvas.leave");
  else if (item != NULL && self->lens == GP_LENS_FLOWS && gp_canvas_can_enter (self, &item->id))
    append (menu, _("_Enter Flow"), "canvas.open");
  else if (self->lens == GP_LENS_DATA && item != NULL && item->kind == GP_KIND_DOMAIN)
    append (menu, _("_Enter Domain"), "canvas.open");
}

static void
append_submenu (GMenu      *menu,
                const char *label,
                GMenu      *submenu)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (submenu)) > 0)
    g_menu_append_submenu (menu, label, G_MENU_MODEL (submenu));
}

static GMenu *
new_edit_section (GpCanvas    *self,
                  const GpHit *hit)
{
  GMenu *edit = g_menu_new ();
  gboolean on_card = hit->part != GP_HIT_AREA && hit->part != GP_HIT_LINE;
  gboolean on_row = hit->part == GP_HIT_ROW || hit->part == GP_HIT_TYPE;

  if (gp_canvas_can_edit (self) && gp_canvas_is_inside_flow (self))
    append (edit, _("Add _Step…"), "canvas.add-step");
  if (gp_canvas_can_add_on_error (self))
    append (edit, _("Add Step on an _Error…"), "canvas.add-step-on-error");
  if (gp_canvas_can_add_inside (self))
    append (edit, _("Add Step _Inside…"), "canvas.add-step-inside");
  if (!gp_canvas_can_edit (self) || hit->part == GP_HIT_NOTHING)
    return edit;
  append (edit, _("_Rename"), "canvas.rename");
  if (on_row)
    append (edit, _("Change _Type"), "canvas.retype");
  if (on_card && self->lens == GP_LENS_DATA)
    append (edit, _("_Add Field"), "canvas.add-field");
  if (on_card && !on_row)
    append (edit, _("D_uplicate"), "canvas.duplicate");
  append (edit, _("_Delete"), "canvas.delete");
  return edit;
}

static GMenu *
new_clip_section (GpCanvas    *self,
                  const GpHit *hit)
{
  GMenu *clip = g_menu_new ();

  if (hit->part != GP_HIT_NOTHING)
    {
      append (clip, _("Cu_t"), "canvas.cut");
      append (clip, _("_Copy"), "canvas.copy");
    }
  if (gp_canvas_can_edit (self))
    append (clip, _("_Paste"), "canvas.paste");
  return clip;
}

static GMenu *
new_arrange_menu (GpCanvas    *self,
                  const GpHit *hit)
{
  GMenu *arrange = g_menu_new ();
  gboolean several = gp_selection_get_size (self->selection) > 1;

  if (!gp_canvas_can_edit (self))
    return arrange;
  if (several)
    {
      append_align (arrange);
      append (arrange, _("Tidy _Selection"), "canvas.tidy-selection");
    }
  append (arrange, _("Tidy _All"), "canvas.tidy-all");
  if (hit->part == GP_HIT_NOTHING && self->lens == GP_LENS_DATA)
    {
      append (arrange, _("Find _Domains"), "canvas.find-domains");
      append (arrange, _("Fold or Open _Junctions"), "canvas.fold-junctions");
    }
  return arrange;
}

static GMenu *
new_show_menu (GpCanvas    *self,
               const GpHit *hit)
{
  GMenu *show = g_menu_new ();
  gboolean on_item = hit->part != GP_HIT_NOTHING;
  gboolean on_card = on_item && hit->part != GP_HIT_AREA && hit->part != GP_HIT_LINE;

  if (gp_canvas_can_do (self, "canvas.focus") && on_item)
    append (show, _("F_ocus"), "canvas.focus");
  if (gp_canvas_can_do (self, "canvas.show-path"))
    append (show, _("Show _Path"), "canvas.show-path");
  if (gp_canvas_can_do (self, "canvas.hide") && on_card)
    append (show, _("_Hide in This View"), "canvas.hide");
  if (gp_canvas_can_do (self, "canvas.show-hidden"))
    append (show, _("Show Hi_dden"), "canvas.show-hidden");
  if (gp_canvas_can_do (self, "canvas.new-view"))
    append (show, _("_New View of These"), "canvas.new-view");
  append (show, _("Show _Everything"), "canvas.zoom-all");
  if (on_item)
    append (show, _("_Zoom to Selection"), "canvas.zoom-selection");
  return show;
}

/* What is done often stands in the menu itself, the rest in two menus below it: so it fits into a
 * low window. */
static GMenuModel *
new_menu (GpCanvas    *self,
          const GpHit *hit)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) edit = new_edit_section (self, hit);
  g_autoptr(GMenu) clip = new_clip_section (self, hit);
  g_autoptr(GMenu) arrange = new_arrange_menu (self, hit);
  g_autoptr(GMenu) show = new_show_menu (self, hit);
  g_autoptr(GMenu) here = g_menu_new ();

  if (gp_canvas_can_edit (self))
    append_folding (self, hit, here);
  append_entering (self, hit, here);
  if (hit->part == GP_HIT_NOTHING)
    append (here, _("Select A_ll"), "canvas.select-all");
  append_submenu (here, _("Arran_ge"), arrange);
  append_submenu (here, _("Sho_w"), show);
  append (here, _("_Comment…"), "win.comment");
  append_section (menu, edit);
  append_section (menu, clip);
  append_section (menu, here);
  return G_MENU_MODEL (menu);
}

/* What the menu is about is selected first, so that its commands mean just that. */
static void
select_for_menu (GpCanvas    *self,
                 const GpHit *hit)
{
  const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), &hit->key);
  const GpSceneLine *line = hit->part == GP_HIT_LINE
                              ? gp_scene_find_line (gp_canvas_get_scene (self), &hit->key) : NULL;
  GpId id = gp_id_nil;

  if (line != NULL && line->bundle != NULL)
    {
      gp_selection_set_all (self->selection, (const GpId *) (gconstpointer) line->bundle->data,
                            line->bundle->len);
      return;
    }
  if (hit->part == GP_HIT_LINE)
    id = hit->key;
  else if (hit->part == GP_HIT_ROW || hit->part == GP_HIT_TYPE)
    id = hit->field;
  else if (item != NULL)
    id = item->id;
  if (gp_id_is_nil (&id))
    gp_selection_clear (self->selection);
  else if (!gp_selection_contains (self->selection, &id))
    gp_selection_set (self->selection, &id);
}

/* The keyboard would stay in the menu that is gone, unless the command has taken it elsewhere. */
static void
menu_closed_cb (GpCanvas *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, self->menu)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
open_menu (GpCanvas    *self,
           const GpHit *hit,
           double       x,
           double       y)
{
  g_autoptr(GMenuModel) model = new_menu (self, hit);

  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gp_hint_name (self->menu, _("What can be done with the selection"));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
gp_canvas_show_menu (GpCanvas *self,
                     double    x,
                     double    y)
{
  GpHit hit;

  if (self->builder == NULL)
    return;
  gp_canvas_stop_editing (self, TRUE);
  hit = gp_canvas_hit (self, x, y);
  if (hit.part == GP_HIT_PIN)
    hit = (GpHit) { .part = GP_HIT_NOTHING, .row = -1 };
  select_for_menu (self, &hit);
  open_menu (self, &hit, x, y);
}

/* As the menu key asks for it: about what is selected, where that is seen. */
void
gp_canvas_show_menu_of_selection (GpCanvas *self)
{
  const GpId *last = gp_selection_get_last (self->selection);
  const GpSceneItem *item = gp_canvas_item_of (self, last);
  GpHit hit = { .part = GP_HIT_NOTHING, .row = -1 };
  double x = self->viewport.width / 2;
  double y = self->viewport.height / 2;

  if (self->builder == NULL)
    return;
  if (item != NULL)
    {
      GpRect rect = item->rect;

      hit.part = item->type == GP_ITEM_AREA ? GP_HIT_AREA : GP_HIT_HEADER;
      hit.key = item->key;
      hit.row = gp_scene_item_find_row (item, last);
      if (hit.row >= 0)
        {
          hit.part = GP_HIT_ROW;
          hit.field = *last;
          rect = gp_scene_item_get_row_rect (item, (guint) hit.row);
        }
      gp_viewport_to_view (&self->viewport, rect.x + 24, rect.y + MIN (rect.height, 24), &x, &y);
    }
  else if (last != NULL && gp_scene_find_line (gp_canvas_get_scene (self), last) != NULL)
    {
      hit.part = GP_HIT_LINE;
      hit.key = *last;
    }
  open_menu (self, &hit, CLAMP (x, 0, self->viewport.width), CLAMP (y, 0, self->viewport.height));
}

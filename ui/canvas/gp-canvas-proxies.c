/* gp-canvas-proxies.c — what screen readers see of the drawing
 * SPDX-License-Identifier: Apache-2.0
 *
 * GTK 4.8 keeps the accessible interface to itself, so each card in view has a child widget that is
 * never painted and only carries a role, a name and a box. There are as many as cards are in view,
 * up to a limit, and they are used again. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include <glib/gi18n-lib.h>

#define MOST_PROXIES 120

#define GP_TYPE_CANVAS_PROXY (gp_canvas_proxy_get_type ())
G_DECLARE_FINAL_TYPE (GpCanvasProxy, gp_canvas_proxy, GP, CANVAS_PROXY, GtkWidget)

struct _GpCanvasProxy
{
  GtkWidget parent_instance;

  GpId      key;
  guint     revision;
};

G_DEFINE_FINAL_TYPE (GpCanvasProxy, gp_canvas_proxy, GTK_TYPE_WIDGET)

static void
gp_canvas_proxy_class_init (GpCanvasProxyClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
gp_canvas_proxy_init (GpCanvasProxy *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

static char *
dup_label (GpCanvas          *self,
           const GpSceneItem *item)
{
  const GpKindInfo *info = gp_kind_get_info (item->kind);
  guint n = 0;

  for (guint i = 0; i < item->n_rows; i++)
    n += !gp_id_is_nil (&item->row_ids[i]);
  if (item->type != GP_ITEM_CARD)
    return g_strdup_printf (C_("kind and name", "%s %s"), _(info->label), item->title);
  return g_strdup_printf (ngettext ("Entity %s, %u field, %u relations",
                                    "Entity %s, %u fields, %u relations", n),
                          item->title, n, item->degree);
}

static GpCanvasProxy *
get_proxy (GpCanvas *self,
           guint     i)
{
  GpCanvasProxy *proxy;

  if (i < self->proxies->len)
    return g_ptr_array_index (self->proxies, i);
  proxy = g_object_new (GP_TYPE_CANVAS_PROXY, NULL);
  gtk_widget_set_parent (GTK_WIDGET (proxy), GTK_WIDGET (self));
  g_ptr_array_add (self->proxies, proxy);
  return proxy;
}

static void
show_item (GpCanvas          *self,
           GpCanvasProxy     *proxy,
           const GpSceneItem *item)
{
  gboolean selected = gp_selection_contains (self->selection, &item->id);
  GtkAllocation box;
  double x;
  double y;

  if (!gp_id_equal (&proxy->key, &item->key) || proxy->revision != item->revision)
    {
      g_autofree char *label = dup_label (self, item);

      gtk_accessible_update_property (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      proxy->key = item->key;
      proxy->revision = item->revision;
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
  gp_viewport_to_view (&self->viewport, item->rect.x, item->rect.y, &x, &y);
  box.x = (int) x;
  box.y = (int) y;
  box.width = MAX (1, (int) (item->rect.width * self->viewport.zoom));
  box.height = MAX (1, (int) (item->rect.height * self->viewport.zoom));
  gtk_widget_set_child_visible (GTK_WIDGET (proxy), TRUE);
  gtk_widget_size_allocate (GTK_WIDGET (proxy), &box, -1);
}

void
gp_canvas_update_proxies (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);
  GpRect area = gp_viewport_get_area (&self->viewport);
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  if (self->proxies == NULL || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;
  if (scene != NULL && self->viewport.zoom >= .25)
    gp_scene_query_items (scene, &area, slots);
  for (guint i = 0; i < slots->len && n < MOST_PROXIES; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));

      if (item->type != GP_ITEM_AREA)
        show_item (self, get_proxy (self, n++), item);
    }
  for (guint i = n; i < self->proxies->len; i++)
    gtk_widget_set_child_visible (g_ptr_array_index (self->proxies, i), FALSE);
}

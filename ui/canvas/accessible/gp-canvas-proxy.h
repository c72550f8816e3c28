/* gp-canvas-proxy.h — one thing of the drawing, as screen readers see it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas.h"

G_BEGIN_DECLS

/** GpProxyPart: what it stands for; its role cannot change later. */
typedef enum
{
  GP_PROXY_ITEM,     /* a card, node, note or area */
  GP_PROXY_FIELD,    /* a row of a card, and a child of the card's proxy */
  GP_PROXY_LINE,     /* a relation, or the way from one step to another */
  GP_N_PROXY_PARTS
} GpProxyPart;

/**
 * GpCanvasProxy: a child of the canvas that is never painted and has a role, a name, a box, states
 * and two actions: "click" selects, "activate" opens the name for typing. Proxies that stand for
 * nothing are hidden from screen readers, and are used again.
 */
#define GP_TYPE_CANVAS_PROXY (gp_canvas_proxy_get_type ())
G_DECLARE_FINAL_TYPE (GpCanvasProxy, gp_canvas_proxy, GP, CANVAS_PROXY, GtkWidget)

/** gp_canvas_proxy_new: the last of @parent's proxies is @after; NULL for the first. */
GpCanvasProxy *gp_canvas_proxy_new          (GpCanvas *canvas, GpProxyPart part, GtkWidget *parent,
                                             GpCanvasProxy *after);

GpProxyPart    gp_canvas_proxy_get_part     (GpCanvasProxy *self);
const GpId    *gp_canvas_proxy_get_id       (GpCanvasProxy *self);   /* nil: for nothing */

/** gp_canvas_proxy_get_rows: the proxies (GpCanvasProxy) of a card's rows, also hidden ones. */
GPtrArray     *gp_canvas_proxy_get_rows     (GpCanvasProxy *self);

/** gp_canvas_proxy_set: @id: the element, or nil for nothing. @serial: of what was read for its
 * words. FALSE where both are as before: the words need not be made again. */
gboolean       gp_canvas_proxy_set          (GpCanvasProxy *self, const GpId *id, guint64 serial);
void           gp_canvas_proxy_set_words    (GpCanvasProxy *self, const char *name,
                                             const char *description);
void           gp_canvas_proxy_set_selected (GpCanvasProxy *self, gboolean selected);

/** gp_canvas_proxy_drop: it stands for nothing any more: hidden, without words or a place where
 * somebody could still find it. */
void           gp_canvas_proxy_drop         (GpCanvasProxy *self);

/** gp_canvas_proxy_set_expanded: -1: it does not fold. */
void           gp_canvas_proxy_set_expanded (GpCanvasProxy *self, int expanded);

/** gp_canvas_proxy_set_box: pixels from the parent's corner. */
void           gp_canvas_proxy_set_box      (GpCanvasProxy *self, int x, int y, int width,
                                             int height);

G_END_DECLS

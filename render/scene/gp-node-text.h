/* gp-node-text.h — what stands on the small cards
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-icon.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct
{
  GpIcon    icon;
  GdkRGBA   accent;
  char     *title;
  char     *detail;     /* "" where there is nothing to add */
  gboolean  code;       /* the detail is an expression */
} GpNodeText;

/** gp_node_text_init: @element: a step, flow (its trigger), role, bucket or event; a folded
 * domain; an entity that stands outside what is shown. */
void  gp_node_text_init  (GpNodeText *self, GpDesign *design, const GpElement *element);
void  gp_node_text_clear (GpNodeText *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpNodeText, gp_node_text_clear)
G_END_DECLS

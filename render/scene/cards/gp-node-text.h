/* gp-node-text.h — what stands on the small cards
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-icon.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * GpNodeText: a plain value that owns its texts.
 * @detail: "" where there is nothing to add
 * @code: the detail is an expression
 * @chip: the name of what is touched, an entity, an event or a flow, beside the detail; or NULL
 * @chip_id: that element
 */
typedef struct
{
  GpIcon    icon;
  GdkRGBA   accent;
  char     *title;
  char     *detail;
  gboolean  code;
  char     *chip;
  GpIcon    chip_icon;
  GpId      chip_id;
} GpNodeText;

/** gp_node_text_init: @element: a step, flow, role, bucket or event; a folded domain; an entity
 * that is drawn without its fields. @trigger: of a flow what starts it is wanted. */
void  gp_node_text_init  (GpNodeText *self, GpDesign *design, const GpElement *element,
                          gboolean trigger);
void  gp_node_text_clear (GpNodeText *self);

/** gp_node_text_set_chip: what is touched; nothing where @id leads nowhere. */
void  gp_node_text_set_chip (GpNodeText *self, GpDesign *design, const GpId *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpNodeText, gp_node_text_clear)
G_END_DECLS

/* gp-relation-popover.h — what a relation that was dropped on nothing leads to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpRelationPopover: a name for a new entity, ready to be typed over, and the entities that are
 * there already. Changes nothing itself.
 *
 * GpRelationPopover::create (self, const char *name, gboolean many): a new entity is wanted.
 * GpRelationPopover::connect (self, const GpId *entity, gboolean many): one that is there.
 * @many: many to many. Either comes at most once; after Escape neither does.
 */
#define GP_TYPE_RELATION_POPOVER (gp_relation_popover_get_type ())
G_DECLARE_FINAL_TYPE (GpRelationPopover, gp_relation_popover, GP, RELATION_POPOVER, GtkPopover)

GtkWidget *gp_relation_popover_new (GpDesign *design, gboolean many);

G_END_DECLS

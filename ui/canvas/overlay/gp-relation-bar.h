/* gp-relation-bar.h — what a relation says, on the drawing and ready to be changed
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpRelationBar: how many refer to how many, the relation's name, and what happens on delete.
 * Changes nothing itself.
 *
 * GpRelationBar::cardinality (self, guint cardinality): a GpCardinality, or
 *   GP_RELATION_BAR_MANY_TO_MANY, was chosen.
 * GpRelationBar::on-delete (self, const char *nick): one of the choices of the property.
 * GpRelationBar::renamed (self, const char *name): typed and taken, not yet checked. It is meant
 *   for gp_relation_bar_get_relation (), whatever is selected by then.
 * GpRelationBar::left (self): the keyboard has nothing more to do here.
 */
#define GP_TYPE_RELATION_BAR (gp_relation_bar_get_type ())
G_DECLARE_FINAL_TYPE (GpRelationBar, gp_relation_bar, GP, RELATION_BAR, GtkWidget)

#define GP_RELATION_BAR_MANY_TO_MANY 4

GtkWidget *gp_relation_bar_new       (void);

/** gp_relation_bar_set_relation: a reference field or a composite reference; FALSE where @id is
 * neither. Shows it anew where it is shown already. */
gboolean   gp_relation_bar_set_relation (GpRelationBar *self, GpDesign *design, const GpId *id);

/** gp_relation_bar_get_relation: what the bar shows, or showed last; the bar owns it. */
const GpId *gp_relation_bar_get_relation (GpRelationBar *self);

/** gp_relation_bar_edit_name: the name, ready to be typed over. */
void       gp_relation_bar_edit_name (GpRelationBar *self);

G_END_DECLS

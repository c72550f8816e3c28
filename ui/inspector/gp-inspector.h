/* gp-inspector.h — shows and edits whatever is selected
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpInspector: follows the session's selection. One element: all that is said of it, by the
 * metamodel; several of a kind: what they share; several kinds: how many of each; nothing: the
 * design.
 */
#define GP_TYPE_INSPECTOR (gp_inspector_get_type ())
G_DECLARE_FINAL_TYPE (GpInspector, gp_inspector, GP, INSPECTOR, GtkWidget)

GtkWidget *gp_inspector_new          (GpSession *session);

/** gp_inspector_set_findings: array of GpFinding of the whole design; those about the selected
 * elements and what is in them are shown. */
void       gp_inspector_set_findings (GpInspector *self, GPtrArray *findings);

/** gp_inspector_set_lights: which flows and steps run where; a reference is taken. */
void       gp_inspector_set_lights   (GpInspector *self, GpFlowLights *lights);

/** gp_inspector_edit_name: puts the cursor into the name; FALSE where there is none to edit. */
gboolean   gp_inspector_edit_name    (GpInspector *self);

G_END_DECLS

/* gp-field-row.h — one field in the inspector of its entity
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpFieldRow: handle, name, type; unfolds to what else is said of the field. Drag the handle, or
 * press Alt with the up and down keys, to reorder.
 */
#define GP_TYPE_FIELD_ROW (gp_field_row_get_type ())
G_DECLARE_FINAL_TYPE (GpFieldRow, gp_field_row, GP, FIELD_ROW, AdwPreferencesRow)

GtkWidget  *gp_field_row_new        (GpSession *session, const GpId *field);
const GpId *gp_field_row_get_id     (GpFieldRow *self);
void        gp_field_row_refresh    (GpFieldRow *self);

/** gp_field_row_edit_name: puts the cursor into the name, all of it selected. */
void        gp_field_row_edit_name  (GpFieldRow *self);

G_END_DECLS

/* gp-selection.h — what is selected, shared by the canvas, the outline and the inspector
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-id.h"

G_BEGIN_DECLS

/**
 * GpSelection: an ordered set of element ids; the last one is the one that was selected last.
 * Ids of elements that have gone may linger until gp_selection_retain() is called.
 *
 * GpSelection::changed (GpSelection *self): once after each call that changed something.
 */
#define GP_TYPE_SELECTION (gp_selection_get_type ())
G_DECLARE_FINAL_TYPE (GpSelection, gp_selection, GP, SELECTION, GObject)

GpSelection *gp_selection_new      (void);

gsize        gp_selection_get_size (GpSelection *self);

/** gp_selection_peek: (transfer none): all ids in order; valid until the next change. */
const GpId  *gp_selection_peek     (GpSelection *self, gsize *n);

/** gp_selection_get_last: (transfer none): the id selected last, or NULL; until the next change. */
const GpId  *gp_selection_get_last (GpSelection *self);

/** gp_selection_contains: O(1). */
gboolean     gp_selection_contains (GpSelection *self, const GpId *id);

void         gp_selection_clear    (GpSelection *self);

/** gp_selection_set: @id alone; NULL or nil clears. */
void         gp_selection_set      (GpSelection *self, const GpId *id);

/** gp_selection_set_all: just these, in this order; @ids are copied, repeated ones count once. */
void         gp_selection_set_all  (GpSelection *self, const GpId *ids, gsize n);

void         gp_selection_add      (GpSelection *self, const GpId *id);
void         gp_selection_remove   (GpSelection *self, const GpId *id);
void         gp_selection_toggle   (GpSelection *self, const GpId *id);

typedef gboolean (*GpSelectionFilter) (const GpId *id, gpointer user_data);

/** gp_selection_retain: drops the ids for which @filter says FALSE. */
void         gp_selection_retain   (GpSelection *self, GpSelectionFilter filter,
                                    gpointer user_data);

G_END_DECLS

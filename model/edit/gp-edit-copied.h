/* gp-edit-copied.h — copied steps that are called something else than what they were copied from
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/**
 * gp_edit_rename_copied:
 * @design: without the copies
 * @changes: adds the copies; what their expressions need is appended
 * @names: GpId of a copied step → its name before it was copied; may hold others than steps
 *
 * Where copies name a step of their flow that was copied with them, they name its copy instead.
 */
void gp_edit_rename_copied (GpDesign *design, GHashTable *names, GpChangeSet *changes);

G_END_DECLS

/* gp-junction.h — entities that stand between two others
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_junction_find_ends: whether @entity can be drawn as one relation between two others: it refers
 * exactly twice, and nothing refers to it.
 * @out_ends: (optional): what it refers to, in the order of its fields; may be the same twice
 */
gboolean gp_junction_find_ends (GpDesign *design, const GpElement *entity, GpId out_ends[static 2]);

/** gp_junction_is_pure: whether it also says nothing of its own: both references are required, and
 * beside them there are at most a key and times that fill themselves. */
gboolean gp_junction_is_pure   (GpDesign *design, const GpElement *entity);

G_END_DECLS

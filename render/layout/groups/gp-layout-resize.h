/* gp-layout-resize.h — brings communities to a size people can read
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-louvain.h"

G_BEGIN_DECLS

/**
 * gp_layout_resize_groups:
 * @ties: what the communities were found from
 * @least: smaller ones join the one they are tied to most; what has no ties is gathered
 * @most: larger ones are taken apart
 * @group_of: (inout): one per node, numbered from 0 without holes; the same afterwards
 *
 * Returns: the number of groups afterwards
 */
guint gp_layout_resize_groups (guint                n_nodes,
                               const GpLouvainEdge *ties,
                               guint                n_ties,
                               guint                least,
                               guint                most,
                               guint32             *group_of);

G_END_DECLS

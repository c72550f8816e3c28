/* gp-layout-groups.h — which cards belong together
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-request.h"

G_BEGIN_DECLS

/* No found group has more, and none has fewer unless nothing else is tied to it. */
#define GP_LAYOUT_GROUP_MOST  60
#define GP_LAYOUT_GROUP_LEAST 3

/**
 * GpLayoutGrouping:
 * @group_of: per node of the request, below @n_groups
 * @names: NULL-terminated, one per group: the words that most of its members' names begin with;
 *   distinct, not empty
 */
typedef struct
{
  guint     n_groups;
  guint     n_nodes;
  guint32  *group_of;
  char    **names;
} GpLayoutGrouping;

/**
 * gp_layout_groups_find:
 *
 * Groups the request's nodes by what refers to what and by how their names begin; groups that the
 * request already has are not looked at. Deterministic. May be called from any thread. Some ms for
 * a thousand nodes.
 */
GpLayoutGrouping *gp_layout_groups_find   (const GpLayoutRequest *request)
                                           G_GNUC_WARN_UNUSED_RESULT;
void              gp_layout_grouping_free (GpLayoutGrouping      *self);   /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpLayoutGrouping, gp_layout_grouping_free)

G_END_DECLS

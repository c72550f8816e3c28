/* gp-plan-groups.h — what a plan lists, of one sort each
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** GpPlanGroups: items by a key, the keys in the order in which they came. A plain struct. */
typedef struct _GpPlanGroups GpPlanGroups;

/** gp_plan_groups_new: @item_free: of the items. */
GpPlanGroups *gp_plan_groups_new       (GDestroyNotify item_free) G_GNUC_WARN_UNUSED_RESULT;
void          gp_plan_groups_free      (GpPlanGroups *self);     /* NULL is fine */

/** gp_plan_groups_add: takes @key and @item. */
void          gp_plan_groups_add       (GpPlanGroups *self, char *key, gpointer item);

guint         gp_plan_groups_get_size  (const GpPlanGroups *self);
const char   *gp_plan_groups_get_key   (const GpPlanGroups *self, guint i);     /* borrowed */
GPtrArray    *gp_plan_groups_get_items (const GpPlanGroups *self, guint i);     /* borrowed */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPlanGroups, gp_plan_groups_free)
G_END_DECLS

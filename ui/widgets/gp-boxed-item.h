/* gp-boxed-item.h — a plain value as an item of a list model
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/** GpBoxedItem: list models hold objects; this one holds a value that is none. */
#define GP_TYPE_BOXED_ITEM (gp_boxed_item_get_type ())
G_DECLARE_FINAL_TYPE (GpBoxedItem, gp_boxed_item, GP, BOXED_ITEM, GObject)

/** gp_boxed_item_new: takes @value, which @destroy frees. */
GpBoxedItem *gp_boxed_item_new (gpointer value, GDestroyNotify destroy);
gpointer     gp_boxed_item_get (GpBoxedItem *self);

/** gp_boxed_item_set: takes @value instead, to be freed as the first one. The list is not told. */
void         gp_boxed_item_set (GpBoxedItem *self, gpointer value);

G_END_DECLS

/* gp-plan-row.h — the rows of a plan, one by one or many in one that unfolds
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/** gp_plan_row_new: an AdwActionRow of one line. @title: markup; @subtitle: may be NULL. */
GtkWidget *gp_plan_row_new      (const char *title, const char *subtitle);

/** GpPlanRowFunc: makes the row of @item. */
typedef GtkWidget *(*GpPlanRowFunc) (gpointer user_data, gpointer item);

/**
 * gp_plan_row_new_fold: a row that unfolds into one for each of @items.
 * @title: plain text; @prefix: a widget, or NULL
 * @items: a reference is taken
 * @make: called for each when it is unfolded for the first time
 * @user_data: outlives the row
 * @open: (transfer none): of strings: has @key while it is unfolded, so that a list that is made
 *   again looks as before
 */
GtkWidget *gp_plan_row_new_fold (const char *title, GtkWidget *prefix, GPtrArray *items,
                                 GpPlanRowFunc make, gpointer user_data, GHashTable *open,
                                 const char *key);

/** gp_plan_row_clear: takes all rows out of a list box. */
void       gp_plan_row_clear    (GtkListBox *list);

G_END_DECLS

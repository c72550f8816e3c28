/* gp-name-list.h — a drop-down list of names that people gave
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_name_list_new: a GtkDropDown over @model, of GtkStringObjects. The chosen name is shortened
 * where it has no room and so never widens what is around it; the open list shows all names whole.
 * @model: taken; NULL for none yet. */
GtkWidget *gp_name_list_new (GListModel *model);

G_END_DECLS

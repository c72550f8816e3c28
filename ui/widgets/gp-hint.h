/* gp-hint.h — what a button without words does
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_hint_set: @text is shown under the pointer and is the name that assistive programs read: GTK
 * takes a tooltip for a description alone. @text: NULL takes both away. */
void gp_hint_set (GtkWidget *widget, const char *text);

/** gp_hint_name: the name alone. Menu buttons, drop-down lists and colour buttons tell it to the
 * button inside of them, which is what has the focus. A label that it was called by is no more. */
void gp_hint_name (GtkWidget *widget, const char *name);

/** gp_hint_name_inside: the same for all menu buttons, lists and texts at or below @widget: a row's
 * label stands for what its editor is made of. */
void gp_hint_name_inside (GtkWidget *widget, const char *name);

/** gp_hint_name_row: the line of a list that @content fills is called by what its visible labels
 * and the tooltips of its pictures say now: GTK calls it nothing, and it is what has the focus. */
void gp_hint_name_row (GtkWidget *content);

/** gp_hint_name_lists: what a line that unfolds is called, and the lists inside of it. */
void gp_hint_name_lists (GtkWidget *row, const char *name);

/** gp_hint_name_pages: what all pages of a stack, which GTK takes for something to stop at, are
 * called that have no title. */
void gp_hint_name_pages (GtkStack *stack, const char *name);

G_END_DECLS

/* gp-entry-list.h — an entry with a list under it that what is typed narrows
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpEntryList: asks for one of a few things. Up and Down walk in the list while
 * the entry keeps the keyboard, Enter and a click choose.
 *
 * GpEntryList::changed (self, const char *typed): without white space around it; the rows have to
 * be set again: gp_entry_list_clear(), _append() for each, best first, _finish().
 * GpEntryList::chosen (self, const char *key, const char *typed): one of the rows.
 */
#define GP_TYPE_ENTRY_LIST (gp_entry_list_get_type ())
G_DECLARE_FINAL_TYPE (GpEntryList, gp_entry_list, GP, ENTRY_LIST, GtkWidget)

/** gp_entry_list_new: @label: what is typed there, translated. @height: of the list at most,
 * pixels; beyond that it scrolls. */
GtkWidget *gp_entry_list_new         (const char *label, int height);

/** gp_entry_list_set_typed: as if somebody had typed it. */
void       gp_entry_list_set_typed   (GpEntryList *self, const char *typed);

/** gp_entry_list_set_problem: (nullable): a sentence under the entry. */
void       gp_entry_list_set_problem (GpEntryList *self, const char *sentence);

void       gp_entry_list_clear       (GpEntryList *self);

/** gp_entry_list_append: @image: floating, taken; @sentence: (nullable): below @text, smaller;
 * @key: copied, what ::chosen tells. _append_heading: of the rows that follow; cannot be
 * chosen. */
void       gp_entry_list_append      (GpEntryList *self, GtkWidget *image, const char *text,
                                      const char *sentence, const char *key);
void       gp_entry_list_append_heading (GpEntryList *self, const char *text);

/** gp_entry_list_finish: selects the first row; without rows there is no list to be seen. */
void       gp_entry_list_finish      (GpEntryList *self);

/** gp_entry_list_choose_by_double_click: a click only selects a row, which can be dragged. */
void       gp_entry_list_choose_by_double_click (GpEntryList *self);

/** gp_entry_list_get_key_at: (nullable): of the row at a place of the widget; borrowed until the
 * rows are set again. */
const char *gp_entry_list_get_key_at (GpEntryList *self, double x, double y);

G_END_DECLS

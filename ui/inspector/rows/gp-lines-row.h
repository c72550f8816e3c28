/* gp-lines-row.h — several texts: a line each, which can be taken out, and a button to add one
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-property-row.h"

G_BEGIN_DECLS

/** GpLinesRow: abstract; a subclass says what a line looks like. */
#define GP_TYPE_LINES_ROW (gp_lines_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (GpLinesRow, gp_lines_row, GP, LINES_ROW, GpPropertyRow)

/** GpLinesRowClass:
 * @n_texts: how many texts of the value a line holds
 * @spacing: pixels between two lines
 * @make_line: a line that shows @texts, of which there are @n_texts, all "" in a new one. Calls
 *   gp_lines_row_line_changed() when something is typed into it
 * @read: (transfer full): what the lines say, without those that say nothing yet */
struct _GpLinesRowClass
{
  GpPropertyRowClass parent_class;

  guint      n_texts;
  int        spacing;
  GtkWidget *(*make_line) (GpLinesRow *self, const char *const *texts);
  GpValue    (*read)      (GpLinesRow *self);
};

/* For subclasses: */

/** gp_lines_row_get_first: the first line, or NULL; the others are its siblings. */
GtkWidget *gp_lines_row_get_first   (GpLinesRow *self);

/** gp_lines_row_new_remove: a button that takes out the line that it is packed into. */
GtkWidget *gp_lines_row_new_remove  (GpLinesRow *self);

void       gp_lines_row_line_changed (GpLinesRow *self);

G_END_DECLS

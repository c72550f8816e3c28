/* gp-cell-time.h — dates, times and durations as text and in SQLite
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-cell-format.h"

G_BEGIN_DECLS

/* Each: FALSE, and @out untouched, where @text is none. */
gboolean  gp_cell_parse_date      (const GpCellFormat *self, const char *text, GpCell *out);
gboolean  gp_cell_parse_time      (const GpCellFormat *self, const char *text, GpCell *out);
gboolean  gp_cell_parse_timestamp (const GpCellFormat *self, const char *text, GpCell *out);
gboolean  gp_cell_parse_duration  (const GpCellFormat *self, const char *text, GpCell *out);

/* @microseconds: as SQLite keeps them. */
char     *gp_cell_print_timestamp (gint64 microseconds);
char     *gp_cell_print_duration  (gint64 microseconds);

G_END_DECLS

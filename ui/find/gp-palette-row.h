/* gp-palette-row.h — what a line of the palette looks like
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_palette_row_new_factory: (transfer full): makes rows for GpPaletteItem. */
GtkListItemFactory *gp_palette_row_new_factory (void);

G_END_DECLS

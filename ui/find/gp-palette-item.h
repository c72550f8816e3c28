/* gp-palette-item.h — one line of the palette: an element or a command
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-command.h"
#include "gp-find-index.h"

G_BEGIN_DECLS

/** GpPaletteItem: what a line shows, made when it is found; later changes do not show. */
#define GP_TYPE_PALETTE_ITEM (gp_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (GpPaletteItem, gp_palette_item, GP, PALETTE_ITEM, GObject)

/** gp_palette_item_new_element: @query: whose letters are marked. */
GpPaletteItem   *gp_palette_item_new_element (GpDesign *design, const GpFindResult *result,
                                              const char *query);

/** gp_palette_item_new_command: @command: borrowed, must outlive the item. */
GpPaletteItem   *gp_palette_item_new_command (const GpCommand *command, const char *query,
                                              int score);

int              gp_palette_item_get_score   (GpPaletteItem *self);

/** gp_palette_item_is_possible: FALSE for a command that cannot be run now. */
gboolean         gp_palette_item_is_possible (GpPaletteItem *self);

/** gp_palette_item_get_command: NULL for an element. */
const GpCommand *gp_palette_item_get_command (GpPaletteItem *self);
const GpId      *gp_palette_item_get_id      (GpPaletteItem *self);   /* nil for a command */

/* Borrowed. Title and detail are Pango markup; the detail may be "". */
const char      *gp_palette_item_get_title   (GpPaletteItem *self);
const char      *gp_palette_item_get_detail  (GpPaletteItem *self);
const char      *gp_palette_item_get_icon    (GpPaletteItem *self);
const char      *gp_palette_item_get_side    (GpPaletteItem *self);   /* the kind, or the key */

G_END_DECLS

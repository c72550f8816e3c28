/* gp-svg-palette.h — the colours of drawings as CSS variables, light and dark at once
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-icon.h"
#include "gp-theme.h"

G_BEGIN_DECLS

/** GpSvgPalette: what the drawings of one page share: each colour that was used, and the icons. */
typedef struct _GpSvgPalette GpSvgPalette;

GpSvgPalette *gp_svg_palette_new      (const char *family) G_GNUC_WARN_UNUSED_RESULT;
void          gp_svg_palette_free     (GpSvgPalette *self);    /* NULL is fine */

/** gp_svg_palette_get_theme: the light one; for metrics. Borrowed. */
const GpTheme *gp_svg_palette_get_theme (GpSvgPalette *self);

/** gp_svg_palette_add: the number of the variable --pN for @color on an item with @accent. */
guint         gp_svg_palette_add      (GpSvgPalette *self, GpColor color, const GdkRGBA *accent);

void          gp_svg_palette_add_icon (GpSvgPalette *self, GpIcon icon);

/** gp_svg_palette_append_css: the declarations "--p0:#…;" of all colours, without braces. */
void          gp_svg_palette_append_css   (GpSvgPalette *self, gboolean dark, GString *out);

/** gp_svg_palette_append_rules: the rules for text styles, lines and icons. */
void          gp_svg_palette_append_rules (GpSvgPalette *self, GString *out);

/** gp_svg_palette_append_icons: the used ones, as <defs>. */
void          gp_svg_palette_append_icons (GpSvgPalette *self, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSvgPalette, gp_svg_palette_free)
G_END_DECLS

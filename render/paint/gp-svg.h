/* gp-svg.h — a scene as an SVG document with real text
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-metrics.h"
#include "gp-scene.h"
#include "gp-svg-palette.h"

G_BEGIN_DECLS

/**
 * gp_svg_write: (transfer full): the document as UTF-8.
 * @area: what is shown, canvas units
 * @scale: of the size that it asks for; the drawing itself stays in canvas units
 * @title: (nullable): what readers of screens are told
 */
char *gp_svg_write (GpScene *scene, GpMetrics *metrics, const GpTheme *theme, const GpRect *area,
                    double scale, const char *title);

/** gp_svg_append_drawing: the items and lines of @scene for the inside of an <svg>, their colours
 * as variables of @palette. Items have their element's id as data-id, and two groups: "near" to be
 * read, "far" to be seen from afar; a style shows one of them. */
void  gp_svg_append_drawing (GString *out, GpScene *scene, GpMetrics *metrics,
                             GpSvgPalette *palette);

G_END_DECLS

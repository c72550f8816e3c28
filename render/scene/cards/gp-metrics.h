/* gp-metrics.h — how wide texts are, and how large cards
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-theme.h"

G_BEGIN_DECLS

/* Measures of cards, canvas units. */
#define GP_CARD_BAR          4.0     /* the stripe in the domain's colour */
#define GP_CARD_HEADER      38.0     /* with the stripe */
#define GP_CARD_ROW         22.0
#define GP_CARD_FOOT        28.0
#define GP_CARD_PADDING     10.0
#define GP_CARD_MARK        20.0     /* the column of key and reference marks */
#define GP_CARD_MIN_WIDTH  200.0
#define GP_CARD_MAX_WIDTH  380.0
#define GP_CARD_RADIUS       9.0
#define GP_CARD_FOLD_ROWS    28 /* taller cards show this many fields and the number of others */

/**
 * GpMetrics: measures texts with Pango and remembers what it measured.
 *
 * Widths of ASCII texts are sums of the advances of their characters, which is exact but for
 * kerning; others are shaped once and remembered. Used from one thread; different objects may be
 * used from different threads where their contexts differ.
 */
typedef struct _GpMetrics GpMetrics;

/** gp_metrics_new: @context: a reference is taken; NULL makes one from the default font map, which
 * needs no display. @theme: copied. */
GpMetrics *gp_metrics_new (PangoContext *context, const GpTheme *theme) G_GNUC_WARN_UNUSED_RESULT;
void           gp_metrics_free        (GpMetrics *self);   /* NULL is fine */

/** gp_metrics_get_width: of @text in one line, canvas units. */
double         gp_metrics_get_width   (GpMetrics *self, GpTextStyle style, const char *text);

/** gp_metrics_get_ascent: from the top of a line to its base line, canvas units. */
double         gp_metrics_get_ascent  (GpMetrics *self, GpTextStyle style);

/** gp_metrics_get_height: of a line, canvas units. */
double         gp_metrics_get_height  (GpMetrics *self, GpTextStyle style);

/** gp_metrics_wrap: (transfer full): the lines of @text broken at words to @width; a word that is
 * wider is broken before its dots, strokes and joining lines. At most
 * @max_lines (0: any number); the last one then ends with an ellipsis. */
char **gp_metrics_wrap (
  GpMetrics *self, GpTextStyle style, const char *text, double width, guint max_lines);

/** gp_metrics_ellipsize: (transfer full): @text, or the beginning of it that fits @width and
 * "…". */
char *gp_metrics_ellipsize (GpMetrics *self, GpTextStyle style, const char *text, double width);

PangoContext  *gp_metrics_get_context (GpMetrics *self);   /* borrowed */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpMetrics, gp_metrics_free)
G_END_DECLS

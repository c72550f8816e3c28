/* gp-theme.h — the colours and fonts that a drawing is painted with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-types.h"

#include <gdk/gdk.h>
#include <pango/pango.h>

G_BEGIN_DECLS

/** GpColor: what a colour is for. A scene names colours by their use, so that another theme needs
 * no other scene. Those from ACCENT on are made from the accent of the item that is painted. */
typedef enum
{
  GP_COLOR_NONE,            /* not painted */
  GP_COLOR_CANVAS,
  GP_COLOR_DOT,             /* the dots of the grid */
  GP_COLOR_CARD,
  GP_COLOR_CARD_BORDER,
  GP_COLOR_CARD_SHADOW,
  GP_COLOR_CARD_MUTED,      /* cards that are read-only or kept elsewhere */
  GP_COLOR_RULE,            /* thin lines inside cards */
  GP_COLOR_FOOT,
  GP_COLOR_TEXT,
  GP_COLOR_TEXT_DIM,
  GP_COLOR_ICON,
  GP_COLOR_BAR,             /* stands for text that is too small to read */
  GP_COLOR_LINE,            /* relations and transitions */
  GP_COLOR_SELECTION,
  GP_COLOR_SELECTION_SOFT,
  GP_COLOR_ON_SELECTION,
  GP_COLOR_GUIDE,
  GP_COLOR_GOOD,            /* granted, added, the branch that is true */
  GP_COLOR_GOOD_SOFT,
  GP_COLOR_GOOD_TEXT,
  GP_COLOR_CARE,            /* under a condition, changed */
  GP_COLOR_CARE_SOFT,
  GP_COLOR_CARE_TEXT,
  GP_COLOR_BAD,             /* refused, removed, the branch of errors */
  GP_COLOR_BAD_SOFT,
  GP_COLOR_BAD_TEXT,
  GP_COLOR_IDLE_SOFT,       /* nothing to say */
  GP_COLOR_IDLE_TEXT,
  GP_COLOR_NOTE,
  GP_COLOR_NOTE_BORDER,
  GP_COLOR_NOTE_TEXT,
  GP_N_THEME_COLORS,

  GP_COLOR_ACCENT = GP_N_THEME_COLORS,
  GP_COLOR_ACCENT_AREA,     /* behind the members of a domain */
  GP_COLOR_ACCENT_BORDER,
  GP_COLOR_ACCENT_SOFT,     /* behind an icon */
  GP_COLOR_ACCENT_TEXT,
  GP_N_COLORS
} GpColor;

/** GpTextStyle: what a text is for. */
typedef enum
{
  GP_TEXT_TITLE,        /* a card's name */
  GP_TEXT_FIELD,
  GP_TEXT_TYPE,
  GP_TEXT_CHIP,
  GP_TEXT_BADGE,
  GP_TEXT_AREA,         /* a domain's name */
  GP_TEXT_AREA_DETAIL,
  GP_TEXT_NODE,         /* a step's title */
  GP_TEXT_NODE_DETAIL,
  GP_TEXT_NODE_CODE,
  GP_TEXT_LABEL,        /* on a line */
  GP_TEXT_NOTE,
  GP_TEXT_MIDDLE,       /* a card's name from afar, where the large one has no room */
  GP_TEXT_LARGE,        /* a card's name from afar */
  GP_TEXT_HUGE,         /* a domain's name from afar */
  GP_N_TEXT_STYLES
} GpTextStyle;

typedef enum
{
  GP_THEME_LIGHT,
  GP_THEME_DARK,
  GP_THEME_LIGHT_CONTRAST,
  GP_THEME_DARK_CONTRAST,
} GpThemeVariant;

/**
 * GpTheme: a plain value, copied by assignment; the family is a static or interned string.
 * @serial: differs between themes that look different; for caches
 */
typedef struct
{
  GpThemeVariant  variant;
  gboolean        dark;
  gboolean        contrast;
  const char     *family;
  const char     *mono_family;
  guint           serial;
  GdkRGBA         colors[GP_N_THEME_COLORS];
} GpTheme;

/** gp_theme_init: @family: of proportional text, interned here; NULL for the default. */
void         gp_theme_init      (GpTheme *self, GpThemeVariant variant, const char *family);

/** gp_theme_get_color: the colour for @color on an item with @accent. */
GdkRGBA      gp_theme_get_color (const GpTheme *self, GpColor color, const GdkRGBA *accent);

/** gp_theme_get_size: the height of a style's font in canvas units. */
double       gp_theme_get_size  (GpTextStyle style);
gboolean     gp_theme_is_bold   (GpTextStyle style);
gboolean     gp_theme_is_mono   (GpTextStyle style);

/** gp_theme_dup_font: (transfer full): the font of a style, in absolute units. */
PangoFontDescription *gp_theme_dup_font (const GpTheme *self, GpTextStyle style);

/** gp_theme_get_palette: the @i-th colour for domains that have none of their own; goes round. */
GdkRGBA      gp_theme_get_palette (guint i);

/** gp_theme_parse_color: "#rrggbb"; FALSE, and @out untouched, for anything else. */
gboolean     gp_theme_parse_color (const char *text, GdkRGBA *out);

G_END_DECLS
